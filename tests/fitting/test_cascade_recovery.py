"""Cascades that were planted are found again: ranks, gates, skips, errors and counts."""

import numpy as np
import pytest

from rankdyn.fitting.cascade_regressor import CascadedLowRankRegressor


def orthonormal(rng, d, r):
    return np.linalg.qr(rng.standard_normal((d, r)))[0]


def low_rank(rng, d, r):
    return orthonormal(rng, d, r) @ orthonormal(rng, d, r).T


def planted(seed, d=64, K=8, r=2, n=400, noise=0.0, gates=None, skips=None, scale=1.0):
    """Features, targets and the true maps F_{k+1} = γ_k F_k + c_k I + a part of rank r."""
    rng = np.random.default_rng(seed)
    gates = np.ones(K - 1) if gates is None else gates
    skips = np.zeros(K - 1) if skips is None else skips
    maps = [rng.standard_normal((d, d)) / np.sqrt(d)]
    for gate, skip in zip(gates, skips, strict=True):
        maps.append(gate * maps[-1] + skip * np.eye(d) + scale * low_rank(rng, d, r))
    X = rng.standard_normal((n, d))
    Y = np.stack([X @ F for F in maps], axis=1)
    return X, Y + noise * rng.standard_normal(Y.shape), np.array(maps)


def map_errors(model, maps):
    return np.linalg.norm(model.coef_ - maps, axis=(1, 2)) / np.linalg.norm(maps, axis=(1, 2))


def test_a_planted_cascade_is_found_exactly():
    X, Y, _ = planted(0)
    model = CascadedLowRankRegressor().fit(X, Y)
    assert model.ranks_.tolist() == [2] * 7
    assert model.order_errors(X, Y).max() <= 1e-13
    assert model.n_parameters_ == 64 * 64 + 7 * 2 * 128
    assert model.n_multiply_adds_ == 2 * model.n_parameters_
    assert 8 * 64 * 64 / model.n_parameters_ >= 5.5


def test_planted_adapters_of_a_base_cost_the_chain_twice_the_rank():
    rng = np.random.default_rng(1)
    base = rng.standard_normal((64, 64)) / 8
    maps = [base] + [base + low_rank(rng, 64, 2) for _ in range(7)]
    X = rng.standard_normal((200, 64))
    Y = np.stack([X @ F for F in maps], axis=1)
    chain = CascadedLowRankRegressor().fit(X, Y)
    assert chain.ranks_.tolist() == [2] + [4] * 6
    assert 4.4 <= 8 * 64 * 64 / chain.n_parameters_ <= 4.42
    triangular = CascadedLowRankRegressor(coupling="triangular").fit(X, Y)
    assert triangular.ranks_.tolist() == [2] * 7
    assert triangular.order_errors(X, Y).max() <= 1e-12
    assert 8 * 64 * 64 / triangular.n_parameters_ >= 5.5


def test_shared_factors_with_a_diagonal_for_each_order_need_one_basis():
    rng = np.random.default_rng(2)
    left, right = orthonormal(rng, 24, 5), orthonormal(rng, 24, 5)
    diagonals = rng.uniform(0.5, 2, (6, 5)) * np.sort(rng.uniform(1, 4, 5))
    X = rng.standard_normal((100, 24))
    X = np.linalg.qr(X - X.mean(axis=0))[0]  # already white: singular vectors of the maps are those of the targets
    Y = np.stack([X @ ((left * d) @ right.T) for d in diagonals], axis=1)
    model = CascadedLowRankRegressor(coupling="diagonal", base_rank="auto").fit(X, Y)
    assert model.base_rank_ == 5
    assert model.ranks_.tolist() == [0] * 5
    assert model.order_errors(X, Y).max() <= 1e-12
    assert model.n_parameters_ == 5 * 48 + 5 * 5


