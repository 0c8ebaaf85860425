"""A job on the page: its progress while it works, what it found, or why there is no answer."""

from __future__ import annotations

from html import escape
from time import monotonic
from typing import Any, Final

import marimo as mo

from rankdyn.explorer.desk import Job

PATIENCE: Final = 0.4
"""Seconds that the page waits for an answer before it shows that it is at work."""

BRIEF: Final = 0.1
"""The same for what stands beside an answer: nothing else on the page is to wait for it."""

_INTERVAL: Final = "0.5s"
"""Between two looks at a job."""


def waiting(job: Job | None, patience: float = PATIENCE) -> Any:
    """Return the elements that ask after a job and cancel it; None if it has ended within a moment."""
    if job is None or job.wait(patience):
        return None
    ask = mo.ui.refresh(options=[_INTERVAL], default_interval=_INTERVAL)
    cancel = mo.ui.button(value=0, on_click=lambda times: times + 1, label="Cancel")
    return mo.ui.dictionary({"ask": ask, "cancel": cancel})


def pending(job: Job, element: Any) -> bool:
    """End the job if that was asked for, and return whether it still works."""
    if element is not None and element.value["cancel"]:
        job.cancel()
    return element is not None and not job.wait(0)


def at_work(job: Job, element: Any) -> Any:
    """Return how far a job is, and the button that cancels it."""
    share = f' value="{job.done}" max="{job.total}"' if job.total else ""
    return mo.Html(
        f'<div class="waiting"><progress{share}></progress><span role="status">{escape(job.words)}</span>'
        f"<span>{monotonic() - job.started:.0f} s</span>{element.elements['cancel']}"
        f'<span class="asking">{element.elements["ask"]}</span></div>'
    )


def refusal(job: Job) -> Any:
    """Return the message of a job that has no answer."""
    status = "refused" if job.state == "refused" else "stopped"
    return mo.Html(f'<div class="verdict {status}" role="alert">{escape(job.words)}</div>')
