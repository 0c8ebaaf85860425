"""One orthogonal basis for all orders, and the eigenvalues of each order in it."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from rankdyn.errors import InvalidInputError
from rankdyn.fitting.cascade_settings import read_order_weights
from rankdyn.fitting.per_order import PerOrderRegressor
from rankdyn.fitting.rivals.joint_diagonalisation import diagonalise_jointly
from rankdyn.fitting.rivals.low_rank import read_rank
from rankdyn.fitting.rivals.solution import Solution
from rankdyn.fitting.whitened import Whitened

Array: TypeAlias = npt.NDArray[np.float64]
Indices: TypeAlias = npt.NDArray[np.intp]


class SharedEigenbasis(PerOrderRegressor):
    """One orthogonal basis V and a diagonal for each order: C_k = V diag(d_k) Vᵀ.

    It applies where features and outputs are the same coordinates (p = q) and the coefficients of all orders are
    symmetric and commute: the flow of a Gaussian, whose matrices are functions of one covariance, or the heat
    equation. Rotations and advection (antisymmetric) are out of its reach, and so is a planted cascade.

    Parameters of the full basis: p² + K·p, multiply-adds 2 (p² + K (p + p²)): the features are turned once, each order
    is turned back by itself, so it stores less than the naive model but does not compute less. With `n_components` = r
    < p only r directions are kept, and the others share one eigenvalue an order, C_k = c_k I + V diag(d_k − c_k) Vᵀ:
    p·r + K (r + 1) parameters, 2 (p·r + K (r + p·r + p)) multiply-adds.

    Parameters
    ----------
    n_components : int or None, default None
        r; None is all.
    basis : {'joint', 'first'}, default 'joint'
        Joint diagonalisation of the symmetric parts of all orders, or the eigenvectors of the first order's.
    order_weights : None, 'relative' or array-like, shape (K,)
        Weights of the orders where directions are chosen and, squared norms of coefficients divided out, in the joint
        diagonalisation; 'relative' is 1/‖Y_k‖².
    max_sweeps : int, default 30
        Sweeps of the joint diagonalisation at most.
    tol : float, default 1e-14
        Angles below this are not turned.
    alpha, fit_intercept, rcond
        As in `PerOrderRegressor`.

    Attributes
    ----------
    basis_ : ndarray, shape (p, r)
        The directions that are kept.
    eigenvalues_ : ndarray, shape (K, r)
        d_k.
    shared_ : ndarray, shape (K,)
        c_k; zero with the full basis.

    Notes
    -----
    Given V the eigenvalues are the exact least-squares solution: with orthonormal v_i the maps v_i v_iᵀ are orthogonal
    in whitened coordinates too. V itself is found from the coefficients in their own coordinates.
    """

    def __init__(
        self,
        n_components: Any = None,
        *,
        basis: str = "joint",
        order_weights: Any = "relative",
        max_sweeps: int = 30,
        tol: float = 1e-14,
        alpha: float = 0.0,
        fit_intercept: bool = True,
        rcond: float = 1e-12,
    ) -> None:
        super().__init__(alpha=alpha, fit_intercept=fit_intercept, rcond=rcond)
        self.n_components = n_components
        self.basis = basis
        self.order_weights = order_weights
        self.max_sweeps = max_sweeps
        self.tol = tol

    def _solve(self, problem: Whitened) -> Solution:
        p, K = problem.n_features, problem.n_orders
        if p != problem.n_outputs:
            raise InvalidInputError(
                f"a shared eigenbasis needs as many outputs as features, but p = {p} and q = {problem.n_outputs}: "
                "use TuckerRegression"
            )
        if self.basis not in ("joint", "first"):
            raise InvalidInputError(f"basis must be 'joint' or 'first', not {self.basis!r}")
        r = p if self.n_components is None else read_rank(self.n_components, p, "n_components")
        weights = read_order_weights(self.order_weights, problem)
        V = self._basis(problem)
        # ⟨W v_i v_iᵀ, W v_j v_jᵀ⟩ = ‖W v_i‖² for i = j, else 0, where W takes coefficients to whitened coordinates
        W = problem.from_coefficients
        turned = W @ V
        lengths = np.einsum("si,si->i", turned, turned)
        values = np.einsum("si,ksq,qi->ki", turned, problem.targets, V) / np.where(lengths > 0, lengths, 1.0)
        self.shared_ = np.zeros(K)
        if r < p:
            kept, self.shared_ = _choose(values, weights[:, None] * lengths, r)
        else:
            kept = np.arange(p)
        self.basis_, self.eigenvalues_ = V[:, kept], values[:, kept]
        beyond = self.eigenvalues_ - self.shared_[:, None]
        coefficients = np.einsum("pi,ki,qi->kpq", self.basis_, beyond, self.basis_)
        coefficients += self.shared_[:, None, None] * np.eye(p)
        one = int(r < p)
        size = p * r + K * (r + one)
        work = p * r + K * (r + p * r + one * p)
        return Solution(W @ coefficients, size, 2 * work)

    def _basis(self, problem: Whitened) -> Array:
        found = problem.coefficients(problem.targets)
        symmetric = (found + found.transpose(0, 2, 1)) / 2
        if self.basis == "first":
            vectors: Array = np.linalg.eigh(symmetric[0])[1]
            return vectors
        # orders whose scales differ by many digits count alike
        sizes = np.linalg.norm(symmetric, axis=(1, 2), keepdims=True)
        return diagonalise_jointly(symmetric / np.where(sizes > 0, sizes, 1.0), self.max_sweeps, self.tol)


def _choose(values: Array, weights: Array, count: int) -> tuple[Indices, Array]:
    """Return which directions keep their own eigenvalues, and the one that the others share, shape (K,).

    Parameters
    ----------
    values, weights : ndarray, shape (K, p)
        Eigenvalues, and what a squared error in them costs.
    count : int
        How many are kept.
    """
    p = values.shape[1]
    shared = np.median(values, axis=1)
    kept: Indices = np.arange(0)
    for _ in range(p):
        cost = np.einsum("ki,ki->i", weights, (values - shared[:, None]) ** 2)
        chosen = np.sort(np.argsort(-cost, kind="stable")[:count])
        others = np.setdiff1d(np.arange(p), chosen)
        total = weights[:, others].sum(axis=1)
        mean = np.einsum("ki,ki->k", weights[:, others], values[:, others])
        shared = np.where(total > 0, mean / np.where(total > 0, total, 1.0), 0.0)
        if np.array_equal(chosen, kept):
            break
        kept = chosen
    return kept, shared
