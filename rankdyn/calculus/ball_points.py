"""Random points at which balls are computed: small rational numbers on the line, or in the upper half plane."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

import numpy as np

from rankdyn.calculus.balls import BallPoint

_DENOMINATOR: Final = 97

RANGES: Final = ((0, 1), (1, 2), (-1, 0), (2, 4), (0, 1), (-3, -1), (4, 12), (-12, -4))
"""Where the variable is drawn from, one after the other: functions are defined on different parts of the line,
log(log(t)) above 1, asin(t) between −1 and 1, log(−t) below 0."""


def points(
    names: Sequence[str],
    variable: str,
    rng: np.random.Generator,
    at: Fraction | None = None,
    *,
    above_the_line: bool = False,
) -> Iterator[BallPoint]:
    """Yield random points without end.

    Parameters
    ----------
    names : sequence of str
        The variable and the parameters.
    variable : str
        Name of the variable.
    rng : numpy Generator
        Source of the numbers.
    at : Fraction, optional
        Value of the variable, if it is fixed.
    above_the_line : bool, default False
        Give the variable a random imaginary part between 0 and 1.
    """
    count = 0
    while True:
        low, high = RANGES[count % len(RANGES)]
        # parameters are positive in two of three points, since roots and logarithms of them are common
        values = {name: _random(rng, 0 if count % 3 < 2 else -2, 2) for name in names}
        values[variable] = _random(rng, low, high) if at is None else at
        yield BallPoint(values, _random(rng, 0, 1) if above_the_line else Fraction(0))
        count += 1


def _random(rng: np.random.Generator, low: int, high: int) -> Fraction:
    return low + Fraction(int(rng.integers(1, (high - low) * _DENOMINATOR)), _DENOMINATOR)
