"""Primality, decided. Main result: `is_prime`."""

from __future__ import annotations

# Strong pseudoprimes to the first 13 primes start here (Sorenson and Webster, Math. Comp. 86 (2017) 985-1003).
PRIME_LIMIT = 3_317_044_064_679_887_385_961_981
_BASES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41)


def is_prime(number: int) -> bool:
    """Decide primality below PRIME_LIMIT by strong tests to 13 bases."""
    if number >= PRIME_LIMIT:
        raise ValueError(f"{number} is not below {PRIME_LIMIT}, where the deterministic test ends")
    if number < 2 or any(number % base == 0 for base in _BASES):
        return number in _BASES
    odd, twos = number - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for base in _BASES:
        # For a prime, base^odd is 1, or it or one of its first twos - 1 repeated squares is -1.
        powers = [pow(base, odd << i, number) for i in range(twos)]
        if powers[0] != 1 and number - 1 not in powers:
            return False
    return True
