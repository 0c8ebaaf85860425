"""Linear flows.

Statement. Let X′ = A X with X invertible for generic t, F_0 = I, F_{k+1} = F_k′ + F_k A. Then X^(k) = F_k X, and the
k-th rank of D = X′ − X is rank(F_{k+1} − F_k).

Proof. X^(k+1) = (F_k X)′ = F_k′ X + F_k A X = F_{k+1} X. So D^(k) = X^(k+1) − X^(k) = (F_{k+1} − F_k) X, and
multiplying by an invertible matrix changes no rank.
"""

import pytest

import rankdyn as rd
from rankdyn.theorems.flows import THEOREM, coefficients, differences_match, flow


@pytest.mark.parametrize("instance", THEOREM.named, ids=lambda instance: instance.name)
def test_the_named_flows(instance):
    outcome = THEOREM.check(instance)
    assert outcome.holds, outcome.detail
    assert outcome.evidence == "exact"


def test_a_constant_generator_has_constant_ranks_from_some_order_on(certified):
    """A = [[1, 1], [0, 1]]: F_{k+1} − F_k = A^k (A − I) has rank 1 for every k."""
    X = rd.MatrixFunction([["exp(t)", "t*exp(t)"], ["0", "exp(t)"]])
    assert certified(rd.initial_difference(X), 4) == (1, 1, 1, 1, 1)


def test_a_singular_solution_does_not_do():
    """X = diag(e^{2t}, 0) solves X′ = A X for A = diag(2, 3), but D has rank 1 where F_1 − F_0 has rank 2."""
    A, X = rd.MatrixFunction([[2, 0], [0, 3]]), rd.MatrixFunction([["exp(2*t)", "0"], ["0", "0"]])
    instance = flow("singular", A, X, 1)
    assert not differences_match(coefficients(A, 2), instance).holds
    assert not THEOREM.check(instance).holds


def test_powers_of_a_moving_generator_do_not_do():
    """A = [[0, t], [0, 0]]: A² = 0, but F_2 = A′ + A² is not."""
    for instance in THEOREM.false_neighbour.instances:
        assert not THEOREM.false_neighbour.check(instance).holds
