"""The tab *Cascade*: which data, which cascade, and what the fit gave."""

from __future__ import annotations

from typing import Any, Final

import marimo as mo

from rankdyn.explorer.desk import Desk, Job
from rankdyn.explorer.link import Link
from rankdyn.explorer.questions import cascade, cascade_plots, cascade_source
from rankdyn.explorer.questions.cascade import Fitted
from rankdyn.explorer.questions.cascade_model import Model
from rankdyn.explorer.questions.cascade_source import Source
from rankdyn.explorer.views import plots
from rankdyn.explorer.views.answers import at_work, pending, refusal
from rankdyn.explorer.widgets.take_home import TakeHome

KINDS: Final = {
    "planted": "planted cascade",
    "function": "matrix function with given ranks",
    "adaptation": "planted adapters (LoRA), one an order",
    "flow": "linear flow X′ = A X",
    "factors": "digits, Gaussian of few factors",
    "full": "digits, full Gaussian",
    "conditional": "digits, conditional derivatives",
}

PATHS: Final = {"variance_preserving": "variance preserving", "linear": "linear", "trigonometric": "trigonometric"}

COUPLINGS: Final = {"chain": "chain", "triangular": "triangular", "diagonal": "diagonal"}

GATES: Final = {"none": "none", "rank": "by rank", "least_squares": "by least squares"}

_GUIDE: Final = (
    "Derivatives of orders 1, …, *K* as functions of the state: one shared base and parts of low rank that accumulate "
    "from order to order, beside one map an order. How much rank does each stage need, and what is saved?"
)

_GENERATOR: Final = """\
[[1, 0, exp(-t), t*exp(-t)],
 [0, 1, t*exp(-t), t**2*exp(-t)],
 [0, 0, 1, 0],
 [0, 0, 0, 1]]"""
"""With the stage ranks 2, 1, 0: those of the derivatives of [[1, t], [t, t**2]]."""

_SHOWN_FOR: Final = {
    "planted": ("ranks", "size", "rows", "noise"),
    "function": ("ranks", "size", "rows", "noise"),
    "adaptation": ("ranks", "size", "rows", "noise"),
    "flow": ("generator", "rows", "noise"),
    "factors": ("factors", "path", "time"),
    "full": ("path", "time"),
    "conditional": ("path", "time"),
}
"""The controls that mean something for each kind of data."""


_WIDTHS: Final = {
    "size": "9rem",
    "rows": "8.5rem",
    "noise": "8rem",
    "factors": "8.5rem",
    "time": "8rem",
    "seed": "8rem",
    "ranks": "14rem",
    "rank": "13rem",
    "base": "11rem",
}

_SIDE_BY_SIDE: Final = "display:flex;flex-wrap:wrap;gap:1rem 1.4rem;align-items:flex-start"
_WIDE: Final = "flex:1 1 600px;min-width:0;max-width:704px"
_NARROW: Final = "flex:1 1 300px;min-width:0"
_PICTURE: Final = "flex:1 1 270px;min-width:0;max-width:460px"
"""Tables and pictures beside each other where there is room, below each other where there is none."""


def source(link: Link) -> Any:
    """Return the controls of the data."""
    most, least = cascade_source.MAX_ORDERS, cascade_source.LEAST_ORDERS
    return mo.ui.dictionary(
        {
            "kind": _dropdown(link, "c_data", KINDS, "planted", "from"),
            "orders": mo.ui.slider(
                least, most, value=link.number("c_orders", least, most, 4), label="orders K", show_value=True
            ),
            "ranks": _text(link, "c_planted", "2,3,1", "planted ranks"),
            "size": _number(link, "c_size", 2, cascade_source.MAX_SIZE, 24, "features"),
            "rows": _number(link, "c_rows", cascade_source.LEAST_ROWS, cascade_source.MAX_ROWS, 600, "rows"),
            "noise": _decimal(link, "c_noise", 0.0, 2.0, 0.05, 0.0, "noise"),
            "generator": mo.ui.text_area(link.text("c_A", _GENERATOR), label="A(t)", rows=4, debounce=400),
            "factors": _number(link, "c_factors", 1, cascade_source.MAX_FACTORS, 8, "factors"),
            "path": _dropdown(link, "c_path", PATHS, "variance_preserving", "path"),
            "time": _decimal(link, "c_time", 0.1, 0.9, 0.05, 0.5, "at t ="),
            "seed": _number(link, "c_seed", 0, 999_999, 0, "seed"),
        }
    )


def model(link: Link) -> Any:
    """Return the controls of the cascade."""
    return mo.ui.dictionary(
        {
            "rank": _text(link, "c_rank", "auto", "stage ranks"),
            "base": _text(link, "c_base", "full", "base rank"),
            "coupling": _dropdown(link, "c_coupling", COUPLINGS, "chain", "coupling"),
            "gates": _dropdown(link, "c_gates", GATES, "none", "gates"),
            "skip": mo.ui.switch(link.flag("c_skip"), label="skip"),
            "joint": mo.ui.switch(link.flag("c_joint"), label="refine jointly"),
            "rivals": mo.ui.switch(link.flag("c_rivals"), label="fit rivals"),
        }
    )


