"""A matrix function of the visitor's own: what it is, its ranks, where the laws are tight, where the rank drops.

The first question reads the texts and hands the function on as JSON text; the others take that.
"""

from __future__ import annotations

from html import escape
from typing import Final, Literal

from rankdyn import laws
from rankdyn.certification import certify
from rankdyn.degeneracy.special_points import special_points
from rankdyn.errors import BudgetExceededError, InvalidInputError, NotExactError
from rankdyn.explorer.exports import latex_of, saved
from rankdyn.explorer.question import Export, Report, Shown
from rankdyn.explorer.questions.derivatives import Kind, abreast, derivatives, moved, name_of, undecided
from rankdyn.expressions.printing import text
from rankdyn.functions.arguments import checked_rational, checked_step
from rankdyn.functions.document import dumps, loads
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.functions.product import Product
from rankdyn.functions.separable import Separable
from rankdyn.presentation import html
from rankdyn.presentation.badge import badge
from rankdyn.presentation.mathematics import formula
from rankdyn.rank.sequence import rank_sequence

Form = Literal["entries", "product", "separable"]

MAX_TEXT: Final = 20_000
"""Characters of the texts that give a function on this page."""

MAX_SIDE: Final = 24
"""Rows or columns of the function and of its factors."""

MAX_ORDER: Final = 8

_POINTS: Final = 50_000_000
"""Work units for special points; as much as the plots give them."""


def ranks(report: Report, form: Form, texts: tuple[str, ...], kind: Kind, step: str, order: int) -> Shown:
    """Answer what the generic ranks of the orders 0 to `order` are.

    Parameters
    ----------
    report : Report
        Told what is being done.
    form : 'entries', 'product' or 'separable'
        Whether `texts` are the entries, (U, V) of U Vᵀ, or (U, g, V) of U diag(g) Vᵀ.
    texts : tuple of str
        In the grammar, such as '[[1, exp(t)], [t, t*exp(t)]]'; of g the functions, separated by commas.
    kind, step : str
        Derivatives, or forward differences with this step.
    order : int
        The highest order, 0 to `MAX_ORDER`.

    Returns
    -------
    Shown
        Its `suggestions` are the ranks, its `status` the kind of evidence.
    """
    D = read(form, texts)
    if not 0 <= order <= MAX_ORDER:
        raise InvalidInputError(f"order {order}: this page goes up to order {MAX_ORDER}; ask rd.rank_sequence for more")
    report(f"proving the ranks of the orders 0 to {order}")
    found = rank_sequence(D, order, kind, step)
    exports = [latex_of(D), Export("Python", "ranks.py", "text/x-python", _program(D, kind, step, order))]
    if found.certificate is not None:
        certify(found.certificate)
        stem = "-".join(map(str, found))
        exports.append(saved("Certificate", f"certificate-{stem}.json", found.certificate.to_dict()))
    exports.append(Export("Function", "function.json", "application/json", dumps(D) + "\n"))
    cards = [D._repr_html_(), found._repr_html_()]
    if found.kind != "exact":
        why = next(bound.method for bound in found.bounds if bound.kind == found.kind)
        cards[1] += html.paragraph(f"Not exact: {html.words(why)}.")
    body = abreast(cards)
    return Shown(body, found.kind, tuple(map(str, found)), tuple(exports), dumps(D))


def read(form: Form, texts: tuple[str, ...]) -> MatrixFunction:
    """Return the function that some texts give, if it is not too large for the page."""
    written = sum(map(len, texts))
    if written > MAX_TEXT:
        raise InvalidInputError(f"{written:,} characters: this page reads up to {MAX_TEXT:,}; ask rd.rank_sequence")
    function: MatrixFunction
    match form, texts:
        case "entries", (entries,):
            function = _matrix("entries", entries)
        case "product", (U, V):
            function = Product(_matrix("U", U), _matrix("V", V))
        case "separable", (U, g, V):
            function = Separable(_matrix("U", U), _diagonal(g), _matrix("V", V))
        case _:
            raise InvalidInputError(f"{len(texts)} texts do not give a function as {form!r}"[:200])
    side = max(max(leaf.shape) for leaf in function.leaves())
    if side > MAX_SIDE:
        raise InvalidInputError(
            f"{side} rows or columns: this page takes up to {MAX_SIDE}; ask rd.rank_sequence in Python for larger ones"
        )
    return function


