"""The General Leibniz Rule.

Statement. (F_1 ⋯ F_n)^(k) = Σ k!/(k_1! ⋯ k_n!) F_1^(k_1) ⋯ F_n^(k_n), the sum over k_1 + … + k_n = k. For forward
differences the same with factor i shifted by (k_{i+1} + … + k_n)·h.

Proof. (UV)′ = U′V + UV′ and Δ(UV)(t) = ΔU(t)·V(t) + U(t+h)·ΔV(t). Let S be the operator U⊗V ↦ U′⊗V + U⊗V′ (or ΔU⊗V +
EU⊗ΔV with E the shift). Its two parts commute, so S^k expands by the binomial theorem; n factors follow by induction
on n.
"""

from fractions import Fraction

import sympy

import rankdyn as rd
from rankdyn.theorems.leibniz import THEOREM

U = rd.MatrixFunction([["1", "t**2"], ["exp(t)", "a*t"]])
V = rd.MatrixFunction([["t", "exp(-t)"], ["1/(t + 1)", "2"]])


def test_a_derivative_keeps_its_factors_and_has_binomial_coefficients():
    derivative = rd.Product(U, V).derivative(3)
    assert isinstance(derivative, rd.Sum)
    expected = [(1, 3, 0), (3, 2, 1), (3, 1, 2), (1, 0, 3)]
    terms = [(c, rd.Product(U.derivative(i), V.derivative(j))) for c, i, j in expected]
    assert derivative == rd.Sum(*(term for _, term in terms), coefficients=[c for c, _, _ in expected])


def test_derivatives_equal_those_of_sympy():
    t = sympy.Symbol("t")
    product = U.to_sympy() * V.to_sympy().T
    for k in range(4):
        ours = rd.Product(U, V).derivative(k).to_sympy()
        assert sympy.simplify(ours - product.diff(t, k)) == sympy.zeros(2, 2)


def test_differences_equal_those_of_sympy():
    t, h = sympy.Symbol("t"), Fraction(1, 2)
    moved = U.to_sympy() * V.to_sympy().T
    for k in range(1, 3):
        moved = moved.subs(t, t + sympy.Rational(1, 2)) - moved
        ours = rd.Product(U, V).difference(k, h).to_sympy()
        assert sympy.simplify(sympy.expand(ours - moved)) == sympy.zeros(2, 2)


def test_three_factors_have_multinomial_coefficients():
    triple = rd.Product(U, V, U)
    for k in range(3):
        assert triple.derivative(k).equals(triple.expand().derivative(k))
        assert triple.difference(k, 2).equals(triple.expand().difference(k, 2))


def test_the_rule_without_coefficients_or_shifts_is_false():
    for instance in THEOREM.false_neighbour.instances:
        assert not THEOREM.false_neighbour.check(instance).holds
