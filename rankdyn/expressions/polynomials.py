"""Polynomials with rational coefficients as sorted tuples of terms: the arguments of exponentials.

Main results: `as_polynomial` reads an expression tree as a polynomial; `shift` substitutes t + h for t.
"""

from collections import Counter
from fractions import Fraction
from math import comb

from rankdyn.errors import NotExactError
from rankdyn.expressions.nodes import Add, Exponent, Expression, Function, Monomial, Mul, Number, Pow, Symbol, digits
from rankdyn.limits import MAX_DIGITS, MAX_EXPONENT_DEGREE

MAX_TERMS = 200
"""Terms of one exponent; an exponent beyond it is refused rather than expanded."""

Terms = dict[Monomial, Fraction]


def polynomial(terms: Terms) -> Exponent:
    """Return the sorted tuple form of a dictionary of terms."""
    return tuple(sorted((monomial, value) for monomial, value in terms.items() if value))


def as_polynomial(expression: Expression) -> Exponent:
    """Return the expression as a polynomial with rational coefficients.

    Raises
    ------
    NotExactError
        If it is none: a quotient, an exponential within an exponential, or too many terms.
    """
    return polynomial(_terms(expression))


def _terms(expression: Expression) -> Terms:
    match expression:
        case Number(value):
            return {(): value}
        case Symbol(name):
            return {((name, 1),): Fraction(1)}
        case Add(parts):
            total: Counter[Monomial] = Counter()
            for part in parts:
                for monomial, value in _terms(part).items():
                    total[monomial] += value  # type: ignore[assignment]
            return dict(total)  # type: ignore[arg-type]
        case Mul(parts):
            product: Terms = {(): Fraction(1)}
            for part in parts:
                product = _multiply(product, _terms(part))
            return product
        case Pow(base, exponent):
            if exponent < 0:
                raise NotExactError("the argument of an exponential must be a polynomial, here it has a denominator")
            inner = _terms(base)
            if len(inner) > 1 and exponent > MAX_TERMS:
                raise NotExactError(f"the argument of an exponential has more than {MAX_TERMS} terms")
            if len(inner) <= 1:
                for monomial, value in inner.items():
                    _check_size(monomial, value, exponent)
                return {_raise(monomial, exponent): value**exponent for monomial, value in inner.items()}
            result: Terms = {(): Fraction(1)}
            for _ in range(exponent):
                result = _multiply(result, inner)
            return result
        case Function(name, _):
            raise NotExactError(f"the argument of an exponential must be a polynomial, here it contains {name}")


def _multiply(left: Terms, right: Terms) -> Terms:
    product: Terms = {}
    for m, a in left.items():
        for n, b in right.items():
            key = times(m, n)
            product[key] = product.get(key, Fraction(0)) + a * b
            _check_size(key, product[key])
    if len(product) > MAX_TERMS:
        raise NotExactError(f"the argument of an exponential has more than {MAX_TERMS} terms")
    return product


def _check_size(monomial: Monomial, value: Fraction, exponent: int = 1) -> None:
    """Refuse the power of a term before it is computed, if it is beyond a published limit."""
    if sum(power for _, power in monomial) * exponent > MAX_EXPONENT_DEGREE:
        raise NotExactError(
            f"the argument of an exponential has degree above {MAX_EXPONENT_DEGREE}; write a smaller power"
        )
    if digits(value) * exponent > MAX_DIGITS:
        raise NotExactError(f"the argument of an exponential has a number of more than {MAX_DIGITS} digits")


def _raise(monomial: Monomial, exponent: int) -> Monomial:
    return tuple((name, power * exponent) for name, power in monomial) if exponent else ()


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
        power = degree(monomial, variable)
        rest = tuple(item for item in monomial if item[0] != variable)
        for j in range(power + 1):
            key = tuple(sorted((*rest, (variable, j)))) if j else rest
            total[key] = total.get(key, Fraction(0)) + value * comb(power, j) * step ** (power - j)
    return polynomial(total)


def as_expression_terms(argument: Exponent) -> tuple[Expression, ...]:
    """Return the terms of the polynomial as expressions, highest monomials first."""
    from rankdyn.expressions.nodes import mul, power

    ordered = sorted(argument, key=lambda item: (-sum(p for _, p in item[0]), item[0]))
    return tuple(mul((Number(value), *(power(Symbol(n), p) for n, p in monomial))) for monomial, value in ordered)
