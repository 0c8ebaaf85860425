"""Polynomials as sorted tuples of terms, the arguments of exponentials; constants I, sqrt(p), pi, log(p) are names.

Main results: `as_polynomial` reads an expression tree as a polynomial; `shift` substitutes t + h for t.
"""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from math import comb

from rankdyn.errors import InvalidInputError, NotExactError
from rankdyn.expressions.nodes import (
    I_PI,
    QUARTER_TURN,
    Add,
    Exponent,
    Expression,
    Function,
    Monomial,
    Mul,
    Number,
    Pow,
    Symbol,
    digits,
    exponential,
    is_constant_name,
    logarithm_prime,
    mul,
    power,
)
from rankdyn.limits import MAX_DIGITS, MAX_EXPONENT_DEGREE

MAX_TERMS = 200
"""Terms of one exponent; an exponent beyond it is refused rather than expanded."""

Terms = dict[Monomial, Fraction]


def polynomial(terms: Terms) -> Exponent:
    """Return the sorted tuple form of a dictionary of terms."""
    return tuple(sorted((monomial, value) for monomial, value in terms.items() if value))


def as_polynomial(expression: Expression) -> Exponent:
    """Return the expression as a polynomial whose coefficients lie in the span of 1, π, log p over Q(i, √d_1, …).

    Raises
    ------
    NotExactError
        If it is none: a quotient by what is not constant, an exponential within an exponential, π², 2^{1/3}, ….
    InvalidInputError
        If it has too many terms, too high a degree or too long numbers.
    """
    terms = _terms(expression)
    for monomial in terms:
        powers = [p for name, p in monomial if name == "pi" or name.startswith("log(")]
        if powers and powers != [1]:
            raise NotExactError("an exponent with products or quotients of pi and log is outside the exact class")
    return polynomial(terms)


def _terms(expression: Expression) -> Terms:
    match expression:
        case Number(value):
            return {(): value}
        case Symbol(name):
            return {((name, 1),): Fraction(1)}
        case Add(parts):
            total: Terms = {}
            for part in parts:
                for monomial, value in _terms(part).items():
                    total[monomial] = total.get(monomial, Fraction(0)) + value
            return total
        case Mul(parts):
            product: Terms = {(): Fraction(1)}
            for part in parts:
                product = _multiply(product, _terms(part))
            return product
        case Pow(base, exponent):
            inner = _terms(base)
            return _power(inner if exponent > 0 else _inverse(inner), abs(exponent))
        case Function("exp", argument):
            return _algebraic_number(argument)
    raise NotExactError("the argument of an exponential must be a polynomial, here it contains " + expression.name)


def _power(base: Terms, exponent: int) -> Terms:
    if len(base) <= 1:
        for monomial, value in base.items():
            _check_size(monomial, value, exponent)
    elif exponent > MAX_TERMS:
        raise InvalidInputError(f"the argument of an exponential has more than {MAX_TERMS} terms")
    result: Terms = {(): Fraction(1)}
    while exponent:
        if exponent & 1:
            result = _multiply(result, base)
        exponent >>= 1
        if exponent:
            base = _multiply(base, base)
    return result


def _inverse(terms: Terms) -> Terms:
    """Return 1/x for a number x of Q(i, √p, …), or for one constant monomial; times its conjugates x is rational."""
    terms = {monomial: value for monomial, value in terms.items() if value}
    if not terms:
        raise InvalidInputError("division by zero in the argument of an exponential")
    if any(not is_constant_name(name) for monomial in terms for name, _ in monomial):
        raise NotExactError("the argument of an exponential must be a polynomial, here it has a denominator")
    above: Terms = {(): Fraction(1)}
    if len(terms) == 1:
        ((monomial, value),) = terms.items()
        for name, count in monomial:
            square = _square(name)  # 1/√p = √p/p
            inverse: Terms = {((name, 1),): Fraction(1, square)} if square else {((name, -count),): Fraction(1)}
            above = _multiply(above, inverse)
        return {m: v / value for m, v in above.items()}
    below = terms
    while generator := next((name for monomial in below for name, _ in monomial if _square(name)), None):
        conjugate = {m: -v if any(name == generator for name, _ in m) else v for m, v in below.items()}
        above, below = _multiply(above, conjugate), _multiply(below, conjugate)
        below = {monomial: value for monomial, value in below.items() if value}
    if set(below) != {()}:
        raise NotExactError("a denominator with pi or log in the argument of an exponential is outside the exact class")
    return {monomial: value / below[()] for monomial, value in above.items()}


def _square(name: str) -> int:
    """Return I² or sqrt(p)², and 0 for other names."""
    return -1 if name == "I" else int(name[5:-1]) if name.startswith("sqrt(") else 0


