"""`trajectory` and `initial_difference`: X′ − X = D exactly, in real form, and formal where there is no closed form."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

import rankdyn as rd
from tests.strategies import examples, matrix_functions, plain_texts

t = sympy.Symbol("t")

CLOSED = [
    ("exp(t)", "t*exp(t)"),
    ("t**3*exp(t)", "t**4*exp(t)/4"),
    ("1", "-1"),
    ("t**2", "-t**2 - 2*t - 2"),
    ("exp(2*t)", "exp(2*t)"),
    ("exp(a*t)", "exp(a*t)/(a - 1)"),
    ("sin(t)", "-sin(t)/2 - cos(t)/2"),
    ("exp(t)*sin(t)", "-exp(t)*cos(t)"),
    ("cosh(t)", "t*exp(t)/2 - exp(-t)/4"),
    ("2**t", "2**t/(log(2) - 1)"),
    ("cos(sqrt(2)*t)", "sqrt(2)*sin(sqrt(2)*t)/3 - cos(sqrt(2)*t)/3"),
    ("2*t*exp(t**2 + t)", "exp(t**2 + t)"),
    ("-1/t**2 - 1/t", "1/t"),
    ("0", "0"),
]


@pytest.mark.parametrize(("D", "X"), CLOSED)
def test_closed_forms(D, X):
    found = rd.trajectory([[D]])
    assert found.equals(rd.MatrixFunction([[X]])), found
    assert "I" not in str(found)


exponents = st.sampled_from(["0", "t", "-t", "2*t", "a*t", "(1 - a)*t", "t/2", "t + 1", "I*t", "t**2"])


@given(
    st.lists(
        st.tuples(st.integers(-3, 3), st.integers(-2, 3), exponents).map("({0[0]})*(t + 1)**{0[1]}*exp({0[2]})".format),
        min_size=1,
        max_size=3,
    ).map(" + ".join)
)
@examples(60)
def test_what_has_a_closed_form_gets_one_back(text):
    """D = X′ − X for X a sum of rational functions times exponentials: an X is found, and it differs by c·e^t."""
    X = rd.MatrixFunction([[text]])
    D = rd.initial_difference(X)
    found = rd.trajectory(D)
    assert isinstance(found, rd.MatrixFunction), found
    assert rd.initial_difference(found).equals(D)
    rest = (found - X).expand().to_sympy()[0] * sympy.exp(-t)
    assert sympy.simplify(sympy.diff(rest, t)) == 0


real_entries = st.sampled_from(
    ["sin(t)", "t*cos(2*t)", "exp(t)*sin(t)", "cos(t + pi/4)", "sin(t + 1)", "sin(b*t)", "t**2", "sin(t)*cos(t/2)"]
)


@given(st.lists(real_entries, min_size=2, max_size=4))
@examples(30)
def test_real_functions_have_real_trajectories(entries):
    found = rd.trajectory([entries])
    assert rd.initial_difference(found).equals(rd.MatrixFunction([entries]))
    assert "I" not in str(found)


@given(matrix_functions(plain_texts))
@examples(30)
def test_every_structure_of_exponential_polynomials(D):
    X = rd.trajectory(D)
    assert X.shape == D.shape
    assert rd.initial_difference(X).equals(D)


def test_a_complex_function_beside_a_real_one():
    X = rd.trajectory("[[exp(I*t), sin(t)]]")
    assert rd.initial_difference(X).equals(rd.MatrixFunction("[[exp(I*t), sin(t)]]"))
    assert "I" not in str(X).split(", ")[1]


def test_the_real_form_has_the_values_of_the_solution():
    """Against numerical integration by a series of small Taylor steps, which knows nothing of closed forms."""
    D = rd.MatrixFunction("[[t*sin(2*t) + exp(-t)*cos(t)/(2 + 1)]]")
    X = rd.trajectory(D)
    times = np.linspace(0, 2, 20001)
    forcing = D.evaluate(times)[:, 0, 0] * np.exp(-times)
    integral = np.concatenate([[0], np.cumsum((forcing[1:] + forcing[:-1]) / 2) * (times[1] - times[0])])
    values = X.evaluate(times)[:, 0, 0]
    assert np.allclose(values, np.exp(times) * (values[0] + integral), atol=1e-6)


# ---- constants ------------------------------------------------------------------------------------------------------


def test_constants_are_added():
    X = rd.trajectory("[[t, 1]]", constant=[["c", 2]])
    assert X.equals(rd.MatrixFunction("[[-t - 1 + c*exp(t), -1 + 2*exp(t)]]"))


@pytest.mark.parametrize(
    ("constant", "message"), [([["t", 1]], "must be constant"), ([[1]], "shape"), ("[[1", "character")]
)
def test_bad_constants_are_refused(constant, message):
    with pytest.raises(rd.InvalidInputError, match=message):
        rd.trajectory("[[t, 1]]", constant=constant)


# ---- formal ---------------------------------------------------------------------------------------------------------

FORMAL = ["1/t", "exp(t**2)", "tan(t)", "1/(1 + exp(t))", "log(t)", "1/(t + 1) + exp(t)", "t**3000", "exp(t)/t"]


@pytest.mark.parametrize("text", FORMAL)
def test_without_a_closed_form_there_is_a_formal_trajectory(text):
    X = rd.trajectory([[text]])
    assert isinstance(X, rd.FormalTrajectory)
    assert X.reason
    assert rd.initial_difference(X) == rd.MatrixFunction([[text]])
    assert "elementary" not in X.reason


def test_reasons_claim_only_what_is_proved():
    assert "no finite sum of rational functions times exponentials" in rd.trajectory([["exp(t**2)"]]).reason
    assert "not an exponential polynomial" in rd.trajectory([["tan(t)"]]).reason
    assert "too large" in rd.trajectory([["t**3000"]]).reason
    assert "too large" in rd.trajectory([["t**30"]], budget=100).reason


def test_jets_obey_the_recursion():
    D = rd.MatrixFunction("[[1/(t + 2), exp(t**2)], [a/(1 + t), t]]")
    X = rd.trajectory(D, constant=[[1, 2], ["b", 0]])
    assert X.t0 == 0
    assert X.derivative_at(0) == sympy.Matrix([[1, 2], [sympy.Symbol("b"), 0]])
    for k in range(4):
        step = X.derivative_at(k + 1) - X.derivative_at(k) - D.derivative(k)(0)
        assert step.applyfunc(sympy.simplify) == sympy.zeros(2, 2)


def test_jets_are_those_of_a_solution_that_is_known():
    """tan has no closed form here, but y = e^t ∫ e^{−t} tan t has the Taylor coefficients of SymPy's dsolve series."""
    X = rd.trajectory([["tan(t)"]])
    y, n = [sympy.Integer(0)], 6
    tangent = sympy.series(sympy.tan(t), t, 0, n + 1).removeO()
    for k in range(n):
        y.append(y[-1] + sympy.diff(tangent, t, k).subs(t, 0))
    assert [X.derivative_at(k)[0] for k in range(n + 1)] == y


