"""kill -9 at any moment, then again: the file is that of an uninterrupted build, byte for byte."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rankdyn.atlas import build
from tests.atlas.conftest import SETTINGS
from tests.atlas.fake import decide

ROOT = Path(__file__).parents[2]


def killed(path, moments):
    """Build in children that are killed at the given moments; return exit code, rows done, file there, for each."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.atlas.killing", str(path), *moments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return [
        (int(code), int(rows), there == "True") for _, code, rows, there in map(str.split, done.stdout.splitlines())
    ]


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_at_ten_random_moments(seed, whole, tmp_path):
    path = tmp_path / "atlas.jsonl"
    chosen = random.Random(seed)
    moments = [f"{chosen.randrange(3)}:{chosen.uniform(0, 0.04):.4f}" for _ in range(10)]
    ends = killed(path, moments)
    assert [code for code, _, _ in ends] == [-signal.SIGKILL] * 10
    assert not path.exists()
    rows = [rows for _, rows, _ in ends]
    assert rows == sorted(rows), "rows that were done are done for ever"
    assert 0 < rows[-1] < 39
    assert build(SETTINGS, path, decide=decide)
    assert path.read_bytes() == whole
    assert os.listdir(tmp_path) == ["atlas.jsonl"]


@pytest.mark.parametrize(
    ("moment", "there"),
    [
        ("before-ftruncate", False),
        ("after-ftruncate", False),
        ("in-append", False),
        ("before-replace", False),
        ("after-replace", True),
        ("before-remove", True),
        ("after-remove", True),
    ],
)
def test_killed_at_each_step(moment, there, whole, tmp_path):
    path = tmp_path / "atlas.jsonl"
    assert killed(path, [moment, moment])[0][::2] == (-signal.SIGKILL, there)
    assert build(SETTINGS, path, decide=decide) is not there
    assert path.read_bytes() == whole
    assert set(os.listdir(tmp_path)) <= {"atlas.jsonl"}


BUILD = """
import sys
from pathlib import Path
from rankdyn.atlas import build
from tests.atlas.conftest import SETTINGS
from tests.atlas.fake import slow

if __name__ == "__main__":
    build(SETTINGS, Path(sys.argv[1]), jobs=2, scheduler=sys.argv[2] or None, decide=slow)
"""


def kill_after_a_row(path, scheduler=""):
    """Start a build in two processes, kill it a moment after the next row is written; return its children."""
    unfinished = path.with_name(path.name + ".partial")
    before = unfinished.stat().st_size if unfinished.exists() else 400  # the header
    done = subprocess.Popen([sys.executable, "-c", BUILD, str(path), scheduler], cwd=ROOT, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not unfinished.exists() or unfinished.stat().st_size <= before:
        assert done.poll() is None, "the build ended before it was killed"
        assert time.monotonic() < deadline
        time.sleep(0.005)
    children = Path(f"/proc/{done.pid}/task/{done.pid}/children")
    found = [int(number) for number in children.read_text().split()] if children.exists() else []
    done.kill()
    assert done.wait() == -signal.SIGKILL
    return found


def test_a_build_in_two_processes_is_killed_and_its_workers_end_with_it(whole, tmp_path):
    path = tmp_path / "atlas.jsonl"
    children = kill_after_a_row(path)
    assert not path.exists()
    deadline = time.monotonic() + 30
    while any(Path(f"/proc/{number}").exists() for number in children):
        assert time.monotonic() < deadline, "a worker outlives the build"
        time.sleep(0.1)
    assert build(SETTINGS, path, jobs=2, decide=decide)
    assert path.read_bytes() == whole


CLUSTER = """
import sys
from distributed import LocalCluster

if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""


def test_a_build_on_a_dask_cluster_of_two_processes_is_killed_and_goes_on(whole, tmp_path):
    pytest.importorskip("distributed", reason="the extra [cluster] is not installed")
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    path = tmp_path / "atlas.jsonl"
    with subprocess.Popen([sys.executable, "-c", CLUSTER], cwd=ROOT, **pipes) as cluster:
        address = cluster.stdout.readline().strip()
        for _ in range(2):
            kill_after_a_row(path, address)
        done = subprocess.run(
            [sys.executable, "-c", BUILD, str(path), address], cwd=ROOT, capture_output=True, timeout=60
        )
        cluster.stdin.close()
    assert done.returncode == 0, done.stderr
    assert path.read_bytes() == whole
