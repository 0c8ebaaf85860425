"""Values in place of parameters, shifts, and functions kept in files."""

import json

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

import rankdyn as rd
from tests.strategies import examples

STRUCTURES = [
    rd.MatrixFunction([["a*t", "exp(a*t)"], ["1/(a + t)", "b"]]),
    rd.Product([["a*t"], ["exp(b*t)"]], [["1/(a + b)"], ["sinh(a*t)"]]),
    rd.Separable([["a"], ["1"]], ["cosh(b*t)"], [["1"], ["t"]]),
    rd.BlockSum([["a"]], [["b*t"]]),
    rd.Sum([["a*t"]], [["exp(t)"]], coefficients=["b", "1/a"]),
]


@pytest.mark.parametrize("D", STRUCTURES, ids=lambda D: type(D).__name__)
@given(
    st.fractions(min_value=1, max_value=5, max_denominator=4), st.fractions(min_value=1, max_value=5, max_denominator=4)
)
@examples(10)
def test_values_in_place_of_parameters_are_those_of_sympy(D, a, b):
    values = {name: value for name, value in {"a": a, "b": b}.items() if name in D.parameter_names}
    there = D.subs(values)
    assert type(there) is type(D)
    assert there.parameter_names == ()
    expected = D.to_sympy().subs({sp.Symbol(name): sp.Rational(str(value)) for name, value in values.items()})
    assert sp.simplify(there.to_sympy() - expected) == sp.zeros(*D.shape)


def test_a_parameter_may_become_another_expression():
    D = rd.MatrixFunction("[[a*t, exp(a*t)]]")
    assert D.subs({sp.Symbol("a"): sp.Symbol("t") + sp.Symbol("c")}).equals(
        rd.MatrixFunction("[[t**2 + c*t, exp(t**2 + c*t)]]")
    )


@pytest.mark.parametrize(
    ("values", "what"),
    [
        ({"t": 1}, "is no parameter"),
        ({"c": 1}, "its parameters are: a, b"),
        ({"a": "-b"}, "identically zero"),
        ({"b": "abs(t)"}, "analytic"),
        ({"a": float("nan")}, "not finite"),
    ],
)
def test_what_cannot_be_put_in_place_is_refused(values, what):
    with pytest.raises(rd.InvalidInputError, match=what):
        rd.MatrixFunction("[[1/(a + b), exp(b*t)]]").subs(values)


def test_a_zero_in_a_denominator_is_refused():
    with pytest.raises(rd.InvalidInputError, match="zero"):
        rd.MatrixFunction("[[1/a]]").subs({"a": 0})


@pytest.mark.parametrize("D", STRUCTURES, ids=lambda D: type(D).__name__)
def test_a_shift_and_back_is_the_function(D):
    assert D.shift("1/2").shift("-1/2").equals(D)
    assert type(D.shift(1)) is type(D)


@pytest.mark.parametrize("D", [*STRUCTURES, rd.zeros(0, 3), rd.MatrixFunction("[[s]]", "s")], ids=repr)
def test_a_saved_function_comes_back(D, tmp_path):
    rd.save(D, tmp_path / "function.json")
    assert rd.load(tmp_path / "function.json") == D


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", "nonsense", json.dumps({"format": "rankdyn-function", "version": 2})]
)
def test_other_files_are_refused(content, tmp_path):
    file = tmp_path / "function.json"
    file.write_text(content)
    with pytest.raises(rd.InvalidInputError, match=str(file)):
        rd.load(file)
    with pytest.raises(rd.InvalidInputError, match="cannot read"):
        rd.load(tmp_path / "none.json")
