"""Theorem M: a linearly decomposable function never gains rank.

Statement. Let D = U diag(g_1, …, g_r) Vᵀ with U, V constant and of full column rank. Then r_k = #{i : g_i^(k) ≢ 0}.

Proof. D^(k) = U diag(g_1^(k), …, g_r^(k)) Vᵀ. U has a left inverse and V a right one, so the rank is that of the
diagonal matrix. If g_i^(k) ≡ 0 then g_i^(k+1) ≡ 0: the count cannot rise. The same with Δ_h^k g_i.
"""

import pytest

import rankdyn as rd
from rankdyn.theorems.monotone import MONOTONE

U = [[1, 0, 1], [0, 1, 1], [1, 1, 0], [2, 1, 3]]
V = [[1, 2, 0], [0, 1, 1], [1, 0, 1]]


def test_the_rank_counts_the_functions_that_survive(certified):
    D = rd.Separable(U, ["1", "t", "t**2"], V)
    assert certified(D, 4) == (3, 2, 1, 0, 0)
    assert certified(D, 4, kind="difference", h="1/2") == (3, 2, 1, 0, 0)


def test_functions_that_never_die_keep_the_rank(certified):
    D = rd.Separable(U, ["exp(t)", "1/(t + 1)", "t**2"], V)
    assert certified(D, 5) == (3, 3, 3, 2, 2, 2)


def test_multiplying_out_changes_nothing(certified):
    D = rd.Separable(U, ["exp(a*t)", "t", "cosh(t)"], V)
    assert certified(D.expand(), 4) == certified(D, 4) == (3, 3, 2, 2, 2)


def test_a_constant_right_factor_alone_does_not_suffice(certified):
    """[[t, t²/2], [t²/2, t³/3]] = U·Iᵀ with U not constant."""
    assert certified([["t", "t**2/2"], ["t**2/2", "t**3/3"]], 4) == (2, 1, 2, 1, 0)


def test_commuting_values_do_not_suffice(certified):
    """All [[0, B], [0, 0]] commute, and B is free to gain rank."""
    nilpotent = [["0", "0", "1", "t"], ["0", "0", "t", "t**2"], ["0"] * 4, ["0"] * 4]
    assert certified(nilpotent, 3) == (1, 2, 1, 0)


def test_symmetric_or_hankel_does_not_suffice(certified):
    assert certified([["1", "t"], ["t", "t**2"]], 3) == (1, 2, 1, 0)


@pytest.mark.parametrize("instance", MONOTONE.named, ids=lambda instance: instance.name)
def test_the_named_instances(instance):
    outcome = MONOTONE.check(instance)
    assert outcome.holds, outcome.detail
    assert outcome.evidence == "exact"
