"""Matrices of expressions as LaTeX, whole or, for display, only so much that a page can hold it.

What is left out of a short form is marked with dots, which a whole form never has.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from rankdyn.errors import RankdynError
from rankdyn.expressions.grammar import parse_expression
from rankdyn.expressions.nodes import Add, Call, Expression, Function, Mul, Number, Pow
from rankdyn.expressions.printing import latex
from rankdyn.presentation.html import cut
from rankdyn.presentation.latex import text as words

MAX_SHOWN: Final = 8
"""Rows or columns of a matrix, and terms of a sum, that a short form shows; of more it shows the first 4 and the last.
"""

DOTS: Final = (r"\ldots", r"\cdots", r"\vdots")
"""What stands for the rest, in short forms only."""

_FIRST: Final = 4
_NODES: Final = 80
_BITS: Final = 128
_CHARACTERS: Final = 240


def matrix_latex(
    rows: Sequence[Sequence[Any]], *, short: bool = False, read: Callable[[Any], Expression] = lambda entry: entry
) -> str:
    """Return entries as a LaTeX pmatrix.

    Parameters
    ----------
    rows : sequence of rows
        The entries.
    short : bool
        Whether to leave out inner rows and columns of a large matrix, and to cut long entries.
    read : callable
        Makes an expression of an entry.
    """
    down, across = len(rows), len(rows[0]) if rows else 0
    if not down or not across:
        return rf"0_{{{down} \times {across}}}"
    lines = [
        " & ".join(
            dots or (short_latex if short else latex)(read(rows[i][j]))
            for j, dots in ((j, _dots(i, j)) for j in _indices(across, short))
        )
        for i in _indices(down, short)
    ]
    body = r" \\ ".join(lines)
    return rf"\begin{{pmatrix}} {body} \end{{pmatrix}}"


def _indices(count: int, short: bool) -> list[int]:
    """Return the indices to show, −1 where dots stand for several."""
    return [*range(_FIRST), -1, count - 1] if short and count > MAX_SHOWN else list(range(count))


def _dots(i: int, j: int) -> str:
    if i < 0:
        return r"\ddots" if j < 0 else r"\vdots"
    return r"\cdots" if j < 0 else ""


def shortened(shown: Sequence[str], joint: str) -> str:
    """Return parts joined, only the first ones of many."""
    kept = list(shown) if len(shown) <= MAX_SHOWN else [*shown[:_FIRST], r"\cdots"]
    return joint.join(kept)


def short_latex(entry: Expression) -> str:
    """Return an expression as LaTeX; of a long sum the first terms, and dots for anything else that is long."""
    if _is_short(entry):
        shown = latex(entry)
        if len(shown) <= _CHARACTERS:
            return shown
    if isinstance(entry, Add) and len(entry.terms) > 2 and all(map(_is_short, entry.terms[:2])):
        shown = latex(Add(entry.terms[:2]))
        if len(shown) <= _CHARACTERS:
            return rf"{shown} + \ldots"
    return r"\ldots"


def typed(shown: str) -> str:
    """Return text of the grammar as LaTeX; what is not of the grammar as the text that it is."""
    try:
        return short_latex(parse_expression(shown))
    except RankdynError:
        return words(cut(shown))


def _is_short(entry: Expression) -> bool:
    """Return whether an expression has few nodes and small numbers; looks at few nodes of a large one."""
    pending, left = [entry], _NODES
    while pending:
        match pending.pop():
            case Number(value) if value.numerator.bit_length() + value.denominator.bit_length() > _BITS:
                return False
            case Add(parts) | Mul(parts):
                left -= len(parts)
                if left >= 0:
                    pending += parts
            case Pow(base, _):
                pending.append(base)
            case Function(_, argument):
                left -= sum(len(monomial) + 1 for monomial, _ in argument[:_NODES])
                if any(value.numerator.bit_length() + value.denominator.bit_length() > _BITS for _, value in argument):
                    return False
            case Call(_, inner):
                pending.append(inner)
        left -= 1
        if left < 0:
            return False
    return True
