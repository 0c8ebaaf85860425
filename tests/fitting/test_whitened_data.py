"""The triangular factor holds all that least squares needs: losses, noise, folds, constant features."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rankdyn.fitting.cross_validation import FoldedFactor
from rankdyn.fitting.triangular_factor import TriangularFactor


def filled(X, Y):
    factor = TriangularFactor(X.shape[1], *Y.shape[1:])
    factor.add(X, Y)
    return factor


@settings(derandomize=True, deadline=None, max_examples=60)
@given(
    seed=st.integers(0, 10**6),
    n=st.integers(1, 40),
    p=st.integers(1, 6),
    alpha=st.sampled_from([0.0, 0.5]),
    intercept=st.booleans(),
)
def test_the_whitened_loss_is_the_penalised_loss(seed, n, p, alpha, intercept):
    rng = np.random.default_rng(seed)
    X, Y = rng.standard_normal((n, p)) + 1, rng.standard_normal((n, 2, 3)) - 2
    problem = filled(X, Y).whitened(alpha, intercept, 1e-12)
    D = rng.standard_normal(problem.targets.shape)
    C = problem.coefficients(D)
    assert problem.from_coefficients @ C == pytest.approx(D, abs=1e-7)
    X0, Y0 = (X - X.mean(axis=0), Y - Y.mean(axis=0)) if intercept else (X, Y)
    missed = Y0 - np.einsum("np,kpq->nkq", X0, C)
    expected = np.einsum("nkq,nkq->k", missed, missed) + alpha * np.einsum("kpq,kpq->k", C, C)
    assert problem.losses(D) == pytest.approx(expected, rel=1e-6)
    assert problem.norms == pytest.approx(np.einsum("nkq,nkq->k", Y0, Y0), abs=1e-10)


def test_the_noise_is_estimated_without_the_penalty():
    rng = np.random.default_rng(0)
    X = rng.standard_normal((500, 10))
    Y = np.einsum("np,kpq->nkq", X, rng.standard_normal((2, 10, 4)))
    Y += np.array([0.1, 3.0])[:, None] * rng.standard_normal(Y.shape)
    for alpha in (0.0, 100.0):
        problem = filled(X, Y).whitened(alpha, True, 1e-12)
        assert problem.degrees_of_freedom == 500 - 10 - 1
        assert np.sqrt(problem.noise_variances) == pytest.approx([0.1, 3.0], rel=0.1)
    assert filled(X[:15], Y[:15]).whitened(0.0, True, 1e-12).noise_variances is None


def test_exact_data_leave_no_noise():
    rng = np.random.default_rng(0)
    X = rng.standard_normal((500, 10))
    Y = np.einsum("np,kpq->nkq", X, rng.standard_normal((2, 10, 4)))
    problem = filled(X, Y).whitened(0.0, True, 1e-12)
    assert problem.noise_variances.max() <= 1e-28


def test_a_feature_that_does_not_vary_is_dropped():
    rng = np.random.default_rng(0)
    X = np.hstack([rng.standard_normal((50, 2)), np.full((50, 1), 1e6 / 3)])
    problem = filled(X, rng.standard_normal((50, 1, 2))).whitened(0.0, True, 1e-12)
    assert problem.targets.shape == (1, 2, 2)
    assert problem.degrees_of_freedom == 47
    assert not problem.to_coefficients[2].any()


@pytest.mark.parametrize("n", [11, 40])
def test_folds_are_the_rows_in_turn(n):
    rng = np.random.default_rng(0)
    X, Y = rng.standard_normal((n, 3)), rng.standard_normal((n, 2, 2))
    folded = FoldedFactor(3, 2, 2, 5)
    for start in range(0, n, 4):
        folded.add(X[start : start + 4], Y[start : start + 4])
    whole = folded.whitened(0.0, True, 1e-12)
    assert whole.losses(0 * whole.targets) == pytest.approx(whole.norms)
    for i, part in enumerate(folded.parts):
        assert part.n_samples == len(X[i::5])
        features, targets = part.centred(np.ones(3), np.zeros((2, 2)))
        assert features.T @ features == pytest.approx((X[i::5] - 1).T @ (X[i::5] - 1))
        assert features.T @ targets[1] == pytest.approx((X[i::5] - 1).T @ Y[i::5, 1])
    others = folded.parts[1].joined(folded.parts[2])
    rows = np.concatenate([X[1::5], X[2::5]])
    assert others.whitened(0.0, True, 1e-12).feature_means == pytest.approx(rows.mean(axis=0))
    assert folded.parts[1].n_samples == len(X[1::5])
