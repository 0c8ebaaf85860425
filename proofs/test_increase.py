"""Theorem I: without linear decomposability ranks grow.

Statement 1. D_ij = t^{i+j}, n × n, has r_k = k + 1 for k < n.

Proof. D = u uᵀ with u = (1, t, …, t^{n−1}), so D^(k) = Σ C(k,j) u^(j) u^(k−j)ᵀ. The vectors u, u′, …, u^(k) are
independent for k < n (the matrix of their coordinates is triangular), and Σ_j C(k,j) e_j e_{k−j}ᵀ is an anti-diagonal
matrix of rank k + 1.

Statement 2. D_ab = e^{(α_a+β_b)t} with α distinct and positive, β distinct and positive, has r_k = min(n, k + 1) for
every k.

Proof. D^(k) = diag(e^{α_a t}) [(α_a + β_b)^k] diag(e^{β_b t}). By the binomial theorem the middle matrix is A
diag(C(k,j)) Bᵀ with A = [α_a^j], B = [β_b^{k−j}], j = 0..k. If k < n both have full column rank k + 1. If k ≥ n − 1,
by Cauchy–Binet its determinant is a sum over n-subsets of products of generalised Vandermonde determinants, all of one
sign because the α and the β are positive. For differences the middle matrix is [(e^{(α_a+β_b)h} − 1)^k]; put x_a =
e^{α_a h} − 1 > 0 and z_b = 1 − e^{−β_b h} > 0, then e^{(α_a+β_b)h} − 1 = (x_a + z_b)·e^{β_b h}, and the same argument
applies to (x_a + z_b)^k.
"""

from fractions import Fraction

import pytest

from rankdyn.theorems.increase import EXPONENTIAL, MOMENT, exponential_family, growing, moment_curve


@pytest.mark.parametrize("n", range(1, 13))
def test_the_moment_curve_gains_one_rank_an_order(n, certified):
    assert certified(moment_curve(n), n - 1) == tuple(range(1, n + 1))
    assert certified(moment_curve(n), n - 1, kind="difference", h="1/3") == tuple(range(1, n + 1))


def test_the_moment_curve_falls_again_after_order_n(certified):
    assert certified(moment_curve(3), 5) == (1, 2, 3, 2, 1, 0)


@pytest.mark.parametrize("n", range(1, 6))
def test_the_exponential_family_grows_to_full_rank_and_stays(n, certified):
    D = exponential_family(range(1, n + 1), [Fraction(2 * b + 1, 2) for b in range(n)])
    assert certified(D, 7) == growing(n, 7)
    assert certified(D, 7, kind="difference") == growing(n, 7)


def test_distinct_rates_do_not_suffice(certified):
    """With alpha = (0, 1), beta = (1, -1/3) the determinant of [(alpha_a + beta_b)^2] vanishes."""
    assert certified(exponential_family((0, 1), (1, Fraction(-1, 3))), 4) == (1, 2, 1, 2, 1)


@pytest.mark.parametrize("theorem", [MOMENT, EXPONENTIAL], ids=lambda theorem: theorem.name)
def test_the_false_neighbours_are_refuted(theorem):
    for instance in theorem.false_neighbour.instances:
        assert not theorem.false_neighbour.check(instance).holds
