"""Conventions of scikit-learn, shapes of targets, streaming, determinism, saving."""

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.linear_model import Ridge
from sklearn.model_selection import GridSearchCV
from sklearn.utils.estimator_checks import parametrize_with_checks

import rankdyn.fitting.persistence as persistence
from rankdyn.errors import InvalidInputError
from rankdyn.fitting.cascade_regressor import CascadedLowRankRegressor
from rankdyn.fitting.time_gated import TimeGatedRegressor


@pytest.mark.filterwarnings("ignore")
@parametrize_with_checks(
    [CascadedLowRankRegressor(), CascadedLowRankRegressor(gates="rank", refine="joint"), TimeGatedRegressor()]
)
def test_scikit_learn_accepts(estimator, check):
    check(estimator)


def data(seed=0, n=60, p=6, q=4, K=3, noise=0.3):
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((n, p)) + 2
    maps = [rng.standard_normal((p, q))]
    for _ in range(K - 1):
        maps.append(maps[-1] + np.outer(rng.standard_normal(p), rng.standard_normal(q)))
    Y = np.stack([X @ F + 1 for F in maps], axis=1)
    return X, Y + noise * rng.standard_normal(Y.shape)


def test_predictions_have_the_shape_of_the_targets():
    X, Y = data()
    for target in (Y, Y[:, 0], Y[:, 0, 0], Y[:, :1]):
        model = CascadedLowRankRegressor().fit(X, target)
        assert model.predict(X).shape == target.shape
        assert 0.5 < model.score(X, target) <= 1
        assert model.order_errors(X, target).shape == (target.shape[1] if target.ndim == 3 else 1,)


@pytest.mark.parametrize("alpha", [0.0, 3.0])
@pytest.mark.parametrize("intercept", [True, False])
def test_a_model_of_full_rank_is_ridge_regression(alpha, intercept):
    X, Y = data()
    model = CascadedLowRankRegressor(4, alpha=alpha, fit_intercept=intercept).fit(X, Y)
    for k in range(3):
        other = Ridge(alpha=alpha or 1e-12, fit_intercept=intercept).fit(X, Y[:, k])
        assert model.coef_[k] == pytest.approx(other.coef_.T, rel=1e-8, abs=1e-8)
        assert model.predict(X)[:, k] == pytest.approx(other.predict(X), rel=1e-8, abs=1e-8)


def test_grid_search_over_ranks_and_penalties():
    X, Y = data(noise=0.05)
    search = GridSearchCV(CascadedLowRankRegressor(), {"rank": [0, 1, "auto", [1, 1]], "alpha": [0.0, 100.0]}, cv=3)
    search.fit(X, Y)
    assert search.best_params_["alpha"] == 0.0
    assert search.best_params_["rank"] != 0
    assert search.best_estimator_.ranks_.tolist() == [1, 1]


@pytest.mark.parametrize("options", [{}, {"rank_selection": "cv"}, {"alpha": 2.0}, {"fit_intercept": False}])
@pytest.mark.parametrize("rows", [1, 7, 25, 60])
def test_rows_in_parts_give_the_same_as_all_at_once(options, rows):
    X, Y = data()
    whole = CascadedLowRankRegressor(**options).fit(X, Y)
    parts = CascadedLowRankRegressor(**options)
    for start in range(0, len(X), rows):
        last = start + rows >= len(X)
        parts.partial_fit(X[start : start + rows], Y[start : start + rows], solve=last)
    assert parts.ranks_.tolist() == whole.ranks_.tolist()
    assert parts.coef_ == pytest.approx(whole.coef_, rel=1e-10, abs=1e-10)
    assert parts.intercept_ == pytest.approx(whole.intercept_, rel=1e-10, abs=1e-10)


def test_parts_must_agree_in_shape():
    X, Y = data()
    model = CascadedLowRankRegressor().partial_fit(X, Y)
    with pytest.raises(InvalidInputError, match=r"2 orders of 4 outputs.*3 of 4"):
        model.partial_fit(X, Y[:, :2])


def test_qr_keeps_digits_that_normal_equations_lose():
    rng = np.random.default_rng(0)
    left, right = (np.linalg.qr(rng.standard_normal(shape))[0] for shape in ((200, 8), (8, 8)))
    X = (left * np.logspace(0, -8, 8)) @ right.T
    C = rng.standard_normal((8, 3))
    Y = (X @ C)[:, None]
    error = np.linalg.norm(CascadedLowRankRegressor(fit_intercept=False).fit(X, Y).coef_[0] - C)
    normal = np.linalg.norm(np.linalg.solve(X.T @ X, X.T @ Y[:, 0]) - C)
    assert error < 1e-6
    assert error < normal * 1e-4


