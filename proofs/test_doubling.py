"""Laws X′ and X″: after ranks 2, 2, 2 in a row, and after 2, 2, 3, 2 in a row, no rank exceeds 3.

Both follow from one statement. Let r_0 = r_1 = 2 and let some r_k ≥ 4. Then r_2 = 4, or r_2 = 3 and r_3 ≥ 3.

Normal forms. D = U Vᵀ with two independent columns each. If the columns of U span a constant space, or those of V,
every rank is at most 2. Otherwise r_1 ≥ d_1 + e_1 (law DE) gives d_1 = e_1 = 1: U′ = U a + w ξᵀ and V′ = V b + z ηᵀ
with ξ, η ≠ 0, w and z new. So D′ has the matrix [[A, η], [ξᵀ, 0]], A = a + bᵀ, in the bases (U, w) and (V, z).
Replacing U by Ug and V by Vg^{−T} conjugates A and moves ξ to gᵀξ, η to g⁻¹η; replacing w by w + Uc and z alike
changes A by −cξᵀ and −η c̃ᵀ. As the rank is 2, A can be made 0. Two cases:

ξᵀη ≠ 0: make ξ = η = (1, 0). Then u_2′ = β u_1, v_2′ = −γ v_1, after scaling. If β, γ ≠ 0: (ia) D = p qᵀ + ψ p′q′ᵀ
with p = u_2, q = v_2. If only γ ≠ 0: (ii) D = c qᵀ + x q′ᵀ, c constant; if only β ≠ 0 its transpose. If both are 0:
(iii) D = c c̃ᵀ + x yᵀ.

ξᵀη = 0: make ξ = (1, 0), η = (0, 1). Then u_2′ = β u_1 and v_1′ = −β v_2 after scaling. If β ≠ 0: (ib) D = p q′ᵀ −
p′qᵀ, after scaling p and q. If β = 0: D = x c̃ᵀ + c yᵀ with c, c̃ constant, of rank at most 2 for ever.

Ranks. If some r_k ≥ 4, then p, p′, p″, p‴ are independent, for otherwise the columns stay in three constant
dimensions; so are q, …, q‴, in (ii) also c, x, x′, x″, and in (iii) x, …, x‴ and y, …, y‴. In these bases D″ has rank
4 in (ia) and (ib). In (iii) D″ has rank 3 and D‴ rank 4. In (ii) D″ = x″q′ᵀ + (c + 2x′)q″ᵀ + x q‴ᵀ has rank 3, and D‴
= x‴q′ᵀ + 3x″q″ᵀ + (c + 3x′)q‴ᵀ + x q⁗ᵀ has rank at least 3: let q⁗ = αq + λq′ + μq″ + νq‴ if it is not independent; if
α ≠ 0, the vectors 3x″ + μx, c + 3x′ + νx and αx are independent coefficients of q″, q‴, q. If α = 0, the rows of D′
stay in three constant dimensions, against r_k ≥ 4.

For differences let Δ = σ − 1 and write ΔU = σU·a + w ξᵀ, ΔV = V b + z ηᵀ. Then ΔD has the same matrix in the bases
(σU, w) and (V, z), g acts by gᵀξ and (σg)⁻¹η, and the cases are ξᵀ(σ⁻¹η) ≠ 0 or = 0. The forms are those above with ∇
= σ⁻¹Δ in place of one derivative, and, where a scaling is impossible, D = φ x σyᵀ + χ σx yᵀ; Δ²D has determinant ψ·σ²ψ
in (ia), and a triangular or block triangular matrix of rank 4 in the others.
"""

import pytest
import sympy

import rankdyn as rd
from rankdyn.laws.doubling import PLATEAU, RETURN
from rankdyn.theorems.doubling import DOUBLING, form_ia, form_ib, form_ii, form_iii

t = sympy.Symbol("t")


def differentiate(D, times):
    """Return the matrix of D^(times) in p, p′, … × q, q′, …, where D is given by its matrix, entries functions of t."""
    size = D.rows
    shift = sympy.Matrix(size, size, lambda i, j: int(i == j + 1))
    for _ in range(times):
        D = D.diff(t) + shift * D + D * shift.T
    return D


