"""Ranks of many small matrices modulo one prime: searches over 10^5 matrices at a time.

`batch_ranks` eliminates whole blocks of matrices at once in float64: the index of the matrix runs last in memory, so
that one NumPy call does one step for thousands of them. With a prime below 2^26 every number that occurs is an integer
below 2^52, hence exact. Elimination is fraction-free, row_i ← a_kk·row_i − a_ik·row_k, as inverses would cost more
than they save. Where a_kk = 0 a row, and if need be a column, with a non-zero entry is added to the k-th: neither
changes the rank. Larger primes and larger matrices are FLINT's, one by one.
"""

from __future__ import annotations

from typing import Any, Final

import flint
import numpy as np
import numpy.typing as npt

from rankdyn.algebra.modular_matrix import ranks
from rankdyn.errors import InvalidInputError

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]

LARGEST_FLOAT_PRIME: Final = 1 << 26
"""Below it a_kk·a_ij − a_ik·a_kj, at most 3/4 (p + 1)² as row k may be a sum of two, stays below 2^52."""

_LARGEST_SIDE: Final = 18
"""Beyond it FLINT is faster one matrix at a time."""

_ELEMENTS: Final = 1 << 17
"""Elements in a block: one megabyte of float64, and as much room to work, fit a usual second-level cache."""

_REDUCIBLE: Final = 1 << 50


def batch_ranks(stack: npt.ArrayLike, prime: int) -> npt.NDArray[np.int64]:
    """Return the rank modulo a prime of every matrix of a stack.

    Parameters
    ----------
    stack : array of integers, shape (N, m, n)
        Any integers; Python integers of any size as an array of dtype object.
    prime : int
        A prime below 2^63. Below 2^26 and for small matrices all are eliminated together.

    Returns
    -------
    ndarray of int64, shape (N,)
        The ranks; exact, not a bound.

    Raises
    ------
    InvalidInputError
        If the stack is none of integers or the prime is none.

    Examples
    --------
    >>> from rankdyn.algebra.batch_rank import batch_ranks
    >>> batch_ranks([[[1, 2], [2, 4]], [[1, 2], [2, 5]]], 101).tolist()
    [1, 2]
    """
    matrices = np.asarray(stack)
    if matrices.ndim != 3:
        raise InvalidInputError(f"stack must have the shape (N, m, n), not {matrices.shape}")
    if matrices.dtype.kind in "iu":
        matrices = matrices.astype(np.int64 if matrices.dtype.kind == "i" else np.uint64, copy=False)
    elif not all(type(x) is int for x in matrices.ravel().tolist()):
        raise InvalidInputError(f"stack must hold integers, not {matrices.dtype}")
    if type(prime) is not int or prime >= 1 << 63 or not flint.fmpz(prime).is_prime():
        raise InvalidInputError(f"prime must be a prime below 2**63, not {prime!r}")
    if not matrices.size:
        return np.zeros(len(matrices), dtype=np.int64)
    if prime > LARGEST_FLOAT_PRIME or min(matrices.shape[1:]) > _LARGEST_SIDE:
        return np.array(ranks(_residues(matrices, prime).astype(np.uint64), prime), dtype=np.int64)
    return _eliminated(matrices, prime)


def _residues(matrices: npt.NDArray[Any], prime: int) -> npt.NDArray[Any]:
    """Return the integers modulo the prime, in 0..p−1."""
    residues: npt.NDArray[Any] = matrices % (prime if matrices.dtype == object else matrices.dtype.type(prime))
    return residues


def _eliminated(matrices: npt.NDArray[Any], prime: int) -> npt.NDArray[np.int64]:
    count, m, n = matrices.shape
    found = np.empty(count, dtype=np.int64)
    block = min(count, max(1, _ELEMENTS // (m * n)))
    values, room = np.empty((2, m, n, block))
    for start in range(0, count, block):
        part = matrices[start : start + block]
        if part.dtype == object or max(int(part.max()), -int(part.min())) >= _REDUCIBLE:
            part = _residues(part, prime)
        width = len(part)
        values[:, :, :width] = part.transpose(1, 2, 0)
        _reduce(values[:, :, :width], prime, room[:, :, :width])
        _eliminate(values[:, :, :width], prime, room[:, :, :width], found[start : start + width])
    return found


def _reduce(values: Floats, prime: int, room: Floats) -> None:
    """Replace exact integers by residues of at most (p + 1)/2 in absolute value, zero exactly for multiples of p.

    Notes
    -----
    Two roundings leave the quotient x/p wrong by less than 2^-52 |x|/p, and that is below 1/p: |x| is below 2^50 at
    first and below 3/4 (p + 1)² ≤ 3/4 · 2^26 (p + 1) later. So multiples of p get their own quotient, and for the
    others |x − p·quotient| < p/2 + 1.
    """
    np.multiply(values, 1.0 / prime, out=room)
    np.rint(room, out=room)
    np.multiply(room, float(prime), out=room)
    np.subtract(values, room, out=values)


def _eliminate(values: Floats, prime: int, room: Floats, found: npt.NDArray[np.int64]) -> None:
    """Write the ranks of one block, shape (m, n, N), which is used up."""
    m, n, width = values.shape
    steps = min(m, n)
    found[:] = steps
    live = np.ones(width, dtype=bool)
    for k in range(steps):
        pivot = values[k, k]
        missing = np.flatnonzero((pivot == 0) & live)
        if missing.size:
            finished = _supply_pivots(values, k, missing)
            found[finished] = k
            live[finished] = False
            if not live.any():
                return
        if k + 1 < steps:
            rest, product = values[k + 1 :, k + 1 :], room[: m - k - 1, : n - k - 1]
            np.multiply(values[k + 1 :, k, np.newaxis], values[k, np.newaxis, k + 1 :], out=product)
            np.multiply(rest, pivot, out=rest)
            np.subtract(rest, product, out=rest)
            _reduce(rest, prime, product)


def _supply_pivots(values: Floats, k: int, missing: Indices) -> Indices:
    """Make values[k, k] non-zero in the matrices `missing`, where it is zero; return those with only zeros left."""
    below = values[k + 1 :, k].take(missing, axis=-1) != 0
    if below.size:
        first, there = below.argmax(axis=0), below.any(axis=0)
        chosen = missing[there]
        values[k, k:, chosen] += values[k + 1 + first[there], k:, chosen]
        missing = missing[~there]
    if not missing.size:
        return missing
    side = values.shape[1] - k
    corner = values[k:, k:].take(missing, axis=-1).reshape(-1, missing.size) != 0
    there = corner.any(axis=0)
    chosen = missing[there]
    row, column = np.divmod(corner.argmax(axis=0)[there], side)
    lower = row > 0  # then row k itself is zero: the search runs row by row
    values[k, k:, chosen[lower]] += values[k + row[lower], k:, chosen[lower]]
    values[k:, k, chosen] = values[k:, k + column, chosen]  # column k is zero, this adds the other to it
    finished: Indices = missing[~there]
    return finished
