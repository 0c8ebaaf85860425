"""The oracles agree with hand-computed sequences, with each other, and with the committed fixtures."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sympy import Matrix
from sympy.polys.polyerrors import CoercionFailed, PolynomialError

from . import pari
from .jets import sampled_ranks
from .make_fixtures import FIXTURES, arguments, check_with_pari, make_cases, verify_trap
from .symbolic import exact_rank, oracle_ranks
from .traps import TRAPS

pytestmark = pytest.mark.oracle

CASES: list[dict[str, Any]] = json.loads((FIXTURES / "ranks.json").read_text(encoding="utf-8"))

PARI_CASES = [case for case in CASES if (case["family"], case["kind"]) != ("gaussian", "difference")][::4]
"""Differences of e^{t^2} and e^{t^3} have huge powers of z; two of them take PARI more than 30 s."""

BY_HAND: list[tuple[list[list[str]], str, str, list[int]]] = [
    ([["1", "exp(t)"], ["t", "t*exp(t)"]], "derivative", "1", [1, 2, 1, 1, 1]),
    ([["1", "exp(t)"], ["t", "t*exp(t)"]], "difference", "1/2", [1, 2, 1, 1, 1]),
    ([["1", "t", "t**2"], ["t", "t**2", "t**3"], ["t**2", "t**3", "t**4"]], "derivative", "1", [1, 2, 3, 2, 1, 0]),
    ([["t", "1"], ["0", "t"]], "difference", "-1", [2, 2, 0]),
    ([["a*t", "a"], ["b*t", "b"]], "derivative", "1", [1, 1, 0]),
    ([["exp(t**2)", "exp(t**2+t)"], ["exp(-t)", "1"]], "derivative", "1", [1, 2, 2]),
    ([["exp(a*t)*exp(b*t)", "exp((a+b)*t)"]], "difference", "2", [1, 1, 1]),
]


@pytest.mark.parametrize(("rows", "kind", "h", "ranks"), BY_HAND)
def test_hand_computed_sequences(rows: list[list[str]], kind: str, h: str, ranks: list[int]) -> None:
    """Every oracle gives the sequence found with pencil and paper."""
    assert oracle_ranks(rows, len(ranks) - 1, kind, h) == ranks
    assert sampled_ranks(rows, len(ranks) - 1, kind, h) == ranks
    if pari.available():
        assert pari.pari_ranks(rows, len(ranks) - 1, kind, h) == ranks


def test_fixtures_are_many_and_of_every_kind() -> None:
    """At least 340 cases up to 5x5, 120 of them differences, most sequences neither full nor trivial."""
    assert len(CASES) >= 340
    assert sum(case["kind"] == "difference" for case in CASES) >= 120
    assert all(len(case["ranks"]) == case["max_order"] + 1 for case in CASES)
    assert all(len(case["rows"]) <= 5 and len(case["rows"][0]) <= 5 for case in CASES)
    between = [sum(0 < r < min(len(case["rows"]), len(case["rows"][0])) for r in case["ranks"]) for case in CASES]
    assert sum(orders >= 2 for orders in between) >= len(CASES) // 3


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['family']}-{case['id']}")
def test_sampled_ranks_confirm_the_fixtures(case: dict[str, Any]) -> None:
    """The oracle without SymPy gives the committed ranks, at points of another seed."""
    assert sampled_ranks(*arguments(case), points=2, seed=int(case["id"]) + 1) == case["ranks"]


@pytest.mark.skipif(not pari.available(), reason="gp is not on the PATH")
@pytest.mark.parametrize("case", PARI_CASES, ids=lambda case: f"{case['family']}-{case['id']}")
def test_pari_confirms_fixtures(case: dict[str, Any]) -> None:
    """PARI gives the committed ranks (every fourth that is quick for it; `make_fixtures --check` compares all)."""
    check_with_pari(case, case["ranks"])


def test_fixtures_are_reproducible() -> None:
    """The first cases of the stream, made again by the symbolic oracle, are the committed ones."""
    committed = {case["id"]: case for case in CASES}
    for case in make_cases(26, 2):
        assert committed[case["id"]] == case


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap["name"])
def test_traps(trap: dict[str, Any]) -> None:
    """Each trap's stated ranks stand, by at least one oracle that reaches it."""
    assert verify_trap(trap)


def test_committed_traps_are_the_table() -> None:
    """traps.json is what `make_fixtures` writes from `traps.TRAPS`."""
    assert json.loads((FIXTURES / "traps.json").read_text(encoding="utf-8")) == TRAPS


@pytest.mark.parametrize("text", ["sin(t)", "sqrt(t)", "exp(exp(t))", "exp(1/t)", "exp(t)**(1/2)", "t**a", "exp(pi*t)"])
def test_outside_the_class_is_refused(text: str) -> None:
    """No oracle answers for a function it has no exact zero test for."""
    for oracle in (oracle_ranks, sampled_ranks):
        with pytest.raises((ValueError, PolynomialError, CoercionFailed)):
            oracle([[text, "1"], ["1", "t"]], 1)


def test_empty_matrix() -> None:
    """A 0 x n matrix has rank 0."""
    assert exact_rank(Matrix(0, 3, [])) == 0
