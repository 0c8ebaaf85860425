"""Scalar expressions as immutable trees: the form in which entries of a matrix function are kept.

Six kinds of node: `Number`, `Symbol`, `Add`, `Mul`, `Pow` (integer exponent) and `Function` (exp, sinh or cosh of a
polynomial with rational coefficients). Trees keep what the user wrote; equality and hash are structural. Identity of
*functions* is decided in `rankdyn.algebra.function_field`, never here.

The constructors `add`, `mul`, `power` fold constants and flatten, nothing more, so that text round-trips. Trees have no
cycles: ``gc=False`` spares Python's cycle collector the millions of nodes of a large matrix.
"""

from collections.abc import Callable, Iterable
from fractions import Fraction
from math import log10
from typing import TypeAlias

import msgspec

from rankdyn.errors import InvalidInputError
from rankdyn.limits import MAX_DIGITS, MAX_POWER

Monomial: TypeAlias = tuple[tuple[str, int], ...]
"""A power product of names, sorted by name: ``(("a", 1), ("t", 2))`` is a·t²; ``()`` is 1."""

Exponent: TypeAlias = tuple[tuple[Monomial, Fraction], ...]
"""A polynomial with rational coefficients, sorted by monomial, without zero terms: the P of e^P."""


class Number(msgspec.Struct, frozen=True, tag=True, gc=False):
    """A rational number."""

    value: Fraction


class Symbol(msgspec.Struct, frozen=True, tag=True, gc=False):
    """The variable or a parameter."""

    name: str


class Add(msgspec.Struct, frozen=True, tag=True, gc=False):
    """A sum of two or more terms."""

    terms: "tuple[Expression, ...]"


class Mul(msgspec.Struct, frozen=True, tag=True, gc=False):
    """A product of two or more factors; a quotient holds a factor with a negative power."""

    factors: "tuple[Expression, ...]"


class Pow(msgspec.Struct, frozen=True, tag=True, gc=False):
    """An integer power, exponent not 1."""

    base: "Expression"
    exponent: int


class Function(msgspec.Struct, frozen=True, tag=True, gc=False):
    """Value of exp, sinh or cosh at a polynomial."""

    name: str
    argument: Exponent


Expression: TypeAlias = Number | Symbol | Add | Mul | Pow | Function

ZERO = Number(Fraction(0))
ONE = Number(Fraction(1))
_MINUS_ONE = Number(Fraction(-1))


def number(value: int | Fraction) -> Number:
    """Return the constant `value`."""
    return Number(Fraction(value))


def digits(value: Fraction) -> float:
    """Return log10 of the larger of numerator and denominator."""
    return log10(max(abs(value.numerator), value.denominator))


def folded(value: Fraction) -> Number:
    """Return a constant computed from written ones, within the limit of digits: `fold` for what users write."""
    if value.numerator.bit_length() + value.denominator.bit_length() > 3 * MAX_DIGITS and digits(value) > MAX_DIGITS:
        raise InvalidInputError(f"the constants multiply out to more than {MAX_DIGITS} digits; write smaller numbers")
    return Number(value)


def add(terms: Iterable[Expression], fold: Callable[[Fraction], Number] = Number) -> Expression:
    """Return the sum, flattened, its rational constants folded into one last term."""
    constant: Number | None = None
    kept: list[Expression] = []
    for term in terms:
        for part in term.terms if isinstance(term, Add) else (term,):
            if not isinstance(part, Number):
                kept.append(part)
            else:
                constant = part if constant is None else fold(constant.value + part.value)
    if not kept:
        return constant or ZERO
    if constant is not None and constant.value:
        kept.append(constant)
    return kept[0] if len(kept) == 1 else Add(tuple(kept))


def mul(factors: Iterable[Expression], fold: Callable[[Fraction], Number] = Number) -> Expression:
    """Return the product, flattened, its rational constants folded into one first factor.

    A zero does not swallow factors that divide: ``0/(t - t)`` must still meet the test for a zero denominator.
    """
    constant: Number | None = None
    kept: list[Expression] = []
    for factor in factors:
        for part in factor.factors if isinstance(factor, Mul) else (factor,):
            if not isinstance(part, Number):
                kept.append(part)
            else:
                constant = part if constant is None else fold(constant.value * part.value)
    if not kept:
        return constant or ONE
    if constant is not None and constant.value != 1:
        if not constant.value and not any(map(has_division, kept)):
            return ZERO
        kept.insert(0, constant)
    return kept[0] if len(kept) == 1 else Mul(tuple(kept))


def power(base: Expression, exponent: int) -> Expression:
    """Return base**exponent.

    Raises
    ------
    InvalidInputError
        If the exponent or the folded constant passes its published limit.
    ZeroDivisionError
        For a negative power of the constant zero.
    """
    if abs(exponent) > MAX_POWER:
        shown = str(exponent) if abs(exponent) < 10**18 else f"an integer of {len(str(exponent))} digits"
        raise InvalidInputError(f"exponent {shown} is beyond the limit {MAX_POWER}; write a smaller power")
    if exponent == 1:
        return base
    if exponent == 0 and not has_division(base):
        return ONE
    if isinstance(base, Number):
        if digits(base.value) * abs(exponent) > MAX_DIGITS:
            raise InvalidInputError(f"the constant power has more than {MAX_DIGITS} digits; write a smaller number")
        return Number(base.value**exponent)
    if isinstance(base, Pow) and base.exponent > 0:
        return power(base.base, base.exponent * exponent)
    if isinstance(base, Function) and base.name == "exp":
        return exponential(tuple((m, c * exponent) for m, c in base.argument))
    return Pow(base, exponent)


def exponential(argument: Exponent) -> Expression:
    """Return e^P, which is 1 for P = 0."""
    return Function("exp", argument) if argument else ONE


def negate(expression: Expression) -> Expression:
    """Return −expression."""
    if isinstance(expression, Number):
        return Number(-expression.value)
    if isinstance(expression, Mul):
        constant, *rest = expression.factors
        if isinstance(constant, Number) and constant.value != -1:
            return Mul((Number(-constant.value), *rest))
    return mul((_MINUS_ONE, expression))


def divide(numerator: Expression, denominator: Expression) -> Expression:
    """Return numerator/denominator; a constant zero denominator raises ZeroDivisionError."""
    return mul((numerator, power(denominator, -1)))


def parts(expression: Expression) -> list[Expression]:
    """Return all nodes of the tree, the expression itself first."""
    found = [expression]
    for node in found:  # grows while it is read
        if isinstance(node, Mul):
            found += node.factors
        elif isinstance(node, Add):
            found += node.terms
        elif isinstance(node, Pow):
            found.append(node.base)
    return found


def has_division(expression: Expression) -> bool:
    """Return whether some power in the expression is negative."""
    return any(isinstance(node, Pow) and node.exponent < 0 for node in parts(expression))


def names(expression: Expression) -> frozenset[str]:
    """Return the names of all symbols in the expression, those in exponents included."""
    found = set()
    for node in parts(expression):
        if isinstance(node, Symbol):
            found.add(node.name)
        elif isinstance(node, Function):
            found.update(name for monomial, _ in node.argument for name, _ in monomial)
    return frozenset(found)


def exponents(expression: Expression) -> frozenset[Exponent]:
    """Return the arguments of all exponential functions in the expression."""
    return frozenset(node.argument for node in parts(expression) if isinstance(node, Function))
