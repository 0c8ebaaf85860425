"""The oracles of the wider class: by hand, against the older oracles, refusals, reproducible fixtures."""

from __future__ import annotations

import json
from typing import Any

import mpmath  # type: ignore[import-untyped]
import pytest

from .circle_jets import circle_ranks
from .digits import UndecidedError, digit_ranks, gap_rank
from .make_fixtures import FIXTURES, arguments
from .numeric import numeric_ranks
from .places import find_place
from .trig_families import TRIG_FAMILIES
from .trig_fixtures import make_trig_cases
from .trig_words import ONES, TWINS

pytestmark = pytest.mark.oracle

TRIG: list[dict[str, Any]] = json.loads((FIXTURES / "trig.json").read_text(encoding="utf-8"))
RANKS: list[dict[str, Any]] = json.loads((FIXTURES / "ranks.json").read_text(encoding="utf-8"))

BY_HAND: list[tuple[list[list[str]], str, str, list[int]]] = [
    ([["sin(t)", "cos(t)"], ["-cos(t)", "sin(t)"]], "derivative", "1", [2, 2, 2, 2]),
    ([["sin(t)", "t*sin(t)"], ["1", "t"]], "derivative", "1", [1, 2, 1, 1]),
    ([["sin(2*pi*t)"]], "difference", "1/2", [1, 1, 1]),
    ([["sin(4*pi*t)"]], "difference", "1/2", [1, 0, 0]),
    ([["2**t", "1"], ["4**t", "2**t"]], "difference", "1/3", [1, 2, 2]),
    ([["exp(sqrt(2)*t)", "exp(sqrt(8)*t)"], ["1", "exp(2*t/sqrt(2))"]], "derivative", "1", [1, 2, 2]),
    ([["cos(a*t)**2+sin(a*t)**2", "1"], ["a", "a"]], "derivative", "1", [1, 0]),
]

OUTSIDE = ["log(t)", "sqrt(t)", "exp(exp(t))", "exp(1/t)", "t**a", "2**(pi*t)", "exp(E*t)", "exp(pi**2*t)", "asin(t)"]


@pytest.mark.parametrize(("rows", "kind", "h", "ranks"), BY_HAND)
def test_sequences_found_by_hand(rows: list[list[str]], kind: str, h: str, ranks: list[int]) -> None:
    assert circle_ranks(rows, len(ranks) - 1, kind, h) == ranks
    assert digit_ranks(rows, len(ranks) - 1, kind, h) == ranks


@pytest.mark.parametrize("pair", [*TWINS, *((one, "1") for one in ONES)], ids=" = ".join)
def test_twins_are_the_same_function_and_their_neighbours_are_not(pair: tuple[str, str]) -> None:
    for oracle in (circle_ranks, digit_ranks):
        assert oracle([[f"({pair[0]})-({pair[1]})"]], 1) == [0, 0]
        assert oracle([[f"({pair[0]})-({pair[1]})+1/1000000"]], 0) == [1]


@pytest.mark.parametrize("case", RANKS, ids=lambda case: f"{case['family']}-{case['id']}")
def test_the_narrower_class_has_the_ranks_of_the_symbolic_oracle(case: dict[str, Any]) -> None:
    assert circle_ranks(*arguments(case)) == digit_ranks(*arguments(case)) == case["ranks"]


@pytest.mark.parametrize("case", TRIG[::9], ids=lambda case: f"{case['family']}-{case['id']}")
def test_sympy_derivatives_at_points_confirm(case: dict[str, Any]) -> None:
    if case["family"] != "parameters":
        assert numeric_ranks(*arguments(case)) == case["ranks"]


def test_fixtures_are_reproducible() -> None:
    committed = {case["id"]: case for case in TRIG}
    for case in make_trig_cases(60):
        assert committed[case["id"]] == case


def test_every_family_is_there() -> None:
    assert {case["family"] for case in TRIG} == set(TRIG_FAMILIES)


@pytest.mark.parametrize("text", OUTSIDE)
def test_outside_the_class_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        circle_ranks([[text, "1"], ["1", "t"]], 1)


@pytest.mark.parametrize(("turn", "radicals"), [(2, ((2, 6), (3, 4))), (5, ((5, 2),)), (12, ((2, 2), (7, 10)))])
def test_places_have_consistent_roots(turn: int, radicals: tuple[tuple[int, int], ...]) -> None:
    place = find_place(turn, radicals, 3)
    assert place.prime.bit_length() >= 60
    for p, d in radicals:
        assert pow(place.radicals[p][1], d, place.prime) == p
        assert place.square_root(p) ** 2 % place.prime == p
    eighth = place.unity(1, 8) if place.turn % 8 == 0 else 0
    assert not eighth or (eighth + pow(eighth, -1, place.prime) - place.square_root(2)) % place.prime == 0


def test_pivots_in_the_window_are_no_answer() -> None:
    high, low = mpmath.mpf("1e-15"), mpmath.mpf("1e-45")
    one = mpmath.mpf(1)
    assert gap_rank([[one, one], [one, one + mpmath.mpf("1e-10")]], high, low) == 2
    assert gap_rank([[one, 0 * one], [0 * one, mpmath.mpf("1e-50")]], high, low) == 1
    with pytest.raises(UndecidedError):
        gap_rank([[one, 0 * one], [0 * one, mpmath.mpf("1e-30")]], high, low)
