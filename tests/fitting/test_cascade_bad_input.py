"""What a cascade refuses, and what it does with degenerate data."""

import warnings

import numpy as np
import pytest

from rankdyn.errors import InvalidInputError
from rankdyn.fitting.cascade_regressor import CascadedLowRankRegressor

RNG = np.random.default_rng(0)
X = RNG.standard_normal((30, 5))
Y = RNG.standard_normal((30, 3, 4))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"rank": -1}, "rank is -1"),
        ({"rank": [1, -2]}, "rank of stage 2 is -2"),
        ({"rank": [1, 1, 1]}, "3 entries, but 3 orders have 2 stages"),
        ({"rank": "many"}, "'auto'|3 orders"),
        ({"rank": 1.5}, "must be 'auto' or an integer, not 1.5"),
        ({"rank": True}, "not True"),
        ({"base_rank": -1}, "base_rank is -1"),
        ({"coupling": "ring"}, "'chain', 'triangular', 'diagonal', not 'ring'"),
        ({"gates": "free"}, "gates must be"),
        ({"refine": "best"}, "refine must be"),
        ({"rank_selection": "gcv"}, "rank_selection must be"),
        ({"solver": "quick"}, "solver must be"),
        ({"skip": np.eye(3)}, r"shape \(5, 4\), not \(3, 3\)"),
        ({"order_weights": [1, 2]}, "3 positive numbers"),
        ({"order_weights": [1, 2, -1]}, "3 positive numbers"),
        ({"order_weights": "absolute"}, "'relative'"),
        ({"alpha": -1.0}, "alpha"),
        ({"rcond": 1.0}, "rcond"),
        ({"max_iter": -1}, "max_iter"),
        ({"tol": -1.0}, "tol"),
    ],
)
def test_parameters_that_are_refused(options, message):
    with pytest.raises(InvalidInputError, match=message):
        CascadedLowRankRegressor(**options).fit(X, Y)


def test_targets_that_are_refused():
    bad = Y.copy()
    bad[17, 1, 2] = np.nan
    with pytest.raises(InvalidInputError, match=r"order 2, row 17, output 2"):
        CascadedLowRankRegressor().fit(X, bad)
    with pytest.raises(InvalidInputError, match="ragged"):
        CascadedLowRankRegressor().fit(X[:2], [[[1.0, 2.0], [1.0]], [[1.0, 2.0], [2.0, 1.0]]])
    with pytest.raises(InvalidInputError, match="30 rows, but Y has 29"):
        CascadedLowRankRegressor().fit(X, Y[:29])
    with pytest.raises(InvalidInputError, match="4 dimensions"):
        CascadedLowRankRegressor().fit(X, Y[..., None])
    with pytest.raises(InvalidInputError, match="at least as many features"):
        CascadedLowRankRegressor(skip=True).fit(X[:, :3], Y)
    with pytest.raises(InvalidInputError, match="needs at least 10 rows"):
        CascadedLowRankRegressor(rank_selection="cv").fit(X[:9], Y[:9])


def test_a_rank_that_is_too_large_is_clipped_with_a_warning():
    with pytest.warns(UserWarning, match="rank is 9, but features and outputs allow at most 4"):
        model = CascadedLowRankRegressor(9).fit(X, Y)
    assert model.ranks_.tolist() == [4, 4]
    assert model.n_parameters_ == 3 * 5 * 4  # stored dense: less than factors


def test_rank_zero_adds_nothing():
    model = CascadedLowRankRegressor(0).fit(X, Y)
    assert model.n_parameters_ == 20
    assert np.array_equal(model.coef_[2], model.coef_[0])


