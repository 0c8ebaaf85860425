"""Random primes of 31 bits, drawn uniformly, for the modular estimator."""

from typing import Final

import flint
import numpy as np

LOWEST: Final = 1 << 30
HIGHEST: Final = (1 << 31) - 1

COUNT: Final = 50_697_537
"""Number of primes p with 2^30 < p < 2^31: π(2^31) − π(2^30) = 105097565 − 54400028."""


def random_prime(rng: np.random.Generator) -> int:
    """Return a prime p with 2^30 < p < 2^31, uniform among all of them (rejection sampling)."""
    while True:
        for candidate in rng.integers(LOWEST, HIGHEST, size=32, endpoint=True).tolist():
            if candidate & 1 and flint.fmpz(candidate).is_prime():
                return int(candidate)
