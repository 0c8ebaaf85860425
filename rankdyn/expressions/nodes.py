"""Scalar expressions as immutable trees: the form in which entries of a matrix function are kept.

Six kinds of node make the exact class: `Number`, `Symbol` (the variable, a parameter, or one of the constants pi and
log(p)), `Add`, `Mul`, `Pow` (integer exponent) and `Function` (exp, sin, … of a polynomial, see `Exponent`). The
constants I and sqrt(p) are e^{iπ/2} and e^{(log p)/2}. `Call` holds what is outside: it has numerical answers only.
Trees keep what the user wrote; equality and hash are structural. Identity of *functions* is decided in
`rankdyn.algebra.function_field`, never here.

The constructors `add`, `mul`, `power` fold constants and flatten, nothing more, so that text round-trips. Trees have no
cycles: ``gc=False`` spares Python's cycle collector the millions of nodes of a large matrix.
"""

from collections.abc import Callable, Iterable
from fractions import Fraction
from math import floor, log10
from typing import Final, TypeAlias

import msgspec

from rankdyn.errors import InvalidInputError
from rankdyn.limits import MAX_DIGITS, MAX_POWER

Monomial: TypeAlias = tuple[tuple[str, int], ...]
"""A power product of names, sorted by name: ``(("a", 1), ("t", 2))`` is a·t²; ``()`` is 1.

In exponents the constants ``I``, ``sqrt(p)``, ``pi`` and ``log(p)`` are names too, with I² and sqrt(p)² reduced.
"""

Exponent: TypeAlias = tuple[tuple[Monomial, Fraction], ...]
"""A polynomial with rational coefficients, sorted by monomial, without zero terms: the P of e^P.

Each monomial holds at most one of pi and log(p), to the first power, so that distinct monomials are independent over Q
(Baker 1966 for those without t and parameters).
"""


class Number(msgspec.Struct, frozen=True, tag=True, gc=False):
    """A rational number."""

    value: Fraction


class Symbol(msgspec.Struct, frozen=True, tag=True, gc=False):
    """The variable, a parameter, or one of the constants pi and log(p)."""

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
    """Value of exp, sinh, cosh, tanh, sin, cos or tan at a polynomial."""

    name: str
    argument: Exponent


class Call(msgspec.Struct, frozen=True, tag=True, gc=False):
    """Value of a function outside the exact class, such as log(t), or of exp, sin, … at what is no polynomial."""

    name: str
    argument: "Expression"


Expression: TypeAlias = Number | Symbol | Add | Mul | Pow | Function | Call

ZERO = Number(Fraction(0))
ONE = Number(Fraction(1))
_MINUS_ONE = Number(Fraction(-1))

I_PI: Final[Monomial] = (("I", 1), ("pi", 1))
"""The monomial iπ, whose rational multiples have roots of unity as exponentials."""

QUARTER_TURN: Final[Exponent] = ((I_PI, Fraction(1, 2)),)
"""iπ/2, the logarithm of I."""

DIVIDING: Final = frozenset({"tan", "tanh"})
"""Functions that are quotients of exponentials."""


def is_constant_name(name: str) -> bool:
    """Return whether a name in a monomial or symbol is one of the constants I, pi, sqrt(p), log(p)."""
    return name in ("I", "pi") or name[-1] == ")"


def logarithm_prime(monomial: Monomial) -> int | None:
    """Return p for the monomial log(p), None for any other."""
    if len(monomial) == 1 and monomial[0][1] == 1 and monomial[0][0].startswith("log("):
        return int(monomial[0][0][4:-1])
    return None


def is_algebraic(monomial: Monomial) -> bool:
    """Return whether e^{q·m} is algebraic for every rational q: m is iπ or log p."""
    return monomial == I_PI or logarithm_prime(monomial) is not None


def rotated(argument: Exponent) -> Exponent:
    """Return iP."""
    terms = []
    for monomial, value in argument:
        rest = tuple(item for item in monomial if item[0] != "I")
        turns = len(rest) < len(monomial)
        terms.append((rest, -value) if turns else (tuple(sorted((*monomial, ("I", 1)))), value))
    return tuple(sorted(terms))


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
        return exponential(scaled(base.argument, exponent)) if exponent else ONE
    return Pow(base, exponent)


