"""Entries that are polynomials in the variable alone, over Q, as FLINT's polynomials."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

from flint import fmpq, fmpq_poly

from rankdyn.expressions.evaluate import evaluate
from rankdyn.expressions.nodes import Exponent, Expression, exponents

MAX_DEGREE: Final = 2_000
"""Polynomials of higher degree count as none."""


class NotPolynomialError(Exception):
    """An entry is no polynomial in the variable alone, or of too high a degree."""


def univariate(entry: Expression, variable: str) -> fmpq_poly:
    """Return an entry as a polynomial.

    Parameters
    ----------
    entry : Expression
        Sums, products and powers of rationals and the variable.
    variable : str
        Its name.

    Raises
    ------
    NotPolynomialError
        For anything else, or a degree above `MAX_DEGREE` on the way.
    """
    if exponents(entry):
        raise NotPolynomialError
    found: fmpq_poly = evaluate(entry, _FlintRing(variable))
    return found


class _FlintRing:
    """Polynomials over Q in one variable as a target of `evaluate`; anything else raises `NotPolynomialError`."""

    def __init__(self, variable: str) -> None:
        self.variable = variable

    def constant(self, value: Fraction) -> Any:
        return fmpq_poly([fmpq(value.numerator, value.denominator)])

    def symbol(self, name: str) -> Any:
        if name != self.variable:  # pi and log(p) are symbols too
            raise NotPolynomialError
        return fmpq_poly([0, 1])

    def exponential(self, exponent: Exponent) -> Any:
        raise NotPolynomialError

    def add(self, terms: Sequence[Any]) -> Any:
        return sum(terms[1:], terms[0])

    def multiply(self, factors: Sequence[Any]) -> Any:
        result = factors[0]
        for factor in factors[1:]:
            result = result * factor
        if result.degree() > MAX_DEGREE:
            raise NotPolynomialError
        return result

    def power(self, base: Any, exponent: int) -> Any:
        if exponent < 0 or max(base.degree(), 1) * exponent > MAX_DEGREE:
            raise NotPolynomialError
        return base**exponent