def start(entries, size=4):
    """Return the matrix with the given entries {(order of p, order of q): coefficient}."""
    return sympy.Matrix(size, size, lambda i, j: entries.get((i, j), 0))


psi = sympy.Function("psi")(t)


def test_form_ia_has_r2_four():
    """In p, …, p‴ × q, …, q‴ the second derivative has determinant ψ², whatever ψ is."""
    D = start({(0, 0): 1, (1, 1): psi})
    assert D.rank() == 2
    assert sympy.simplify(differentiate(D, 2).det() - psi**2) == 0


def test_form_ib_has_r2_four():
    assert differentiate(start({(0, 1): 1, (1, 0): -1}), 2).det() == 1


def test_form_iii_has_r2_three_and_r3_four():
    product = start({(0, 0): 1})
    assert [differentiate(product, k).rank() for k in (1, 2, 3)] == [2, 3, 4]


def test_form_ii_has_r2_three_and_r3_three():
    """Columns x, x′, x″, x‴, c; rows q, …, q⁗; first with all independent, then with q⁗ in the span of the others."""
    shift = sympy.Matrix(5, 5, lambda i, j: int(bool(i == j + 1) and int(j) < 3))  # c′ = 0
    rows = sympy.Matrix(5, 5, lambda i, j: int(i == j + 1))
    D = sympy.zeros(5, 5)
    D[4, 0] = D[0, 1] = 1  # c qᵀ + x q′ᵀ
    derivatives = [D]
    for _ in range(3):
        derivatives.append(shift * derivatives[-1] + derivatives[-1] * rows.T)
    assert [matrix.rank() for matrix in derivatives] == [2, 2, 3, 4]
    alpha, beta, gamma, delta = sympy.symbols("alpha beta gamma delta")
    reduce = sympy.eye(5)[:, :4]
    reduce[4, :] = sympy.Matrix([[alpha, beta, gamma, delta]])
    third = derivatives[3] * reduce
    minor = third.extract([0, 2, 4], [0, 2, 3])  # x, x″, c × q, q″, q‴
    assert sympy.expand(minor.det()) == 3 * alpha


def test_the_forms_as_functions(certified):
    """One function of each form, ranks as the statement says."""
    p, q = ["1", "t", "t**2", "t**3"], ["1", "exp(t)", "t", "t**3"]
    assert certified(form_ia(p, q, "1"), 2) == (2, 2, 4)
    assert certified(form_ib(p, q), 2) == (2, 2, 4)
    assert certified(form_ii(["1", "0", "0", "0"], ["0", "t", "t**2", "exp(t)"], q), 3)[:3] == (2, 2, 3)
    assert certified(form_iii(p, p), 3) == (2, 2, 3, 4)


@pytest.mark.parametrize("ranks", [(2, 2, 2, 4), (2, 2, 2, 3, 4), (5, 2, 2, 2, 1, 2, 4)])
def test_what_the_first_kills(ranks):
    assert PLATEAU.check(ranks).right == 3


def test_what_the_second_kills():
    assert RETURN.check((2, 2, 3, 2, 4)).right == 3
    assert RETURN.check((2, 2, 3, 2, 3)) is None


def test_three_is_reached_after_2_2_2():
    D = rd.ConstantClass(
        [[0, 0, 0], [1, 0, -1], [0, 1, 0]],
        [[0, -2, 0], [-1, -1, 1], [1, -3, -1]],
        [[0, 1, 0], [0, 0, 1], [-1, 0, 0]],
    )
    assert D.ranks(4) == (2, 2, 2, 2, 3)


@pytest.mark.parametrize("instance", DOUBLING.named, ids=lambda instance: instance.name)
def test_the_named_instances(instance):
    outcome = DOUBLING.check(instance)
    assert outcome.holds, outcome.detail
    assert outcome.evidence == "exact"


def test_the_false_neighbour_is_refuted():
    for instance in DOUBLING.false_neighbour.instances:
        assert not DOUBLING.false_neighbour.check(instance).holds
