"""One matrix of low rank for each order: nothing is shared."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from rankdyn.fitting.per_order import PerOrderRegressor
from rankdyn.fitting.rivals.low_rank import piece_size, read_ranks, truncate_all
from rankdyn.fitting.rivals.skip import first_multiples, fit_beside_identity, identity
from rankdyn.fitting.rivals.solution import Solution
from rankdyn.fitting.whitened import Whitened


class ReducedRankRegression(PerOrderRegressor):
    """Reduced-rank ridge regression of every order by itself.

    D_k is the best approximation of rank r_k of T_k in whitened coordinates, which is the exact solution. Parameters:
    Σ_k min(r_k (p + q), p·q), and one for each order with `skip`.

    Parameters
    ----------
    rank : int or list of K int, default 1
        Rank of each order; 0 is no map at all, a rank larger than min(p, q) is clipped with a warning.
    skip : bool, default False
        Whether each order also has a multiple of the identity on the first q features.
    alpha, fit_intercept, rcond
        As in `PerOrderRegressor`.

    Attributes
    ----------
    ranks_ : tuple of K int
        The ranks that were used.
    skips_ : ndarray, shape (K,)
        The multiples of the identity; only with `skip`.

    References
    ----------
    Izenman, Reduced-rank regression for the multivariate linear model, J. Multivariate Anal. 5 (1975) 248-264.
    """

    def __init__(
        self,
        rank: Any = 1,
        *,
        skip: bool = False,
        alpha: float = 0.0,
        fit_intercept: bool = True,
        rcond: float = 1e-12,
    ) -> None:
        super().__init__(alpha=alpha, fit_intercept=fit_intercept, rcond=rcond)
        self.rank = rank
        self.skip = skip

    def _solve(self, problem: Whitened) -> Solution:
        p, q = problem.n_features, problem.n_outputs
        self.ranks_ = read_ranks(self.rank, problem.n_orders, min(p, q), "orders")
        size = sum(piece_size(p, q, r) for r in self.ranks_)
        if not self.skip:
            return Solution(truncate_all(problem.targets, self.ranks_), size, 2 * size)
        skip = identity(problem)
        begin = first_multiples(problem, problem.targets)
        found = [
            fit_beside_identity(T[None], skip, begin[k : k + 1], partial(truncate_all, ranks=self.ranks_[k : k + 1]))
            for k, T in enumerate(problem.targets)
        ]
        self.skips_ = np.concatenate([c for c, _ in found])
        fitted = np.concatenate([part for _, part in found]) + self.skips_[:, None, None] * skip
        return Solution(fitted, size + problem.n_orders, 2 * (size + problem.n_orders * q))
