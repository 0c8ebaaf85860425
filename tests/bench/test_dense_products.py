"""Task (a): all ranks of a dense product, beside the floor and the peers, size by size."""

from __future__ import annotations

import os
from typing import Any

import pytest

import rankdyn as rd
from rankdyn.algebra import modular_matrix

from . import peers
from .conftest import Measure
from .instances import DENSE, Dense, dense
from .ledger import DENSE as TASK
from .ledger import FALLBACK, FIRST, FLOOR, WARM, Ledger, Row

SLOW = os.environ.get("RANKDYN_BENCH_SLOW") == "1"
"""Peers that need half a minute and more are asked only with RANKDYN_BENCH_SLOW=1."""

LARGEST_CHECK = 64
"""Without timing, larger instances are left out."""

EXACT_FLINT = (4, 8, 16, 32) if SLOW else (4, 8, 16)
EXACT_SYMPY = (4, 8, 16) if SLOW else (4, 8)


@pytest.fixture(scope="module", params=DENSE, ids=lambda n: f"n={n}")
def size(request: pytest.FixtureRequest) -> int:
    """Return n; all methods at one size run one after the other."""
    n: int = request.param
    if (
        n > LARGEST_CHECK
        and request.config.getoption("benchmark_disable")
        and not request.config.getoption("benchmark_enable")
    ):
        pytest.skip("only when benchmarks are enabled")
    return n


@pytest.fixture
def instance(size: int) -> Dense:
    """Return the product of that size."""
    return dense(size)


def _ranks(function: rd.MatrixFunction, instance: Dense) -> rd.RankSequence:
    return rd.rank_sequence(function, instance.max_order, certify=False)


def test_floor(instance: Dense, size: int, measure: Measure) -> None:
    assert measure(TASK, FLOOR, size, peers.floor(instance)) == instance.ranks


def test_warm_call(instance: Dense, size: int, measure: Measure) -> None:
    _ranks(instance.function, instance)
    found = measure(TASK, WARM, size, lambda: _ranks(instance.function, instance), memory=True)
    assert list(found) == instance.ranks


def test_first_call(instance: Dense, size: int, measure: Measure) -> None:
    found = measure(
        TASK, FIRST, size, lambda function: _ranks(function, instance), setup=instance.fresh, memory=size >= 64
    )
    assert list(found) == instance.ranks


def test_public_interface(instance: Dense, size: int, measure: Measure, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modular_matrix, "native_rank", lambda: None)
    found = measure(TASK, FALLBACK, size, lambda: _ranks(instance.function, instance))
    assert list(found) == instance.ranks


def test_pari(instance: Dense, size: int, benchmark: Any, measuring: bool, ledger: Ledger) -> None:
    method = "PARI, evaluation mod p written by hand"
    if not peers.pari_is_present():
        if measuring:
            ledger.add(Row(TASK, method, size, None))
        pytest.skip("gp is not installed")
    if not measuring and size > 8:
        pytest.skip("only when benchmarks are enabled")
    ranks, seconds = benchmark.pedantic(peers.pari, args=(instance, 300 if measuring else 0), rounds=1)
    assert ranks == instance.ranks
    if measuring:
        ledger.add(Row(TASK, method, size, seconds))


def test_flint_exact(instance: Dense, size: int, measure: Measure, measuring: bool, ledger: Ledger) -> None:
    method = "exact: FLINT's fmpz_poly_mat_rank"
    if size not in EXACT_FLINT or (size > 8 and not measuring):
        pytest.skip("it takes too long")
    call = peers.flint_exact(instance)
    if call is None:
        if measuring:
            ledger.add(Row(TASK, method, size, None))
        pytest.skip("the bundled FLINT does not export it")
    assert measure(TASK, method, size, call, rounds=None if size < 16 else 1) == instance.ranks


def test_sympy_exact(instance: Dense, size: int, measure: Measure, measuring: bool) -> None:
    if size not in EXACT_SYMPY or (size > 4 and not measuring):
        pytest.skip("it takes too long")
    call = peers.sympy_domain_matrix(instance)
    found = measure(TASK, "exact: SymPy DomainMatrix over ZZ[t]", size, call, rounds=None if size < 8 else 1)
    assert found == instance.ranks
