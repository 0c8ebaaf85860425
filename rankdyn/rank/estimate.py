"""The Monte-Carlo estimator: ranks at random places modulo random primes.

A rank at a place is a proved lower bound. It is too small only if every minor of the next size that is not identically
zero vanishes there, or is divisible by the prime. For one place the probability is at most

    degree / (p − 1)  +  ⌊log2 H / 30⌋ / #{31-bit primes},

degree the total degree of such a minor with denominators cleared (lemma of Schwartz and Zippel; conditioned on no
denominator vanishing) and H a bound on its coefficients; independent places multiply. With algebraic constants H bounds
the norm of a coefficient, and the chance of one prime is that of `rankdyn.algebra.primes.chance_of_prime`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from rankdyn.algebra.flint_memory import Residues
from rankdyn.algebra.modular_matrix import rank, ranks
from rankdyn.algebra.place import Place, UnluckyPlaceError
from rankdyn.algebra.primes import LOWEST, chance_of_prime
from rankdyn.errors import InvalidInputError
from rankdyn.rank.reduction import Reduction

PLACES = 2
"""Independent places for a rank that stays below its known upper bound."""

_DRAWS = 64


class EstimateTooSmallError(ArithmeticError):
    """Exact arithmetic has shown that a rank is larger than estimated: an unlucky place."""


@dataclass(slots=True)
class Estimate:
    """The largest rank seen at one order.

    Attributes
    ----------
    rank : int
        A proved lower bound.
    place : Place
        Where it was seen.
    values : ndarray of uint64, shape (m, n)
        The matrix modulo the prime of the place.
    places : int
        Independent places that were tried.
    """

    rank: int
    place: Place
    values: Residues = field(repr=False)
    places: int = 1

    def tried(self, places: int) -> Estimate:
        """Return the same rank, seen at one of so many places."""
        return Estimate(self.rank, self.place, self.values, places)


def estimate(
    reduction: Reduction, known_upper: Sequence[int], rng: np.random.Generator, places: int = PLACES
) -> list[Estimate]:
    """Return the estimates for all orders; orders that meet their known upper bound are not repeated.

    Parameters
    ----------
    reduction : Reduction
        The prepared function.
    known_upper : sequence of int
        A proved upper bound for each order.
    rng : numpy Generator
        Source of places.
    places : int
        How many independent places to try below the upper bound.
    """
    place, values = _draw(reduction, rng)
    found = [Estimate(seen, place, values[k]) for k, seen in enumerate(ranks(values, place.prime))]
    for _ in range(1, places):
        open_orders = [k for k, bound in enumerate(known_upper) if found[k].rank < bound]
        if not open_orders:
            break
        place, values = _draw(reduction, rng)
        some = values if len(open_orders) == len(values) else values[open_orders]
        for k, seen in zip(open_orders, ranks(some, place.prime), strict=True):
            tried = found[k].places + 1
            found[k] = Estimate(seen, place, values[k], tried) if seen > found[k].rank else found[k].tried(tried)
    return found


def estimate_again(reduction: Reduction, order: int, refuted: Estimate, rng: np.random.Generator) -> Estimate:
    """Return a larger estimate for one order, after the one at hand was shown to be too small.

    Raises
    ------
    EstimateTooSmallError
        If no place of many shows a larger rank.
    """
    for _ in range(_DRAWS):
        place, values = _draw(reduction, rng)
        seen = rank(values[order], place.prime)
        if seen > refuted.rank:
            return Estimate(seen, place, values[order], refuted.places + 1)
    raise EstimateTooSmallError(f"the rank at order {order} exceeds {refuted.rank}, but no place of {_DRAWS} shows it")


def _draw(reduction: Reduction, rng: np.random.Generator) -> tuple[Place, Residues]:
    for _ in range(_DRAWS):
        place = reduction.random_place(rng)
        try:
            return place, reduction.at(place)
        except UnluckyPlaceError:
            continue
    raise InvalidInputError(
        f"a denominator vanishes at {_DRAWS} random places; it is identically zero or of very high degree"
    )


def error_probability(reduction: Reduction, order: int, estimated: Estimate) -> float:
    """Return an upper bound for the probability that the rank at this order is larger than estimated."""
    size = estimated.rank + 1
    if size > min(reduction.function.shape):
        return 0.0
    known = reduction.error_probabilities
    key = order, size, estimated.places
    if key not in known:
        minor = reduction.minor_bound(order, size)
        known[key] = min(1.0, _one_place(reduction, minor.degree, minor.log_height)) ** estimated.places
    return known[key]


def _one_place(reduction: Reduction, degree: int, log_height: float) -> float:
    divided, numbers = reduction.denominators(), reduction.basis.numbers
    chance, words = chance_of_prime(numbers), numbers.degree / 30  # an algebraic integer's norm has `degree` factors
    poles, log_poles = sum(box.degree for box in divided), sum(int(box.log_norm * words) for box in divided)
    good = 1.0 - poles / (LOWEST - 1) - log_poles * chance  # that the place is kept, on which it is conditioned
    if good <= 0:
        return 1.0
    return (degree / (LOWEST - 1) + int(log_height * words) * chance) / good
