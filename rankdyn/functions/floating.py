"""Floating-point values of a matrix function at many points; never used for an exact answer."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from operator import add, mul

import numpy as np
import numpy.typing as npt

from rankdyn.errors import InvalidInputError
from rankdyn.expressions.evaluate import evaluate as evaluate_expression
from rankdyn.expressions.nodes import Exponent, Expression

Values = npt.NDArray[np.float64]


class FloatRing:
    """Arrays of float64 values at the points, as a target of `rankdyn.expressions.evaluate`."""

    def __init__(self, points: Values) -> None:
        self.points = points

    def constant(self, value: Fraction) -> Values:
        """Return the nearest float at every point."""
        return np.full(self.points.shape, float(value))

    def symbol(self, name: str) -> Values:
        """Return the points themselves; parameters have been refused before."""
        return self.points

    def exponential(self, exponent: Exponent) -> Values:
        """Return e^P."""
        terms = (float(value) * self.points ** sum(p for _, p in monomial) for monomial, value in exponent)
        return np.exp(sum(terms, np.zeros_like(self.points)))

    def add(self, terms: Sequence[Values]) -> Values:
        """Return the sum."""
        return reduce(add, terms)

    def multiply(self, factors: Sequence[Values]) -> Values:
        """Return the product."""
        return reduce(mul, factors)

    def power(self, base: Values, exponent: int) -> Values:
        """Return the power; a pole gives inf or nan as floats do."""
        return base**exponent if exponent >= 0 else 1.0 / base**-exponent


def evaluate(
    rows: Sequence[Sequence[Expression]], shape: tuple[int, int], parameters: Sequence[str], points: npt.ArrayLike
) -> Values:
    """Return values of shape (len(points), m, n).

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
    ring = FloatRing(where)
    values = np.empty((where.size, *shape))
    with np.errstate(all="ignore"):
        for i, row in enumerate(rows):
            for j, entry in enumerate(row):
                values[:, i, j] = evaluate_expression(entry, ring)
    return values
