"""Jets and node values modulo a prime, against SymPy's derivatives and shifted values."""

from __future__ import annotations

from fractions import Fraction
from math import factorial

import numpy as np
import pytest
import sympy as sp
from hypothesis import assume, given
from hypothesis import strategies as st

from rankdyn.algebra.exponents import ExponentBasis
from rankdyn.algebra.place import Place, UnluckyPlaceError
from rankdyn.calculus.leibniz import difference_weights
from rankdyn.calculus.modular import NodeRing, TaylorRing, shifted_exponents
from rankdyn.errors import InvalidInputError
from rankdyn.expressions.evaluate import evaluate
from rankdyn.expressions.grammar import parse_expression
from rankdyn.expressions.nodes import Expression, exponents
from rankdyn.expressions.polynomials import polynomial
from rankdyn.functions.sympy_border import to_sympy
from tests.strategies import examples, expression_texts, orders, steps

NAMES = ("t", "a", "b")
t = sp.Symbol("t")
seeds = st.integers(0, 10**6)


def parsed(source: str) -> Expression:
    try:
        return parse_expression(source)
    except InvalidInputError:
        assume(False)
        raise


def as_exponent(argument: sp.Expr) -> tuple:
    """A SymPy polynomial as sorted terms."""
    poly = sp.Poly(argument, *sp.symbols(NAMES))
    terms = {}
    for powers, value in poly.terms():
        monomial = tuple(sorted((n, p) for n, p in zip(NAMES, powers, strict=True) if p))
        terms[monomial] = Fraction(int(value.p), int(value.q))
    return polynomial(terms)


def residue(expression: sp.Expr, place: Place) -> int:
    """The image of a SymPy expression, by a walk of its own: exponentials from the units of the place."""
    p = place.prime
    if expression.is_Rational:
        return int(expression.p) * pow(int(expression.q), -1, p) % p
    if expression.is_Symbol:
        return place.values[expression.name]
    if expression.is_Add:
        return sum(residue(arg, place) for arg in expression.args) % p
    if expression.is_Mul:
        result = 1
        for arg in expression.args:
            result = result * residue(arg, place) % p
        return result
    if isinstance(expression, sp.exp):
        result = 1
        for unit, count in zip(place.units, place.basis.coordinates(as_exponent(expression.args[0])), strict=True):
            result = result * pow(unit, count, p) % p
        return result
    if expression.is_Pow:
        base = residue(expression.args[0], place)
        count = int(expression.args[1])
        if not base and count < 0:
            raise UnluckyPlaceError
        return pow(base, count, p)
    raise TypeError(expression)


def in_exponentials(expression: sp.Expr) -> sp.Expr:
    return sp.sympify(expression).rewrite([sp.sinh, sp.cosh], sp.exp)


def theirs(expression: sp.Expr, place: Place) -> int:
    assume(not expression.has(sp.zoo, sp.nan))
    try:
        return residue(in_exponentials(expression), place)
    except UnluckyPlaceError:
        assume(False)
        raise


@given(expression_texts, orders, seeds)
@examples(150)
def test_taylor_coefficients_times_factorials_are_sympys_derivatives(source: str, order: int, seed: int) -> None:
    expression = parsed(source)
    place = Place.random(NAMES, ExponentBasis.of(exponents(expression)), np.random.default_rng(seed))
    try:
        jet = evaluate(expression, TaylorRing(place, "t", order))
    except UnluckyPlaceError:
        assume(False)
        raise
    assert len(jet) == order + 1
    derived = to_sympy(expression)
    for k, coefficient in enumerate(jet):
        assert 0 <= coefficient < place.prime
        assert coefficient * factorial(k) % place.prime == theirs(derived, place)
        derived = sp.diff(derived, t)


@given(expression_texts, orders, steps, seeds)
@examples(150)
def test_node_values_are_those_of_sympys_shifted_functions(source: str, order: int, h: Fraction, seed: int) -> None:
    expression = parsed(source)
    basis = ExponentBasis.of(shifted_exponents(sorted(exponents(expression)), "t", order, h))
    place = Place.random(NAMES, basis, np.random.default_rng(seed))
    try:
        nodes = evaluate(expression, NodeRing(place, "t", order, h))
    except UnluckyPlaceError:
        assume(False)
        raise
    shown = to_sympy(expression)
    step = sp.Rational(h.numerator, h.denominator)
    for j, value in enumerate(nodes):
        moved = shown.subs(t, t + j * step).replace(
            lambda e: isinstance(e, sp.exp), lambda e: sp.exp(sp.expand(e.args[0]))
        )
        assert value == theirs(moved, place)
    total = sum(w * v for w, v in zip(difference_weights(order), nodes, strict=True)) % place.prime
    assert 0 <= total < place.prime


@pytest.mark.parametrize("order", [0, 1, 5])
def test_a_vanishing_denominator_is_an_unlucky_place(order: int) -> None:
    place = Place(1073741827, {"t": 3}, ExponentBasis({}), ())
    for text in ("1/(t - 3)", "(t**2 - 9)**-2", "1/(t - 1073741830)"):
        for ring in (TaylorRing(place, "t", order), NodeRing(place, "t", order, Fraction(1, 2))):
            with pytest.raises(UnluckyPlaceError):
                evaluate(parse_expression(text), ring)
    with pytest.raises(UnluckyPlaceError):
        evaluate(parse_expression("t/1073741827"), TaylorRing(place, "t", order))
    if order > 1:
        with pytest.raises(UnluckyPlaceError):  # at the second node
            evaluate(parse_expression("1/(t - 4)"), NodeRing(place, "t", order, Fraction(1)))


def test_parameters_do_not_move() -> None:
    place = Place(1073741827, {"t": 3, "a": 5}, ExponentBasis({}), ())
    assert evaluate(parse_expression("a*t"), TaylorRing(place, "t", 2)) == [15, 5, 0]
    assert evaluate(parse_expression("a*t"), NodeRing(place, "t", 2, Fraction(2))) == [15, 25, 35]


def test_exponents_without_the_variable_are_not_repeated_for_the_nodes() -> None:
    (moving,), (still,) = exponents(parse_expression("exp(t**2)")), exponents(parse_expression("exp(a)"))
    assert shifted_exponents([still], "t", 5, Fraction(1)) == [still]
    assert len(shifted_exponents([moving], "t", 5, Fraction(1))) == 6
