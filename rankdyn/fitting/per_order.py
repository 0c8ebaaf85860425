"""What all models of several orders share: data in, whitened problem, coefficients of each order out."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, Protocol, Self, TypeAlias

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, MultiOutputMixin, RegressorMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from rankdyn.errors import InvalidInputError
from rankdyn.fitting.reading import read, read_targets
from rankdyn.fitting.triangular_factor import TriangularFactor
from rankdyn.fitting.whitened import Whitened

Array: TypeAlias = npt.NDArray[np.float64]


class OrderModel(Protocol):
    """A fitted model in whitened coordinates."""

    @property
    def fitted(self) -> Array:
        """D, shape (K, s, q)."""
        ...

    @property
    def n_parameters(self) -> int:
        """Numbers that have to be stored for the linear maps, intercepts apart."""
        ...

    @property
    def n_multiply_adds(self) -> int:
        """Multiplications and additions for all orders of one row, intercepts apart."""
        ...


class PerOrderRegressor(MultiOutputMixin, RegressorMixin, BaseEstimator):  # type: ignore[misc]
    """A linear model of the orders 1, …, K of derivative; subclasses say which coefficients are allowed.

    Parameters
    ----------
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
    n_parameters_, n_multiply_adds_ : int
        What the model stores and what one row costs, intercepts apart.
    n_orders_, n_outputs_ : int
        K and q.
    n_features_in_ : int
        p.
    """

    def __init__(self, *, alpha: float = 0.0, fit_intercept: bool = True, rcond: float = 1e-12) -> None:
        self.alpha = alpha
        self.fit_intercept = fit_intercept
        self.rcond = rcond

    @abstractmethod
    def _solve(self, problem: Whitened) -> OrderModel:
        """Return the fitted model of a whitened problem; parameters are checked here."""

    def fit(self, X: Any, y: Any) -> Self:
        """Fit all orders.

        Parameters
        ----------
        X : array-like, shape (n, p)
            Features.
        y : array-like, shape (n, K, q), or (n, q) or (n,) for one order
            Targets.
        """
        features, targets = read(self, X, y, reset=True)
        self._check_parameters()
        self._start(features, targets, np.asarray(y).ndim)
        return self._take(features, targets, solve=True)

    def partial_fit(self, X: Any, y: Any, solve: bool = True) -> Self:
        """Take more rows and fit again: the result is that of all rows at once, in memory that does not grow.

        Parameters
        ----------
        X : array-like, shape (n, p)
            Features.
        y : array-like, shape (n, K, q), or (n, q) or (n,) for one order
            Targets.
        solve : bool, default True
            False only takes the rows; of many parts, only the last needs True.
        """
        first = not hasattr(self, "_data")
        features, targets = read(self, X, y, reset=first)
        self._check_parameters()
        if first:
            self._start(features, targets, np.asarray(y).ndim)
        elif targets.shape[1:] != (self.n_orders_, self.n_outputs_):
            raise InvalidInputError(
                f"this part has {targets.shape[1]} orders of {targets.shape[2]} outputs, but those before had "
                f"{self.n_orders_} of {self.n_outputs_}"
            )
        return self._take(features, targets, solve)

    def _start(self, features: Array, targets: Array, dimensions: int) -> None:
        self._dimensions = dimensions
        self.n_orders_, self.n_outputs_ = targets.shape[1:]
        self._data = self._store(features.shape[1], self.n_orders_, self.n_outputs_)

    def _store(self, n_features: int, n_orders: int, n_outputs: int) -> TriangularFactor:
        """Return an empty store of the data; subclasses may keep more."""
        return TriangularFactor(n_features, n_orders, n_outputs)

    def _take(self, features: Array, targets: Array, solve: bool) -> Self:
        self._data.add(features, targets)
        if not solve:
            return self
        problem = self._data.whitened(self.alpha, self.fit_intercept, self.rcond)
        model = self._solve(problem)
        self.coef_ = problem.coefficients(model.fitted)
        self.intercept_ = problem.target_means - np.einsum("p,kpq->kq", problem.feature_means, self.coef_)
        self.n_parameters_ = model.n_parameters
        self.n_multiply_adds_ = model.n_multiply_adds
        return self

    def _check_parameters(self) -> None:
        if not (np.isfinite(self.alpha) and self.alpha >= 0):
            raise InvalidInputError(f"alpha must be a finite number that is not negative, not {self.alpha!r}")
        if not 0 <= self.rcond < 1:
            raise InvalidInputError(f"rcond must be at least 0 and below 1, not {self.rcond!r}")

    def predict(self, X: Any) -> Array:
        """Return predictions in the shape in which the targets were given: (n, K, q), (n, q) or (n,)."""
        check_is_fitted(self)
        features = validate_data(self, X, reset=False, dtype=np.float64)
        found: Array = np.einsum("np,kpq->nkq", features, self.coef_, optimize=True) + self.intercept_
        if self._dimensions == 3:
            return found
        return found[:, 0, 0] if self._dimensions == 1 else found[:, 0, :]

    def order_errors(self, X: Any, y: Any) -> Array:
        """Return ‖Y_k − prediction‖ / ‖Y_k‖ (Frobenius), shape (K,); for an order of norm zero 0 if met, else inf."""
        targets = read_targets(y)
        predicted = self.predict(X).reshape(targets.shape)
        missed = np.linalg.norm(targets - predicted, axis=(0, 2))
        norms = np.linalg.norm(targets, axis=(0, 2))
        errors = np.where(missed > 0, np.inf, 0.0)
        np.divide(missed, norms, out=errors, where=norms > 0)
        return errors

    def score(self, X: Any, y: Any, sample_weight: Any = None) -> float:
        """Return the coefficient of determination R², averaged over outputs and orders."""
        from sklearn.metrics import r2_score

        targets = read_targets(y)
        predicted = self.predict(X).reshape(targets.shape)
        each = [r2_score(targets[:, k], predicted[:, k], sample_weight=sample_weight) for k in range(targets.shape[1])]
        return float(np.mean(each))