def test_the_same_data_give_the_same_digits():
    X, Y = data()
    options = {"gates": "rank", "skip": True, "refine": "joint", "solver": "randomized", "random_state": 3}
    first, second = (CascadedLowRankRegressor(**options).fit(X, Y) for _ in range(2))
    assert np.array_equal(first.coef_, second.coef_)
    assert first.loss_path_ == second.loss_path_


def test_the_randomised_solver_finds_what_the_exact_one_finds():
    rng = np.random.default_rng(0)
    p, q = 120, 90
    maps = [rng.standard_normal((p, q)) / 10]
    for r in (3, 0, 25):
        maps.append(maps[-1] + rng.standard_normal((p, r)) @ rng.standard_normal((r, q)) / 10)
    X = rng.standard_normal((400, p))
    Y = np.stack([X @ F for F in maps], axis=1)
    Y += 0.01 * rng.standard_normal(Y.shape)
    for rank in ("auto", [3, 0, 25]):
        exact = CascadedLowRankRegressor(rank).fit(X, Y)
        quick = CascadedLowRankRegressor(rank, solver="randomized").fit(X, Y)
        assert quick.ranks_.tolist() == [3, 0, 25] == exact.ranks_.tolist()
        assert quick.coef_ == pytest.approx(exact.coef_, abs=1e-4)


def test_parameters_are_stored_as_given():
    given = {"rank": [1, 2], "gates": "rank", "skip": np.eye(6, 4), "base_rank": "auto", "order_weights": [1, 2, 3]}
    model = CascadedLowRankRegressor(**given)
    assert all(model.get_params()[name] is value for name, value in given.items())
    assert clone(model).get_params()["rank"] == [1, 2]


def test_what_is_explained():
    X, Y = data(noise=0.01)
    words = CascadedLowRankRegressor(gates="rank", skip=True, refine="joint").fit(X, Y).explain()
    for part in ("3 orders of 4 outputs from 6 features", "unrestricted base", "Order 3", "part of rank 1", "72"):
        assert part in words


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"rank": [1, 2], "skip": np.eye(6, 4), "gates": "rank", "order_weights": np.ones(3), "refine": "joint"},
        {"rank_selection": "cv", "coupling": "diagonal", "base_rank": 2, "skip": True},
    ],
)
def test_saving_and_loading(options, tmp_path):
    X, Y = data()
    model = CascadedLowRankRegressor(**options).fit(X[:50], Y[:50])
    model.save(tmp_path / "model.npz")
    with np.load(tmp_path / "model.npz", allow_pickle=False) as arrays:
        assert all(arrays[name].dtype.kind != "O" for name in arrays.files)
    other = CascadedLowRankRegressor.load(tmp_path / "model.npz")
    assert np.array_equal(other.predict(X), model.predict(X))
    assert other.explain() == model.explain()
    for name in ("ranks_", "gates_", "skips_", "thresholds_", "loss_path_", "order_losses_", "n_parameters_"):
        assert np.array_equal(getattr(other, name), getattr(model, name))
    assert np.array_equal(other.partial_fit(X[50:], Y[50:]).coef_, model.partial_fit(X[50:], Y[50:]).coef_)


class Planted:
    """Writes a file if it is ever unpickled."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return open, (self.path, "w")


def test_files_that_are_refused(tmp_path):
    X, Y = data()
    trap = tmp_path / "trap"
    text, pickled, other, damaged, foreign = (tmp_path / name for name in "text pickled other damaged foreign".split())
    text.write_text("no arrays")
    np.savez(pickled, head=np.array([Planted(str(trap))], dtype=object))
    np.savez(other, X=X)
    np.savez(foreign, head=np.array('{"format": "another"}'))
    CascadedLowRankRegressor().fit(X, Y).save(damaged)
    broken = dict(persistence.read_arrays(damaged))
    broken["coef"] = broken["coef"][:, 1:]
    np.savez(damaged, **broken)
    cases = {
        text: "is not an npz file",
        tmp_path / "pickled.npz": "holds pickled objects",
        tmp_path / "other.npz": "not a saved cascade",
        tmp_path / "foreign.npz": "has format 'another'",
        tmp_path / "damaged.npz": "coef of shape",
        tmp_path / "nowhere": "there is no file",
    }
    for path, message in cases.items():
        with pytest.raises(InvalidInputError, match=message):
            CascadedLowRankRegressor.load(path)
    assert not trap.exists()
