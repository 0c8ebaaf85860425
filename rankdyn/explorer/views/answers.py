"""A job on the page: its progress while it works, what it found, or why there is no answer."""

from __future__ import annotations

from html import escape
from typing import Any, Final

import marimo as mo

from rankdyn.explorer.desk import Job
from rankdyn.explorer.widgets.waiting import Waiting

PATIENCE: Final = 0.4
"""Seconds that the page waits for an answer before it shows that it is at work."""


def waiting(job: Job | None) -> Any:
    """Return the element that shows a job at work and asks after it, having waited a moment for the answer."""
    if job is None:
        return mo.ui.anywidget(Waiting())
    job.wait(PATIENCE)
    return mo.ui.anywidget(Waiting(words=job.words))


def pending(job: Job, element: Any) -> bool:
    """Tell the element how far the job is, end the job if that was asked for, and return whether it still works."""
    if element.value.get("cancelled"):
        job.cancel()
    if job.wait(0):
        return False
    widget = element.widget
    widget.words, widget.done, widget.total = job.words, job.done, job.total
    return True


def refusal(job: Job) -> Any:
    """Return the message of a job that has no answer."""
    status = "refused" if job.state == "refused" else "stopped"
    return mo.Html(f'<div class="verdict {status}" role="alert">{escape(job.words)}</div>')
