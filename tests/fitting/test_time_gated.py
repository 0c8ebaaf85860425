"""One shared map with gates that depend on time."""

import numpy as np
import pytest

from rankdyn.errors import InvalidInputError
from rankdyn.fitting.time_gated import TimeGatedRegressor


def data(seed=0, n=600, p=12, q=8, K=5, rank=3, noise=0.0):
    rng = np.random.default_rng(seed)
    t = rng.uniform(size=n)
    basis = np.stack([np.ones(n), t, t**2], axis=1)
    X = rng.standard_normal((n, p))
    F = rng.standard_normal((p, rank)) @ rng.standard_normal((rank, q))
    gates, skips = rng.standard_normal((2, K - 1, 3))
    gate = np.hstack([np.ones((n, 1)), basis @ gates.T])
    step = np.hstack([np.zeros((n, 1)), basis @ skips.T])
    Y = gate[:, :, None] * (X @ F + 0.5)[:, None] + step[:, :, None] * X[:, None, :q]
    return X, Y + noise * rng.standard_normal(Y.shape), basis, (gates, skips, gate, step, F)


def test_planted_gates_skips_and_rank_are_found():
    X, Y, basis, (gates, skips, _, _, F) = data()
    model = TimeGatedRegressor(base_rank="auto").fit(X, Y, gate_features=basis)
    assert model.base_rank_ == 3
    assert model.gate_coef_ == pytest.approx(gates, abs=1e-10)
    assert model.skip_coef_[0] == pytest.approx(0, abs=1e-10)
    assert model.skip_coef_[1:] == pytest.approx(skips, abs=1e-10)
    assert model.coef_ == pytest.approx(F, abs=1e-10)
    assert model.order_errors(X, Y, gate_features=basis).max() <= 1e-12
    assert model.n_parameters_ == 3 * 20 + (4 + 5) * 3
    assert model.n_multiply_adds_ == 2 * 87 + 2 * 8 * 9


def test_a_skip_of_order_one_beside_a_low_rank_map():
    X, Y, basis, (gates, _, _, _, F) = data(seed=3)
    Y[:, 0] += (basis @ [0.3, -1.0, 2.0])[:, None] * X[:, :8]
    products = (X[:, :, None] * basis[:, None]).reshape(len(X), -1)  # only so is the skip a part of the full model
    matrix = np.zeros((36, 8))
    matrix[range(0, 24, 3), range(8)] = 1
    model = TimeGatedRegressor(base_rank=3, skip=matrix).fit(products, Y, gate_features=basis)
    assert model.skip_coef_[0] == pytest.approx([0.3, -1.0, 2.0], abs=1e-8)
    assert model.gate_coef_ == pytest.approx(gates, abs=1e-8)
    assert model.coef_[::3] == pytest.approx(F, abs=1e-8)


def test_known_gates_need_one_exact_step():
    X, Y, _, (_, _, gate, step, F) = data(noise=0.1)
    model = TimeGatedRegressor(base_rank=3).fit(X, Y, gates=gate, skips=step)
    assert len(model.loss_path_) == 1
    assert model.n_parameters_ == 3 * 20
    assert model.coef_ == pytest.approx(F, abs=0.1)
    # without a bound on the rank it is weighted least squares, here from the stacked equations of all orders
    full = TimeGatedRegressor(order_weights=[1, 2, 3, 4, 5]).fit(X, Y, gates=gate, skips=step)
    ones = np.hstack([np.ones((len(X), 1)), X])
    roots = np.sqrt(np.arange(1, 6))
    rows = np.concatenate([roots[k] * gate[:, k : k + 1] * ones for k in range(5)])
    goals = np.concatenate([roots[k] * (Y[:, k] - step[:, k : k + 1] * X[:, :8]) for k in range(5)])
    found = np.linalg.lstsq(rows, goals, rcond=None)[0]
    assert full.intercept_ == pytest.approx(found[0], abs=1e-10)
    assert full.coef_ == pytest.approx(found[1:], abs=1e-10)


@pytest.mark.parametrize("rank", [None, 2, "auto"])
def test_the_loss_never_increases(rank):
    X, Y, basis, _ = data(seed=1, n=80, noise=3.0)
    weights = np.array([1.0, 2.0, 0.1, 1.0, 0.5])
    model = TimeGatedRegressor(base_rank=rank, order_weights=weights, tol=0.0).fit(X, Y, gate_features=basis)
    assert np.all(np.diff(model.loss_path_) < 0)
    missed = Y - model.predict(X, gate_features=basis)
    assert weights @ np.einsum("nkq,nkq->k", missed, missed) == pytest.approx(model.loss_path_[-1])


def test_gates_are_shared_by_all_outputs_but_the_naive_model_has_its_own():
    X, Y, basis, _ = data(n=2000, noise=0.5)
    clean = data(n=2000)[1]
    model = TimeGatedRegressor(base_rank=3).fit(X[:1000], Y[:1000], gate_features=basis[:1000])
    products = (X[:, :, None] * basis[:, None]).reshape(2000, -1)
    products = np.hstack([products, basis])
    naive = np.linalg.lstsq(products[:1000], Y[:1000].reshape(1000, -1), rcond=None)[0]
    error = np.linalg.norm(clean[1000:] - (products[1000:] @ naive).reshape(1000, 5, 8), axis=(0, 2))
    ours = model.order_errors(X[1000:], clean[1000:], gate_features=basis[1000:]) * np.linalg.norm(
        clean[1000:], axis=(0, 2)
    )
    assert np.all(ours < error)
    assert np.mean(ours / error) < 0.5
    assert naive.size / model.n_parameters_ > 15


def test_bad_input():
    X, Y, basis, (_, _, gate, step, _) = data(n=20)
    model = TimeGatedRegressor()
    with pytest.raises(InvalidInputError, match="gate_features has 19 rows"):
        model.fit(X, Y, gate_features=basis[:19])
    with pytest.raises(InvalidInputError, match=r"gates must be finite numbers of shape \(20, 5\)"):
        model.fit(X, Y, gates=gate[:, :3])
    with pytest.raises(InvalidInputError, match="skips must be finite"):
        model.fit(X, Y, gates=gate, skips=step * np.nan)
    with pytest.raises(InvalidInputError, match="all gates are zero"):
        model.fit(X, Y, gates=0 * gate)
    with pytest.raises(InvalidInputError, match="give gates"):
        model.fit(X, Y, gates=gate, skips=step).predict(X)
    with pytest.raises(InvalidInputError, match="1 columns, but the model was fitted with 3"):
        model.fit(X, Y, gate_features=basis).predict(X)
    with pytest.raises(InvalidInputError, match="base_rank is -1"):
        TimeGatedRegressor(base_rank=-1).fit(X, Y)
    with pytest.raises(InvalidInputError, match=r"skip must be .* \(12, 8\)"):
        TimeGatedRegressor(skip=np.eye(3)).fit(X, Y)
