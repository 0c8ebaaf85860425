"""Exact quotients of Laurent polynomials, without any gcd of polynomials.

Main objects: `Quotient`, numerator over a product of powers of canonical cores; `Exact`, the algebra in which texts
become quotients (the variable read as variable + shift). Common denominators are least common multiples of the factored
form, so equal denominators are never multiplied and a denominator 1 stays 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rankdyn.errors import CertificateError

from .grammar import Call, Expression, Name, Number, Power, Product, Sum, Tree
from .polynomial import Key, Polynomial, Ring


@dataclass(frozen=True, slots=True)
class Quotient:
    """numerator / Π core**power; the cores are not units, primitive, and not identically zero."""

    numerator: Polynomial
    denominator: dict[Polynomial, int]

    def __bool__(self) -> bool:
        return bool(self.numerator)


def over(numerator: Polynomial, divisor: Polynomial, power: int = 1) -> Quotient:
    """Return numerator / divisor**power."""
    if not divisor:
        raise ZeroDivisionError("a denominator is identically zero")
    inverse, core = divisor.split_unit()
    return Quotient(numerator * inverse**power, {} if core.is_one() else {core: power})


def common_denominator(parts: Iterable[Quotient]) -> dict[Polynomial, int]:
    """Return the least common multiple of the denominators, factor by factor."""
    common: dict[Polynomial, int] = {}
    for part in parts:
        for core, power in part.denominator.items():
            common[core] = max(power, common.get(core, 0))
    return common


def clear(parts: Sequence[Quotient]) -> tuple[list[Polynomial], dict[Polynomial, int]]:
    """Return the numerators over the common denominator, and that denominator."""
    common = common_denominator(parts)
    numerators = []
    for part in parts:
        numerator = part.numerator
        if numerator:
            for core, power in common.items():
                missing = power - part.denominator.get(core, 0)
                if missing:
                    numerator = numerator * core**missing
        numerators.append(numerator)
    return numerators, common


def add(ring: Ring, parts: Sequence[Quotient]) -> Quotient:
    """Return the sum."""
    numerators, common = clear([part for part in parts if part])
    numerator = ring.sum(numerators)
    return Quotient(numerator, common if numerator else {})


def multiply(left: Quotient, right: Quotient) -> Quotient:
    """Return the product."""
    numerator = left.numerator * right.numerator
    if not numerator:
        return Quotient(numerator, {})
    denominator = dict(left.denominator)
    for core, power in right.denominator.items():
        denominator[core] = denominator.get(core, 0) + power
    return Quotient(numerator, denominator)


def raise_to(base: Quotient, exponent: int) -> Quotient:
    """Return the integer power; a negative one of zero raises ZeroDivisionError."""
    power = abs(exponent)
    numerator = base.numerator**power
    denominator = {core: power * own for core, own in base.denominator.items()} if power and numerator else {}
    if exponent >= 0:
        return Quotient(numerator, denominator)
    result = over(base.numerator.ring.constant(1), base.numerator, power)
    for core, own in denominator.items():
        result = Quotient(result.numerator * core**own, result.denominator)
    return result


def differentiate(quotient: Quotient) -> Quotient:
    """Return the derivative: (n/Π b^e)' = (n'·Πb − n·Σ e b' Π_{others}) / Π b^(e+1), over the b that vary."""
    ring = quotient.numerator.ring
    varying = [(core, power, core.derivative()) for core, power in quotient.denominator.items()]
    varying = [item for item in varying if item[2]]
    parts = [quotient.numerator.derivative()]
    for core, _, _ in varying:
        parts[0] = parts[0] * core
    for core, power, slope in varying:
        part = quotient.numerator * slope.times(-power)
        for other, _, _ in varying:
            if other != core:
                part = part * other
        parts.append(part)
    numerator = ring.sum(parts)
    denominator = dict(quotient.denominator)
    for core, power, _ in varying:
        denominator[core] = power + 1
    return Quotient(numerator, denominator if numerator else {})


class Exact:
    """The algebra of quotients over `ring`, the variable read as ring.names[0] + shift."""

    def __init__(self, ring: Ring, shift: Fraction) -> None:
        self.ring = ring
        self.shift = shift
        self.seen: dict[Tree, Quotient] = {}

    def scalar(self, expression: Expression) -> Quotient:
        """Return the value; a denominator identically zero raises CertificateError."""
        try:
            return self.value(expression.tree)
        except ZeroDivisionError as error:
            raise CertificateError(f"{expression.path}: {error}; the function is not defined anywhere") from None
        except CertificateError:
            raise
        except ValueError as error:
            raise CertificateError(f"{expression.path}: {error}") from None

    def dot(self, left: Sequence[Quotient], right: Sequence[Quotient]) -> Quotient:
        """Return the sum of products."""
        return add(self.ring, [multiply(a, b) for a, b in zip(left, right, strict=True) if a and b])

    def exponent(self, argument: Tree) -> dict[Key, Fraction]:
        """Return the coefficients of the polynomial in an exponential, at monomials of the names."""
        value = self.value(argument)
        names = len(self.ring.names)
        terms = value.numerator.terms
        if value.denominator or any(min(key[:names]) < 0 or any(key[names:]) for key in terms):
            raise ValueError("the argument of exp, sinh, cosh must be a polynomial in the variable and the parameters")
        return {key[:names]: Fraction(number, value.numerator.scale) for key, number in terms.items()}

    def value(self, tree: Tree) -> Quotient:
        """Return the quotient that a tree means."""
        ring = self.ring
        match tree:
            case Number(number):
                return Quotient(ring.constant(number), {})
            case Name(name):
                variable = [ring.constant(self.shift)] if name == ring.names[0] and self.shift else []
                return Quotient(ring.sum([ring.name(name), *variable]), {})
            case Sum(terms):
                values = [(sign, self.value(term)) for sign, term in terms]
                return add(ring, [v if sign > 0 else Quotient(-v.numerator, v.denominator) for sign, v in values])
            case Product(factors):
                result = Quotient(ring.constant(1), {})
                for sign, factor in factors:
                    value = self.value(factor)
                    result = multiply(result, value if sign > 0 else raise_to(value, -1))
                return result
            case Power(base, exponent):
                return raise_to(self.value(base), exponent)
            case Call(function, argument):
                if tree not in self.seen:
                    self.seen[tree] = self.exponential(function, argument)
                return self.seen[tree]

    def exponential(self, function: str, argument: Tree) -> Quotient:
        """Return exp, or sinh and cosh as (e^P ∓ e^-P)/2."""
        exponent = self.exponent(argument)
        if not self.ring.exponentials and exponent:
            raise ValueError("exponentials cannot be nested")
        growing = self.ring.exponential(exponent)
        if function == "exp":
            return Quotient(growing, {})
        decaying = self.ring.exponential({key: -value for key, value in exponent.items()})
        half = self.ring.constant(Fraction(1, 2))
        return Quotient(half * self.ring.sum([growing, decaying if function == "cosh" else -decaying]), {})
