"""Matrix functions outside the exact class: values, SymPy, calculus, equality, files. All but ranks."""

from __future__ import annotations

from pathlib import Path

import mpmath
import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

import rankdyn as rd
from rankdyn.calculus.ball_functions import FUNCTIONS
from rankdyn.functions.special import special
from tests.strategies import examples

T = sp.Symbol("t")
IN_MPMATH = {
    "loggamma": mpmath.loggamma,
    "airyai": mpmath.airyai,
    "airybi": mpmath.airybi,
    "Ei": mpmath.ei,
    "Si": mpmath.si,
    "Ci": mpmath.ci,
    "Shi": mpmath.shi,
    "Chi": mpmath.chi,
    "LambertW": mpmath.lambertw,
}
REAL_POINTS = (2.5, 1.5, 0.3, -0.3, -1.5, -2.5)
OUTSIDE = "[[log(t), sqrt(1 + t**2)], [exp(exp(t)), t**(1/3)]]"


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_functions_of_arrays_are_those_of_mpmath(name: str) -> None:
    there = [complex((IN_MPMATH.get(name) or getattr(mpmath, name))(x)) for x in REAL_POINTS]
    with np.errstate(all="ignore"):
        real = special(name, np.array(REAL_POINTS))
        there_complex = special(name, np.array(REAL_POINTS, dtype=complex))
    assert real.dtype == np.float64
    for expected, found, in_complex in zip(there, real, there_complex, strict=True):
        assert in_complex == pytest.approx(expected, rel=1e-12, abs=1e-14)
        if abs(expected.imag) > 1e-14:
            assert np.isnan(found)
        else:
            assert found == pytest.approx(expected.real, rel=1e-12, abs=1e-14)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_complex_arguments(name: str) -> None:
    z = -0.75 + 0.5j
    expected = complex((IN_MPMATH.get(name) or getattr(mpmath, name))(z))
    assert special(name, np.array([z]))[0] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_every_function_goes_to_sympy_and_to_a_file_and_back(name: str, tmp_path: Path) -> None:
    D = rd.MatrixFunction([[f"{name}(sqrt(t) + 1)", "pi*t"]])
    assert D.to_sympy()[0, 0] == getattr(sp, name)(sp.sqrt(T) + 1)
    rd.save(D, tmp_path / "D.json")
    assert rd.load(tmp_path / "D.json") == D
    assert rd.MatrixFunction(str(D)) == D
    if name != "digamma":  # SymPy writes polygamma(0, x)
        assert rd.MatrixFunction(D.to_sympy()).to_sympy() == D.to_sympy()


def test_constants_go_to_sympy() -> None:
    D = rd.MatrixFunction("[[pi, log(2), sqrt(3)*t, I], [E, exp(I*pi*t), 2**t, cos(sqrt(2)*t + log(5))]]")
    expected = sp.Matrix(
        [
            [sp.pi, sp.log(2), sp.sqrt(3) * T, sp.I],
            [sp.E, sp.exp(sp.I * sp.pi * T), sp.exp(T * sp.log(2)), sp.cos(sp.sqrt(2) * T + sp.log(5))],
        ]
    )
    assert D.to_sympy() == expected


TEXTS = [
    "log(t) + sqrt(t)/gamma(t + 1)",
    "exp(-t**2)*erf(t) + pi*cos(pi*t/3)",
    "tan(t) - tanh(t)*sinh(t/2)",
    "sqrt(2)*t + log(3)*2**t",
    "t**(1/3) + t**pi",
    "Ei(t) - LambertW(t)",
]


@pytest.mark.parametrize("text", TEXTS)
def test_values_are_real_and_accurate(text: str) -> None:
    points = [0.25, 1.0, 3.75]
    D = rd.MatrixFunction([[text]])
    values = D.evaluate(points)
    assert values.dtype == np.float64
    for x, found in zip(points, values[:, 0, 0], strict=True):
        exact = D.to_sympy()[0, 0].subs(T, sp.Rational(x)).evalf(30)
        assert found == pytest.approx(float(exact), rel=4e-15)


