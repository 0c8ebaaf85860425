"""The tab *Sequence*: which ranks are asked for, in which reading, and the verdict."""

from __future__ import annotations

from typing import Any, Final

import marimo as mo

from rankdyn.explorer.desk import Desk, Job
from rankdyn.explorer.link import Link
from rankdyn.explorer.questions import sequence
from rankdyn.explorer.views.answers import pending, refusal
from rankdyn.explorer.widgets.rank_editor import RankEditor
from rankdyn.explorer.widgets.take_home import TakeHome

MODES: Final = {
    "generic": "generic: for almost all t",
    "pointwise": "pointwise: at chosen t",
    "shifted": "shifted: plus the least constant",
    "orders": "orders: at freely chosen orders",
}

KINDS: Final = {"derivative": "derivatives", "difference": "forward differences"}

_GUIDE: Final = (
    "Drag a bar, press a stepper, use the arrow keys, or type: is there a matrix function *D*(*t*) whose successive "
    "derivatives *D*, *D*′, *D*″, … have exactly these ranks?"
)


def editor(link: Link) -> Any:
    """Return the editor of the sequence."""
    widget = RankEditor(text=link.text("ranks", "2,3,1"), largest=sequence.MAX_RANK, longest=sequence.MAX_LENGTH)
    return mo.ui.anywidget(widget)


def options(link: Link) -> Any:
    """Return the controls beside it."""
    return mo.ui.dictionary(
        {
            "mode": mo.ui.dropdown(
                _options(MODES), value=MODES[link.choice("mode", MODES, "generic")], label="reading"
            ),
            "kind": mo.ui.dropdown(_options(KINDS), value=KINDS[link.choice("kind", KINDS, "derivative")], label="of"),
            "points": mo.ui.text(link.text("points", "0"), label="at t =", debounce=300, max_length=400),
            "thorough": mo.ui.switch(link.flag("thorough"), label="search thoroughly"),
        }
    )


def controls(editing: Any, chosen: Any) -> Any:
    """Return the controls laid out; the points appear where they mean something."""
    shown = [chosen.elements["mode"], chosen.elements["kind"]]
    if chosen.value["mode"] == "pointwise":
        shown.append(chosen.elements["points"])
    shown.append(chosen.elements["thorough"])
    return mo.vstack([mo.md(_GUIDE), mo.hstack(shown, justify="start", wrap=True, gap=1.2), editing], gap=0.8)


def ask(desk: Desk, link: Link, text: str, chosen: dict[str, Any]) -> Job:
    """Hand in the question, and put it into the link."""
    mode, kind, points, thorough = (chosen[name] for name in ("mode", "kind", "points", "thorough"))
    link.write(ranks=text, mode=mode, kind=kind, points=points, thorough=thorough)
    return desk.ask("sequence", sequence.verdict, text, mode, kind, points if mode == "pointwise" else "", thorough)


def verdict(job: Job, waiting: Any, editing: Any) -> Any:
    """Return the verdict on the page; its repairs go to the editor."""
    if pending(job, waiting):
        return waiting
    found = job.result
    editing.widget.suggestions = list(found.suggestions) if found else []
    if found is None:
        return refusal(job)
    body = mo.Html(f'<div class="verdict {found.status}">{found.html}</div>')
    return mo.vstack([body, mo.ui.anywidget(TakeHome.of(found.exports))])


def _options(names: dict[str, str]) -> dict[str, str]:
    return {words: name for name, words in names.items()}