def exponential(argument: Exponent) -> Expression:
    """Return e^P; of an algebraic number the rational factor is taken out: e^{iπ} = −1, e^{(3/2) log 2} = 2·sqrt(2)."""
    if not argument:
        return ONE
    if not all(is_algebraic(monomial) for monomial, _ in argument):
        return Function("exp", argument)
    factor, rest = Fraction(1), []
    for monomial, value in argument:
        prime, whole = logarithm_prime(monomial), floor(value)
        if prime is not None and abs(whole) * log10(prime) > MAX_DIGITS:
            raise InvalidInputError(f"the constant power has more than {MAX_DIGITS} digits; write a smaller number")
        factor *= Fraction(prime) ** whole if prime is not None else Fraction(-1) ** whole
        if value != whole:
            rest.append((monomial, value - whole))
    return mul((Number(factor), Function("exp", tuple(rest)))) if rest else Number(factor)


def function(name: str, argument: Exponent) -> Expression:
    """Return exp, sinh, … of a polynomial; at 0 its value."""
    if name == "exp" or not argument:
        return exponential(argument) if name in ("exp", "cosh", "cos") else ZERO
    return Function(name, argument)


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
        elif isinstance(node, Call):
            found.append(node.argument)
    return found


def has_division(expression: Expression) -> bool:
    """Return whether the expression divides: a negative power, tan or tanh."""
    return any(
        (isinstance(node, Pow) and node.exponent < 0) or (isinstance(node, Function) and node.name in DIVIDING)
        for node in parts(expression)
    )


def is_exact(expression: Expression) -> bool:
    """Return whether the expression is inside the exact class."""
    return not any(isinstance(node, Call) for node in parts(expression))


def names(expression: Expression) -> frozenset[str]:
    """Return the names of the variable and of all parameters in the expression, those in exponents included."""
    return frozenset(name for name in _all_names(expression) if not is_constant_name(name))


def transcendental_constants(expression: Expression) -> frozenset[str]:
    """Return which of pi and log(p) occur as coefficients, or come down from an exponent with a derivative."""
    found = set()
    for node in parts(expression):
        if isinstance(node, Symbol) and is_constant_name(node.name):
            found.add(node.name)
        elif isinstance(node, Function):
            found.update(coming_down(node.argument))
    return frozenset(found)


def coming_down(argument: Exponent) -> frozenset[str]:
    """Return which of pi and log(p) stand beside the variable or a parameter in an exponent."""
    return frozenset(
        name
        for monomial, _ in argument
        if any(not is_constant_name(name) for name, _ in monomial)
        for name, _ in monomial
        if name == "pi" or name.startswith("log(")
    )


def _all_names(expression: Expression) -> set[str]:
    found = set()
    for node in parts(expression):
        if isinstance(node, Symbol):
            found.add(node.name)
        elif isinstance(node, Function):
            found.update(name for monomial, _ in node.argument for name, _ in monomial)
    return found


def exponents(expression: Expression) -> frozenset[Exponent]:
    """Return the P of all exponentials e^P as which the functions in the expression are evaluated."""
    found: set[Exponent] = set()
    for node in parts(expression):
        if isinstance(node, Function):
            found.update(exponents_of(node))
    return frozenset(found)


def exponents_of(node: Function) -> tuple[Exponent, ...]:
    """Return the P of the exponentials as which one function is written; tan x = −i(e^{2ix} − 1)/(e^{2ix} + 1).

    tan and tanh name e^{ix} and e^x too: certificates are read as quotients sin/cos and sinh/cosh.
    """
    match node.name:
        case "sin":
            return rotated(node.argument), QUARTER_TURN
        case "cos":
            return (rotated(node.argument),)
        case "tan":
            return scaled(rotated(node.argument), 2), QUARTER_TURN, rotated(node.argument)
        case "tanh":
            return scaled(node.argument, 2), node.argument
    return (node.argument,)


def scaled(argument: Exponent, factor: int | Fraction) -> Exponent:
    """Return factor·P for a factor that is not zero."""
    return tuple((monomial, value * factor) for monomial, value in argument)
