"""`allowed_many`: a whole array of sequences at once.

Laws L, G and T, whose instances number a handful for short sequences, run as NumPy comparisons of columns on all rows;
the others see only the rows that are left, each different row once.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from rankdyn.errors import InvalidInputError
from rankdyn.laws import half, leibniz, toeplitz
from rankdyn.laws.reading import MAX_RANKS, checked_kind
from rankdyn.laws.registry import CHEAP_FIRST

Rows = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

VECTORISED: Final = (leibniz.LAW, half.LAW, toeplitz.LAW)

MAX_VECTORISED: Final = 1_000_000_000
"""Entries up to here leave all products of law T below 2^63."""

ROWS: Final = 100_000
"""Rows handled at a time, so that memory stays small."""


def allowed_many(array: Any, kind: str = "derivative") -> Mask:
    """Return for every row of an array whether no law forbids it.

    Parameters
    ----------
    array : array of int, shape (N, L)
        N sequences of L ranks each.
    kind : 'derivative' or 'difference', default 'derivative'
        What the ranks are ranks of.

    Returns
    -------
    array of bool, shape (N,)

    Raises
    ------
    InvalidInputError
        If the array has another number of axes or entries that are no non-negative integers.

    Examples
    --------
    >>> allowed_many([[1, 2, 1], [1, 3, 2], [1, 1, 2]]).tolist()
    [True, False, False]
    """
    checked_kind(kind)
    rows = _checked(array)
    parts = [_allowed(rows[start : start + ROWS]) for start in range(0, len(rows), ROWS)]
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.bool_)


def _checked(array: Any) -> Rows:
    try:
        rows = np.asarray(array)
    except ValueError:
        raise InvalidInputError("the rows must have the same length; fill an array of shape (N, L)") from None
    if rows.ndim != 2 or not 1 <= rows.shape[1] <= MAX_RANKS:
        raise InvalidInputError(f"the array must have shape (N, L) with 1 <= L <= {MAX_RANKS}, not {rows.shape}")
    if rows.dtype.kind not in "iu":
        raise InvalidInputError(f"ranks are non-negative integers, not of type {rows.dtype}; convert them to int64")
    if rows.size and (rows.min() < 0 or rows.max() > np.iinfo(np.int64).max):
        raise InvalidInputError(f"ranks must be from 0 to 2^63 - 1; the array holds {rows.min()} and {rows.max()}")
    return rows.astype(np.int64, copy=False)


def _allowed(rows: Rows) -> Mask:
    mask = np.ones(len(rows), dtype=np.bool_)
    laws = CHEAP_FIRST
    if not rows.size or rows.max() <= MAX_VECTORISED:
        mask = keep_leibniz(rows)
        mask[mask] = keep_half(rows[mask])
        mask[mask] = keep_toeplitz(rows[mask])
        laws = tuple(law for law in laws if law not in VECTORISED)
    left, inverse = np.unique(rows[mask], axis=0, return_inverse=True)
    verdicts = [all(law.check(ranks) is None for law in laws) for ranks in map(tuple, left.tolist())]
    mask[mask] = np.array(verdicts, dtype=np.bool_)[inverse.reshape(-1)]
    return mask


def keep_leibniz(rows: Rows) -> Mask:
    """Return the rows that keep law L."""
    mask = np.ones(len(rows), dtype=np.bool_)
    for j in range(rows.shape[1]):
        for k in range(1, rows.shape[1] - j):
            mask &= rows[:, j + k] <= (k + 1) * rows[:, j]
    return mask


def keep_half(rows: Rows) -> Mask:
    """Return the rows that keep law G."""
    mask = np.ones(len(rows), dtype=np.bool_)
    for j in range(rows.shape[1]):
        for k in range(1, rows.shape[1] - j):
            mask &= rows[:, j + k] <= rows[:, j] + k * (rows[:, j + 1] // 2)
    return mask


def keep_toeplitz(rows: Rows) -> Mask:
    """Return the rows that keep law T for the best M; entries must not exceed 10^9."""
    mask = np.ones(len(rows), dtype=np.bool_)
    for j in range(rows.shape[1]):
        start = rows[:, j]
        for p in range(1, rows.shape[1] - j - 1):
            rank, following = rows[:, j + p], rows[:, j + p + 1]
            above = rank - start
            q = (above - 1) // np.maximum(following, 1)
            best = (2 * q + 1) * above - q * (q + 1) * following
            broken = np.where(following == 0, above > 0, (above > 0) & (best > p * start))
            mask &= ~broken
    return mask & keep_leibniz(rows)
