"""The evaluation theorem.

Statement. rank D^(k)(t0) ≤ r_k for every t0, with equality off a finite set (for polynomial D; a discrete set in
general).

Proof. A minor of size r_k + 1 of D^(k) is identically zero, so it vanishes at t0. Some minor of size r_k is not
identically zero; off its roots the rank at t0 is r_k. The certificate names its rows and columns, so the finite set is
exhibited.
"""

from fractions import Fraction

import pytest

import rankdyn as rd
from rankdyn.theorems.evaluation import THEOREM, exhibited_minor, rational_roots
from rankdyn.theorems.theorem import Instance

D = rd.MatrixFunction([["t**3 - t", "t - 1"], ["0", "t + 1/2"]])


def test_the_rank_drops_exactly_at_roots_of_the_exhibited_minor():
    generic = rd.rank_sequence(D, 0)
    lower = generic.certificate.orders[0].lower
    minor = exhibited_minor(Instance("", D, 0), 0, lower.rows, lower.columns)
    assert rational_roots(minor) == [-1, Fraction(-1, 2), 0, 1]
    for point in [Fraction(i, 4) for i in range(-8, 9)]:
        at = rd.rank_at(D, point)
        assert rd.certify(at)
        drops = point in rational_roots(minor)
        assert (at[0], generic[0]) == (1 if drops else 2, 2)


def test_a_removable_singularity_takes_its_limit():
    smooth = rd.MatrixFunction([["(exp(t) - 1)/t", "1"], ["1", "1"]])
    assert tuple(rd.rank_at(smooth, 0, 2)) == (1, 1, 1)
    assert tuple(rd.rank_sequence(smooth, 2)) == (2, 1, 1)


@pytest.mark.parametrize("instance", THEOREM.named, ids=lambda instance: instance.name)
def test_the_named_instances(instance):
    outcome = THEOREM.check(instance)
    assert outcome.holds, outcome.detail
    assert outcome.evidence == "exact"


def test_equality_everywhere_is_false():
    for instance in THEOREM.false_neighbour.instances:
        assert not THEOREM.false_neighbour.check(instance).holds
