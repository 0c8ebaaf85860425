"""Floating-point values of a matrix function at many points; never used for an exact answer.

An entry is computed with real numbers first. Only where it holds I, or where a function in it has no real value,
complex numbers are used, and the result is complex only if some value is.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from operator import add, mul
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from rankdyn.calculus.ball_functions import UndefinedPointError
from rankdyn.calculus.balls import BallNodeRing, BallPoint, constant_value, precision
from rankdyn.errors import InvalidInputError
from rankdyn.expressions.evaluate import evaluate as evaluate_expression
from rankdyn.expressions.nodes import Call, Exponent, Expression, Function, is_constant_name, parts
from rankdyn.functions.special import special

Values = npt.NDArray[Any]

_ROUNDING: Final = 1e-14
"""Relative size below which an imaginary part is rounding."""


class FloatRing:
    """Arrays of values at the points, as a target of `rankdyn.expressions.evaluate`.

    Parameters
    ----------
    points : ndarray of float64 or complex128
        Where; all arithmetic is real for real points.
    """

    def __init__(self, points: Values) -> None:
        self.points = points

    def constant(self, value: Fraction) -> Values:
        """Return the nearest float at every point."""
        return self._full(float(value))

    def symbol(self, name: str) -> Values:
        """Return the points themselves, or a constant; parameters have been refused before."""
        return self._full(complex(constant_value(name))) if is_constant_name(name) else self.points

    def exponential(self, exponent: Exponent) -> Values:
        """Return e^P."""
        return self.function("exp", exponent)

    def function(self, name: str, argument: Exponent) -> Values:
        """Return exp, sin, cos, … of a polynomial."""
        if all(is_constant_name(n) for monomial, _ in argument for n, _ in monomial):
            return self._full(_constant(name, argument))
        terms = (
            self.multiply([self.constant(value), *(self.symbol(n) ** p for n, p in monomial)])
            for monomial, value in argument
        )
        return special(name, self.add(list(terms)))

    def call(self, name: str, argument: Values) -> Values:
        """Return a function outside the exact class."""
        return special(name, argument)

    def add(self, terms: Sequence[Values]) -> Values:
        """Return the sum."""
        return reduce(add, terms)

    def multiply(self, factors: Sequence[Values]) -> Values:
        """Return the product."""
        return reduce(mul, factors)

    def power(self, base: Values, exponent: int) -> Values:
        """Return the power; a pole gives inf or nan as floats do."""
        return base**exponent if exponent >= 0 else 1.0 / base**-exponent

    def _full(self, value: complex) -> Values:
        return np.full(self.points.shape, value if np.iscomplexobj(self.points) else value.real)


def _constant(name: str, argument: Exponent) -> complex:
    """Return the function at a constant, rounded once: I is 1j, not e^{iπ/2} in floating point."""
    with precision(128):
        try:
            (value,) = BallNodeRing(BallPoint({}), "", 0, Fraction(1)).function(name, argument)
        except UndefinedPointError:
            return complex("nan")
        real, imaginary = (0.0 if part.contains(0) else float(part) for part in (value.real, value.imag))
        return complex(real, imaginary)


def evaluate(
    rows: Sequence[Sequence[Expression]], shape: tuple[int, int], parameters: Sequence[str], points: npt.ArrayLike
) -> Values:
    """Return values of shape (len(points), m, n), float64 or, where some value is not real, complex128.

    Raises
    ------
    InvalidInputError
        If the function has parameters, or the points are not a one-dimensional array of finite numbers.
    """
    if parameters:
        raise InvalidInputError(f"parameters {', '.join(parameters)} have no value; give numbers in their place first")
    try:
        where = np.asarray(points, dtype=np.float64)
    except (TypeError, ValueError):
        raise InvalidInputError(f"points must be numbers, not {points!r}"[:200]) from None
    if where.ndim != 1 or not np.isfinite(where).all():
        raise InvalidInputError("points must be a one-dimensional array of finite numbers")
    values: Values = np.empty((where.size, *shape))
    with np.errstate(all="ignore"):
        for i, row in enumerate(rows):
            for j, entry in enumerate(row):
                found = _entry_values(entry, where)
                if np.iscomplexobj(found) and not np.iscomplexobj(values):
                    values = values.astype(np.complex128)
                values[:, i, j] = found
    return values


def _entry_values(entry: Expression, where: Values) -> Values:
    """Return the values of one entry, real if all are."""
    nodes = parts(entry)
    holds_i = any(
        isinstance(node, Function) and any(name == "I" for monomial, _ in node.argument for name, _ in monomial)
        for node in nodes
    )
    if holds_i:
        return _real_if_real(evaluate_expression(entry, FloatRing(where.astype(np.complex128))))
    values = evaluate_expression(entry, FloatRing(where))
    missing = np.isnan(values)
    if missing.any() and any(isinstance(node, Call) for node in nodes):
        found = _real_if_real(evaluate_expression(entry, FloatRing(where[missing].astype(np.complex128))))
        values = values.astype(found.dtype)
        values[missing] = found
    return values


def _real_if_real(values: Values) -> Values:
    finite = values[np.isfinite(values)]
    real = not finite.size or np.abs(finite.imag).max() <= _ROUNDING * np.abs(finite).max()
    return values.real if real else values
