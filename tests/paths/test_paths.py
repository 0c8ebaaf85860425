"""Paths: schedules against 60-digit mpmath, the Wronskian, and conditional coefficients on random samples."""

from __future__ import annotations

import pickle

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rankdyn import jets, paths
from rankdyn.errors import InvalidInputError
from tests.paths.schedules import SCHEDULES
from tests.strategies import examples

PATHS = {
    "linear": paths.linear(),
    "trigonometric": paths.trigonometric(),
    "variance preserving": paths.variance_preserving(),
    "slow": paths.variance_preserving(0.5, 3.0),
}


@pytest.mark.parametrize("name", PATHS)
@pytest.mark.parametrize("t", [0.01, 0.3, 0.5, 0.875, 0.99])
def test_through_order_8_against_60_digits(name, t):
    """The largest error of an order, relative to the largest of the coefficients of that order."""
    found = PATHS[name].jets(t, 8)
    with mpmath.workdps(60):
        wanted = [mpmath.taylor(function, mpmath.mpf(t), 8) for function in SCHEDULES[name]]
        for k in range(9):
            scale = max(abs(series[k]) for series in wanted)
            for jet, series in zip(found, wanted, strict=True):
                assert abs(mpmath.mpf(float(jet.coefficients[k])) - series[k]) <= 1e-13 * scale


@pytest.mark.parametrize("name", ["linear", "trigonometric", "variance preserving"])
def test_noise_at_0_and_data_at_1(name):
    path = PATHS[name]
    noise, _ = path.jets(0.0, 3)
    assert abs(noise.value) < 0.01
    a, s = path.jets(1.0, 0)
    assert a.value == 1
    assert abs(s.value) < 1e-15


@pytest.mark.parametrize("name", PATHS)
def test_derivatives_obey_the_conditional_coefficients_on_samples(name):
    """x^(k) = α_k x' + c_k x for x = a x1 + s x0: an identity for each x0, x1."""
    path, rng = PATHS[name], np.random.default_rng(0)
    x0, x1 = rng.standard_normal((2, 5))
    for t in (0.1, 0.5, 0.9):
        a, s = (jet.derivatives() for jet in path.jets(t, 8))
        x = np.multiply.outer(a, x1) + np.multiply.outer(s, x0)
        alpha, c = path.conditional_coefficients(t, 8)
        assert alpha.shape == c.shape == (8,)
        assert (alpha[0], c[0]) == (1, 0)
        found = np.multiply.outer(alpha, x[1]) + np.multiply.outer(c, x[0])
        scale = np.abs(np.multiply.outer(alpha, x[1])) + np.abs(np.multiply.outer(c, x[0])) + np.abs(x[1:])
        assert np.all(np.abs(found - x[1:]) <= 1e-13 * scale.max(axis=1, keepdims=True))


def test_wronskians():
    t = np.linspace(0, 1, 7)
    assert np.allclose(PATHS["linear"].wronskian(t), 1, rtol=1e-15)
    assert np.allclose(PATHS["trigonometric"].wronskian(t), np.pi / 2, rtol=1e-15)
    path = PATHS["variance preserving"]
    a, s = path.jets(t[:-1], 1)
    # a² + s² = 1, hence s s' = −a a' and W = a'/s
    assert np.allclose(path.wronskian(t[:-1]), a.coefficients[1] / s.value, rtol=1e-12)


def test_trigonometric_orders_turn():
    """x'' = −(π/2)² x: α_2 = 0, c_2 = −(π/2)²."""
    alpha, c = PATHS["trigonometric"].conditional_coefficients(0.3, 4)
    w = (np.pi / 2) ** 2
    assert np.allclose(alpha, [1, 0, -w, 0], atol=1e-13)
    assert np.allclose(c, [0, -w, 0, w**2], atol=1e-13)


