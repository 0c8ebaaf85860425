"""Ranks that the data decide, under noise: by threshold and by cross-validation."""

import numpy as np
import pytest

from rankdyn.fitting.cascade_regressor import CascadedLowRankRegressor
from rankdyn.fitting.singular_value_threshold import edge, known_noise, unknown_noise

NOISES = (0.01, 0.1, 0.5, 2.0)


def noisy(seed, noise, above, d=32, K=6, n=300):
    """A cascade with ranks 0..5, whose singular values start at `above` times the edge of the noise of a residual."""
    rng = np.random.default_rng(seed)
    ranks = rng.integers(0, 6, K - 1)
    X = rng.standard_normal((n, d))
    R = np.linalg.qr(X - X.mean(axis=0), mode="r")
    # two orders meet in a residual, each with noise of its own
    floor = above * edge((d, d), noise * np.sqrt(2))
    maps = [rng.standard_normal((d, d)) / np.sqrt(d)]
    for r in ranks:
        left, right = (np.linalg.qr(rng.standard_normal((d, r)))[0] for _ in range(2))
        maps.append(maps[-1] + np.linalg.solve(R, (left * (floor * rng.uniform(1, 3, r))) @ right.T))
    Y = np.stack([X @ F for F in maps], axis=1)
    return X, Y + noise * rng.standard_normal(Y.shape), ranks


@pytest.mark.parametrize("noise", NOISES)
def test_ranks_are_found_where_signal_is_twice_the_edge_of_the_noise(noise):
    off = []
    for seed in range(20):
        X, Y, ranks = noisy(seed, noise, above=2.0)
        off.extend(CascadedLowRankRegressor().fit(X, Y).ranks_ - ranks)
    assert np.mean(np.abs(off) <= 1) >= 0.95
    assert np.mean(np.array(off) == 0) >= 0.95


def test_below_the_edge_ranks_are_missed_not_invented():
    off, together = [], []
    for seed in range(10):
        X, Y, ranks = noisy(seed, 0.5, above=0.3)
        off.extend(CascadedLowRankRegressor().fit(X, Y).ranks_ - ranks)
        together.extend(np.cumsum(off[-len(ranks) :]))
    # parts that several stages missed add up, and a later stage may then find them: never more than there were
    assert np.max(together) <= 0
    assert np.mean(off) < -1


@pytest.mark.parametrize("noise", NOISES[1:3])
def test_cross_validation_agrees(noise):
    off = []
    for seed in range(5):
        X, Y, ranks = noisy(seed, noise, above=2.0)
        off.extend(CascadedLowRankRegressor(rank_selection="cv").fit(X, Y).ranks_ - ranks)
    assert np.mean(np.abs(off) <= 1) >= 0.95


def test_cross_validation_of_exact_data_does_not_fit_rounding():
    rng = np.random.default_rng(0)
    X = rng.standard_normal((60, 12))
    first = rng.standard_normal((12, 12))
    second = first + np.outer(rng.standard_normal(12), rng.standard_normal(12))
    Y = np.stack([X @ first, X @ second, X @ second], axis=1)
    assert CascadedLowRankRegressor(rank_selection="cv").fit(X, Y).ranks_.tolist() == [1, 0]


def test_too_few_rows_to_know_the_noise_fall_back_on_the_median():
    rng = np.random.default_rng(1)
    X = rng.standard_normal((33, 32))  # with the intercept no degree of freedom is left
    first = X @ rng.standard_normal((32, 32))
    second = first + np.outer(X[:, 0], 50 * rng.standard_normal(32))
    Y = np.stack([first, second], axis=1) + 0.01 * rng.standard_normal((33, 2, 32))
    model = CascadedLowRankRegressor().fit(X, Y)
    assert model.ranks_.tolist() == [1]
    assert model.thresholds_[0] == pytest.approx(unknown_noise((32, 32), model.singular_values_[0]))


def test_thresholds_are_those_of_the_paper():
    assert known_noise((100, 100), 1.0) == pytest.approx(10 * 4 / np.sqrt(3))
    # the median of the quarter-circle law squared is 0.6528: ω(1) = 2.858
    assert unknown_noise((100, 100), np.ones(100)) == pytest.approx(2.858, abs=0.02)
    assert known_noise((50, 100), 2.0) > edge((50, 100), 2.0)
    noise = np.random.default_rng(0).standard_normal((60, 120))
    values = np.linalg.svd(noise, compute_uv=False)
    assert values[0] < known_noise((60, 120), 1.0)
    assert unknown_noise((60, 120), values) == pytest.approx(known_noise((60, 120), 1.0), rel=0.05)


def test_a_ridge_does_not_hide_the_noise():
    X, Y, ranks = noisy(3, 0.5, above=3.0)
    assert np.abs(CascadedLowRankRegressor(alpha=1.0).fit(X, Y).ranks_ - ranks).max() <= 1
