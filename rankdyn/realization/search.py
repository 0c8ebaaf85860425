"""`search`: random candidates until one has the target's ranks, then exact verification.

Two streams take turns. Batches of the families of `search_families` depend on neither the target nor the seed: their
rank sequences are remembered, so that all targets share them; a sequence serves a target also when leading orders are
dropped from it or when it is truncated to n rows and columns. Single attempts of `search_columns` are made for the
target itself, and for each seed anew.

The budget counts candidates. The same seed and target give the same answer; None says only that nothing was found.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from rankdyn.algebra.batch_rank import batch_ranks
from rankdyn.errors import InvalidInputError, NotExactError
from rankdyn.rank.reduction import Kind
from rankdyn.rank.sequence import checked_budget
from rankdyn.realization.block import Block
from rankdyn.realization.moves import dropped, transferred, truncated
from rankdyn.realization.search_columns import attempt
from rankdyn.realization.search_families import FAMILIES, ORDERS, PRIME, Batch

Ranks = tuple[int, ...]

BATCH = 6_000
"""Candidates in one batch of a family."""

ATTEMPTS = 400
"""Attempts column by column after each batch; together they take about as long as a batch."""

LARGEST_SEARCHED = 6
"""The largest rank for which candidates are made."""


def search(
    target: Sequence[int], budget: int, rng: int | np.random.Generator | None = 0, kind: Kind = "derivative"
) -> Block | None:
    """Return a block whose derivatives (or differences) have exactly the target's ranks, if a candidate has them.

    Parameters
    ----------
    target : sequence of int
        r_0, …, r_K with K < 8.
    budget : int
        Candidates to look at; about 50 000 a second when they are new.
    rng : int, numpy Generator or None, default 0
        A seed, or where it is drawn from.
    kind : 'derivative' or 'difference', default 'derivative'
        For differences what is found is transferred; what does not transfer is passed over.

    Returns
    -------
    Block or None
        Its ranks are proved. None where nothing was found, or for targets too large or too long to be searched.
    """
    wanted, left = tuple(target), checked_budget(budget)
    if not wanted or any(r < 0 for r in wanted):
        raise InvalidInputError(f"a target has at least one rank and none below 0, not {wanted}")
    n = max(wanted)
    if not 1 <= n <= LARGEST_SEARCHED or len(wanted) > ORDERS:
        return None
    seed = rng if isinstance(rng, int) else int(np.random.default_rng(rng).integers(1 << 31))
    number = 0
    while left > 0:
        found = _in_batch(wanted, n, number, kind) or _by_columns(wanted, seed, n, number, min(left, ATTEMPTS), kind)
        if found is not None:
            return found
        left -= BATCH + ATTEMPTS
        number += 1
    return None


def _by_columns(wanted: Ranks, seed: int, n: int, number: int, attempts: int, kind: Kind) -> Block | None:
    rng = np.random.default_rng([seed, number, *wanted])
    for _ in range(attempts):
        function = attempt(wanted, n, rng)
        if function is not None:
            found = _proved(Block(function, "search: column by column"), wanted, kind)
            if found is not None:
                return found
    return None


def _in_batch(wanted: Ranks, n: int, number: int, kind: Kind) -> Block | None:
    sequences, first = _sequences(n, number)
    for j in range(ORDERS - len(wanted) + 1):
        window = sequences[:, j : j + len(wanted)]
        for index in first[(np.minimum(window, n) == wanted).all(axis=1)].tolist():
            batch = _batch(n, number)
            function = batch.make(index)
            if function is None:
                continue
            block = dropped(Block(function, f"search: {batch.name}"), j)
            small = truncated(block, n, len(wanted))
            found = None if small is None else _proved(small, wanted, kind)
            if found is not None:
                return found
    return None


def _proved(block: Block, wanted: Ranks, kind: Kind) -> Block | None:
    """Return the block, transferred if need be, once its ranks are proved to be those wanted."""
    try:
        if block.ranks(len(wanted)) != wanted:
            return None
    except NotExactError:
        return None
    return block if kind == "derivative" else transferred(block, len(wanted))


def _batch(n: int, number: int) -> Batch:
    """Return one batch, the same for the same arguments."""
    rng = np.random.default_rng([n, number])
    side = n + int(rng.integers(5) == 0)
    return FAMILIES[number % len(FAMILIES)](rng, BATCH, side)


@lru_cache(maxsize=20_000)
def _sequences(n: int, number: int) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.int64]]:
    """Return the distinct rank sequences modulo the prime in one batch, and the first candidate with each."""
    batch = _batch(n, number)
    ranks = np.stack([batch_ranks(stack, PRIME) for stack in batch.matrices], axis=1)
    distinct, first = np.unique(ranks, axis=0, return_index=True)
    return distinct.astype(np.int8), first.astype(np.int64)
