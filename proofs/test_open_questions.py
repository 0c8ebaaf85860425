"""What is not proved.

How far must a permutation be raised to occur? By n(n - 1)/2 - 1 at most (shifted); the laws ask for as much as
max (pi_{k+1} - 2 pi_k). For n = 3 and n = 4 the least shifts are known exactly, for n = 5 all are at most 3: n - 2 in
each case. Whether n - 2 is enough for every n is not known.

Of the sequences of length at most 5 with entries at most 4 one is left, (2, 2, 4, 4, 1): no law forbids it, and neither
the constructions nor the search give it. The law of doubling leaves room for it, since r_2 = 4.
"""

import pytest

import rankdyn as rd
from rankdyn.theorems.open_questions import LAST, SHIFT


@pytest.mark.parametrize("instance", SHIFT.named, ids=str)
def test_n_minus_2_is_enough_for_three_and_four(instance):
    outcome = SHIFT.check(instance)
    assert outcome.holds
    assert outcome.evidence == "exact"


def test_n_minus_3_is_not_enough():
    for instance in SHIFT.false_neighbour.instances:
        outcome = SHIFT.false_neighbour.check(instance)
        assert not outcome.holds
        assert outcome.evidence == "exact"


def test_the_last_sequence_is_open_and_its_neighbour_is_not():
    assert LAST.check(LAST.named[0]).evidence == "none"
    assert not LAST.false_neighbour.check(LAST.false_neighbour.instances[0]).holds
    assert not rd.laws.check((2, 2, 4, 4, 1))
    assert [row.ranks for row in rd.atlas.open().query(status="open")] == [(2, 2, 4, 4, 1)]
