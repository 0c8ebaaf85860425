"""SymPy out: expression trees as SymPy expressions; the way in, `from_sympy`, is `rankdyn.functions.sympy_in`.

SymPy is imported in these two files only, and only when it is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import sympy  # noqa: TID253 - this is the border, itself imported late

from rankdyn.expressions.evaluate import evaluate
from rankdyn.expressions.nodes import Exponent, Expression, is_constant_name
from rankdyn.functions.sympy_in import from_sympy

__all__ = ["from_sympy", "matrix_to_sympy", "to_sympy"]


class _SympyRing:
    """SymPy expressions as a target of `evaluate`."""

    def constant(self, value: Fraction) -> Any:
        return sympy.Rational(value.numerator, value.denominator)

    def symbol(self, name: str) -> Any:
        if not is_constant_name(name):
            return sympy.Symbol(name)
        if name in ("I", "pi"):
            return sympy.I if name == "I" else sympy.pi
        inside = sympy.Integer(int(name[name.index("(") + 1 : -1]))
        return sympy.sqrt(inside) if name.startswith("sqrt(") else sympy.log(inside)

    def exponential(self, exponent: Exponent) -> Any:
        return self.function("exp", exponent)

    def function(self, name: str, argument: Exponent) -> Any:
        terms = (
            sympy.Mul(self.constant(value), *(self.symbol(n) ** count for n, count in monomial))
            for monomial, value in argument
        )
        return self.call(name, sympy.Add(*terms))

    def call(self, name: str, argument: Any) -> Any:
        return getattr(sympy, name)(argument)

    def add(self, terms: Any) -> Any:
        return sympy.Add(*terms)

    def multiply(self, factors: Any) -> Any:
        return sympy.Mul(*factors)

    def power(self, base: Any, exponent: int) -> Any:
        return base**exponent


def to_sympy(expression: Expression) -> Any:
    """Return an expression tree as a SymPy expression."""
    return evaluate(expression, _SympyRing())


def matrix_to_sympy(rows: Sequence[Sequence[Expression]], shape: tuple[int, int]) -> sympy.ImmutableDenseMatrix:
    """Return entries as a SymPy matrix."""
    return sympy.ImmutableDenseMatrix(*shape, [to_sympy(entry) for row in rows for entry in row])