def tight(report: Report, ranks: tuple[int, ...]) -> Shown:
    """Answer which single ranks of a proved sequence could not be larger or smaller, the others kept, and why."""
    rows = [[formula("k"), *map(str, range(len(ranks)))], [formula("r_k"), *map(str, ranks)]]
    for words, change in (("one more", 1), ("one less", -1)):
        report(f"asking the laws about {words}")
        changed = [(*ranks[:k], ranks[k] + change, *ranks[k + 1 :]) for k in range(len(ranks))]
        rows.append([words, *map(_forbidding, changed)])
    card = html.card(
        "Where the laws are tight",
        badge("proved", "proved laws"),
        html.table(rows),
        html.paragraph(
            "A law below a rank forbids to change this rank alone by one. Where none stands, none of the laws forbids "
            "it, which does not say that the changed sequence exists."
        ),
    )
    return Shown(card, "laws")


def special(report: Report, function: str, kind: Kind, step: str, order: int, start: str, end: str) -> Shown:
    """Answer where between `start` and `end` the rank of one order drops below the generic rank."""
    D = loads(function, "the function")
    if D.parameter_names:
        raise InvalidInputError(
            f"special points need numbers in place of the parameters {', '.join(D.parameter_names)}: write them"
        )
    span = checked_rational(start, "the start of the interval"), checked_rational(end, "the end of the interval")
    report("looking for the points where the rank drops")
    try:
        if kind == "derivative":
            found = special_points(D, order, span, _POINTS)
        else:
            found = special_points(moved(D, kind, step, order), 0, span, _POINTS)
    except (NotExactError, BudgetExceededError) as error:
        return undecided(error)
    name = name_of(order, kind, step)
    of = html.labelled("here D stands for", formula(name)) if name != "D" and kind == "difference" else ""
    exports = (
        Export("LaTeX", "special-points.tex", "text/x-tex", found.latex() + "\n"),
        Export("Text", "special-points.txt", "text/plain", str(found) + "\n"),
    )
    return Shown(of + found._repr_html_(), "exact" if found.complete else "open", exports=exports)


def warm_up() -> None:
    """Load what the first questions about a function need."""
    shown = ranks(lambda *_: None, "entries", ("[[1, exp(t)], [t, t*exp(t)]]",), "derivative", "1", 2)
    derivatives(lambda *_: None, shown.function or "", "derivative", "1", 1)


def _forbidding(ranks: tuple[int, ...]) -> str:
    """Return the first law that forbids a sequence, as HTML, or a dash."""
    if min(ranks) < 0:
        return "–"
    return next((f"law {escape(law.name)}" for law in laws.LAWS if law.check(ranks) is not None), "–")


def _matrix(name: str, written: str) -> MatrixFunction:
    """Return a matrix from its text; errors name it."""
    if not written.strip():
        raise InvalidInputError(f"{name}: nothing is written here; write rows such as [[1, t], [t, t**2]]")
    try:
        return MatrixFunction(written)
    except InvalidInputError as error:
        raise InvalidInputError(f"{name}: {error}") from None


def _diagonal(written: str) -> list[str]:
    """Return the functions of a list; its brackets are optional."""
    inner = written.strip()
    if inner.startswith("[") and inner.endswith("]"):
        inner = inner[1:-1]
    if not inner.strip():
        raise InvalidInputError("g: nothing is written here; write functions, such as 1, t, exp(t)")
    row = _matrix("g", f"[[{inner}]]")
    if row.shape[0] != 1:
        raise InvalidInputError("g: several rows are written here; write functions with commas, such as 1, t, exp(t)")
    return [text(entry) for entry in row.rows()[0]]


def _program(D: MatrixFunction, kind: Kind, step: str, order: int) -> str:
    """Return the program that asks the same."""
    match D:
        case Product(factors=factors):
            made = f"rd.Product({', '.join(repr(str(factor)) for factor in factors)})"
        case Separable():
            made = f"rd.Separable({str(D.U)!r}, {[text(entry) for entry in D.g]!r}, {str(D.V)!r})"
        case _:
            made = f"rd.MatrixFunction({str(D)!r})"
    options = "" if kind == "derivative" else f", kind='difference', h={str(checked_step(step))!r}"
    asked = f"ranks = rd.rank_sequence(D, {order}{options})"
    return f"import rankdyn as rd\n\nD = {made}\n{asked}\nprint(ranks.explain())\n"
