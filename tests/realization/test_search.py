"""The search: what it returns is proved, the same for the same seed, and nothing is claimed where nothing is found."""

from __future__ import annotations

import numpy as np
import pytest

from rankdyn.algebra.batch_rank import batch_ranks
from rankdyn.errors import InvalidInputError
from rankdyn.realization import search as module
from rankdyn.realization.block import Block
from rankdyn.realization.search import search
from rankdyn.realization.search_columns import attempt
from rankdyn.realization.search_families import FAMILIES, ORDERS, PRIME

from .oracle import outside_ranks

# needed from the search when the explicit witnesses are switched off
TARGETS = ["2223", "3324", "22223", "22312", "22320", "23122", "23123", "43324"]


@pytest.mark.parametrize("text", TARGETS)
def test_what_is_found_has_the_ranks(text: str) -> None:
    target = tuple(map(int, text))
    found = search(target, 100_000)
    assert found is not None
    assert found.ranks(len(target)) == target
    assert "search" in found.construction


@pytest.mark.parametrize("text", ["2223", "22320"])
def test_what_is_found_has_the_ranks_from_outside(text: str) -> None:
    target = tuple(map(int, text))
    found = search(target, 100_000)
    assert found is not None
    assert outside_ranks(found.function, len(target)) == target


def test_the_same_seed_gives_the_same_block() -> None:
    target = (3, 3, 2, 4)
    first, second = (search(target, 100_000, 5) for _ in range(2))
    assert first is not None
    assert first == second
    drawn = [search(target, 100_000, np.random.default_rng(5)) for _ in range(2)]
    assert drawn[0] == drawn[1]


@pytest.mark.parametrize("target", [(1, 3), (1, 2, 0), (1, 1, 2), (2, 2, 2, 4)])
def test_impossible_ranks_are_not_found(target: tuple[int, ...]) -> None:
    assert search(target, 13_000) is None


@pytest.mark.parametrize("text", ["2223", "23122"])
def test_for_differences(text: str) -> None:
    target = tuple(map(int, text))
    found = search(target, 100_000, kind="difference")
    assert found is not None
    assert found.kind == "difference"
    assert found.ranks(len(target)) == target


def test_no_budget_no_search() -> None:
    assert search((1, 1), 0) is None


@pytest.mark.parametrize("target", [(), (-1, 1)])
def test_bad_targets_are_refused(target: tuple[int, ...]) -> None:
    with pytest.raises(InvalidInputError):
        search(target, 10)


@pytest.mark.parametrize("target", [(100, 1), (1,) * 30, (0, 0)])
def test_targets_beyond_the_search_find_nothing(target: tuple[int, ...]) -> None:
    assert search(target, 10_000) is None


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
@pytest.mark.parametrize("seed", range(6))
def test_batches_hold_the_matrices_of_their_functions(family, seed: int) -> None:  # type: ignore[no-untyped-def]
    batch = family(np.random.default_rng(seed), 128, 3)
    ranks = np.stack([batch_ranks(stack, PRIME) for stack in batch.matrices], axis=1)
    assert ranks.shape[1] == ORDERS
    for index in range(0, 128, 9):
        function = batch.make(index)
        if function is None:
            continue
        exact = Block(function, batch.name).ranks(ORDERS)
        # a rank modulo a prime is at most the rank; for these it is the same
        assert all(a <= b for a, b in zip(ranks[index].tolist(), exact, strict=True)) or not ranks[index].any()
        if ranks[index].any():
            assert tuple(ranks[index].tolist()) == exact


def test_single_attempts_are_right() -> None:
    rng = np.random.default_rng(2)
    found = 0
    for _ in range(200):
        function = attempt((2, 2, 3, 2), 3, rng)
        if function is not None:
            assert Block(function, "column by column").ranks(4) == (2, 2, 3, 2)
            found += 1
    assert found


def test_candidates_that_lie_are_not_returned(monkeypatch: pytest.MonkeyPatch) -> None:
    from rankdyn.functions.constant_class import ConstantClass

    wrong = ConstantClass([[0]], [[1]], [[0]])
    monkeypatch.setattr(module, "attempt", lambda target, n, rng: wrong)
    assert search((1, 3), 2_000) is None

    def lying(n: int, number: int) -> tuple[np.ndarray, np.ndarray]:
        return np.array([[1, 3, 0, 0, 0, 0, 0, 0]], dtype=np.int8), np.array([0])

    monkeypatch.setattr(module, "_sequences", lying)
    assert search((1, 3), 2_000) is None
