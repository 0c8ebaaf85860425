"""Primes modulo which roots of unity, square roots and radicals exist, with consistent choices of them.

A `Place` holds w of exact order `turn` (it stands for e^{2 pi I/turn}) and for each prime p in use a root rho with
rho^d = p (for p^{1/d}). Where d is even, rho^{d/2} is the square root that Gauss's sum gives from w, so that
sin(pi/4) and sqrt(2) fit; no other relations between radicals and roots of unity exist (only abelian ones could).
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache
from math import gcd, lcm

from .exponents import prime_factors

BITS = 61
_WITNESSES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37)


@dataclass(frozen=True)
class Place:
    """A prime with the roots that stand for e^{2 pi I/turn} and for p^{1/d}."""

    prime: int
    turn: int
    root_of_unity: int
    radicals: dict[int, tuple[int, int]]
    """p -> (d, rho)."""

    def unity(self, numerator: int, denominator: int) -> int:
        """e^{2 pi I numerator/denominator}; the denominator divides `turn`."""
        return pow(self.root_of_unity, numerator * (self.turn // denominator) % self.turn, self.prime)

    def square_root(self, p: int) -> int:
        """The positive square root of a prime, or I for -1."""
        if p == -1:
            return self.unity(1, 4)
        d, rho = self.radicals[p]
        return pow(rho, d // 2, self.prime)


def is_prime(n: int) -> bool:
    """Miller and Rabin's test, exact below 3.3e24."""
    if any(n % p == 0 for p in _WITNESSES):
        return n in _WITNESSES
    odd, twos = n - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for witness in _WITNESSES:
        x = pow(witness, odd, n)
        if x in (1, n - 1):
            continue
        for _ in range(twos - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def _of_order(order: int, prime: int, rng: random.Random) -> int:
    while True:
        w = pow(rng.randrange(2, prime), (prime - 1) // order, prime)
        if all(pow(w, order // q, prime) != 1 for q in prime_factors(order)):
            return w


def gauss_root(p: int, w: int, turn: int, prime: int) -> int:
    """The square root of the prime p from w = e^{2 pi I/turn}, 4p (8 for p = 2) dividing `turn`."""
    if p == 2:
        eighth = pow(w, turn // 8, prime)
        return (eighth + pow(eighth, -1, prime)) % prime
    z = pow(w, turn // p, prime)
    total = sum((1 if pow(a, (p - 1) // 2, p) == 1 else -1) * pow(z, a, prime) for a in range(1, p))
    return total * (1 if p % 4 == 1 else pow(w, -(turn // 4), prime)) % prime  # the sum is I sqrt(p) for p = 3 mod 4


def _extract(value: int, degree: int, smooth: int, prime: int, generator: int) -> int | None:
    """A root of this degree; prime - 1 = smooth times a number without common factor, `generator` of order smooth."""
    rest = (prime - 1) // smooth
    u = pow(rest, -1, smooth) * rest % (prime - 1)  # the idempotent onto the part of order dividing smooth
    inside, outside = pow(value, u, prime), pow(value, 1 - u, prime)
    power, exponent = 1, 0
    while power != inside:
        power, exponent = power * generator % prime, exponent + 1
    if exponent % degree:
        return None
    return pow(generator, exponent // degree, prime) * pow(outside, pow(degree, -1, rest), prime) % prime


@lru_cache(maxsize=4096)
def find_place(turn: int, radicals: tuple[tuple[int, int], ...], seed: int) -> Place:
    """A random place with a root of unity of order (a multiple of) `turn` and p^{1/d} for each (p, d)."""
    rng = random.Random(f"{turn} {radicals} {seed}")
    for p, d in radicals:
        if d % 2 == 0:
            turn = lcm(turn, 4 * p)
    turn = lcm(turn, 4)
    smooth = lcm(turn, *(d for _, d in radicals))
    while True:
        rest = rng.randrange(2 ** (BITS - 1) // smooth, 2**BITS // smooth)
        prime = smooth * rest + 1
        if gcd(rest, smooth) != 1 or not is_prime(prime):
            continue
        w, generator = _of_order(turn, prime, rng), _of_order(smooth, prime, rng)
        found: dict[int, tuple[int, int]] = {}
        for p, d in radicals:
            start, degree = (gauss_root(p, w, turn, prime), d // 2) if d % 2 == 0 else (p, d)
            assert d % 2 or start * start % prime == p
            rho = _extract(start, degree, smooth, prime, generator)
            if rho is None:
                break
            found[p] = (d, rho)
        else:
            return Place(prime, turn, w, found)
