"""Permutations as rank sequences.

Of (1, 2, 3) four permutations occur.

Proof. Law L kills (1, 3, 2), for r_1 <= 2 r_0 = 2; and (2, 1, 3), for r_2 <= 2 r_1 = 2.
The others have witnesses, which differences have as well.

Raised by c every permutation of n occurs as soon as c >= n(n - 1)/2 - 1.

Proof for every n. A drop block with the set S of orders has
size |S| + 1, rank |S| at the orders in S, and |S| + 1 at all others. Distribute the n - pi_k drops of each order k over
n - 1 drop blocks, as the rows of a staircase: their sizes add up to n(n - 1)/2 + (n - 1), which is the largest entry of
the raised permutation; constants fill up what is left.
"""

from itertools import permutations

import pytest

import rankdyn as rd
from rankdyn.theorems.permuted import IMPOSSIBLE, at_stride_two, check_shifted, enough
from rankdyn.theorems.theorem import SequenceInstance


@pytest.mark.parametrize("ranks", list(permutations((1, 2, 3))))
def test_four_of_six(ranks):
    answer = rd.realize(ranks)
    if ranks in IMPOSSIBLE:
        assert isinstance(answer, rd.Obstruction)
        assert answer.law == "L"
    else:
        assert isinstance(answer, rd.Witness)
        assert rd.certify(answer.certificate)


@pytest.mark.parametrize("ranks", [*permutations((1, 2, 3)), (2, 4, 1, 3), (4, 1, 3, 2), (1, 5, 2, 4, 3)])
def test_every_permutation_occurs_when_raised(ranks):
    outcome = check_shifted(SequenceInstance("", ranks))
    assert outcome.holds, outcome.detail
    raised = tuple(r + enough(len(ranks)) for r in ranks)
    assert isinstance(rd.realize(raised), rd.Witness)


def test_a_uniform_stride_does_not_replace_the_shift():
    outcome = at_stride_two(SequenceInstance("", (1, 2, 3)))
    assert not outcome.holds
    assert outcome.evidence == "exact"
