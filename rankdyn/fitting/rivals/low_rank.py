"""Low-rank pieces: what they cost, the best one of a rank, and ranks as a user may give them."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from numbers import Integral
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from rankdyn.errors import InvalidInputError

Array: TypeAlias = npt.NDArray[np.float64]


def piece_size(p: int, q: int, rank: int) -> int:
    """Return the numbers that a p × q matrix of this rank needs: two factors, or itself where that is less."""
    return min(rank * (p + q), p * q)


def truncate(matrix: Array, rank: int) -> Array:
    """Return the nearest matrix of at most this rank in the Frobenius norm (Eckart and Young, 1936)."""
    if rank >= min(matrix.shape):
        return matrix
    if rank == 0:
        return np.zeros_like(matrix)
    left, values, right = np.linalg.svd(matrix, full_matrices=False)
    found: Array = (left[:, :rank] * values[:rank]) @ right[:rank]
    return found


def truncate_all(targets: Array, ranks: Sequence[int]) -> Array:
    """Return the nearest matrix of its rank for each of targets, shape (K, s, q)."""
    return np.stack([truncate(T, rank) for T, rank in zip(targets, ranks, strict=True)])


def read_rank(rank: Any, limit: int, name: str) -> int:
    """Return a rank between 0 and `limit`; a larger one is clipped with a warning.

    Raises
    ------
    InvalidInputError
        If it is negative or no integer.
    """
    if isinstance(rank, bool) or not isinstance(rank, Integral):
        raise InvalidInputError(f"{name} must be an integer, not {rank!r}")
    given = int(rank)
    if given < 0:
        raise InvalidInputError(f"{name} is {given}, but a rank is not negative: give 0 to {limit}")
    if given > limit:
        warnings.warn(f"{name} {given} is larger than the {limit} that the shape allows: {limit} is used", stacklevel=2)
    return min(given, limit)


def read_ranks(rank: Any, count: int, limit: int, what: str) -> tuple[int, ...]:
    """Return `count` ranks from one for all or one for each.

    Parameters
    ----------
    rank : int or iterable of int
        As given by the user.
    count : int
        How many are needed.
    limit : int
        The largest possible.
    what : str
        What each is for, in messages.
    """
    if isinstance(rank, Iterable) and not isinstance(rank, str):
        given = list(rank)
        if len(given) != count:
            raise InvalidInputError(f"rank has {len(given)} entries, but there are {count} {what}: give one for each")
        return tuple(read_rank(r, limit, f"rank of {what} {i + 1}") for i, r in enumerate(given))
    return (read_rank(rank, limit, "rank"),) * count
