"""Material derivatives through order 8 within 1e-13 of 60-digit arithmetic.

Measured for each point and each order k by itself: max_i |found_i − x_i^(k)| / max_i |x_i^(k)|.
"""

from __future__ import annotations

import mpmath
import numpy as np
import pytest

from rankdyn import flows, jets, paths
from rankdyn.flows.path_jets import PathJets
from rankdyn.jets import Jet
from tests.flows.mixture_oracle import DIGITS, MixtureOracle, relative_errors
from tests.paths.schedules import SCHEDULES

TARGET = 1e-13
ORDER = 8
PATHS = {
    "linear": paths.linear(),
    "trigonometric": paths.trigonometric(),
    "variance preserving": paths.variance_preserving(),
}
TIMES = (0.2, 0.5, 0.8)

RNG = np.random.default_rng(7)
WEIGHTS = np.array([0.5, 0.3, 0.2])
MEANS = RNG.standard_normal((3, 2))
FACTORS = RNG.standard_normal((3, 2, 2))
FULL = FACTORS @ FACTORS.swapaxes(1, 2) / 2 + 0.2 * np.eye(2)
VARIANCES = np.array([0.3, 0.2, 0.5])


def spheres(variances: np.ndarray) -> np.ndarray:
    return variances[:, None, None] * np.eye(MEANS.shape[1])


KINDS = {
    "full": (lambda path: flows.GaussianMixture(WEIGHTS, MEANS, FULL, path), WEIGHTS, MEANS, FULL),
    "isotropic": (
        lambda path: flows.GaussianMixture(WEIGHTS, MEANS, VARIANCES, path),
        WEIGHTS,
        MEANS,
        spheres(VARIANCES),
    ),
    "one variance": (
        lambda path: flows.GaussianMixture(WEIGHTS, MEANS, 0.25, path),
        WEIGHTS,
        MEANS,
        spheres(np.full(3, 0.25)),
    ),
    "mixed": (
        lambda path: flows.GaussianMixture(
            WEIGHTS,
            MEANS,
            [
                flows.Covariance.matrix(FULL[0]),
                flows.Covariance.isotropic(0.2, 2),
                flows.Covariance.factors([[1.0], [0.5]], 0.1),
            ],
            path,
        ),
        WEIGHTS,
        MEANS,
        np.array([FULL[0], 0.2 * np.eye(2), [[1.1, 0.5], [0.5, 0.35]]]),
    ),
    "empirical": (lambda path: flows.Empirical(MEANS, path), np.full(3, 1 / 3), MEANS, np.zeros((3, 2, 2))),
    "Gaussian": (lambda path: flows.Gaussian(MEANS[0], FULL[0], path), np.ones(1), MEANS[:1], FULL[:1]),
    "factors": (
        lambda path: flows.Gaussian.factors(MEANS[0], [[1.0], [0.5]], 0.1, path),
        np.ones(1),
        MEANS[:1],
        np.array([[[1.1, 0.5], [0.5, 0.35]]]),
    ),
}


@pytest.mark.parametrize("name", PATHS)
@pytest.mark.parametrize("kind", KINDS)
def test_material_derivatives(kind, name):
    make, weights, means, covariances = KINDS[kind]
    flow = make(PATHS[name])
    oracle = MixtureOracle(weights, means, covariances, SCHEDULES[name])
    for seed, t in enumerate(TIMES):
        x, _, _ = flow.sample(1, t, seed)
        found = flow.material_derivatives(x, t, ORDER)[0]
        errors = relative_errors(found, oracle.material_derivatives(x[0], t, ORDER))
        assert errors.max() <= TARGET, (t, errors)


@pytest.mark.parametrize("name", PATHS)
def test_the_generic_recursion_agrees_with_the_closed_form_of_the_gaussian(name):
    make, weights, means, covariances = KINDS["Gaussian"]
    flow, oracle = make(PATHS[name]), MixtureOracle(weights, means, covariances, SCHEDULES[name])
    x, _, _ = flow.sample(1, 0.5, 0)
    found = flows.Flow._material(flow, x, PathJets.of(flow.path, 0.5, 1, ORDER), ORDER)[0]
    assert relative_errors(found, oracle.material_derivatives(x[0], 0.5, ORDER)).max() <= TARGET


