"""What occurs is allowed: ranks of actual functions, thousands of them, pass every law."""

import numpy as np
import pytest

import rankdyn as rd
from rankdyn.laws import LAWS, allowed, check
from rankdyn.theorems.increase import moment_curve
from rankdyn.theorems.toeplitz import graded_square


def integer_flow(rng):
    """Return e^{tA} D_0 e^{tB} with small integer matrices of many shapes: nilpotent, triangular, full, low rank."""
    m, n = (int(rng.integers(1, 7)) for _ in range(2))
    matrices = []
    for size in (m, n):
        matrix = rng.integers(-1, 2, size=(size, size))
        style = rng.integers(4)
        if style == 0:
            matrix = np.tril(matrix, -1)
        elif style == 1:
            matrix = np.diag(rng.integers(-3, 4, size=size))
        elif style == 2:
            matrix = np.eye(size, k=-1, dtype=int) + np.diag(rng.integers(-1, 2, size=size))
        matrices.append(matrix)
    inner = int(rng.integers(1, 4))
    start = rng.integers(-1, 2, size=(m, inner)) @ rng.integers(-1, 2, size=(inner, n))
    return rd.ConstantClass(matrices[0].tolist(), start.tolist(), matrices[1].T.tolist())


def realized(count, seed, orders=5):
    rng = np.random.default_rng(seed)
    return [integer_flow(rng).ranks(orders) for _ in range(count)]


@pytest.fixture(scope="module")
def sequences():
    return realized(2_500, 0)


def test_ranks_of_random_flows_break_no_law(sequences):
    assert len(set(sequences)) > 120  # the flows are of many kinds
    for ranks in set(sequences):
        assert check(ranks) == [], ranks


def test_sums_of_realized_ranks_break_no_law(sequences):
    """Block sums add ranks."""
    rng = np.random.default_rng(1)
    distinct = np.array(sorted(set(sequences)))
    for _ in range(400):
        chosen = distinct[rng.integers(len(distinct), size=int(rng.integers(2, 5)))]
        assert allowed(chosen.sum(axis=0)), chosen


def test_truncated_realized_ranks_break_no_law(sequences):
    """Generic constant multipliers replace r_k by min(r_k, n)."""
    for ranks in set(sequences):
        for n in range(max(ranks)):
            assert allowed([min(rank, n) for rank in ranks]), (ranks, n)


def test_one_more_at_the_start_is_allowed(sequences):
    """A constant block adds 1 to r_0 alone; integrating twice the rank at the front is always possible."""
    for ranks in set(sequences):
        assert allowed((ranks[0] + 1, *ranks[1:])), ranks
        assert allowed((max(12, 2 * max(ranks)), *ranks)), ranks


def test_ranks_of_differences_break_no_law():
    rng = np.random.default_rng(2)
    for _ in range(100):
        flow = integer_flow(rng).transferred()
        assert check(flow.ranks(4), "difference") == []


@pytest.mark.parametrize("size", range(1, 9))
def test_moment_curves(size):
    n = size
    assert allowed([min(k + 1, max(0, 2 * n - 1 - k)) for k in range(2 * n + 2)])
    assert rd.rank_sequence(moment_curve(n), min(4, 2 * n)) == tuple(
        min(k + 1, max(0, 2 * n - 1 - k)) for k in range(min(4, 2 * n) + 1)
    )


def test_the_graded_square():
    assert graded_square().ranks(5) == (4, 6, 1, 2, 1, 0)
    assert check((4, 6, 1, 2, 1, 0)) == []


def test_a_wrong_constant_would_be_noticed(sequences):
    """The flows come close to the laws: L, G and T with less on the right are broken by some of them."""
    assert any(r[1] > 2 * r[0] - 1 for r in sequences if r[0])
    assert any(r[2] > r[0] + r[1] // 2 for r in sequences)
    assert any(2 * r[1] > 2 * r[0] + r[2] for r in sequences)
    assert any(2 * r[1] == 3 * r[0] + r[2] for r in sequences if r[0])
    assert len(LAWS) == 12
