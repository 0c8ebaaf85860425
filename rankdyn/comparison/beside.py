"""One cascade as the user wants it, beside rivals that are given ranks for the same errors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from rankdyn.comparison.data import Sample, split
from rankdyn.comparison.families import Family, rivals
from rankdyn.comparison.goal import Goal, learnable
from rankdyn.comparison.trial import Trial
from rankdyn.fitting.rivals.naive import NaiveRidge

if TYPE_CHECKING:
    from rich.table import Table

    from rankdyn.fitting.cascade_regressor import CascadedLowRankRegressor

SLACK: Final = 0.05
"""Rivals may miss the cascade's error of each order on the validation rows by this part of it."""

FLOOR: Final = 1e-6
"""Errors below this count as none: no rival is asked for more digits."""


@dataclass(frozen=True, slots=True)
class Beside:
    """One model.

    Attributes
    ----------
    model, ranks : str
        What it is.
    n_parameters, n_multiply_adds : int
        Of the orders that count.
    errors : tuple of float
        ‖Y_k − prediction‖ / ‖Y_k‖ on the test rows, one for each order that counts.
    strict_errors : tuple of float or None
        The same with the exact conditional means in place of Y_k, where they are known.
    matches : bool
        Whether its errors on the validation rows (the strict ones, where they are known) are at most 1.05 times those
        of the cascade, or below 1e-6.
    """

    model: str
    ranks: str
    n_parameters: int
    n_multiply_adds: int
    errors: tuple[float, ...]
    strict_errors: tuple[float, ...] | None
    matches: bool


@dataclass(frozen=True, slots=True)
class FitReport:
    """A fitted cascade beside its rivals.

    Attributes
    ----------
    title : str
        What the data are.
    n_rows, n_features, n_orders, n_outputs : int
        n, p, K and q.
    orders, unlearnable : tuple of int
        The orders that count, and those whose naive error on the validation rows exceeds 0.9: they are in no model.
    naive_errors : tuple of float
        Of all orders, on the validation rows.
    ranks : tuple of int
        Stage ranks of the cascade.
    base_rank : int
        Of its base.
    rows : tuple of Beside
        The cascade, the naive model, the rivals.
    explanation : str
        The cascade in words.
    """

    title: str
    n_rows: int
    n_features: int
    n_orders: int
    n_outputs: int
    orders: tuple[int, ...]
    unlearnable: tuple[int, ...]
    naive_errors: tuple[float, ...]
    ranks: tuple[int, ...]
    base_rank: int
    rows: tuple[Beside, ...]
    explanation: str

    def to_dict(self) -> dict[str, Any]:
        """Return everything as JSON values."""
        return asdict(self)

    def to_json(self) -> str:
        """Return everything as one JSON document."""
        import json

        return json.dumps(self.to_dict(), ensure_ascii=False)

    def table(self) -> Table:
        """Return the models as a table for rich."""
        from rich import box
        from rich.table import Table

        title = f"{self.title}: n = {self.n_rows}, p = {self.n_features}, K = {self.n_orders}, q = {self.n_outputs}"
        table = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left")
        table.add_column("model")
        table.add_column("ranks", max_width=24)
        for column in ("parameters", "fewer", "multiply-adds", "fewer", *(f"error {k}" for k in self.orders)):
            table.add_column(column, justify="right")
        naive = next((row for row in self.rows if row.model == "naive"), None)
        for row in self.rows:
            cells = [str(row.n_parameters), "", str(row.n_multiply_adds), ""]
            if naive is not None and row.matches:
                cells[1] = f"{naive.n_parameters / max(row.n_parameters, 1):.2f}x"
                cells[3] = f"{naive.n_multiply_adds / max(row.n_multiply_adds, 1):.2f}x"
            shown = [f"{error:.2g}" for error in row.errors]
            if row.strict_errors is not None:
                shown = [f"{a} ({b:.2g})" for a, b in zip(shown, row.strict_errors, strict=True)]
            table.add_row(row.model, row.ranks, *cells, *shown)
        return table


def fit_beside(
    sample: Sample,
    cascade: Callable[[tuple[int, ...]], CascadedLowRankRegressor],
    *,
    title: str = "data",
    seed: int = 0,
    groups: int | None = None,
    families: Sequence[Family] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> FitReport:
    """Fit a cascade and its rivals on the same rows.

    Parameters
    ----------
    sample : Sample
        Data.
    cascade : callable
        Takes the orders that count, from 1, and returns an estimator for them.
    title : str
        What the data are.
    seed : int
        Of the split: three fifths of the rows for fitting, one for the ranks of rivals, one for the errors shown.
    groups : int, optional
        As in `split`.
    families : sequence of Family, optional
        The naive model and all rivals, if not given.
    progress : callable, optional
        Called with the number of models done and of all.
    """
    p, (n, K, q) = sample.X.shape[1], sample.Y.shape
    parts = split(sample, np.random.default_rng(seed), groups=groups)
    chosen = rivals() if families is None else tuple(families)

    def told(done: int) -> None:
        if progress is not None:
            progress(done, len(chosen) + 1)

    told(0)
    # only which orders count is read off this first fit
    errors = Trial(parts, Goal()).naive.errors
    orders = learnable(errors)
    unlearnable = tuple(k for k in range(1, K + 1) if k not in orders)
    rows: list[Beside] = []
    ranks: tuple[int, ...] = ()
    base, words = 0, "no order is learnable: nothing was fitted"
    if orders:
        estimator = cascade(orders)
        parts = parts.orders(orders)
        estimator.fit(parts.train.X, parts.train.Y)
        ranks, base = tuple(int(r) for r in estimator.ranks_), int(estimator.base_rank_)
        words = estimator.explain()
        goal = Goal(strict=sample.exact is not None)
        trial = Trial(parts, goal, fit_intercept=estimator.fit_intercept, alpha=estimator.alpha)
        judge = parts.validation.Y if parts.validation.exact is None else parts.validation.exact
        reached = estimator.order_errors(parts.validation.X, judge)
        trial.aimed = (1 + SLACK) * np.maximum(reached, FLOOR)
        errors_of = [None if Y is None else estimator.order_errors(parts.test.X, Y) for Y in _targets(parts.test)]
        rows.append(
            Beside(
                model="cascade",
                ranks=", ".join(map(str, (base, *ranks))),
                n_parameters=estimator.n_parameters_,
                n_multiply_adds=estimator.n_multiply_adds_,
                errors=_floats(errors_of[0]),
                strict_errors=None if errors_of[1] is None else _floats(errors_of[1]),
                matches=True,
            )
        )
        told(1)
        for done, family in enumerate(chosen, start=2):
            answer = family.choose(trial)
            if answer is not None:
                rows.append(_beside(family.name, *answer, trial))
            told(done)
    return FitReport(title, n, p, K, q, orders, unlearnable, _floats(errors), ranks, base, tuple(rows), words)


def _beside(name: str, estimator: Any, ranks: str, trial: Trial) -> Beside:
    fit = trial.test(estimator)
    # the naive model is what the others are counted against, whether or not another one has smaller errors
    matches = isinstance(estimator, NaiveRidge) or trial.reaches(trial.fit(estimator))
    strict = None if fit.strict is None else _floats(fit.strict)
    return Beside(name, ranks, fit.n_parameters, fit.n_multiply_adds, _floats(fit.target_errors), strict, matches)


def _targets(sample: Sample) -> tuple[Any, Any]:
    return sample.Y, sample.exact


def _floats(values: Any) -> tuple[float, ...]:
    return tuple(float(value) for value in values)
