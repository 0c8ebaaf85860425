"""Expression trees to expression trees: shifts, substitution and symbolic differentiation, without expanding."""

from collections.abc import Mapping
from fractions import Fraction

from rankdyn.expressions.functions import apply, call_derivative
from rankdyn.expressions.nodes import (
    ONE,
    ZERO,
    Add,
    Call,
    Exponent,
    Expression,
    Function,
    Mul,
    Number,
    Pow,
    Symbol,
    add,
    function,
    mul,
    names,
    negate,
    power,
)
from rankdyn.expressions.polynomials import as_expression_terms, degree, polynomial
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
            return function(name, shift_polynomial(argument, variable, step))
        case Call(name, argument):
            return Call(name, shift(argument, variable, step))
        case _:
            return expression


def substitute(expression: Expression, values: Mapping[str, Expression]) -> Expression:
    """Return the expression with expressions in place of names."""
    if values.keys().isdisjoint(names(expression)):
        return expression
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
            return apply(name, add(substitute(term, values) for term in as_expression_terms(argument)))
        case Call(name, argument):
            return apply(name, substitute(argument, values))
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
            return mul((inner, _outer(name, argument))) if inner != ZERO else ZERO
        case Call(name, argument):
            inner = derivative(argument, variable)
            return mul((inner, call_derivative(name, argument))) if inner != ZERO else ZERO
        case _:
            return ZERO


def _outer(name: str, argument: Exponent) -> Expression:
    """Return the derivative of exp, sinh, … at the argument."""
    match name:
        case "exp":
            return Function("exp", argument)
        case "sinh" | "cosh":
            return Function("cosh" if name == "sinh" else "sinh", argument)
        case "sin":
            return Function("cos", argument)
        case "cos":
            return negate(Function("sin", argument))
    square = power(Function(name, argument), 2)  # tan′ = 1 + tan², tanh′ = 1 − tanh²
    return add((square if name == "tan" else negate(square), ONE))


def _polynomial_derivative(argument: Exponent, variable: str) -> Exponent:
    terms = {}
    for monomial, value in argument:
        power_of_t = degree(monomial, variable)
        if power_of_t:
            lowered = tuple((n, p - (n == variable)) for n, p in monomial if p > (n == variable))
            terms[lowered] = value * power_of_t
    return polynomial(terms)
