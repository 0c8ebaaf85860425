"""Fitting on the training rows and choosing on the validation rows: what a search for ranks may see."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from rankdyn.comparison.data import Sample, Splits
from rankdyn.comparison.goal import Goal
from rankdyn.errors import InvalidInputError
from rankdyn.fitting.per_order import OrderModel, PerOrderRegressor
from rankdyn.fitting.rivals.naive import NaiveRidge
from rankdyn.fitting.triangular_factor import TriangularFactor
from rankdyn.fitting.whitened import Whitened

Array: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class Fit:
    """A model fitted to the training rows, with its errors on other rows.

    Attributes
    ----------
    errors : ndarray, shape (number of orders fitted,)
        Those that the goal speaks of: `target_errors`, or the strict ones.
    target_errors : ndarray
        ‖Y_k − prediction‖ / ‖Y_k‖.
    strict : ndarray or None
        The same with the exact conditional means in place of Y_k, where they are known.
    n_parameters, n_multiply_adds : int
        Of the model.
    """

    errors: Array
    target_errors: Array
    strict: Array | None
    n_parameters: int
    n_multiply_adds: int


class Trial:
    """The training problem of a comparison, factored once for all models.

    Parameters
    ----------
    splits : Splits
        Only its training and validation rows are used by `fit`.
    goal : Goal
        What the errors on the validation rows have to reach.
    fit_intercept : bool
        Of all models.
    alpha : float
        Ridge penalty of all models.

    Attributes
    ----------
    naive : Fit
        The naive model on the validation rows.
    aimed : ndarray, shape (K,)
        The bounds that a search asks for there.
    """

    def __init__(self, splits: Splits, goal: Goal, *, fit_intercept: bool = True, alpha: float = 0.0) -> None:
        self.splits, self.goal = splits, goal
        X, Y = splits.train.X, splits.train.Y
        self.n_orders, self.n_outputs = Y.shape[1:]
        self.n_features = X.shape[1]
        self._factor = TriangularFactor(self.n_features, self.n_orders, self.n_outputs)
        self._factor.add(X, Y)
        self.problem = self._factor.whitened(alpha, fit_intercept, 1e-12)
        self.naive = self.fit(NaiveRidge())
        self.aimed = goal.aimed(self.naive.errors)

    def fit(self, estimator: PerOrderRegressor, n_orders: int | None = None) -> Fit:
        """Fit the first orders (all if not said) and return the errors on the validation rows."""
        return self._judged(estimator, self.splits.validation, n_orders)

    def test(self, estimator: PerOrderRegressor) -> Fit:
        """Return the fit with its errors on the test rows."""
        return self._judged(estimator, self.splits.test, None)

    def reaches(self, fit: Fit) -> bool:
        """Return whether all orders of a fit are within the bound that is aimed at."""
        return bool((fit.errors <= self.aimed[: len(fit.errors)]).all())

    def _judged(self, estimator: PerOrderRegressor, sample: Sample, n_orders: int | None) -> Fit:
        count = self.n_orders if n_orders is None else n_orders
        problem = self.problem if count == self.n_orders else _first(self.problem, count)
        estimator._data = self._factor  # as if it had taken the rows itself
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model: OrderModel = estimator._solve(problem)
        coefficients = problem.coefficients(model.fitted)
        centred = sample.X - problem.feature_means
        flat = coefficients.transpose(1, 0, 2).reshape(self.n_features, -1)
        predicted = (centred @ flat).reshape(len(centred), count, self.n_outputs) + problem.target_means
        errors = _errors(sample.Y[:, :count], predicted)
        strict = None if sample.exact is None else _errors(sample.exact[:, :count], predicted)
        if not self.goal.strict:
            return Fit(errors, errors, strict, model.n_parameters, model.n_multiply_adds)
        if strict is None:
            raise InvalidInputError("a strict goal needs the exact conditional means: give them in the Sample")
        return Fit(strict, errors, strict, model.n_parameters, model.n_multiply_adds)


def least(reaches: Callable[[int], bool], limit: int, start: int = 0) -> int:
    """Return the least rank from start to limit that reaches the goal, by doubling and bisection; limit if none does.

    More rank lowers the error on the training rows, and but for noise that on others; where it does not, the answer is
    a rank that reaches the goal, but perhaps not the least.
    """
    step, low, high = 1, start, start
    while high < limit and not reaches(high):
        low, high, step = high + 1, min(high + step, limit), 2 * step
    while low < high:
        middle = (low + high) // 2
        if reaches(middle):
            high = middle
        else:
            low = middle + 1
    return high


def _errors(targets: Array, predicted: Array) -> Array:
    missed = np.linalg.norm(targets - predicted, axis=(0, 2))
    norms = np.linalg.norm(targets, axis=(0, 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(norms > 0, missed / norms, np.where(missed > 0, np.inf, 0.0))


def _first(problem: Whitened, count: int) -> Whitened:
    return replace(
        problem,
        targets=problem.targets[:count],
        constants=problem.constants[:count],
        norms=problem.norms[:count],
        target_means=problem.target_means[:count],
    )
