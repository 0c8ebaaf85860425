"""From rank sequences to functions: laws, sums of atoms, a whole table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import product
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np
import pytest

import rankdyn as rd
from rankdyn.realization.library import library

from .ledger import FILTER, LAWS, REALIZE, SEQUENCES, TABLE, Ledger, Row


def each(call: Callable[[Any], object], given: Iterable[Any]) -> list[float]:
    """Return the time of every call."""
    seconds = []
    for item in given:
        start = perf_counter()
        call(item)
        seconds.append(perf_counter() - start)
    return seconds


def record(ledger: Ledger, method: str, n: int, seconds: list[float]) -> None:
    """Record the median as the measurement."""
    middle = median(seconds)
    ledger.add(Row(SEQUENCES, method, n, middle, middle))


def only_if(measuring: bool) -> None:
    """Times of single calls are taken here by hand."""
    if not measuring:
        pytest.skip("only when benchmarks are enabled")


def sums(count: int) -> list[tuple[int, ...]]:
    """Return sums of random members of the libraries, length 3 to 8, entries up to 40."""
    rng, found = np.random.default_rng(5), []
    while len(found) < count:
        members = library(int(rng.integers(3, 9))).ranks
        chosen = rng.integers(len(members), size=int(rng.integers(2, 9)))
        total = np.sum([members[i] for i in chosen], axis=0)
        if total.max() <= 40:
            found.append(tuple(total.tolist()))
    return found


def test_sums_of_atoms(benchmark: Any, measuring: bool, ledger: Ledger) -> None:
    only_if(measuring)
    given = sums(200)
    record(ledger, REALIZE, 0, benchmark.pedantic(each, (rd.realize, given), rounds=1))


def test_sequences_that_a_law_forbids(benchmark: Any, measuring: bool, ledger: Ledger) -> None:
    only_if(measuring)
    rng = np.random.default_rng(6)
    rows = [tuple(rng.integers(0, 41, size=8).tolist()) for _ in range(400)]
    broken = [ranks for ranks in rows if any(law.check(ranks) for law in rd.LAWS[:3])][:200]
    record(ledger, LAWS, 0, benchmark.pedantic(each, (rd.realize, broken), rounds=1))


def test_a_million_sequences_through_all_laws(benchmark: Any, measuring: bool, ledger: Ledger) -> None:
    only_if(measuring)
    rows = np.random.default_rng(7).integers(0, 6, size=(1_000_000, 5))
    record(ledger, FILTER, 0, [each(rd.laws.allowed_many, [rows])[0]])
    benchmark.pedantic(rd.laws.allowed_many, (rows[:1000],), rounds=1)


def test_the_table_of_length_4(benchmark: Any, measuring: bool, ledger: Ledger) -> None:
    only_if(measuring)

    def table() -> int:
        library.cache_clear()
        found = [rd.realize(ranks) for ranks in product(range(4), repeat=4)]
        return sum(isinstance(answer, rd.Witness) for answer in found)

    assert benchmark.pedantic(table, rounds=1) == 69
    ledger.add(Row(SEQUENCES, TABLE, 0, benchmark.stats.stats.min, benchmark.stats.stats.median))
