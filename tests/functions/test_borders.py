"""What goes in and out: numbers, floats, arrays, SymPy; exact values at points; floating-point values."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import flint
import numpy as np
import pytest
import sympy as sp
from hypothesis import assume, given
from hypothesis import strategies as st

import rankdyn as rd
from rankdyn.functions.document import from_document, to_document
from tests.functions.test_structures import assert_same, is_zero
from tests.strategies import entry_texts, examples, matrix_functions, plain_texts, rationals, text_matrices

t, a = sp.symbols("t a")

# ---- in ----


@pytest.mark.parametrize(
    "entries",
    [
        "[[1, 1/2], [t, a*exp(t)]]",
        [["1", "1/2"], ["t", "a*exp(t)"]],
        [[1, Fraction(1, 2)], [t, a * sp.exp(t)]],
        (("1", "0.5"), (t, "exp(t)*a")),
        [np.array(["1", "1/2"]), ["t", "a*exp(t)"]],
        np.array([[1, "1/2"], ["t", "a*exp(t)"]], dtype=object),
        np.array([["1", "1/2"], ["t", "a*exp(t)"]]),
        sp.Matrix([[1, sp.Rational(1, 2)], [t, a * sp.exp(t)]]),
        sp.ImmutableMatrix([[1, sp.Rational(1, 2)], [t, a * sp.exp(t)]]),
        sp.SparseMatrix([[1, sp.Rational(1, 2)], [t, a * sp.exp(t)]]),
        [[flint.fmpz(1), flint.fmpq(1, 2)], ["t", "a*exp(t)"]],
        [[np.int64(1), np.float64(0.5)], ["t", "a*exp(t)"]],
        [[np.uint8(1), 0.5], ["t", "a*exp(t)"]],
    ],
    ids=lambda entries: type(entries).__name__,
)
def test_every_form_of_entries_gives_the_same_function(entries: Any) -> None:
    assert rd.MatrixFunction(entries).equals(rd.MatrixFunction("[[1, 1/2], [t, a*exp(t)]]"))


@given(text_matrices(entries=entry_texts))
@examples(80)
def test_sympy_matrices_go_in_and_out(rows: list[list[str]]) -> None:
    X = sp.Matrix([[sp.sympify(entry, rational=True) for entry in row] for row in rows])
    D = rd.MatrixFunction(X)
    assert_same(D.to_sympy(), X)
    assert D.equals(rd.MatrixFunction(rows))
    assert rd.MatrixFunction(D.to_sympy()).equals(D)
    assert_same(rd.MatrixFunction(D.to_sympy().applyfunc(sp.expand)).to_sympy(), X)


@given(text_matrices(entries=entry_texts))
@examples(40)
def test_a_matrix_function_of_a_matrix_function_is_its_expansion(rows: list[list[str]]) -> None:
    D = rd.MatrixFunction(rows)
    assert rd.MatrixFunction(D) == D


@given(st.floats(allow_nan=False, allow_infinity=False))
@examples(200)
def test_floats_are_read_as_their_shortest_decimal(x: float) -> None:
    (entry,) = to_document(rd.MatrixFunction([[x]]))["rows"][0]
    assert Fraction(entry) == Fraction(repr(x))


@given(st.floats(width=32, allow_nan=False, allow_infinity=False))
@examples(100)
def test_single_precision_floats_are_read_as_their_own_shortest_decimal(x: float) -> None:
    (entry,) = to_document(rd.MatrixFunction([[np.float32(x)]]))["rows"][0]
    assert Fraction(entry) == Fraction(str(np.float32(x)))


NOTE = "floats among the entries were read as their shortest decimals"


@pytest.mark.parametrize(
    "D",
    [
        rd.MatrixFunction([[0.1]]),
        rd.MatrixFunction(np.array([[0.1]])),
        rd.MatrixFunction([[np.float32(0.1)]]),
        rd.MatrixFunction(sp.Matrix([[sp.Float(0.1)]])),
        rd.MatrixFunction([[0.1 * t]]),
        rd.MatrixFunction([[sp.exp(0.5 * t)]]),
        0.1 * rd.MatrixFunction([["t"]]),
        rd.MatrixFunction([["t"]]) + [[0.5]],
        rd.Separable([[1]], [0.1], [[1]]),
        rd.Separable([[0.1]], ["t"], [[1]]),
        rd.Separable([[1]], ["t"], [[0.1]]).T,
        rd.Product([[0.1]], [["t"]]),
        rd.BlockSum([["t"]], [[0.1]]),
        rd.Product([["t"]], [["t"]], [[0.1]]).derivative(1),
    ],
    ids=str,
)
def test_evidence_says_that_floats_were_read_as_decimals(D: rd.MatrixFunction) -> None:
    assert D.reads_floats
    assert NOTE in rd.rank_sequence(D, 0).explain()
    assert NOTE in rd.rank_at(D, 1).explain()


@pytest.mark.parametrize(
    "entries",
    [[["0.1"]], [[1]], [[Fraction(1, 10)]], [[sp.Rational(1, 10) * t]], np.array([[1]]), [["1e-1*t"]]],
    ids=str,
)
def test_exact_entries_carry_no_such_note(entries: Any) -> None:
    D = rd.MatrixFunction(entries)
    assert not D.reads_floats
    assert NOTE not in rd.rank_sequence(D, 0).explain()


def test_python_decimals_and_unknown_objects_are_refused() -> None:
    for entry in (Decimal("0.1"), object(), 1j):
        with pytest.raises(rd.InvalidInputError, match=r"entry \[0\]\[0\]"):
            rd.MatrixFunction([[entry]])


@pytest.mark.parametrize(
    "symbol", [sp.Symbol("t", real=True), sp.Symbol("t", positive=True), sp.Symbol("a", integer=True)]
)
def test_symbols_with_assumptions_are_refused_by_name(symbol: sp.Symbol) -> None:
    with pytest.raises(rd.InvalidInputError, match="without assumptions") as caught:
        rd.MatrixFunction([[symbol * t]])
    assert symbol.name in str(caught.value)
    with pytest.raises(rd.InvalidInputError):
        rd.MatrixFunction([[1]], symbol)


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (sp.exp(t) ** sp.Rational(1, 2), "exp(t/2)"),
        (sp.sinh(t) + sp.cosh(t), "exp(t)"),
        (sp.E, "exp(1)"),
        (sp.exp(t + 1), "E*exp(t)"),
        (sp.exp(-t) / (1 + sp.exp(-t)) ** 2, "exp(t)/(1 + exp(t))**2"),
        (sp.Rational(-3, 7) * t ** (-2), "-3/(7*t**2)"),
        (sp.cosh(a * t**2 - t / 3), "cosh(a*t**2 - t/3)"),
        (sp.Mul(2, t + 1, evaluate=False), "2*t + 2"),
        (sp.Float("0.3"), "0.3"),
        (sp.Integer(0), "0"),
    ],
)
def test_sympy_forms_are_understood(expression: sp.Expr, text: str) -> None:
    assert rd.MatrixFunction([[expression]]).equals(rd.MatrixFunction([[text]]))


def test_a_deep_sympy_expression_is_refused() -> None:
    deep: sp.Expr = t
    for _ in range(150):
        deep = 1 / (1 + deep)
    with pytest.raises(rd.InvalidInputError, match="deeper"):
        rd.MatrixFunction([[deep]])


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"type": "entries"},
        {"type": "entries", "shape": [1, 1], "rows": [["abs(t)"]]},
        {"type": "product", "factors": [{"type": "entries", "shape": [1, 1], "rows": [["t"]]}]},
        {"type": "sum", "terms": [{"coefficient": "1"}]},
        {"type": "unknown"},
        [],
        None,
        "[[1]]",
    ],
    ids=str,
)
def test_a_damaged_document_is_refused(document: Any) -> None:
    with pytest.raises(rd.InvalidInputError):
        from_document(document, "t")


# ---- exact values ----


@given(text_matrices(entries=entry_texts), rationals)
@examples(100)
def test_value_at_a_point_is_sympys(rows: list[list[str]], point: Fraction) -> None:
    D = rd.MatrixFunction(rows)
    at = sp.Rational(point.numerator, point.denominator)
    expected = D.to_sympy().subs(t, at)
    assume(not expected.has(sp.zoo, sp.nan))
    assert_same(D(point), expected)


@given(matrix_functions(entries=plain_texts), rationals)
@examples(50)
def test_value_of_a_structure_is_that_of_its_entries(D: rd.MatrixFunction, point: Fraction) -> None:
    assert_same(D(point), D.to_sympy().subs(t, sp.Rational(point.numerator, point.denominator)))


REMOVABLE = [
    ("sinh(t)/t", 0),
    ("(exp(t) - 1)/t", 0),
    ("(exp(t) - 1 - t)/t**2", 0),
    ("(cosh(t) - 1)/t**2", 0),
    ("(exp(a*t) - 1)/t", 0),
    ("(t**3 - 8)/(t - 2)", 2),
    ("(exp(t) - exp(2))/(t - 2)", 2),
    ("t**4/(exp(t) - 1)**4", 0),
    ("(exp(t) - 1)/(exp(2*t) - 1)", 0),
    ("sinh(t)/sinh(3*t)", 0),
    ("(t - 1)**3/(exp(t - 1) - 1)**2", 1),
    ("((exp(t**2) - 1)/t**2 - 1)/t**2", 0),
    ("1/(exp(t) - 1) - 1/t", 0),
    ("t/t", 0),
    ("(t**2 - a**2)/(t - a)", 0),
]


@pytest.mark.parametrize(("entry", "point"), REMOVABLE)
def test_a_removable_singularity_takes_its_limit(entry: str, point: int) -> None:
    (value,) = rd.MatrixFunction([[entry]])(point)
    assert is_zero(value - sp.limit(sp.sympify(entry, rational=True), t, point))


@pytest.mark.parametrize(
    ("entry", "point"),
    [
        ("1/t", 0),
        ("1/(t - 1/2)", "1/2"),
        ("exp(t)/t**3", 0),
        ("1/(exp(t) - 1)", 0),
        ("(exp(t) - 1)/t**2", 0),
        ("t/(cosh(t) - 1)", 0),
        ("1/(t**2 - 1)", -1),
        ("1/(exp(t) - E)", 1),
    ],
)
def test_a_pole_is_an_error_that_names_point_and_entry(entry: str, point: Any) -> None:
    D = rd.MatrixFunction([["1", "t"], ["0", entry]])
    for door in (lambda: D(point), lambda: rd.rank_at(D, point)):
        with pytest.raises(rd.PoleError, match=rf"t = {point} is a pole of entry \[1\]\[1\]"):
            door()
    assert issubclass(rd.PoleError, ZeroDivisionError)


def test_poles_of_parts_may_cancel() -> None:
    assert rd.Product([["1/t"]], [["sinh(t)"]])(0) == sp.Matrix([[1]])
    assert (rd.MatrixFunction([["1/t"]]) - [["1/t"]])(0) == sp.Matrix([[0]])


@pytest.mark.parametrize(
    "point", [2, Fraction(1, 2), "1/2", "-0.25", 0.5, np.float64(0.5), np.int64(3), sp.Rational(2, 3), sp.Integer(1)]
)
def test_points_may_be_given_in_every_rational_form(point: Any) -> None:
    exact = Fraction(str(float(point))) if isinstance(point, float) else Fraction(str(point))
    expected = sp.Rational(exact.numerator, exact.denominator)
    assert rd.MatrixFunction([["t"]])(point) == sp.Matrix([[expected]])
    assert rd.rank_at([["t"]], point, 1, kind="difference", h=point) == (1, 1)


@pytest.mark.parametrize("point", ["t", None, True, float("nan"), sp.pi, sp.sqrt(2), 1j, "", "1/0", [1], "9" * 2000])
def test_what_is_no_rational_point_is_refused(point: Any) -> None:
    for door in (lambda: rd.MatrixFunction([["t"]])(point), lambda: rd.rank_at([["t"]], point)):
        with pytest.raises(rd.InvalidInputError, match="t0 must be a rational number"):
            door()


# ---- floating point ----


@given(matrix_functions(entries=plain_texts))
@examples(50)
def test_evaluate_agrees_with_lambdify(D: rd.MatrixFunction) -> None:
    points = np.array([-1.25, 0.0, 0.5, 2.0])
    values = D.evaluate(points)
    theirs = sp.lambdify(t, D.to_sympy(), "numpy")
    assert values.shape == (4, *D.shape)
    np.testing.assert_allclose(values, np.array([theirs(x) for x in points], dtype=float), rtol=1e-9, atol=1e-7)


def test_evaluate_at_a_pole_is_not_finite_and_warns_of_nothing() -> None:
    values = rd.MatrixFunction([["1/t", "t"]]).evaluate([0.0, 1.0])
    assert not np.isfinite(values[0, 0, 0])
    assert values[1].tolist() == [[1.0, 1.0]]
