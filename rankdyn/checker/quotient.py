"""Exact quotients of Laurent polynomials, without any gcd of polynomials.

Main objects: `Quotient`, a numerator over a product of powers of canonical cores; `Exact`, the algebra in which texts
become quotients. Common denominators are least common multiples of the factored form, so equal denominators are never
multiplied together. Main results: `Quotient.derivative`, `Quotient.limit`, `ring_of`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import gcd, prod
from operator import mul

from rankdyn.errors import CertificateError

from .grammar import Expression, Tree, subtrees
from .polynomial import Exponent, Polynomial, Ring
from .reading import located
from .structure import Work


@dataclass(frozen=True, slots=True)
class Quotient:
    """numerator / Π core**power; no core is zero or a unit (a rational times a monomial)."""

    numerator: Polynomial
    denominator: dict[Polynomial, int]

    def __bool__(self) -> bool:
        return bool(self.numerator)

    def __mul__(self, other: Quotient) -> Quotient:
        denominator = dict(self.denominator)
        for core, power in other.denominator.items():
            denominator[core] = denominator.get(core, 0) + power
        return Quotient(self.numerator * other.numerator, denominator)

    def __pow__(self, exponent: int) -> Quotient:
        if exponent < 0:
            return over(product(self.numerator.ring, self.denominator), self.numerator) ** -exponent
        powers = {core: power * exponent for core, power in self.denominator.items() if exponent}
        return Quotient(self.numerator**exponent, powers)

    def derivative(self) -> Quotient:
        """Return the derivative in the variable: (n / Π b^e)' = n' / Π b^e − Σ e b' n / (b Π b^e)."""
        ring = self.numerator.ring
        parts = [Quotient(self.numerator.derivative(), self.denominator)]
        for core, power in self.denominator.items():
            slope = core.derivative() * ring.constant(-power)
            parts.append(Quotient(self.numerator * slope, self.denominator | {core: power + 1}))
        return add(ring, parts)

    def limit(self) -> Quotient:
        """Return the limit at variable = 0 by de l'Hôpital's rule; a pole there raises ZeroDivisionError.

        The denominator is not zero identically, so one of its derivatives is not zero at 0: the loop ends.
        """
        ring = self.numerator.ring
        regular = {core: power for core, power in self.denominator.items() if core.at_zero()}
        vanishing = {core: power for core, power in self.denominator.items() if core not in regular}
        lift = ring.name(0) ** max(0, *(-key[0] for key in self.numerator.terms), 0)
        top, bottom = self.numerator * lift, product(ring, vanishing) * lift
        while not (below := bottom.at_zero()):
            if top.at_zero():
                raise ZeroDivisionError("a pole")
            top, bottom = top.derivative(), bottom.derivative()
        result = over(top.at_zero(), below)
        for core, power in regular.items():
            result *= over(ring.constant(1), core.at_zero(), power)
        return result


