"""Sparse Laurent polynomials over Q in the variable, the parameters and exponentials of monomials.

Main objects: `Ring`, which knows the generators; `Polynomial`. A term is an integer coefficient at a key, a tuple of
integer exponents: first those of the names (the variable is number 0), then those of the exponentials e^(m/u).
Different monomials m give algebraically independent exponentials (Ax; Hermite-Lindemann for the constant one), so a
polynomial is zero exactly when it has no terms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from math import gcd, lcm
from operator import add, mul

from rankdyn.errors import CertificateError

from .structure import Scalar, Work

Key = tuple[int, ...]
Exponent = Mapping[Key, Fraction]


def power(base: Scalar, exponent: int, multiply: Callable[[Scalar, Scalar], Scalar]) -> Scalar:
    """Return base^exponent for exponent >= 1, by repeated squaring."""
    if exponent == 1:
        return base
    half = power(base, exponent // 2, multiply)
    square = multiply(half, half)
    return multiply(square, base) if exponent % 2 else square


class Ring:
    """Q[names^±1, e^(m/u)^±1], with e^P for each of the `exponents` P: u is the common denominator of m's coefficients.

    A polynomial P in an exponent is a mapping from monomials in the names to non-zero rationals.
    """

    def __init__(self, names: Sequence[str], exponents: Iterable[Exponent], work: Work) -> None:
        units: dict[Key, int] = {}
        for exponent in exponents:
            for monomial, coefficient in exponent.items():
                units[monomial] = lcm(units.get(monomial, 1), coefficient.denominator)
        self.names = tuple(names)
        self.exponentials = tuple(sorted(units.items()))
        self.work = work
        self.one: Key = (0,) * (len(self.names) + len(units))

    def constant(self, value: Fraction | int) -> Polynomial:
        """Return the constant `value`."""
        return Polynomial(self, {self.one: value.numerator}, value.denominator)

    def name(self, place: int) -> Polynomial:
        """Return the variable (place 0) or a parameter."""
        return Polynomial(self, {tuple(int(i == place) for i in range(len(self.one))): 1})

    def exponential(self, exponent: Exponent) -> Polynomial:
        """Return e^P."""
        self.work.spend(len(self.exponentials))
        counts = [exponent.get(monomial, Fraction(0)) * unit for monomial, unit in self.exponentials]
        if any(count.denominator != 1 for count in counts) or sum(map(bool, counts)) != len(exponent):
            raise CertificateError("an exponential stands where none is allowed: exponentials cannot be nested")
        return Polynomial(self, {self.one[: len(self.names)] + tuple(map(int, counts)): 1})

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
        return Polynomial(self.ring, terms, self.scale * other.scale)

    def __pow__(self, exponent: int) -> Polynomial:
        return power(self, exponent, mul) if exponent else self.ring.constant(1)

    def derivative(self) -> Polynomial:
        """Return the derivative in the variable t; that of e^(m/u) is a/u · m/t · e^(m/u), a the exponent of t in m."""
        names = len(self.ring.names)
        moving = [(i, m, unit) for i, (m, unit) in enumerate(self.ring.exponentials, names) if m[0]]
        scale = lcm(*(unit for _, _, unit in moving))
        self.ring.work.spend(len(self.terms) * (1 + len(moving)))
        terms: dict[Key, int] = {}
        for key, value in self.terms.items():
            lowered = (key[0] - 1, *key[1:])
            terms[lowered] = terms.get(lowered, 0) + key[0] * value * scale
            for i, monomial, unit in moving:
                if key[i]:
                    moved = tuple(map(add, lowered[:names], monomial)) + key[names:]
                    terms[moved] = terms.get(moved, 0) + key[i] * monomial[0] * value * (scale // unit)
        return Polynomial(self.ring, terms, self.scale * scale)

    def at_zero(self) -> Polynomial:
        """Return the value at t = 0, where e^(m/u) is 1 if t occurs in m; at a pole raise ZeroDivisionError."""
        if any(key[0] < 0 for key in self.terms):
            raise ZeroDivisionError("a pole")
        names, terms = len(self.ring.names), dict[Key, int]()
        for key, value in self.terms.items():
            if key[0] == 0:
                counts = zip(key[names:], self.ring.exponentials, strict=True)
                frozen = key[:names] + tuple(0 if monomial[0] else count for count, (monomial, _) in counts)
                terms[frozen] = terms.get(frozen, 0) + value
        return Polynomial(self.ring, terms, self.scale)