@pytest.mark.parametrize("noise", [0.0, 0.1])
@pytest.mark.parametrize("rank", [2, 8, 16])
def test_gates_and_skips_that_make_the_rank_small_are_the_planted_ones(rank, noise):
    rng = np.random.default_rng(rank)
    gates, skips = rng.uniform(0.5, 2, 3), rng.uniform(-1, 1, 3)
    X, Y, _ = planted(rank, K=4, r=rank, noise=noise, gates=gates, skips=skips)
    model = CascadedLowRankRegressor(gates="rank", skip=True).fit(X, Y)
    tolerance = 0.02 if noise else 1e-12
    assert model.ranks_.tolist() == [rank] * 3
    assert np.abs(model.gates_ - gates).max() <= tolerance
    assert np.abs(model.skips_ - skips).max() <= tolerance
    assert model.n_parameters_ == 64 * 64 + 3 * rank * 128 + 6
    assert model.n_multiply_adds_ == 2 * (64 * 64 + 3 * rank * 128) + 2 * 64 * 6


def test_gates_by_least_squares_recover_nothing():
    X, Y, _ = planted(3, K=4, r=8, gates=[0.5, 1.5, 2.0])
    model = CascadedLowRankRegressor(gates="least_squares").fit(X, Y)
    assert np.abs(model.gates_ - [0.5, 1.5, 2.0]).max() > 1e-4
    assert model.ranks_.min() > 8


def test_a_low_rank_base_is_found_beside_the_skip():
    rng = np.random.default_rng(4)
    first = low_rank(rng, 32, 3) + 0.7 * np.eye(32)
    second = 1.3 * first - 0.2 * np.eye(32) + low_rank(rng, 32, 1)
    X = rng.standard_normal((80, 32))
    Y = np.stack([X @ first, X @ second], axis=1)
    model = CascadedLowRankRegressor(base_rank="auto", gates="rank", skip=True).fit(X, Y)
    assert (model.base_rank_, model.ranks_.tolist()) == (3, [1])
    assert model.order_errors(X, Y).max() <= 1e-12
    assert model.n_parameters_ == 4 * 64 + 3  # two skips and a gate


def test_joint_refinement_beats_separate_models_under_noise_with_a_fourth_of_the_parameters():
    ratios = []
    for seed in range(3):
        X, Y, maps = planted(seed, K=6, r=3, n=300, noise=0.5, scale=3.0)
        joint = CascadedLowRankRegressor(refine="joint").fit(X, Y)
        naive = CascadedLowRankRegressor(rank=64).fit(X, Y)
        assert joint.ranks_.tolist() == [3] * 5
        assert 6 * 64 * 64 / joint.n_parameters_ >= 4
        ratios.append(map_errors(joint, maps) / map_errors(naive, maps))
    assert np.max(ratios) <= 0.6


def test_a_greedy_stage_obeys_its_error_bound():
    X, Y, _ = planted(5, d=12, K=5, r=4, n=60, noise=0.2)
    model = CascadedLowRankRegressor(rank=2).fit(X, Y)
    problem = model._data.whitened(0.0, True, 1e-12)
    fitted = model.model_.fitted
    error = np.linalg.norm(problem.targets - fitted, axis=(1, 2))
    for k in range(4):
        values = np.linalg.svd(problem.targets[k + 1] - problem.targets[k], compute_uv=False)
        assert error[k + 1] <= error[k] + np.linalg.norm(values[2:]) + 1e-12


def test_orders_of_very_different_scale_are_recovered_without_rescaling():
    rng = np.random.default_rng(6)
    first = rng.standard_normal((10, 10)) * 1e-5
    second = first + 1e5 * low_rank(rng, 10, 1)
    third = second + 1e5 * low_rank(rng, 10, 1)
    X = rng.standard_normal((50, 10))
    Y = np.stack([X @ F for F in (first, second, third)], axis=1)
    model = CascadedLowRankRegressor().fit(X, Y)
    assert model.ranks_.tolist() == [1, 1]
    assert model.order_errors(X, Y).max() <= 1e-12
