"""One row space and one column space for all orders, and a small core for each (Tucker)."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from rankdyn.fitting.cascade_settings import read_order_weights
from rankdyn.fitting.per_order import PerOrderRegressor
from rankdyn.fitting.rivals.low_rank import read_rank
from rankdyn.fitting.rivals.skip import first_multiples, fit_beside_identity, identity
from rankdyn.fitting.rivals.solution import Solution
from rankdyn.fitting.whitened import Whitened

Array: TypeAlias = npt.NDArray[np.float64]


class TuckerRegression(PerOrderRegressor):
    """Shared bases and a core for each order: D_k = U G_k Vᵀ, U of a and V of b orthonormal columns.

    Higher-order orthogonal iteration: U from the largest a eigenvalues of Σ_k w_k T_k V Vᵀ T_kᵀ, then V likewise.
    Parameters: p·a + q·b + K·a·b; multiply-adds 2 (p·a + K·a·b + K·q·b), since the features are projected once, but
    each order is mapped to the outputs by itself. A side whose size is full needs no basis: nothing is counted for it.

    Parameters
    ----------
    row_rank : int, default 1
        a, the dimension of the features that the orders see.
    column_rank : int, default 1
        b, the dimension of the outputs that they reach.
    skip : bool, default False
        Whether each order also has a multiple of the identity on the first q features.
    order_weights : None, 'relative' or array-like, shape (K,)
        Weights of the orders in the loss; 'relative' is 1/‖Y_k‖².
    max_iter : int, default 100
        Rounds of the iteration at most.
    tol : float, default 1e-12
        It ends when a round gains less than this part of Σ_k w_k ‖T_k‖².
    alpha, fit_intercept, rcond
        As in `PerOrderRegressor`.

    Attributes
    ----------
    core_ : ndarray, shape (K, a, b)
        G_k.
    skips_ : ndarray, shape (K,)
        The multiples of the identity; only with `skip`.
    n_iter_ : int
        Rounds of the (last) iteration.

    References
    ----------
    De Lathauwer, De Moor and Vandewalle, On the best rank-1 and rank-(R1, …, RN) approximation of higher-order tensors,
    SIAM J. Matrix Anal. Appl. 21 (2000) 1324-1342.
    """

    def __init__(
        self,
        row_rank: Any = 1,
        column_rank: Any = 1,
        *,
        skip: bool = False,
        order_weights: Any = None,
        max_iter: int = 100,
        tol: float = 1e-12,
        alpha: float = 0.0,
        fit_intercept: bool = True,
        rcond: float = 1e-12,
    ) -> None:
        super().__init__(alpha=alpha, fit_intercept=fit_intercept, rcond=rcond)
        self.row_rank = row_rank
        self.column_rank = column_rank
        self.skip = skip
        self.order_weights = order_weights
        self.max_iter = max_iter
        self.tol = tol

    def _solve(self, problem: Whitened) -> Solution:
        p, q, K = problem.n_features, problem.n_outputs, problem.n_orders
        a, b = read_rank(self.row_rank, p, "row_rank"), read_rank(self.column_rank, q, "column_rank")
        weights = read_order_weights(self.order_weights, problem)
        size = (p * a if a < p else 0) + (q * b if b < q else 0) + K * a * b
        work = (p * a if a < p else 0) + (K * q * b if b < q else 0) + K * a * b
        if not self.skip:
            return Solution(self._project(problem.targets, weights, a, b), size, 2 * work)
        skip = identity(problem)
        begin = first_multiples(problem, problem.targets)
        self.skips_, part = fit_beside_identity(
            problem.targets, skip, begin, lambda targets: self._project(targets, weights, a, b)
        )
        fitted = part + self.skips_[:, None, None] * skip
        return Solution(fitted, size + K, 2 * (work + K * q))

    def _project(self, targets: Array, weights: Array, a: int, b: int) -> Array:
        """Return U G_k Vᵀ, shape (K, s, q)."""
        weighted = np.sqrt(weights)[:, None, None] * targets
        total = float(np.einsum("kij,kij->", weighted, weighted))
        V = _leading(np.einsum("kij,kil->jl", weighted, weighted), b)
        before = -np.inf
        for round_ in range(1, max(self.max_iter, 1) + 1):
            self.n_iter_ = round_
            right = weighted @ V
            U = _leading(np.einsum("kib,kjb->ij", right, right), a)
            left = U.T @ weighted
            V = _leading(np.einsum("kai,kaj->ij", left, left), b)
            reached = float(np.sum((left @ V) ** 2))
            if reached - before <= self.tol * total:
                break
            before = reached
        self.core_ = U.T @ targets @ V
        found: Array = U @ self.core_ @ V.T
        return found


def _leading(gram: Array, count: int) -> Array:
    """Return eigenvectors of the largest eigenvalues as columns."""
    vectors: Array = np.linalg.eigh(gram)[1][:, ::-1][:, :count]
    return vectors
