"""`CascadedLowRankRegressor`: a shared base, and low-rank parts that accumulate from order to order.

F_{k+1} = γ_k F_k + c_k S + B_k A_k, where F_k is the map from features to the k-th derivative; γ_k = 1 and c_k = 0 is
the model of 'Tracking High-order Evolutions via Cascading Low-rank Fitting' (arXiv 2604.10980).
"""

from __future__ import annotations

from os import PathLike
from typing import Any, Self, TypeAlias

import numpy as np
import numpy.typing as npt
from sklearn.utils.validation import check_is_fitted

from rankdyn.errors import InvalidInputError
from rankdyn.fitting.cascade_model import CascadeModel, Coupling
from rankdyn.fitting.cascade_settings import (
    Gates,
    RankSelection,
    Refinement,
    Settings,
    choice,
    read_order_weights,
    read_rank,
    read_ranks,
    read_skip,
)
from rankdyn.fitting.cross_validation import FoldedFactor, validated_rank
from rankdyn.fitting.explanation import explain
from rankdyn.fitting.joint_refinement import refine, weighted_loss
from rankdyn.fitting.low_rank_piece import Solver
from rankdyn.fitting.per_order import PerOrderRegressor
from rankdyn.fitting.persistence import load_regressor, save_regressor
from rankdyn.fitting.stagewise import Stages
from rankdyn.fitting.triangular_factor import TriangularFactor
from rankdyn.fitting.whitened import Whitened

Array: TypeAlias = npt.NDArray[np.float64]

_FOLDS = 5


