"""Plots on the page: asked for by name, shown with the buttons that save them."""

from __future__ import annotations

from typing import Any

import marimo as mo

from rankdyn.explorer.desk import Desk, Job
from rankdyn.explorer.questions import drawing
from rankdyn.explorer.questions.drawing import Drawing
from rankdyn.explorer.views.answers import pending, refusal
from rankdyn.explorer.widgets.plot import Plot


def ask(desk: Desk, lane: str, name: str, **arguments: Any) -> Job:
    """Ask for one of the plots of `questions.drawing`."""
    return desk.ask(lane, drawing.draw, name, arguments)


def shown(job: Job, waiting: Any) -> Any:
    """Return the plot, or how far it is, or why there is none."""
    if pending(job, waiting):
        return waiting
    return picture(job.result) if job.result is not None else refusal(job)


def picture(drawn: Drawing) -> Any:
    """Return a plot with the buttons that save it as PDF, SVG and PNG."""
    return mo.ui.anywidget(Plot.of(drawn))


def saves(drawn: Drawing) -> Any:
    """Return the buttons alone, for a plot that the page shows in a way of its own."""
    return mo.ui.anywidget(Plot.of(drawn, shown=False))
