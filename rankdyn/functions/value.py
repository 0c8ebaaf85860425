"""Exact values D(t0)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rankdyn.algebra.work import Work
from rankdyn.calculus.taylor import PointField
from rankdyn.errors import PoleError
from rankdyn.expressions.printing import text
from rankdyn.functions.matrix_function import MatrixFunction, checked_rational
from rankdyn.limits import DEFAULT_BUDGET

if TYPE_CHECKING:
    import sympy


def value_at(function: MatrixFunction, t0: Any) -> sympy.ImmutableDenseMatrix:
    """Return D(t0) as a SymPy matrix; t0 is rational.

    Raises
    ------
    PoleError
        If an entry has a pole there; the message names both.
    InvalidInputError
        If t0 is not rational.
    """
    import sympy

    from rankdyn.functions.sympy_border import to_sympy

    point = checked_rational(t0, "t0")
    rows = function.rows()
    flat = [entry for row in rows for entry in row]
    field = PointField(flat, function.variable_name, function.parameter_names, point, Work(DEFAULT_BUDGET))
    values = []
    for i, row in enumerate(rows):
        for j, entry in enumerate(row):
            try:
                (value,) = field.taylor(entry, 0)
            except PoleError:
                raise PoleError(
                    f"{function.variable_name} = {point} is a pole of entry [{i}][{j}], {text(entry)[:80]}"
                ) from None
            values.append(to_sympy(field.constants.expression(value)))
    return sympy.ImmutableDenseMatrix(*function.shape, values)
