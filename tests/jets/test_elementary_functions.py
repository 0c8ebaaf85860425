"""Elementary functions of jets against SymPy, 60-digit mpmath, and the identities between them."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from rankdyn import jets
from rankdyn.jets import Jet
from tests.jets.test_arithmetic import ORDER, arrays, close, positive
from tests.strategies import examples

FUNCTIONS = ["exp", "expm1", "log", "sqrt", "sin", "cos", "sinh", "cosh", "tanh"]


@pytest.mark.parametrize("name", FUNCTIONS)
@pytest.mark.parametrize("t0", [0.03, 0.7, 3.0])
def test_through_order_8_against_60_digits(name, t0):
    """f(g(t)) for g = t² + t/3: the largest error of an order, relative to that order."""
    found = getattr(jets, name)((lambda t: t * t + t / 3)(jets.variable(t0, 8))).coefficients
    with mpmath.workdps(60):
        wanted = mpmath.taylor(lambda t: getattr(mpmath, name)(t * t + t / 3), mpmath.mpf(t0), 8)
        errors = [float(abs(mpmath.mpf(float(a)) - b) / abs(b)) for a, b in zip(found, wanted, strict=True)]
    assert max(errors) <= 1e-13


@pytest.mark.parametrize("r", [0.5, -1.5, 2.25, np.pi])
def test_real_powers_against_60_digits(r):
    found = (jets.variable(0.7, 8) ** 2 + 1) ** r
    with mpmath.workdps(60):
        wanted = mpmath.taylor(lambda t: (t * t + 1) ** mpmath.mpf(float(r)), mpmath.mpf(0.7), 8)
        assert max(float(abs(float(a) - b) / abs(b)) for a, b in zip(found.coefficients, wanted, strict=True)) <= 1e-13


t = sp.Symbol("t")
EXPRESSIONS = st.recursive(
    st.sampled_from([t, sp.Integer(2), sp.Rational(-1, 3)]),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: pair[0] + pair[1]),
        st.tuples(inner, inner).map(lambda pair: pair[0] * pair[1]),
        st.tuples(inner, inner).map(lambda pair: pair[0] / (2 + sp.sin(pair[1]))),
        inner.map(lambda x: sp.exp(sp.cos(x))),
        inner.map(lambda x: sp.log(3 + sp.cos(x))),
        inner.map(lambda x: sp.sqrt(2 + sp.sin(x))),
        inner.map(lambda x: (2 + sp.sin(x)) ** sp.Rational(-3, 2)),
        inner.map(sp.tanh),
        inner.map(lambda x: x**3),
    ),
    max_leaves=3,
)
SYMPY_ORDER = 4


def of_numbers_too(function):
    """Terms in t may cancel and leave a number as argument."""
    return lambda x: function(x if isinstance(x, Jet) else jets.constant(float(x), SYMPY_ORDER))


TO_JETS = {name: of_numbers_too(getattr(jets, name)) for name in ("exp", "sin", "cos", "log", "sqrt", "tanh")}


@given(EXPRESSIONS, st.sampled_from([-0.75, 0.0, 0.5]))
@examples(25)
def test_random_expressions_against_sympy(expression, t0):
    found = sp.lambdify(t, expression, modules=[TO_JETS])(jets.variable(t0, SYMPY_ORDER))
    if not isinstance(found, Jet):
        found = jets.constant(float(found), SYMPY_ORDER)
    derivative, wanted = expression, []
    for _ in range(SYMPY_ORDER + 1):
        wanted.append(float(derivative.evalf(25, subs={t: sp.Rational(t0)})))
        derivative = sp.diff(derivative, t)
    assert np.abs(found.derivatives() - wanted).max() <= 1e-12 * max(1, np.abs(wanted).max())


def test_sympys_series():
    expression = sp.exp(sp.sin(t)) / sp.sqrt(1 + t) + sp.log(1 + t**2)
    series = sp.series(expression, t, 0, 9).removeO()
    x = jets.variable(0.0, 8)
    found = jets.exp(jets.sin(x)) / jets.sqrt(1 + x) + jets.log(1 + x**2)
    wanted = np.array([float(series.coeff(t, k)) for k in range(9)])
    assert np.abs(found.coefficients - wanted).max() <= 1e-15


@given(arrays((2,)))
@examples(50)
def test_exp_of_log(f):
    f[0] = 0.5 + np.abs(f[0])
    logarithm = jets.log(Jet(f))
    close(jets.exp(logarithm), Jet(f), jets.exp(positive(logarithm)))
    found = jets.log(jets.exp(Jet(f)))
    close(found, Jet(f), jets.exp(positive(Jet(f))) * jets.exp(positive(Jet(f))) ** 2)


@given(arrays((2,)))
@examples(50)
def test_squares_of_sine_and_cosine(f):
    u = Jet(f)
    scale = jets.exp(positive(u)) ** 2
    sine, cosine = jets.sin_cos(u)
    close(sine**2 + cosine**2, jets.constant(np.ones(2), ORDER), scale)
    close(jets.cosh(u) ** 2 - jets.sinh(u) ** 2, jets.constant(np.ones(2), ORDER), scale)
    close(jets.tanh(u) * jets.cosh(u), jets.sinh(u), 10 * scale * scale)


@given(arrays((2,)))
@examples(50)
def test_roots_are_powers(f):
    f[0] = 0.5 + np.abs(f[0])
    root = jets.sqrt(Jet(f))
    close(root * root, Jet(f), positive(root) * positive(root))
    close(Jet(f) ** 0.5, root, 1 / (jets.constant(np.full(2, 0.4), ORDER) - positive(Jet(f) - f[0])))


def test_powers_with_jets():
    x = jets.variable(1.5, 6)
    close(jets.power(2.0, x), 2.0**x, 2.0**x)
    close(jets.power(x, 3), x * x * x, x * x * x + 1e-300)
    close(x**x, jets.exp(x * jets.log(x)), positive(x**x) + 1e-3)


def test_softmax_and_logsumexp_stand_large_exponents():
    x = jets.variable(0.5, 4)
    logits = (x * np.array([1.0, -2.0, 3.0]))[None] + 0.0
    with np.errstate(all="raise", under="ignore"):
        for shift in (0.0, 1e4, -1e4):
            share = jets.softmax(logits + shift)
            assert np.allclose(share.sum(-1).coefficients[:, 0], [1, 0, 0, 0, 0], atol=1e-15)
            # d log Σ e^z = Σ softmax z'
            total = jets.logsumexp(logits + shift).derivative()
            wanted = (share.truncate(3) * logits.derivative()).sum(-1)
            assert np.allclose(total.coefficients, wanted.coefficients, rtol=1e-12)
        apart = jets.softmax(x * np.array([-1e6, 1e6]))
        assert apart.value.tolist() == [0, 1]


def test_large_arguments_do_not_overflow_where_the_function_does_not():
    with np.errstate(all="raise", under="ignore"):
        found = jets.tanh(jets.variable(np.array([-800.0, 800.0]), 3))
    assert found.value.tolist() == [-1, 1]
    assert np.abs(found.coefficients[1:]).max() < 1e-300


def test_expm1_near_zero():
    assert jets.expm1(jets.variable(1e-20, 2)).coefficients.tolist() == [1e-20, 1.0, 0.5]


def test_a_root_of_zero_without_derivatives():
    assert jets.sqrt(jets.constant([0.0, 4.0], 0)).value.tolist() == [0, 2]
