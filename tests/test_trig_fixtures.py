"""rankdyn against the outside oracles of the wider class: sines, tangents, surds, powers of numbers, constants."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import rankdyn as rd
from tests.oracle.circle_jets import circle_ranks
from tests.oracle.digits import digit_ranks
from tests.test_fixtures import check_case, name_of

Case = dict[str, Any]
CASES: list[Case] = json.loads((Path(__file__).parent / "fixtures" / "trig.json").read_text(encoding="utf-8"))
LIVE = 84

NOT_PROVED: frozenset[str] = frozenset()
"""Names of cases that need not be proved within the default budget."""


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_ranks_are_the_oracles_and_certified(case: Case) -> None:
    if name_of(case) not in NOT_PROVED:
        check_case(case)
        return
    D = rd.MatrixFunction(case["rows"], case["variable"])
    found = rd.rank_sequence(D, case["max_order"], kind=case["kind"], h=case["h"])
    assert list(found) == case["ranks"], f"{name_of(case)}: {found.explain()}"
    if found.kind == "exact":
        assert rd.certify(found) is True
    else:
        assert found.certificate is None
        assert "budget" in found.explain()


def test_at_least_99_percent_are_proved() -> None:
    assert {name_of(case) for case in CASES} >= NOT_PROVED
    assert len(NOT_PROVED) * 100 <= len(CASES)


def sample(count: int) -> list[Case]:
    """Cases of every family in turn."""
    families: dict[str, list[Case]] = {}
    for case in CASES:
        families.setdefault(case["family"], []).append(case)
    turns = max(len(cases) for cases in families.values())
    return [cases[i] for i in range(turns) for cases in families.values() if i < len(cases)][:count]


@pytest.mark.oracle
@pytest.mark.parametrize("case", sample(LIVE), ids=name_of)
def test_ranks_are_those_both_oracles_find_now(case: Case) -> None:
    arguments = (case["rows"], case["max_order"], case["kind"], case["h"], case["variable"])
    live = circle_ranks(*arguments, seed=int(case["id"]) + 2)
    assert live == digit_ranks(*arguments, seed=int(case["id"]) + 2) == case["ranks"]
    D = rd.MatrixFunction(case["rows"], case["variable"])
    assert list(rd.rank_sequence(D, case["max_order"], kind=case["kind"], h=case["h"], rng=1)) == live


def test_enough_cases_are_committed_and_recomputed() -> None:
    assert len(CASES) >= 520
    assert len({case["family"] for case in CASES}) >= 20
    assert len({tuple(case["ranks"]) for case in CASES}) >= 100
    assert min(sum(case["kind"] == kind for case in CASES) for kind in ("derivative", "difference")) >= 200
    assert {case["h"] for case in CASES} == {"1", "1/2", "1/3", "2"}
    assert {len(case["rows"]) for case in CASES} == {len(case["rows"][0]) for case in CASES} == {1, 2, 3, 4, 5}
    assert {case["family"] for case in sample(LIVE)} == {case["family"] for case in CASES}
