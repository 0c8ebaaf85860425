"""The cases 22341, 22421, 23224 and 24212.

Notation. D = P M Qᵀ in bases P, Q with P′ = P S and Q′ = Q T has D′ = P (M′ + S M + M Tᵀ) Qᵀ. A basis is *constant*
when it spans a space closed under differentiation; then all later ranks are at most its dimension. 'New' means
independent of what came before; d and e are those of law DE. The normal forms (ia) to (iii) for r_0 = r_1 = 2 are
those of X′ and X″. The text is for derivatives.

(2, 2, 3, 4, r) ⇒ r ≥ 2. As r_3 = 4 and r_2 = 3 the form is (ii) or (iii), up to transposing. In (iii) D⁗ = (x yᵀ)⁗ has
the coefficients 4x‴, 6x″, 4x′ at y′, y″, y‴ modulo what comes before: rank ≥ 3. In (ii) c, x, x′, x″ are independent,
and q′, …, q⁗ too, since r_3 = 4. D⁗ = x⁗q′ᵀ + 4x‴q″ᵀ + 6x″q‴ᵀ + (c + 4x′)q⁗ᵀ + x q^(5)ᵀ. If x‴ is new, its coefficient
4q″ + … (in q′, q″) and that of x″, 6q‴ + … (in q′, q″, q‴), are independent. If not, that of x″ is 6q‴ + … and that of
x′ is 4q⁗ + …: independent again.

(2, 2, 4, 2, r) ⇒ r ≥ 2. As r_2 = 4 the form is (ia) or (ib), with p, …, p‴ independent, and q, …, q‴. If p⁗ or q⁗ were
new, D‴ would have rank ≥ 3. So p⁗ = Σ a_i p^(i), q⁗ = Σ b_i q^(i), and D‴, D⁗ are 4 × 4 matrices. (ib): r_3 = 2 forces
a_2 = b_2 = 0, and then D⁗ has the rows (−a_1, 0, 0, 2) at p″ and (*, *, −2, 0) at p‴. (ia): rank D‴ = 2 forces ψ′ = 0,
3 + ψa_2 = 3ψ²a_0 and 3 + ψb_2 = 3ψ²b_0; rank D⁗ ≤ 1 asks that four of its 2 × 2 minors vanish, and they have no common
zero.

(2, 3, 2, 2, r) ⇒ r ≤ 3. By law DE d_1, e_1 ≥ 1 and d_1 + e_1 ≤ 3.
 A. d_1 = e_1 = 1. If d_2 = 0 or e_2 = 0 a basis of three vectors is constant. Else d_2 = e_2 = 1. Write E = D′ = P Qᵀ
    with three columns; P′ = P a + w ξᵀ, Q′ = Q b + z ηᵀ, w and z new. As in the normal forms, rank E′ = 2 lets us take
    b = −aᵀ. The columns of U lie in the kernel of ξᵀ, which has dimension 2, so they span it; likewise for V. If ξᵀη ≠
    0, then P_1 Q_1ᵀ occurs in E, with P_1 outside the one kernel and Q_1 outside the other; but D′ = U′Vᵀ + UV′ᵀ has
    no such term. If ξᵀη = 0, take ξ = (1, 0, 0), η = (0, 1, 0), so that D = Σ δ_ij P_i Q_jᵀ, i = 2, 3, j = 1, 3. The
    coefficients of D′ = E at P_1 and at Q_2 are βᵀδ = (1, 0) and −δγ = (1, 0), β = (a_12, a_13), γ = (a_12, a_32). So
    a_12 = βᵀδγ = −a_12 is 0, δ_33 = 0, a_13 δ_31 = 1, a_32 δ_23 = −1. After scaling P_2′ = a_32 P_3, Q_1′ = −a_13 Q_3,
    and D = δ_21 p qᵀ − δ_23 δ_31 (p qᵀ)′ with p = P_2, q = Q_1; scaled once more D = (p qᵀ)′ + x p qᵀ.
    Then D″ has rank 4, not 2.
 B. d_1 = 2, e_1 = 1, or transposed. Law DE leaves d_2 + e_2 ≤ 1. If e_2 = 0 the three vectors of V, V′ are constant.
    So e_2 = 1, d_2 = 0: U, U′ is a constant basis, and U″ = Uα after a change of basis. V′ = V b + z ηᵀ, z new, z′ = …
    + y, y new. Rank D″ = 2 forces b = m ηᵀ and α = η lᵀ; replacing z by z + Vm makes b = 0. With y = z′ + Vl and u =
    Uη
        D″ = u yᵀ + (2U′η + Uη′) zᵀ.
    If y′ is new, rank D‴ = 2 forces η′ to be a multiple of η. If it is not, y′ = Vρ + σz + τy, and either η′ is a
    multiple of η or rank D‴ = 2 forces l = ρ = 0. If η′ is a multiple of η, scale it to be constant: D‴ has its
    columns in the span of u and u′, and u″ is a multiple of u: r_k ≤ 2 for k ≥ 3. If l = ρ = 0, then z″ = σz + τz′,
    and D″ has its rows in the span of z and z′: r_k ≤ 2 for k ≥ 2.

(2, 4, 2, 1, r) ⇒ r ≤ 1. By law DE d_1 = e_1 = 2 and d_2 = e_2 = 0: U, U′ is a constant basis, so is V, V′. After a
change of basis U″ = Uα, and rank D″ = 2 gives V″ = −Vαᵀ + V′εᵀ and D″ = (2U′ + Uε)V′ᵀ. In (U, U′) × (V, V′)
    D‴ = [[−εα, 2α + ε′ + ε²], [−2α, 3ε]], of the rank of [[0, S], [−2α, 3ε]] with S = 2α + ε′ − ε²/2.
 α ≠ 0: rank 1 forces S = 0, α = a lᵀ, ε = a mᵀ. S = 0 makes a′ a multiple of a; scale a to be constant. Then with u =
    Ua the columns of D‴ are multiples of v = u′ + (m·a/2)u, and v′ is a multiple of v: the direction of v is constant.
 α = 0: ε = a mᵀ, S = b mᵀ for some a ≠ 0, and ε′ = S + ε²/2 makes m′ a multiple of m. The rows of D‴ are multiples of
    V′m, and (V′m)′ is one too.
"""

