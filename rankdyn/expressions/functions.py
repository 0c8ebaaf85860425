"""Functions and powers of expressions: inside the exact class where theory allows, a `Call` otherwise.

Main results: `apply` (a function by name) and `raise_to` (a general power). Both are used by every reader of user
input, so that text and SymPy mean the same:

* exp, sin, cos, tan, sinh, cosh, tanh (and their reciprocals) of a polynomial stay `Function`;
* log, sqrt and rational powers of positive rationals are constants of the class, b**P is e^{P log b};
* everything else (log(t), sqrt(1 + t²), e^{e^t}, t**a) is a `Call` and has numerical answers only.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import Final

import flint

from rankdyn.errors import InvalidInputError, NotExactError
from rankdyn.expressions.nodes import (
    ONE,
    QUARTER_TURN,
    ZERO,
    Call,
    Exponent,
    Expression,
    Function,
    Mul,
    Number,
    Pow,
    Symbol,
    add,
    divide,
    exponential,
    function,
    is_constant_name,
    mul,
    negate,
    number,
    power,
    scaled,
)
from rankdyn.expressions.polynomials import as_expression_terms, as_polynomial, polynomial, sum_of

EXPONENTIAL_FUNCTIONS: Final = ("exp", "sinh", "cosh", "tanh", "sin", "cos", "tan")
"""Functions of the exact class, at polynomials."""

RECIPROCALS: Final = {"sec": ("cos", None), "csc": ("sin", None), "cot": ("sin", "cos")}
RECIPROCALS_HYPERBOLIC: Final = {"sech": ("cosh", None), "csch": ("sinh", None), "coth": ("sinh", "cosh")}
_QUOTIENTS: Final = RECIPROCALS | RECIPROCALS_HYPERBOLIC

NUMERICAL_FUNCTIONS: Final = (
    "asin acos atan asinh acosh atanh erf erfc erfi gamma loggamma digamma zeta airyai airybi Ei Si Ci Shi Chi "
    "fresnels fresnelc LambertW".split()
)
"""Functions outside the exact class that have numerical answers, by SymPy's names."""

KNOWN_FUNCTIONS: Final = frozenset(
    [*EXPONENTIAL_FUNCTIONS, *_QUOTIENTS, "log", "ln", "sqrt", "cbrt", *NUMERICAL_FUNCTIONS]
)

I_UNIT: Final = exponential(QUARTER_TURN)
PI: Final = Symbol("pi")
E: Final = exponential((((), Fraction(1)),))

_MAX_LOG_DIGITS: Final = 40
"""Digits of a number whose logarithm is split into those of its primes."""


def apply(name: str, argument: Expression) -> Expression:
    """Return a function of an expression.

    Parameters
    ----------
    name : str
        One of `KNOWN_FUNCTIONS`.
    argument : Expression
        Where it is taken.

    Raises
    ------
    InvalidInputError
        For log(0), or a function at a pole.
    """
    if name in EXPONENTIAL_FUNCTIONS:
        try:
            return function(name, as_polynomial(argument))
        except NotExactError:
            return (_written_as_power(argument) if name == "exp" else None) or Call(name, argument)
    if name in _QUOTIENTS:
        below, above = _QUOTIENTS[name]
        try:
            return divide(ONE if above is None else apply(above, argument), apply(below, argument))
        except ZeroDivisionError:
            raise InvalidInputError(f"{name} has a pole there") from None
    if name in ("log", "ln"):
        return _logarithm(argument)
    if name in ("sqrt", "cbrt"):
        return raise_to(argument, number(Fraction(1, 2 if name == "sqrt" else 3)))
    return Call(name, argument)


def _written_as_power(argument: Expression) -> Expression | None:
    """Return u^k for the argument k·log(u) with an integer k, to which t**a comes when a number is put for a."""
    match argument:
        case Call("log", inner):
            return inner
        case Mul((Number(value), Call("log", inner))) if value.denominator == 1:
            return power(inner, value.numerator)
    return None


def raise_to(base: Expression, exponent: Expression) -> Expression:
    """Return base**exponent.

    Raises
    ------
    InvalidInputError
        For a base that is not positive under an exponent that is not an integer, but for square roots; and where the
        power passes a limit.
    ZeroDivisionError
        For a negative power of the constant zero.
    """
    if isinstance(exponent, Number) and exponent.value.denominator == 1:
        return power(base, exponent.value.numerator)
    if isinstance(base, Number) and base.value <= 0:
        return _root_of_negative(base.value, exponent)
    logarithm = positive_logarithm(base)
    if logarithm is not None:
        if isinstance(exponent, Number):
            return exponential(scaled(logarithm, exponent.value)) if logarithm else ONE
        return apply("exp", mul((exponent, add(as_expression_terms(logarithm)))))
    if isinstance(exponent, Number):
        if isinstance(base, Function) and base.name == "exp" and _is_constant(base.argument):
            return exponential(scaled(base.argument, exponent.value))  # a root of a complex constant: the principal one
        if exponent.value.denominator == 2:
            return power(Call("sqrt", base), exponent.value.numerator)
    return apply("exp", mul((exponent, _logarithm(base))))


