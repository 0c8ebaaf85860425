"""Law P: if D^(N+1) = 0, then Σ_{0≤j≤N} max(0, r_k − r_j) ≤ (N − k)·r_k for every k ≤ N.

Proof. Let n = r_k > 0. Multiplying D on both sides by generic constants replaces every r_j by min(r_j, n) and leaves
an n × n matrix. Write D = Σ_{i≤N} C_i t^i/i! and put

    Δ(s, τ) = det Σ_i s(s−1)…(s−i+1) τ^i C_{N−i}.

For s = m in {0, …, N} and τ = 1/t the matrix is m!·t^{−m}·D^(N−m)(t): the i-th term of D^(N−m) is C_{N−i}
t^{m−i}/(m−i)!. Let P_d(s) be the coefficient of τ^d in Δ. Its degree is at most d. At s = N − j the matrix has rank
r_j over K(τ), so Δ, and with it P_d, vanishes there to order at least n − r_j. As det D^(k) ≠ 0 there is a d with
P_d(N − k) ≠ 0, and d ≤ n(N − k), since at s = N − k the terms with i > N − k are zero. So P_d ≠ 0 has at least Σ
max(0, n − r_j) zeros and degree at most n(N − k).

For differences with step 1, x = t, D = Σ C_i·C(x, i) with C_i of period 1. Then Δ^{N−m}D at x + m is a multiple of Σ_i
m(m−1)…(m−i+1) w_i C_{N−i} with w_i = 1/((x + 1)…(x + i)). Expand the determinant in powers of 1/x instead of τ.
"""

import pytest
import sympy

import rankdyn as rd
from rankdyn.laws.polynomial import LAW
from rankdyn.theorems.increase import moment_curve
from rankdyn.theorems.polynomial import POLYNOMIAL, inequalities

t, s, tau = sympy.symbols("t s tau")


def coefficients(D, N):
    """C_0, …, C_N with D = Σ C_i t^i/i!."""
    found, derivative = [], D
    for _ in range(N + 1):
        found.append(derivative.subs(t, 0))
        derivative = derivative.diff(t)
    assert derivative.is_zero_matrix
    return found


def family(C, N):
    """Σ_i s(s−1)…(s−i+1) τ^i C_{N−i}."""
    total = sympy.zeros(*C[0].shape)
    for i in range(N + 1):
        total += sympy.ff(s, i) * tau**i * C[N - i]
    return total


EXAMPLES = [
    (sympy.Matrix([[1, t], [t, t**2]]), 2),
    (sympy.Matrix([[t**3, t, 1], [t**2, t**3 + t, t], [1, t, 2]]), 3),
    (sympy.Matrix([[t**2, t + 1], [2 * t, 3]]), 2),
]


@pytest.mark.parametrize(("D", "N"), EXAMPLES)
def test_the_family_at_integers_is_made_of_the_derivatives(D, N):
    C = coefficients(D, N)
    for m in range(N + 1):
        at_m = family(C, N).subs(s, m).subs(tau, 1 / t)
        assert (at_m - sympy.factorial(m) * t**-m * D.diff(t, N - m)).applyfunc(sympy.expand).is_zero_matrix


@pytest.mark.parametrize(("D", "N"), EXAMPLES)
def test_degrees_and_zeros_of_the_coefficients(D, N):
    C = coefficients(D, N)
    delta = sympy.Poly(sympy.expand_func(family(C, N).det()), tau)
    ranks = [D.diff(t, j).subs(t, sympy.Rational(7, 3)).rank() for j in range(N + 1)]
    for (d,), coefficient in delta.terms():
        polynomial = sympy.Poly(sympy.expand(coefficient), s)
        assert polynomial.degree() <= d
        for j, rank in enumerate(ranks):
            for order in range(D.rows - rank):
                assert polynomial.diff((s, order)).eval(N - j) == 0


def test_it_is_tight(certified):
    """1, 2, 1, 0: N = 2, k = 1 gives 1 + 1 ≤ 1·2."""
    assert certified(moment_curve(2), 3) == (1, 2, 1, 0)
    assert (2, 2, "N = 2, k = 1") in set(inequalities((1, 2, 1, 0)))


@pytest.mark.parametrize("text", "22310 22420 23410 23420 24410 32420 33410 33520 34510".split())
def test_what_it_kills(text):
    assert LAW.check(tuple(map(int, text))) is not None


def test_a_zero_is_needed(certified):
    """2, 2, 4, 2, r occurs with r = 3: without a zero rank nothing is said of it."""
    D = rd.ConstantClass(
        [[0, 0, 0, 0], [1, 0, 0, 1], [0, 1, 0, 0], [0, 0, 1, 0]],
        [[0, 1, 0, 0], [-1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]],
        [[0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [0, 0, 0, 0]],
    )
    assert D.ranks(4) == (2, 2, 4, 2, 3)
    assert LAW.check((2, 2, 4, 2, 3)) is None
    assert LAW.check((2, 2, 4, 2, 0)) is not None


@pytest.mark.parametrize("instance", POLYNOMIAL.named, ids=lambda instance: instance.name)
def test_the_named_instances(instance):
    outcome = POLYNOMIAL.check(instance)
    assert outcome.holds, outcome.detail
    assert outcome.evidence == "exact"


def test_one_less_is_false():
    for instance in POLYNOMIAL.false_neighbour.instances:
        assert not POLYNOMIAL.false_neighbour.check(instance).holds
