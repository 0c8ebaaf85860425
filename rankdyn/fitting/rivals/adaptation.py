"""One base for all orders and a low-rank addition to it for each order (LoRA)."""

from __future__ import annotations

from functools import partial
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from rankdyn.errors import InvalidInputError
from rankdyn.fitting.cascade_settings import read_order_weights
from rankdyn.fitting.per_order import PerOrderRegressor
from rankdyn.fitting.rivals.low_rank import piece_size, read_ranks, truncate, truncate_all
from rankdyn.fitting.rivals.skip import first_multiples, fit_beside_identity, identity
from rankdyn.fitting.rivals.solution import Solution
from rankdyn.fitting.whitened import Whitened

Array: TypeAlias = npt.NDArray[np.float64]


class LowRankAdaptation(PerOrderRegressor):
    """A shared base B and for each order an adapter of low rank: D_k = B + L_k, and + c_k S with `skip`.

    Parameters, and half the multiply-adds: p·q + Σ_k min(r_k (p + q), p·q), and with `skip` one number (q products) an
    order.

    Parameters
    ----------
    rank : int or list of int, default 1
        Rank of each adapter: K − 1 of them, for the orders 2, …, K, with base 'first'; K with base 'mean'.
    base : {'first', 'mean'}, default 'first'
        'first': the base is order 1 itself, as one adapts a model already trained; 'mean': all orders have adapters and
        the base begins as their weighted mean.
    refine : bool, default False
        Whether base and adapters are fitted jointly, by alternation of two exact steps; the loss does not increase.
        Otherwise the base stays as it begins, and each adapter is the best one for it.
    skip : bool, default False
        Whether each order (but the first with base 'first') also has a multiple of the identity on the first q
        features.
    order_weights : None, 'relative' or array-like, shape (K,)
        Weights of the orders in the joint loss; 'relative' is 1/‖Y_k‖².
    max_iter : int, default 200
        Rounds of the alternation at most.
    tol : float, default 1e-10
        The alternation ends when a round lowers the loss by less than this part of Σ_k w_k ‖Y_k‖².
    alpha, fit_intercept, rcond
        As in `PerOrderRegressor`.

    Attributes
    ----------
    ranks_ : tuple of int
        The ranks that were used.
    skips_ : ndarray, shape (K,)
        The multiples of the identity; zero without `skip`.
    loss_path_ : ndarray
        The joint loss after each round.
    n_iter_ : int
        Rounds, the first fit among them.

    References
    ----------
    Hu et al., LoRA: Low-rank adaptation of large language models, ICLR 2022.
    """

    def __init__(
        self,
        rank: Any = 1,
        *,
        base: str = "first",
        refine: bool = False,
        skip: bool = False,
        order_weights: Any = None,
        max_iter: int = 200,
        tol: float = 1e-10,
        alpha: float = 0.0,
        fit_intercept: bool = True,
        rcond: float = 1e-12,
    ) -> None:
        super().__init__(alpha=alpha, fit_intercept=fit_intercept, rcond=rcond)
        self.rank = rank
        self.base = base
        self.refine = refine
        self.skip = skip
        self.order_weights = order_weights
        self.max_iter = max_iter
        self.tol = tol

    def _solve(self, problem: Whitened) -> Solution:
        if self.base not in ("first", "mean"):
            raise InvalidInputError(f"base must be 'first' or 'mean', not {self.base!r}")
        p, q, K = problem.n_features, problem.n_outputs, problem.n_orders
        weights = read_order_weights(self.order_weights, problem)
        first = 0 if self.base == "mean" else 1
        self.ranks_ = read_ranks(self.rank, K - first, min(p, q), "orders" if first == 0 else "orders after the first")

        base = problem.targets[0] if self.base == "first" else _mean(problem.targets, weights)
        self.skips_ = np.zeros(K)
        if self.skip:
            self.skips_[first:] = first_multiples(problem, problem.targets - base)[first:]
        additions = self._adapt(problem, base, first)
        losses = [float(weights @ problem.losses(base + additions))]
        scale = float(weights @ problem.norms) or 1.0
        for _ in range(self.max_iter if self.refine else 0):
            base = _mean(problem.targets - additions, weights)
            additions = self._adapt(problem, base, first)
            losses.append(float(weights @ problem.losses(base + additions)))
            if losses[-2] - losses[-1] <= self.tol * scale:
                break
        self.loss_path_ = np.array(losses)
        self.n_iter_ = len(losses)

        size = p * q + sum(piece_size(p, q, r) for r in self.ranks_)
        multiples = K - first if self.skip else 0
        # the base is computed once; each order costs q additions to it, which are those of its own last product
        return Solution(base + additions, size + multiples, 2 * (size + multiples * q))

    def _adapt(self, problem: Whitened, base: Array, first: int) -> Array:
        """Return the additions of each order, shape (K, s, q), and renew the multiples of the identity."""
        found = np.zeros_like(problem.targets)
        for i, rank in enumerate(self.ranks_):
            order = slice(first + i, first + i + 1)
            rest = problem.targets[order] - base
            if self.skip:
                skip = identity(problem)
                fit = partial(truncate_all, ranks=(rank,))
                self.skips_[order], piece = fit_beside_identity(rest, skip, self.skips_[order], fit)
                found[order] = piece + self.skips_[order] * skip
            else:
                found[order] = truncate(rest[0], rank)
        return found


def _mean(targets: Array, weights: Array) -> Array:
    found: Array = np.einsum("k,kij->ij", weights / weights.sum(), targets)
    return found
