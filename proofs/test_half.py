"""Law G: r_{j+k} ≤ r_j + k·⌊r_{j+1}/2⌋.

Proof. Let j = 0, K the field, and for a matrix A write ρ(A) = rank(A′·N) with N a basis of the kernel of A. From AN =
0 follows A′N = −AN′, so ρ(A) ≤ rank A. Stacking A on A′ does not raise ρ: for N₂ a basis of the common kernel, A′N₂ =
0 and A″N₂ = −A′N₂′, where AN₂′ = −A′N₂ = 0, so A″N₂ lies in the image of ker A under A′. Hence each derivative adds at
most ρ(A) to the row space: rank A^(k) ≤ rank A + k·ρ(A). By Frobenius' inequality ρ(A) + ρ(Aᵀ) ≤ rank A′; take the
smaller of the two by transposing. With A = D this is the law. For differences put Δ for the derivative and the shift σ
where the product rule Δ(XY) = ΔX·Y + σX·ΔY has it; σ is an automorphism and keeps ranks.
"""

import pytest

import rankdyn as rd
from rankdyn.theorems.growth import HALF
from rankdyn.theorems.increase import moment_curve


def test_it_is_tight_on_the_moment_curve(certified):
    """From order 0: r_1 = 2, so at most one more rank an order, and that happens."""
    assert certified(moment_curve(7), 6) == tuple(range(1, 8))


def test_a_function_of_rank_one_whose_derivative_has_rank_one_stays_there(certified):
    """r_0 = r_1 = 1 leaves no room: (1, 1, 2) is impossible."""
    assert certified([["exp(t)", "2*exp(t)"], ["3*exp(t)", "6*exp(t)"]], 3) == (1, 1, 1, 1)


@pytest.mark.parametrize("instance", HALF.named, ids=lambda instance: instance.name)
def test_the_named_instances(instance):
    outcome = HALF.check(instance)
    assert outcome.holds, outcome.detail
    assert outcome.evidence == "exact"


def test_a_sequence_that_breaks_it_never_comes_back(certified):
    """Rank-one functions with r_1 = 1 of many forms: r_2 is never 2."""
    for u, v in [("t", "1"), ("exp(t)", "exp(2*t)"), ("1/(t + 1)", "1/(t + 1)"), ("a*t", "b")]:
        ranks = certified(rd.Product([[u], [f"2*({u})"]], [[v], [f"-({v})"]]), 3)
        assert ranks[:2] == (1, 1)
        assert max(ranks) == 1


def test_one_less_is_false():
    for instance in HALF.false_neighbour.instances:
        assert not HALF.false_neighbour.check(instance).holds
