"""Where the work runs must not matter: here, in several processes, on a Dask cluster."""

import os
import sys

import pytest

from rankdyn.atlas.schedule import run
from rankdyn.errors import InvalidInputError


def square(x):
    return x * x


def test_every_argument_is_used_once_wherever_it_runs():
    assert list(run(square, range(5))) == [0, 1, 4, 9, 16]
    assert sorted(run(square, range(50), jobs=2)) == [x * x for x in range(50)]


def refuse(x):
    if x == 3:
        raise InvalidInputError(f"{x} is refused")
    return x


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_in_a_worker_reaches_the_caller_and_the_next_run_is_none_the_worse(jobs):
    with pytest.raises(InvalidInputError, match="3 is refused"):
        list(run(refuse, range(50), jobs=jobs))
    assert sorted(run(refuse, range(3), jobs=jobs)) == [0, 1, 2]


def test_a_caller_that_stops_early_leaves_no_worker():
    from pathlib import Path

    results = run(square, range(1000), jobs=2)
    next(results)
    children = Path(f"/proc/self/task/{os.getpid()}/children")
    before = [Path(f"/proc/{number}/cmdline") for number in children.read_text().split()]
    workers = [path for path in before if b"LokyProcess" in path.read_bytes()]
    assert len(workers) == 2
    results.close()
    assert not [path for path in workers if path.exists() and b"LokyProcess" in path.read_bytes()]


def test_no_jobs_at_all():
    with pytest.raises(InvalidInputError, match="from 1 on, not 0"):
        list(run(square, [], jobs=0))


def test_dask_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InvalidInputError, match=r"rankdyn\[cluster\]"):
        list(run(square, [1], scheduler="tcp://127.0.0.1:1"))


def test_nobody_answers(monkeypatch):
    pytest.importorskip("distributed", reason="the extra [cluster] is not installed")
    from rankdyn.atlas import schedule

    monkeypatch.setattr(schedule, "_TIMEOUT", 2)
    for address in ("tcp://127.0.0.1:1", "nonsense://", "no address"):
        with pytest.raises(InvalidInputError, match="no Dask scheduler answers"):
            list(run(square, [1], scheduler=address))