@pytest.mark.parametrize("options", [{}, {"gates": "rank", "skip": np.eye(5, 4)}, {"coupling": "triangular"}])
@pytest.mark.parametrize("refine", ["greedy", "joint"])
@pytest.mark.parametrize("zero", [(0,), (1,), (2,), (0, 1), (0, 1, 2)])
@pytest.mark.parametrize("value", [0.0, 3.7])
def test_orders_of_norm_zero_are_met_at_rank_zero(options, refine, zero, value):
    targets = Y.copy()
    targets[:, list(zero)] = value
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        model = CascadedLowRankRegressor("auto", refine=refine, **options).fit(X, targets)
    assert model.order_errors(X, targets)[list(zero)] == pytest.approx(0, abs=1e-14)
    assert all(model.ranks_[k - 1] == 0 for k in zero if k)
    left = [k for k in range(3) if k not in zero]
    if left:
        other = CascadedLowRankRegressor("auto", refine=refine, **options).fit(X, Y[:, left])
        assert model.predict(X)[:, left] == pytest.approx(other.predict(X), abs=1e-10)
        assert model.n_parameters_ == other.n_parameters_
    assert model.explain()


def test_few_samples_and_collinear_features_give_the_shortest_coefficients():
    few = CascadedLowRankRegressor(4).fit(X[:3], Y[:3])
    assert few.predict(X[:3]) == pytest.approx(Y[:3])
    doubled = np.hstack([X, X])
    model = CascadedLowRankRegressor(2).fit(doubled, Y)
    single = CascadedLowRankRegressor(2).fit(X, Y)
    assert model.predict(doubled) == pytest.approx(single.predict(X), abs=1e-12)
    assert model.coef_[:, :5] == pytest.approx(model.coef_[:, 5:], abs=1e-12)
    one = CascadedLowRankRegressor().fit(X[:1], Y[:1])
    assert one.predict(X[:1]) == pytest.approx(Y[:1])
    constant = CascadedLowRankRegressor().fit(np.ones((30, 2)), Y)
    assert constant.predict(np.ones((1, 2)))[0] == pytest.approx(Y.mean(axis=0))


@pytest.mark.parametrize("scale", [1e-10, 1e10])
def test_orders_whose_scales_differ_by_ten_powers_of_ten(scale):
    targets = Y * np.array([1.0, scale, 1.0])[:, None]
    for refine in ("greedy", "joint"):
        model = CascadedLowRankRegressor(4, refine=refine, order_weights="relative").fit(X, targets)
        naive = CascadedLowRankRegressor(4).fit(X, Y[:, :1])
        assert np.isfinite(model.coef_).all()
        assert model.order_errors(X, targets)[0] == pytest.approx(naive.order_errors(X, Y[:, :1])[0], rel=1e-6)


DEGENERATE = {
    "one row": (X[:1], Y[:1]),
    "two rows": (X[:2], Y[:2]),
    "constant features": (np.ones_like(X), Y),
    "zero targets": (X, 0 * Y),
    "equal orders": (X, np.repeat(Y[:, :1], 3, axis=1)),
    "tiny targets": (X, 1e-200 * Y),
    "huge features": (1e150 * X, Y),
    "one output": (X, Y[:, :, :1]),
    "exact": (X, np.repeat((X @ RNG.standard_normal((5, 4)))[:, None], 3, axis=1)),
}


@pytest.mark.parametrize("name", DEGENERATE)
@pytest.mark.parametrize("coupling", ["chain", "triangular", "diagonal"])
def test_degenerate_data_give_finite_predictions(name, coupling):
    features, targets = DEGENERATE[name]
    for gates in (None, "rank", "least_squares"):
        for base_rank in (None, "auto", 1):
            for alpha in (0.0, 1.0):
                options = {"gates": gates, "base_rank": base_rank, "alpha": alpha, "coupling": coupling}
                with warnings.catch_warnings():
                    warnings.simplefilter("error")
                    model = CascadedLowRankRegressor(**options, skip=True, refine="joint", max_iter=3)
                    model.fit(features, targets)
                assert np.isfinite(model.predict(features)).all()
                assert np.all(np.diff(model.loss_path_) <= 0)
                assert model.explain()