def test_values_are_complex_only_where_they_must_be() -> None:
    real = rd.MatrixFunction("[[exp(I*t) + exp(-I*t), (1 + I)*(1 - I), I**2*log(t)]]").evaluate([0.5, 2.0])
    assert real.dtype == np.float64
    assert real[:, 0, 0] == pytest.approx(2 * np.cos([0.5, 2.0]))
    assert list(real[:, 0, 1]) == [2, 2]
    genuine = rd.MatrixFunction("[[log(t), sqrt(t), acosh(t), sqrt(t)**2]]").evaluate([-1.0, 2.0])
    assert genuine.dtype == np.complex128
    assert genuine[0, 0] == pytest.approx([np.pi * 1j, 1j, np.pi * 1j, -1])
    assert genuine[1, 0] == pytest.approx([np.log(2), np.sqrt(2), np.arccosh(2), 2])
    unit = rd.MatrixFunction("[[I, 1]]").evaluate([0.0])
    assert list(unit[0, 0]) == [1j, 1]  # not 6e-17 + 1j
    assert rd.MatrixFunction("[[sqrt(t)**2]]").evaluate([-1.0]).dtype == np.float64


@pytest.mark.parametrize("name", ["log", "sqrt", "acosh"])
def test_the_sign_of_zero_chooses_no_branch(name: str) -> None:
    above, below = special(name, np.array([complex(-2, 0.0), complex(-2, -0.0)]))
    assert above == below
    assert above.imag > 0


def test_an_infinite_value_does_not_hide_a_complex_one() -> None:
    values = rd.MatrixFunction("[[1/t**2 + sqrt(t)]]").evaluate([0.0, -1.0])
    assert values[1, 0, 0] == pytest.approx(1 + 1j)


def test_values_are_nan_or_infinite_where_undefined() -> None:
    values = rd.MatrixFunction("[[log(t), gamma(t), 1/t, exp(exp(exp(t))), log(t)/log(t)]]").evaluate([0.0, 1.0, 10.0])
    assert values.dtype == np.float64
    assert not np.isfinite(values[0, 0, :3]).any()
    assert np.isinf(values[2, 0, 3])
    assert np.isnan(values[1, 0, 4])
    assert values[1, 0, :3] == pytest.approx([0, 1, 1])


def test_no_exact_value_but_a_remedy() -> None:
    D = rd.MatrixFunction(OUTSIDE)
    with pytest.raises(rd.NotExactError, match=r"log\(t\) is outside the exact class; D.evaluate\(\[1/2\]\)") as caught:
        D("1/2")
    assert "\n" not in str(caught.value)
    assert D.evaluate([0.5])[0, 0, 0] == pytest.approx(np.log(0.5))
    roots = rd.MatrixFunction("[[2**(1/3)*3**(1/7)*5**(1/11)*t]]")
    with pytest.raises(rd.NotExactError, match=r"number field of degree 231.*; D.evaluate\(\[1\]\)"):
        roots(1)


@pytest.mark.parametrize("k", [0, 1, 2, 3])
def test_derivatives_and_differences_are_sympys(k: int) -> None:
    D = rd.MatrixFunction("[[log(1 + t), t*exp(exp(t)), asin(t/2)], [erf(t)*cos(t), 1/(1 + sqrt(t)), t**a]]")
    at = {T: sp.Rational(2, 5), sp.Symbol("a"): sp.Rational(3, 2)}
    for found, expected in (
        (D.derivative(k), D.to_sympy().diff(T, k) if k else D.to_sympy()),
        (D.difference(k, "1/10"), sum_of_shifts(D.to_sympy(), k, sp.Rational(1, 10))),
    ):
        error = (found.to_sympy() - expected).subs(at).evalf(30)
        assert max(abs(x) for x in error) < 1e-20


def sum_of_shifts(matrix: sp.Matrix, k: int, h: sp.Rational) -> sp.Matrix:
    for _ in range(k):
        matrix = matrix.subs(T, T + h) - matrix
    return matrix


def test_entries_of_the_class_keep_their_normal_form_beside_others() -> None:
    D = rd.MatrixFunction("[[(t + 1)**2 - t**2, log(t)]]")
    assert str(D.expand()) == "[[2*t + 1, log(t)]]"
    assert str(D.derivative()) == "[[2, 1/t]]"


