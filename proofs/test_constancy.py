"""Law C: if r_k = 1 and r_{k+1} ≤ 1, then r_i ≥ r_{k−1} − 1 for all i < k.

Proof. D^(k) = u vᵀ, and (u vᵀ)′ = u′vᵀ + u v′ᵀ has rank 2 unless u′ is a multiple of u or v′ of v. Scale so that u or
v is constant, and transpose, if need be, so that it is v = c. Let the constants orthogonal to c be the columns of a
matrix N. D^(k)N = 0, so D^(k−1)N is constant, of rank at least r_{k−1} − 1, and D^(i)N is a polynomial of degree at
most k − 1 − i whose leading coefficient is a multiple of it. So r_i ≥ rank D^(i)N ≥ r_{k−1} − 1.

For differences u vᵀ has Δ(u vᵀ) = σu σvᵀ − u vᵀ, of rank 2 unless σu is a multiple of u or σv of v; scaled, u or v has
period 1, and periodic functions are the constants of Δ.
"""

import pytest

import rankdyn as rd
from rankdyn.laws.constancy import LAW
from rankdyn.theorems.constancy import CONSTANCY
from rankdyn.theorems.increase import moment_curve


def test_it_is_tight(certified):
    """1, 2, 1, 0: r_0 = r_1 − 1."""
    assert certified(moment_curve(2), 3) == (1, 2, 1, 0)


def test_a_function_with_a_constant_direction(certified):
    """D″ = u cᵀ with c = (1, 2, 1); on the constants orthogonal to c the function D′ is constant of rank 1."""
    D = rd.MatrixFunction([["t + exp(t)", "2*exp(t)", "exp(t)"], ["t**3", "2*t**3 + t", "t**3"], ["1", "0", "t"]])
    ranks = certified(D, 4)
    assert ranks[2:] == (1, 1, 1)
    on_the_kernel = D @ [["2", "1"], ["-1", "0"], ["0", "-1"]]
    assert certified(on_the_kernel.derivative(2), 0) == (0,)
    constant = certified(on_the_kernel.derivative(), 0)[0]
    assert constant >= ranks[1] - 1
    assert ranks[0] >= constant


def test_rank_one_alone_is_not_enough(certified):
    """2, 3, 4, 1, 2 occurs: r_0 = 2 < 4 − 1, since no direction is constant when r_4 = 2."""
    D = rd.ConstantClass(
        [[0, 0, 0, -1], [1, 0, 0, 0], [0, 1, 0, 2], [0, 0, 1, 0]],
        [[0, -145, 0, -25], [15, 0, 3, 0], [0, 87, 0, 15], [-5, 0, -1, 0]],
        [[0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [-1, 0, -6, 0]],
    )
    assert D.ranks(4) == (2, 3, 4, 1, 2)
    assert LAW.check((2, 3, 4, 1, 2)) is None


@pytest.mark.parametrize("ranks", [(2, 3, 4, 1, 1), (2, 4, 4, 1, 1), (2, 3, 4, 1, 0), (5, 2, 3, 4, 1, 1)])
def test_what_it_kills(ranks):
    violation = LAW.check(ranks)
    assert (violation.left, violation.right) == (4, 3)


@pytest.mark.parametrize("instance", CONSTANCY.named, ids=lambda instance: instance.name)
def test_the_named_instances(instance):
    outcome = CONSTANCY.check(instance)
    assert outcome.holds, outcome.detail
    assert outcome.evidence == "exact"


def test_one_less_is_false():
    for instance in CONSTANCY.false_neighbour.instances:
        assert not CONSTANCY.false_neighbour.check(instance).holds
