"""The interface of flows, checked on every implementation; means and matrices against brute force."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import solve_ivp
from sklearn.datasets import load_digits

from rankdyn import flows, jets, paths
from rankdyn.errors import InvalidInputError
from rankdyn.flows import flow as flow_module

RNG = np.random.default_rng(3)
D = 3
MEANS = RNG.standard_normal((4, D))
FACTORS = RNG.standard_normal((4, D, D))
FULL = FACTORS @ FACTORS.swapaxes(1, 2) / D + 0.1 * np.eye(D)
WEIGHTS = np.array([0.4, 0.3, 0.2, 0.1])
LOADINGS = RNG.standard_normal((D, 2))

FLOWS = {
    "Gaussian": lambda path: flows.Gaussian(MEANS[0], FULL[0], path),
    "sphere": lambda path: flows.Gaussian(MEANS[0], 0.5, path),
    "factors": lambda path: flows.Gaussian.factors(MEANS[0], LOADINGS, 0.3, path),
    "mixture": lambda path: flows.GaussianMixture(WEIGHTS, MEANS, FULL, path),
    "isotropic": lambda path: flows.GaussianMixture(WEIGHTS, MEANS, [0.2, 0.3, 0.4, 0.5], path),
    "one variance": lambda path: flows.GaussianMixture(WEIGHTS, MEANS, 0.25, path),
    "empirical": lambda path: flows.Empirical(MEANS, path),
}
PATHS = [paths.linear(), paths.trigonometric(), paths.variance_preserving(0.5, 4.0)]

every_flow = pytest.mark.parametrize("name", FLOWS)


@every_flow
@pytest.mark.parametrize("path", PATHS, ids=str)
def test_the_two_kinds_of_derivative(name, path):
    flow, order = FLOWS[name](path), 4
    x, x0, x1 = flow.sample(6, 0.6, 0)
    a, s = (jet.derivatives() for jet in path.jets(0.6, order))
    assert np.allclose(x, a[0] * x1 + s[0] * x0, rtol=1e-15, atol=1e-15)
    material, mean = flow.material_derivatives(x, 0.6, order), flow.conditional_mean(x, 0.6, order)
    targets = flow.conditional_targets(x0, x1, 0.6, order)
    assert material.shape == mean.shape == targets.shape == (6, order, D)
    for k in range(1, order + 1):
        assert np.allclose(targets[:, k - 1], a[k] * x1 + s[k] * x0, rtol=1e-14, atol=1e-13)
    velocity = flow.velocity(x, 0.6)
    assert np.allclose(material[:, 0], velocity, rtol=1e-13, atol=1e-13)
    assert np.allclose(mean[:, 0], velocity, rtol=1e-13, atol=1e-13)
    # they differ from order 2 on
    assert not np.allclose(material[:, 1], mean[:, 1], rtol=0.01)


@every_flow
def test_taylors_polynomial_follows_the_trajectory(name):
    """DOP853, an outside solver that sees velocities only."""
    flow = FLOWS[name](paths.trigonometric())
    x, _, _ = flow.sample(1, 0.5, 1)
    h, order = 0.02, 8
    series = jets.from_derivatives(np.concatenate([x, flow.material_derivatives(x, 0.5, order + 2)[0]]))
    predicted, remainder = series.truncate(order)(h), np.abs(series.coefficients[order + 1 :]).max() * h ** (order + 1)
    solved = solve_ivp(
        lambda t, y: flow.velocity(y[None], t)[0], (0.5, 0.5 + h), x[0], method="DOP853", rtol=1e-13, atol=1e-13
    )
    assert np.abs(solved.y[:, -1] - predicted).max() < 2 * remainder + 1e-12
    assert remainder < 1e-9


@every_flow
def test_a_time_for_each_row(name):
    flow = FLOWS[name](paths.variance_preserving(0.5, 4.0))
    times = np.array([0.1, 0.5, 0.5, 0.9])
    x, x0, x1 = flow.sample(4, times, 2)
    together = flow.material_derivatives(x, times, 5), flow.conditional_mean(x, times, 5)
    targets = flow.conditional_targets(x0, x1, times, 5)
    for i, t in enumerate(times):
        row = slice(i, i + 1)
        single = flow.material_derivatives(x[row], t, 5), flow.conditional_mean(x[row], t, 5)
        for many, one in zip(together, single, strict=True):
            assert np.allclose(many[row], one, rtol=1e-11, atol=1e-12)
        assert np.allclose(targets[row], flow.conditional_targets(x0[row], x1[row], t, 5), rtol=1e-12)


@every_flow
def test_digits_repeat_and_rows_at_once_do_not_matter(name, monkeypatch):
    flow = FLOWS[name](paths.linear())
    x, x0, x1 = flow.sample(50, 0.3, 5)
    again = flow.sample(50, 0.3, np.random.default_rng(5))
    assert all(np.array_equal(one, other) for one, other in zip((x, x0, x1), again, strict=True))
    assert not np.array_equal(x, flow.sample(50, 0.3, 6)[0])
    found = flow.material_derivatives(x, 0.3, 6)
    assert np.array_equal(found, flow.material_derivatives(x, 0.3, 6))
    monkeypatch.setattr(flow_module, "_ROWS_AT_ONCE", 40)
    assert np.allclose(found, flow.material_derivatives(x, 0.3, 6), rtol=1e-12, atol=1e-12)
    assert flow.material_derivatives(x[:0], 0.3, 2).shape == (0, 2, D)


@every_flow
def test_samples_have_the_moments_of_the_data(name):
    n = 40_000
    flow = FLOWS[name](paths.linear())
    _, x0, x1 = flow.sample(n, 0.5, 0)
    if isinstance(flow, flows.Gaussian):
        mean, covariance = flow.mean, flow.covariance.to_matrix()
    else:
        weights = flow.weights if isinstance(flow, flows.GaussianMixture) else np.full(len(MEANS), 1 / len(MEANS))
        mean = weights @ MEANS
        within = (
            np.tensordot(weights, [c.to_matrix() for c in flow.covariances], 1)
            if isinstance(flow, flows.GaussianMixture)
            else 0
        )
        covariance = within + (weights * (MEANS - mean).T) @ (MEANS - mean)
    assert np.abs(x1.mean(0) - mean).max() < 0.04
    assert np.abs(np.cov(x1.T) - covariance).max() < 0.05
    assert np.abs(np.cov(x0.T) - np.eye(D)).max() < 0.05
    assert np.abs(np.cov(x0.T, x1.T)[:D, D:]).max() < 0.05


@pytest.mark.parametrize("path", PATHS, ids=str)
def test_conditional_means_of_a_data_set_by_brute_force(path):
    """E[x^(k) | x] as a sum over the points, the noise being (x − a x1)/s."""
    flow = flows.Empirical(MEANS, path)
    x, _, _ = flow.sample(5, 0.4, 3)
    a, s = (jet.derivatives() for jet in path.jets(0.4, 6))
    noise = (x[:, None] - a[0] * MEANS) / s[0]
    weight = np.exp(-(noise**2).sum(-1) / 2)
    weight /= weight.sum(-1, keepdims=True)
    found = flow.conditional_mean(x, 0.4, 6)
    for k in range(1, 7):
        wanted = (weight[..., None] * (a[k] * MEANS + s[k] * noise)).sum(1)
        scale = (weight[..., None] * (np.abs(a[k] * MEANS) + np.abs(s[k] * noise))).sum(1).max()
        assert np.abs(found[:, k - 1] - wanted).max() <= 1e-12 * scale


def test_conditional_means_are_regressions_of_conditional_targets():
    """Least squares of the targets of many samples on x, for a Gaussian, where the conditional mean is affine."""
    n = 200_000
    flow = flows.Gaussian(MEANS[0], FULL[0], paths.variance_preserving(0.5, 4.0))
    x, x0, x1 = flow.sample(n, 0.5, 4)
    targets, means = flow.conditional_targets(x0, x1, 0.5, 3), flow.conditional_mean(x, 0.5, 3)
    features = np.column_stack([x, np.ones(n)])
    for k in range(3):
        fitted = features @ np.linalg.lstsq(features, targets[:, k], rcond=None)[0]
        assert np.linalg.norm(fitted - means[:, k]) < 0.02 * np.linalg.norm(targets[:, k])


@pytest.mark.parametrize("name", ["Gaussian", "sphere", "factors"])
@pytest.mark.parametrize("path", PATHS, ids=str)
def test_coefficient_matrices(name, path):
    flow, order = FLOWS[name](path), 6
    F, b = flow.coefficient_matrices(0.45, order)
    assert F.shape == (order, D, D)
    assert b.shape == (order, D)
    x, _, _ = flow.sample(7, 0.45, 0)
    material = flow.material_derivatives(x, 0.45, order)
    scale = np.abs(material).max(axis=(0, 2))[None, :, None]
    assert np.all(np.abs(np.einsum("kij,nj->nki", F, x) + b - material) <= 1e-13 * scale)
    # F_{k+1} = F_k' + F_k A and b_{k+1} = b_k' + F_k b_1, the derivatives by central differences
    h = 1e-3
    stencil = [flow.coefficient_matrices(0.45 + j * h, order) for j in (-2, -1, 1, 2)]
    for k in range(order - 1):
        dF, db = (
            sum(w * values[i][k] for w, values in zip((1, -8, 8, -1), stencil, strict=True)) / (12 * h) for i in (0, 1)
        )
        assert np.allclose(F[k + 1], dF + F[k] @ F[0], atol=1e-6 * np.abs(F[k + 1]).max())
        assert np.allclose(b[k + 1], db + F[k] @ b[0], atol=1e-6 * np.abs(material[:, k + 1]).max())


def test_a_mixture_of_one_and_of_equal_components_is_that_component():
    x = RNG.standard_normal((4, D))
    for path in PATHS:
        for covariance in (FULL[:1], np.array([0.4])):
            gaussian = flows.Gaussian(MEANS[0], covariance[0], path)
            wanted = gaussian.material_derivatives(x, 0.5, 6)
            for m in (1, 3):
                mixture = flows.GaussianMixture(
                    np.full(m, 1 / m), MEANS[[0] * m], np.repeat(covariance, m, axis=0), path
                )
                found = mixture.material_derivatives(x, 0.5, 6)
                assert np.allclose(found, wanted, rtol=1e-11, atol=1e-12 * np.abs(wanted).max())


def test_forms_of_a_covariance_agree():
    x = RNG.standard_normal((5, D))
    full = LOADINGS @ LOADINGS.T + 0.3 * np.eye(D)
    wanted = flows.Gaussian(MEANS[0], full).material_derivatives(x, 0.5, 6)
    found = flows.Gaussian.factors(MEANS[0], LOADINGS, 0.3).material_derivatives(x, 0.5, 6)
    assert np.allclose(found, wanted, rtol=1e-11, atol=1e-11)
    assert np.allclose(flows.Covariance.factors(LOADINGS, 0.3).to_matrix(), full, rtol=1e-14)
    assert np.allclose(flows.Covariance.matrix(FULL[0]).to_matrix(), FULL[0], rtol=1e-13)
    assert np.allclose(flows.Covariance.isotropic(0.5, D).to_matrix(), 0.5 * np.eye(D))
    mixtures = [
        flows.GaussianMixture([0.5, 0.5], MEANS[:2], covariances)
        for covariances in (0.4, [0.4, 0.4], 0.4 * np.stack([np.eye(D)] * 2), [flows.Covariance.isotropic(0.4, D)] * 2)
    ]
    first, *others = (mixture.material_derivatives(x, 0.5, 6) for mixture in mixtures)
    assert all(np.allclose(first, other, rtol=1e-10, atol=1e-11) for other in others)


def test_responsibilities_stand_remote_points():
    """exp(−10⁵) is 0 in floats; the nearest component decides all the same, and nothing overflows."""
    far = np.full((1, D), 1e4)
    with np.errstate(all="raise", under="ignore"):
        for name in FLOWS:
            assert np.isfinite(FLOWS[name](paths.linear()).material_derivatives(far, 0.5, 3)).all()


def test_digits():
    X = flows.digits()
    assert X.shape == (1797, 64)
    assert (X.min(), X.max()) == (-1, 1)
    assert np.array_equal((X + 1) * 8, load_digits().data)


def test_factor_gaussian_is_probabilistic_pca():
    X = flows.digits()
    flow = flows.factor_gaussian(X, 8, paths.variance_preserving())
    from sklearn.decomposition import PCA

    oracle = PCA(8, svd_solver="full").fit(X)
    found = flow.covariance.to_matrix()
    # scikit-learn divides by N − 1
    assert np.allclose(found * len(X) / (len(X) - 1), oracle.get_covariance(), atol=1e-12)
    assert np.allclose(flow.mean, X.mean(0))
    assert len(flow.covariance.values) == 8
    full = flows.full_gaussian(X).covariance.to_matrix()
    assert np.allclose(full, np.cov(X.T, bias=True), atol=1e-13)
    assert np.trace(found) == pytest.approx(np.trace(full))


def test_the_full_gaussian_of_digits_has_constant_pixels():
    flow = flows.full_gaussian(flows.digits())
    assert np.sum(flow.covariance.values < 1e-12) == 3
    x, _, _ = flow.sample(3, 0.5, 0)
    assert np.isfinite(flow.material_derivatives(x, 0.5, 8)).all()
    with pytest.raises(InvalidInputError, match=r"at t = 1.0 x_t has variance .* no density"):
        flow.velocity(x, 1.0)


def test_a_covariance_that_is_positive_definite_has_a_velocity_at_the_data():
    """x_1 ~ N(μ, Σ): v = μ + (x − μ) on the linear path."""
    flow = flows.Gaussian(MEANS[0], FULL[0])
    x = RNG.standard_normal((3, D))
    assert np.allclose(flow.velocity(x, 1.0), x, rtol=1e-13)


def test_a_flow_keeps_a_copy_of_what_it_was_given():
    points, x = MEANS.copy(), np.zeros((1, D))
    made = [flows.Empirical(points), flows.Gaussian(points[0], 1.0), flows.GaussianMixture(WEIGHTS, points, 1.0)]
    before = [flow.velocity(x, 0.5) for flow in made]
    points += 1
    assert all(np.array_equal(flow.velocity(x, 0.5), old) for flow, old in zip(made, before, strict=True))
    assert flows.Empirical(flows.digits()).sample(2, 0.5, 0)[2].flags.writeable


def linear(**changes):
    return flows.Gaussian(**{"mean": [0.0, 0.0], "covariance": np.eye(2), "path": None} | changes)


def mixture(**changes):
    return flows.GaussianMixture(
        **{"weights": [0.5, 0.5], "means": [[0.0, 0.0], [1.0, 1.0]], "covariances": 1.0, "path": None} | changes
    )


X2 = np.zeros((3, 2))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: linear().velocity([[0.0, np.nan]], 0.5), "nan stands at index (0, 1)"),
        (lambda: linear().velocity([0.0, 0.0], 0.5), "(n, 2)"),
        (lambda: linear().velocity(np.zeros((3, 5)), 0.5), "(n, 2), one point a row, not (3, 5)"),
        (lambda: linear().velocity(X2, 1.5), "t = 1.5 is outside of [0.0, 1.0]"),
        (lambda: linear().velocity(X2, [0.5, 0.5]), "one for each of 3 rows"),
        (lambda: linear().velocity(X2, np.nan), "nan"),
        (lambda: linear().material_derivatives(X2, 0.5, 0), "order 1"),
        (lambda: linear().material_derivatives(X2, 0.5, 2.0), "integer"),
        (lambda: linear(path=paths.variance_preserving()).velocity(X2, 1.0), "derivatives at t = 1.0"),
        (lambda: linear().conditional_targets(X2, X2[:2], 0.5, 2), "x0 has 3 rows, but x1 has 2"),
        (lambda: linear().conditional_targets(X2, X2 + np.inf, 0.5, 2), "x1 must be finite"),
        (
            lambda: linear(path=paths.Path(lambda t: t, lambda t: t)).conditional_mean(X2, 0.5, 2),
            "degenerate at t = 0.5",
        ),
        (lambda: linear().coefficient_matrices([0.5], 2), "t must be one number"),
        (lambda: linear().coefficient_matrices(0.5, 0), "order 1"),
        (lambda: linear().sample(0, 0.5), "at least 1"),
        (lambda: linear().sample(2.5, 0.5), "2.5"),
        (lambda: linear().sample(3, [0.5, 0.5]), "each of 3 samples"),
        (lambda: linear().sample(3, 0.5, rng=-1), "rng must be"),
        (lambda: linear().sample(3, 0.5, rng="seed"), "rng must be"),
        (lambda: linear(mean=[[0.0]]), "mean must have shape (d,)"),
        (lambda: linear(mean=[]), "mean must have shape (d,)"),
        (lambda: linear(mean=[np.nan, 0.0]), "nan"),
        (lambda: linear(covariance=np.eye(3)), "of size 3, but the mean has 2"),
        (lambda: linear(covariance=[[1.0, 0.5], [0.0, 1.0]]), "not symmetric"),
        (lambda: linear(covariance=[[1.0, 2.0], [2.0, 1.0]]), "eigenvalue -1"),
        (lambda: linear(covariance=[1.0, 2.0]), "square matrix"),
        (lambda: linear(covariance=-1.0), ">= 0"),
        (lambda: linear(path="linear"), "path must be a Path"),
        (lambda: flows.Gaussian.factors([0.0, 0.0], np.zeros((2, 3)), 1.0), "1 <= r <= d"),
        (lambda: flows.Gaussian.factors([0.0, 0.0], np.zeros((2, 1)), -1.0), ">= 0"),
        (lambda: mixture(weights=[0.5, 0.6]), "sum to 1.1"),
        (lambda: mixture(weights=[1.0, 0.0]), "must be positive, but 0.0 is one"),
        (lambda: mixture(weights=[1.5, -0.5]), "must be positive, but -0.5"),
        (lambda: mixture(weights=[1.0]), "2 means, but weights of shape (1,)"),
        (lambda: mixture(means=[0.0, 1.0]), "(m, d)"),
        (lambda: mixture(covariances=[1.0, 1.0, 1.0]), "as many covariances"),
        (lambda: mixture(covariances=np.eye(2)), "not (2, 2)"),
        (lambda: mixture(covariances=np.zeros((2, 3, 3))), "of that size"),
        (lambda: mixture(covariances=[1.0, -0.1]), "-0.1"),
        (lambda: mixture(covariances=[np.eye(2), [[1.0, 2.0], [2.0, 1.0]]]), "covariance 1 is not positive"),
        (lambda: mixture(covariances=0.0).velocity(X2, 1.0), "at t = 1.0 x_t has variance 0"),
        (lambda: flows.Empirical([[np.inf]]), "inf"),
        (lambda: flows.Empirical([1.0]), "(N, d)"),
        (lambda: flows.Empirical(X2, paths.trigonometric()).velocity(X2, [0.5, 1.0, 0.5]), "at t = 1.0"),
        (lambda: flows.factor_gaussian(X2, 2), "from 1 to 1, not 2"),
        (lambda: flows.factor_gaussian(X2, 1.5), "integer"),
        (lambda: flows.full_gaussian(X2[:1]), "N >= 2"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(InvalidInputError) as error:
        call()
    assert words in str(error.value)
