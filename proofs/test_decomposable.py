"""Deciding the hypothesis of theorem M.

Statement. D = Σ f_i A_i with functions f_i independent over the constants. D = U diag(g) Vᵀ with constant U, V of
independent columns iff (1) the constant column space and the constant row space have dimension r = r_0; and, with the
A_i cut down to r × r matrices M_i in bases of these spaces and M = Σ c_i M_i invertible, (2) the M⁻¹M_i commute and
(3) are diagonalisable. Over the real numbers D is real besides and (4) the eigenvalues of the M⁻¹M_i are real.

Proof. Let D = U diag(g) Vᵀ with r columns and no g_i zero. All columns of D lie in the span of U, and the rank is r: so
the constant column space is that span; the same for rows. In the bases U and V the M_i are diagonal matrices Λ_i, in
any others M_i = P Λ_i Q; so M⁻¹M_i = Q⁻¹(Λ⁻¹Λ_i)Q, which commute and are diagonalisable. An invertible M exists: the
values of D̂ = Σ f_i M_i at points t are combinations of the M_i, and D̂ has rank r.
Conversely commuting diagonalisable N_i = M⁻¹M_i have a common basis of eigenvectors, N_i = Q⁻¹ Λ_i Q, and then
D̂ = M Q⁻¹ (Σ f_i Λ_i) Q. Over the real numbers Q may be taken real iff all eigenvalues are real.
"""

import pytest

import rankdyn as rd
from rankdyn.theorems.decomposable import DECOMPOSABLE, NOT_DECOMPOSABLE, OBSTRUCTIONS


def test_the_rotation_is_decomposable_over_the_complex_numbers_only():
    rotation = "[[cos(t), -sin(t)], [sin(t), cos(t)]]"
    found = rd.decompose(rotation)
    assert found.field == "complex"
    assert found.function.equals(rd.MatrixFunction(rotation))
    assert rd.decompose(rotation, field="real").condition == "real eigenvalues"


def test_monotone_does_not_imply_decomposable(certified):
    assert certified("[[t, 1], [0, t]]", 3) == (2, 2, 0, 0)
    assert rd.decompose("[[t, 1], [0, t]]").condition == "diagonalisable"


def test_a_sum_with_hidden_factors_is_found():
    D = rd.Separable([[1, 1], [0, 1], [2, 3]], ["t**2", "exp(t)"], [[1, 2], [1, 3]])
    found = rd.decompose(D.expand())
    assert found.field == "real"
    assert found.function.equals(D)


CONDITIONS = ["rank"] * 2 + ["diagonalisable"] * 2 + ["commuting"] * 2 + ["diagonalisable", "commuting"]


@pytest.mark.parametrize(("rows", "condition"), list(zip(OBSTRUCTIONS, CONDITIONS, strict=True)))
def test_each_condition_can_fail(rows, condition):
    assert rd.decompose(rows).condition == condition


@pytest.mark.parametrize("theorem", [DECOMPOSABLE, NOT_DECOMPOSABLE], ids=lambda theorem: theorem.name)
def test_the_named_instances_and_the_false_neighbour(theorem):
    for instance in theorem.named:
        outcome = theorem.check(instance)
        assert outcome.holds, outcome.detail
        assert outcome.evidence == "exact"
    for instance in theorem.false_neighbour.instances:
        assert not theorem.false_neighbour.check(instance).holds
