"""``rankdyn figures``: what is printed, exit statuses, and what happens to scripts that fail."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]

Call = Callable[..., Any]

STYLE = """
import argparse, os
from pathlib import Path

def run(name, draw):
    parser = argparse.ArgumentParser()
    parser.add_argument("--output", type=Path)
    parser.add_argument("--format")
    chosen = parser.parse_args()
    for suffix in chosen.format.split(","):
        (chosen.output / f"{name}.{suffix}").write_text(draw())
    (chosen.output / f"{name}.txt").write_text(f"caption of {name}, {os.environ['OPENBLAS_NUM_THREADS']} thread")
"""
GOOD = '"""The figure {name}.\n\nMore.\n"""\nfrom _style import run\n\nrun("{name}", lambda: "drawn")\n'
BAD = '"""Fails."""\nimport sys\nfrom _style import run\n\nsys.exit("line one\\nnot drawn, because it is {bad}\\n")\n'
TABLE = '"""Prints, and is no figure."""\nfrom _style import WIDTH\n\nrun = print\nrun("a table")\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of small scripts in place of the real ones."""
    found = tmp_path / "scripts"
    found.mkdir()
    scripts = {"_style": STYLE, "good": GOOD.format(name="good"), "later": GOOD.format(name="later"), "table": TABLE}
    for name, text in scripts.items():
        (found / f"{name}.py").write_text(text)
    monkeypatch.setattr(importlib.import_module("rankdyn.cli.figures"), "_PLACES", (tmp_path / "none", found))
    return found


def test_all_of_them(call: Call, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "folder"
    done = call(["figures", "--output", str(out)])
    assert done.code == 0
    names = [f"{name}.{suffix}" for name in ("good", "later") for suffix in ("pdf", "svg", "png", "txt")]
    assert done.out.splitlines() == [str(out / name) for name in names]
    assert sorted(file.name for file in out.iterdir()) == sorted(names)
    assert sorted(line.split(": ")[0] for line in done.err.splitlines()) == ["good", "later"]
    assert "(2 of 2)" in done.err


def test_those_named_as_json(call: Call, folder: Path, tmp_path: Path) -> None:
    done = call(["figures", "later", "good", "good", "--format", "svg, png,svg", "--output", str(tmp_path), "--json"])
    assert done.code == 0
    made = [
        {
            "name": name,
            "files": [str(tmp_path / f"{name}.{suffix}") for suffix in ("svg", "png", "txt")],
            "caption": f"caption of {name}, 1 thread",
        }
        for name in ("good", "later")
    ]
    assert json.loads(done.out) == {"figures": made, "failed": []}


def test_a_script_that_fails_does_not_stop_the_others(call: Call, folder: Path, tmp_path: Path) -> None:
    (folder / "early.py").write_text(BAD)
    done = call(["figures", "--output", str(tmp_path / "out"), "--json", "--jobs", "1"])
    assert done.code == 1
    found = json.loads(done.out)
    assert [one["name"] for one in found["figures"]] == ["good", "later"]
    assert found["failed"] == [{"name": "early", "message": "not drawn, because it is {bad}"}]
    assert "rankdyn: early was not made: not drawn, because it is {bad}" in done.err


def test_a_script_that_takes_too_long_is_given_up(
    call: Call, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.import_module("rankdyn.cli.figures"), "_SECONDS", 0.3)
    (folder / "good.py").write_text("from _style import run\nimport time\ntime.sleep(60)\n")
    done = call(["figures", "good", "--output", str(tmp_path)])
    assert done.code == 1
    assert "good was not made: it took more than 0.3 s" in done.err


def test_an_unknown_name(call: Call, folder: Path, tmp_path: Path) -> None:
    done = call(["figures", "good", "table", "--output", str(tmp_path / "out")])
    assert (done.code, done.out) == (2, "")
    assert done.err == "rankdyn: there is no figure 'table'; the figures are good, later\n"
    assert not (tmp_path / "out").exists()


def test_the_list(call: Call, folder: Path) -> None:
    done = call("figures --list")
    assert (done.code, done.out) == (0, "good   The figure good.\nlater  The figure later.\n")
    done = call("figures later --list --json")
    assert json.loads(done.out) == {"figures": [{"name": "later", "title": "The figure later."}]}


@pytest.mark.parametrize("formats", ["jpg", "", "pdf,,png", "PDF", "../x"])
def test_other_formats(call: Call, folder: Path, tmp_path: Path, formats: str) -> None:
    done = call(["figures", "--format", formats, "--output", str(tmp_path / "out")])
    assert done.code == 2
    assert "choose from pdf, svg, png" in done.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("place", ["a file", "under a file", "/proc", "/proc/nothing"])
def test_where_nothing_can_be_written(call: Call, folder: Path, tmp_path: Path, place: str) -> None:
    (tmp_path / "a file").write_text("kept")
    out = {"a file": tmp_path / "a file", "under a file": tmp_path / "a file" / "x"}.get(place, Path(place))
    done = call(["figures", "--output", str(out)])
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"rankdyn: nothing can be written to {out}: ")
    assert "choose another --output" in done.err
    assert (tmp_path / "a file").read_text() == "kept"


def test_without_scripts(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.import_module("rankdyn.cli.figures"), "_PLACES", (tmp_path,))
    done = call("figures")
    assert done.code == 2
    assert "the figure scripts are not here: run from a checkout, or reinstall rankdyn" in done.err


def test_the_scripts_that_come_with_the_program(call: Call, tmp_path: Path) -> None:
    """All programs in figures/ but the one that prints a table; one of them is run."""
    names = [line.split()[0] for line in call("figures --list").out.splitlines()]
    assert set(names) == {path.stem for path in (ROOT / "figures").glob("[!_]*.py")} - {"fitting_table"}
    done = call(["figures", "pointwise", "--format", "svg", "--output", str(tmp_path)])
    assert done.code == 0
    assert [Path(line).name for line in done.out.splitlines()] == ["pointwise.svg", "pointwise.txt"]
    assert (tmp_path / "pointwise.svg").read_bytes().startswith(b"<?xml")


def test_each_script_bears_the_name_of_its_figure() -> None:
    for path in (ROOT / "figures").glob("[!_]*.py"):
        if path.stem != "fitting_table":
            assert f'run("{path.stem}", draw)' in path.read_text()
