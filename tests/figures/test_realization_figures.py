"""Permutohedra, map of laws, counts: captions that agree with the laws."""

from __future__ import annotations

import importlib
import re
from collections import Counter
from itertools import product

import pytest

from rankdyn import laws
from tests.figures.drawn import drawn, script_folder


def test_permutohedra() -> None:
    rows = re.findall(
        r"^(\d{3,4}): (a rank sequence|least shift (\d) \((.*)\))$", drawn("permutohedra").caption, re.MULTILINE
    )
    for n, counts in ((3, {"": 4, "1": 2}), (4, {"": 9, "1": 6, "2": 9})):
        assert Counter(shift for permutation, _, shift, _ in rows if len(permutation) == n) == counts
    for permutation, _, shift, reasons in rows:
        named = re.findall(r"shift (\d): law (\S+?)(?:,|$)", reasons)
        assert [int(c) for c, _ in named] == list(range(int(shift or 0)))
        for c, law in named:
            assert law in {one.law for one in laws.check(tuple(int(rank) + int(c) for rank in permutation))}


def test_law_map() -> None:
    rows = dict(re.findall(r"^(\d{3}): (\S+)$", drawn("law_map").caption, re.MULTILINE))
    assert len(rows) == 216
    assert Counter(rows.values())["realizable"] == 101
    for ranks in product(range(6), repeat=3):
        broken = [one.law for one in laws.check(ranks)]
        assert rows["".join(map(str, ranks))] == (broken[0] if broken else "realizable")


def test_counts() -> None:
    rows = re.findall(
        r"^n = (\d), m = (\d): (\d+) in all, (\d+) realizable(?:, (\d+) pass)?",
        drawn("realizable_counts").caption,
        re.MULTILINE,
    )
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
    plot = importlib.import_module("rankdyn.plots.law_map")
    monkeypatch.setattr(plot, "constructing", lambda kind: lambda ranks: None)
    plot._verdict.cache_clear()
    with script_folder():
        import law_map
    with pytest.raises(SystemExit, match="neither realized nor forbidden"):
        law_map.verdicts()
    plot._verdict.cache_clear()
