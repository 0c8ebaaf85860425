"""The converse of theorem M: every non-increasing sequence occurs.

Statement. For r_0 ≥ r_1 ≥ … ≥ r_K ≥ 0 some diagonal D has exactly these ranks.

Proof. Let k_i be the last order with r_k ≥ i, for i = 1..r_0. Put t^{k_i} on the diagonal if k_i < K, else e^{it}. The
k-th derivative of t^{k_i} vanishes exactly for k > k_i, so #{i : g_i^(k) ≢ 0} = #{i : r_k ≥ i} = r_k. The same for
differences.
"""

from itertools import product

import pytest

from rankdyn.theorems.monotone import CONVERSE, staircase

SEQUENCES = [
    r for n in (1, 2, 3, 4) for r in product(range(4), repeat=n) if r[0] and list(r) == sorted(r, reverse=True)
]


@pytest.mark.parametrize("ranks", SEQUENCES, ids=str)
def test_every_non_increasing_sequence_up_to_length_4_and_rank_3(ranks, certified):
    D = staircase(ranks)
    assert certified(D, len(ranks) - 1) == ranks
    assert certified(D, len(ranks) - 1, kind="difference") == ranks


def test_distinct_powers_alone_do_not_reach_them_all():
    """diag(1, t) has ranks (2, 1), never (2, 2)."""
    (instance,) = CONVERSE.false_neighbour.instances
    assert not CONVERSE.false_neighbour.check(instance).holds
