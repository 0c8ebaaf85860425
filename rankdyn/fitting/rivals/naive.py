"""One ridge regression for each order: nothing is shared."""

from __future__ import annotations

from rankdyn.fitting.per_order import PerOrderRegressor
from rankdyn.fitting.rivals.solution import Solution
from rankdyn.fitting.whitened import Whitened


class NaiveRidge(PerOrderRegressor):
    """Ridge regression of every order by itself: K·p·q parameters, 2·K·p·q multiply-adds.

    The error of no other linear model is smaller on the data that it was fitted to.

    Parameters
    ----------
    alpha, fit_intercept, rcond
        As in `PerOrderRegressor`.
    """

    def _solve(self, problem: Whitened) -> Solution:
        size = problem.n_orders * problem.n_features * problem.n_outputs
        return Solution(problem.targets, size, 2 * size)
