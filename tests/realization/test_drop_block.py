"""Drop blocks: full rank at all orders but the chosen ones, by the blocks' matrices and by the engine on entries."""

from __future__ import annotations

from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rankdyn as rd
from rankdyn.errors import InvalidInputError
from rankdyn.realization.constructions import drop_block as module
from rankdyn.realization.constructions.drop_block import (
    compact_drop_block,
    drop_block,
    drop_sets,
    drops_to_spare,
    realize_by_drops,
)
from tests.strategies import examples

sets = st.sets(st.integers(0, 15), max_size=6)


@examples(60)
@given(sets)
def test_any_set_of_orders(orders: set[int]) -> None:
    size = len(orders) + 1
    block = drop_block(orders)
    assert block.function.shape == (size, size)
    assert block.ranks(25) == tuple(size - (k in orders) for k in range(25))


@examples(60)
@given(sets)
def test_any_set_of_orders_at_half_the_size(orders: set[int]) -> None:
    size = len(orders) // 2 + 2 if orders else 1
    block = compact_drop_block(orders)
    assert block.function.shape == (size, size)
    assert block.ranks(25) == tuple(size - (k in orders) for k in range(25))


@pytest.mark.parametrize("orders", [{1}, {0, 2}, {1, 2, 4}, {0, 1, 2, 3}])
def test_the_entries_have_the_ranks_too(orders: set[int]) -> None:
    for block in (drop_block(orders), compact_drop_block(orders)):
        found = rd.rank_sequence(rd.MatrixFunction(str(block.function)), 6)
        assert found.kind == "exact"
        assert tuple(found) == block.ranks(7)


@examples(20)
@given(st.sets(st.integers(0, 6), max_size=3))
def test_differences(orders: set[int]) -> None:
    for block in (drop_block(orders, "difference"), compact_drop_block(orders, "difference")):
        assert block.ranks(8) == tuple(max(block.function.shape) - (k in orders) for k in range(8))
        assert tuple(rd.rank_sequence(block.function, 7, kind="difference")) == block.ranks(8)


def test_a_wrong_coefficient_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted fault: without the signs of the permutations the drops are elsewhere, or nowhere."""
    monkeypatch.setattr(module, "_sign", lambda permutation: 1)
    assert compact_drop_block({0, 2, 3}).ranks(6) != (2, 3, 2, 2, 3, 3)


@examples(80)
@given(st.lists(st.integers(0, 12), min_size=1, max_size=6).map(tuple))
def test_the_theorem(ranks: tuple[int, ...]) -> None:
    block = realize_by_drops(ranks)
    top = max(ranks)
    classical = top >= sum(top - r for r in ranks) + top - min(ranks)
    if block is None:
        assert top == 0 or not classical
        assert top == 0 or drops_to_spare(ranks) < 0
    else:
        assert block.ranks(len(ranks)) == ranks
        assert block.size == top  # no function with these ranks is smaller


@examples(60)
@given(st.lists(st.integers(0, 9), min_size=1, max_size=8).map(tuple))
def test_the_sets_have_the_right_multiplicities(ranks: tuple[int, ...]) -> None:
    found = drop_sets(ranks)
    assert len(found) == max(ranks) - min(ranks)
    for k, rank in enumerate(ranks):
        assert sum(k in orders for orders in found) == max(ranks) - rank
    even = {len(orders) for orders in found if len(orders) % 2 == 0}
    assert len(even) <= 1


@pytest.mark.parametrize("n", range(2, 7))
def test_every_permutation_at_the_shift_of_the_theorem(n: int) -> None:
    bound = max(n * (n - 1) // 2 - 1, 0)
    shifts = set()
    for permutation in permutations(range(1, n + 1)):
        shift = max(0, -drops_to_spare(permutation))
        shifts.add(shift)
        block = realize_by_drops([rank + shift for rank in permutation])
        assert block is not None
        assert block.ranks(n) == tuple(rank + shift for rank in permutation)
    assert max(shifts) <= bound
    # all permutations of n have the same drops in some order
    assert len(shifts) == 1


def test_nothing_is_claimed_beyond_the_theorem() -> None:
    assert realize_by_drops((1, 3, 2)) is None
    assert realize_by_drops((0, 0)) is None
    assert realize_by_drops((2000, 2000)) is None


@pytest.mark.parametrize("orders", [[-1], [201], [1.5], [True], ["1"]])
def test_bad_orders(orders: list[object]) -> None:
    for make in (drop_block, compact_drop_block):
        with pytest.raises(InvalidInputError, match="every order must be an integer from 0 to 200"):
            make(orders)  # type: ignore[arg-type]


def test_small_sets_in_full() -> None:
    for s in range(4):
        for orders in combinations(range(6), s):
            for block in (drop_block(orders), compact_drop_block(orders)):
                assert block.ranks(30) == tuple(block.size - (k in orders) for k in range(30))
