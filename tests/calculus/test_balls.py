"""Balls of Taylor coefficients and of node values, against mpmath's numerical and SymPy's symbolic derivatives."""

from __future__ import annotations

import re
from fractions import Fraction
from math import factorial

import mpmath
import pytest
import sympy as sp
from flint import acb, acb_series, arb, ctx
from hypothesis import assume, given
from hypothesis import strategies as st

from rankdyn.calculus.ball_functions import FUNCTIONS, UndefinedPointError, jet, value
from rankdyn.calculus.balls import BallNodeRing, BallPoint, BallTaylorRing, constant_value, precision
from rankdyn.errors import InvalidInputError
from rankdyn.expressions.evaluate import evaluate
from rankdyn.expressions.functions import EXPONENTIAL_FUNCTIONS, NUMERICAL_FUNCTIONS
from rankdyn.expressions.grammar import parse_expression
from tests.strategies import examples, expression_texts, steps

BITS = 160
ORDER = 4
HERE = {"t": Fraction(3, 7), "a": Fraction(5, 4), "b": Fraction(-2, 3)}

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
SYMPY_NAMES = {name: getattr(sp, name) for name in FUNCTIONS} | {"t": sp.Symbol("t")}

# sinh, cosh, … of polynomials are in the exact class; tan of a root is outside; constants have their true values
TEXTS = [
    "exp(t)*sin(t**2) + cos(3*t)/(2 + t)",
    "tan(t) + tanh(2*t) - sinh(t/2)*cosh(t)",
    "pi*t**2 + log(2)*t + sqrt(2)",
    "exp(I*t)*(1 + I)",
    "exp(sqrt(2)*pi*t) + 2**t",
    "exp(log(3)*t + 1)*I",
    "cos(pi*t/3)",
    "log(1 + t)*sqrt(1 + t**2)",
    "t**pi + 1/sqrt(t)",
    "(1 + t**2)**(1/3)",
    "asin(t) + acos(t/2) + atan(3*t)",
    "asinh(t) - acosh(2 + t)*atanh(t)",
    "erf(t)*erfc(2*t) + erfi(t)",
    "gamma(1 + t) + loggamma(t) + digamma(t)",
    "airyai(t)*airybi(t)",
    "Ei(t) + Si(t) + Ci(t) + Shi(t) + Chi(t)",
    "fresnels(t) - fresnelc(t) + LambertW(t)",
    "exp(exp(exp(t)))",
    "log(log(3 + t))",
    "tan(sqrt(t)) + sinh(log(1 + t)) + tanh(exp(t))",
    "digamma(sqrt(1 + t))",
]


def taylor(text: str, order: int = ORDER, point: BallPoint | None = None) -> list[acb]:
    with precision(BITS, order + 1):
        found = evaluate(parse_expression(text), BallTaylorRing(point or BallPoint(HERE), "t", order))
        return [found[k] for k in range(order + 1)]


def contains(ball: acb, value: mpmath.mpc) -> bool:
    """Whether the ball holds the value, up to what mpmath itself rounds."""
    value = mpmath.mpmathify(value)
    with precision(400):
        slack = arb(0, 10**-25 * max(1, abs(value)))
        real, imaginary = (arb(mpmath.nstr(part, 45)) for part in (value.real, value.imag))
        return acb(ball.real + slack, ball.imag + slack).contains(acb(real, imaginary))


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
@pytest.mark.parametrize(("x", "y"), [(1.375, 0), (0.375, 0), (-0.75, 0.5), (-1.25, -2)])
def test_jets_of_functions_are_those_of_mpmath(name: str, x: float, y: float) -> None:
    with mpmath.workdps(60):
        expected = mpmath.taylor(IN_MPMATH.get(name) or getattr(mpmath, name), mpmath.mpc(x, y), ORDER)
    with precision(BITS, ORDER + 1):
        try:
            found = jet(name, acb_series([acb(x, y), 1]))
        except UndefinedPointError:
            assert (name, y) in {("asin", 0), ("acos", 0), ("acosh", 0), ("atanh", 0)}
            return
        assert contains(value(name, acb(x, y)), expected[0])
        assert all(contains(found[k], expected[k]) for k in range(ORDER + 1))