def _algebraic_number(argument: Exponent) -> Terms:
    """Return e^{q_1 log p_1 + … + iπ q} in Q(i, √p, …)."""
    result: Terms = {(): Fraction(1)}
    for monomial, value in argument:
        prime = logarithm_prime(monomial)
        if prime is not None and value.denominator <= 2:
            whole = value.numerator // value.denominator
            root: Monomial = ((f"sqrt({prime})", 1),) if value != whole else ()
            factor: Terms = {root: Fraction(prime) ** whole}
        elif monomial == I_PI and 12 % value.denominator == 0:
            factor = _root_of_unity(int(value * 12) % 24)
        else:
            raise NotExactError("the argument of an exponential must be a polynomial, here it contains exp")
        result = _multiply(result, factor)
    return result


def _root_of_unity(twelfths: int) -> Terms:
    """Return e^{iπ k/12}, a product of i, e^{iπ/4} = (1 + i)/√2 and e^{iπ/3} = (1 + i√3)/2."""
    eighth: Terms = {(("sqrt(2)", 1),): Fraction(1, 2), (("I", 1), ("sqrt(2)", 1)): Fraction(1, 2)}
    sixth: Terms = {(): Fraction(1, 2), (("I", 1), ("sqrt(3)", 1)): Fraction(1, 2)}
    # 3a + 4b = k modulo 24 with a = 3k, b = −2k
    return _multiply(_power(eighth, 3 * twelfths % 8), _power(sixth, -2 * twelfths % 6))


def _multiply(left: Terms, right: Terms) -> Terms:
    product: Terms = {}
    for m, a in left.items():
        for n, b in right.items():
            key, factor = _reduced(times(m, n))
            product[key] = product.get(key, Fraction(0)) + a * b * factor
            _check_size(key, product[key])
    if len(product) > MAX_TERMS:
        raise InvalidInputError(f"the argument of an exponential has more than {MAX_TERMS} terms")
    return product


def _reduced(monomial: Monomial) -> tuple[Monomial, int]:
    """Take the squares of I and sqrt(p) out of a monomial, and names to the power 0."""
    factor = 1
    kept = []
    for name, count in monomial:
        square = _square(name)
        if square:
            factor *= square ** (count // 2)
            count %= 2
        if count:
            kept.append((name, count))
    return tuple(kept), factor


def _check_size(monomial: Monomial, value: Fraction, exponent: int = 1) -> None:
    """Refuse the power of a term before it is computed, if it is beyond a published limit."""
    if sum(count for _, count in monomial) * exponent > MAX_EXPONENT_DEGREE:
        raise InvalidInputError(
            f"the argument of an exponential has degree above {MAX_EXPONENT_DEGREE}; write a smaller power"
        )
    if digits(value) * exponent > MAX_DIGITS:
        raise InvalidInputError(f"the argument of an exponential has a number of more than {MAX_DIGITS} digits")


def times(left: Monomial, right: Monomial) -> Monomial:
    """Return the product of two monomials."""
    if not left or not right:
        return left or right
    powers = Counter(dict(left))
    powers.update(dict(right))
    return tuple(sorted(powers.items()))


def degree(monomial: Monomial, name: str) -> int:
    """Return the power of `name` in the monomial."""
    return dict(monomial).get(name, 0)


def shift(argument: Exponent, variable: str, step: Fraction) -> Exponent:
    """Return P(t + step) expanded, for the polynomial P in `argument` and t named `variable`."""
    if not step:
        return argument
    total: Terms = {}
    for monomial, value in argument:
        top = degree(monomial, variable)
        rest = tuple(item for item in monomial if item[0] != variable)
        for j in range(top + 1):
            key = tuple(sorted((*rest, (variable, j)))) if j else rest
            total[key] = total.get(key, Fraction(0)) + value * comb(top, j) * step ** (top - j)
    return polynomial(total)


def as_expression_terms(argument: Exponent) -> tuple[Expression, ...]:
    """Return the terms of the polynomial as expressions, highest monomials first."""
    ordered = sorted(argument, key=lambda item: (-sum(p for _, p in item[0]), item[0]))
    return tuple(mul((Number(value), *(_named_power(n, p) for n, p in monomial))) for monomial, value in ordered)


def _named_power(name: str, count: int) -> Expression:
    square = _square(name)
    if not square:
        return power(Symbol(name), count)
    return exponential(QUARTER_TURN if name == "I" else ((((f"log({square})", 1),), Fraction(1, 2)),))


def sum_of(parts: Sequence[Exponent]) -> Exponent:
    """Return the sum of polynomials."""
    total: Terms = {}
    for part in parts:
        for monomial, value in part:
            total[monomial] = total.get(monomial, Fraction(0)) + value
    return polynomial(total)
