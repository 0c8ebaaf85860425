"""The tab *Permutations*: the permutohedron, and the verdict on the vertex that is chosen."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

import marimo as mo

from rankdyn.explorer.desk import Desk, Job
from rankdyn.explorer.link import Link
from rankdyn.explorer.questions import permutation, permutohedron
from rankdyn.explorer.views import plots
from rankdyn.explorer.views.answers import at_work, pending, refusal
from rankdyn.explorer.views.links import to_sequences
from rankdyn.explorer.widgets.picture import Picture
from rankdyn.explorer.widgets.take_home import TakeHome

_GROUPS: Final = {f"S{'₀₁₂₃₄'[n]}": n for n in permutohedron.DRAWN}

_GUIDE: Final = (
    "Is a permutation π of 1, …, *n* the ranks of some *D*, *D*′, *D*″, …? If not, how much must all its ranks be "
    "raised? Edges exchange the ranks of two consecutive orders. Click a vertex, or type a permutation of up to "
    f"{permutation.MAX_N}."
)


def options(link: Link) -> Any:
    """Return the choice of what is drawn."""
    n = link.number("p_n", permutohedron.DRAWN[0], permutohedron.DRAWN[-1], permutohedron.DRAWN[-1])
    return mo.ui.radio(_GROUPS, value=next(name for name in _GROUPS if _GROUPS[name] == n), inline=True)


def picture(link: Link) -> Any:
    """Return the picture, still empty."""
    return mo.ui.anywidget(Picture(chosen=link.text("perm", "2,4,1,3"), field="permutation π"))


def draw(desk: Desk, link: Link, n: int) -> Job:
    """Have the permutohedron of S_n drawn."""
    link.write(p_n=n)
    return desk.ask("permutohedron", permutohedron.drawn, n)


def controls(chosen: Any, drawing: Any, job: Job, waiting: Any) -> Any:
    """Return the choice and the picture laid out; the picture before stays until the next one is there."""
    shown = [mo.md(_GUIDE), chosen, drawing]
    if pending(job, waiting):
        return mo.vstack([*shown, at_work(job, waiting)], gap=0.8)
    if job.result is None:
        return mo.vstack([*shown, refusal(job)], gap=0.8)
    widget = drawing.widget
    widget.alt = job.result.drawing.words
    widget.svg, widget.spots = job.result.drawing.svg, [asdict(spot) for spot in job.result.spots]
    return mo.vstack(shown, gap=0.8)


def ask(desk: Desk, link: Link, text: str) -> Job:
    """Hand in the question, and put it into the link."""
    link.write(perm=text)
    return desk.ask("permutation", permutation.verdict, text)


def verdict(job: Job, waiting: Any, drawing: Any) -> Any:
    """Return the verdict on the page; what it says in short, and the ways to its neighbours, go beside the picture."""
    if pending(job, waiting):
        return at_work(job, waiting)
    found = job.result
    drawing.widget.words = found.words if found else ""
    drawing.widget.ways = [asdict(way) for way in found.ways] if found else []
    if found is None:
        return refusal(job)
    body = mo.Html(f'<div class="verdict {found.status}">{found.html}</div>')
    return mo.vstack([body, to_sequences(found.suggestions), mo.ui.anywidget(TakeHome.of(found.exports))])


def plot(desk: Desk, n: int, text: str) -> Job:
    """Have the picture drawn for files, with a ring around the permutation if it is on it."""
    ring = [int(letter) for letter in text if letter.isdecimal()]
    chosen = ring if sorted(ring) == list(range(1, n + 1)) else None
    return plots.ask(desk, "permutohedron files", "permutohedron", n=n, chosen=chosen)
