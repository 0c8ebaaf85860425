"""Joint refinement never increases the loss, whatever the model; frozen parts stay."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rankdyn.fitting.cascade_regressor import CascadedLowRankRegressor


def data(seed, n=40, p=7, q=5, K=4, noise=0.5):
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((n, p)) + 1
    Y = np.einsum("np,kpq->nkq", X, rng.standard_normal((K, p, q))) + noise * rng.standard_normal((n, K, q))
    return X, Y


def penalised(model, X, Y, alpha, weights):
    missed = Y - model.predict(X)
    each = np.einsum("nkq,nkq->k", missed, missed) + alpha * np.einsum("kpq,kpq->k", model.coef_, model.coef_)
    return float(weights @ each), each


@settings(derandomize=True, deadline=None, max_examples=60)
@given(
    seed=st.integers(0, 10**6),
    rank=st.one_of(st.integers(0, 5), st.lists(st.integers(0, 5), min_size=3, max_size=3)),
    coupling=st.sampled_from(["chain", "triangular", "diagonal"]),
    gates=st.sampled_from([None, "rank", "least_squares"]),
    skip=st.booleans(),
    base_rank=st.sampled_from([None, 1, 3, "auto"]),
    alpha=st.sampled_from([0.0, 0.7]),
    frozen=st.booleans(),
)
def test_the_loss_never_increases_and_is_the_true_one(seed, rank, coupling, gates, skip, base_rank, alpha, frozen):
    X, Y = data(seed)
    weights = np.array([1.0, 0.3, 2.0, 0.1])
    model = CascadedLowRankRegressor(
        rank,
        coupling=coupling,
        gates=gates,
        skip=skip,
        base_rank=base_rank,
        alpha=alpha,
        refine="joint",
        frozen_base=frozen,
        order_weights=weights,
        max_iter=15,
        tol=0.0,
    ).fit(X, Y)
    path = np.array(model.loss_path_)
    assert np.all(np.diff(path) < 0) or len(path) == 1
    loss, each = penalised(model, X, Y, alpha, weights)
    assert loss == pytest.approx(path[-1], rel=1e-9)
    assert each == pytest.approx(model.order_losses_, rel=1e-9)


@pytest.mark.parametrize("coupling", ["chain", "triangular", "diagonal"])
def test_a_frozen_base_leaves_order_one_as_it_was(coupling):
    X, Y = data(1)
    options = {"rank": 1, "coupling": coupling, "gates": "rank", "skip": True, "base_rank": 2}
    greedy = CascadedLowRankRegressor(**options).fit(X, Y)
    frozen = CascadedLowRankRegressor(**options, refine="joint", frozen_base=True).fit(X, Y)
    free = CascadedLowRankRegressor(**options, refine="joint").fit(X, Y)
    assert np.array_equal(frozen.predict(X)[:, 0], greedy.predict(X)[:, 0])
    assert free.loss_path_[-1] <= frozen.loss_path_[-1] < greedy.loss_path_[-1]
    assert free.order_losses_[0] >= greedy.order_losses_[0]


def test_the_end_is_a_stationary_point_of_the_loss():
    X, Y = data(2)
    weights = np.array([1.0, 0.3, 2.0, 0.1])
    options = {"gates": "rank", "skip": True, "order_weights": weights, "max_iter": 3000, "tol": 1e-15}
    model = CascadedLowRankRegressor(1, refine="joint", **options).fit(X, Y)
    X0, Y0 = X - X.mean(axis=0), Y - Y.mean(axis=0)
    maps = [np.linalg.lstsq(X0, X0 @ C, rcond=None)[0] for C in model.coef_]

    def loss(base, gates, skips, parts):
        F = base
        total = np.sum((Y0[:, 0] - X0 @ F) ** 2)
        for k in range(3):
            F = gates[k] * F + skips[k] * np.eye(7, 5) + parts[k]
            total += weights[k + 1] * np.sum((Y0[:, k + 1] - X0 @ F) ** 2)
        return total

    parts = [maps[k + 1] - model.gates_[k] * maps[k] - model.skips_[k] * np.eye(7, 5) for k in range(3)]
    assert [np.linalg.matrix_rank(part, tol=1e-9) for part in parts] == [1, 1, 1]
    here = loss(maps[0], model.gates_, model.skips_, parts)
    assert here == pytest.approx(model.loss_path_[-1], rel=1e-9)
    rng = np.random.default_rng(0)
    for step in (1e-3, -1e-3):
        for k in range(3):
            move = step * np.eye(3)[k]
            assert loss(maps[0], model.gates_ + move, model.skips_, parts) >= here
            assert loss(maps[0], model.gates_, model.skips_ + move, parts) >= here
        assert loss(maps[0] + step * rng.standard_normal((7, 5)), model.gates_, model.skips_, parts) >= here
