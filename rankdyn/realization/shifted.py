"""The shifted reading: the least c for which r_0 + c, r_1 + c, … is realizable, between two proved bounds.

Main result: `least_shift`.

* *Lower bound.* A shift is impossible when a law forbids the shifted sequence. Law L alone gives
  c ≥ max (r_{j+k} − (k + 1) r_j)/k, for permutations among others c ≥ max_k (π_{k+1} − 2π_k).
* *Upper bound.* A block is a certified witness. Realizable shifts are closed upwards (add e^t), and for c large enough
  drop blocks suffice (`rankdyn.realization.constructions.drop_block`), as a shift leaves all drops as they are and
  raises the largest rank: every sequence has a shift at which it is realizable, every permutation of n one at most
  n(n − 1)/2 − 1.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, count

import numpy as np

from rankdyn import laws
from rankdyn.functions.zeros import zeros
from rankdyn.laws.law import Violation
from rankdyn.laws.reading import checked_count, checked_ranks
from rankdyn.limits import MAX_ORDER, MAX_SIDE
from rankdyn.rank.reduction import Kind
from rankdyn.realization.block import Block
from rankdyn.realization.combine import Combination, combine
from rankdyn.realization.construct import Attempt, construct
from rankdyn.realization.constructions.drop_block import drops_to_spare, realize_by_drops
from rankdyn.realization.further_atoms import further_atoms
from rankdyn.realization.library import MAX_LENGTH, Library, library
from rankdyn.realization.moves import transferred

Realizer = Callable[[tuple[int, ...]], Block | None]
"""Returns a block with the ranks given, or None where it finds none (which proves nothing)."""

_ONE_BY_ONE = 64
"""Shifts checked against the laws one by one before the steps are doubled."""

DEFAULT_ATTEMPTS = 8
"""Shifts that are tried one by one before the drop blocks are taken."""


@dataclass(frozen=True)
class Forbidden:
    """Shifts first, …, last that a law forbids: it is broken at the last, and realizable shifts are closed upwards."""

    first: int
    last: int
    violation: Violation


@dataclass(frozen=True)
class LeastShift:
    """What is known of the least shift of a sequence.

    Attributes
    ----------
    ranks : tuple of int
        The sequence without the shift.
    shift : int or None
        The least shift with a witness; None if one that certainly has a witness is beyond the limits of rankdyn.
    lower_bound : int
        No smaller shift is possible.
    block : Block or None
        The witness: its ranks are those of the sequence plus the shift.
    forbidden : tuple of Forbidden
        For every shift below lower_bound the law that forbids it, in order.
    tried : tuple of str
        What was tried in vain, in words.
    """

    ranks: tuple[int, ...]
    shift: int | None
    lower_bound: int
    block: Block | None
    forbidden: tuple[Forbidden, ...]
    tried: tuple[str, ...]

    @property
    def is_exact(self) -> bool:
        """Whether the shift is proved to be the least."""
        return self.shift == self.lower_bound


def least_shift(
    ranks: Sequence[int],
    kind: Kind = "derivative",
    attempts: int = DEFAULT_ATTEMPTS,
    realizer: Realizer | None = None,
) -> LeastShift:
    """Return the least shift at which a witness is found, with a proved lower bound.

    Parameters
    ----------
    ranks : sequence of int
        r_0, …, r_K, from 0 on.
    kind : 'derivative' or 'difference', default 'derivative'
        The operator that is iterated.
    attempts : int, default 8
        How many shifts from the lower bound on are handed to the realizer before the drop blocks are taken.
    realizer : callable, optional
        Returns a block with the ranks given or None; by default all constructions, without search.

    Examples
    --------
    >>> from rankdyn.realization.shifted import least_shift
    >>> found = least_shift((1, 3, 2))
    >>> found.shift, found.lower_bound, found.forbidden[0].violation.law
    (1, 1, 'L')
    """
    wanted = checked_ranks(ranks)
    attempts = checked_count(attempts, "attempts")
    lower, forbidden = shift_lower_bound(wanted)
    if not any(wanted):
        zero = Block(zeros(1, 1), "the zero function", kind)
        return LeastShift(wanted, 0, 0, zero, (), ())
    if len(wanted) > MAX_ORDER + 1:
        return LeastShift(wanted, None, lower, None, forbidden, (f"nothing: there are more than {MAX_ORDER} orders",))
    certain = max(lower, _certain_shift(wanted))
    make = realizer or constructing(kind)
    tried: list[str] = []
    within = MAX_SIDE - max(wanted)  # larger shifts would need larger matrices than there are
    for shift in range(lower, min(certain + 1, lower + attempts, within + 1)):
        block = make(_shifted(wanted, shift))
        if block is not None:
            return LeastShift(wanted, shift, lower, _verified(block, wanted, shift), forbidden, tuple(tried))
        tried.append(f"shift {shift}: no combination of the blocks at hand has these ranks")
    drops = realize_by_drops(_shifted(wanted, certain), kind)
    if drops is None:
        tried.append(f"shift {certain}: the drop blocks would have more than {MAX_SIDE} rows")
        return LeastShift(wanted, None, lower, None, forbidden, tuple(tried))
    return LeastShift(wanted, certain, lower, _verified(drops, wanted, certain), forbidden, tuple(tried))


def shift_lower_bound(ranks: Sequence[int]) -> tuple[int, tuple[Forbidden, ...]]:
    """Return the least shift that no law forbids, and the laws that forbid the smaller ones.

    Of a sequence longer than the orders rankdyn differentiates to, only so many first ranks are looked at: what forbids
    them forbids the sequence.

    Examples
    --------
    >>> from rankdyn.realization.shifted import shift_lower_bound
    >>> shift_lower_bound((2, 1, 3))[0]
    1
    """
    wanted = checked_ranks(ranks)[: MAX_ORDER + 1]
    forbidden: list[Forbidden] = []
    lower = _leibniz_bound(wanted)
    if lower:
        forbidden.append(Forbidden(0, lower - 1, _broken(_shifted(wanted, lower - 1), "L")))
    for step in chain([1] * _ONE_BY_ONE, (2**i for i in count(1))):
        violations = laws.check(_shifted(wanted, lower + step - 1))
        if not violations:
            break
        forbidden.append(Forbidden(lower, lower + step - 1, violations[0]))
        lower += step
    while (step := step // 2) > 0:  # what lies between the last step and the one before
        violations = laws.check(_shifted(wanted, lower + step - 1))
        if violations:
            forbidden.append(Forbidden(lower, lower + step - 1, violations[0]))
            lower += step
    return lower, tuple(forbidden)


def _leibniz_bound(ranks: tuple[int, ...]) -> int:
    """Return the least c ≥ 0 with r_{j+k} + c ≤ (k + 1)(r_j + c) for all j, k."""
    pairs = ((start, later, k) for j, start in enumerate(ranks) for k, later in enumerate(ranks[j + 1 :], 1))
    return max((0, *(-((start * (k + 1) - later) // k) for start, later, k in pairs if later > start)))


def _certain_shift(ranks: tuple[int, ...]) -> int:
    """Return a shift from which on the drop blocks suffice; it is beyond the limit of sizes if they are too many."""
    if max(ranks) - min(ranks) > MAX_SIDE:
        return MAX_SIDE
    return max(0, -drops_to_spare(ranks))


def _broken(ranks: tuple[int, ...], law: str) -> Violation:
    return next(violation for violation in laws.check(ranks) if violation.law == law)


def _shifted(ranks: tuple[int, ...], shift: int) -> tuple[int, ...]:
    return tuple(rank + shift for rank in ranks)


def constructing(kind: Kind) -> Realizer:
    """Return the realizer of all constructions, without search: sums of the library and further atoms come first."""

    def realized(ranks: tuple[int, ...]) -> Block | None:
        found = combine(ranks, extended_library(len(ranks))) if len(ranks) <= MAX_LENGTH else None
        block = found.block() if isinstance(found, Combination) else None
        if block is None:
            block = construct(ranks, Attempt("derivative", 0, np.random.default_rng(0)))
        return block if block is None or kind == "derivative" else transferred(block, len(ranks))

    return realized


@lru_cache(maxsize=16)
def extended_library(length: int) -> Library:
    """Return the library of the given length with the atoms of `rankdyn.realization.further_atoms` that it lacks."""
    known = library(length)
    held = set(known.ranks)
    more = tuple(block for block in further_atoms() if block.ranks(length) not in held)
    return Library(length, "derivative", (*known.blocks, *more))


def _verified(block: Block, ranks: tuple[int, ...], shift: int) -> Block:
    """Return the block if its exact ranks are those wanted: a realizer is not believed."""
    found = block.ranks(len(ranks))
    if found != _shifted(ranks, shift):
        raise AssertionError(f"a block made for {_shifted(ranks, shift)} has the ranks {found}")
    return block