@given(st.lists(st.floats(0, 0.999), min_size=1, max_size=4))
@examples(30)
def test_many_times_at_once(times):
    path = PATHS["variance preserving"]
    alpha, c = path.conditional_coefficients(times, 4)
    assert alpha.shape == (len(times), 4)
    for i, t in enumerate(times):
        for found, wanted in zip((alpha[i], c[i]), path.conditional_coefficients(t, 4), strict=True):
            # vectorised exponentials may differ from single ones in the last digit
            assert np.allclose(found, wanted, rtol=1e-10, atol=1e-12)


def test_custom_paths():
    path = paths.Path(lambda t: t**2, lambda t: 1.0, name="no decay")
    a, s = path.jets([0.5, 1.0], 3)
    assert a.derivatives()[:, 0].tolist() == [0.25, 1, 2, 0]
    assert s.coefficients.tolist() == [[1, 1], [0, 0], [0, 0], [0, 0]]
    wide = paths.Path(jets.exp, lambda t: jets.exp(-t), interval=(-2.0, 2.0))
    assert wide.wronskian(-1.5) == pytest.approx(2.0)


def test_paths_can_be_compared_and_pickled():
    for path in PATHS.values():
        assert pickle.loads(pickle.dumps(path)) == path
        assert len({path, pickle.loads(pickle.dumps(path))}) == 1
    assert PATHS["slow"] != PATHS["variance preserving"]
    assert repr(PATHS["slow"]) == "<path variance_preserving(0.5, 3)>"


def same(t):
    return 1 - t


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: paths.linear().jets(1.5, 2), "t = 1.5 is outside of [0.0, 1.0]"),
        (lambda: paths.linear().jets([0.5, -0.1], 2), "t = -0.1"),
        (lambda: paths.linear().jets(np.nan, 2), "nan"),
        (lambda: paths.linear().jets(0.5, -1), "-1"),
        (lambda: paths.linear().conditional_coefficients(0.5, 0), "order 1"),
        (lambda: paths.variance_preserving().jets(1.0, 1), "s of the path variance_preserving(0.1, 20) has no 1 deriv"),
        (lambda: paths.variance_preserving().jets([[0.5], [1.0]], 1), "derivatives at t = 1.0:"),
        (lambda: paths.variance_preserving(0.0), "beta_min must be positive"),
        (lambda: paths.variance_preserving(1.0, -1.0), "beta_max must be positive"),
        (lambda: paths.variance_preserving(np.inf), "beta_min must be finite"),
        (lambda: paths.Path(same, same).conditional_coefficients([0.25, 0.5], 2), "degenerate at t = 0.25: W"),
        (lambda: paths.Path(lambda t: t**2, same).conditional_coefficients([0.5, 1e-14], 3), "degenerate at t = 1e-14"),
        (lambda: paths.Path(lambda t: 1.0, lambda t: 2.0).conditional_coefficients(0.5, 2), "degenerate at t = 0.5"),
        (lambda: paths.Path(lambda t: 1e-9 * same(t), lambda t: 1e9 * same(t)).conditional_coefficients(0.5, 2), "W"),
        (lambda: paths.Path(1.0, same), "two functions"),
        (lambda: paths.Path(same, same, interval=(1.0, 0.0)), "first < last"),
        (
            lambda: paths.Path(lambda t: jets.log(t), same).jets(0.0, 2),
            "a of the path custom has no 2 derivatives at t",
        ),
        (lambda: paths.Path(lambda t: "t", same).jets(0.5, 2), "real numbers"),
        (lambda: paths.Path(lambda t: t.derivative(), same).jets(0.5, 2), "orders 1 and 2"),
        (lambda: paths.Path(lambda t: t * np.ones(3), same).jets(0.5, 2), "one value for each t"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(InvalidInputError) as error:
        call()
    assert words in str(error.value)


@pytest.mark.parametrize("size", [1e-12, 1e12])
@pytest.mark.parametrize("speed", [1e-6, 1e6])
def test_units_of_x_and_t_do_not_make_a_path_degenerate(size, speed):
    path = paths.Path(lambda t: size * speed * t, lambda t: size * (1 - speed * t), interval=(0.0, 1 / speed))
    alpha, c = path.conditional_coefficients(0.5 / speed, 3)
    assert np.allclose([*alpha, *c], [1, 0, 0, 0, 0, 0])
