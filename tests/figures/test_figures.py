"""The figures: the same bytes from fresh processes, exact data in the captions, nothing drawn that is not proved."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.figures.drawn import drawn, script_folder

ROOT = Path(__file__).parents[2]
FORMATS = ("pdf", "svg", "png")

QUICK = ("staircase", "pointwise", "peers", "permutohedra", "rank_staircase_fit", "cascade_singular_values")
"""Drawn a second time, by a process of their own."""

ALL = (*QUICK, "law_map", "realizable_counts", "cascade_error", "parameters_against_order")


def draw(name: str, folder: Path, hash_seed: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run a script of the folder figures in a process of its own."""
    return subprocess.run(
        [sys.executable, str(ROOT / "figures" / f"{name}.py"), "--output", str(folder), *options],
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": hash_seed, "PYTHONWARNINGS": "error"},
        capture_output=True,
        text=True,
        timeout=300,
    )


@pytest.mark.parametrize("name", QUICK)
def test_the_same_bytes_here_and_in_a_process_of_its_own(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "made" / "on the way"
    done = draw(name, folder, "1")
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == {
        f"{name}.{suffix}": content for suffix, content in drawn(name).files.items()
    }


def test_the_picture_in_the_readme_is_the_figure() -> None:
    assert (ROOT / "docs" / "pictures" / "staircase.svg").read_bytes() == drawn("staircase").files["svg"]


@pytest.mark.parametrize("name", ALL)
def test_nothing_of_the_day_or_the_machine(name: str) -> None:
    foreign = re.compile(rb"CreationDate|dc:date|Software|https://matplotlib.org|" + str(ROOT).encode())
    for suffix, content in drawn(name).files.items():
        assert not foreign.search(content), suffix


@pytest.mark.parametrize("name", ALL)
def test_column_width(name: str) -> None:
    files = drawn(name).files
    assert abs(int.from_bytes(files["png"][16:20], "big") - 8.5 / 2.54 * 300) <= 1
    width = re.search(rb'<svg [^>]*width="([0-9.]+)pt"', files["svg"])
    assert width is not None
    assert abs(float(width[1]) - 8.5 / 2.54 * 72) < 0.01


@pytest.mark.parametrize("name", ["staircase", "pointwise", "permutohedra", "law_map", "realizable_counts"])
def test_the_caption_says_what_the_ranks_are(name: str) -> None:
    assert "All ranks are exact" in " ".join(drawn(name).caption.split())


def test_the_ranks_of_the_staircase() -> None:
    caption = drawn("staircase").caption
    assert "\ndecomposable: 8, 7, 5, 5, 3, 2, 2, 1\nmoment curve: 1, 2, 3, 4, 5, 6, 7, 8\n" in caption


def test_the_ranks_at_points() -> None:
    caption = drawn("pointwise").caption
    ranks = dict(re.findall(r"^t0 = (\S+): (.*)$", caption, re.MULTILINE))
    assert "\ngeneric: 3, 3, 3, 2\n" in caption
    assert len(ranks) == 17
    special = {"-1": "1, 1, 3, 2", "0": "2, 1, 2, 1", "1": "1, 1, 3, 2"}
    assert ranks == dict.fromkeys(ranks, "3, 3, 3, 2") | special


def test_times_are_those_of_the_stored_run() -> None:
    caption = drawn("peers").caption
    rows = json.loads((ROOT / "figures" / "data" / "bench.json").read_text())["rows"]
    assert len(rows) > 50
    for row in rows:
        assert f"{row['method']}: " in caption
        assert f"n = {row['n']}: {row['seconds']:.3g} s" in caption


def test_without_a_stored_run_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with script_folder():
        import peers

    monkeypatch.setattr(peers, "DATA", tmp_path / "bench.json")
    with pytest.raises(SystemExit, match="make bench"):
        peers.measured()


def test_other_formats_are_refused(tmp_path: Path) -> None:
    done = draw("staircase", tmp_path, "0", "--format", "pdf,jpg")
    assert done.returncode == 2
    assert "unknown format 'jpg'; choose from pdf, svg, png" in done.stderr
    assert not list(tmp_path.iterdir())


def test_ranks_that_are_not_exact_are_not_drawn() -> None:
    import rankdyn as rd

    with script_folder():
        from _style import exact_ranks

    with pytest.raises(SystemExit, match="not exact"):
        exact_ranks(rd.rank_sequence("[[1, t], [t, t**2]]", 2, certify=False))
