"""Ranks of many small matrices at once agree with python-flint, matrix by matrix."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flint
import numpy as np
import pytest

import rankdyn as rd
from rankdyn.algebra import batch_rank
from rankdyn.algebra.batch_rank import batch_ranks

PRIMES = [2, 3, 5, 7, 101, 65537, 67108859, 67108879, 2147483647, 2305843009213693951]
SHAPES = [(1, 1), (1, 5), (4, 1), (2, 2), (3, 5), (5, 3), (8, 8), (13, 11), (19, 20)]


def stacks(rng: np.random.Generator, count: int, m: int, n: int) -> dict[str, Any]:
    """Stacks that need every way to find a pivot."""
    dense = rng.integers(-(10**9), 10**9, (count, m, n))
    inner = max(1, min(m, n) // 2)
    found = {
        "dense": dense,
        "ternary": rng.integers(-1, 2, (count, m, n)),
        "sparse": dense * (rng.random((count, m, n)) < 0.15),
        "low rank": rng.integers(-9999, 9999, (count, m, inner)) @ rng.integers(-9999, 9999, (count, inner, n)),
        "zero": np.zeros((count, m, n), dtype=np.int8),
        "unsigned": rng.integers(0, 2**64, (count, m, n), dtype=np.uint64, endpoint=False),
        "huge": dense.astype(object) * 10**30 + rng.integers(0, 9, (count, m, n)).astype(object),
    }
    single = np.zeros((count, m, n), dtype=np.int64)
    single[np.arange(count), rng.integers(0, m, count), rng.integers(0, n, count)] = 1
    found["a single entry"] = single
    found["last column"] = np.concatenate([found["zero"][:, :, 1:], dense[:, :, :1]], axis=2)
    found["last row"] = np.concatenate([found["zero"][:, 1:], dense[:, :1]], axis=1)
    found["an anti-diagonal"] = np.broadcast_to(np.fliplr(np.eye(m, n, dtype=np.int64)), (count, m, n))
    found["blocks"] = (
        dense
        * np.kron(np.array([[0, 1], [1, 0]]), np.ones((m, n), dtype=np.int64))[None, m // 2 :][
            :, :m, n // 2 : n // 2 + n
        ]
    )
    return found


def one_by_one(stack: Any, prime: int) -> list[int]:
    _, m, n = stack.shape
    return [flint.nmod_mat(m, n, [int(x) % prime for x in matrix.ravel()], prime).rank() for matrix in stack]


def wrong(primes: list[int], shapes: list[tuple[int, int]], count: int = 25) -> list[str]:
    """Return where the ranks differ from FLINT's; among them are multiples of the prime, which are zero."""
    failed = []
    for prime in primes:
        for m, n in shapes:
            for name, stack in stacks(np.random.default_rng(m * 100 + n), count, m, n).items():
                if batch_ranks(stack, prime).tolist() != one_by_one(stack, prime):
                    failed.append(f"{name} {m} x {n} modulo {prime}")
            multiples = stacks(np.random.default_rng(7), count, m, n)["ternary"].astype(object) * prime
            if batch_ranks(multiples, prime).any():
                failed.append(f"multiples of {prime}, {m} x {n}")
    return failed


@pytest.mark.parametrize("prime", PRIMES)
def test_ranks_are_those_of_python_flint(prime: int) -> None:
    assert wrong([prime], SHAPES) == []


def test_blocks_do_not_mix(monkeypatch: pytest.MonkeyPatch) -> None:
    stack = np.random.default_rng(3).integers(-2, 3, (1000, 4, 4))
    expected = one_by_one(stack, 65537)
    for elements in (16, 100, 16 * 333, 16 * 1000):
        monkeypatch.setattr(batch_rank, "_ELEMENTS", elements)
        assert batch_ranks(stack, 65537).tolist() == expected


@pytest.mark.parametrize("prime", [2, 3, 67108859])
def test_the_largest_residues_are_eliminated_exactly(prime: int) -> None:
    half = prime // 2
    rng = np.random.default_rng(prime)
    stack = rng.choice([half, half + 1, -half, 1, 0, prime - 1, prime, 2**50 - 1, 1 - 2**50], (500, 6, 6))
    assert batch_ranks(stack, prime).tolist() == one_by_one(stack, prime)


def test_the_input_stays_as_it_is() -> None:
    stack = np.random.default_rng(0).integers(0, 3, (50, 5, 5))
    before = stack.copy()
    batch_ranks(stack, 7)
    assert (stack == before).all()


@pytest.mark.parametrize("shape", [(0, 3, 3), (4, 0, 3), (4, 3, 0)])
def test_empty_stacks(shape: tuple[int, int, int]) -> None:
    assert batch_ranks(np.zeros(shape, dtype=np.int64), 7).tolist() == [0] * shape[0]


@pytest.mark.parametrize(
    ("stack", "prime"),
    [([[1, 2]], 7), ([[[0.5]]], 7), ([[["1"]]], 7), ([[[1]]], 8), ([[[1]]], 1), ([[[1]]], -7), ([[[1]]], True)]
    + [([[[1]]], 7.0), ([[[1]]], 2**63 + 29)],
)
def test_what_is_no_stack_of_integers_or_no_prime_is_refused(stack: Any, prime: Any) -> None:
    with pytest.raises(rd.InvalidInputError):
        batch_ranks(stack, prime)


# ---- planted faults ----


def no_pivot_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_rank, "_supply_pivots", lambda values, k, missing: missing)


def pivots_are_looked_for_in_the_column_only(monkeypatch: pytest.MonkeyPatch) -> None:
    true = batch_rank._supply_pivots

    def supply(values: Any, k: int, missing: Any) -> Any:
        empty = ~(values[k:, k, missing] != 0).any(axis=0)
        true(values, k, missing[~empty])
        return missing[empty]

    monkeypatch.setattr(batch_rank, "_supply_pivots", supply)


def finished_matrices_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    true = batch_rank._supply_pivots
    monkeypatch.setattr(batch_rank, "_supply_pivots", lambda values, k, missing: true(values, k, missing)[:0])


def residues_are_not_reduced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_rank, "_reduce", lambda values, prime, room: None)


def quotients_are_off_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Multiples of p become −p, which is not zero."""

    def reduce(values: Any, prime: int, room: Any) -> None:
        values -= (np.rint(values * (1.0 / prime)) + 1) * prime

    monkeypatch.setattr(batch_rank, "_reduce", reduce)


def primes_are_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_rank, "LARGEST_FLOAT_PRIME", 1 << 62)


def integers_are_rounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_rank, "_REDUCIBLE", 1 << 64)


@pytest.mark.parametrize(
    "fault",
    [
        no_pivot_is_looked_for,
        pivots_are_looked_for_in_the_column_only,
        finished_matrices_go_on,
        residues_are_not_reduced,
        quotients_are_off_by_one,
        primes_are_too_large,
        integers_are_rounded,
    ],
    ids=lambda fault: fault.__name__,
)
def test_planted_faults_are_caught(
    fault: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    fault(monkeypatch)
    assert wrong([2, 65537, 67108859, 2147483647], [(4, 4), (5, 3)]), f"nothing noticed {fault.__name__}"