import pytest
import sympy

import rankdyn as rd
from rankdyn.laws.cases import CASES

t = sympy.Symbol("t")


def function(name):
    return sympy.Function(name)(t)


def derivatives(M, S, T, count):
    """Return the matrices of D, D′, … in bases P, Q with P′ = P S and Q′ = Q T."""
    found = [M]
    for _ in range(count):
        last = found[-1]
        found.append((last.diff(t) + S * last + last * T.T).applyfunc(sympy.expand))
    return found


def chain(coefficients):
    """Return S for p, p′, …, p‴ with p⁗ = Σ a_i p^(i)."""
    S = sympy.Matrix(4, 4, lambda i, j: int(bool(i == j + 1)))
    S[:, 3] = sympy.Matrix(coefficients)
    return S


def place(entries, size=4):
    M = sympy.zeros(size, size)
    for (i, j), value in entries.items():
        M[i, j] = value
    return M


a = [function(f"a{i}") for i in range(4)]
b = [function(f"b{i}") for i in range(4)]


# ---- (2, 2, 3, 4, r) ----


def test_22341_in_form_ii_with_x3_in_the_span():
    """P = (x, x′, x″, c) with x‴ = Σ a_i x^(i) + a_3 c, Q = (q, …, q⁗, q^(5)), all of Q independent as far as used."""
    S = sympy.zeros(4, 4)
    S[1, 0] = S[2, 1] = 1
    S[:, 2] = sympy.Matrix(a)
    T = sympy.Matrix(6, 6, lambda i, j: int(bool(i == j + 1)))
    M = sympy.zeros(4, 6)
    M[3, 0] = M[0, 1] = 1
    fourth = derivatives(M, S, T, 4)[4]
    # rows x″ and x′, columns q‴ and q⁗: triangular, never singular, whatever q^(5) is (it stands at x alone)
    assert fourth.extract([2, 1], [3, 4])[0, 0] == 6
    assert fourth[2, 4] == 0
    assert fourth[1, 4] == 4
    assert [fourth[i, 5] for i in (1, 2)] == [0, 0]


def test_22341_in_form_ii_with_x3_new():
    S = sympy.Matrix(6, 6, lambda i, j: int(bool(i == j + 1) and int(j) < 4))  # x, …, x⁗, c
    T = sympy.Matrix(6, 6, lambda i, j: int(bool(i == j + 1)))
    M = sympy.zeros(6, 6)
    M[5, 0] = M[0, 1] = 1
    fourth = derivatives(M, S, T, 4)[4]
    assert fourth.extract([3, 2], [2, 3]) == sympy.diag(4, 6)
    assert fourth[3, 3] == fourth[2, 4] == fourth[3, 4] == 0