def test_the_start_avoids_poles_and_may_be_chosen():
    X = rd.trajectory([["1/t", "1/(t - 1)"]])
    assert X.t0 == -1
    moved = X.starting_from("1/2", [[3, "1/3"]])
    assert moved.t0 == Fraction(1, 2)
    assert moved.derivative_at(1) == sympy.Matrix([[5, sympy.Rational(1, 3) - 2]])
    with pytest.raises(rd.PoleError):
        X.starting_from(0)
    with pytest.raises(rd.PoleError):
        rd.trajectory([["1/t"]], start=0)


def test_successive_differences_have_the_ranks_of_d():
    D = rd.MatrixFunction("[[1/t, 1], [1, t]]")
    assert tuple(rd.trajectory(D).ranks(3)) == tuple(rd.rank_sequence(D, 3))


def test_a_formal_trajectory_is_a_value():
    first, second = (rd.trajectory([["1/t"]]) for _ in range(2))
    assert first == second
    assert hash(first) == hash(second)
    with pytest.raises(AttributeError):
        first.reason = ""


def test_nothing_exact_is_said_of_functions_outside_the_class():
    X = rd.trajectory([["log(t)"]])
    with pytest.raises(rd.NotExactError):
        X.derivative_at(1)


# ---- initial_difference ---------------------------------------------------------------------------------------------


@given(matrix_functions())
@examples(20)
def test_initial_difference_is_the_derivative_minus_the_function(X):
    assert rd.initial_difference(X).equals(X.derivative() - X)


def test_initial_difference_reads_what_every_function_reads():
    assert rd.initial_difference("[[exp(2*t)]]").equals(rd.MatrixFunction("[[exp(2*t)]]"))
    assert rd.initial_difference(sympy.Matrix([[t]])).equals(rd.MatrixFunction("[[1 - t]]"))


def test_another_variable():
    D = rd.MatrixFunction([["s", "exp(s)"]], variable="s")
    X = rd.trajectory(D, constant=[[1, 0]])
    assert rd.initial_difference(X).equals(D)
