"""The rivals of the cascade: oracles from outside (scikit-learn, plain NumPy), planted structure, honest counts."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.linear_model import Ridge

from rankdyn.errors import InvalidInputError
from rankdyn.fitting.rivals import (
    LowRankAdaptation,
    NaiveRidge,
    ReducedRankRegression,
    SharedEigenbasis,
    TuckerRegression,
)

Array = npt.NDArray[np.float64]


def data(n: int = 60, p: int = 7, K: int = 3, q: int = 5, seed: int = 0) -> tuple[Array, Array]:
    """Return features with means and targets that no model meets exactly."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, p)) @ rng.normal(size=(p, p)) + rng.normal(size=p)
    Y = np.einsum("np,kpq->nkq", X, rng.normal(size=(K, p, q))) + rng.normal(size=(n, K, q)) + rng.normal(size=(K, q))
    return X, Y


def low_rank(rng: np.random.Generator, p: int, q: int, r: int) -> Array:
    """Return a random p × q matrix of rank r."""
    return rng.normal(size=(p, r)) @ rng.normal(size=(r, q))


# ------------------------------------------------------------------------------------------------ outside oracles


@pytest.mark.parametrize("alpha", [0.0, 0.3, 50.0])
@pytest.mark.parametrize("intercept", [True, False])
def test_naive_is_scikit_learns_ridge(alpha: float, intercept: bool) -> None:
    X, Y = data()
    ours = NaiveRidge(alpha=alpha, fit_intercept=intercept).fit(X, Y)
    for k in range(Y.shape[1]):
        theirs = Ridge(alpha=alpha, fit_intercept=intercept, solver="svd").fit(X, Y[:, k])
        np.testing.assert_allclose(ours.coef_[k], theirs.coef_.T, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(ours.intercept_[k], theirs.intercept_ if intercept else 0.0, rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(ours.predict(X)[:, k], theirs.predict(X), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("rank", [0, 1, 2, 4])
@pytest.mark.parametrize("alpha", [0.0, 2.0])
def test_reduced_rank_is_the_projection_formula(rank: int, alpha: float) -> None:
    """B_ols V Vᵀ, V the leading eigenvectors of the fitted covariance (Izenman): nothing of ours is used."""
    X, Y = data()
    ours = ReducedRankRegression(rank, alpha=alpha).fit(X, Y)
    C = X - X.mean(axis=0)
    stacked = np.vstack([C, np.sqrt(alpha) * np.eye(X.shape[1])])
    for k in range(Y.shape[1]):
        centred = np.vstack([Y[:, k] - Y[:, k].mean(axis=0), np.zeros((X.shape[1], Y.shape[2]))])
        full = np.linalg.lstsq(stacked, centred, rcond=None)[0]
        fitted = stacked @ full
        V = np.linalg.eigh(fitted.T @ fitted)[1][:, Y.shape[2] - rank :]
        np.testing.assert_allclose(ours.coef_[k], full @ V @ V.T, rtol=1e-8, atol=1e-10)


def test_the_base_and_full_adapters_are_the_naive_model() -> None:
    X, Y = data()
    naive = NaiveRidge().fit(X, Y)
    for base in ("first", "mean"):
        found = LowRankAdaptation(5, base=base).fit(X, Y)
        np.testing.assert_allclose(found.coef_, naive.coef_, rtol=1e-8, atol=1e-10)
    tucker = TuckerRegression(7, 5).fit(X, Y)
    np.testing.assert_allclose(tucker.coef_, naive.coef_, rtol=1e-8, atol=1e-10)
    assert tucker.n_parameters_ == naive.n_parameters_ == 3 * 7 * 5


def test_tucker_is_as_good_as_gradient_free_search() -> None:
    """For K = 1 Tucker is reduced rank; for a = p it is the leading eigenvectors of ΣT_kᵀT_k, in closed form."""
    X, Y = data()
    one = TuckerRegression(2, 2).fit(X, Y[:, :1])
    np.testing.assert_allclose(one.coef_, ReducedRankRegression(2).fit(X, Y[:, :1]).coef_, rtol=1e-7, atol=1e-9)
    C = X - X.mean(axis=0)
    full = [np.linalg.lstsq(C, Y[:, k] - Y[:, k].mean(axis=0), rcond=None)[0] for k in range(3)]
    V = np.linalg.eigh(sum((C @ B).T @ (C @ B) for B in full))[1][:, -2:]
    found = TuckerRegression(7, 2).fit(X, Y)
    np.testing.assert_allclose(found.coef_, np.stack([B @ V @ V.T for B in full]), rtol=1e-7, atol=1e-9)


def test_first_eigenbasis_is_exact_for_functions_of_one_matrix() -> None:
    rng = np.random.default_rng(3)
    X = rng.normal(size=(80, 6))
    basis = np.linalg.qr(rng.normal(size=(6, 6)))[0]
    values = np.arange(1.0, 7.0)
    C = np.stack([(basis * f) @ basis.T for f in (np.exp(-values), values**2, np.cos(values))])
    Y = np.einsum("np,kpq->nkq", X, C)
    for which in ("joint", "first"):
        found = SharedEigenbasis(basis=which).fit(X, Y)
        np.testing.assert_allclose(found.coef_, C, atol=1e-11)
        assert found.n_parameters_ == 36 + 3 * 6


def test_joint_diagonalisation_where_the_first_order_does_not_tell_the_basis() -> None:
    """Order 1 has a double eigenvalue, and so has order 2, in other places: only both together fix the basis."""
    rng = np.random.default_rng(4)
    X = rng.normal(size=(60, 4))
    basis = np.linalg.qr(rng.normal(size=(4, 4)))[0]
    C = np.stack([(basis * np.array(f)) @ basis.T for f in ((1.0, 1, 2, 2), (1.0, 3, 3, 1))])
    Y = np.einsum("np,kpq->nkq", X, C)
    assert SharedEigenbasis().fit(X, Y).order_errors(X, Y).max() < 1e-11
    assert SharedEigenbasis(basis="first").fit(X, Y).order_errors(X, Y).max() > 1e-2


def test_one_rotation_is_the_best_one() -> None:
    from rankdyn.fitting.rivals.joint_diagonalisation import diagonalise_jointly

    rng = np.random.default_rng(12)
    M = rng.normal(size=(3, 2, 2))
    M += M.transpose(0, 2, 1)
    V = diagonalise_jointly(M, 1, 1e-14)

    def off(turn: Array) -> float:
        return float(np.sum((turn.T @ M @ turn)[:, 0, 1] ** 2))

    angles = np.linspace(0, np.pi, 20001)
    brute = min(off(np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]])) for a in angles)
    assert off(V) <= brute * (1 + 1e-9)


