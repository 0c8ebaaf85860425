"""The reading with free orders: ranks that stand at chosen derivative orders k_0 < k_1 < …, others in between.

Main result: `place_at_orders`. Without loss of generality k_0 = 0 (take D^(k_0)), nothing is asked after the last rank,
and the ranks in between are at most the largest one asked for (multiplying by generic constant matrices of rank n
replaces every rank r by min(r, n)) and positive (after a zero derivative all are zero). What remains is a search among
fillings: those that the laws allow, in the order of their number, sum and lexicographic order, are handed to the
realizer. (1, 3, 2) stands at the orders 0, 2, 3 of 1, 2, 3, 2; (2, 1, 3) at 0, 2, 4 of 2, 3, 1, 2, 3.

The only obstruction known to this reading is that a positive rank follows zero; every other failure is open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

from rankdyn import laws
from rankdyn.evidence.realizability import Obstruction, Open
from rankdyn.laws.reading import checked_count, checked_ranks
from rankdyn.limits import MAX_ORDER, MAX_SIDE
from rankdyn.rank.reduction import Kind
from rankdyn.realization.block import Block
from rankdyn.realization.shifted import Realizer, constructing

DEFAULT_INSERTED = 4
"""Ranks inserted at most."""

DEFAULT_ATTEMPTS = 100
"""Fillings handed to the realizer at most."""

DEFAULT_FILLINGS = 20_000
"""Fillings looked at for each number of inserted ranks at most."""


@dataclass(frozen=True)
class AtOrders:
    """A witness with the ranks at chosen orders.

    Attributes
    ----------
    ranks : tuple of int
        The ranks asked for.
    orders : tuple of int
        k_0 < k_1 < …, k_0 = 0.
    filled : tuple of int
        The ranks of the block at the orders 0, …, k_K.
    block : Block
        The witness.
    """

    ranks: tuple[int, ...]
    orders: tuple[int, ...]
    filled: tuple[int, ...]
    block: Block


def place_at_orders(
    ranks: Sequence[int],
    kind: Kind = "derivative",
    max_inserted: int = DEFAULT_INSERTED,
    attempts: int = DEFAULT_ATTEMPTS,
    realizer: Realizer | None = None,
) -> AtOrders | Obstruction | Open:
    """Return a block that has the ranks at orders of its own choice, as few in between as are found to do.

    Parameters
    ----------
    ranks : sequence of int
        From 0 on.
    kind : 'derivative' or 'difference', default 'derivative'
        The operator that is iterated.
    max_inserted : int, default 4
        How many ranks may stand between those asked for.
    attempts : int, default 100
        How many fillings are handed to the realizer.
    realizer : callable, optional
        Returns a block with the ranks given or None; by default all constructions, without search.

    Returns
    -------
    AtOrders, Obstruction or Open
        Open, with what was tried, where nothing is found.

    Examples
    --------
    >>> from rankdyn.realization.orders import place_at_orders
    >>> found = place_at_orders((1, 3, 2))
    >>> found.filled, found.orders
    ((1, 2, 3, 2), (0, 2, 3))
    """
    wanted = checked_ranks(ranks)
    max_inserted, attempts = checked_count(max_inserted, "max_inserted"), checked_count(attempts, "attempts")
    obstruction = zero_obstruction(wanted)
    if obstruction is not None:
        return obstruction
    if len(wanted) > MAX_ORDER + 1 or max(wanted) > MAX_SIDE:
        return Open(wanted, (f"nothing: no function with more than {MAX_ORDER} orders or {MAX_SIDE} rows is built",))
    tried: list[str] = []
    for inserted in range(min(max_inserted, MAX_ORDER + 1 - len(wanted)) + 1 if len(wanted) > 1 else 1):
        make = realizer or constructing(kind)
        looked = allowed = failed = 0
        for orders, filled in fillings(wanted, inserted):
            looked += 1
            if looked > DEFAULT_FILLINGS or not attempts:
                break
            if not laws.allowed(filled):
                continue
            allowed, attempts = allowed + 1, attempts - 1
            block = make(filled)
            if block is not None:
                if block.ranks(len(filled)) != filled:  # a realizer is not believed
                    raise AssertionError(f"a block made for {filled} has the ranks {block.ranks(len(filled))}")
                return AtOrders(wanted, orders, filled, block)
            failed += 1
        tried.append(
            f"{inserted} ranks inserted: {looked} fillings looked at, {allowed} of them allowed by the laws, "
            f"none of {failed} realized"
        )
    return Open(wanted, tuple(tried))


def zero_obstruction(ranks: tuple[int, ...]) -> Obstruction | None:
    """Return the obstruction that no choice of orders avoids: a positive rank after zero."""
    for i, rank in enumerate(ranks):
        later = next((j for j in range(i + 1, len(ranks)) if ranks[j]), None)
        if not rank and later is not None:
            law = next(law for law in laws.LAWS if law.name == "L")
            return Obstruction(
                ranks,
                law.name,
                f"ranks {ranks} are impossible at any orders: the rank asked for at place {i} is 0, and of a function "
                f"that is zero all derivatives are zero, but {ranks[later]} was asked at place {later}. "
                f"Smallest change: r_{i} >= 1, or 0 from place {i} on.",
                law.proof,
            )
    return None


def fillings(ranks: tuple[int, ...], inserted: int) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Return (orders, filled sequence) with so many ranks in between, by the sum of the inserted, then lexicographic.

    Inserted ranks run from 1 to the largest rank asked for. Growth by more than a factor of two from one order to the
    next, which law L forbids, is left out, and nothing is inserted after a zero.

    Examples
    --------
    >>> from rankdyn.realization.orders import fillings
    >>> list(fillings((2, 1, 3), 1))
    [((0, 1, 3), (2, 1, 2, 3))]
    """
    top = max(ranks)
    gaps = [i for i in range(len(ranks) - 1) if ranks[i]]
    for total in range(inserted, inserted * top + 1):
        found = []
        for chosen in combinations_with_replacement(gaps, inserted):
            orders = tuple(i + sum(gap < i for gap in chosen) for i in range(len(ranks)))
            places: list[int | None] = [None] * (orders[-1] + 1)
            for order, rank in zip(orders, ranks, strict=True):
                places[order] = rank
            found += [(filled, orders) for filled in _filled(places, total, top)]
        for filled, orders in sorted(found):
            yield orders, filled


def _filled(places: list[int | None], total: int, top: int) -> Iterator[tuple[int, ...]]:
    """Return the fillings of the places that are None: positive ranks of the given sum, none above twice the last."""
    empty = sum(place is None for place in places)

    def extend(done: tuple[int, ...], left: int, open_places: int) -> Iterator[tuple[int, ...]]:
        if len(done) == len(places):
            if not left:
                yield done
            return
        place = places[len(done)]
        above = 2 * done[-1] if done else top
        if place is not None:
            if not done or place <= above:
                yield from extend((*done, place), left, open_places)
            return
        low = max(1, left - top * (open_places - 1))
        for rank in range(low, min(top, above, left - open_places + 1) + 1):
            yield from extend((*done, rank), left - rank, open_places - 1)

    yield from extend((), total, empty)
