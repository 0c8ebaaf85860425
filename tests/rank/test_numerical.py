"""`numerical_ranks`: black boxes and samples, noise, too little of them, and never more than 'numerical'."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given

import rankdyn as rd
from tests.strategies import examples, explicit, plain_texts

sin, cos, exp = np.sin, np.cos, np.exp

CURVES: dict[str, tuple[Any, list[int]]] = {
    "rotation": (lambda t: [[cos(t), -sin(t)], [sin(t), cos(t)]], [2, 2, 2]),
    "trigonometric identity": (lambda t: [[1 - sin(t), cos(t)], [cos(t), 1 + sin(t)]], [1, 2, 2, 2]),
    "three sines": (lambda t: [[sin((i + j + 1) * t) for j in range(3)] for i in range(3)], [2, 3, 3, 3]),
    "periodic ranks": (
        lambda t: [[np.cosh(t) * cos(t), np.cosh(t) * sin(t)], [np.sinh(t) * cos(t), np.sinh(t) * sin(t)]],
        [1, 2, 1, 2, 1],
    ),
    "polynomial": (lambda t: [[1, t], [t, t**2]], [1, 2, 1, 0]),
    "exponential": (lambda t: [[1, exp(t)], [t, t * exp(t)]], [1, 2, 1, 1]),
    "constant": (lambda t: [[1.0, 2.0], [2.0, 4.0]], [1, 0, 0]),
    "zero": (lambda t: [[0.0, 0.0]], [0, 0]),
    "root": (lambda t: [[np.sqrt(t**2 + 1) - t, 1], [1, np.sqrt(t**2 + 1) + t]], [1, 2, 2]),
    "scalar": (lambda t: [[sin(t)]], [1, 1, 1]),
}


@pytest.mark.parametrize(("curve", "ranks"), CURVES.values(), ids=CURVES.keys())
def test_known_curves_have_their_ranks_as_kind_numerical(curve: Any, ranks: list[int]) -> None:
    found = rd.numerical_ranks(curve, len(ranks) - 1)
    assert list(found) == ranks
    assert found.kind == "numerical"
    assert found.certificate is None
    assert found.error_probability is None
    assert all(bound.kind == "numerical" for bound in found.bounds)
    assert "numerical" in found.explain()
    with pytest.raises(rd.InvalidInputError, match="no certificate"):
        rd.certify(found)


SAMPLED = {name: row for name, row in CURVES.items() if name != "periodic ranks"}
"""Curves whose differences have the ranks of their derivatives."""


@pytest.mark.parametrize(("curve", "ranks"), SAMPLED.values(), ids=SAMPLED.keys())
def test_samples_of_known_curves_have_the_ranks_of_differences(curve: Any, ranks: list[int]) -> None:
    samples = np.array([curve(0.3 + 0.5 * j) for j in range(12)], dtype=float)
    found = rd.numerical_ranks(samples, len(ranks) - 1, spacing=0.5)
    assert found.kind == "numerical"
    assert list(found) == ranks


@given(explicit(2, 2, plain_texts))
@examples(40)
def test_numerical_ranks_of_low_orders_agree_with_exact_ones(D: rd.MatrixFunction) -> None:
    found = rd.numerical_ranks(lambda t: D.evaluate([t])[0], 1)
    assert list(found) == list(rd.rank_sequence(D, 1))


def test_noise_lifts_ranks_unless_the_tolerance_says_so() -> None:
    rng = np.random.default_rng(0)
    samples = np.array([[[1, t], [t, t**2]] for t in np.linspace(0, 1, 20)]) + 1e-6 * rng.standard_normal((20, 2, 2))
    assert rd.numerical_ranks(samples, 0)[0] == 2
    assert rd.numerical_ranks(samples, 0, tol=1e-3)[0] == 1
    assert rd.numerical_ranks(samples, 0, tol=1e-3).kind == "numerical"


def test_the_method_shows_what_was_kept_and_dropped() -> None:
    (bound,) = rd.numerical_ranks(CURVES["trigonometric identity"][0], 0).bounds
    for word in ("kept", "dropped", "threshold", "Chebyshev"):
        assert word in bound.method


def test_an_interval_may_be_given() -> None:
    found = rd.numerical_ranks(lambda t: [[1 / t, 1]], 2, interval=(1.0, 2.0))
    assert list(found) == [1, 1, 1]
    assert "[1, 2]" in found.statement


def test_empty_matrices_have_rank_zero() -> None:
    assert list(rd.numerical_ranks(np.zeros((3, 0, 2)), 1)) == [0, 0]
    assert list(rd.numerical_ranks(lambda t: np.zeros((2, 0)), 1)) == [0, 0]


NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize(
    ("source", "order", "options"),
    [
        (np.zeros((3, 2, 2)), 3, {}),
        (np.zeros((0, 2, 2)), 0, {}),
        (np.zeros((3, 2)), 1, {}),
        (np.full((3, 1, 1), NAN), 1, {}),
        (np.full((3, 1, 1), INF), 1, {}),
        ([["a"]], 0, {}),
        (np.ones((3, 1, 1), dtype=complex), 1, {}),
        (np.ones((3, 1, 1)), 1, {"spacing": 0}),
        (np.ones((3, 1, 1)), 1, {"spacing": NAN}),
        (np.ones((3, 1, 1)), 1, {"spacing": INF}),
        (np.ones((3, 1, 1)), 1, {"tol": -1}),
        (np.ones((3, 1, 1)), 1, {"tol": 1}),
        (np.ones((3, 1, 1)), 1, {"tol": NAN}),
        (np.ones((3, 1, 1)), 31, {}),
        (np.ones((3, 1, 1)), -1, {}),
        (lambda t: [[NAN]], 1, {}),
        (lambda t: [[INF]], 1, {}),
        (lambda t: [[1j]], 1, {}),
        (lambda t: np.array([[1j * t]]), 1, {}),
        (lambda t: "text", 1, {}),
        (lambda t: [1, 2], 1, {}),
        (lambda t: [[1]] if t < 0 else [[1, 2]], 1, {}),
        (lambda t: [[t]], 1, {"spacing": 1.0}),
        (lambda t: [[t]], 1, {"interval": (1.0, 0.0)}),
        (lambda t: [[t]], 1, {"interval": (0.0, INF)}),
    ],
)
def test_unusable_samples_are_refused_with_one_line(source: Any, order: int, options: dict[str, Any]) -> None:
    with pytest.raises(rd.InvalidInputError) as caught:
        rd.numerical_ranks(source, order, **options)
    assert "\n" not in str(caught.value)
