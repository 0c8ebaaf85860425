"""How many parameters do models of several orders need? All families reach the same goal and are judged on other rows.

For every seed the rows are split in three. Coefficients are fitted on the first part; ranks are the smallest with which
every order reaches the goal on the second; errors are reported on the third. Orders whose naive error exceeds 0.9 are
unlearnable: they are named, and are part of no ratio, so that nothing is won by predicting nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from rankdyn.comparison.data import Sample, Splits, split
from rankdyn.comparison.families import Family, default_families
from rankdyn.comparison.goal import Goal, learnable
from rankdyn.comparison.results import Comparison, Judged, Row
from rankdyn.comparison.trial import Fit, Trial
from rankdyn.errors import InvalidInputError
from rankdyn.fitting.rivals.naive import NaiveRidge

Array: TypeAlias = npt.NDArray[np.float64]

Progress: TypeAlias = Callable[[int, int], None]


def compare(
    data: Sample | Callable[[np.random.Generator], Sample],
    *,
    title: str = "data",
    goal: Goal | None = None,
    families: Sequence[Family] | None = None,
    seeds: Sequence[int] = (0, 1, 2),
    groups: int | None = None,
    fit_intercept: bool = True,
    alpha: float = 0.0,
    progress: Progress | None = None,
) -> Comparison:
    """Return what each family needs to reach the goal, for every seed.

    Parameters
    ----------
    data : Sample or callable
        The same rows for all seeds, or a function that draws rows with a numpy Generator.
    title : str
        What the data are.
    goal : Goal, optional
        Error ≤ 1 % in every order, if not given.
    families : sequence of Family, optional
        The naive model, all rivals that apply and all cascades, if not given.
    seeds : sequence of int
        Of data and splits.
    groups : int, optional
        As in `split`.
    fit_intercept, alpha
        Of all models alike.
    progress : callable, optional
        Called with the number of models done and of all.

    Raises
    ------
    InvalidInputError
        For no seeds, or too few rows to split.
    """
    if not seeds:
        raise InvalidInputError("a comparison needs at least one seed")
    goal = Goal() if goal is None else goal
    judged: list[Judged] = []
    shape = (0, 0)
    for place, seed in enumerate(seeds):
        rng = np.random.default_rng(seed)
        sample = data if isinstance(data, Sample) else data(rng)
        shape = sample.X.shape[1], sample.Y.shape[2]
        chosen = default_families(*shape) if families is None else tuple(families)

        def told(done: int, place: int = place, count: int = len(chosen)) -> None:
            if progress is not None:
                progress(place * count + done, len(seeds) * count)

        told(0)
        judged.append(_judge(split(sample, rng, groups=groups), goal, chosen, seed, fit_intercept, alpha, told))
    return Comparison(title, str(goal), *shape, tuple(judged))


def _judge(
    splits: Splits,
    goal: Goal,
    families: Sequence[Family],
    seed: int,
    fit_intercept: bool,
    alpha: float,
    told: Callable[[int], None],
) -> Judged:
    whole = Trial(splits, goal, fit_intercept=fit_intercept, alpha=alpha)
    errors = whole.naive.target_errors
    orders = learnable(errors)
    every = tuple(range(1, len(errors) + 1))
    unlearnable = tuple(k for k in every if k not in orders)
    rows: list[Row] = []
    if orders:
        trial = whole
        if unlearnable:
            trial = Trial(splits.orders(orders), goal, fit_intercept=fit_intercept, alpha=alpha)
        naive = trial.test(NaiveRidge())
        for done, family in enumerate(families, start=1):
            row = _row(family, trial, goal, naive)
            if row is not None:
                rows.append(row)
            told(done)
    return Judged(seed, orders, unlearnable, tuple(map(float, errors)), tuple(rows))


def _row(family: Family, trial: Trial, goal: Goal, naive: Fit) -> Row | None:
    found = family.choose(trial)
    if found is None:
        return None
    estimator, ranks = found
    chosen = trial.fit(estimator)
    fit = trial.test(estimator)
    strict = fit.strict
    strict_worst = None
    if strict is not None and naive.strict is not None:
        strict_worst = _worst(strict, goal.allowed(naive.strict))
    return Row(
        model=family.name,
        ranks=ranks,
        n_parameters=fit.n_parameters,
        n_multiply_adds=fit.n_multiply_adds,
        parameter_ratio=naive.n_parameters / max(fit.n_parameters, 1),
        multiply_add_ratio=naive.n_multiply_adds / max(fit.n_multiply_adds, 1),
        validation_errors=tuple(map(float, chosen.errors)),
        test_errors=tuple(map(float, fit.target_errors)),
        strict_errors=None if strict is None else tuple(map(float, strict)),
        worst=_worst(fit.target_errors, goal.allowed(naive.target_errors)),
        strict_worst=strict_worst,
        chosen_within=trial.reaches(chosen),
        strictly=goal.strict,
    )


def _worst(errors: Array, allowed: Array) -> float:
    """Return the largest quotient of error and bound; 0 where both are 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        quotients = np.where(allowed > 0, errors / allowed, np.where(errors > 0, np.inf, 0.0))
    return float(quotients.max())
