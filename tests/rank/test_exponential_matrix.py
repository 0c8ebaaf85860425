"""The fast lane for exponentials gives, entry by entry, the residues that the rings give."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rankdyn as rd
from rankdyn.algebra.place import UnluckyPlaceError
from rankdyn.calculus.modular import NodeRing, TaylorRing
from rankdyn.expressions.evaluate import evaluate
from rankdyn.expressions.grammar import parse_expression
from rankdyn.rank import exponential_matrix, laurent
from rankdyn.rank.laurent import LaurentRing, NotWrittenOutError
from rankdyn.rank.reduction import Kind, Reduction
from tests.strategies import entry_texts, examples, text_matrices

ENTRIES = [
    "exp(t)",
    "exp(3*t) - 2*exp(-t/2)",
    "t**3*exp(t**2 + t) + a*t*exp(a*t) - 7/3",
    "exp(2*t)*(1 + t)**4 + exp(2)*t",
    "sinh(t)*cosh(2*t) + exp(t)/t**2",
    "sin(t)*cos(3*t) + t*sin(t/2)**2",
    "tan(t) + 1/(exp(t) + t) + 1/(exp(t) + t)**2",
    "1/(1 + 1/(1 + 1/(t + exp(t))))",
    "exp(a*t**3)*exp(-a*t**3) + 0*t",
    "exp(t)*exp(-t) - 1",
    "(exp(t) + exp(2*t) + t + 1)**40",
    "exp(-1000000*t) + exp(5*t)",
    "123456789123456789123456789*exp(t) + 1/98765432109876543210987654321*t",
    "2**t + sqrt(2)*t + cos(pi*t/3) + 3",
    "0",
    "exp(20000000000000000000000*t)*t",
]


def differing(entries: list[str], order: int, kind: Kind, step: Fraction, seed: int) -> list[str]:
    """Return the entries whose values are not those of the ring, at one random place."""
    D = rd.MatrixFunction([entries])
    reduction = Reduction(D, order, kind, step)
    place = reduction.random_place(np.random.default_rng(seed))
    ring = TaylorRing(place, "t", order) if kind == "derivative" else NodeRing(place, "t", order, step)
    try:
        values = reduction._prepared().values(ring)
    except UnluckyPlaceError:
        return []
    numbers = reduction._prepared().numbers
    return [
        text
        for text, entry in zip(entries, D.rows()[0], strict=True)
        if values[:, numbers[entry]].tolist() != evaluate(entry, ring)
    ]


@pytest.mark.parametrize(("kind", "step"), [("derivative", Fraction(1)), ("difference", Fraction(2, 3))])
@pytest.mark.parametrize("order", [0, 1, 5])
def test_values_are_those_of_the_ring(order: int, kind: Kind, step: Fraction) -> None:
    assert differing(ENTRIES, order, kind, step, seed=order) == []


@given(text_matrices(entries=entry_texts), st.integers(0, 4), st.sampled_from(["derivative", "difference"]))
@examples(60)
def test_values_of_random_entries_are_those_of_the_ring(rows: list[list[str]], order: int, kind: Kind) -> None:
    for row in rows:
        assert differing(row, order, kind, Fraction(1, 2), seed=1) == []


def test_entries_with_too_many_terms_are_left_as_they_stand() -> None:
    ring = LaurentRing()
    for text in ("(exp(t) + t + 1)**100", "(t + 1)**500", "1/(exp(t)*exp(-t) - 1)"):
        with pytest.raises(NotWrittenOutError):
            evaluate(parse_expression(text), ring)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("sinh(2*t)", "2*sinh(t)*cosh(t)"),
        ("(exp(t) + 1)*(exp(t) - 1)", "exp(2*t) - 1"),
        ("t**2/t", "t"),
        ("1/(t + exp(t))", "1/(exp(t) + t)"),
    ],
)
def test_equal_sums_have_equal_terms(left: str, right: str) -> None:
    ring = LaurentRing()
    written = [evaluate(parse_expression(text), ring) for text in (left, right)]
    assert len(written[0]) == len(written[1])
    assert differing([left, right], 3, "derivative", Fraction(1), seed=0) == []
    assert list(rd.rank_sequence([[left, right], ["1", "1"]], 0, certify=False)) == [1]


def test_a_pole_at_the_place_is_an_unlucky_place() -> None:
    reduction = Reduction(rd.MatrixFunction([["exp(t) + 1/t", "1/3"]]), 2, "derivative", Fraction(1))
    place = reduction.random_place(np.random.default_rng(0))
    place.values["t"] = 0
    with pytest.raises(UnluckyPlaceError):
        reduction.at(place)


# ---- planted faults ----


def no_chain_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exponential_matrix._Exponentials, "_derivatives", lambda self, place: [])


def no_algebraic_constants(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exponential_matrix, "algebraic_part", lambda exponent: ())


def powers_from_zero_on(monkeypatch: pytest.MonkeyPatch) -> None:
    true = exponential_matrix._powers
    monkeypatch.setattr(
        exponential_matrix, "_powers", lambda base, exponents, p: true(base, [e - exponents[0] for e in exponents], p)
    )


def nodes_that_do_not_move(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exponential_matrix, "shift", lambda exponent, variable, step: exponent)


def exponents_that_are_not_added(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(laurent.Numbering, "plus", lambda self, left, right: left or right)


def reciprocals_without_their_power(monkeypatch: pytest.MonkeyPatch) -> None:
    true = laurent._SumsOfTerms._atom
    monkeypatch.setattr(laurent._SumsOfTerms, "_atom", lambda self, key, atom, count: true(self, key, atom, 1))


def coefficients_without_their_scale(monkeypatch: pytest.MonkeyPatch) -> None:
    true = exponential_matrix.ExponentialMatrix.values

    def values(self: Any, ring: Any) -> Any:
        self._scale = 1
        return true(self, ring)

    monkeypatch.setattr(exponential_matrix.ExponentialMatrix, "values", values)


@pytest.mark.parametrize(
    "fault",
    [
        no_chain_rule,
        no_algebraic_constants,
        powers_from_zero_on,
        nodes_that_do_not_move,
        exponents_that_are_not_added,
        reciprocals_without_their_power,
        coefficients_without_their_scale,
    ],
    ids=lambda fault: fault.__name__,
)
def test_planted_faults_are_caught(
    fault: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    fault(monkeypatch)
    wrong = [
        *differing(ENTRIES, 3, "derivative", Fraction(1), seed=5),
        *differing(ENTRIES, 3, "difference", Fraction(1), seed=5),
    ]
    assert wrong, f"nothing noticed {fault.__name__}"
