"""Exact values D(t0)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rankdyn.algebra.real_form import written
from rankdyn.algebra.work import Work
from rankdyn.calculus.taylor import PointField
from rankdyn.errors import NotExactError, PoleError
from rankdyn.expressions.nodes import Expression
from rankdyn.expressions.printing import text
from rankdyn.functions.arguments import checked_rational
from rankdyn.functions.denominators import refuse_outside
from rankdyn.limits import DEFAULT_BUDGET

if TYPE_CHECKING:
    import sympy

Rows = tuple[tuple[Expression, ...], ...]


def value_at(
    rows: Rows, shape: tuple[int, int], variable: str, parameters: Sequence[str], t0: Any
) -> sympy.ImmutableDenseMatrix:
    """Return the entries at t0 as a SymPy matrix; t0 is rational.

    Raises
    ------
    PoleError
        If an entry has a pole there; the message names both.
    InvalidInputError
        If t0 is not rational.
    NotExactError
        If an entry is outside the exact class.
    """
    import sympy

    from rankdyn.functions.sympy_border import to_sympy

    point = checked_rational(t0, "t0")
    flat = [entry for row in rows for entry in row]
    remedy = f"D.evaluate([{str(point)[:40]}]) gives its value in floating point"
    refuse_outside(flat, remedy)
    try:
        field = PointField(flat, variable, parameters, point, Work(DEFAULT_BUDGET))
    except NotExactError as error:  # constants beyond the class
        raise NotExactError(f"{error}; {remedy}") from None
    values = []
    for i, row in enumerate(rows):
        for j, entry in enumerate(row):
            try:
                (value,) = field.taylor(entry, 0)
            except PoleError:
                raise PoleError(f"{variable} = {point} is a pole of entry [{i}][{j}], {text(entry)[:80]}") from None
            values.append(to_sympy(written(field.constants, value, entry)))
    return sympy.ImmutableDenseMatrix(*shape, values)
