"""Exact Taylor coefficients at rational points, removable singularities included, against sympy.series."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy as sp
from hypothesis import assume, given

from rankdyn.algebra.work import Work
from rankdyn.calculus.taylor import PointField, constant_part
from rankdyn.errors import BudgetExceededError, InvalidInputError, PoleError
from rankdyn.expressions.grammar import parse_expression
from rankdyn.expressions.nodes import exponents, names
from rankdyn.functions.sympy_border import to_sympy
from tests.functions.test_structures import is_zero
from tests.strategies import examples, expression_texts, orders, rationals

t = sp.Symbol("t")


def coefficients(source: str, point: Fraction, order: int, budget: int = 10**7) -> list[sp.Expr]:
    expression = parse_expression(source)
    parameters = sorted(names(expression) - {"t"})
    field = PointField([expression], "t", parameters, point, Work(budget))
    return [to_sympy(field.constants.expression(c)) for c in field.taylor(expression, order)]


@given(expression_texts, rationals, orders)
@examples(100)
def test_coefficients_are_derivatives_over_factorials_where_no_denominator_vanishes(
    source: str, point: Fraction, order: int
) -> None:
    at = sp.Rational(point.numerator, point.denominator)
    try:
        shown = to_sympy(parse_expression(source))
        found = coefficients(source, point, order)
    except (InvalidInputError, PoleError):
        assume(False)
        raise
    for k, coefficient in enumerate(found):
        expected = sp.diff(shown, t, k).subs(t, at) / sp.factorial(k)
        assume(not expected.has(sp.zoo, sp.nan))
        assert is_zero(coefficient - expected)


@pytest.mark.parametrize(
    ("source", "point"),
    [
        ("sinh(t)/t", 0),
        ("(exp(t) - 1)/t", 0),
        ("t/(exp(t) - 1)", 0),
        ("(exp(a*t) - 1)/t", 0),
        ("(cosh(t) - 1)/t**2", 0),
        ("1/(exp(t) - 1) - 1/t", 0),
        ("(t**5 - 1)/(t - 1)", 1),
        ("(exp(2*t) - 1)/(exp(t) - 1)", 0),
        ("t**3/(sinh(t) - t)", 0),
        ("(exp(t**2) - 1 - t**2)/t**4", 0),
    ],
)
def test_removable_singularities_have_sympys_series(source: str, point: int) -> None:
    series = sp.series(sp.sympify(source).subs(t, t + point), t, 0, 5).removeO()
    for k, coefficient in enumerate(coefficients(source, Fraction(point), 4)):
        assert is_zero(coefficient - sp.expand(series).coeff(t, k))


@pytest.mark.parametrize("source", ["1/t", "1/(exp(t) - 1)", "(t + 1)/(cosh(t) - 1)", "sinh(t)/t**2", "a/t"])
def test_poles_are_told_from_removable_singularities(source: str) -> None:
    with pytest.raises(PoleError):
        coefficients(source, Fraction(0), 2)


def test_a_zero_of_high_order_in_a_denominator_is_found_or_the_budget_says_stop() -> None:
    assert coefficients("t**40/(exp(t) - 1)**40", Fraction(0), 1, budget=10**9) == [1, -20]
    with pytest.raises(BudgetExceededError):
        coefficients("t**4000/(exp(t) - 1)**4000", Fraction(0), 1)


def test_the_constant_part_of_an_exponent_is_its_value() -> None:
    (exponent,) = exponents(parse_expression("exp(a*t**2 + t/3 + 1)"))
    assert constant_part(exponent, "t", Fraction(3)) == (((), Fraction(2)), ((("a", 1),), Fraction(9)))
