"""The library: proved ranks, no superfluous member, the sequences that the theory names, the same at every call."""

from __future__ import annotations

import subprocess
import sys
from itertools import combinations_with_replacement
from time import perf_counter

import pytest

from rankdyn.errors import InvalidInputError, NotExactError
from rankdyn.realization.combine import Combination, combine
from rankdyn.realization.constructions.windowed import windowed
from rankdyn.realization.library import MAX_LENGTH, library

from .oracle import outside_ranks


@pytest.mark.parametrize("length", range(1, 6))
def test_members_are_distinct_and_proved(length: int) -> None:
    found = library(length)
    assert len(set(found.ranks)) == len(found.blocks)
    for block, ranks in zip(found.blocks, found.ranks, strict=True):
        assert len(ranks) == length
        assert any(ranks)
        assert block.kind == "derivative"


def test_members_have_the_ranks_from_outside() -> None:
    found, compared = library(4, witnesses=False), 0
    for block, ranks in zip(found.blocks, found.ranks, strict=True):
        if block.size <= 4:
            try:
                outside = outside_ranks(block.function, 4)
            except NotExactError:
                continue  # irrational eigenvalues beside constants: there are no entries to differentiate
            compared += 1
            assert outside == ranks, block.construction
    assert compared >= 15


def test_no_member_is_a_sum_of_two_that_are_no_larger() -> None:
    found = library(4)
    for first, second in combinations_with_replacement(found.blocks, 2):
        total = tuple(a + b for a, b in zip(first.ranks(4), second.ranks(4), strict=True))
        member = found.find(total)
        assert member is None or member.size < first.size + second.size


def test_short_sequences_of_the_theory_are_there() -> None:
    members = library(4).ranks
    for ranks in "1000 1100 1110 1111 1210 1211 1212 1221 1222 1232 1233 2121 2122 2223 2231 3123".split():
        assert tuple(map(int, ranks)) in members


def test_square_atoms_are_there() -> None:
    members = library(3).ranks
    for k in range(1, 7):
        assert (k * k, k * k + k, 1) in members


def test_without_the_witnesses_there_are_fewer() -> None:
    bare = library(5, witnesses=False)
    assert len(bare.blocks) < len(library(5).blocks)
    assert not any("explicit witness" in block.construction for block in bare.blocks)
    assert any("explicit witness" in block.construction for block in library(5).blocks)


def test_for_differences_all_have_difference_ranks() -> None:
    found = library(4, "difference")
    assert len(found.blocks) >= len(library(4).blocks) * 3 // 4
    for block, ranks in zip(found.blocks, found.ranks, strict=True):
        assert block.kind == "difference"
        # derivatives have them too, by one member or several
        assert isinstance(combine(ranks, library(4)), Combination)
    nilpotent = next(block for block in found.blocks if block.ranks(4) == (1, 2, 1, 0))
    assert outside_ranks(nilpotent.function, 4, "difference") == (1, 2, 1, 0)


def test_it_is_the_same_in_another_process() -> None:
    script = "from rankdyn.realization.library import library; print([repr(b) for b in library(3).blocks])"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.strip()
    assert found == str([repr(block) for block in library(3).blocks])


def test_it_is_remembered_and_quick() -> None:
    library(5)
    start = perf_counter()
    assert library(5) is library(5)
    assert perf_counter() - start < 0.1


def test_members_are_found_by_their_ranks() -> None:
    found = library(4)
    assert found.find((1, 2, 1, 0)) is not None
    assert found.find((9, 9, 9, 9)) is None
    member = found.find((1, 2, 3, 3))
    assert member is not None
    assert member.ranks(4) == (1, 2, 3, 3)


@pytest.mark.parametrize("length", [0, -1, MAX_LENGTH + 1])
def test_other_lengths_are_refused(length: int) -> None:
    with pytest.raises(InvalidInputError):
        library(length)


def test_a_construction_that_lies_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    from rankdyn.realization import library as module

    # the table promises ranks that the blocks do not have: none of them may enter
    monkeypatch.setattr(module, "windowed_table", lambda length, side: {(7,) * length: ((1,), 2, 2)})
    for remembered in (module.library, module._made):
        remembered.cache_clear()
    try:
        members = module.library(3, witnesses=False)
        assert (7, 7, 7) not in members.ranks
        assert windowed([1], 2, 2) not in members.blocks
    finally:
        for remembered in (module.library, module._made):
            remembered.cache_clear()