def test_a_derivative_without_a_rule_says_so() -> None:
    with pytest.raises(rd.NotExactError, match="derivative of zeta is not written out"):
        rd.MatrixFunction("[[zeta(t)]]").derivative()


def test_a_derivative_too_large_is_refused_in_time() -> None:
    with pytest.raises(rd.BudgetExceededError, match="too large to be written out"):
        rd.MatrixFunction([["log(1 + sqrt(1 + exp(exp(t))*log(1 + t)))"]]).derivative(40)


def test_equality_is_exact_or_refused() -> None:
    D = rd.MatrixFunction(OUTSIDE)
    assert D.equals(rd.MatrixFunction(OUTSIDE))
    assert D.equals(rd.MatrixFunction(OUTSIDE.replace("[[log", "[[0 + log")))
    with pytest.raises(rd.NotExactError, match="outside the exact class; compare values"):
        D.equals(rd.MatrixFunction(OUTSIDE.replace("log(t)", "log(2*t)")))
    # what differs within the class settles the question
    assert not rd.MatrixFunction("[[log(t), t]]").equals(rd.MatrixFunction("[[log(t), t + 1]]"))
    assert not rd.MatrixFunction("[[log(2*t), t]]").equals(rd.MatrixFunction("[[log(t), t + 1]]"))
    assert rd.MatrixFunction("[[log(t), sin(t)**2]]").equals(rd.MatrixFunction("[[log(t), 1 - cos(t)**2]]"))


def test_equality_of_constants_needs_no_conjecture() -> None:
    # the independence of e and π is not proved, but these two numbers differ
    assert not rd.MatrixFunction("[[E + pi]]").equals(rd.MatrixFunction("[[E*pi]]"))
    assert rd.MatrixFunction("[[(E + pi)**2]]").equals(rd.MatrixFunction("[[E**2 + 2*E*pi + pi**2]]"))


@pytest.mark.parametrize(
    "text",
    [
        "1/(log(t) - log(t))",
        "log(t)/(t - t)",
        "1/(sqrt(t)**2 - t)",
        "1/(gamma(t + 1) - t*gamma(t))",
        "1/(log(2*t) - log(2) - log(t))",
        "1/(erf(a*t) + erfc(t*a) - 1)",
    ],
)
def test_a_clearly_zero_denominator_is_refused(text: str) -> None:
    with pytest.raises(rd.InvalidInputError, match=r"entry \[0\]\[1\], .* a denominator is zero"):
        rd.MatrixFunction([["1", text]])


@pytest.mark.parametrize(
    "text",
    [
        "1/log(t)",
        "1/log(-1 - t**2)",
        "1/(sqrt(t + log(t)/10**60)**2 - t)",
        "1/(asin(t) - acos(t))",
        "1/log(log(log(t)))",
    ],
)
def test_other_denominators_are_accepted(text: str) -> None:
    assert rd.MatrixFunction([[text]]).shape == (1, 1)


@given(st.sampled_from(TEXTS), st.sampled_from(TEXTS), st.sampled_from(["+", "-", "*"]))
@examples(30)
def test_values_of_structures_are_values_of_entries(left: str, right: str, operator: str) -> None:
    a, b = rd.MatrixFunction([[left]]), rd.MatrixFunction([[right]])
    combined = {"+": a + b, "-": a - b, "*": a @ b}[operator]
    x, y = a.evaluate([0.7]), b.evaluate([0.7])
    assert combined.evaluate([0.7]) == pytest.approx({"+": x + y, "-": x - y, "*": x * y}[operator], rel=1e-12)


def test_substitution_enters_and_leaves_the_class() -> None:
    assert str(rd.MatrixFunction("[[log(a), a*t]]").subs({"a": 2})) == "[[log(2), 2*t]]"
    left = rd.MatrixFunction("[[exp(a)]]").subs({"a": "sqrt(t)"})
    assert left.evaluate([4.0])[0, 0, 0] == pytest.approx(np.exp(2))
