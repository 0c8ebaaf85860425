"""`rank_at` against SymPy's exact rank of the value."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
import sympy as sp
from hypothesis import assume, given

import rankdyn as rd
from tests.oracle.symbolic import exact_rank
from tests.rank.test_sequence import unlucky_draws
from tests.strategies import entry_texts, examples, kinds, matrix_functions, orders, rationals, steps, text_matrices

t = sp.Symbol("t")


def values(D: rd.MatrixFunction, point: Fraction, order: int, kind: str, h: Fraction) -> list[sp.Matrix]:
    """D^(k)(t0) or Δ_h^k D(t0), by SymPy alone."""
    X, at, step = D.to_sympy(), sp.Rational(str(point)), sp.Rational(str(h))
    result = []
    for k in range(order + 1):
        if kind == "derivative":
            result.append(X.diff(t, k).subs(t, at))
        else:
            result.append(
                sum(
                    ((-1) ** (k - j) * sp.binomial(k, j) * X.subs(t, at + j * step) for j in range(k + 1)),
                    sp.zeros(*X.shape),
                )
            )
    assume(not any(value.has(sp.zoo, sp.nan) for value in result))
    return result


@given(text_matrices(entries=entry_texts), rationals, orders, kinds, steps)
@examples(80)
def test_pointwise_ranks_are_those_of_sympys_values(
    rows: list[list[str]], point: Fraction, order: int, kind: str, h: Fraction
) -> None:
    D = rd.MatrixFunction(rows)
    expected = [exact_rank(value) for value in values(D, point, order, kind, h)]
    found = rd.rank_at(D, point, order, kind=kind, h=h)
    assert list(found) == expected
    assert found.kind == "exact"
    assert rd.certify(found)


@given(matrix_functions(), rationals, orders, kinds)
@examples(60)
def test_pointwise_ranks_never_exceed_the_generic_ones(
    D: rd.MatrixFunction, point: Fraction, order: int, kind: str
) -> None:
    at, generic = rd.rank_at(D, point, order, kind=kind), rd.rank_sequence(D, order, kind=kind)
    assert all(here <= everywhere for here, everywhere in zip(at, generic, strict=True))
    assert list(at) == list(rd.rank_at(D.expand(), point, order, kind=kind))
    assert rd.certify(at)


@given(matrix_functions(), orders)
@examples(30)
def test_the_generic_rank_is_reached_at_some_of_a_few_points(D: rd.MatrixFunction, order: int) -> None:
    generic = rd.rank_sequence(D, order)
    at = [rd.rank_at(D, Fraction(7 * i + 3, 11), order) for i in range(8)]
    assert list(generic) == [max(ranks[k] for ranks in at) for k in range(order + 1)]


@pytest.mark.parametrize(
    ("entries", "point", "ranks"),
    [
        ("[[t, 0], [0, 1]]", 0, [1, 1, 0]),
        ("[[sinh(t)/t, 0], [0, t]]", 0, [1, 1, 1, 0]),
        ("[[(exp(t) - 1)/t, 1], [1, 1]]", 0, [1, 1, 1]),
        ("[[(exp(t) - 1)/t, 1], [1, 1]]", 1, [2, 1, 1]),
        ("[[(t**2 - 1)/(t - 1), 2], [1, 1]]", 1, [1, 1, 0]),
        ("[[exp(t), exp(1)], [exp(1), exp(2 - t)]]", 1, [1, 2, 2]),
        ("[[exp(a*t), exp(a)], [1, 1]]", 1, [1, 1]),
        ("[[t - a, 0], [0, a]]", 1, [2, 1]),
        ("[[t*a, 0], [0, a]]", 0, [1, 1]),
        ("[[t**5, t**3], [t, t**2]]", 0, [0, 1, 1, 1, 0, 1, 0]),
        ("[[1/(t - 2), 1], [1, t - 2]]", 0, [1, 2, 1]),
    ],
)
def test_known_pointwise_ranks(entries: str, point: int, ranks: list[int]) -> None:
    found = rd.rank_at(entries, point, len(ranks) - 1)
    assert list(found) == ranks
    assert found.kind == "exact"
    assert rd.certify(found)
    assert f"ranks at t = {point}" in found.statement


@pytest.mark.parametrize(
    ("entries", "point", "h", "ranks"),
    [
        ("[[t, 0], [0, 1]]", 0, 1, [1, 1, 0]),
        ("[[t*(t - 1), 0], [0, t]]", 0, 1, [0, 1, 1, 0]),
        ("[[sinh(t)/t, 1], [1, 1]]", 0, 1, [1, 1]),
        ("[[sinh(t)/t, 1], [1, 1]]", -1, 1, [2, 1]),
        ("[[exp(t), exp(2*t)], [1, exp(t)]]", 0, 1, [1, 2]),
        ("[[a*t, 1], [t, b]]", 0, "1/2", [1, 1, 0]),
    ],
)
def test_known_pointwise_ranks_of_differences(entries: str, point: int, h: Any, ranks: list[int]) -> None:
    found = rd.rank_at(entries, point, len(ranks) - 1, kind="difference", h=h)
    assert list(found) == ranks
    assert rd.certify(found)


@pytest.mark.parametrize("kind", ["derivative", "difference"])
def test_exponentials_that_cancel_in_the_value_are_covered_by_the_certificate(kind: str) -> None:
    for D in (
        rd.MatrixFunction([["1"]]) + rd.Separable([[0]], ["exp(t)"], [[0]]),
        rd.Product([["exp(t/3)", "1"]], [["0", "t"]]),
        rd.MatrixFunction([["exp(t**2)"]]) - [["exp(t**2)"]] + [["t"]],
        rd.Sum([["t"]], [["0"]], coefficients=["1", "exp(a)"]),
    ):
        assert rd.certify(rd.rank_at(D, 1, 2, kind=kind))
        assert rd.certify(rd.rank_sequence(D, 2, kind=kind))


def test_a_pole_at_a_shifted_node_is_an_error() -> None:
    assert list(rd.rank_at("[[1/(t - 2)]]", 0, 1, kind="difference")) == [1, 1]
    with pytest.raises(rd.PoleError, match=r"entry \[0\]\[0\]"):
        rd.rank_at("[[1/(t - 2)]]", 0, 2, kind="difference")


@pytest.mark.parametrize("count", [1, 2, 3, 5])
@pytest.mark.parametrize(
    ("entries", "ranks"),
    [("[[a, 0], [0, 1]]", [2]), ("[[a*(a - 1), t, 0], [0, a, 0], [0, 0, 0]]", [2]), ("[[a*t, a], [t, 1]]", [1])],
)
def test_unlucky_parameters_are_drawn_again(
    entries: str, ranks: list[int], count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlucky_draws(monkeypatch, count, 0)
    found = rd.rank_at(entries, 3)
    assert list(found) == ranks
    assert found.kind == "exact"
    assert rd.certify(found)


def test_too_small_a_budget_is_said_or_leaves_a_monte_carlo_answer() -> None:
    with pytest.raises(rd.BudgetExceededError):
        rd.rank_at("[[1/(t + 1)**9*exp(t), 1]]", 0, 5, budget=3)
    text = "[[1, a, b], [a, a**2, a*b], [b, a*b, b**2]]"
    proved = rd.rank_at(text, 0)
    for budget in range(0, 4000, 7):
        try:
            found = rd.rank_at(text, 0, budget=budget)
        except rd.BudgetExceededError:
            continue
        assert list(found) == list(proved) == [1]
        if found.kind == "monte-carlo":
            assert 0 < found.error_probability < 1e-6
            assert found.certificate is None
            break
    else:
        pytest.fail("no budget left a monte-carlo answer")


def test_the_same_seed_gives_the_same_certificate() -> None:
    one, two = (rd.rank_at("[[a*t, exp(a)], [1, t]]", 2, 2, rng=5).certificate.to_json() for _ in range(2))
    assert one == two
