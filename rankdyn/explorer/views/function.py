"""The tab *Function*: a matrix function of one's own, its ranks, and one closer look at a time."""

from __future__ import annotations

from html import escape
from typing import Any, Final
from urllib.parse import urlencode

import marimo as mo

from rankdyn.explorer.desk import Desk, Job
from rankdyn.explorer.link import Link
from rankdyn.explorer.question import Shown
from rankdyn.explorer.questions import derivatives, function
from rankdyn.explorer.questions.drawing import Drawing
from rankdyn.explorer.questions.motion import Motion
from rankdyn.explorer.views import motion, plots
from rankdyn.explorer.views.answers import at_work, pending, refusal
from rankdyn.explorer.views.sequence import KINDS
from rankdyn.explorer.widgets.take_home import TakeHome

FORMS: Final = {"entries": "entries", "product": "a product U Vᵀ", "separable": "U diag(g) Vᵀ"}

LOOKS: Final = ("Staircase", "Derivatives", "Along t", "Moving", "Decomposition")
"""What can be looked at beside the ranks; only what is open is worked on."""

EXAMPLES: Final = {
    "moment curve": {"matrix": "[[1, t, t**2], [t, t**2, t**3], [t**2, t**3, t**4]]"},
    "rotation": {"matrix": "[[cos(t), -sin(t)], [sin(t), cos(t)]]"},
    "low rank": {
        "f_form": "product",
        "f_u": "[[1, 0], [t, 1], [exp(t), t]]",
        "f_v": "[[1, t], [cos(t), 0], [t**2, 1]]",
    },
    "diagonal": {
        "f_form": "separable",
        "f_u": "[[1, 1], [1, -1]]",
        "f_g": "t**2 - 1, sin(t)",
        "f_v": "[[1, 0], [1, 1]]",
    },
    "outside the exact class": {"matrix": "[[1, log(t + 3)], [t, t*log(t + 3)]]"},
}

_GUIDE: Final = (
    "Write a matrix function of *t*: polynomials, quotients, `exp`, `sin`, `cos`, `sinh`, `2**t`, `sqrt(2)`, `pi`, …; "
    "other names are parameters. Its ranks are proved, as far as they can be, and say so."
)


def controls(link: Link) -> Any:
    """Return the elements with which a function is given."""
    area: dict[str, Any] = {"debounce": 250, "rows": 3, "full_width": True}
    return mo.ui.dictionary(
        {
            "form": mo.ui.dropdown(_by_words(FORMS), FORMS[link.choice("f_form", FORMS, "entries")], label="given by"),
            "entries": mo.ui.text_area(link.text("matrix", "[[1, exp(t)], [t, t*exp(t)]]"), label="entries", **area),
            "U": mo.ui.text_area(link.text("f_u", "[[1], [t], [t**2]]"), label="U", **area),
            "g": mo.ui.text_area(link.text("f_g", "t**2 - 1"), label="g", **area),
            "V": mo.ui.text_area(link.text("f_v", "[[1], [t], [t**2]]"), label="V", **area),
            "kind": mo.ui.dropdown(_by_words(KINDS), KINDS[link.choice("f_kind", KINDS, "derivative")], label="of"),
            "step": mo.ui.text(link.text("f_h", "1"), label="step h", debounce=300),
            "order": mo.ui.slider(
                0,
                function.MAX_ORDER,
                value=link.number("f_order", 0, function.MAX_ORDER, 4),
                label="orders up to",
                show_value=True,
                debounce=True,
            ),
        }
    )


def laid_out(given: Any) -> Any:
    """Return the elements laid out; those of the form that is chosen."""
    elements, chosen = given.elements, given.value
    texts = [elements[name] for name in _texts(chosen["form"])]
    options = [elements["form"], elements["kind"], elements["order"]]
    if chosen["kind"] == "difference":
        options.insert(2, elements["step"])
    style = 'target="_self" style="color:#0072b2"'
    links = " · ".join(
        f'<a {style} href="?{escape(urlencode({"tab": "Function", **state}))}">{escape(name)}</a>'
        for name, state in EXAMPLES.items()
    )
    return mo.vstack(
        [
            mo.md(_GUIDE),
            mo.hstack(options, justify="start", align="center", wrap=True, gap=1.2),
            mo.hstack(texts, widths="equal", align="start", wrap=True, gap=0.8) if len(texts) > 1 else texts[0],
            mo.Html(f'<div class="note">Examples: {links}</div>'),
        ],
        gap=0.7,
    )


def ask(desk: Desk, link: Link, chosen: dict[str, Any]) -> Job:
    """Ask for the ranks, and put the function into the link."""
    form, kind, step, order = (chosen[name] for name in ("form", "kind", "step", "order"))
    names = {"entries": "matrix", "U": "f_u", "g": "f_g", "V": "f_v"}
    link.write(f_form=form, f_kind=kind, f_h=step, f_order=order, **{names[name]: chosen[name] for name in names})
    texts = tuple(chosen[name] for name in _texts(form))
    return desk.ask("function", function.ranks, form, texts, kind, step if kind == "difference" else "1", order)