def over(numerator: Polynomial, divisor: Polynomial, power: int = 1) -> Quotient:
    """Return numerator / divisor**power.

    The divisor is a unit times its core: primitive, with lowest exponents 0, the coefficient of its least key positive.
    So divisors that differ by a unit get the same core, without any gcd of polynomials.
    """
    if not divisor:
        raise ZeroDivisionError("a denominator is identically zero; the function is not defined anywhere")
    ring, first = divisor.ring, divisor.terms[min(divisor.terms)]
    lowest = tuple(map(min, zip(*divisor.terms, strict=True)))
    content = gcd(*divisor.terms.values()) * (1 if first > 0 else -1)
    shifted = {tuple(a - b for a, b in zip(key, lowest, strict=True)): c for key, c in divisor.terms.items()}
    core = Polynomial(ring, {key: value // content for key, value in shifted.items()})
    unit = ring.constant(Fraction(divisor.scale, content)) * Polynomial(ring, {tuple(-a for a in lowest): 1})
    return Quotient(numerator * unit**power, {} if len(core.terms) == 1 else {core: power})


def product(ring: Ring, powers: dict[Polynomial, int]) -> Polynomial:
    """Return Π core**power."""
    return prod((core**power for core, power in powers.items()), start=ring.constant(1))


def clear(parts: Sequence[Quotient]) -> tuple[list[Polynomial], dict[Polynomial, int]]:
    """Return numerators over the least common multiple of the denominators, factor by factor, and that multiple."""
    common: dict[Polynomial, int] = {}
    for part in filter(None, parts):
        for core, power in part.denominator.items():
            common[core] = max(power, common.get(core, 0))
    numerators = [part.numerator for part in parts]
    for i, part in enumerate(parts):
        for core, power in common.items():
            if part and power > part.denominator.get(core, 0):
                numerators[i] *= core ** (power - part.denominator.get(core, 0))
    return numerators, common


def add(ring: Ring, parts: Sequence[Quotient]) -> Quotient:
    """Return the sum."""
    if len(parts) == 1:
        return parts[0]
    numerators, common = clear(parts)
    return Quotient(ring.sum(numerators), common)


class Exact:
    """Trees as quotients over `ring`, the variable t read as t + shift."""

    def __init__(self, ring: Ring, shift: Fraction) -> None:
        self.ring = ring
        self.shift = shift
        self.names = {name: Quotient(ring.name(i), {}) for i, name in enumerate(ring.names)}
        self.names[ring.names[0]] = Quotient(ring.sum([ring.name(0), ring.constant(shift)]), {})
        self.powers: dict[Tree, Quotient] = {}

    def number(self, value: Fraction | int) -> Quotient:
        """Return a constant."""
        return Quotient(self.ring.constant(value), {})

    def dot(self, left: Sequence[Quotient], right: Sequence[Quotient]) -> Quotient:
        """Return the sum of products."""
        return add(self.ring, [a * b for a, b in zip(left, right, strict=True) if a and b])

    def scalar(self, expression: Expression) -> Quotient:
        """Return what a text means."""
        with located(expression.path):
            self.ring.work.spend(1)
            return self.value(expression.tree)

    def value(self, tree: Tree) -> Quotient:
        """Return what a tree means; powers and exponentials are remembered, since texts repeat them."""
        match tree:
            case ("number", value):
                return self.number(value)
            case ("name", name):
                return self.names[name]
            case ("sum", *terms):
                return add(self.ring, [self.value(term) for term in terms])
            case ("product", *factors):
                return reduce(mul, map(self.value, factors))
        if tree not in self.powers:
            kind, content, *exponent = tree
            self.powers[tree] = self.value(content) ** exponent[0] if kind == "power" else self.exponential(content)
        return self.powers[tree]

    def exponent(self, argument: Tree) -> Exponent:
        """Return the polynomial that stands in an exponential."""
        value = self.value(argument)
        names, terms = len(self.ring.names), value.numerator.terms
        if value.denominator or any(min(key[:names]) < 0 or any(key[names:]) for key in terms):
            raise CertificateError(
                "the argument of exp, sinh, cosh must be a polynomial in the variable and parameters"
            )
        return {key[:names]: Fraction(number, value.numerator.scale) for key, number in terms.items()}

    def exponential(self, argument: Tree) -> Quotient:
        """Return e^argument."""
        return Quotient(self.ring.exponential(self.exponent(argument)), {})


Uses = Iterable[tuple[Iterable[Expression], Sequence[Fraction]]]


def ring_of(names: Sequence[str], uses: Uses, work: Work) -> Ring:
    """Return the ring in which the expressions can be written, each with every shift of the variable given for it."""
    plain = Ring(names, (), work)
    exponents: dict[object, Exponent] = {}
    for expressions, shifts in uses:
        algebras = [Exact(plain, shift) for shift in shifts]
        for expression in expressions:
            with located(expression.path):
                for node in subtrees(expression.tree):
                    for algebra in algebras if node[0] == "exp" else ():
                        if (node, algebra.shift) not in exponents:
                            exponents[node, algebra.shift] = algebra.exponent(node[1])
    return Ring(names, exponents.values(), work)