def test_every_name_of_the_grammar_is_known() -> None:
    assert set(FUNCTIONS) == {*EXPONENTIAL_FUNCTIONS, *NUMERICAL_FUNCTIONS, "log", "sqrt"}


@pytest.mark.parametrize("text", TEXTS)
def test_taylor_coefficients_are_sympys_derivatives(text: str) -> None:
    t = sp.Symbol("t")
    expression = sp.sympify(re.sub(r"(\d+)", r"Integer(\1)", text), locals=SYMPY_NAMES | {"pi": sp.pi, "I": sp.I})
    for k, ball in enumerate(taylor(text)):
        exact = expression.diff(t, k).subs(t, sp.Rational(3, 7)).evalf(45, maxn=400)
        with mpmath.workdps(60):
            assert contains(ball, mpmath.mpmathify(exact) / factorial(k)), (k, ball, exact)
        assert ball.rad() < arb(2) ** (40 - BITS) * (1 + abs(ball).upper())


@pytest.mark.parametrize("text", TEXTS)
def test_node_values_are_values_at_the_nodes(text: str) -> None:
    step = Fraction(1, 12)
    with precision(BITS, 1):
        nodes = evaluate(parse_expression(text), BallNodeRing(BallPoint(HERE), "t", 3, step))
    assert len(nodes) == 4
    for j, ball in enumerate(nodes):
        (moved,) = taylor(text, 0, BallPoint(HERE | {"t": HERE["t"] + j * step}))
        assert ball.overlaps(moved)
        assert ball.rad() < arb(2) ** (40 - BITS) * (1 + abs(ball).upper())


@given(expression_texts, steps)
@examples(60)
def test_the_exact_class_agrees_with_sympy_in_both_rings(text: str, step: Fraction) -> None:
    try:
        expression = parse_expression(text)
        with precision(BITS, 3):
            series = evaluate(expression, BallTaylorRing(BallPoint(HERE), "t", 2))
            nodes = evaluate(expression, BallNodeRing(BallPoint(HERE), "t", 2, step))
    except (UndefinedPointError, InvalidInputError):
        assume(False)
    symbols = sp.symbols("t a b")
    exact = sp.sympify(re.sub(r"(\d*\.\d*(?:e-?\d+)?|\d+(?:e-?\d+)?)", r"Rational('\1')", text))
    at = dict(zip(symbols, (sp.Rational(str(HERE[str(s)])) for s in symbols), strict=True))
    with mpmath.workdps(60):
        for k in range(3):
            derived = exact.diff(symbols[0], k).subs(at).evalf(45)
            assume(derived.is_finite)
            assert contains(series[k], mpmath.mpmathify(derived) / factorial(k))
            moved = exact.subs(at | {symbols[0]: at[symbols[0]] + k * sp.Rational(str(step))}).evalf(45)
            assume(moved.is_finite)
            assert contains(nodes[k], mpmath.mpmathify(moved))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("log(-t)", "log meets its branch cut"),
        ("sqrt(-t)", "sqrt meets its branch cut"),
        ("log(t - 3/7)", "log meets its branch cut"),
        ("sqrt(7*t - 3)", "sqrt meets its branch cut"),
        ("log(sqrt(t)**2 - 3/7)", "log meets its branch cut"),  # a ball around 0
        ("loggamma(-t)", "loggamma meets its branch cut"),
        ("Ei(-t)", "Ei meets its branch cut"),
        ("Ci(-t)", "Ci meets its branch cut"),
        ("Chi(-t)", "Chi meets its branch cut"),
        ("LambertW(-t)", "LambertW meets its branch cut"),
        ("asin(3*t)", "asin meets its branch cut"),
        ("acos(-3*t)", "acos meets its branch cut"),
        ("atanh(7*t/3)", "atanh meets its branch cut"),
        ("acosh(t)", "acosh meets its branch cut"),
        ("atan(3*I*t)", "atan meets its branch cut"),
        ("asinh(-3*I*t)", "asinh meets its branch cut"),
        ("1/(t - 3/7)", "a denominator vanishes"),
        ("1/(sqrt(t)**2 - 3/7)", "a denominator vanishes"),
        ("tanh(I*pi*7*t/6)", "tanh has a pole"),
        ("gamma(7*t - 3)", "gamma has a pole"),
        ("gamma(-7*t)", "gamma has a pole"),
        ("digamma(-7*t)", "digamma has a pole"),
        ("zeta(7*t - 2)", "zeta has a pole"),
        ("tan(7*t*pi/6)", "tan has a pole"),
        ("exp(exp(exp(exp(exp(exp(t))))))", "exp has a pole or is too large"),
        ("zeta(1/2 + I*10**12*t)", "zeta is not computed"),
    ],
)
def test_undefined_points_say_why(text: str, reason: str) -> None:
    expression = parse_expression(text)
    with precision(BITS, 3):
        for ring in (BallTaylorRing(BallPoint(HERE), "t", 2), BallNodeRing(BallPoint(HERE), "t", 2, Fraction(7))):
            with pytest.raises(UndefinedPointError, match=reason):
                evaluate(expression, ring)


