"""``rankdyn cite``: it says what CITATION.cff says."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import rankdyn as rd
from rankdyn.cli.cite import MESSAGE, PAPER, SOFTWARE

yaml = pytest.importorskip("yaml", reason="it comes with the tools of the developers")

CITATION = Path(__file__).parents[2] / "CITATION.cff"


def test_it_says_what_the_file_says() -> None:
    said = yaml.safe_load(CITATION.read_text())
    (paper,) = said["references"]
    (author,) = paper["authors"]
    assert said["message"] == MESSAGE
    assert SOFTWARE.title.strip("{}") == said["title"]
    assert SOFTWARE.authors.strip("{}") == said["authors"][0]["name"]
    assert PAPER.title == paper["title"]
    assert PAPER.authors == f"{author['family-names']}, {author['given-names']}"
    assert (PAPER.year, PAPER.month, PAPER.url) == (paper["year"], paper["month"], paper["url"])
    assert [f"arXiv:{PAPER.arxiv}"] == [identifier["value"] for identifier in paper["identifiers"]]


def test_text_and_bibtex(call: Callable[..., Any]) -> None:
    done = call("cite")
    assert (done.code, done.err) == (0, "")
    assert f"The rankdyn developers. rankdyn, version {rd.__version__}.\n" in done.out
    assert (
        "Song, Zhao. Tracking High-order Evolutions via Cascading Low-rank Fitting. arXiv:2604.10980. 2026. "
        in done.out
    )
    assert done.out.count("{") == done.out.count("}")
    assert re.findall(r"^@(\w+)\{(\w+),$", done.out, re.MULTILINE) == [
        ("misc", "rankdyn"),
        ("misc", "song2026tracking"),
    ]
    assert "  month         = apr,\n  eprint        = {2604.10980},\n" in done.out


def test_json(call: Callable[..., Any]) -> None:
    found = json.loads(call("cite --json").out)
    assert found["version"] == rd.__version__
    assert len(found["text"]) == len(found["bibtex"]) == 2
    assert all(entry.startswith("@misc{") and entry.endswith("\n}") for entry in found["bibtex"])
