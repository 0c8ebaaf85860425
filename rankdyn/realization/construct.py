"""From a rank sequence to a block that has it: strategies in a fixed order, each answer proved by its ranks.

1. *Sums*: the smallest block sum of the library's atoms (`combine`).
2. *Theorems*, for sequences of any length: M for those that never increase, I for c·min(n, k + 1).
3. *Integration*: if r_0 ≥ max(r_1, r_2, …), a block for (r_1, …), integrated and raised.
4. *Truncation*: a sum with r′_k ≥ n where r_k = n = max r, and r′_k = r_k elsewhere, between generic constants.
5. *Drops*: block sums of drop blocks, where the largest rank leaves room for all drops.
6. *Search*: random constant classes and quasi-homogeneous matrices.

Nothing found proves nothing: the answer then lists what was tried.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from time import monotonic
from typing import Final

import numpy as np

from rankdyn.rank.reduction import Kind
from rankdyn.realization.block import Block
from rankdyn.realization.combine import Combination, combine
from rankdyn.realization.constructions.drop_block import realize_by_drops
from rankdyn.realization.constructions.exponentials import exponentials
from rankdyn.realization.constructions.scalar import exponential, power
from rankdyn.realization.library import MAX_LENGTH, library
from rankdyn.realization.moves import added, integrated, raised, transferred, truncated
from rankdyn.realization.search import search

_QUICK_LIBRARY: Final = 8
"""Up to this length a library is made at once, and its blocks, which hold those of the theorems, are easier to read."""


class TimeoutReachedError(Exception):
    """The user's limit on seconds has passed."""


@dataclass
class Attempt:
    """What may be spent on one realization, and what has been tried.

    Attributes
    ----------
    kind : 'derivative' or 'difference'
        The operator.
    budget : int
        Candidates for the search.
    rng : numpy Generator
        Source of the search.
    witnesses : bool
        Whether the explicit witnesses may be used.
    deadline : float or None
        Monotonic time at which to stop.
    tried : list of str
        What was tried in vain, in words.
    """

    kind: Kind
    budget: int
    rng: np.random.Generator
    witnesses: bool = True
    deadline: float | None = None
    tried: list[str] = field(default_factory=list)

    def check_time(self) -> None:
        """Raise TimeoutReachedError once the deadline has passed."""
        if self.deadline is not None and monotonic() > self.deadline:
            raise TimeoutReachedError


def construct(ranks: tuple[int, ...], attempt: Attempt) -> Block | None:
    """Return a block with these ranks, or None; what was tried is added to the attempt."""
    first = (_by_sum, _by_theorem) if len(ranks) <= _QUICK_LIBRARY else (_by_theorem, _by_sum)
    for strategy in (*first, _by_integration, _by_truncation, _by_drops, _by_search):
        attempt.check_time()
        block = strategy(ranks, attempt)
        if block is not None and attempt.kind == "difference" and block.kind == "derivative":
            block = transferred(block, len(ranks))
        if block is not None and block.ranks(len(ranks)) == ranks:
            return block
    return None


def _by_sum(ranks: tuple[int, ...], attempt: Attempt) -> Block | None:
    if len(ranks) > MAX_LENGTH:
        attempt.tried.append(f"block sums: no library has sequences longer than {MAX_LENGTH}")
        return None
    found = combine(ranks, library(len(ranks), attempt.kind, attempt.witnesses))
    if isinstance(found, Combination):
        return found.block()
    dual = "" if found.dual is None else f" (dual certificate {found.dual})"
    attempt.tried.append(f"block sums: {found.reason}{dual}")
    return None


def _by_theorem(ranks: tuple[int, ...], attempt: Attempt) -> Block | None:
    """Return what theorems M and I give: scalars t^d and e^t, or copies of one matrix of exponentials."""
    first, top = ranks[0], max(ranks)
    if all(before >= after for before, after in pairwise(ranks)):
        falls = [power(d) for d, (before, after) in enumerate(pairwise(ranks)) for _ in range(before - after)]
        return added([*falls, *[exponential()] * ranks[-1]])
    if first and not top % first and ranks == tuple(first * min(top // first, k + 1) for k in range(len(ranks))):
        return added([exponentials(top // first)] * first)
    return None


def _by_integration(ranks: tuple[int, ...], attempt: Attempt) -> Block | None:
    rest = ranks[1:]
    if not rest or ranks[0] < max(rest):
        return None
    inner = Attempt("derivative", 0, attempt.rng, attempt.witnesses, attempt.deadline)
    block = construct(rest, inner)
    if block is None:
        attempt.tried.append(f"integration: no witness of {rest} at hand")
        return None
    for size in sorted({max(rest), ranks[0]}):
        found = integrated(block, size, len(ranks))
        if found is not None:
            return raised(found, ranks[0] - size)
    attempt.tried.append(f"integration of a witness of {rest}: no form of the antiderivative is known")
    return None


def _by_truncation(ranks: tuple[int, ...], attempt: Attempt) -> Block | None:
    if len(ranks) > MAX_LENGTH:
        return None
    top = max(ranks)
    above = [rank == top for rank in ranks]
    found = combine(ranks, library(len(ranks), "derivative", attempt.witnesses), at_least=above)
    if isinstance(found, Combination):
        return truncated(found.block(), top, len(ranks))
    attempt.tried.append("truncation: no block sum of the library lies above")
    return None


def _by_drops(ranks: tuple[int, ...], attempt: Attempt) -> Block | None:
    return realize_by_drops(ranks, attempt.kind)


def _by_search(ranks: tuple[int, ...], attempt: Attempt) -> Block | None:
    if not attempt.budget:
        return None
    found = search(ranks, attempt.budget, attempt.rng, attempt.kind)
    if found is None:
        attempt.tried.append(f"search: none of {attempt.budget} candidates has these ranks")
    return found
