"""A linear map kept as two thin factors, and the best one of a given rank.

Eckart and Young: the nearest matrix of rank r in the Frobenius norm keeps the r largest singular values. The randomised
solver finds the leading ones by a range finder with power iterations (Halko, Martinsson, Tropp, SIAM Review 53, 2011).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[np.float64]

Solver: TypeAlias = Literal["exact", "randomized"]

_OVERSAMPLES = 10
_POWERS = 4


@dataclass(frozen=True, eq=False, slots=True)
class Piece:
    """The map left @ right.

    Attributes
    ----------
    left : ndarray, shape (s, r)
        Orthonormal columns times singular values; the identity is never stored for a piece of full rank.
    right : ndarray, shape (r, q)
        Orthonormal rows.
    full : bool
        Whether the piece is unrestricted: then `left` is the matrix itself, and `right` is empty.
    """

    left: Array
    right: Array
    full: bool = False

    @property
    def matrix(self) -> Array:
        """The map as one matrix, shape (s, q)."""
        return self.left if self.full else self.left @ self.right

    @property
    def rank(self) -> int:
        """The rank r that is stored; min(s, q) for an unrestricted piece."""
        return int(min(self.left.shape) if self.full else self.left.shape[1])

    @property
    def n_outputs(self) -> int:
        """The number q of outputs."""
        return int(self.left.shape[1] if self.full else self.right.shape[1])

    def n_parameters(self, n_features: int) -> int:
        """Return the numbers stored for p features: r(p + q), or p·q where that is not more."""
        p, q = n_features, self.n_outputs
        return p * q if self.full else min(self.rank * (p + q), p * q)


def unrestricted(matrix: Array) -> Piece:
    """Return a matrix as a piece of full rank."""
    return Piece(matrix, np.zeros((0, matrix.shape[1])), full=True)


def best(matrix: Array, rank: int, solver: Solver = "exact", rng: np.random.Generator | None = None) -> Piece:
    """Return the nearest piece of at most this rank."""
    left, values, right = leading(matrix, rank, solver, rng)
    return Piece(left * values, right)


def leading(
    matrix: Array, rank: int, solver: Solver = "exact", rng: np.random.Generator | None = None
) -> tuple[Array, Array, Array]:
    """Return the leading singular triplets.

    Parameters
    ----------
    matrix : ndarray, shape (s, q)
        Finite.
    rank : int
        How many, at most min(s, q).
    solver : {'exact', 'randomized'}
        With 'randomized' the work is proportional to the rank; errors are of the size of the first neglected value
        to a high power of its ratio to the last kept one.
    rng : numpy Generator
        For 'randomized'.

    Returns
    -------
    left : ndarray, shape (s, r)
    values : ndarray, shape (r,)
        Largest first.
    right : ndarray, shape (r, q)
    """
    rank = min(rank, *matrix.shape)
    if rank == 0:
        return np.zeros((matrix.shape[0], 0)), np.zeros(0), np.zeros((0, matrix.shape[1]))
    width = rank + _OVERSAMPLES
    if solver == "exact" or width >= min(matrix.shape):
        left, values, right = np.linalg.svd(matrix, full_matrices=False)
    else:
        generator = np.random.default_rng(0) if rng is None else rng
        basis = np.linalg.qr(matrix @ generator.standard_normal((matrix.shape[1], width)))[0]
        for _ in range(_POWERS):
            basis = np.linalg.qr(matrix.T @ basis)[0]
            basis = np.linalg.qr(matrix @ basis)[0]
        inner, values, right = np.linalg.svd(basis.T @ matrix, full_matrices=False)
        left = basis @ inner
    return left[:, :rank], values[:rank], right[:rank]