@pytest.mark.parametrize("name", ["log", "sqrt", "acosh", "LambertW", "asin"])
def test_a_wide_ball_that_touches_a_cut_is_undefined(name: str) -> None:
    beside = {"acosh": 0.5, "LambertW": -2.0, "asin": -3.0}.get(name, -1.0)
    with precision(64):
        wide = acb(beside, arb(0.25, 0.5))
        with pytest.raises(UndefinedPointError):
            value(name, wide)
        value(name, acb(beside, arb(0.25, 0.0625)))


def test_a_complex_point_lies_off_the_cuts() -> None:
    high = BallPoint({"t": Fraction(3, 7)}, Fraction(1, 2))
    with mpmath.workdps(50):
        expected = mpmath.taylor(lambda z: mpmath.log(-1 - z * z), mpmath.mpf(3) / 7 + mpmath.mpc(0, 0.5), 2)
    assert all(contains(a, b) for a, b in zip(taylor("log(-1 - t**2)", 2, high), expected, strict=True))


def test_constants_have_their_true_values() -> None:
    with precision(BITS), mpmath.workdps(60):
        assert constant_value("I") == acb(0, 1)
        assert contains(constant_value("pi"), mpmath.pi)
        assert contains(constant_value("sqrt(3)"), mpmath.sqrt(3))
        assert contains(constant_value("log(7)"), mpmath.log(7))


def test_precision_is_restored_after_an_error() -> None:
    before, inside = (ctx.prec, ctx.cap), []
    with pytest.raises(UndefinedPointError), precision(999, 77):
        value("log", acb(inside.append((ctx.prec, ctx.cap)) or 0))
    assert inside == [(999, 77)]
    assert (ctx.prec, ctx.cap) == before


@given(st.integers(-8, 8))
@examples(17)
def test_integer_powers(exponent: int) -> None:
    for k, ball in enumerate(taylor(f"(t + 1)**{exponent}" if exponent >= 0 else f"1/(t + 1)**{-exponent}")):
        exact = Fraction(1)
        for i in range(k):
            exact *= Fraction(exponent - i, i + 1)
        exact *= Fraction(10, 7) ** (exponent - k)
        with mpmath.workdps(60):
            assert contains(ball, mpmath.mpf(exact.numerator) / exact.denominator)