def test_22341_in_form_iii():
    """With x, …, x‴ and y, …, y‴ independent, whatever x⁗ and y⁗ are."""
    fourth = derivatives(place({(0, 0): 1}), chain(a), chain(b), 4)[4]
    block = fourth.extract([1, 2, 3], [1, 2, 3])
    assert (block[0, 2], block[1, 1], block[2, 0]) == (4, 6, 4)
    assert block[1, 2] == block[2, 1] == block[2, 2] == 0
    assert abs(block.det()) == 96


# ---- (2, 2, 4, 2, r) ----


@pytest.mark.parametrize("entries", [{(0, 1): 1, (1, 0): -1}, {(0, 0): 1, (1, 1): function("psi")}])
def test_22421_with_a_new_fourth_derivative(entries):
    """With p⁗ new and q⁗ = Σ b_j q^(j) three rows of D‴ are independent."""
    S = sympy.Matrix(5, 5, lambda i, j: int(bool(i == j + 1)))
    M = sympy.zeros(5, 4)
    for (i, j), value in entries.items():
        M[i, j] = value
    third = derivatives(M, S, chain(b), 3)[3]
    rows = [4, 3, 1] if (0, 1) in entries else [4, 3, 2]
    columns = [0, 1, 3]
    assert sympy.simplify(third.extract(rows, columns).det()) != 0


def test_22421_in_form_ib():
    third = derivatives(place({(0, 1): 1, (1, 0): -1}), chain(a), chain(b), 3)[3]
    assert list(third[2, :]) == [-a[2], 0, 0, 0]
    assert list(third[:, 2]) == [b[2], 0, 0, 0]
    # rows p′ and p‴ are independent in the columns q′ and q‴: rank 2 leaves no other row p″ or column q″
    assert third.extract([1, 3], [1, 3]) == sympy.Matrix([[0, 2], [-2, 0]])
    assert sympy.expand(third.extract([1, 2, 3], [0, 1, 3]).det() - 4 * a[2]) == 0
    assert sympy.expand(third.extract([0, 1, 3], [1, 2, 3]).det() ** 2 - 16 * b[2] ** 2) == 0
    S, T = chain([a[0], a[1], 0, a[3]]), chain([b[0], b[1], 0, b[3]])
    fourth = derivatives(place({(0, 1): 1, (1, 0): -1}), S, T, 4)[4]
    assert list(fourth[2, :]) == [-a[1], 0, 0, 2]
    assert list(fourth[3, 2:]) == [-2, 0]


def test_22421_in_form_ia():
    psi = function("psi")
    third = derivatives(place({(0, 0): 1, (1, 1): psi}), chain(a), chain(b), 3)[3]
    # Rows p and p‴ are independent; the row of p″ has to be 3ψ times that of p.
    assert list(third[0, :]) == [0, sympy.expand(psi * a[0]), 0, 1]
    assert (third[3, 0], third[3, 3]) == (1, 0)
    assert third[2, 0] == 0
    assert third[2, 3] == 3 * psi
    forced = (third[2, :] - 3 * psi * third[0, :]).applyfunc(sympy.expand)
    assert forced[2] == 6 * psi.diff(t)
    constant = sympy.Symbol("c", nonzero=True)
    relation = sympy.expand(forced[1].subs(psi, constant).doit())
    assert sympy.expand(relation - (3 + constant * a[2] - 3 * constant**2 * a[0])) == 0
    # By symmetry b_2 obeys the same. Now D⁗ with constant ψ.
    fourth = derivatives(place({(0, 0): 1, (1, 1): constant}), chain(a), chain(b), 4)[4]
    names = sympy.symbols("A0 A1 A2 A3 B0 B1 B2 B3")
    plain = fourth.subs(dict(zip([*a, *b], names, strict=True)))
    minors = [
        plain.extract(rows, columns).det()
        for rows, columns in (([0, 3], [0, 3]), ([0, 3], [2, 3]), ([2, 3], [0, 3]), ([2, 3], [2, 3]))
    ]
    assert not any(minor.has(sympy.Derivative) for minor in minors)
    A0, _, A2, _, B0, _, B2, _ = names
    inverse = sympy.Symbol("inverse")
    equations = [
        *minors,
        3 + constant * A2 - 3 * constant**2 * A0,
        3 + constant * B2 - 3 * constant**2 * B0,
        constant * inverse - 1,
    ]
    c = sympy.Symbol("C")
    equations = [sympy.expand(equation.subs(constant, c)) for equation in equations]
    basis = sympy.groebner(equations, c, inverse, *names, order="grevlex")
    assert list(basis.exprs) == [1]


