"""Theorem M, sharp: the spaces of matrices in which no curve gains rank.

Statement. Let W be a linear space of constant matrices. Every curve D(t) in W has r_0 ≥ r_1 ≥ … iff for every r the
locus L_r = {M ∈ W : rank M ≤ r} is a finite union of linear subspaces.

Proof. If L_r = W_1 ∪ … ∪ W_s, r = r_0, and D(t) ∈ L_r for all t, then D lies in one W_i for all t: an analytic curve in
a finite union of subspaces lies in one of them. Hence so does D′, and r_1 ≤ r. Conversely let r_1 ≤ r_0 for every curve
in W, let Z be an irreducible component of L_r, a cone, and A a smooth point of Z on no other component. Every tangent
vector T of Z at A is D′(0) of a curve D in Z; its r_0 is at most r, so r_1 ≤ r and T ∈ L_r. So the tangent space at A
lies in L_r, hence in one component; it holds A, because Z is a cone, so that component is Z; it has the dimension of
Z, so it is Z. There are finitely many components.
"""

from itertools import combinations

import pytest
import sympy

import rankdyn as rd
from rankdyn.theorems.monotone_sharp import SHARP, toeplitz


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_the_rank_loci_of_upper_triangular_toeplitz_matrices_are_the_flag(n, certified):
    """With the first `zeros` entries zero and the others generic the rank is n − zeros, and never another."""
    for zeros in range(n + 1):
        first = ["0"] * zeros + [f"c{j}" for j in range(zeros, n)]
        assert certified(toeplitz(first), 0) == (n - zeros,)
        if zeros < n:  # not only for generic entries: the minor beside the zeros is a power of the first that is not
            minor = sympy.Matrix(toeplitz(first).to_sympy())[: n - zeros, zeros:].det()
            assert minor.equals(sympy.Symbol(f"c{zeros}") ** (n - zeros))


@pytest.mark.parametrize("functions", [["t", "1"], ["0", "t**2", "t"], ["1", "exp(t)", "t", "t**3"], ["t**2"] * 3])
def test_toeplitz_curves_never_gain_rank(functions, certified):
    ranks = certified(toeplitz(functions), 4)
    assert list(ranks) == sorted(ranks, reverse=True)


def test_hankel_matrices_of_rank_one_are_no_finite_union_of_subspaces():
    """M(s) = [[1, s], [s, s²]] has rank 1, M(s) + M(u) rank 2 for s ≠ u: no subspace of the locus holds two of them."""
    values = range(8)
    curve = [sympy.Matrix([[1, s], [s, s * s]]) for s in values]
    assert all(matrix.rank() == 1 for matrix in curve)
    assert all((a + b).rank() == 2 for a, b in combinations(curve, 2))


def test_a_hankel_curve_gains_rank(certified):
    assert certified("[[1, t], [t, t**2]]", 3) == (1, 2, 1, 0)


def test_toeplitz_matrices_are_not_diagonalisable():
    assert rd.decompose(toeplitz(["t", "1"])).condition == "diagonalisable"


@pytest.mark.parametrize("instance", SHARP.named, ids=lambda instance: instance.name)
def test_the_named_instances(instance):
    outcome = SHARP.check(instance)
    assert outcome.holds, outcome.detail
    assert outcome.evidence == "exact"


def test_the_false_neighbour_is_refuted():
    for instance in SHARP.false_neighbour.instances:
        assert not SHARP.false_neighbour.check(instance).holds
