"""SymPy in and out. SymPy is imported here only, and only when it is used."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import isfinite
from typing import Any

import sympy  # noqa: TID253 - this is the border, itself imported late

from rankdyn.errors import InvalidInputError, NotExactError
from rankdyn.expressions.evaluate import evaluate
from rankdyn.expressions.grammar import EXPONENTIAL_FUNCTIONS, RESERVED, parse_expression
from rankdyn.expressions.nodes import (
    Exponent,
    Expression,
    Function,
    Number,
    Symbol,
    add,
    exponential,
    mul,
    number,
    power,
)
from rankdyn.expressions.polynomials import as_polynomial
from rankdyn.limits import MAX_DEPTH


def refuse_assumptions(symbol: sympy.Symbol) -> None:
    """Refuse a symbol such as Symbol('t', real=True): SymPy holds it different from Symbol('t')."""
    if symbol != sympy.Symbol(symbol.name):
        given = ", ".join(f"{k}={v}" for k, v in sorted(symbol._assumptions_orig.items()))
        raise InvalidInputError(
            f"Symbol({symbol.name!r}, {given}) differs from Symbol({symbol.name!r}) in SymPy; use symbols without "
            "assumptions, such as rankdyn.t"
        )


def from_sympy(expression: Any, variable: str, depth: int = 0) -> Expression:
    """Return a SymPy expression as an expression tree.

    Raises
    ------
    NotExactError
        If it is outside the exact class.
    InvalidInputError
        If it is not finite, or a symbol has assumptions or a name that the grammar does not know.
    """
    if depth > MAX_DEPTH:
        raise InvalidInputError(f"nested deeper than {MAX_DEPTH} levels; simplify the expression")
    if isinstance(expression, sympy.Rational):
        return Number(Fraction(int(expression.p), int(expression.q)))
    if isinstance(expression, sympy.Float):
        if not isfinite(float(expression)):
            raise InvalidInputError(f"{expression} is not finite; entries must be numbers")
        return Number(Fraction(repr(float(expression))))
    if isinstance(expression, sympy.Symbol):
        refuse_assumptions(expression)
        return _symbol(expression.name)
    if expression is sympy.E:
        return exponential((((), Fraction(1)),))
    if expression in (sympy.oo, -sympy.oo, sympy.zoo, sympy.nan):
        raise InvalidInputError(f"{expression} is not finite; entries must be numbers")
    if isinstance(expression, sympy.Add | sympy.Mul):
        parts = [from_sympy(part, variable, depth + 1) for part in expression.args]
        return add(parts) if isinstance(expression, sympy.Add) else mul(parts)
    if isinstance(expression, sympy.exp):
        return _exponential("exp", expression.args[0], variable, depth)
    if isinstance(expression, sympy.Pow):
        return _power(expression, variable, depth)
    name = type(expression).__name__
    if name in EXPONENTIAL_FUNCTIONS:
        return _exponential(name, expression.args[0], variable, depth)
    raise NotExactError(
        f"{str(expression)[:60]} is not yet supported exactly; use exp, sinh, cosh of polynomials and integer powers, "
        "or rankdyn.numerical_ranks for a numerical answer"
    )


def _symbol(name: str) -> Expression:
    try:
        known = name not in RESERVED and parse_expression(name)
    except InvalidInputError:
        known = False
    if not isinstance(known, Symbol):
        raise InvalidInputError(f"the symbol {name!r} has a name outside the grammar; use letters, digits and _ only")
    return known


def _exponential(name: str, argument: Any, variable: str, depth: int) -> Expression:
    exponent = as_polynomial(from_sympy(argument, variable, depth + 1))
    if name == "exp" or not exponent:
        return exponential(exponent) if name != "sinh" else number(0)
    return Function(name, exponent)


def _power(expression: Any, variable: str, depth: int) -> Expression:
    base, exponent = expression.args
    if base is sympy.E:
        return _exponential("exp", exponent, variable, depth)
    if not isinstance(exponent, sympy.Integer):
        inner = from_sympy(base, variable, depth + 1) if isinstance(exponent, sympy.Rational) else None
        if isinstance(inner, Function) and inner.name == "exp":
            return exponential(tuple((m, c * Fraction(int(exponent.p), int(exponent.q))) for m, c in inner.argument))
        raise NotExactError(
            f"{str(expression)[:60]} is not yet supported exactly: the exponent is not an integer; "
            "rankdyn.numerical_ranks gives a numerical answer"
        )
    try:
        return power(from_sympy(base, variable, depth + 1), int(exponent))
    except ZeroDivisionError:
        raise InvalidInputError(f"{expression} divides by zero; remove the quotient") from None


class _SympyRing:
    """SymPy expressions as a target of `evaluate`."""

    def constant(self, value: Fraction) -> Any:
        return sympy.Rational(value.numerator, value.denominator)

    def symbol(self, name: str) -> Any:
        return sympy.Symbol(name)

    def exponential(self, exponent: Exponent) -> Any:
        terms = (
            sympy.Mul(self.constant(value), *(sympy.Symbol(name) ** count for name, count in monomial))
            for monomial, value in exponent
        )
        return sympy.exp(sympy.Add(*terms))

    def add(self, terms: Any) -> Any:
        return sympy.Add(*terms)

    def multiply(self, factors: Any) -> Any:
        return sympy.Mul(*factors)

    def power(self, base: Any, exponent: int) -> Any:
        return base**exponent


def to_sympy(expression: Expression) -> Any:
    """Return an expression tree as a SymPy expression."""
    return evaluate(expression, _SympyRing())


def matrix_to_sympy(rows: Sequence[Sequence[Expression]], shape: tuple[int, int]) -> sympy.ImmutableDenseMatrix:
    """Return entries as a SymPy matrix."""
    return sympy.ImmutableDenseMatrix(*shape, [to_sympy(entry) for row in rows for entry in row])
