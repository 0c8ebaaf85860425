"""`TimeGatedRegressor`: one shared map for all orders, with gates and skips that depend on time.

Order k is γ_k(t) F(x) + c_k(t) S x. For conditional targets of a path, x_t = a(t) x1 + s(t) x0 per sample, this is
exact: every order is α_k(t) x' + c_k(t) x with functions of t that the path gives (`Path.conditional_coefficients`), so
that one map for x' serves all orders. Where they are not given they are fitted in a basis of functions of t.
"""

from __future__ import annotations

from typing import Any, Self, TypeAlias

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, MultiOutputMixin, RegressorMixin
from sklearn.utils.validation import check_array, check_is_fitted, validate_data

from rankdyn.errors import InvalidInputError
from rankdyn.fitting.cascade_settings import read_rank
from rankdyn.fitting.low_rank_piece import Piece, best, unrestricted
from rankdyn.fitting.reading import read, read_targets
from rankdyn.fitting.singular_value_threshold import signal_rank
from rankdyn.fitting.time_gates import first_skip, fit_gates
from rankdyn.fitting.triangular_factor import TriangularFactor
from rankdyn.fitting.whitened import Whitened

Array: TypeAlias = npt.NDArray[np.float64]


class TimeGatedRegressor(MultiOutputMixin, RegressorMixin, BaseEstimator):  # type: ignore[misc]
    """One map F, of low rank if wanted, shared by all orders through gates and skips that depend on time.

    Parameters
    ----------
    base_rank : None, int or 'auto', default None
        Rank of F; None leaves it unrestricted.
    skip : bool or array, shape (p, q), default True
        The known map S; True is the identity on the first q features, where there are as many, else there is no skip.
    order_weights : None, 'relative' or array-like, shape (K,), default 'relative'
        Weights of the squared errors; 'relative' is 1/‖Y_k‖².
    max_iter, tol : int and float, default 50 and 1e-10
        Alternations of F and gates, and the relative decrease of the loss at which they end.
    alpha : float, default 0.0
        Ridge penalty on F, with the loss weighted as `order_weights` says.
    fit_intercept : bool, default True
        Whether F has an intercept; it is gated like F.
    rcond : float, default 1e-12
        Relative size below which singular values of the features are dropped.

    Attributes
    ----------
    coef_, intercept_ : ndarray, shapes (p, q) and (q,)
        F.
    gate_coef_ : ndarray, shape (K − 1, b), or None if gates were given
        γ_k(t) = gate_coef_[k − 2] · b(t) for the orders k = 2, …, K; γ_1 = 1.
    skip_coef_ : ndarray, shape (K, b), or None if gates were given
        c_k(t) = skip_coef_[k − 1] · b(t). c_1 = 0 for an unrestricted F, which needs none.
    base_rank_ : int
        Rank of F.
    n_parameters_ : int
        Of F, and the coefficients of the gates of orders 2, …, K and of the skips that are used. Given gates cost none:
        they are functions of t alone that the path knows.
    n_multiply_adds_ : int
        For all orders of one row: two for each number of F, 2q for each gate and skip, and what it takes to evaluate
        them in the basis.
    loss_path_ : list of float
        Penalised weighted loss after each fit of F.

    Notes
    -----
    For fixed gates the loss is that of one weighted regression, with weights Σ_k w_k γ_k² on the rows, so F is the
    exact reduced-rank regression; for fixed F gates are least squares. The loss never increases.

    Examples
    --------
    >>> import numpy as np
    >>> rng = np.random.default_rng(0)
    >>> t, X = rng.uniform(size=300), rng.standard_normal((300, 4))
    >>> first = X @ rng.standard_normal((4, 4))
    >>> Y = np.stack([first, (1 - 3 * t)[:, None] * first + t[:, None] * X], axis=1)
    >>> basis = np.stack([np.ones(300), t], axis=1)
    >>> model = TimeGatedRegressor().fit(X, Y, gate_features=basis)
    >>> model.gate_coef_[0].round(6).tolist(), model.n_parameters_
    ([1.0, -3.0], 20)
    """

    def __init__(
        self,
        *,
        base_rank: Any = None,
        skip: Any = True,
        order_weights: Any = "relative",
        max_iter: int = 50,
        tol: float = 1e-10,
        alpha: float = 0.0,
        fit_intercept: bool = True,
        rcond: float = 1e-12,
    ) -> None:
        self.base_rank = base_rank
        self.skip = skip
        self.order_weights = order_weights
        self.max_iter = max_iter
        self.tol = tol
        self.alpha = alpha
        self.fit_intercept = fit_intercept
        self.rcond = rcond

    def fit(self, X: Any, y: Any, gate_features: Any = None, gates: Any = None, skips: Any = None) -> Self:
        """Fit F, and gates and skips unless they are given.

        Parameters
        ----------
        X : array-like, shape (n, p)
            Features; they may depend on t.
        y : array-like, shape (n, K, q), or (n, q) or (n,) for one order
            Targets.
        gate_features : array-like, shape (n, b), optional
            Functions of t in which gates and skips are fitted, evaluated for each row; one constant if not given.
        gates, skips : array-like, shape (n, K), optional
            Known γ_k(t) and c_k(t) of each row; then nothing but F is fitted.

        Raises
        ------
        InvalidInputError
            For parameters, shapes or numbers that are not allowed.
        """
        features, targets = read(self, X, y, reset=True)
        self._check_parameters()
        self._dimensions = np.asarray(y).ndim
        self.n_orders_, self.n_outputs_ = targets.shape[1:]
        self._known = gates is not None
        weights = self._weights(targets)
        skipped = self._skipped(features)
        basis = self._basis(gate_features, len(features))
        self.n_gate_features_ = basis.shape[1]
        if self._known:
            gate, step = self._given(gates, skips, len(features))
            self.gate_coef_: Array | None = None
            self.skip_coef_: Array | None = None
        else:
            gate, step = np.zeros(targets.shape[:2]), np.zeros(targets.shape[:2])
            gate[:, 0] = 1.0  # the first F is that of order 1 alone
            step[:, 0] = basis @ self._first_skip(features, targets[:, :1], skipped, basis)
        self.loss_path_: list[float] = []
        for _ in range(max(int(self.max_iter), 1)):
            taken = weights if self.loss_path_ or self._known else weights * (np.arange(self.n_orders_) == 0)
            piece, problem, means = self._base(features, targets, gate, step, skipped, taken)
            coef = problem.to_coefficients @ piece.matrix
            intercept = means[1] - means[0] @ coef
            first = features @ coef + intercept
            if not self._known:
                gate_coef, skip_coef = fit_gates(first, skipped, targets, basis, self.base_rank is not None)
                gate, step = self._evaluated(basis, gate_coef, skip_coef)
            rest = targets - gate[:, :, None] * first[:, None] - step[:, :, None] * skipped[:, None]
            loss = float(weights @ np.einsum("nkq,nkq->k", rest, rest)) + self.alpha * float(np.sum(coef * coef))
            if self.loss_path_ and not loss < self.loss_path_[-1]:
                break
            self.coef_, self.intercept_, self._piece = coef, intercept, piece
            if not self._known:
                self.gate_coef_, self.skip_coef_ = gate_coef, skip_coef
            self.loss_path_.append(loss)
            settled = len(self.loss_path_) > 1 and self.loss_path_[-2] - loss <= self.tol * self.loss_path_[-2]
            if self._known or self.n_orders_ == 1 or settled:
                break
        self.n_iter_ = len(self.loss_path_)
        self.base_rank_ = self._piece.rank
        self._count(features.shape[1])
        return self

    def predict(self, X: Any, gate_features: Any = None, gates: Any = None, skips: Any = None) -> Array:
        """Return predictions in the shape in which the targets were given: (n, K, q), (n, q) or (n,)."""
        check_is_fitted(self)
        features = validate_data(self, X, reset=False, dtype=np.float64)
        if self._known:
            if gates is None:
                raise InvalidInputError(
                    "this model was fitted with given gates: give gates (and skips) of these rows too"
                )
            gate, step = self._given(gates, skips, len(features))
        else:
            basis = self._basis(gate_features, len(features))
            if basis.shape[1] != self.n_gate_features_:
                raise InvalidInputError(
                    f"gate_features has {basis.shape[1]} columns, but the model was fitted with {self.n_gate_features_}"
                )
            assert self.gate_coef_ is not None
            assert self.skip_coef_ is not None
            gate, step = self._evaluated(basis, self.gate_coef_, self.skip_coef_)
        first = features @ self.coef_ + self.intercept_
        found: Array = gate[:, :, None] * first[:, None] + step[:, :, None] * self._skipped(features)[:, None]
        if self._dimensions == 3:
            return found
        return found[:, 0, 0] if self._dimensions == 1 else found[:, 0, :]

    def order_errors(self, X: Any, y: Any, gate_features: Any = None, gates: Any = None, skips: Any = None) -> Array:
        """Return ‖Y_k − prediction‖ / ‖Y_k‖ (Frobenius), shape (K,); for an order of norm zero 0 if met, else inf."""
        targets = read_targets(y)
        predicted = self.predict(X, gate_features, gates, skips).reshape(targets.shape)
        missed = np.linalg.norm(targets - predicted, axis=(0, 2))
        norms = np.linalg.norm(targets, axis=(0, 2))
        errors = np.where(missed > 0, np.inf, 0.0)
        np.divide(missed, norms, out=errors, where=norms > 0)
        return errors

    def _check_parameters(self) -> None:
        if not (np.isfinite(self.alpha) and self.alpha >= 0):
            raise InvalidInputError(f"alpha must be a finite number that is not negative, not {self.alpha!r}")
        if not 0 <= self.rcond < 1:
            raise InvalidInputError(f"rcond must be at least 0 and below 1, not {self.rcond!r}")

    def _weights(self, targets: Array) -> Array:
        norms = np.einsum("nkq,nkq->k", targets, targets)
        if self.order_weights is None:
            return np.ones(len(norms))
        if isinstance(self.order_weights, str) and self.order_weights == "relative":
            found: Array = 1.0 / np.where(norms > 0, norms, 1.0)
            return found
        weights = np.asarray(self.order_weights, dtype=np.float64)
        if weights.shape != norms.shape or not (np.isfinite(weights).all() and (weights > 0).all()):
            raise InvalidInputError(
                f"order_weights must be None, 'relative' or {len(norms)} positive numbers, not {self.order_weights!r}"
            )
        return weights

    def _skipped(self, features: Array) -> Array:
        """Return S x of each row, shape (n, q)."""
        p, q = features.shape[1], self.n_outputs_
        if isinstance(self.skip, bool | np.bool_):
            return features[:, :q] if self.skip and p >= q else np.zeros((len(features), q))
        matrix = np.asarray(self.skip, dtype=np.float64)
        if matrix.shape != (p, q) or not np.isfinite(matrix).all():
            raise InvalidInputError(
                f"skip must be True, False or a finite matrix of shape {(p, q)}, not {matrix.shape}"
            )
        return features @ matrix

    def _basis(self, gate_features: Any, rows: int) -> Array:
        if gate_features is None:
            return np.ones((rows, 1))
        basis: Array = check_array(gate_features, dtype=np.float64, input_name="gate_features")
        if len(basis) != rows:
            raise InvalidInputError(f"gate_features has {len(basis)} rows, but X has {rows}")
        return basis

    def _given(self, gates: Any, skips: Any, rows: int) -> tuple[Array, Array]:
        shape = (rows, self.n_orders_)
        found = []
        for name, given in (("gates", gates), ("skips", skips)):
            array = np.zeros(shape) if given is None else np.asarray(given, dtype=np.float64)
            if array.shape != shape or not np.isfinite(array).all():
                raise InvalidInputError(f"{name} must be finite numbers of shape {shape}, not {array.shape}")
            found.append(array)
        return found[0], found[1]

    def _base(
        self, features: Array, targets: Array, gate: Array, step: Array, skipped: Array, weights: Array
    ) -> tuple[Piece, Whitened, tuple[Array, Array]]:
        """Return the best F for given gates, in whitened coordinates, with weighted means of features and targets."""
        sizes = (gate * gate) @ weights
        if not sizes.any():
            raise InvalidInputError("all gates are zero: nothing can be learnt of the shared map")
        goal = np.einsum("nk,nkq->nq", gate * weights, targets)
        goal -= ((gate * step) @ weights)[:, None] * skipped
        goal /= np.where(sizes > 0, sizes, 1.0)[:, None]
        p, q = features.shape[1], targets.shape[2]
        means = (np.zeros(p), np.zeros(q))
        if self.fit_intercept:
            means = (sizes @ features / sizes.sum(), sizes @ goal / sizes.sum())
        roots = np.sqrt(sizes)[:, None]
        data = TriangularFactor(p, 1, q)
        data.add(roots * (features - means[0]), (roots * (goal - means[1]))[:, None])
        problem = data.whitened(self.alpha, False, self.rcond)
        target = problem.targets[0]
        if self.base_rank is None:
            return unrestricted(target), problem, means
        rank = read_rank(self.base_rank, min(p, q), "base_rank")
        if rank is None:
            variances = problem.noise_variances
            rank = signal_rank(target, None if variances is None else float(np.sqrt(variances[0])))
        return best(target, rank), problem, means

    def _first_skip(self, features: Array, target: Array, skipped: Array, basis: Array) -> Array:
        """Return c_1 in the basis before F is known; zero for an unrestricted F."""
        p, q = features.shape[1], target.shape[2]
        if self.base_rank is None or not skipped.any():
            return np.zeros(basis.shape[1])
        products = basis[:, :, None] * skipped[:, None]
        data = TriangularFactor(p, 1 + basis.shape[1], q)
        data.add(features, np.concatenate([target, products], axis=1))
        problem = data.whitened(self.alpha, self.fit_intercept, self.rcond)
        return first_skip(problem, read_rank(self.base_rank, min(p, q), "base_rank"))

    def _evaluated(self, basis: Array, gate_coef: Array, skip_coef: Array) -> tuple[Array, Array]:
        """Return gates and skips of each row; the gate of order 1 is 1."""
        return np.hstack([np.ones((len(basis), 1)), basis @ gate_coef.T]), basis @ skip_coef.T

    def _count(self, n_features: int) -> None:
        q, b, K = self.n_outputs_, self.n_gate_features_, self.n_orders_
        base = self._piece.n_parameters(n_features)
        used = K - 1
        if self._has_skip(n_features):
            used += K - int(self.base_rank is None)
        scalars = 0 if self._known else used * b
        self.n_parameters_ = base + scalars
        self.n_multiply_adds_ = 2 * base + 2 * scalars + 2 * q * used

    def _has_skip(self, n_features: int) -> bool:
        return bool(np.any(self.skip)) and (not isinstance(self.skip, bool) or n_features >= self.n_outputs_)
