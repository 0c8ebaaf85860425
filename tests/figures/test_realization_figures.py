"""Permutohedron, map of laws, counts: the same bytes from fresh processes, captions that agree with the laws."""

from __future__ import annotations

import re
from collections import Counter
from itertools import product
from pathlib import Path

import pytest

from rankdyn import laws
from tests.figures.test_figures import FORMATS, ROOT, draw

NAMES = ("permutohedron", "law_map", "realizable_counts")


@pytest.fixture(scope="module", params=NAMES)
def drawn(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path, Path]:
    """Return the name and two folders into which two processes drew the figure."""
    folders = tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("second")
    for seed, folder in enumerate(folders):
        done = draw(request.param, folder, str(seed))
        assert done.returncode == 0, done.stderr
        assert done.stdout + done.stderr == ""
    return request.param, *folders


def test_same_bytes_and_nothing_of_the_machine(drawn: tuple[str, Path, Path]) -> None:
    name, first, second = drawn
    assert sorted(file.name for file in first.iterdir()) == sorted(f"{name}.{s}" for s in (*FORMATS, "txt"))
    for suffix in (*FORMATS, "txt"):
        content = (first / f"{name}.{suffix}").read_bytes()
        assert content == (second / f"{name}.{suffix}").read_bytes()
        assert not re.search(rb"CreationDate|dc:date|Software|https://matplotlib.org|" + str(ROOT).encode(), content)


def test_column_width(drawn: tuple[str, Path, Path]) -> None:
    name, folder, _ = drawn
    header = (folder / f"{name}.png").read_bytes()
    assert abs(int.from_bytes(header[16:20], "big") - 8.5 / 2.54 * 300) <= 1


def test_captions(drawn: tuple[str, Path, Path]) -> None:
    name, folder, _ = drawn
    caption = (folder / f"{name}.txt").read_text()
    assert "All ranks are exact" in " ".join(caption.split())
    {"permutohedron": check_permutohedron, "law_map": check_law_map, "realizable_counts": check_counts}[name](caption)


def check_permutohedron(caption: str) -> None:
    rows = re.findall(r"^(\d{4}): (a rank sequence|least shift (\d) \((.*)\))$", caption, re.MULTILINE)
    assert len(rows) == 24
    assert Counter(shift for _, _, shift, _ in rows) == {"": 9, "1": 6, "2": 9}
    for permutation, _, shift, reasons in rows:
        named = re.findall(r"shift (\d): law (\S+?)(?:,|$)", reasons)
        assert [int(c) for c, _ in named] == list(range(int(shift or 0)))
        for c, law in named:
            assert law in {one.law for one in laws.check(tuple(int(rank) + int(c) for rank in permutation))}


def check_law_map(caption: str) -> None:
    rows = dict(re.findall(r"^(\d{3}): (\S+)$", caption, re.MULTILINE))
    assert len(rows) == 216
    assert Counter(rows.values())["realizable"] == 101
    for ranks in product(range(6), repeat=3):
        broken = [one.law for one in laws.check(ranks)]
        assert rows["".join(map(str, ranks))] == (broken[0] if broken else "realizable")


def check_counts(caption: str) -> None:
    rows = re.findall(r"^n = (\d), m = (\d): (\d+) in all, (\d+) realizable(?:, (\d+) pass)?", caption, re.MULTILINE)
    known = {(2, 3): 12, (3, 3): 30, (4, 3): 69, (4, 4): 181, (5, 3): 153, (3, 4): 60}
    found = {(int(n), int(m)): (int(low), int(high or low), int(every)) for n, m, every, low, high in rows}
    assert len(found) == 19
    for (n, m), (low, high, every) in found.items():
        assert every == (m + 1) ** n
        assert low <= known.get((n, m), high) <= high
        assert m > 1 or low == n + 1  # with entries 0 and 1: ones, then zeros
    assert all(found[key] == (count, count, (key[1] + 1) ** key[0]) for key, count in known.items())


def test_what_is_not_decided_is_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted fault: constructions that find nothing."""
    monkeypatch.syspath_prepend(ROOT / "figures")
    import law_map

    monkeypatch.setattr(law_map, "constructing", lambda kind: lambda ranks: None)
    with pytest.raises(SystemExit, match="neither realized nor forbidden"):
        law_map.verdicts()
