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
from rankdyn.rank import exponential_matrix, exponentials, straight_line
from rankdyn.rank.prepared_entries import PreparedEntries
from rankdyn.rank.reduction import Kind, Reduction
from rankdyn.rank.straight_line import StraightLineProgram
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
        values = reduction._leaf_values(ring).of(D)[:, 0]
    except UnluckyPlaceError:  # then it is one for the ring, too
        try:
            for entry in D.rows()[0]:
                evaluate(entry, ring)
        except UnluckyPlaceError:
            return []
        return entries
    pairs = enumerate(zip(entries, D.rows()[0], strict=True))
    return [text for j, (text, entry) in pairs if values[:, j].tolist() != evaluate(entry, ring)]


@pytest.mark.parametrize(("kind", "step"), [("derivative", Fraction(1)), ("difference", Fraction(2, 3))])
@pytest.mark.parametrize("order", [0, 1, 5])
def test_values_are_those_of_the_ring(order: int, kind: Kind, step: Fraction) -> None:
    assert differing(ENTRIES, order, kind, step, seed=order) == []


@given(text_matrices(entries=entry_texts), st.integers(0, 4), st.sampled_from(["derivative", "difference"]))
@examples(60)
def test_values_of_random_entries_are_those_of_the_ring(rows: list[list[str]], order: int, kind: Kind) -> None:
    for row in rows:
        assert differing(row, order, kind, Fraction(1, 2), seed=1) == []


def test_entries_in_several_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(straight_line, "_MANY_REGISTERS", 10)
    assert len(PreparedEntries.of(rd.MatrixFunction([ENTRIES])).programs) > 5
    assert differing(ENTRIES, 3, "derivative", Fraction(1), seed=0) == []
    whole = rd.rank_sequence([ENTRIES[:8], ENTRIES[8:]], 3, certify=False, rng=0)
    assert list(whole) == [2, 2, 2, 2]
    assert 0 <= whole.error_probability < 1e-3


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("sinh(2*t)*(t + 1)", "(t + 1)*sinh(2*t)"),
        ("1/(t + exp(t))**2", "1/(t + exp(t))*1/(t + exp(t))"),
        ("t**7", "t**3*t*t**3"),
    ],
)
def test_what_is_equal_is_computed_once(left: str, right: str) -> None:
    both, one = StraightLineProgram(), StraightLineProgram()
    first, second = rd.MatrixFunction([[left, right]]).rows()[0]
    both.append(first)
    both.append(second)
    one.append(first)
    assert len(both) <= len(one) + 2


def test_shared_factors_are_computed_once() -> None:
    """A matrix of n² products of 2n factors needs one register for each product, and few for the factors."""
    n = 6
    rows = [[f"(exp({i}*t) + t)*(cos({j}*t) + 1/(t + {j}))" for j in range(1, n + 1)] for i in range(1, n + 1)]
    (program,) = PreparedEntries.of(rd.MatrixFunction(rows)).programs
    assert n * n <= len(program) <= n * n + 12 * n


def test_huge_constants_stay_with_the_prime() -> None:
    """(c·x)^n with a large c is not written out: its power is taken modulo the prime."""
    text = "((3*(sqrt(2) + exp(t))**100)**90*7)**100"
    D = rd.MatrixFunction([[f"{text}", "exp(t)"]])
    (program,) = PreparedEntries.of(D).programs
    assert all(abs(value) < 10**1300 for value in program.coefficients)
    assert differing([text, "exp(t)"], 2, "derivative", Fraction(1), seed=0) == []


def test_a_pole_at_the_place_is_an_unlucky_place() -> None:
    reduction = Reduction(rd.MatrixFunction([["exp(t) + 1/t", "1/3"]]), 2, "derivative", Fraction(1))
    place = reduction.random_place(np.random.default_rng(0))
    place.values["t"] = 0
    with pytest.raises(UnluckyPlaceError):
        reduction.at(place)


# ---- planted faults ----


def no_chain_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exponentials.Exponentials, "_derivatives", lambda self, place: [])


def no_algebraic_constants(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exponentials, "algebraic_part", lambda exponent: ())


def powers_from_zero_on(monkeypatch: pytest.MonkeyPatch) -> None:
    true = exponentials._powers
    monkeypatch.setattr(
        exponentials, "_powers", lambda base, exponents, p: true(base, [e - exponents[0] for e in exponents], p)
    )


def nodes_that_do_not_move(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exponentials, "shift", lambda exponent, variable, step: exponent)


def products_without_the_leibniz_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    def products(self: Any, step: Any) -> Any:
        return self._table[:, step.left] * self._table[:, step.right] % self._prime

    monkeypatch.setattr(exponential_matrix._Run, "_products", products)


def reciprocals_of_the_constant_term(monkeypatch: pytest.MonkeyPatch) -> None:
    true = exponential_matrix._Run._reciprocals

    def reciprocals(self: Any, step: Any) -> Any:
        found = true(self, step)
        found[1:] = 0
        return found

    monkeypatch.setattr(exponential_matrix._Run, "_reciprocals", reciprocals)


def coefficients_that_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    true = exponential_matrix._Run.__init__

    def init(self: Any, *given: Any) -> None:
        true(self, *given)
        self._coefficients[:] = 1

    monkeypatch.setattr(exponential_matrix._Run, "__init__", init)


def steps_out_of_order(monkeypatch: pytest.MonkeyPatch) -> None:
    true = StraightLineProgram.steps.func  # type: ignore[attr-defined]
    monkeypatch.setattr(StraightLineProgram, "steps", property(lambda self: true(self)[::-1]))


def powers_without_their_last_factor(monkeypatch: pytest.MonkeyPatch) -> None:
    true = StraightLineProgram._power
    monkeypatch.setattr(StraightLineProgram, "_power", lambda self, base, e: true(self, base, max(1, e // 2 * 2)))


@pytest.mark.parametrize(
    "fault",
    [
        no_chain_rule,
        no_algebraic_constants,
        powers_from_zero_on,
        nodes_that_do_not_move,
        products_without_the_leibniz_rule,
        reciprocals_of_the_constant_term,
        coefficients_that_are_forgotten,
        steps_out_of_order,
        powers_without_their_last_factor,
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