# ---- (2, 3, 2, 2, r) ----


def test_23224_case_a_the_coefficients():
    """P = (P_1, P_2, P_3, w), P′ = P a + w ξᵀ, Q = (Q_1, Q_2, Q_3, z), Q′ = −Q aᵀ + z ηᵀ, ξ = e_1, η = e_2."""
    connection = sympy.Matrix(3, 3, lambda i, j: function(f"a{int(i) + 1}{int(j) + 1}"))
    S, T = sympy.zeros(4, 4), sympy.zeros(4, 4)
    S[:3, :3], T[:3, :3] = connection, -connection.T
    S[3, 0] = T[3, 1] = 1
    delta = {(i, j): function(f"delta{i + 1}{j + 1}") for i in (1, 2) for j in (0, 2)}
    first = derivatives(place(delta), S, T, 1)[1]
    d = sympy.Matrix([[delta[1, 0], delta[1, 2]], [delta[2, 0], delta[2, 2]]])
    beta = sympy.Matrix([[connection[0, 1], connection[0, 2]]])
    gamma = sympy.Matrix([connection[0, 1], connection[2, 1]])
    assert (first.extract([0], [0, 2]) - beta * d).applyfunc(sympy.expand).is_zero_matrix
    assert (first.extract([1, 2], [1]) + d * gamma).applyfunc(sympy.expand).is_zero_matrix
    assert first[0, 1] == 0
    assert list(first[3, :]) == [0] * 4 == list(first[:, 3])


def test_23224_case_a():
    """D = (p qᵀ)′ + x p qᵀ with p, …, p‴ and q, …, q‴ independent: D″ has rank 4."""
    x = function("x")
    product = place({(0, 0): 1})
    S = chain([0, 0, 0, 0])
    start = derivatives(product, S, S, 1)[1] + x * product
    second = derivatives(start, S, S, 2)[2]
    assert start.rank() == 2
    assert second.det() == 9


def basis_b(rest):
    """Return the matrices of D, …, D‴ in (U, U′) × (V, z, y, new) for case B."""
    eta, ell = (sympy.Matrix([function(f"{name}{i}") for i in range(2)]) for name in ("eta", "l"))
    S = sympy.zeros(4, 4)
    S[2:, :2] = sympy.eye(2)
    S[:2, 2:] = eta * ell.T
    T = sympy.zeros(5, 5)  # V (2), z, y, and what y′ adds
    T[2, :2] = eta.T  # V′ = z ηᵀ
    T[:2, 2], T[3, 2] = -ell, 1  # z′ = y − V l
    T[:, 3] = sympy.Matrix(rest)
    M = sympy.zeros(4, 5)
    M[:2, :2] = sympy.eye(2)
    return eta, ell, derivatives(M, S, T, 3)


def test_23224_case_b_the_second_derivative():
    eta, _, found = basis_b([0, 0, 0, 0, 1])
    second = found[2]
    assert second[:, :2].is_zero_matrix
    assert second[:, 3] == sympy.Matrix([*eta, 0, 0])
    assert second[:, 2] == sympy.Matrix([*eta.diff(t), *(2 * eta)])


def test_23224_case_b_with_something_new():
    """The coefficient of the new vector is u; modulo u those of y and z have the U′ parts 3η and 3η′."""
    eta, ell, found = basis_b([0, 0, 0, 0, 1])
    third = found[3]
    assert third[:, 4] == sympy.Matrix([*eta, 0, 0])
    assert third[2:, 3] == 3 * eta
    assert third[2:, 2] == 3 * eta.diff(t)
    assert (third[2:, :2] + 2 * eta * ell.T).applyfunc(sympy.expand).is_zero_matrix


def test_23224_case_b_without():
    """With η, η′ independent the columns of z and y span; those of V lie in the span only if l = ρ = 0."""
    rho, sigma, tau = [function("rho0"), function("rho1")], function("sigma"), function("tau")
    eta, ell, found = basis_b([*rho, sigma, tau, 0])
    third = found[3]
    assert third[2:, 3] == 3 * eta
    assert third[2:, 2] == 3 * eta.diff(t)
    for j in range(2):
        # the U′ part of the V column is −2 l_j η, so it has to be −(2 l_j/3) times the column of y
        rest = (third[:, j] + sympy.Rational(2, 3) * ell[j] * third[:, 3]).applyfunc(sympy.expand)
        assert rest[2:, :].is_zero_matrix
        wanted = eta.diff(t) * ell[j] / 3 + eta * (rho[j] + sympy.Rational(2, 3) * ell[j] * tau)
        assert (rest[:2, :] - wanted).applyfunc(sympy.expand).is_zero_matrix  # zero only if l_j = 0, then ρ_j = 0