def test_jacobi_rotations_lower_what_is_off_the_diagonal() -> None:
    from rankdyn.fitting.rivals.joint_diagonalisation import diagonalise_jointly

    rng = np.random.default_rng(5)
    basis = np.linalg.qr(rng.normal(size=(6, 6)))[0]
    M = np.stack([(basis * rng.normal(size=6)) @ basis.T for _ in range(4)])
    noise = 1e-3 * rng.normal(size=M.shape)
    M += noise + noise.transpose(0, 2, 1)

    def off(V: Array) -> float:
        turned = V.T @ M @ V
        return float(np.sum(turned**2) - np.sum(np.einsum("kii->ki", turned) ** 2))

    start, end = off(diagonalise_jointly(M, 0, 1e-14)), off(diagonalise_jointly(M, 30, 1e-14))
    V = diagonalise_jointly(M, 30, 1e-14)
    np.testing.assert_allclose(V.T @ V, np.eye(6), atol=1e-12)
    assert end < start
    assert end <= off(basis)
    for _ in range(200):  # no small rotation improves it: a stationary point
        i, j = rng.choice(6, 2, replace=False)
        turn = np.eye(6)
        angle = rng.choice([-1e-3, 1e-3])
        turn[[i, j], [i, j]], turn[i, j], turn[j, i] = np.cos(angle), -np.sin(angle), np.sin(angle)
        assert off(V @ turn) >= end


# ------------------------------------------------------------------------------------------------ planted structure


def test_planted_adapters_are_recovered_with_the_counts_of_the_formula() -> None:
    rng = np.random.default_rng(6)
    p = q = 12
    X = rng.normal(size=(100, p))
    base = rng.normal(size=(p, q))
    C = np.stack([base] + [base + low_rank(rng, p, q, 2) for _ in range(3)])
    Y = np.einsum("np,kpq->nkq", X, C)
    found = LowRankAdaptation(2).fit(X, Y)
    assert found.order_errors(X, Y).max() < 1e-12
    assert found.n_parameters_ == p * q + 3 * 2 * (p + q)
    assert found.n_multiply_adds_ == 2 * found.n_parameters_
    assert LowRankAdaptation(1).fit(X, Y).order_errors(X, Y)[1:].min() > 1e-2


