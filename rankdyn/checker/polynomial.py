"""Sparse Laurent polynomials over a number field in the variable, the parameters and exponentials of monomials.

Main objects: `Ring`, which knows the generators; `Polynomial`. A term is an integer coefficient at a key, a tuple of
integer exponents: first those of the names (the variable is number 0; π and log p, constants, come last), then those of
the field K (constants.py), then those of the exponentials e^(m/u). Different monomials m that are not constant give
algebraically independent exponentials (Ax), and K has a normal form, so a polynomial is zero exactly when it has no
terms: as a function if the constants that it contains are independent, else with these as indeterminates.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from math import gcd, lcm
from operator import add, mul

from .constants import Element, Field, Key
from .structure import Scalar, Work

Exponent = Mapping[Key, Fraction]


def power(base: Scalar, exponent: int, multiply: Callable[[Scalar, Scalar], Scalar]) -> Scalar:
    """Return base^exponent for exponent >= 1, by repeated squaring."""
    if exponent == 1:
        return base
    half = power(base, exponent // 2, multiply)
    square = multiply(half, half)
    return multiply(square, base) if exponent % 2 else square


class Ring:
    """K[names^±1, e^(m/u)^±1]: `units` is {m: u}, and each m is the key of a monomial of the ring `plain`.

    The plain ring is that of the arguments of exponentials. It has the same names and, instead of K, the field of I and
    the √p, with a normal form in which products of these are monomials; and it has no exponentials. `independent` tells
    whether the transcendental constants that occur are known to be so: then a function is one polynomial.
    """

    def __init__(
        self,
        names: Sequence[str],
        constants: Sequence[str],
        field: Field,
        work: Work,
        plain: Ring | None = None,
        units: Mapping[Key, int] | None = None,
        independent: bool = True,
    ) -> None:
        self.independent = independent
        self.free = len(names)
        self.names = (*names, *constants)
        self.field = field
        self.work = work
        self.plain = plain or self
        self.exponentials = tuple(sorted((units or {}).items()))
        self.first = len(self.names) + field.width
        self.places = {monomial: place for place, (monomial, _) in enumerate(self.exponentials, self.first)}
        self.one: Key = (0,) * (self.first + len(self.exponentials))
        # The exponents I·pi and log(p), of which rational multiples are the exponents of elements of K.
        logarithms = [-1 if name == "pi" else int(name[4:-1]) for name in constants if plain is None]
        self.logarithms = {self.logarithm(base): base for base in logarithms}
        # The generators after the names are e^(q·m), m a monomial of the plain ring: here their m and q.
        keys = {base: key for key, base in self.plain.logarithms.items()}
        bases = [(-1, Fraction(2, field.order)), *((p, Fraction(1, n)) for p, n in field.radicals)]
        self.exponents = [(keys.get(base, ()), q) for base, q in bases]
        self.exponents += [(m, Fraction(1, u)) for m, u in self.exponentials]
        # (m/u)' for each m/u that varies.
        self.slopes = [(self.places[m], self.embedded(m, Fraction(m[0], u), -1)) for m, u in self.exponentials if m[0]]

    def logarithm(self, base: int) -> Key:
        """Return the key of log(base), I·pi for base −1, in the plain ring."""
        root = self.field.root(-1) if base == -1 else {(0,) * self.field.width: Fraction(1)}
        value = self.name(self.names.index("pi" if base == -1 else f"log({base})")) * self.element(root)
        return next(iter(value.terms))

    def described(self, monomial: Key, coefficient: Fraction) -> str:
        """Return the text of a term, in this plain ring."""
        labels = [*self.names, "1", *("I" if base == -1 else f"sqrt({base})" for base, _ in self.field.radicals)]
        return "*".join([str(coefficient)[:40], *(f"{x}**{e}" for x, e in zip(labels, monomial, strict=True) if e)])

    def constant(self, value: Fraction | int) -> Polynomial:
        """Return the constant `value`."""
        return Polynomial(self, {self.one: value.numerator}, value.denominator)

    def name(self, place: int, power: int = 1) -> Polynomial:
        """Return a power of the variable (place 0), a parameter or a constant."""
        return Polynomial(self, {tuple(power * (i == place) for i in range(len(self.one))): 1})

    def element(self, value: Element) -> Polynomial:
        """Return an element of K."""
        scale = lcm(*(coefficient.denominator for coefficient in value.values()))
        before, after = self.one[: len(self.names)], self.one[self.first :]
        return Polynomial(self, {before + key + after: int(c * scale) for key, c in value.items()}, scale)

    def embedded(self, monomial: Key, factor: Fraction, shift: int) -> Polynomial:
        """Return factor · t^shift · monomial, a monomial of the plain ring."""
        names = len(self.names)
        key = (monomial[0] + shift, *monomial[1:names], *self.one[names:])
        roots = (base for (base, _), e in zip(self.plain.field.radicals, monomial[names + 1 :], strict=True) if e)
        value = Polynomial(self, {key: factor.numerator}, factor.denominator)
        return reduce(mul, (self.element(self.field.root(base)) for base in roots), value)

    def exponential(self, exponent: Exponent) -> Polynomial:
        """Return e^P; e^(q log p) and e^(q I pi) are elements of K."""
        self.work.spend(1 + len(exponent))
        value, key = self.constant(1), list(self.one)
        for monomial, coefficient in exponent.items():
            if monomial in self.plain.logarithms:
                value *= self.element(self.field.power(self.plain.logarithms[monomial], coefficient))
            else:
                place = self.places[monomial]
                key[place] = int(coefficient * self.exponentials[place - self.first][1])
        return value * Polynomial(self, {tuple(key): 1})

    def sum(self, parts: Sequence[Polynomial]) -> Polynomial:
        """Return the sum, collected in one pass."""
        scale = 1
        for part in parts:
            scale = lcm(scale, part.scale)
            self.work.spend((1 + len(part.terms)) * (1 + scale.bit_length() // 2**10))
        terms: dict[Key, int] = {}
        for part in parts:
            factor = scale // part.scale
            for key, value in part.terms.items():
                terms[key] = terms.get(key, 0) + value * factor
        return Polynomial(self, terms, scale)


class Polynomial:
    """Sum of terms[key] / scale · generators^key, in lowest terms and without zero coefficients."""

    __slots__ = ("ring", "scale", "terms")

    def __init__(self, ring: Ring, terms: dict[Key, int], scale: int = 1) -> None:
        if not all(terms.values()):
            terms = {key: value for key, value in terms.items() if value}
        common = gcd(scale, *terms.values()) if scale != 1 else 1
        self.ring = ring
        self.terms = terms if common == 1 else {key: value // common for key, value in terms.items()}
        self.scale = scale // common

    def __bool__(self) -> bool:
        return bool(self.terms)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Polynomial) and self.scale == other.scale and self.terms == other.terms

    def __hash__(self) -> int:
        return hash((frozenset(self.terms.items()), self.scale))

    def bits(self) -> int:
        """Return a bound on the bit lengths of the coefficients."""
        return max((value.bit_length() for value in self.terms.values()), default=0) + self.scale.bit_length()

    def __mul__(self, other: Polynomial) -> Polynomial:
        small, large = (self, other) if len(self.terms) <= len(other.terms) else (other, self)
        # Long coefficients count as the many word multiplications they are: a tower of powers must not hide here.
        words = 1 + self.bits() * other.bits() // 2**20
        self.ring.work.spend(len(small.terms) * len(large.terms) * words)
        terms: dict[Key, int] = {}
        for left, a in small.terms.items():
            for right, b in large.terms.items():
                key = tuple(map(add, left, right))
                terms[key] = terms.get(key, 0) + a * b
        ring = self.ring
        if not ring.field.rational:
            ring.work.spend(len(terms) * ring.field.totient)
            terms = ring.field.reduce(terms, len(ring.names))
        return Polynomial(ring, terms, self.scale * other.scale)

    def __pow__(self, exponent: int) -> Polynomial:
        return power(self, exponent, mul) if exponent else self.ring.constant(1)

    def derivative(self) -> Polynomial:
        """Return the derivative in the variable t: that of e^(m/u) is (m/u)' · e^(m/u)."""
        ring = self.ring
        ring.work.spend(len(self.terms) * (1 + len(ring.slopes)))
        powers = {(key[0] - 1, *key[1:]): key[0] * value for key, value in self.terms.items() if key[0]}
        parts = [Polynomial(ring, powers, self.scale)]
        for place, slope in ring.slopes:
            moved = {key: key[place] * value for key, value in self.terms.items() if key[place]}
            parts.append(Polynomial(ring, moved, self.scale) * slope)
        return ring.sum(parts)

    def at_zero(self) -> Polynomial:
        """Return the value at t = 0, where e^(m/u) is 1 if t occurs in m; at a pole raise ZeroDivisionError."""
        ring = self.ring
        if any(key[0] < 0 for key in self.terms):
            raise ZeroDivisionError("a pole")
        varying, terms = {place for place, _ in ring.slopes}, dict[Key, int]()
        for key, value in self.terms.items():
            if key[0] == 0:
                frozen = tuple(0 if place in varying else power for place, power in enumerate(key))
                terms[frozen] = terms.get(frozen, 0) + value
        return Polynomial(ring, terms, self.scale)
