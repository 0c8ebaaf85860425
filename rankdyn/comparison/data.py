"""Data for a comparison: rows for fitting, rows for choosing ranks, rows for judging."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from rankdyn.errors import InvalidInputError

Array: TypeAlias = npt.NDArray[np.float64]

LEAST_ROWS = 10
"""Fewer rows cannot be split into three parts that say anything."""


@dataclass(frozen=True, eq=False, slots=True)
class Sample:
    """Rows of data.

    Attributes
    ----------
    X : ndarray, shape (n, p)
        Features.
    Y : ndarray, shape (n, K, q)
        Targets of the orders 1, …, K.
    exact : ndarray, shape (n, K, q), or None
        The exact conditional means E[Y | X], where they are known: what the strict errors are measured against.
    """

    X: Array
    Y: Array
    exact: Array | None = None

    def rows(self, index: npt.NDArray[np.intp]) -> Sample:
        """Return these rows."""
        return Sample(self.X[index], self.Y[index], None if self.exact is None else self.exact[index])

    def orders(self, chosen: tuple[int, ...]) -> Sample:
        """Return these orders alone, counted from 1."""
        index = [k - 1 for k in chosen]
        return Sample(self.X, self.Y[:, index], None if self.exact is None else self.exact[:, index])


@dataclass(frozen=True, eq=False, slots=True)
class Splits:
    """Three disjoint parts of a sample.

    Attributes
    ----------
    train, validation, test : Sample
        Coefficients are fitted on the first, ranks are chosen on the second, errors are reported on the third.
    """

    train: Sample
    validation: Sample
    test: Sample

    def orders(self, chosen: tuple[int, ...]) -> Splits:
        """Return these orders alone, counted from 1."""
        return Splits(self.train.orders(chosen), self.validation.orders(chosen), self.test.orders(chosen))


def split(
    sample: Sample, rng: np.random.Generator, *, validation: float = 0.2, test: float = 0.2, groups: int | None = None
) -> Splits:
    """Return a random split.

    Parameters
    ----------
    sample : Sample
        At least ten rows.
    rng : numpy Generator
        Decides which rows go where.
    validation, test : float
        Shares of the rows, positive and together below 1.
    groups : int, optional
        The rows i, i + groups, i + 2·groups, … belong together (noised copies of one image) and stay in one part.

    Raises
    ------
    InvalidInputError
        For too few rows, or shares that leave one part without rows.
    """
    n = len(sample.X)
    units = n if groups is None else groups
    if units < LEAST_ROWS:
        raise InvalidInputError(f"{units} rows cannot be split into three parts; give at least {LEAST_ROWS}")
    held, judged = round(validation * units), round(test * units)
    if min(held, judged, units - held - judged) < 1:
        raise InvalidInputError(f"shares of {validation} and {test} of {units} rows leave a part without rows")
    order = rng.permutation(units)
    part = np.empty(units, dtype=np.int64)
    part[order[:judged]], part[order[judged : judged + held]], part[order[judged + held :]] = 2, 1, 0
    of_row = part[np.arange(n) % units]
    train, chosen, last = (sample.rows(np.flatnonzero(of_row == which)) for which in (0, 1, 2))
    return Splits(train, chosen, last)