def test_joint_adaptation_finds_a_base_that_is_no_order() -> None:
    rng = np.random.default_rng(7)
    X = rng.normal(size=(200, 10))
    base = rng.normal(size=(10, 10))
    C = np.stack([base + low_rank(rng, 10, 10, 1) for _ in range(6)])
    Y = np.einsum("np,kpq->nkq", X, C)
    greedy = LowRankAdaptation(1, base="mean").fit(X, Y)
    joint = LowRankAdaptation(1, base="mean", refine=True, max_iter=3000, tol=1e-16).fit(X, Y)
    assert (np.diff(joint.loss_path_) <= 1e-9 * joint.loss_path_[0]).all()
    assert joint.order_errors(X, Y).max() < 0.02 * greedy.order_errors(X, Y).max()


def test_identity_beside_low_rank_is_found() -> None:
    rng = np.random.default_rng(8)
    X = rng.normal(size=(150, 12)) * np.linspace(0.5, 2, 12)
    multiples = np.array([1.5, -3.0, 0.25])
    shared = rng.normal(size=(12, 2)), rng.normal(size=(2, 12))
    C = np.stack([c * np.eye(12) + shared[0] @ rng.normal(size=(2, 2)) @ shared[1] for c in multiples])
    Y = np.einsum("np,kpq->nkq", X, C)
    for found in (
        ReducedRankRegression(2, skip=True).fit(X, Y),
        TuckerRegression(2, 2, skip=True).fit(X, Y),
    ):
        assert found.order_errors(X, Y).max() < 1e-10
        np.testing.assert_allclose(found.skips_, multiples, atol=1e-8)
    assert found.n_parameters_ == 2 * 12 + 12 * 2 + 3 * 4 + 3
    assert found.n_multiply_adds_ == 2 * (2 * 12 + 3 * 4 + 3 * 12 * 2 + 3 * 12)
    lora = LowRankAdaptation(4, skip=True).fit(X, Y)
    assert lora.order_errors(X, Y).max() < 1e-10
    assert lora.n_parameters_ == 144 + 2 * 4 * 24 + 2


def test_truncated_eigenbasis_keeps_what_differs_from_the_rest() -> None:
    rng = np.random.default_rng(9)
    X = rng.normal(size=(150, 10))
    basis = np.linalg.qr(rng.normal(size=(10, 3)))[0]
    C = np.stack([c * np.eye(10) + (basis * np.array(d)) @ basis.T for c, d in ((2, (1, 2, 3)), (-1, (1, 0.5, 4)))])
    Y = np.einsum("np,kpq->nkq", X, C)
    found = SharedEigenbasis(3).fit(X, Y)
    assert found.order_errors(X, Y).max() < 1e-12
    np.testing.assert_allclose(found.shared_, [2, -1], atol=1e-12)
    assert found.n_parameters_ == 10 * 3 + 2 * 4
    assert SharedEigenbasis(2).fit(X, Y).order_errors(X, Y).max() > 1e-2


def test_a_rotation_has_no_shared_eigenbasis() -> None:
    X = np.linalg.qr(np.random.default_rng(10).normal(size=(50, 2)))[0]
    Y = (X @ np.array([[0.0, 1.0], [-1.0, 0.0]]))[:, None]
    np.testing.assert_allclose(SharedEigenbasis(fit_intercept=False).fit(X, Y).order_errors(X, Y), 1.0)


# ------------------------------------------------------------------------------------------------ counts and properties


@settings(derandomize=True, deadline=None, max_examples=40)
@given(p=st.integers(2, 6), q=st.integers(2, 6), K=st.integers(1, 4), r=st.integers(0, 6), seed=st.integers(0, 99))
def test_counts_and_nested_errors(p: int, q: int, K: int, r: int, seed: int) -> None:
    X, Y = data(40, p, K, q, seed)
    naive = NaiveRidge().fit(X, Y)
    assert naive.n_parameters_ == K * p * q
    assert naive.n_multiply_adds_ == 2 * K * p * q
    least = naive.order_errors(X, Y)
    r = min(r, p, q)
    piece = min(r * (p + q), p * q)
    reduced, lora = ReducedRankRegression(r).fit(X, Y), LowRankAdaptation(r).fit(X, Y)
    tucker = TuckerRegression(r, r).fit(X, Y)
    assert reduced.n_parameters_ == K * piece
    assert reduced.n_multiply_adds_ == 2 * K * piece
    if p >= q:
        beside = ReducedRankRegression(r, skip=True).fit(X, Y)
        assert beside.n_parameters_ == K * piece + K
        assert beside.n_multiply_adds_ == 2 * (K * piece + K * q)
    assert lora.n_parameters_ == p * q + (K - 1) * piece
    assert tucker.n_parameters_ == (p * r if r < p else 0) + (q * r if r < q else 0) + K * r * r
    for model in (reduced, lora, tucker):
        assert (model.order_errors(X, Y) >= least - 1e-9).all()
    if r < min(p, q):
        more = ReducedRankRegression(r + 1).fit(X, Y)
        assert (more.order_errors(X, Y) <= reduced.order_errors(X, Y) + 1e-9).all()


