"""Least shifts: the witness has the shifted ranks, every smaller shift breaks the law that is named."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rankdyn as rd
from rankdyn import laws
from rankdyn.errors import InvalidInputError
from rankdyn.realization.block import Block
from rankdyn.realization.constructions.drop_block import realize_by_drops
from rankdyn.realization.shifted import LeastShift, least_shift, shift_lower_bound
from tests.strategies import examples

wanted_ranks = st.lists(st.integers(0, 7), min_size=1, max_size=4).map(tuple)


def check(found: LeastShift) -> None:
    """Recheck both bounds by other means."""
    ranks = found.ranks
    assert found.shift is not None
    assert found.block is not None
    assert found.block.ranks(len(ranks)) == tuple(rank + found.shift for rank in ranks)
    assert found.lower_bound <= found.shift
    explained = [c for part in found.forbidden for c in range(part.first, part.last + 1)]
    assert explained == list(range(found.lower_bound))
    for part in found.forbidden:
        broken = laws.check(tuple(rank + part.last for rank in ranks))
        assert part.violation in broken
        assert part.violation.left > part.violation.right


@examples(40)
@given(wanted_ranks)
def test_bounds(ranks: tuple[int, ...]) -> None:
    check(least_shift(ranks, realizer=realize_by_drops))


@pytest.mark.parametrize(
    ("ranks", "shift", "law"),
    [((1, 3, 2), 1, "L"), ((2, 1, 3), 1, "L"), ((1, 1, 2), 1, "G"), ((1, 2, 0), 1, "T"), ((3, 1, 4), 2, "L")],
)
def test_named(ranks: tuple[int, ...], shift: int, law: str) -> None:
    found = least_shift(ranks)
    check(found)
    assert (found.shift, found.lower_bound) == (shift, shift)
    assert found.is_exact
    assert found.forbidden[0].violation.law == law
    assert found.block is not None
    answer = rd.rank_sequence(found.block.function, len(ranks) - 1)
    assert answer.kind == "exact"
    assert tuple(answer) == tuple(rank + shift for rank in ranks)


def test_differences() -> None:
    found = least_shift((1, 3, 2), kind="difference")
    assert found.block is not None
    assert found.shift == 1
    assert tuple(rd.rank_sequence(found.block.function, 2, kind="difference")) == (2, 4, 3)


@examples(40)
@given(st.permutations(range(1, 8)).map(tuple))
def test_at_least_what_leibniz_asks(permutation: tuple[int, ...]) -> None:
    bound = max(after - 2 * before for before, after in itertools.pairwise(permutation))
    assert shift_lower_bound(permutation)[0] >= bound


def test_without_a_realizer_drop_blocks_remain() -> None:
    found = least_shift((1, 3, 2), realizer=lambda ranks: None)
    check(found)
    assert (found.shift, found.lower_bound) == (2, 1)
    assert found.tried == tuple(f"shift {c}: no combination of the blocks at hand has these ranks" for c in (1, 2))


def test_a_lying_realizer_is_not_believed() -> None:
    """Planted fault: a block with other ranks."""
    block = Block(rd.MatrixFunction("[[t]]"), "a lie")
    with pytest.raises(AssertionError, match=r"made for \(2, 4, 3\) has the ranks \(1, 1, 0\)"):
        least_shift((1, 3, 2), realizer=lambda ranks: block)


def test_zero_is_realized_as_it_is() -> None:
    found = least_shift((0, 0, 0))
    check(found)
    assert found.shift == 0


@pytest.mark.parametrize(
    ("ranks", "bound"),
    [((1, 10**9), 10**9 - 2), ((10**9, 10**9), 0), (tuple(range(10_000)), 1), ((10**9, 3 * 10**9 // 2, 0), 214285715)],
)
def test_beyond_reach_the_lower_bound_is_still_proved(ranks: tuple[int, ...], bound: int) -> None:
    found = least_shift(ranks)
    assert found.shift is None
    assert found.block is None
    assert found.lower_bound == bound
    assert found.tried
    if bound:
        last = found.forbidden[-1]
        assert last.last == bound - 1
        assert not laws.allowed(tuple(rank + last.last for rank in ranks))


@pytest.mark.parametrize("ranks", [(), (1, -1), (1, 1.5), "12"])
def test_bad_input(ranks: object) -> None:
    with pytest.raises(InvalidInputError):
        least_shift(ranks)  # type: ignore[arg-type]


def test_negative_attempts() -> None:
    with pytest.raises(InvalidInputError, match="attempts must be an integer of at least 0, not -1"):
        least_shift((1, 2), attempts=-1)