def answer(job: Job, waiting: Any) -> Shown | None:
    """Return the answer once there is one."""
    return None if pending(job, waiting) else job.result


def verdict(job: Job, waiting: Any, found: Shown | None) -> Any:
    """Return the ranks on the page, or how far they are, or why there are none."""
    if found is None:
        return at_work(job, waiting) if job.state == "waiting" else refusal(job)
    return _answered(found)


def looks(link: Link) -> Any:
    """Return the choice of what to look at."""
    return mo.ui.tabs(dict.fromkeys(LOOKS, ""), value=link.choice("f_look", LOOKS, LOOKS[0]))


def along(link: Link) -> Any:
    """Return the elements that say where to look along t."""
    return mo.ui.dictionary(
        {
            "order": mo.ui.slider(
                0, function.MAX_ORDER, value=link.number("f_at", 0, 8, 0), label="order", show_value=True, debounce=True
            ),
            "start": mo.ui.text(link.text("f_from", "-2"), label="t from", debounce=400),
            "end": mo.ui.text(link.text("f_to", "2"), label="to", debounce=400),
        }
    )


def looking(look: Any, where: Any) -> Any:
    """Return the choice laid out, with the interval where it means something."""
    names = {"Along t": ("order", "start", "end"), "Moving": ("start", "end")}.get(look.value, ())
    line = mo.hstack([where.elements[name] for name in names], justify="start", align="center", wrap=True, gap=1.2)
    return mo.vstack([look, line] if names else [look], gap=0.4)


def look_closer(
    desk: Desk, link: Link, found: Shown | None, chosen: dict[str, Any], look: str, where: dict[str, Any]
) -> list[Job | None]:
    """Ask what the open look needs: three jobs at most, None for those that it does not need."""
    link.write(f_look=look, f_at=where["order"], f_from=where["start"], f_to=where["end"])
    if found is None or found.function is None:
        return [None, None, None]
    kind, order, span = chosen["kind"], chosen["order"], (where["start"], where["end"])
    step = chosen["step"] if kind == "difference" else "1"
    moved: tuple[Any, ...] = (found.function, kind, step)
    lanes = [f"function, look {number}" for number in (1, 2, 3)]
    match look:
        case "Staircase":
            ranks = tuple(map(int, found.suggestions))
            stairs = plots.ask(desk, lanes[0], "staircase", ranks=list(ranks), kind=found.status)
            return [stairs, desk.ask(lanes[1], function.tight, ranks) if found.status == "exact" else None, None]
        case "Derivatives":
            return [desk.ask(lanes[0], derivatives.derivatives, *moved, order), None, None]
        case "Along t":
            drawn = {"function": found.function, "order": where["order"], "start": span[0], "end": span[1]}
            drawn |= {"kind": kind, "step": step}
            return [
                plots.ask(desk, lanes[0], "singular_values", **drawn),
                plots.ask(desk, lanes[1], "pointwise_ranks", **drawn),
                desk.ask(lanes[2], function.special, *moved, where["order"], *span),
            ]
        case "Moving":
            return [motion.ask(desk, lanes[0], found.function, kind, order + 1, *span, step), None, None]
        case _:
            return [desk.ask(lanes[0], derivatives.decomposition, *moved, order), None, None]


def seen(job: Job | None, waiting: Any) -> Any:
    """Return what one of these jobs found, whatever it is."""
    if job is None:
        return None
    if pending(job, waiting):
        return at_work(job, waiting)
    match job.result:
        case Drawing():
            return plots.picture(job.result)
        case Motion():
            return motion.moving(job.result)
        case Shown():
            return _answered(job.result)
    return refusal(job)


def side_by_side(*parts: Any) -> Any:
    """Return the parts that there are in a row, below each other where there is no room."""
    cell = '<div style="flex:1 1 330px;min-width:0">{}</div>'
    there = "".join(cell.format(mo.as_html(part).text) for part in parts if part is not None)
    row = f'<div style="display:flex;flex-wrap:wrap;gap:1rem 2rem;align-items:flex-start">{there}</div>'
    return mo.Html(row) if there else None


def _answered(found: Shown) -> Any:
    body = mo.Html(f'<div class="verdict {found.status}">{found.html}</div>')
    return mo.vstack([body, mo.ui.anywidget(TakeHome.of(found.exports))]) if found.exports else body


def _texts(form: str) -> tuple[str, ...]:
    return {"entries": ("entries",), "product": ("U", "V")}.get(form, ("U", "g", "V"))


def _by_words(names: dict[str, str]) -> dict[str, str]:
    return {words: name for name, words in names.items()}
