"""A place: a prime with residues for t, the parameters and a Z-basis of exponentials.

It is a ring homomorphism from the functions without a pole there to F_p. A rank at a place never exceeds the rank over
the function field, because a minor that is non-zero mod p is non-zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from rankdyn.algebra.exponents import ExponentBasis
from rankdyn.algebra.primes import random_prime
from rankdyn.expressions.nodes import Exponent


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
        Residue of the variable and of each parameter, uniform in 0..p−1.
    basis : ExponentBasis
        The Z-basis of the exponents.
    units : tuple of int
        Residue of e^b for each basis element b, uniform in 1..p−1.
    """

    prime: int
    values: dict[str, int]
    basis: ExponentBasis
    units: tuple[int, ...]

    @classmethod
    def random(cls, names: Sequence[str], basis: ExponentBasis, rng: np.random.Generator) -> "Place":
        """Return a uniformly random place."""
        prime = random_prime(rng)
        residues = rng.integers(0, prime, size=len(names)).tolist()
        units = rng.integers(1, prime, size=len(basis.units)).tolist()
        return cls(prime, dict(zip(names, residues, strict=True)), basis, tuple(units))

    def constant(self, value: Fraction) -> int:
        """Return a rational number mod p."""
        if value.denominator == 1:
            return value.numerator % self.prime
        if value.denominator % self.prime == 0:
            raise UnluckyPlaceError(f"{self.prime} divides a denominator")
        return value.numerator * pow(value.denominator, -1, self.prime) % self.prime

    def exponential(self, exponent: Exponent) -> int:
        """Return e^P mod p."""
        result = 1
        for unit, coordinate in zip(self.units, self.basis.coordinates(exponent), strict=True):
            if coordinate:
                result = result * pow(unit, coordinate, self.prime) % self.prime
        return result
