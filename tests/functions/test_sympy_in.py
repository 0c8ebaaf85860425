"""The walk over SymPy expressions: what it reads, what it knows of written-out polynomials, what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

import rankdyn as rd
from rankdyn.expressions.nodes import Number
from rankdyn.functions import sympy_in
from rankdyn.functions.reading import read_entries
from rankdyn.functions.sympy_border import to_sympy
from rankdyn.functions.sympy_in import SympyReader, from_sympy
from tests.strategies import examples

t, a, b = sp.symbols("t a b")
unevaluated = {"evaluate": False}

WRITTEN_OUT = [
    3 * t**4 - t / 2 + 7,
    -t,
    t * a * b**5 - a * t**2,
    sp.Integer(0),
    sp.Rational(-3, 4),
    sp.Float("0.25") * t + 1,
    t**100,
]
NOT_WRITTEN_OUT = [
    (t + 1) * a,
    (t + 1) ** 2,
    t**101,
    1 / t,
    a / b,
    sp.exp(t),
    sp.sin(a * t) + 1,
    sp.sqrt(2) * t,
    sp.pi * t,
    sp.E + t,
    sp.I * t,
    2**t,
    sp.Mul(0, a, **unevaluated),
    sp.Mul(1, t, a, **unevaluated),
    sp.Mul(t, 2, a, **unevaluated),
    sp.Pow(t, 0, **unevaluated) + a,
    sp.Mul(2, sp.Mul(3, t, **unevaluated), a, **unevaluated),
]
SUMS = [
    sp.Add(1, sp.Add(t, 2, **unevaluated), **unevaluated),
    sp.Add(1, t, 2, a, **unevaluated),
    sp.Add(t, t, **unevaluated),
    sp.Add(3, -3, **unevaluated),
    sp.Add(0, t, **unevaluated),
]


def value(expression: Any) -> sp.Expr:
    """What it should mean."""
    return sp.nsimplify(expression, rational=True) if expression.has(sp.Float) else expression.doit()


def reads(expression: Any) -> bool:
    """Whether the expression is read as what it means, and its names, degree and divisions are as stated."""
    reader = SympyReader()
    found = reader.read(expression)
    D = rd.MatrixFunction([[expression]])
    same = bool(sp.expand(to_sympy(found) - value(expression)) == 0)
    if reader.written_out:
        of_text = rd.MatrixFunction([[str(D)[2:-2]]])
        same = same and set(D.parameter_names) == reader.names - {"t"} == set(of_text.parameter_names)
        same = same and not D.has_denominators()
    return same


@pytest.mark.parametrize("expression", [*WRITTEN_OUT, *SUMS], ids=str)
def test_written_out_polynomials_are_known_as_such(expression: Any) -> None:
    reader = SympyReader()
    reader.read(expression)
    assert reader.written_out
    assert reads(expression)


@pytest.mark.parametrize("expression", NOT_WRITTEN_OUT, ids=str)
def test_everything_else_is_examined_further(expression: Any) -> None:
    reader = SympyReader()
    reader.read(expression)
    assert not reader.written_out


@given(
    st.lists(
        st.tuples(st.fractions(max_denominator=9), st.integers(0, 12), st.integers(0, 3), st.integers(0, 2)), max_size=8
    )
)
@examples(150)
def test_random_polynomials_are_read_as_they_are(terms: list[tuple[Any, int, int, int]]) -> None:
    expression = sum((sp.Rational(c.numerator, c.denominator) * t**i * a**j * b**k for c, i, j, k in terms), sp.S.Zero)
    assert reads(expression)
    assert reads(sp.factor(expression)) or sp.factor(expression).has(sp.I)


def test_one_reader_reads_a_whole_matrix_as_if_alone() -> None:
    expressions = [e for e in [*WRITTEN_OUT, *NOT_WRITTEN_OUT, *SUMS] if not e.has(sp.I, sp.pi)]
    together = read_entries([expressions], "t")
    assert list(together.rows[0]) == [from_sympy(e, "t") for e in expressions]
    assert together.polynomial_names is None
    assert together.floats


def test_numbers_and_texts_beside_sympy_entries() -> None:
    assert read_entries([[t * a, 2, 0.5]], "t").polynomial_names == {"t", "a"}
    assert read_entries([[t * a, 2, 0.5]], "t").floats
    assert read_entries([[t * a, "1/b"]], "t").polynomial_names is None
    assert rd.MatrixFunction([[t * a, "b"]]).parameter_names == ("a", "b")
    with pytest.raises(rd.InvalidInputError, match=r"entry \[0\]\[1\]"):
        rd.MatrixFunction([[t, "1/(t - t)"]])
    with pytest.raises(rd.InvalidInputError, match=r"entry \[0\]\[1\]"):
        rd.MatrixFunction([[t, 1 / (sp.Add(t, 1, **unevaluated) - t - 1)]])


@pytest.mark.parametrize(
    "expression",
    [
        sp.Function("f")(t),
        sp.Function("sin")(t),
        sp.Function("f")(t).diff(t),
        sp.Abs(t),
        sp.Piecewise((t, t > 0), (0, True)),
        sp.besselj(0, t),
        sp.Integral(sp.exp(t**2), t),
        sp.oo,
        -sp.oo,
        sp.zoo,
        sp.nan,
        sp.Symbol("t", real=True),
        sp.Dummy("t"),
        sp.Symbol("a b"),
        sp.Symbol("exp"),
        sp.Pow(0, -1, **unevaluated),
        t > 0,
        sp.MatrixSymbol("X", 2, 2),
    ],
    ids=str,
)
def test_what_is_not_understood_is_refused(expression: Any) -> None:
    with pytest.raises(rd.InvalidInputError):
        from_sympy(expression, "t")


def test_integers_are_exact_whatever_their_size() -> None:
    assert from_sympy(sp.Integer(10) ** 1000, "t") == Number(sp.Integer(10) ** 1000)


# ---- planted faults ----


def constants_are_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sympy_in, "_integer", lambda value: Number(sp.Integer(abs(value))))


def all_is_held_written_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        SympyReader, "written_out", property(lambda self: True, lambda self, value: None), raising=False
    )


def symbols_are_not_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SympyReader, "names", property(lambda self: set(), lambda self, value: None), raising=False)


@pytest.mark.parametrize(
    "fault", [constants_are_lost, all_is_held_written_out, symbols_are_not_noted], ids=lambda fault: fault.__name__
)
def test_planted_faults_are_caught(
    fault: Callable[[pytest.MonkeyPatch], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    fault(monkeypatch)
    shown = [-2 * t + a, (t + 1) * a, 1 / t, sp.Mul(0, a, **unevaluated)]
    assert not all(map(reads, shown)), f"nothing noticed {fault.__name__}"
