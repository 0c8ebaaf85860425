"""`combine`: sums of members are found and least, others refused with a certificate that is rechecked here."""

from __future__ import annotations

from functools import cache
from itertools import product
from time import perf_counter

import numpy as np
import pytest

from rankdyn.errors import InvalidInputError
from rankdyn.realization.combine import Combination, NotInLibrary, combine
from rankdyn.realization.constructions.scalar import exponential, power
from rankdyn.realization.constructions.windowed import windowed
from rankdyn.realization.library import Library, library

Ranks = tuple[int, ...]


def small_library() -> Library:
    return Library(3, "derivative", (power(0), power(1), exponential(), windowed([1], 2, 2)))


def least_size(target: Ranks, members: Library) -> int | None:
    """The least total size by trying all sums."""

    @cache
    def least(ranks: Ranks) -> int | None:
        if not any(ranks):
            return 0
        sizes = []
        for block, own in zip(members.blocks, members.ranks, strict=True):
            rest = tuple(r - o for r, o in zip(ranks, own, strict=True))
            if min(rest) >= 0 and (before := least(rest)) is not None:
                sizes.append(before + block.size)
        return min(sizes, default=None)

    return least(target)


def test_every_small_target_is_combined_at_least_size_or_refused() -> None:
    members = small_library()
    found = 0
    for target in product(range(4), repeat=3):
        if any(target):
            answer, least = combine(target, members), least_size(target, members)
            if least is None:
                assert isinstance(answer, NotInLibrary)
            else:
                assert isinstance(answer, Combination)
                assert answer.size == least
                assert answer.block().ranks(3) == target
                found += 1
    assert 10 < found < 60


def test_random_sums_of_random_members() -> None:
    rng = np.random.default_rng(11)
    times = []
    for _ in range(60):
        length = int(rng.integers(1, 6))
        members = library(length)
        total = np.zeros(length, dtype=int)
        for index in rng.integers(len(members.blocks), size=int(rng.integers(1, 12))):
            more = total + np.array(members.ranks[index])
            total = more if more.max() <= 40 else total
        if total.any():
            target = tuple(int(r) for r in total)
            start = perf_counter()
            answer = combine(target, members)
            times.append(perf_counter() - start)
            assert isinstance(answer, Combination)
            assert answer.block().ranks(length) == target
    assert float(np.median(times)) <= 1


def test_dual_certificates_hold() -> None:
    members = library(4)
    certified = 0
    for target in ((1, 1, 2, 2), (1, 2, 0, 0), (1, 3, 1, 1), (2, 2, 2, 4), (0, 1, 0, 0), (2, 5, 0, 1)):
        answer = combine(target, members)
        assert isinstance(answer, NotInLibrary)
        assert "not in this library" in answer.reason
        assert "impossible" not in answer.reason
        if answer.dual is not None:
            certified += 1
            assert all(type(y) is int for y in answer.dual)
            assert sum(y * r for y, r in zip(answer.dual, target, strict=True)) < 0
            for own in members.ranks:
                assert sum(y * a for y, a in zip(answer.dual, own, strict=True)) >= 0
            assert answer.proves(members)
    assert certified >= 5


def test_a_wrong_dual_proves_nothing() -> None:
    members = library(3)
    answer = combine((1, 3, 1), members)
    assert isinstance(answer, NotInLibrary)
    assert answer.dual is not None
    for wrong in (tuple(-y for y in answer.dual), (0, 0, 0), (1, 1, 1), None):
        assert not NotInLibrary(answer.ranks, wrong, "").proves(members)
    assert not NotInLibrary((1, 2, 1), answer.dual, "").proves(members)


def test_what_only_integrality_forbids_has_no_dual() -> None:
    # (1, 1, 1) is half of 2·(1, 1, 1), the only member
    members = Library(3, "derivative", (_double(),))
    answer = combine((1, 1, 1), members)
    assert isinstance(answer, NotInLibrary)
    assert answer.dual is None


def _double():  # type: ignore[no-untyped-def]
    from rankdyn.realization.moves import added

    return added([exponential(), exponential()])


def test_the_size_is_bounded_where_asked() -> None:
    members = small_library()
    whole = combine((3, 3, 3), members)
    assert isinstance(whole, Combination)
    assert isinstance(combine((3, 3, 3), members, max_size=whole.size), Combination)
    refused = combine((3, 3, 3), members, max_size=whole.size - 1)
    assert isinstance(refused, NotInLibrary)
    assert refused.dual is None


def test_larger_ranks_where_they_may_be() -> None:
    members = library(5)
    target = (1, 2, 1, 2, 2)
    answer = combine(target, members, at_least=[r == 2 for r in target])
    if isinstance(answer, Combination):
        assert tuple(min(r, 2) for r in answer.ranks) == target
    full = combine((2, 2, 2, 2, 2), members, at_least=[True] * 5)
    assert isinstance(full, Combination)
    assert min(full.ranks) >= 2


def test_a_solver_that_is_wrong_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    from rankdyn.realization import combine as module

    monkeypatch.setattr(module, "_solve", lambda ranks, members, free, max_size: [1] * len(members))
    answer = combine((2, 2, 2), small_library())
    assert isinstance(answer, NotInLibrary)


def test_bad_targets_are_refused() -> None:
    with pytest.raises(InvalidInputError):
        combine((1, 1), library(3))
    with pytest.raises(InvalidInputError):
        combine((0, 0, 0), library(3))


def test_the_answer_is_always_the_same() -> None:
    first = combine((5, 7, 6, 4), library(4))
    assert first == combine((5, 7, 6, 4), library(4))
