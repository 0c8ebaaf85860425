"""A place: a prime with residues for t, the parameters, a Z-basis of exponentials, and all constants.

It is a ring homomorphism from the functions without a pole there to F_p: roots of unity and radicals become true roots
modulo p, and independent transcendental constants any residues. A rank at a place never exceeds the rank over the
function field, because a minor that is non-zero mod p is non-zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from rankdyn.algebra.exponents import ExponentBasis, algebraic_part
from rankdyn.algebra.primes import random_prime, random_prime_with_roots
from rankdyn.expressions.nodes import QUARTER_TURN, Exponent


class UnluckyPlaceError(ArithmeticError):
    """A denominator vanishes at the place, or its prime divides one; draw another."""


@dataclass(frozen=True, slots=True)
class Place:
    """A prime p with residues.

    Attributes
    ----------
    prime : int
        p, with 2^30 < p < 2^31.
    values : dict of str to int
        Residue of the variable, of each parameter, and of π and log p where they occur, uniform in 0..p−1.
    basis : ExponentBasis
        The Z-basis of the exponents, and the constants.
    units : tuple of int
        Residue of e^b for each basis element b, uniform in 1..p−1.
    roots : tuple of int
        Residue of each generator of the number field, a root of its minimal polynomial.
    """

    prime: int
    values: dict[str, int]
    basis: ExponentBasis
    units: tuple[int, ...]
    roots: tuple[int, ...] = ()

    @classmethod
    def random(cls, names: Sequence[str], basis: ExponentBasis, rng: np.random.Generator) -> Place:
        """Return a uniformly random place; `names` are the variable and the parameters."""
        roots: tuple[int, ...] = ()
        if basis.numbers.generators:
            prime, roots = random_prime_with_roots(basis.numbers, rng)
        else:
            prime = random_prime(rng)
        names = (*names, *basis.coefficients)
        residues = rng.integers(0, prime, size=len(names)).tolist()
        units = rng.integers(1, prime, size=len(basis.units)).tolist()
        return cls(prime, dict(zip(names, residues, strict=True)), basis, tuple(units), roots)

    def constant(self, value: Fraction) -> int:
        """Return a rational number mod p."""
        if value.denominator == 1:
            return value.numerator % self.prime
        if value.denominator % self.prime == 0:
            raise UnluckyPlaceError(f"{self.prime} divides a denominator")
        return value.numerator * pow(value.denominator, -1, self.prime) % self.prime

    def named(self, name: str) -> int:
        """Return the residue of the variable, a parameter, or one of the constants I, sqrt(p), pi, log(p)."""
        known = self.values.get(name)
        if known is None:
            known = self.algebraic(QUARTER_TURN if name == "I" else ((((f"log({name[5:-1]})", 1),), Fraction(1, 2)),))
        return known

    def algebraic(self, constant: Exponent) -> int:
        """Return e^{iπq + Σ q_p log p} mod p."""
        numbers, p = self.basis.numbers, self.prime
        factor, powers, square_roots = numbers.split(constant)
        result = self.constant(factor)
        for root, power in zip(self.roots, powers, strict=True):
            result = result * pow(root, power, p) % p
        for prime in square_roots:
            gauss = numbers.gauss_sum(prime).items()
            result = result * sum(c * pow(self.roots[0], e, p) for e, c in gauss) % p
        return result

    def exponential(self, exponent: Exponent) -> int:
        """Return e^P mod p."""
        result = 1
        for unit, coordinate in zip(self.units, self.basis.coordinates(exponent), strict=True):
            if coordinate:
                result = result * pow(unit, coordinate, self.prime) % self.prime
        constant = algebraic_part(exponent)
        return result * self.algebraic(constant) % self.prime if constant else result
