"""The tab *Sequence*: which ranks are asked for, in which reading, and the verdict."""

from __future__ import annotations

from typing import Any, Final

import marimo as mo

from rankdyn.explorer.desk import Desk, Job
from rankdyn.explorer.link import Link
from rankdyn.explorer.question import Shown
from rankdyn.explorer.questions import sequence
from rankdyn.explorer.views import motion, plots
from rankdyn.explorer.views.answers import at_work, pending, refusal
from rankdyn.explorer.widgets.motion import Moving
from rankdyn.explorer.widgets.rank_editor import RankEditor
from rankdyn.explorer.widgets.take_home import TakeHome
from rankdyn.laws.writing import ranks_of

MODES: Final = {
    "generic": "generic: for almost all t",
    "pointwise": "pointwise: at chosen t",
    "shifted": "shifted: plus the least constant",
    "orders": "orders: at freely chosen orders",
}

KINDS: Final = {"derivative": "derivatives", "difference": "forward differences"}

_MOVING: Final = 3
"""Orders that are shown moving: D, D′, D″."""

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
            "points": mo.ui.text(link.text("points", "0"), label="if pointwise, at t =", debounce=300, max_length=400),
            "thorough": mo.ui.switch(link.flag("thorough"), label="search thoroughly"),
        }
    )


def layout(chosen: Any, editing: Any) -> Any:
    """Return the controls laid out, once for all: what were laid out anew at each change could undo the next one."""
    row = mo.hstack(list(chosen.elements.values()), justify="start", wrap=True, gap=1.2)
    return mo.vstack([mo.md(_GUIDE), row, editing], gap=0.8)


def ask(desk: Desk, link: Link, text: str, chosen: dict[str, Any]) -> Job:
    """Hand in the question, and put it into the link."""
    mode, kind, points, thorough = (chosen[name] for name in ("mode", "kind", "points", "thorough"))
    link.write(ranks=text, mode=mode, kind=kind, points=points, thorough=thorough)
    return desk.ask("sequence", sequence.verdict, text, mode, kind, points if mode == "pointwise" else "", thorough)


def found(job: Job, waiting: Any) -> Shown | None:
    """Return the answer, or None as long as there is none."""
    answer: Shown | None = None if pending(job, waiting) else job.result
    return answer


def exports() -> Any:
    """Return the element for what can be taken home: one for all answers, for they follow each other fast."""
    return mo.ui.anywidget(TakeHome())


def moving() -> Any:
    """Return the element for the moving matrices: one for all answers."""
    return mo.ui.anywidget(Moving())


def verdict(desk: Desk, job: Job, waiting: Any, answer: Shown | None, editing: Any, home: Any) -> Any:
    """Return the verdict on the page; its repairs go to the editor, its exports to their element."""
    if answer is None and job.state == "waiting":
        return at_work(job, waiting)
    editing.widget.suggestions = list(answer.suggestions) if answer else []
    if answer is None:
        return refusal(job)
    home.widget.items = TakeHome.items_of(answer.exports)
    body = mo.Html(f'<div class="verdict {answer.status}">{answer.html}</div>')
    parts = [body, home]
    if ";" not in (text := editing.value["text"]):
        parts.append(plots.saves_later(desk, "The staircase:", "staircase", ranks=list(ranks_of(text))))
    return mo.vstack(parts)


def move(desk: Desk, answer: Shown | None, kind: str) -> Job | None:
    """Ask for the witness and its first derivatives or differences, moving; None where there is no witness."""
    if answer is None or answer.function is None:
        return None
    return motion.ask(desk, "sequence motion", answer.function, kind, _MOVING, -2, 2)


def _options(names: dict[str, str]) -> dict[str, str]:
    return {words: name for name, words in names.items()}
