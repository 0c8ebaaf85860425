"""The figures: the same bytes from fresh processes, exact data in the captions, nothing drawn that is not proved."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FORMATS = ("pdf", "svg", "png")


def draw(name: str, folder: Path, hash_seed: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run a script of the folder figures in a process of its own."""
    return subprocess.run(
        [sys.executable, str(ROOT / "figures" / f"{name}.py"), "--output", str(folder), *options],
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": hash_seed, "PYTHONWARNINGS": "error"},
        capture_output=True,
        text=True,
        timeout=300,
    )


@pytest.fixture(scope="module", params=["staircase", "pointwise", "peers"])
def drawn(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path, Path]:
    """Return the name and two folders into which two processes drew the figure."""
    name: str = request.param
    folders = tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("second") / "made" / "on the way"
    for seed, folder in enumerate(folders):
        done = draw(name, folder, str(seed))
        assert done.returncode == 0, done.stderr
        assert done.stdout + done.stderr == ""
    return name, *folders


@pytest.mark.parametrize("suffix", [*FORMATS, "txt"])
def test_same_bytes(drawn: tuple[str, Path, Path], suffix: str) -> None:
    name, first, second = drawn
    content = (first / f"{name}.{suffix}").read_bytes()
    assert content == (second / f"{name}.{suffix}").read_bytes()
    assert sorted(file.name for file in first.iterdir()) == sorted(f"{name}.{s}" for s in (*FORMATS, "txt"))


def test_nothing_of_the_day_or_the_machine(drawn: tuple[str, Path, Path]) -> None:
    name, folder, _ = drawn
    for suffix in FORMATS:
        content = (folder / f"{name}.{suffix}").read_bytes()
        assert not re.search(rb"CreationDate|dc:date|Software|https://matplotlib.org|" + str(ROOT).encode(), content)


def test_column_width(drawn: tuple[str, Path, Path]) -> None:
    name, folder, _ = drawn
    header = (folder / f"{name}.png").read_bytes()
    assert abs(int.from_bytes(header[16:20], "big") - 8.5 / 2.54 * 300) <= 1
    width = re.search(r'<svg [^>]*width="([0-9.]+)pt"', (folder / f"{name}.svg").read_text())
    assert width is not None
    assert abs(float(width[1]) - 8.5 / 2.54 * 72) < 0.01


def test_caption_has_the_exact_ranks(drawn: tuple[str, Path, Path]) -> None:
    name, folder, _ = drawn
    caption = (folder / f"{name}.txt").read_text()
    if name == "peers":
        pytest.skip("it shows times, not ranks")
    assert "All ranks are exact" in caption
    if name == "staircase":
        assert "\ndecomposable: 8, 7, 5, 5, 3, 2, 2, 1\nmoment curve: 1, 2, 3, 4, 5, 6, 7, 8\n" in caption
        return
    ranks = dict(re.findall(r"^t0 = (\S+): (.*)$", caption, re.MULTILINE))
    assert "\ngeneric: 3, 3, 3, 2\n" in caption
    assert len(ranks) == 17
    special = {"-1": "1, 1, 3, 2", "0": "2, 1, 2, 1", "1": "1, 1, 3, 2"}
    assert ranks == dict.fromkeys(ranks, "3, 3, 3, 2") | special


def test_times_are_those_of_the_stored_run(drawn: tuple[str, Path, Path]) -> None:
    name, folder, _ = drawn
    if name != "peers":
        pytest.skip("it shows no times")
    caption = (folder / "peers.txt").read_text()
    rows = json.loads((ROOT / "figures" / "data" / "bench.json").read_text())["rows"]
    assert len(rows) > 50
    for row in rows:
        assert f"{row['method']}: " in caption
        assert f"n = {row['n']}: {row['seconds']:.3g} s" in caption


def test_without_a_stored_run_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.syspath_prepend(ROOT / "figures")
    import peers

    monkeypatch.setattr(peers, "DATA", tmp_path / "bench.json")
    with pytest.raises(SystemExit, match="make bench"):
        peers.measured()


def test_other_formats_are_refused(tmp_path: Path) -> None:
    done = draw("staircase", tmp_path, "0", "--format", "pdf,jpg")
    assert done.returncode == 2
    assert "unknown format 'jpg'; choose from pdf, svg, png" in done.stderr
    assert not list(tmp_path.iterdir())


def test_ranks_that_are_not_exact_are_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    import rankdyn as rd

    monkeypatch.syspath_prepend(ROOT / "figures")
    from _style import exact_ranks

    with pytest.raises(SystemExit, match="not exact"):
        exact_ranks(rd.rank_sequence("[[1, t], [t, t**2]]", 2, certify=False))
