"""Random primes of 31 bits, drawn uniformly, for the modular estimator.

Where the constants need roots modulo the prime, candidates of the right class are drawn until one has them.
"""

from __future__ import annotations

from math import ceil, gcd
from typing import Final

import flint
import numpy as np

from rankdyn.algebra.number_field import NumberField
from rankdyn.errors import NotExactError

LOWEST: Final = 1 << 30
HIGHEST: Final = (1 << 31) - 1

COUNT: Final = 50_697_537
"""Number of primes p with 2^30 < p < 2^31: π(2^31) − π(2^30) = 105097565 − 54400028."""

_SURE: Final = 40
"""Candidates tried per expected one, so that none is found with probability about e^−40."""


_BATCH: Final = 24
"""Numbers drawn at once: one odd number in 10.5 here is prime, so that nine batches in ten hold a prime."""


def random_prime(rng: np.random.Generator) -> int:
    """Return a prime p with 2^30 < p < 2^31, uniform among all of them (rejection sampling).

    Notes
    -----
    ``rng.random`` is uniform on the multiples of 2^-53 in [0, 1), so its first 29 bits are, and 2^30 + 1 + 2·bits
    is uniform among the odd numbers in question.
    """
    while True:
        for fraction in rng.random(_BATCH).tolist():
            candidate = LOWEST + 1 + 2 * int(fraction * (1 << 29))
            if flint.fmpz(candidate).is_prime():
                return candidate


def random_prime_with_roots(numbers: NumberField, rng: np.random.Generator) -> tuple[int, tuple[int, ...]]:
    """Return a random 31-bit prime p modulo which every generator of the number field has a root, and such roots.

    Candidates are uniform among the integers ≡ 1 modulo N in the range; at most `candidates(numbers)` are looked at.
    """
    order = numbers.order
    first, last = -(-(LOWEST - 1) // order), (HIGHEST - 1) // order
    left = candidates(numbers)
    while left > 0:
        for step in rng.integers(first, last, size=32, endpoint=True).tolist():
            left -= 1
            prime = step * order + 1
            if prime > LOWEST and flint.fmpz(prime).is_prime():
                roots = _roots(numbers, prime)
                if roots is not None:
                    return prime, roots
    raise NotExactError("no 31-bit prime with the roots that the constants need was found; write simpler constants")


def candidates(numbers: NumberField) -> int:
    """Return how many candidates may be looked at: 40 times as many as are expected to be needed."""
    return ceil(_SURE * 11 * numbers.degree)  # a prime among 11 odd numbers of this size; one in `degree` splits


def chance_of_prime(numbers: NumberField) -> float:
    """Return a bound for the probability that one given prime is drawn.

    Without algebraic constants it is 1 over the number of primes. With them, a given prime is drawn only if it is among
    the candidates, each uniform among the (2^31 − 2^30)/N integers of its class.
    """
    if not numbers.generators:
        return 1.0 / COUNT
    return candidates(numbers) * numbers.order / LOWEST * (1 + 1e-6)


def _roots(numbers: NumberField, prime: int) -> tuple[int, ...] | None:
    """Return a root modulo `prime` of each generator's minimal polynomial, or None if one has none."""
    found = [_root_of_unity(numbers.order, prime)] if numbers.order > 1 else []
    for radicand, degree in numbers.radicals:
        root = _radical(radicand, degree, prime)
        if root is None:
            return None
        found.append(root)
    return tuple(found)


def _root_of_unity(order: int, prime: int) -> int:
    """Return the least element of multiplicative order `order` that is a power of a small integer."""
    divisors = [int(p) for p, _ in flint.fmpz(order).factor()]
    base = 2
    while True:
        root = pow(base, (prime - 1) // order, prime)
        if all(pow(root, order // divisor, prime) != 1 for divisor in divisors):
            return root
        base += 1


def _radical(radicand: int, degree: int, prime: int) -> int | None:
    """Return x with x^degree ≡ radicand, or None."""
    common = gcd(degree, prime - 1)
    if pow(radicand, (prime - 1) // common, prime) != 1:
        return None
    if common == 1:
        return pow(radicand, pow(degree, -1, prime - 1), prime)
    polynomial = flint.nmod_poly([-radicand % prime, *[0] * (degree - 1), 1], prime)
    linear = [factor for factor, _ in polynomial.factor()[1] if factor.degree() == 1]
    return min(int(-factor[0]) % prime for factor in linear)
