"""rankdyn against the committed answers of the outside oracle (tests/oracle), and against the oracle itself, live."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import rankdyn as rd
from tests.oracle.symbolic import oracle_ranks

Case = dict[str, Any]
CASES: list[Case] = json.loads((Path(__file__).parent / "fixtures" / "ranks.json").read_text(encoding="utf-8"))
LIVE = 80


def name_of(case: Case) -> str:
    return f"{case['family']}-{case['id']}"


def check_case(case: Case, rng: int = 0) -> rd.RankSequence:
    """Assert that the ranks are the oracle's, proved at every order within the default budget, and certified."""
    D = rd.MatrixFunction(case["rows"], case["variable"])
    found = rd.rank_sequence(D, case["max_order"], kind=case["kind"], h=case["h"], rng=rng)
    assert list(found) == case["ranks"], f"{name_of(case)}: {found.explain()}"
    assert [bound.kind for bound in found.bounds] == ["exact"] * len(found), f"{name_of(case)}: {found.explain()}"
    assert found.error_probability == 0.0
    assert rd.certify(found) is True
    assert json.loads(found.certificate.to_json())["claim"]["ranks"] == case["ranks"]
    return found


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_ranks_are_the_oracles_and_certified(case: Case) -> None:
    check_case(case)


def cheapest(count: int) -> list[Case]:
    """The cases that cost the oracle least, by its own count of work, taken in turn from every family."""
    families: dict[str, list[Case]] = {}
    for case in CASES:
        families.setdefault(case["family"], []).append(case)
    sized = [sorted(cases, key=lambda case: len(json.dumps(case["rows"])))[:8] for cases in families.values()]
    chosen = [cases[i] for i in range(8) for cases in sized if i < len(cases)]
    return chosen[:count]


@pytest.mark.oracle
@pytest.mark.parametrize("case", cheapest(LIVE), ids=name_of)
def test_ranks_are_those_the_oracle_finds_now(case: Case) -> None:
    live = oracle_ranks(case["rows"], case["max_order"], case["kind"], case["h"], case["variable"])
    assert check_case({**case, "ranks": live}, rng=1) == tuple(case["ranks"])


def test_enough_cases_are_committed_and_recomputed() -> None:
    assert len(CASES) >= 300
    assert {case["kind"] for case in CASES} == {"derivative", "difference"}
    assert len({name_of(case) for case in cheapest(LIVE)}) >= 60
    assert {case["family"] for case in cheapest(LIVE)} == {case["family"] for case in CASES}
