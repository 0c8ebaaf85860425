"""Moving matrices on the page."""

from __future__ import annotations

from typing import Any

import marimo as mo

from rankdyn.explorer.desk import Desk, Job
from rankdyn.explorer.questions import motion
from rankdyn.explorer.questions.motion import Motion
from rankdyn.explorer.views.answers import at_work, pending, refusal
from rankdyn.explorer.widgets.motion import Moving


def ask(
    desk: Desk, lane: str, function: str, kind: str, orders: int, start: str | float, end: str | float, step: str = "1"
) -> Job:
    """Ask for the frames of a function (JSON text) and of its derivatives or differences, `orders` in all."""
    return desk.ask(lane, motion.motion, function, kind, orders, start, end, step)


def shown(job: Job, waiting: Any, element: Any) -> Any:
    """Return the element with the animation in it, or how far the job is, or why there is none."""
    if pending(job, waiting):
        return at_work(job, waiting)
    if job.result is None:
        return refusal(job)
    element.widget.show(job.result)
    return element


def moving(found: Motion) -> Any:
    """Return an element of its own with the animation of some frames."""
    return mo.ui.anywidget(Moving.of(found))
