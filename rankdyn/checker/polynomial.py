"""Sparse Laurent polynomials over Q in the variable, the parameters and exponentials of monomials.

Main objects: `Work`, the counter that bounds every computation of the checker; `Ring`, which knows the generators;
`Polynomial`. A term is an integer coefficient at a tuple of integer exponents: first those of the names (the variable
is number 0), then those of the exponentials exp(unit * monomial). Different monomials give algebraically independent
exponentials (Ax; Hermite-Lindemann for the constant one), so a polynomial is zero exactly when it has no terms.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from operator import add

from rankdyn.errors import CertificateError

Key = tuple[int, ...]


class Work:
    """Count term multiplications and refuse to go beyond `limit`."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.spent = 0

    def spend(self, amount: int) -> None:
        """Add `amount`, and raise CertificateError when the sum passes the limit."""
        self.spent += amount
        if self.spent > self.limit:
            raise CertificateError(
                f"the work limit is reached: more than max_work = {self.limit} multiplications are needed; "
                "nothing is refuted. Raise it with check_certificate(..., max_work=...) or give smaller evidence"
            )


@dataclass(frozen=True, slots=True)
class Exponential:
    """The generator exp(unit * monomial); `monomial` holds one exponent for each name of the ring."""

    monomial: Key
    unit: Fraction


class Ring:
    """Q[names^(+-1), exponentials^(+-1)], with the derivation d/d(names[0])."""

    def __init__(self, names: Sequence[str], exponentials: Sequence[Exponential], work: Work) -> None:
        self.names = tuple(names)
        self.exponentials = tuple(exponentials)
        self.work = work
        self.unit_key: Key = (0,) * (len(self.names) + len(self.exponentials))
        self.slots = {generator.monomial: len(self.names) + i for i, generator in enumerate(self.exponentials)}

    def constant(self, value: Fraction | int) -> Polynomial:
        """Return the constant `value`."""
        return Polynomial(self, {self.unit_key: value.numerator} if value else {}, value.denominator)

    def name(self, name: str) -> Polynomial:
        """Return the variable or a parameter as a polynomial."""
        place = self.names.index(name)
        return Polynomial(self, {tuple(int(i == place) for i in range(len(self.unit_key))): 1})

    def exponential(self, argument: dict[Key, Fraction]) -> Polynomial:
        """Return exp of the polynomial with these coefficients at monomials of the names."""
        key = list(self.unit_key)
        for monomial, coefficient in argument.items():
            slot = self.slots[monomial]
            count = coefficient / self.exponentials[slot - len(self.names)].unit
            # The units were chosen from all the exponents that occur; this cannot fail, and must not pass if it does.
            if count.denominator != 1:
                raise CertificateError(f"internal: exponent {coefficient} is not a multiple of its unit")
            key[slot] = int(count)
        return Polynomial(self, {tuple(key): 1})

    def sum(self, parts: Iterable[Polynomial]) -> Polynomial:
        """Return the sum, collected in one pass."""
        parts = list(parts)
        if len(parts) == 1:
            return parts[0]
        scale = lcm(*(part.scale for part in parts))
        terms: dict[Key, int] = {}
        for part in parts:
            self.work.spend(len(part.terms))
            factor = scale // part.scale
            for key, value in part.terms.items():
                terms[key] = terms.get(key, 0) + (value if factor == 1 else value * factor)
        return Polynomial(self, terms, scale)


class Polynomial:
    """Sum of terms[key] / scale * generators**key, in lowest terms and without zero coefficients."""

    __slots__ = ("ring", "scale", "terms")

    def __init__(self, ring: Ring, terms: dict[Key, int], scale: int = 1) -> None:
        if not all(terms.values()):
            terms = {key: value for key, value in terms.items() if value}
        if scale != 1:
            common = gcd(scale, *terms.values())
            if common != 1:
                scale //= common
                terms = {key: value // common for key, value in terms.items()}
        self.ring = ring
        self.terms = terms
        self.scale = scale

    def __bool__(self) -> bool:
        return bool(self.terms)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Polynomial) and self.scale == other.scale and self.terms == other.terms

    def __hash__(self) -> int:
        return hash((frozenset(self.terms.items()), self.scale))

    def __neg__(self) -> Polynomial:
        return self.times(-1)

    def times(self, factor: int) -> Polynomial:
        """Return the product with an integer."""
        return Polynomial(self.ring, {key: value * factor for key, value in self.terms.items()}, self.scale)

    def bits(self) -> int:
        """Return the bit length of the largest coefficient."""
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
        if exponent < 0:
            raise ValueError(f"a polynomial power needs a non-negative exponent, not {exponent}")
        result, square = self.ring.constant(1), self
        while exponent:
            if exponent & 1:
                result = result * square
            exponent >>= 1
            if exponent:
                square = square * square
        return result

    def split_unit(self) -> tuple[Polynomial, Polynomial]:
        """Write self = 1/inverse * core: `inverse` a unit (rational times monomial), `core` primitive and canonical.

        Multiples of one denominator by units get the same core, so they are recognised as equal without any gcd of
        polynomials. Self must not be zero.
        """
        lowest = tuple(map(min, zip(*self.terms, strict=True)))
        content = gcd(*self.terms.values())
        if self.terms[min(self.terms)] < 0:
            content = -content
        core = {
            tuple(a - b for a, b in zip(key, lowest, strict=True)): value // content
            for key, value in self.terms.items()
        }
        sign = 1 if content > 0 else -1
        inverse = {tuple(-a for a in lowest): sign * self.scale}
        return Polynomial(self.ring, inverse, abs(content)), Polynomial(self.ring, core)

    def derivative(self) -> Polynomial:
        """Return the derivative in names[0]."""
        ring, names = self.ring, len(self.ring.names)
        scale = lcm(*(generator.unit.denominator for generator in ring.exponentials))
        # d/dt e^(u m) = u * a * (m / t) * e^(u m) for a monomial m with t-exponent a.
        steps = [
            (names + i, int(scale * generator.unit) * generator.monomial[0], generator.monomial)
            for i, generator in enumerate(ring.exponentials)
            if generator.monomial[0]
        ]
        terms: dict[Key, int] = {}
        ring.work.spend(len(self.terms) * (1 + len(steps)))
        for key, value in self.terms.items():
            lowered = (key[0] - 1, *key[1:])
            if key[0]:
                terms[lowered] = terms.get(lowered, 0) + scale * value * key[0]
            for slot, factor, monomial in steps:
                if key[slot]:
                    moved = tuple(map(add, lowered[:names], monomial)) + key[names:]
                    terms[moved] = terms.get(moved, 0) + value * key[slot] * factor
        return Polynomial(ring, terms, self.scale * scale)

    def is_one(self) -> bool:
        """Tell whether self is the constant 1."""
        return self.scale == 1 and self.terms == {self.ring.unit_key: 1}
