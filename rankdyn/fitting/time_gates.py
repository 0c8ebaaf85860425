"""Gates and skips that are functions of time, fitted in a basis b(t): γ_k(t) = b(t)·g_k, c_k(t) = b(t)·h_k."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from rankdyn.fitting.gates import beside_rank, by_rank, negligible
from rankdyn.fitting.singular_value_threshold import edge
from rankdyn.fitting.triangular_factor import TriangularFactor
from rankdyn.fitting.whitened import Whitened

Array: TypeAlias = npt.NDArray[np.float64]

_SINGULAR = 1e-13
"""Directions of the basis below this relative size get no gate."""


def fit_gates(first: Array, skipped: Array, targets: Array, basis: Array, skip_first: bool) -> tuple[Array, Array]:
    """Return the coefficients of gates and skips that are best for a given F: least squares.

    Parameters
    ----------
    first, skipped : ndarray, shape (n, q)
        F(x) and S x of each row.
    targets : ndarray, shape (n, K, q)
        All orders.
    basis : ndarray, shape (n, b)
        Functions of t.
    skip_first : bool
        Whether order 1 has a skip.

    Returns
    -------
    gate_coef : ndarray, shape (K − 1, b)
        Of the orders 2, …, K.
    skip_coef : ndarray, shape (K, b)
        Of all orders.
    """
    b, K = basis.shape[1], targets.shape[1]
    skip_coef = np.zeros((K, b))
    if skip_first:
        size = np.linalg.norm(skipped, axis=1)
        rest = np.einsum("nq,nq->n", targets[:, 0] - first, skipped)
        goal = np.divide(rest, size, out=np.zeros_like(rest), where=size > 0)
        skip_coef[0] = np.linalg.lstsq(size[:, None] * basis, goal, rcond=_SINGULAR)[0]
    if K == 1:
        return np.zeros((0, b)), skip_coef
    # of the q equations of a row only those in the span of F(x) and S x matter: two
    size = np.linalg.norm(first, axis=1, keepdims=True)
    one = np.divide(first, size, out=np.zeros_like(first), where=size > 0)
    along = np.einsum("nq,nq->n", one, skipped)
    two = skipped - along[:, None] * one
    height = np.linalg.norm(two, axis=1, keepdims=True)
    np.divide(two, height, out=two, where=height > 0)
    upper = np.hstack([size * basis, along[:, None] * basis])
    lower = np.hstack([np.zeros_like(basis), height * basis])
    data = TriangularFactor(2 * b, K - 1, 1)
    for design, direction in ((upper, one), (lower, two)):
        data.add(design, np.einsum("nkq,nq->nk", targets[:, 1:], direction)[:, :, None])
    problem = data.whitened(0.0, False, _SINGULAR)
    found = problem.coefficients(problem.targets)[:, :, 0]
    skip_coef[1:] = found[:, b:]
    return found[:, :b], skip_coef


def first_skip(problem: Whitened, rank: int | None) -> Array:
    """Return c_1 in the basis, such that it leaves order 1 a map of small rank.

    Parameters
    ----------
    problem : Whitened
        Order 1, then S x times each function of the basis, as targets.
    rank : int or None
        Rank of that map, if it is known.
    """
    q, b = problem.n_outputs, problem.n_orders - 1
    goal, pieces = problem.targets[0], list(problem.targets[1:])
    variances = problem.noise_variances
    noise = 0.0 if variances is None else edge((len(goal), q), float(np.sqrt(variances[0])))
    found = by_rank(goal, pieces, noise / 2, [np.zeros(b)])
    if rank is None:
        values = np.linalg.svd(goal - np.tensordot(found, problem.targets[1:], axes=1), compute_uv=False)
        rank = int(np.count_nonzero(values > negligible(goal, noise)))
    return beside_rank(goal, pieces, found, rank)
