"""The derivatives or differences of a function, factors kept and multiplied out, and whether it is decomposable."""

from __future__ import annotations

from typing import Final, Literal

from rankdyn.algebra.work import Work
from rankdyn.decomposition.answer import Decomposition
from rankdyn.decomposition.decompose import decompose
from rankdyn.errors import BudgetExceededError, NotExactError, RankdynError
from rankdyn.explorer.question import Export, Report, Shown
from rankdyn.functions.arguments import checked_step
from rankdyn.functions.document import dumps, loads
from rankdyn.functions.explicit import Explicit
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.functions.typesetting import DOTS
from rankdyn.presentation import html
from rankdyn.presentation.badge import badge
from rankdyn.presentation.latex import number
from rankdyn.presentation.mathematics import formula

Kind = Literal["derivative", "difference"]

MAX_WRITTEN: Final = 200_000
"""Characters of the LaTeX of one order that can be taken home."""

_EXPANSIONS: Final = 100_000_000
"""Work units for the entries of all orders, multiplied out: some seconds."""

_DECISION: Final = 200_000_000
"""Work units for the decision whether a function is decomposable."""


def derivatives(report: Report, function: str, kind: Kind, step: str, order: int) -> Shown:
    """Answer what the derivatives or differences up to `order` are: factors kept, and multiplied out."""
    D = loads(function, "the function")
    work = Work(_EXPANSIONS)
    shown, kept, entries = [], [], []
    for k in range(order + 1):
        report(f"writing order {k}", k, order + 1)
        E, name = moved(D, kind, step, k), name_of(k, kind, step)
        lines = [] if isinstance(D, Explicit) else [f"{name} = {E.latex(short=True)}"]
        kept.append(_line(name, E))
        try:
            written = Explicit.of(E.rows(), E.shape, E.variable_name, E.reads_floats).normalised(work)
        except (BudgetExceededError, NotExactError) as error:
            entries.append(f"% {name}: {error}")
            remark = html.paragraph(html.words(f"Not multiplied out: {error}"))
        else:
            entries.append(_line(name, written))
            remark = ""
            if not lines or written != E:
                lines.append(f"{'' if lines else name} = {written.latex(short=True)}")
        dots = any(word in line for line in lines for word in DOTS)
        remark += html.paragraph("Only a part is shown; LaTeX below has all of it.") if dots else ""
        shown.append(html.card(f"Order {k}", "", *(formula(line, display=True) for line in lines), remark))
    exports = [] if isinstance(D, Explicit) else [_latex("LaTeX, factors kept", "factored", kept)]
    exports.append(_latex("LaTeX, multiplied out", "entries", entries))
    return Shown(abreast(shown), "derivatives", exports=tuple(exports))


def decomposition(report: Report, function: str, kind: Kind, step: str, order: int) -> Shown:
    """Answer whether D = U diag(g) Vᵀ with constant U, V, and what its derivatives or differences are then."""
    D = loads(function, "the function")
    report("deciding whether the function is linearly decomposable")
    try:
        found = decompose(D, budget=_DECISION)
    except (NotExactError, BudgetExceededError) as error:
        return undecided(error)
    latex = Export("LaTeX", "decomposition.tex", "text/x-tex", found.latex() + "\n")
    if not isinstance(found, Decomposition):
        return Shown(found._repr_html_(), "not-decomposable", exports=(latex,))
    if found.algebraic:
        return Shown(found._repr_html_(), "decomposable", exports=(latex,))
    diagonal = found.function
    lines = [
        f"{name_of(k, kind, step)} = {moved(diagonal, kind, step, k).latex(short=True)}" for k in range(1, order + 1)
    ]
    operator = "derivatives" if kind == "derivative" else "differences"
    follows = html.card(
        f"Its {operator}: only the diagonal moves",
        badge("proved", "exact"),
        *(formula(line, display=True) for line in lines),
        html.paragraph("So the rank of each order is the number of functions on the diagonal that are not zero."),
    )
    kept = Export("Function", "decomposed.json", "application/json", dumps(diagonal) + "\n")
    return Shown(found._repr_html_() + (follows if lines else ""), "decomposable", exports=(latex, kept))


def undecided(error: RankdynError) -> Shown:
    """Return that nothing was decided, and why."""
    words = html.paragraph(html.words(str(error)))
    return Shown(html.card("Not decided", badge("open", "open · nothing is claimed"), words), "open")


def abreast(cards: list[str]) -> str:
    """Return cards in HTML side by side, below each other where there is no room."""
    cells = "".join(f'<div style="flex:1 1 23em;min-width:0">{card}</div>' for card in cards)
    return f'<div style="display:flex;flex-wrap:wrap;gap:0 0.9em;align-items:flex-start">{cells}</div>'


def moved(D: MatrixFunction, kind: Kind, step: str, order: int) -> MatrixFunction:
    """Return the derivative or difference of an order."""
    return D.derivative(order) if kind == "derivative" else D.difference(order, step)


def name_of(order: int, kind: Kind, step: str) -> str:
    """Return the name of a derivative or difference of D as LaTeX."""
    if not order:
        return "D"
    if kind == "derivative":
        return "D" + "'" * order if order < 4 else f"D^{{({order})}}"
    h = checked_step(step)
    return rf"\Delta{'' if h == 1 else f'_{{{number(h)}}}'}{f'^{{{order}}}' if order > 1 else ''} D"


def _line(name: str, function: MatrixFunction) -> str:
    """Return an equation as LaTeX, or why it is not written."""
    try:
        written = f"{name} = {function.latex()}"
    except NotExactError as error:
        return f"% {name}: {error}"
    if len(written) > MAX_WRITTEN:
        return f"% {name}: {len(written):,} characters, more than the page gives; write it in Python with .latex()"
    return rf"\[ {written} \]"


def _latex(name: str, stem: str, lines: list[str]) -> Export:
    return Export(name, f"derivatives-{stem}.tex", "text/x-tex", "\n".join(lines) + "\n")
