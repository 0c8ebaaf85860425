"""Plots on the page: asked for by name, shown with the buttons that save them."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import marimo as mo

from rankdyn.errors import InvalidInputError
from rankdyn.explorer.desk import Desk, Job
from rankdyn.explorer.questions import drawing
from rankdyn.explorer.questions.drawing import Drawing
from rankdyn.explorer.views.answers import at_work, pending, refusal
from rankdyn.explorer.widgets.plot import Plot


def ask(desk: Desk, lane: str, name: str, **arguments: Any) -> Job:
    """Ask for one of the plots of `questions.drawing`."""
    return desk.ask(lane, drawing.draw, name, arguments)


def shown(job: Job, waiting: Any) -> Any:
    """Return the plot, or how far it is, or why there is none."""
    if pending(job, waiting):
        return at_work(job, waiting)
    return picture(job.result) if job.result is not None else refusal(job)


def picture(drawn: Drawing) -> Any:
    """Return a plot with the buttons that save it as PDF, SVG and PNG."""
    return mo.ui.anywidget(Plot.of(drawn))


def saves(job: Job, waiting: Any, words: str) -> Any:
    """Return the buttons alone, after some words, for a plot that the page shows in a way of its own."""
    if pending(job, waiting):
        buttons = at_work(job, waiting)
    elif job.result is None:
        buttons = refusal(job)
    else:
        buttons = mo.ui.anywidget(Plot.of(job.result, shown=False))
    return mo.hstack([mo.Html(f'<span class="note">{words}</span>'), buttons], justify="start", align="center")


def saves_later(desk: Desk, words: str, name: str, **arguments: Any) -> Any:
    """Return buttons, after some words, that draw one of the plots when it is to be saved."""

    def contents(format: str) -> bytes:
        job = ask(desk, f"{name} for files", name, **arguments)
        if not job.wait(_DRAWING) or job.result is None:
            raise InvalidInputError(f"the {name} was not drawn: {job.words}")
        found = getattr(job.result, format)
        return found.encode() if isinstance(found, str) else bytes(found)

    buttons = [
        mo.download(partial(contents, format), f"{name}.{format}", mimetype, label=format.upper())
        for format, mimetype in (("pdf", "application/pdf"), ("svg", "image/svg+xml"), ("png", "image/png"))
    ]
    return mo.hstack(
        [mo.Html(f'<span class="note">{words}</span>'), *buttons], justify="start", align="center", gap=0.4
    )


_DRAWING: Final = 30.0
"""Seconds that a file is waited for; drawing one takes less than one."""