def _root_of_negative(base: Fraction, exponent: Expression) -> Expression:
    if isinstance(exponent, Number) and exponent.value > 0 and not base:
        return ZERO
    if base and isinstance(exponent, Number) and exponent.value.denominator == 2:
        root = mul((I_UNIT, raise_to(Number(-base), number(Fraction(1, 2)))))
        return power(root, exponent.value.numerator) if exponent.value.numerator != 1 else root
    raise InvalidInputError(f"the base {str(base)[:40]} of a power must be positive where the exponent is no integer")


def _is_constant(argument: Exponent) -> bool:
    return all(is_constant_name(name) for monomial, _ in argument for name, _ in monomial)


def positive_logarithm(expression: Expression) -> Exponent | None:
    """Return the logarithm of a product of positive rationals and of e^P with P real for real t; otherwise None."""
    match expression:
        case Number(value) if value > 0:
            return _log_of_rational(value)
        case Function("exp", argument) if not any(name == "I" for monomial, _ in argument for name, _ in monomial):
            return argument
        case Mul(factors):
            logarithms = [positive_logarithm(factor) for factor in factors]
            return None if None in logarithms else sum_of([part for part in logarithms if part is not None])
        case Pow(base, exponent):
            inner = positive_logarithm(base)
            return None if inner is None else scaled(inner, exponent)
    return None


def _log_of_rational(value: Fraction) -> Exponent:
    terms: dict[tuple[tuple[str, int], ...], Fraction] = {}
    for part, sign in ((value.numerator, 1), (value.denominator, -1)):
        if part >= 10**_MAX_LOG_DIGITS:
            raise InvalidInputError(
                f"the logarithm or root of a number of more than {_MAX_LOG_DIGITS} digits is not taken; write a "
                "smaller number"
            )
        for prime, count in flint.fmpz(part).factor():
            terms[((f"log({int(prime)})", 1),)] = Fraction(sign * int(count))
    return polynomial(terms)


def _logarithm(argument: Expression) -> Expression:
    logarithm = positive_logarithm(argument)
    if logarithm is not None:
        return add(as_expression_terms(logarithm))
    if isinstance(argument, Number):
        if not argument.value:
            raise InvalidInputError("log(0) is not defined")
        return add((_logarithm(Number(-argument.value)), mul((I_UNIT, PI))))
    return Call("log", argument)


def call_derivative(name: str, argument: Expression) -> Expression:
    """Return the derivative of a function outside the exact class, at the argument.

    Raises
    ------
    NotExactError
        For functions whose derivative is not in the list; their rank sequences are computed without it.
    """
    rule = _DERIVATIVES.get(name)
    if rule is None:
        raise NotExactError(
            f"the derivative of {name} is not written out; rank_sequence answers numerically without it"
        )
    return rule(argument)


def _inverse_root(inside: Expression) -> Expression:
    return power(raise_to(inside, number(Fraction(1, 2))), -1)


_DERIVATIVES: Final[dict[str, Callable[[Expression], Expression]]] = {
    "exp": lambda u: apply("exp", u),
    "sin": lambda u: apply("cos", u),
    "cos": lambda u: negate(apply("sin", u)),
    "tan": lambda u: add((power(apply("tan", u), 2), ONE)),
    "sinh": lambda u: apply("cosh", u),
    "cosh": lambda u: apply("sinh", u),
    "tanh": lambda u: add((negate(power(apply("tanh", u), 2)), ONE)),
    "log": lambda u: power(u, -1),
    "sqrt": lambda u: mul((number(Fraction(1, 2)), power(Call("sqrt", u), -1))),
    "asin": lambda u: _inverse_root(add((negate(power(u, 2)), ONE))),
    "acos": lambda u: negate(_inverse_root(add((negate(power(u, 2)), ONE)))),
    "atan": lambda u: power(add((power(u, 2), ONE)), -1),
    "asinh": lambda u: _inverse_root(add((power(u, 2), ONE))),
    "acosh": lambda u: mul((_inverse_root(add((u, number(-1)))), _inverse_root(add((u, ONE))))),
    "atanh": lambda u: power(add((negate(power(u, 2)), ONE)), -1),
    "erf": lambda u: mul((number(2), _inverse_root(PI), apply("exp", negate(power(u, 2))))),
}
