"""Expression trees to expression trees: shifts, substitution and symbolic differentiation, without expanding."""

from collections.abc import Mapping
from fractions import Fraction

from rankdyn.expressions.nodes import (
    ZERO,
    Add,
    Exponent,
    Expression,
    Function,
    Mul,
    Number,
    Pow,
    Symbol,
    add,
    exponential,
    mul,
    power,
)
from rankdyn.expressions.polynomials import as_expression_terms, as_polynomial, degree, polynomial
from rankdyn.expressions.polynomials import shift as shift_polynomial


def shift(expression: Expression, variable: str, step: Fraction) -> Expression:
    """Return the expression at variable + step."""
    if not step:
        return expression
    match expression:
        case Symbol(name) if name == variable:
            return add((expression, Number(step)))
        case Add(terms):
            return add(shift(term, variable, step) for term in terms)
        case Mul(factors):
            return mul(shift(factor, variable, step) for factor in factors)
        case Pow(base, exponent):
            return power(shift(base, variable, step), exponent)
        case Function(name, argument):
            moved = shift_polynomial(argument, variable, step)
            if name == "exp" or not moved:
                return exponential(moved) if name != "sinh" else ZERO
            return Function(name, moved)
        case _:
            return expression


def substitute(expression: Expression, values: Mapping[str, Expression]) -> Expression:
    """Return the expression with expressions in place of names.

    Raises
    ------
    NotExactError
        If an exponent would no longer be a polynomial.
    """
    match expression:
        case Symbol(name):
            return values.get(name, expression)
        case Add(terms):
            return add(substitute(term, values) for term in terms)
        case Mul(factors):
            return mul(substitute(factor, values) for factor in factors)
        case Pow(base, exponent):
            return power(substitute(base, values), exponent)
        case Function(name, argument):
            moved = as_polynomial(add(substitute(term, values) for term in as_expression_terms(argument)))
            if name == "exp" or not moved:
                return exponential(moved) if name != "sinh" else ZERO
            return Function(name, moved)
        case _:
            return expression


def derivative(expression: Expression, variable: str) -> Expression:
    """Return d/d(variable) by the sum, product, power and chain rules; the result is not simplified."""
    match expression:
        case Symbol(name) if name == variable:
            return Number(Fraction(1))
        case Add(terms):
            return add(derivative(term, variable) for term in terms)
        case Mul(factors):
            return add(
                mul((*factors[:i], derivative(factor, variable), *factors[i + 1 :])) for i, factor in enumerate(factors)
            )
        case Pow(base, exponent):
            inner = derivative(base, variable)
            return mul((Number(Fraction(exponent)), power(base, exponent - 1), inner)) if inner != ZERO else ZERO
        case Function(name, argument):
            inner = add(as_expression_terms(_polynomial_derivative(argument, variable)))
            outer = {"exp": "exp", "sinh": "cosh", "cosh": "sinh"}[name]
            return mul((inner, Function(outer, argument)))
        case _:
            return ZERO


def _polynomial_derivative(argument: Exponent, variable: str) -> Exponent:
    terms = {}
    for monomial, value in argument:
        power_of_t = degree(monomial, variable)
        if power_of_t:
            lowered = tuple((n, p - (n == variable)) for n, p in monomial if p > (n == variable))
            terms[lowered] = value * power_of_t
    return polynomial(terms)