# ---- (2, 4, 2, 1, r) ----


def two_by_two(name):
    return sympy.Matrix(2, 2, lambda i, j: function(f"{name}{i}{j}"))


def test_24212_the_block_matrix():
    alpha, epsilon = two_by_two("alpha"), two_by_two("epsilon")
    S, T = sympy.zeros(4, 4), sympy.zeros(4, 4)
    S[2:, :2] = T[2:, :2] = sympy.eye(2)
    S[:2, 2:] = alpha
    T[:2, 2:], T[2:, 2:] = -alpha.T, epsilon.T
    M = sympy.zeros(4, 4)
    M[:2, :2] = sympy.eye(2)
    _, _, second, third = derivatives(M, S, T, 3)
    zero = sympy.zeros(2, 2)
    assert second == sympy.Matrix([[zero, epsilon], [zero, 2 * sympy.eye(2)]])
    wanted = sympy.Matrix([[-epsilon * alpha, 2 * alpha + epsilon.diff(t) + epsilon**2], [-2 * alpha, 3 * epsilon]])
    assert (third - wanted).applyfunc(sympy.expand).is_zero_matrix
    lower = sympy.Matrix([[sympy.eye(2), -epsilon / 2], [zero, sympy.eye(2)]])
    cleared = (lower * wanted).applyfunc(sympy.expand)
    assert cleared[:2, :2].is_zero_matrix
    assert (cleared[:2, 2:] - (2 * alpha + epsilon.diff(t) - epsilon**2 / 2)).applyfunc(sympy.expand).is_zero_matrix


def test_24212_the_constant_direction_when_alpha_is_not_zero():
    """Let a = (1, 0), m_1 = m·a, and 2l = (m·a/2) m − m′. Then v = u′ + (m_1/2)u has v′ = (m_1/2)v, as u″ = l_1 u."""
    m = function("m1")
    l1 = m**2 / 4 - m.diff(t) / 2
    u, du = sympy.symbols("u du")
    v = du + m / 2 * u
    v_prime = l1 * u + m.diff(t) / 2 * u + m / 2 * du
    assert sympy.expand(v_prime - m / 2 * v) == 0


# ---- as laws ----


@pytest.mark.parametrize(
    ("text", "allowed"), [("22341", "22342"), ("22421", "22423"), ("23224", "23223"), ("24212", "24211")]
)
def test_what_they_kill(text, allowed):
    (law,) = (law for law in CASES if law.name == text)
    assert law.check(tuple(map(int, text))) is not None
    assert law.check((7, *map(int, text))).order == 1
    assert law.check(tuple(map(int, allowed))) is None


@pytest.mark.parametrize(
    ("A", "D0", "B", "ranks"),
    [
        (
            [[0, 0, 0, 1], [0, 0, 0, 0], [0, 1, 0, 4], [0, 0, 1, -2]],
            [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]],
            [[0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [-2, 0, -3, -1]],
            (2, 2, 3, 4, 2),
        ),
        (
            [[1, 0, 0], [-1, 1, 0], [1, 1, -1]],
            [[-1, 1, 1], [1, -1, -1], [0, 1, 1]],
            [[0, 1, 0], [0, 0, 1], [0, 0, 0]],
            (2, 3, 2, 2, 3),
        ),
        (
            [[0, 0, 0, 0], [-1, 0, 0, 0], [0, -1, 0, 0], [-1, 1, 0, 0]],
            [[0, -1, -1, 1, -1], [1, 1, 0, -1, 0], [-2, -1, 1, 1, 1], [2, 1, -1, -1, -1]],
            [[0, 1, -1, -1, -1], [0, 1, 1, 0, 1], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]],
            (2, 4, 2, 1, 1),
        ),
    ],
)
def test_the_bounds_are_reached(A, D0, B, ranks):
    assert rd.ConstantClass(A, D0, B).ranks(4) == ranks
    assert any(ranks[:4] == law.tight[0][:4] for law in CASES)