def controls(data: Any, chosen: Any) -> Any:
    """Return the controls laid out; those that mean nothing for the data are left out."""
    names = ("kind", "orders", *_SHOWN_FOR[data.value["kind"]], "seed")
    first = [_sized(name, data.elements[name]) for name in names if name != "generator"]
    rows = [mo.md(_GUIDE), _line("Data", first)]
    if "generator" in names:
        rows.append(_line("", [data.elements["generator"]]))
    return mo.vstack([*rows, _line("Cascade", [_sized(*item) for item in chosen.elements.items()])], gap=0.8)


def ask(desk: Desk, link: Link, data: dict[str, Any], chosen: dict[str, Any]) -> Job:
    """Hand in the question, and put it into the link."""
    names = {"kind": "data", "ranks": "planted", "generator": "A"}
    link.write(**{f"c_{names.get(name, name)}": _written(value) for name, value in (data | chosen).items()})
    kind = data["kind"]
    used = ("kind", "orders", *_SHOWN_FOR[kind], "seed")
    return desk.ask("cascade", cascade.fitted, Source(**{name: data[name] for name in used}), Model(**chosen))


def found(job: Job | None, waiting: Any) -> Fitted | None:
    """Return what the fit gave, None while it is at work, where it has no answer, or if nothing is asked."""
    return None if job is None or pending(job, waiting) else job.result


def draw(desk: Desk, fit: Fitted | None) -> Job | None:
    """Have the pictures of a fit drawn."""
    if fit is None or fit.curves is None:
        return None
    return desk.ask("cascade pictures", cascade_plots.pictures, fit.curves)


def verdict(job: Job, waiting: Any, fit: Fitted | None, drawing: Job | None, drawing_waiting: Any) -> Any:
    """Return the tables, the pictures and what can be taken home; or how far the fit is, or why there is none."""
    if fit is None:
        # a job answered since `found` looked is found when the element asks again
        return at_work(job, waiting) if job.state in ("waiting", "answered") else refusal(job)
    tables = f'<div class="verdict {fit.shown.status}" style="{_WIDE}">{fit.shown.html}</div>'
    pictures = "" if drawing is None else f'<div style="{_NARROW}">{_pictures(drawing, drawing_waiting)}</div>'
    both = mo.Html(f'<div style="{_SIDE_BY_SIDE}">{tables}{pictures}</div>')
    return mo.vstack([both, mo.ui.anywidget(TakeHome.of(fit.shown.exports))])


def _pictures(job: Job, waiting: Any) -> str:
    if pending(job, waiting):
        return f"{at_work(job, waiting)}"
    if job.result is None:
        return f"{refusal(job)}"
    shown = "".join(f'<div style="{_PICTURE}">{plots.picture(drawn)}</div>' for drawn in job.result)
    return f'<div style="{_SIDE_BY_SIDE}">{shown}</div>'


def _line(name: str, elements: list[Any]) -> Any:
    inside = "".join(f"<div>{element}</div>" for element in elements)
    line = "display:flex;flex-wrap:wrap;gap:0.7rem 1.1rem;align-items:center"
    label = f'<strong style="flex:0 0 4.2rem;padding-top:0.35rem">{name}</strong>'
    return mo.Html(f'<div style="display:flex;align-items:flex-start">{label}<div style="{line}">{inside}</div></div>')


def _sized(name: str, element: Any) -> Any:
    """Return the element no wider than what is written in it."""
    return element.style(max_width=_WIDTHS[name], white_space="nowrap") if name in _WIDTHS else element


def _dropdown(link: Link, name: str, options: dict[str, str], default: str, label: str) -> Any:
    words = {shown: option for option, shown in options.items()}
    return mo.ui.dropdown(words, value=options[link.choice(name, options, default)], label=label)


def _text(link: Link, name: str, default: str, label: str) -> Any:
    return mo.ui.text(link.text(name, default), label=label, debounce=300)


def _number(link: Link, name: str, least: int, most: int, default: int, label: str) -> Any:
    value = link.number(name, least, most, default)
    return mo.ui.number(least, most, step=1, value=value, label=label, debounce=True)


def _decimal(link: Link, name: str, least: float, most: float, step: float, default: float, label: str) -> Any:
    steps = [_written(least + step * i) for i in range(round((most - least) / step) + 1)]
    value = float(link.choice(name, steps, _written(default)))
    return mo.ui.number(least, most, step=step, value=value, label=label, debounce=True)


def _written(value: Any) -> Any:
    """Return a value as it stands in a link: decimals without rounding errors."""
    return f"{value:.10g}" if isinstance(value, float) else value