@pytest.mark.parametrize("name", PATHS)
def test_jets_of_the_log_density_of_a_mixture(name):
    """log p(x(t), t) along a curve x(t), through order 8: exp, log, quotients and matrix products of jets at once."""
    oracle = MixtureOracle(WEIGHTS, MEANS, FULL, SCHEDULES[name])
    curve = np.array([[0.3, -0.4], [1.0, 0.5], [-0.25, 0.125]])
    t0 = 0.4
    t = jets.variable(t0, ORDER)
    h = t - t0
    x: Jet = curve[0] + h * curve[1] + h * h * curve[2]
    a, s = PATHS[name].jets(t0, ORDER)
    logits = []
    for weight, mean, covariance in zip(WEIGHTS, MEANS, FULL, strict=True):
        C = (a * a) * covariance + (s * s) * np.eye(2)
        apart = x - a * mean
        determinant = C[0, 0] * C[1, 1] - C[0, 1] * C[1, 0]
        square = (apart * jets.solve(C, apart)).sum()
        logits.append(np.log(weight) - 0.5 * (square + jets.log(determinant)) - np.log(2 * np.pi))
    found = jets.logsumexp(jets.stack(logits)).coefficients
    with mpmath.workdps(DIGITS):

        def density(shift: mpmath.mpf) -> mpmath.mpf:
            where = [mpmath.polyval([mpmath.mpf(float(value)) for value in column[::-1]], shift) for column in curve.T]
            return oracle.log_density(where, mpmath.mpf(t0) + shift)

        wanted = mpmath.taylor(density, 0, ORDER)
        errors = [float(abs(mpmath.mpf(float(a)) - b) / abs(b)) for a, b in zip(found, wanted, strict=True)]
    assert max(errors) <= TARGET, errors


@pytest.mark.parametrize("s", [0.1, 0.01, 0.001])
def test_near_the_data_large_exponents_do_not_cancel(s):
    """Between two data points 2s apart, far from the origin: |x|²/s² is up to 1e10, what decides is of size 1."""
    t = 1 - s
    points = np.array([[100.0, 50.0], [100.0, 50.0 + 2 * s], [-80.0, 10.0]])
    flow = flows.Empirical(points)
    oracle = MixtureOracle(np.full(3, 1 / 3), points, np.zeros((3, 2, 2)), SCHEDULES["linear"])
    x = (t * (points[0] + points[1]) / 2 + s * np.array([0.3, 0.2]))[None]
    found = flow.material_derivatives(x, t, 3)[0]
    # one rounding of x moves x/s, hence the velocity, by as much; the formula with |x|², x·μ and |μ|² by |x|/s as much
    sensitivity = 2.0**-53 * np.abs(x).max() / s
    errors = relative_errors(found, oracle.material_derivatives(x[0], t, 3))
    assert errors.max() <= 10 * sensitivity, errors / sensitivity


@pytest.mark.parametrize("seed", range(6))
def test_late_times_and_separated_components_lose_no_more_than_the_data_says(seed):
    """Where one rounding of x or t alone moves an order by 1e-14 and more, errors are of that size, not beyond."""
    rng = np.random.default_rng(seed)
    name = list(PATHS)[seed % 3]
    means, factors, t = 2 * rng.standard_normal((3, 2)), rng.standard_normal((3, 2, 2)), rng.uniform(0.8, 0.95)
    covariances = factors @ factors.swapaxes(1, 2) / 2 + 0.1 * np.eye(2)
    flow = flows.GaussianMixture(WEIGHTS, means, covariances, PATHS[name])
    oracle = MixtureOracle(WEIGHTS, means, covariances, SCHEDULES[name])
    x = flow.sample(1, t, seed)[0][0]
    wanted = oracle.material_derivatives(x, t, ORDER)
    moved = [
        relative_errors(np.array(oracle.material_derivatives(*near, ORDER), dtype=float), wanted)
        for near in ((np.nextafter(x, np.inf), t), (x, np.nextafter(t, 1)))
    ]
    errors = relative_errors(flow.material_derivatives(x[None], t, ORDER)[0], wanted)
    assert np.all(errors <= np.maximum(TARGET, 10 * np.max(moved, axis=0))), (errors, moved)
