"""The table of wins and losses: its cases in small, and the stored run as it is printed."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from rankdyn.comparison.compare import compare
from rankdyn.comparison.families import adaptation, cascade, naive

ROOT = Path(__file__).parents[2]


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the script as a module."""
    monkeypatch.syspath_prepend(ROOT / "figures")
    import fitting_table

    return fitting_table


@pytest.mark.parametrize("name", ["planted-cascade", "planted-adaptation", "heat", "advection"])
def test_cases_in_small_and_back_from_json(table: Any, name: str) -> None:
    case, _ = table.cases(size=8, n_orders=3, n_rows=80)[name]
    families = (naive(), adaptation(), cascade("cascade, literal"))
    found = compare(case.draw, title=case.title, goal=case.goal, families=families, seeds=(0, 1))
    assert table.read_comparison(json.loads(found.to_json())) == found
    assert "LOSS" in table.verdict(found) or "WIN" in table.verdict(found)


def test_verdicts(table: Any) -> None:
    families = (naive(), adaptation(), cascade("cascade, literal"))
    cases = table.cases(size=16, n_orders=4, n_rows=120)
    words = {
        name: table.verdict(compare(cases[name][0].draw, families=families, seeds=(0,)))
        for name in ("planted-cascade", "planted-adaptation", "advection")
    }
    assert words["planted-cascade"].startswith("WIN")
    assert words["planted-adaptation"].startswith("LOSS to a rival: cascade, literal")
    assert words["advection"].startswith("LOSS: the cascade saves next to nothing")


def test_the_stored_run_has_all_cases_and_the_figures_it_is_quoted_for(
    table: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not measured here: `figures/fitting_table.py --measure` does; this guards what the file says."""
    stored = json.loads(table.DATA.read_text(encoding="utf-8"))
    assert set(stored) == {*table.cases(), table.TIMED}
    factors = table.read_comparison(stored["factors-vp"])
    assert factors.spread("cascade, triangular").lowest >= 10
    assert factors.spread("cascade, gates, skip, low-rank base").lowest >= 4
    assert factors.spread("cascade, literal").highest == 1.0
    strict = table.read_comparison(stored["conditional-strict"]).spread("cascade, gates, skip")
    assert strict.lowest >= 7.9
    assert strict.reached == strict.seeds
    for document in stored[table.TIMED]:
        timed = table.read_timed(document)
        assert timed.ratio(timed.gated) >= 20
        assert timed.gated.worst <= 1.05
        assert timed.strictly_gated.strict_worst <= 1.05
    table.main([])
    printed = capsys.readouterr().out
    assert "are unlearnable (naive errors" in printed
    assert printed.count("LOSS") >= 4


def test_without_a_stored_run(table: Any, tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="--measure"):
        table.main(["--store", str(tmp_path / "none.json")])


def test_draws_differ_between_seeds(table: Any) -> None:
    case, _ = table.cases(size=8, n_orders=2, n_rows=30)["heat"]
    first, second = (case.draw(np.random.default_rng(seed)).X for seed in (0, 1))
    assert not np.array_equal(first, second)