class CascadedLowRankRegressor(PerOrderRegressor):
    """A cascade of linear maps for the orders 1, …, K of derivative.

    Order k + 1 is the prediction of order k, plus a part of low rank. Gates, a skip and other couplings relax this.

    Parameters
    ----------
    rank : 'auto', int or list of int, default 'auto'
        Ranks of the K − 1 stages. 'auto' counts singular values of the difference residual above a threshold, or
        cross-validates: see `rank_selection`. A rank of 0 adds nothing; one larger than possible is clipped, with a
        warning.
    coupling : {'chain', 'triangular', 'diagonal'}, default 'chain'
        'chain' carries the whole prediction of the last order on; 'triangular' gives each order a weight of its own for
        each earlier piece, which costs about K²/2 numbers; 'diagonal' does so for each rank-one part of each piece.
    gates : None, 'rank' or 'least_squares', default None
        How the scalar γ_k is chosen: None is γ_k = 1, 'rank' makes the rank of the residual small, 'least_squares' its
        norm (which recovers nothing, and is there for comparison). The same holds for weights and skips; they are
        chosen by rank if this is None.
    skip : bool or array, shape (p, q), default False
        The known map S that each order may add with a factor c_k; True is the identity on the first q features.
    base_rank : None, int or 'auto', default None
        Rank of the base; None leaves it unrestricted.
    refine : {'greedy', 'joint'}, default 'greedy'
        'joint' improves all parts together after the greedy stages. It never increases the loss.
    frozen_base : bool, default False
        Whether joint refinement leaves the base as order 1 alone chose it.
    order_weights : None, 'relative' or array-like, shape (K,), default None
        Weights of the squared errors of the orders in joint refinement; 'relative' is 1/‖Y_k‖².
    rank_selection : {'threshold', 'cv'}, default 'threshold'
        How 'auto' chooses: by the hard threshold of Gavish and Donoho, with the noise estimated from what no
        coefficients reach, or by five-fold cross-validation of the stages, one after the other.
    solver : {'exact', 'randomized'}, default 'exact'
        Of singular values; 'randomized' is for large p and q and small ranks.
    max_iter, tol : int and float, default 100 and 1e-8
        Sweeps of joint refinement, and the relative decrease of the loss at which they end.
    random_state : None, int or numpy Generator, default 0
        For solver='randomized'.
    alpha : float, default 0.0
        Ridge penalty on the coefficients.
    fit_intercept : bool, default True
        Whether each order has an intercept.
    rcond : float, default 1e-12
        Relative size below which singular values of the features are dropped.

    Attributes
    ----------
    coef_ : ndarray, shape (K, p, q)
        Coefficients of each order.
    intercept_ : ndarray, shape (K, q)
        Intercepts.
    ranks_ : ndarray of int, shape (K − 1,)
        Stage k, from order k to k + 1, adds a part of rank ranks_[k − 1].
    singular_values_ : list of K − 1 ndarrays
        Of the residual of each stage before its part was added, in whitened coordinates.
    thresholds_ : ndarray, shape (K − 1,)
        Above them singular values count as signal.
    gates_, skips_ : ndarray, shape (K − 1,)
        γ_k and c_k of each stage. For the other couplings γ_k is the weight of the base.
    base_rank_ : int
        Rank of the base.
    n_parameters_ : int
        p·q for a full base, r(p + q) for each low-rank part (p·q where that is less), and each gate, skip and weight
        that is used. Intercepts, which all models have alike, are not counted.
    n_multiply_adds_ : int
        Multiplications and additions for all orders of one row; shared parts are applied once.
    loss_path_ : list of float
        Penalised weighted loss after the greedy stages and after each sweep.
    n_iter_ : int
        Passes over the orders: one for the greedy stages, and one for each sweep of joint refinement.
    order_losses_ : ndarray, shape (K,)
        Penalised loss of each order.
    model_ : CascadeModel
        The parts, in whitened coordinates.

    Notes
    -----
    An order of norm zero (or constant, with an intercept) is predicted as it is, at rank 0; the next stage starts from
    the last order that is not zero. Targets are never rescaled: orders of very different size are best weighed with
    `order_weights`. Data taken at one t have the *pointwise* ranks there.

    References
    ----------
    Tracking High-order Evolutions via Cascading Low-rank Fitting, arXiv 2604.10980.

    Examples
    --------
    >>> import numpy as np
    >>> rng = np.random.default_rng(0)
    >>> X = rng.standard_normal((200, 6))
    >>> first = rng.standard_normal((6, 5))
    >>> second = first + np.outer(rng.standard_normal(6), rng.standard_normal(5))
    >>> Y = np.stack([X @ first, X @ second], axis=1)
    >>> model = CascadedLowRankRegressor().fit(X, Y)
    >>> model.ranks_.tolist(), model.n_parameters_
    ([1], 41)
    """

    def __init__(
        self,
        rank: Any = "auto",
        *,
        coupling: Coupling = "chain",
        gates: Gates | None = None,
        skip: Any = False,
        base_rank: Any = None,
        refine: Refinement = "greedy",
        frozen_base: bool = False,
        order_weights: Any = None,
        rank_selection: RankSelection = "threshold",
        solver: Solver = "exact",
        max_iter: Any = 100,
        tol: float = 1e-8,
        random_state: Any = 0,
        alpha: float = 0.0,
        fit_intercept: bool = True,
        rcond: float = 1e-12,
    ) -> None:
        super().__init__(alpha=alpha, fit_intercept=fit_intercept, rcond=rcond)
        self.rank = rank
        self.coupling = coupling
        self.gates = gates
        self.skip = skip
        self.base_rank = base_rank
        self.refine = refine
        self.frozen_base = frozen_base
        self.order_weights = order_weights
        self.rank_selection = rank_selection
        self.solver = solver
        self.max_iter = max_iter
        self.tol = tol
        self.random_state = random_state

    def explain(self) -> str:
        """Return in words what was fitted: parts, ranks, what they cost and what they miss."""
        check_is_fitted(self)
        return explain(self)

    def save(self, path: str | PathLike[str]) -> None:
        """Write the fitted regressor as an npz file without pickled objects."""
        check_is_fitted(self)
        save_regressor(self, path)

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Self:
        """Read what `save` wrote.

        Raises
        ------
        InvalidInputError
            For a file that is not an npz, holds pickled objects, or was not written by `save`.
        """
        found = load_regressor(cls, path)
        assert isinstance(found, cls)
        return found

    def _check_parameters(self) -> None:
        super()._check_parameters()
        choice(self.coupling, Coupling, "coupling")
        if self.gates is not None:
            choice(self.gates, Gates, "gates")
        choice(self.refine, Refinement, "refine")
        choice(self.rank_selection, RankSelection, "rank_selection")
        choice(self.solver, Solver, "solver")
        if not isinstance(self.max_iter, int | np.integer) or self.max_iter < 0:
            raise InvalidInputError(f"max_iter must be an integer that is not negative, not {self.max_iter!r}")
        if not self.tol >= 0:
            raise InvalidInputError(f"tol must not be negative, not {self.tol!r}")

    def _store(self, n_features: int, n_orders: int, n_outputs: int) -> TriangularFactor:
        if self.rank_selection == "cv":
            return FoldedFactor(n_features, n_orders, n_outputs, _FOLDS)
        return super()._store(n_features, n_orders, n_outputs)

    def _settings(self, problem: Whitened) -> Settings:
        p, q = problem.n_features, problem.n_outputs
        limit = min(p, q)
        full = self.base_rank is None
        return Settings(
            base_rank=None if full else read_rank(self.base_rank, limit, "base_rank"),
            full_base=full,
            ranks=read_ranks(self.rank, problem.n_orders - 1, limit),
            coupling=self.coupling,
            gates=self.gates,
            skip=read_skip(self.skip, problem),
            order_weights=read_order_weights(self.order_weights, problem),
            solver=self.solver,
        )

    def _solve(self, problem: Whitened) -> CascadeModel:
        settings = self._settings(problem)
        rng = np.random.default_rng(self.random_state)
        stages = Stages(problem, settings, rng)
        folds = []
        if isinstance(self._data, FoldedFactor):
            folds = self._data.folds(
                lambda data: data.whitened(self.alpha, self.fit_intercept, self.rcond),
                lambda part: Stages(part, self._settings(part), rng),
            )
        values, thresholds = [], []
        for order in range(problem.n_orders):
            proposal = stages.propose()
            asked = stages.asked
            for fold in folds:
                fold.propose()
            if asked is not None:
                rank = min(asked, *proposal.residual.shape) if not stages.zero[order] else 0
            elif folds and len(proposal.values):
                rank = validated_rank(folds)
            else:
                rank = proposal.rank
            stages.accept(proposal, rank)
            for fold in folds:
                fold.accept(rank)
            values.append(proposal.values)
            thresholds.append(proposal.threshold)
        model = stages.model()
        self.loss_path_ = [weighted_loss(problem, model, settings.order_weights)]
        if self.refine == "joint":
            model, self.loss_path_ = refine(
                problem,
                model,
                settings,
                frozen_base=self.frozen_base,
                max_iter=int(self.max_iter),
                tol=self.tol,
                rng=rng,
            )
        self.n_iter_ = len(self.loss_path_)
        self._describe(model, values[1:], np.array(thresholds[1:]))
        self.order_losses_ = problem.losses(model.fitted)
        return model

    def _describe(self, model: CascadeModel, singular_values: list[Array], thresholds: Array) -> None:
        """Set the attributes that say what the model is."""
        self.model_ = model
        self.ranks_ = model.stage_ranks
        self.base_rank_ = model.base_rank
        self.gates_ = model.gates[1:] if model.coupling == "chain" else model.weights[1:, 0]
        self.skips_ = model.skip_steps[1:]
        self.singular_values_, self.thresholds_ = singular_values, thresholds
        self.n_parameters_, self.n_multiply_adds_ = model.n_parameters, model.n_multiply_adds
