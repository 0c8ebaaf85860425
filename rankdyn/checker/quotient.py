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
from itertools import chain
from math import gcd, lcm, prod
from operator import mul

from rankdyn.errors import CertificateError

from .constants import Field, Key, field_of, independent
from .grammar import Expression, Tree, constants, subtrees
from .polynomial import Exponent, Polynomial, Ring
from .reading import located
from .structure import Work


@dataclass(frozen=True, slots=True)
class Quotient:
    """numerator / Π core**power; no core is zero or a rational."""

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
    A power of ζ and radicals is divided out, too, that of the least key; this is then without them, since the other
    terms with its names and exponentials stay independent of it. So divisors that differ by a unit of this kind tend to
    get the same core, without any gcd of polynomials.
    """
    if not divisor:
        raise ZeroDivisionError("a denominator is identically zero; the function is not defined anywhere")
    ring = divisor.ring
    constant = ring.element(ring.field.inverse(min(divisor.terms)[len(ring.names) : ring.first]))
    divisor = divisor * constant
    lowest = tuple(map(min, zip(*divisor.terms, strict=True)))
    content = gcd(*divisor.terms.values()) * (1 if divisor.terms[min(divisor.terms)] > 0 else -1)
    shifted = {tuple(a - b for a, b in zip(key, lowest, strict=True)): c for key, c in divisor.terms.items()}
    core = Polynomial(ring, {key: value // content for key, value in shifted.items()})
    unit = ring.constant(Fraction(divisor.scale, content)) * Polynomial(ring, {tuple(-a for a in lowest): 1}) * constant
    return Quotient(numerator * unit**power, {} if core == ring.constant(1) else {core: power})


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
        self.plain = self if ring.plain is ring else Exact(ring.plain, shift)
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
            case ("root", base):
                return Quotient(self.ring.element(self.ring.field.root(base)), {})
            case ("sum", *terms):
                return add(self.ring, [self.value(term) for term in terms])
            case ("product", *factors):
                return reduce(mul, map(self.value, factors))
        if tree not in self.powers:
            kind, content, *exponent = tree
            self.powers[tree] = self.value(content) ** exponent[0] if kind == "power" else self.exponential(content)
        return self.powers[tree]

    def exponent(self, argument: Tree) -> Exponent:
        """Return the polynomial that stands in an exponential, an element of the plain ring."""
        plain = self.plain.ring
        value, names = self.plain.value(argument), len(plain.names)
        for key in value.numerator.terms:
            if value.denominator or min(key[:names]) < 0 or sum(key[plain.free : names]) > 1:
                raise CertificateError(
                    "the argument of exp, sin, … must be a polynomial in the variable and parameters; its coefficients "
                    "rational combinations of products of I and sqrt(p) with at most one of pi and the log(p)"
                )
        return {key: Fraction(number, value.numerator.scale) for key, number in value.numerator.terms.items()}

    def exponential(self, argument: Tree) -> Quotient:
        """Return e^argument."""
        return Quotient(self.ring.exponential(self.exponent(argument)), {})


def plain_ring(names: Sequence[str], expressions: Iterable[Expression], work: Work) -> Ring:
    """Return the ring of the arguments of exponentials; with √p comes log(p), and with I comes pi."""
    found, roots = constants(chain.from_iterable(subtrees(expression.tree) for expression in expressions))
    found |= {"pi" if base == -1 else f"log({base})" for base in roots}
    roots |= {-1} if "pi" in found else set()
    return Ring(names, sorted(found), Field(1, dict.fromkeys(roots, 2)), work)


Uses = Iterable[tuple[Iterable[Expression], Sequence[Fraction]]]


def ring_of(plain: Ring, uses: Uses, slopes: bool) -> Ring:
    """Return the ring in which the expressions can be written, each with every shift of the variable given for it.

    `slopes` tells whether derivatives are taken, which bring pi and log(p) down from exponents.
    """
    seen: dict[object, Exponent] = {}
    names, roots = set[str](), set[int]()
    for expressions, shifts in uses:
        algebras = [Exact(plain, shift) for shift in shifts]
        for expression in expressions:
            with located(expression.path):
                for node in subtrees(expression.tree):
                    for algebra in algebras if node[0] == "exp" else ():
                        if (node, algebra.shift) not in seen:
                            seen[node, algebra.shift] = algebra.exponent(node[1])
            more_names, more_roots = constants(subtrees(expression.tree, exponents=False))
            names, roots = names | more_names, roots | more_roots
    units: dict[Key, int] = {}
    order, powers, last = 1, dict[int, int](), len(plain.names)
    for exponent in seen.values():
        for monomial, coefficient in exponent.items():
            base = plain.logarithms.get(monomial)
            if base == -1:
                order = lcm(order, (coefficient / 2).denominator)
            elif base:
                powers[base] = lcm(powers.get(base, 1), coefficient.denominator)
            else:
                units[monomial] = lcm(units.get(monomial, 1), coefficient.denominator)
            if monomial[0]:
                named = zip(plain.names[plain.free :], monomial[plain.free : last], strict=True)
                names |= {name for name, e in named if e and slopes}
                roots |= {base for (base, _), e in zip(plain.field.radicals, monomial[last + 1 :], strict=True) if e}
    with located("function"):
        field = field_of(order, roots, powers)
    known = independent(names, [not any(m[:last]) for m in units if not any(m[: plain.free])])
    return Ring(plain.names[: plain.free], plain.names[plain.free :], field, plain.work, plain, units, known)
