"""The comparison: what it may see, what counts, who wins on data whose answer is known, and what it says of losses."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from rankdyn import flows, paths
from rankdyn.comparison.beside import fit_beside
from rankdyn.comparison.cases import Case, class_mixture, planted, snapshots
from rankdyn.comparison.compare import compare
from rankdyn.comparison.data import Sample, split
from rankdyn.comparison.families import (
    Family,
    adaptation,
    cascade,
    eigenbasis,
    naive,
    reduced_rank,
    tucker,
)
from rankdyn.comparison.goal import Goal, learnable
from rankdyn.comparison.results import Comparison
from rankdyn.comparison.time import compare_over_time
from rankdyn.comparison.trial import Trial, least
from rankdyn.errors import InvalidInputError
from rankdyn.fitting.rivals import NaiveRidge, ReducedRankRegression

Array = npt.NDArray[np.float64]


def low_rank_data(rng: np.random.Generator, n: int = 120, p: int = 8, K: int = 3, noise: float = 0.0) -> Sample:
    """Return orders of ranks 1, 2, 3 with equal singular values, so that the ranks needed are these."""
    C = np.zeros((K, p, p))
    for k in range(K):
        left, right = (np.linalg.qr(rng.normal(size=(p, k + 1)))[0] for _ in range(2))
        C[k] = left @ right.T
    X = rng.normal(size=(n, p))
    exact = np.einsum("np,kpq->nkq", X, C)
    return Sample(X, exact + noise * rng.normal(size=exact.shape), exact)


# ------------------------------------------------------------------------------------------------ splits and goals


def test_parts_are_disjoint_and_complete_and_groups_stay_together() -> None:
    rows = np.arange(60.0)
    sample = Sample(rows[:, None], rows[:, None, None])
    parts = split(sample, np.random.default_rng(0), groups=20)
    seen = [set(part.X[:, 0].astype(int)) for part in (parts.train, parts.validation, parts.test)]
    assert sum(map(len, seen)) == 60
    assert set.union(*seen) == set(range(60))
    units = [{row % 20 for row in part} for part in seen]
    assert [len(part) for part in units] == [12, 4, 4]
    assert not units[0] & units[1]
    assert not units[1] & units[2]
    assert not units[0] & units[2]
    again = split(sample, np.random.default_rng(0), groups=20)
    assert np.array_equal(parts.test.X, again.test.X)
    assert not np.array_equal(parts.test.X, split(sample, np.random.default_rng(1), groups=20).test.X)


def test_too_few_rows_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="9 rows cannot be split"):
        split(Sample(np.zeros((9, 1)), np.zeros((9, 1, 1))), np.random.default_rng(0))


def test_goals() -> None:
    errors = np.array([0.1, 0.5])
    np.testing.assert_allclose(Goal().allowed(errors), 0.01)
    np.testing.assert_allclose(Goal(margin=0.1).aimed(errors), 0.009)
    np.testing.assert_allclose(Goal("relative", 0.05).allowed(errors), [0.105, 0.525])
    np.testing.assert_allclose(Goal("relative", 0.05, 0.2).aimed(errors), [0.104, 0.52])
    assert learnable(np.array([0.1, 0.9, 0.90001, np.nan])) == (1, 2)
    for bad in ({"kind": "best"}, {"tolerance": 0.0}, {"margin": 1.0}):
        with pytest.raises(InvalidInputError):
            Goal(**bad)  # type: ignore[arg-type]


@pytest.mark.parametrize("needed", range(10))
def test_least(needed: int) -> None:
    asked: list[int] = []

    def reaches(rank: int) -> bool:
        asked.append(rank)
        return rank >= needed

    assert least(reaches, 8) == min(needed, 8)
    assert len(asked) <= 8


# ------------------------------------------------------------------------------------------------ what is measured


def test_ranks_are_those_that_the_data_need() -> None:
    found = compare(low_rank_data, families=(naive(), reduced_rank()), seeds=(0, 1))
    spread = found.spread("reduced rank")
    assert spread.ranks == "1, 2, 3"
    assert (spread.reached, spread.seeds) == (2, 2)
    assert spread.n_parameters == (1 + 2 + 3) * 16
    assert spread.ratio == 3 * 64 / (6 * 16)
    assert spread.wins
    assert not found.spread("naive").wins


def test_the_test_rows_are_never_seen() -> None:
    """Spoilt test rows change what is reported, but no rank and no coefficient."""
    sample = low_rank_data(np.random.default_rng(0), noise=0.1)
    parts = split(sample, np.random.default_rng(7))
    hidden = {tuple(row) for row in parts.test.X}
    spoilt = Sample(sample.X, sample.Y.copy(), sample.exact)
    for i, row in enumerate(sample.X):
        if tuple(row) in hidden:
            spoilt.Y[i] = 100.0
    goal = Goal("relative", 0.05)
    families = (naive(), reduced_rank(), adaptation())
    clean, other = (compare(s, goal=goal, families=families, seeds=(7,)).seeds[0] for s in (sample, spoilt))
    for before, after in zip(clean.rows, other.rows, strict=True):
        assert (before.ranks, before.n_parameters) == (after.ranks, after.n_parameters)
        assert before.validation_errors == after.validation_errors
        assert before.test_errors != after.test_errors


def test_validation_errors_are_those_of_the_estimator_itself() -> None:
    sample = low_rank_data(np.random.default_rng(1), noise=0.2)
    parts = split(sample, np.random.default_rng(2))
    trial = Trial(parts, Goal())
    for model in (NaiveRidge(), ReducedRankRegression(2)):
        fit = trial.fit(model)
        itself = model.fit(parts.train.X, parts.train.Y)
        np.testing.assert_allclose(fit.errors, itself.order_errors(parts.validation.X, parts.validation.Y), rtol=1e-9)
        assert fit.n_parameters == itself.n_parameters_
        strict = trial.test(model).strict
        assert strict is not None
        assert parts.test.exact is not None
        np.testing.assert_allclose(strict, itself.order_errors(parts.test.X, parts.test.exact), rtol=1e-9)


def test_an_unlearnable_order_is_named_and_in_no_ratio() -> None:
    def draw(rng: np.random.Generator) -> Sample:
        sample = low_rank_data(rng)
        sample.Y[:, 1] = rng.normal(size=sample.Y[:, 1].shape)
        return Sample(sample.X, sample.Y)

    found = compare(draw, families=(naive(), reduced_rank()), seeds=(0,))
    judged = found.seeds[0]
    assert (judged.orders, judged.unlearnable) == ((1, 3), (2,))
    assert judged.naive_errors[1] > 0.9
    assert [row.n_parameters for row in judged.rows] == [2 * 64, (1 + 3) * 16]
    assert all(len(row.test_errors) == 2 for row in judged.rows)
    assert "orders 2 are unlearnable" in found.notes[0]


def test_where_no_order_is_learnable_nothing_is_compared() -> None:
    rng = np.random.default_rng(0)
    noise = Sample(rng.normal(size=(100, 4)), rng.normal(size=(100, 2, 4)))
    found = compare(noise, seeds=(0,))
    assert found.seeds[0].rows == ()
    assert "nothing to compare" in found.notes[-1]
    assert found.table().row_count == 0


def test_planted_cascade_and_its_mirror() -> None:
    """The cascade wins where it is planted, LoRA where it is: both with the counts of the formulas."""
    families = (naive(), adaptation(), cascade("cascade"))
    p, K, r = 16, 4, 1
    own = compare(planted("cascade", size=p, n_orders=K, rank=r, n_rows=120).draw, families=families, seeds=(0,))
    mirror = compare(planted("adaptation", size=p, n_orders=K, rank=r, n_rows=120).draw, families=families, seeds=(0,))
    assert own.spread("cascade").n_parameters == p * p + (K - 1) * r * 2 * p
    assert own.spread("LoRA per order").n_parameters == p * p + (1 + 2 + 3) * r * 2 * p
    assert mirror.spread("cascade").n_parameters == p * p + (1 + 2 + 2) * r * 2 * p
    assert mirror.spread("LoRA per order").n_parameters == p * p + (K - 1) * r * 2 * p


def test_losses_are_said() -> None:
    """Heat: a shared eigenbasis has K p/(p + K) fewer parameters; advection: not even that; mixtures: unlearnable."""
    families = (naive(), eigenbasis(), cascade("cascade"))
    heat = compare(snapshots("heat", size=16, n_orders=4, n_rows=150).draw, families=families, seeds=(0,))
    assert heat.spread("shared eigenbasis").ratio >= 4 * 16 / 20
    assert heat.spread("cascade").ratio < 1.25
    advection = compare(snapshots("advection", size=16, n_orders=3, n_rows=150).draw, families=families, seeds=(0,))
    assert advection.spread("shared eigenbasis").reached == 0
    assert advection.spread("cascade").ratio < 1.25
    mixture = class_mixture(paths.linear(), n_orders=4, n_rows=900)
    found = compare(mixture.draw, goal=mixture.goal, families=(naive(),), seeds=(0,))
    assert found.seeds[0].unlearnable == (3, 4)


def test_factor_gaussian_in_small() -> None:
    """Tucker with the identity and a truncated eigenbasis are exact; the gated chain needs less than LoRA."""
    basis = np.linalg.qr(np.random.default_rng(1).normal(size=(12, 3)))[0]
    flow = flows.Gaussian(np.zeros(12), (basis * [8.0, 3.0, 1.5]) @ basis.T + 0.1 * np.eye(12), paths.linear())

    def draw(rng: np.random.Generator) -> Sample:
        x = flow.sample(120, 0.5, rng)[0]
        return Sample(x, flow.material_derivatives(x, 0.5, 3))

    families = (naive(), adaptation(), tucker(), eigenbasis(), _gated())
    found = compare(draw, families=families, seeds=(0,))
    rows = {row.model: row for row in found.seeds[0].rows}
    assert all(row.reached for row in rows.values())
    assert rows["Tucker"].n_parameters <= 2 * 3 * 12 + 3 * 9 + 3
    assert rows["shared eigenbasis"].n_parameters <= 12 * 3 + 3 * 4
    assert rows["gated"].n_parameters < rows["LoRA per order"].n_parameters < rows["naive"].n_parameters


def _gated() -> Family:
    return cascade("gated", low_rank_base=True, gates="rank", skip=True)


def test_one_gated_map_over_a_range_of_times() -> None:
    rng = np.random.default_rng(0)
    images = rng.normal(size=(120, 3)) @ rng.normal(size=(3, 8))
    found = compare_over_time(images, paths.variance_preserving(), n_orders=3, copies=6, most_functions=2)
    assert found.orders
    assert found.gated.n_parameters < found.naive.n_parameters
    assert found.strictly_gated.n_parameters < found.naive.n_parameters
    assert found.gated.rank <= 8
    assert found.naive.worst == 1.0
    assert json.loads(json.dumps(found.to_dict()))["seed"] == 0
    again = compare_over_time(images, paths.variance_preserving(), n_orders=3, copies=6, most_functions=2)
    assert again == found


def test_gates_of_the_path_give_every_order_from_the_image_and_the_point() -> None:
    from rankdyn.comparison.time import _noised

    images = np.random.default_rng(0).normal(size=(7, 5))
    path = paths.variance_preserving()
    rows = _noised(flows.Empirical(images, path), images, (0.3, 0.7), 3, 6, np.random.default_rng(1))
    x1 = np.tile(images, (3, 1))
    made = rows.gates[:, :, None] * x1[:, None] + rows.skips[:, :, None] * rows.x[:, None]
    np.testing.assert_allclose(made, rows.Y, rtol=1e-9, atol=1e-9 * np.abs(rows.Y).max())


def test_quotients_of_errors_and_bounds() -> None:
    from rankdyn.comparison.compare import _worst

    assert _worst(np.array([0.2, 0.0]), np.array([0.4, 0.0])) == 0.5
    assert _worst(np.array([0.2, 0.1]), np.array([0.4, 0.0])) == np.inf


# ------------------------------------------------------------------------------------------------ one cascade, results


def test_rivals_get_no_more_slack_than_is_said() -> None:
    from rankdyn.fitting.cascade_regressor import CascadedLowRankRegressor

    sample = low_rank_data(np.random.default_rng(0), n=400, noise=0.3)
    noisy = Sample(sample.X, sample.Y)
    report = fit_beside(noisy, lambda orders: CascadedLowRankRegressor(8), families=(naive(), reduced_rank()))
    assert report.rows[2].ranks == "1, 2, 3"


def test_rivals_beside_one_cascade_match_its_errors() -> None:
    from rankdyn.fitting.cascade_regressor import CascadedLowRankRegressor

    case = planted("cascade", size=12, n_orders=3, rank=1, n_rows=100)
    sample = case.draw(np.random.default_rng(0))
    asked: list[tuple[int, ...]] = []

    def make(orders: tuple[int, ...]) -> Any:
        asked.append(orders)
        return CascadedLowRankRegressor()

    report = fit_beside(sample, make, families=(naive(), adaptation()))
    assert asked == [(1, 2, 3)]
    assert report.ranks == (1, 1)
    assert [row.n_parameters for row in report.rows] == [144 + 2 * 24, 3 * 144, 144 + 3 * 24]
    assert all(row.matches for row in report.rows)
    document = json.loads(report.to_json())
    assert document["rows"][0]["model"] == "cascade"
    assert report.table().row_count == 3


def test_results_repeat_to_the_digit_and_are_json() -> None:
    def run() -> Comparison:
        return compare(low_rank_data, families=(naive(), reduced_rank(), tucker()), seeds=(3,))

    first, second = run(), run()
    assert first == second
    document = json.loads(first.to_json())
    assert document["seeds"][0]["rows"][1]["ranks"] == "1, 2, 3"
    assert [spread["model"] for spread in document["spreads"]] == list(first.models)
    assert first.table().row_count == 3


def test_strict_goals_need_exact_means_and_hold_more() -> None:
    sample = low_rank_data(np.random.default_rng(0), n=400, noise=1.0)
    goal = Goal("relative", 0.05, 0.2)
    loose = compare(sample, goal=goal, families=(reduced_rank(),), seeds=(0,)).spread("reduced rank")
    strict_goal = Goal("relative", 0.05, 0.2, strict=True)
    strict = compare(sample, goal=strict_goal, families=(reduced_rank(),), seeds=(0,)).spread("reduced rank")
    assert strict.n_parameters >= loose.n_parameters
    assert strict.strict_worst is not None
    with pytest.raises(InvalidInputError, match="exact conditional means"):
        compare(Sample(sample.X, sample.Y), goal=strict_goal, seeds=(0,))


def test_no_seeds_and_unknown_cases_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="at least one seed"):
        compare(low_rank_data, seeds=())
    for make in (lambda: snapshots("wave"), lambda: planted("tree")):
        with pytest.raises(InvalidInputError, match="must be"):
            make()


def test_cases_draw_what_they_say() -> None:
    case: Case = snapshots("heat", size=8, n_orders=2, n_rows=20)
    sample = case.draw(np.random.default_rng(0))
    shift = np.roll(sample.X, 1, axis=1) + np.roll(sample.X, -1, axis=1) - 2 * sample.X
    np.testing.assert_allclose(sample.Y[:, 0], shift, atol=1e-12)
