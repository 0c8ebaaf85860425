"""Scalars that make a rank small, against exhaustive search and planted values."""

import numpy as np
import pytest

from rankdyn.fitting.gates import beside_rank, by_least_squares, by_rank


def low_rank(rng, shape, r):
    return rng.standard_normal((shape[0], r)) @ rng.standard_normal((r, shape[1]))


@pytest.mark.parametrize("shape", [(20, 20), (30, 12), (12, 30)])
@pytest.mark.parametrize("count", [1, 2, 5])
def test_planted_weights_are_found(shape, count):
    rng = np.random.default_rng(count)
    pieces = [rng.standard_normal(shape) * 10.0**i for i in range(count)]
    weights = rng.uniform(-2, 2, count)
    target = np.tensordot(weights, pieces, axes=1) + low_rank(rng, shape, 3)
    found = by_rank(target, pieces, 0.0)
    assert found == pytest.approx(weights, abs=1e-4)
    assert beside_rank(target, pieces, found, 3) == pytest.approx(weights, abs=1e-12)
    assert np.abs(by_least_squares(target, pieces) - weights).max() > 1e-3


def test_one_weight_is_the_best_of_a_grid():
    rng = np.random.default_rng(7)
    piece, target = rng.standard_normal((2, 8, 8))
    target += 1.5 * piece

    def tail(weight, rank):
        return np.linalg.norm(np.linalg.svd(target - weight * piece, compute_uv=False)[rank:])

    found = float(beside_rank(target, [piece], by_rank(target, [piece], 0.5), 5)[0])
    assert tail(found, 5) <= min(tail(w, 5) for w in found + np.linspace(-0.1, 0.1, 2001)) + 1e-6


def test_nothing_to_weigh():
    assert by_rank(np.eye(3), [], 0.0).shape == (0,)
    assert by_rank(np.zeros((3, 3)), [np.eye(3)], 0.0).tolist() == [0.0]
    assert beside_rank(np.eye(3), [np.ones((3, 3))], np.array([2.0]), 3).tolist() == [2.0]
