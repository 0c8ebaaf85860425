"""Scalars that carry what is known to the next order: T ≈ Σ_j w_j Z_j + a part of low rank.

Chosen by least squares the w_j take up a share of the low-rank part and recover nothing. Here they minimise the rank:
Σ_i (σ_i² + ε²)^{p/2} over the singular values of the rest, p = 0.3, by iteratively reweighted least squares while ε
falls (Mohan and Fazel, J. Mach. Learn. Res. 13, 2012). Rank is not convex, so several starts are compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[np.float64]

_POWER = 0.3
_FALL = 0.6
"""Factor of ε from step to step."""

_LEAST = 1e-6
"""Where ε ends, relative to the target, if there is no noise: `beside_rank` then finds the last digits."""

_COARSE = 1e-2
"""The ε, relative to the target, at which starts are compared."""

_LAST = 4
"""Steps at the last ε."""

_POLISHES = 8


def by_least_squares(target: Array, pieces: Sequence[Array]) -> Array:
    """Return w that minimises ‖T − Σ w_j Z_j‖_F, the shortest one where it is not unique."""
    if not pieces:
        return np.zeros(0)
    sizes = _sizes(pieces)
    columns = np.stack([piece.ravel() / size for piece, size in zip(pieces, sizes, strict=True)], axis=1)
    found: Array = np.linalg.lstsq(columns, target.ravel(), rcond=1e-12)[0] / sizes
    return found


def by_rank(target: Array, pieces: Sequence[Array], noise: float, starts: Sequence[Array] = ()) -> Array:
    """Return w that makes T − Σ w_j Z_j nearly of low rank.

    Parameters
    ----------
    target : ndarray, shape (s, q)
        T.
    pieces : sequence of ndarray, shape (s, q)
        The Z_j, none of them zero.
    noise : float
        The size of singular values that are noise; 0 for exact data.
    starts : sequence of ndarray
        Further w to start from, beside the one by least squares.

    Returns
    -------
    ndarray, shape (number of pieces,)
        The best of the local minima found.
    """
    scale = float(np.linalg.norm(target))
    if not pieces or scale == 0.0:
        return np.zeros(len(pieces))
    sizes = _sizes(pieces)
    reduced = _reduced([target / scale, *(piece / size for piece, size in zip(pieces, sizes, strict=True))])
    least = max(noise / scale, _LEAST)
    first = by_least_squares(target, pieces)
    coarse = max(least, _COARSE)
    race = [
        _descend(reduced[0], reduced[1:], np.asarray(start) * sizes / scale, np.inf, coarse)
        for start in [first, *starts]
    ]
    best, _ = min(race, key=lambda found: found[1])
    if least < coarse:
        best, _ = _descend(reduced[0], reduced[1:], best, coarse, least)
    return best * scale / sizes


def negligible(target: Array, noise: float) -> float:
    """Return the level below which singular values tell nothing of the rank at the weights that `by_rank` returns."""
    return max(noise, 10 * _LEAST * float(np.linalg.norm(target)))


def beside_rank(target: Array, pieces: Sequence[Array], weights: Array, rank: int) -> Array:
    """Return w near a given one that minimises ‖T − Σ w_j Z_j − L‖_F over w and L of the given rank.

    Each step solves for w in the complement of the tangent space of L (Gauss–Newton); it is kept if the loss falls.
    """
    if not pieces or rank >= min(target.shape):
        return weights
    sizes = _sizes(pieces)
    scaled = [piece / size for piece, size in zip(pieces, sizes, strict=True)]
    reduced = _reduced([target, *scaled])
    target, stack = reduced[0], reduced[1:]
    current = weights * sizes
    loss = np.inf
    for _ in range(_POLISHES):
        left, values, right = np.linalg.svd(_rest(target, stack, current), full_matrices=False)
        reached = float(values[rank:] @ values[rank:])
        if not reached < loss:
            break
        best, loss = current, reached
        columns = np.stack([_outside(piece, left[:, :rank], right[:rank]).ravel() for piece in stack], axis=1)
        goal = _outside(_rest(target, stack, current), left[:, :rank], right[:rank]).ravel()
        current = current + np.linalg.lstsq(columns, goal, rcond=1e-9)[0]
    found: Array = best / sizes
    return found


def _descend(target: Array, stack: Array, weights: Array, level: float, least: float) -> tuple[Array, float]:
    """Return where reweighted least squares ends while ε falls from one level to another, and the last objective."""
    flat = stack.reshape(len(stack), -1)
    rest = _rest(target, stack, weights)
    level = min(level, float(np.linalg.norm(rest, ord=2)))
    last = 0
    while last < _LAST:
        level = max(level * _FALL, least)
        last += level == least
        values, vectors = np.linalg.eigh(rest.T @ rest)
        # the weight matrix (MᵀM + ε²)^{p/2 − 1}, scaled to at most one
        weight = (np.maximum(values, 0.0) / level**2 + 1.0) ** (_POWER / 2 - 1.0)
        weighted = np.matmul(stack, (vectors * weight) @ vectors.T).reshape(len(stack), -1)
        weights = np.linalg.lstsq(weighted @ flat.T, weighted @ target.ravel(), rcond=1e-13)[0]
        rest = _rest(target, stack, weights)
    values = np.linalg.svd(rest, compute_uv=False)
    return weights, float((((values / least) ** 2 + 1.0) ** (_POWER / 2)).sum())


def _rest(target: Array, stack: Array, weights: Array) -> Array:
    rest: Array = target - np.tensordot(weights, stack, axes=1)
    return rest


def _outside(matrix: Array, left: Array, right: Array) -> Array:
    matrix = matrix - left @ (left.T @ matrix)
    outside: Array = matrix - (matrix @ right.T) @ right
    return outside


def _sizes(pieces: Sequence[Array]) -> Array:
    return np.array([float(np.linalg.norm(piece)) or 1.0 for piece in pieces])


def _reduced(matrices: Sequence[Array]) -> Array:
    """Return matrices with no fewer rows than columns, turned into their common column space where that is smaller.

    Singular values of their combinations stay the same.
    """
    tall = matrices[0].shape[0] >= matrices[0].shape[1]
    stacked = np.hstack(matrices if tall else [matrix.T for matrix in matrices])
    if stacked.shape[1] < stacked.shape[0]:
        stacked = np.asarray(np.linalg.qr(stacked, mode="r"))
    found: Array = np.stack(np.hsplit(stacked, len(matrices)))
    return found