@pytest.mark.parametrize(
    "model",
    [
        NaiveRidge(),
        ReducedRankRegression(2, skip=True),
        LowRankAdaptation(2, skip=True, refine=True),
        TuckerRegression(2, 3, skip=True),
        SharedEigenbasis(3),
    ],
    ids=lambda model: type(model).__name__,
)
def test_parts_give_the_same_as_all_rows_and_repeat_to_the_digit(model: Any) -> None:
    from sklearn.base import clone

    X, Y = data(p=5)
    whole, again, parts = clone(model).fit(X, Y), clone(model).fit(X, Y), clone(model)
    assert np.array_equal(whole.coef_, again.coef_)
    for rows in (slice(0, 20), slice(20, 21), slice(21, 60)):
        parts.partial_fit(X[rows], Y[rows])
    np.testing.assert_allclose(parts.coef_, whole.coef_, rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize(
    "model",
    [
        NaiveRidge(),
        ReducedRankRegression(),
        LowRankAdaptation(base="mean", refine=True),
        TuckerRegression(2, 2),
        SharedEigenbasis(),
    ],
    ids=lambda model: type(model).__name__,
)
def test_scales_that_differ_by_ten_digits_and_an_order_of_norm_zero(model: Any) -> None:
    X, Y = data(p=5)
    Y[:, 1] *= 1e-10
    Y[:, 2] = 0.0
    found = model.fit(X, Y)
    assert np.isfinite(found.coef_).all()
    assert found.order_errors(X, Y).shape == (3,)
    weighted = TuckerRegression(3, 3, order_weights="relative").fit(X, Y)
    assert (weighted.order_errors(X, Y)[:2] < 1).all()


def test_collinear_features_and_too_few_samples() -> None:
    X, Y = data(n=60)
    X[:, 3] = X[:, 2]
    naive = NaiveRidge().fit(X, Y)
    np.testing.assert_allclose(naive.coef_[:, 3], naive.coef_[:, 2], atol=1e-9)
    few = NaiveRidge().fit(X[:4], Y[:4])
    assert few.order_errors(X[:4], Y[:4]).max() < 1e-10
    assert np.isfinite(TuckerRegression(3, 3).fit(X[:4], Y[:4]).coef_).all()


# ------------------------------------------------------------------------------------------------ bad input


@pytest.mark.parametrize(
    ("model", "words"),
    [
        (ReducedRankRegression(-1), "rank is -1, but a rank is not negative"),
        (ReducedRankRegression(1.5), "must be an integer"),
        (ReducedRankRegression([1, 2]), "rank has 2 entries, but there are 3 orders"),
        (LowRankAdaptation([1, 2, 3]), "there are 2 orders after the first"),
        (LowRankAdaptation(base="last"), "'first' or 'mean', not 'last'"),
        (TuckerRegression(2, -2), "column_rank is -2"),
        (TuckerRegression(order_weights=[1, 0, 1]), "3 positive numbers"),
        (TuckerRegression(order_weights="equal"), "'relative' or 3 numbers"),
        (SharedEigenbasis(), "p = 7 and q = 5"),
        (NaiveRidge(alpha=-1.0), "alpha must be"),
    ],
)
def test_bad_parameters_are_named(model: Any, words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        model.fit(*data())


def test_a_skip_that_does_not_fit_and_a_rank_too_large() -> None:
    X, Y = data(p=3)
    with pytest.raises(InvalidInputError, match="p = 3 < q = 5"):
        ReducedRankRegression(1, skip=True).fit(X, Y)
    with pytest.warns(UserWarning, match="larger than the 3 that the shape allows"):
        found = ReducedRankRegression(9).fit(X, Y)
    assert found.ranks_ == (3, 3, 3)


@pytest.mark.parametrize(
    "model",
    [NaiveRidge(), ReducedRankRegression(), LowRankAdaptation(), TuckerRegression()],
    ids=lambda m: type(m).__name__,
)
def test_scikit_learns_conventions(model: Any) -> None:
    from sklearn.utils.estimator_checks import check_estimator

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        check_estimator(model)
