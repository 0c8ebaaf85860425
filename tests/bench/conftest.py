"""The `measure` fixture, and the summary printed at the end of `make bench`."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest

from .ledger import Ledger, Row

_LEDGER = pytest.StashKey[Ledger]()
RESULTS = ".benchmarks/bench-results.json"
FOR_FIGURES = "figures/data/bench.json"

Measure = Callable[..., Any]


def pytest_configure(config: pytest.Config) -> None:
    """Open the ledger."""
    config.stash[_LEDGER] = Ledger()


@pytest.fixture
def ledger(request: pytest.FixtureRequest) -> Ledger:
    """Return the measurements of this run."""
    return request.config.stash[_LEDGER]


@pytest.fixture
def measuring(benchmark: Any) -> bool:
    """Return whether times are taken; without, a benchmark is one call whose answer is checked."""
    return not benchmark.disabled


@pytest.fixture
def measure(benchmark: Any, ledger: Ledger, measuring: bool) -> Measure:
    """Return a function that times a call, records the best time and returns the answer."""

    def run(
        task: str,
        method: str,
        n: int,
        call: Callable[..., Any],
        *,
        setup: Callable[[], Any] | None = None,
        rounds: int | None = None,
        memory: bool = False,
        per: int = 1,
    ) -> Any:
        arguments = (lambda: ((setup(),), {})) if setup is not None else None
        if setup is not None or rounds is not None:
            answer = benchmark.pedantic(call, setup=arguments, rounds=(rounds or 5) if measuring else 1, iterations=1)
        else:
            answer = benchmark(call)
        if measuring:
            peak = _peak(call, setup) if memory else None
            best, median = benchmark.stats.stats.min / per, benchmark.stats.stats.median / per
            ledger.add(Row(task, method, n, best, median, peak))
        return answer

    return run


def _peak(call: Callable[..., Any], setup: Callable[[], Any] | None) -> int:
    """Return the most memory that Python and NumPy held at once during one more call."""
    arguments = (setup(),) if setup is not None else ()
    tracemalloc.start()
    try:
        call(*arguments)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Print the tables and write them as JSON."""
    ledger = config.stash[_LEDGER]
    if not ledger.rows:
        return
    terminalreporter.section("rankdyn beside its floor and its peers: best time (ratio to the floor)")
    for line in ledger.lines():
        terminalreporter.write_line(line)
    ledger.save(config.rootpath / RESULTS)
    written = RESULTS
    if ledger.is_complete():
        ledger.save_for_figures(config.rootpath / FOR_FIGURES)
        written += f" and {FOR_FIGURES}, which figures/peers.py draws"
    terminalreporter.write_line(f"\nwritten to {written}")
