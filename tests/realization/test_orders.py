"""Free orders: the ranks stand where the answer says, and only zero before a positive rank is called impossible."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rankdyn as rd
from rankdyn.errors import InvalidInputError
from rankdyn.evidence.realizability import Obstruction, Open
from rankdyn.realization.block import Block
from rankdyn.realization.constructions.drop_block import realize_by_drops
from rankdyn.realization.orders import AtOrders, fillings, place_at_orders
from tests.strategies import examples

short = st.lists(st.integers(0, 4), min_size=1, max_size=4).map(tuple)


def check(found: object, ranks: tuple[int, ...]) -> None:
    assert isinstance(found, AtOrders)
    assert found.orders[0] == 0
    assert all(low < high for low, high in zip(found.orders, found.orders[1:], strict=False))
    proved = rd.rank_sequence(found.block.function, found.orders[-1])
    assert proved.kind == "exact"
    assert tuple(proved) == found.filled
    assert tuple(proved[k] for k in found.orders) == ranks


@pytest.mark.parametrize(
    ("ranks", "inserted"),
    [((1, 2, 3), 0), ((1, 3, 2), 1), ((2, 1, 3), 2), ((1, 2, 0), 1), ((1, 1, 2), None), ((1, 4), 2), ((5,), 0)],
)
def test_named(ranks: tuple[int, ...], inserted: int | None) -> None:
    found = place_at_orders(ranks)
    check(found, ranks)
    assert isinstance(found, AtOrders)
    if inserted is not None:
        assert len(found.filled) - len(ranks) == inserted


def test_the_law_that_bars_the_shortest_filling() -> None:
    """(2, 1, 2, 3) breaks half growth; two ranks have to be inserted for (2, 1, 3), or more."""
    assert not rd.laws.allowed((2, 1, 2, 3))
    assert all(not rd.laws.allowed(filled) for _, filled in fillings((2, 1, 3), 1))


@examples(60)
@given(short, st.integers(0, 2))
def test_fillings_are_complete(ranks: tuple[int, ...], inserted: int) -> None:
    """Against brute force: all sequences with positive insertions that at most double from order to order."""
    top, length = max(ranks), len(ranks) + inserted
    found = list(fillings(ranks, inserted))
    assert len(set(found)) == len(found)
    if len(ranks) == 1 or 0 in ranks:
        for orders, filled in found:
            assert tuple(filled[k] for k in orders) == ranks
        return
    expected = set()
    for filled in product(range(1, top + 1), repeat=length):
        if all(after <= 2 * before for before, after in pairwise(filled)):
            expected |= {(orders, filled) for orders in _embeddings(ranks, filled)}
    assert set(found) == expected
    sums = [sum(filled) for _, filled in found]
    assert sums == sorted(sums)


def _embeddings(ranks: tuple[int, ...], filled: tuple[int, ...]) -> list[tuple[int, ...]]:
    places = [(k,) for k in (0,) if filled[0] == ranks[0]]
    for rank in ranks[1:]:
        places = [(*p, k) for p in places for k in range(p[-1] + 1, len(filled)) if filled[k] == rank]
    return [p for p in places if p[-1] == len(filled) - 1]


@examples(40)
@given(short)
def test_only_zeros_obstruct(ranks: tuple[int, ...]) -> None:
    found = place_at_orders(ranks, max_inserted=1, attempts=5, realizer=realize_by_drops)
    grows_from_zero = any(not r and any(ranks[i:]) for i, r in enumerate(ranks))
    assert isinstance(found, Obstruction) == grows_from_zero
    if isinstance(found, Obstruction):
        assert found.law == "L"
        assert not rd.laws.allowed(ranks)


def test_a_failed_search_is_open() -> None:
    found = place_at_orders((1, 3, 2), realizer=lambda ranks: None)
    assert isinstance(found, Open)
    assert len(found.tried) == 5
    assert "none of" in found.tried[1]


def test_a_lying_realizer_is_not_believed() -> None:
    """Planted fault: a block with other ranks."""
    block = Block(rd.MatrixFunction("[[t]]"), "a lie")
    with pytest.raises(AssertionError, match=r"has the ranks \(1, 1, 0, 0\)"):
        place_at_orders((1, 3, 2), realizer=lambda ranks: block)


def test_beyond_reach_is_open() -> None:
    for ranks in ((1,) * 300, (10**9, 10**9)):
        assert isinstance(place_at_orders(ranks), Open)


@pytest.mark.parametrize("arguments", [((),), ((1, -1),), ((1, 2), "derivative", -1), ((1, 2), "derivative", 1, -1)])
def test_bad_input(arguments: tuple[object, ...]) -> None:
    with pytest.raises(InvalidInputError):
        place_at_orders(*arguments)  # type: ignore[arg-type]
