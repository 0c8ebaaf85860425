"""Law T: (M + p)·r_j + ⌊M²/4⌋·r_{j+p+1} ≥ M·r_{j+p} for all p ≥ 0 and M ≥ 1.

Proof. Let j = 0 and n = M + p. Multiplication by D(t + h) on vectors over K[h]/hⁿ is invertible up to the
r_0-dimensional image: its matrix, the block Toeplitz matrix B = [D^(a−b)/(a−b)!] for 0 ≤ b ≤ a < n, has rank n·r_0. (D
= UVᵀ with r_0 columns factors B through the matrices of U(t + h) and V(t + h), which are block triangular with U and V
on the diagonal.) Delete the first p block rows and the last p block columns. What is left is M × M blocks, with
D^(p)/p! on the diagonal, D^(p+1), D^(p+2), … below, and lower derivatives above. It is a block upper triangular
matrix, of rank at least M·r_p, plus a strictly lower one. Let D^(p+1) = P Qᵀ with r_{p+1} columns. The lower block (a,
b), counted from 1, is a combination of P^(α)Q^(β)ᵀ with α + β = a − b − 1 and constant coefficients. Collect the terms
with a − α = g: they fill the rows a ≥ g and the columns b ≤ g − 1 as diag(P^(a−g))·(constants)·diag(Q^(g−1−b))ᵀ, of
rank at most r_{p+1}·min(M + 1 − g, g − 1). The sum over g = 2..M is r_{p+1}⌊M²/4⌋. So M·r_p ≤ n·r_0 + r_{p+1}⌊M²/4⌋.

For differences take the matrix [C(a,b) σ^b Δ^{a−b} D], which sends (f, Δf, …) to (Df, Δ(Df), …), σ the shift: a
unimodular change of basis makes it diag(D, σD, …, σ^{n−1}D). The lower part is a sum over b of (σ^b P)(σ^b Q)ᵀ in the
rows below b and the columns up to b, which gives the same count.
"""

from itertools import product
from math import factorial

import pytest
import sympy

import rankdyn as rd
from rankdyn.laws.toeplitz import LAW
from rankdyn.theorems.increase import moment_curve
from rankdyn.theorems.toeplitz import TOEPLITZ, graded_square


def block_toeplitz(D, n, point):
    """[D^(a−b)/(a−b)!] at a point, exact."""
    m, k = D.shape
    derivatives = [sympy.Matrix(D.derivative(order).to_sympy()).subs(sympy.Symbol("t"), point) for order in range(n)]
    blocks = sympy.zeros(n * m, n * k)
    for a, b in product(range(n), repeat=2):
        if b <= a:
            blocks[a * m : (a + 1) * m, b * k : (b + 1) * k] = derivatives[a - b] / factorial(a - b)
    return blocks


@pytest.mark.parametrize("n", [1, 2, 3, 4])
@pytest.mark.parametrize("size", [2, 3])
def test_the_block_toeplitz_matrix_has_rank_n_times_r0(n, size):
    assert block_toeplitz(moment_curve(size), n, sympy.Rational(3, 2)).rank() == n * 1
    two = rd.Product([["1", "t"], ["t**2", "1"], ["0", "t**3"]], [["t", "1"], ["1", "t**2"], ["t**2", "0"]])
    assert block_toeplitz(two, n, sympy.Rational(3, 2)).rank() == n * 2


@pytest.mark.parametrize("M", range(1, 30))
def test_the_count_of_the_lower_part(M):
    assert sum(min(M + 1 - g, g - 1) for g in range(2, M + 1)) == M * M // 4


def test_it_is_tight(certified):
    """1, 2, 1: M = 2, p = 1 gives 3 + 1 = 2·2; 4, 6, 1: M = 3, p = 1 gives 16 + 2 = 3·6."""
    assert certified(moment_curve(2), 2) == (1, 2, 1)
    assert certified(graded_square(), 5) == (4, 6, 1, 2, 1, 0)


@pytest.mark.parametrize("ranks", [(1, 2, 0), (2, 3, 0), (1, 2, 3, 1), (3, 5, 1)])
def test_what_it_kills(ranks):
    violation = LAW.check(ranks)
    M, p = (value for _, value in violation.parameters)
    j = violation.order
    right = (M + p) * ranks[j] + M * M // 4 * (ranks[j + p + 1])
    assert (violation.left, violation.right) == (M * ranks[j + p], right)
    assert violation.left > violation.right


def test_a_vanishing_derivative_leaves_no_more_than_r0(certified):
    """M → ∞: if D^(p+1) = 0 then r_p ≤ r_0. Polynomials of degree 3 whose last coefficient has rank 2."""
    ranks = certified([["t**3", "t", "1"], ["t**2", "t**3 + t", "t"]], 4)
    assert ranks[4] == 0
    assert ranks[3] == ranks[0] == 2


@pytest.mark.parametrize("instance", TOEPLITZ.named, ids=lambda instance: instance.name)
def test_the_named_instances(instance):
    outcome = TOEPLITZ.check(instance)
    assert outcome.holds, outcome.detail
    assert outcome.evidence == "exact"


def test_one_less_is_false():
    for instance in TOEPLITZ.false_neighbour.instances:
        assert not TOEPLITZ.false_neighbour.check(instance).holds
