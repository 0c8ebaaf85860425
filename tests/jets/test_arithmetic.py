"""Arithmetic of jets: the rules of calculus, NumPy's broadcasting, and what stands outside of the domain."""

from __future__ import annotations

import operator
import pickle
from math import factorial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from rankdyn import jets
from rankdyn.errors import InvalidInputError
from rankdyn.jets import Jet
from tests.strategies import examples

ORDER = 8

numbers = st.floats(-2, 2, allow_nan=False).map(lambda x: round(x, 6))


def arrays(shape: tuple[int, ...], order: int = ORDER) -> st.SearchStrategy[np.ndarray]:
    return hnp.arrays(np.float64, (order + 1, *shape), elements=numbers)


def close(found: Jet, wanted: Jet, scale: Jet) -> None:
    """`scale` is the same formula with all terms positive: what rounding errors are measured against."""
    error = np.abs(found.coefficients - wanted.coefficients)
    assert found.shape == wanted.shape
    assert np.all(error <= 1e-13 * scale.coefficients), (error / scale.coefficients).max()


def positive(jet: Jet) -> Jet:
    return Jet(np.abs(jet.coefficients))


@given(arrays((2, 3)), arrays((3,)))
@examples(50)
def test_product_rule(f, g):
    u, v = Jet(f), Jet(g)
    left = (u * v).derivative()
    right = u.derivative() * v.truncate(ORDER - 1) + u.truncate(ORDER - 1) * v.derivative()
    close(left, right, (positive(u) * positive(v)).derivative() + 1e-300)


@given(arrays((2,)), arrays((2,)), arrays((2,)))
@examples(50)
def test_products_are_those_of_polynomials(f, g, h):
    for i in range(2):
        wanted = np.convolve(np.convolve(f[:, i], g[:, i]), h[:, i])[: ORDER + 1]
        scale = np.convolve(np.convolve(abs(f[:, i]), abs(g[:, i])), abs(h[:, i]))[: ORDER + 1]
        found = (Jet(f) * (Jet(g) * Jet(h))).coefficients[:, i]
        assert np.all(np.abs(found - wanted) <= 1e-14 * scale)


@given(arrays((2,)), arrays((2,)))
@examples(50)
def test_a_quotient_times_its_divisor(f, g):
    g[0] = 1 + np.abs(g[0])
    u, v = Jet(f), Jet(g)
    quotient = u / v
    close(quotient * v, u, positive(quotient) * positive(v) + positive(u) + 1e-300)


@given(arrays(()), st.integers(-4, 6))
@examples(50)
def test_integer_powers(f, n):
    f[0] = 1 + abs(f[0])
    u = Jet(f)
    wanted = jets.constant(1.0, ORDER)
    for _ in range(abs(n)):
        wanted = wanted * u if n > 0 else wanted / u
    scale = positive(wanted) * 100 + (positive(u) / f[0]) ** 9 * 10
    close(u**n, wanted, scale)
    assert np.array_equal((u**n).coefficients, (u ** float(n)).coefficients)


def test_integer_powers_where_the_base_vanishes():
    t = jets.variable(0.0, 6)
    assert (t**3).coefficients.tolist() == [0, 0, 0, 1, 0, 0, 0]
    assert (t**0).coefficients.tolist() == [1, 0, 0, 0, 0, 0, 0]


def test_derivatives_are_factorials_times_coefficients_and_back():
    jet = 1 / (1 - jets.variable(0.0, 10))
    assert jet.derivatives().tolist() == [factorial(k) for k in range(11)]
    assert jets.from_derivatives(jet.derivatives()).coefficients.tolist() == jet.coefficients.tolist()
    assert jet.derivative().derivatives().tolist() == [factorial(k) for k in range(1, 11)]
    assert jet.value == 1
    assert jet.order == 10


def test_the_polynomial():
    t = jets.variable(np.array([0.0, 2.0]), 3)
    assert np.allclose((t**3 - t)(0.5), [0.5**3 - 0.5, 2.5**3 - 2.5], rtol=1e-15)


@pytest.mark.parametrize("operation", [operator.add, operator.sub, operator.mul, operator.truediv])
@pytest.mark.parametrize("shapes", [((3,), ()), ((), (3,)), ((2, 3), (3,)), ((3,), (2, 1)), ((2, 1), (1, 3))])
def test_broadcasting_is_numpys_and_constants_may_stand_on_either_side(operation, shapes):
    rng = np.random.default_rng(0)
    left, right = (rng.uniform(1, 2, (4, *shape)) for shape in shapes)
    both = operation(Jet(left), Jet(right))
    assert both.shape == np.broadcast_shapes(*shapes)
    assert np.allclose(both.value, operation(left[0], right[0]), rtol=1e-15)
    constant = operation(Jet(left), right[0])
    assert np.allclose(constant.coefficients, operation(Jet(left), jets.constant(right[0], 3)).coefficients, rtol=1e-14)
    constant = operation(left[0], Jet(right))
    assert isinstance(constant, Jet)
    assert np.allclose(constant.coefficients, operation(jets.constant(left[0], 3), Jet(right)).coefficients, rtol=1e-14)


def test_numpy_scalars_and_lists_are_constants():
    t = jets.variable(1.0, 2)
    for two in (2, 2.0, np.float64(2), np.int64(2), np.array(2.0), np.float32(2)):
        assert (two * t).coefficients.tolist() == (t * two).coefficients.tolist() == [2, 2, 0]
        assert (two - t).coefficients.tolist() == [1, -1, 0]
        assert isinstance(two / t, Jet)
    assert (t + [1.0, 2.0]).shape == (2,)


@given(arrays((2, 3)), arrays((3, 4)))
@examples(30)
def test_matrix_products_are_sums_of_products(f, g):
    found = Jet(f) @ Jet(g)
    wanted = (Jet(f)[:, :, None] * Jet(g)[None]).sum(1)
    close(found, wanted, (positive(Jet(f))[:, :, None] * positive(Jet(g))[None]).sum(1) + 1e-300)
    assert np.allclose((Jet(f) @ g[0]).coefficients, (Jet(f) @ jets.constant(g[0], ORDER)).coefficients, atol=1e-13)
    assert np.allclose((f[0] @ Jet(g)).coefficients, (jets.constant(f[0], ORDER) @ Jet(g)).coefficients, atol=1e-13)


def test_matrix_products_with_vectors_and_stacks():
    rng = np.random.default_rng(1)
    A, x, stack = rng.standard_normal((3, 2, 4)), rng.standard_normal((3, 4)), rng.standard_normal((3, 5, 4, 2))
    assert (Jet(A) @ Jet(x)).shape == (2,)
    assert (Jet(A) @ Jet(stack)).shape == (5, 2, 2)
    assert np.allclose((Jet(A) @ Jet(x)).coefficients[1], A[0] @ x[1] + A[1] @ x[0])
    assert (A[0] @ Jet(x)).shape == (2,)


@given(arrays((3, 3)), arrays((3, 2)))
@examples(40)
def test_solve(a, b):
    a[0] += 8 * np.eye(3)
    for right in (b, b[..., 0]):
        x = jets.solve(Jet(a), Jet(right))
        close(Jet(a) @ x, Jet(right), positive(Jet(a)) @ positive(x) + positive(Jet(right)) + 1e-300)


def test_solve_with_constants_on_either_side_and_for_stacks():
    rng = np.random.default_rng(2)
    a, b = rng.standard_normal((4, 5, 3, 3)) + 5 * np.eye(3), rng.standard_normal((4, 5, 3, 2))
    wanted = np.linalg.solve(a[0], b[0])
    assert np.allclose(jets.solve(Jet(a), b[0]).value, wanted)
    assert np.allclose(jets.solve(a[0], Jet(b)).value, wanted)
    assert np.allclose((a[0] @ jets.solve(a[0], Jet(b))).coefficients, b)
    assert np.allclose((Jet(a) @ jets.solve(Jet(a), Jet(b))).coefficients, b)


def test_shapes_leave_the_orders_alone():
    c = np.arange(24.0).reshape(2, 3, 4)
    jet = Jet(c)
    assert np.array_equal(jet[0].coefficients, c[:, 0])
    assert np.array_equal(jet[..., None, 1].coefficients, c[..., None, 1])
    assert np.array_equal(jet[np.array([True, False, True])].coefficients, c[:, [0, 2]])
    assert np.array_equal(jet.T.coefficients, c.transpose(0, 2, 1))
    assert np.array_equal(jet.swapaxes(0, -1).coefficients, c.swapaxes(1, 2))
    assert np.array_equal(jet.reshape(2, -1).coefficients, c.reshape(2, 2, 6))
    assert np.array_equal(jet.sum().coefficients, c.sum(axis=(1, 2)))
    assert np.array_equal(jet.sum(-1, keepdims=True).coefficients, c.sum(axis=2, keepdims=True))
    assert np.array_equal(jets.sum(jet, 0).coefficients, c.sum(axis=1))
    assert len(jet) == 3
    for axis in (0, 1, 2, -1, -2):
        stacked = jets.stack([jet, 2 * jet], axis)
        assert np.array_equal(stacked.value, np.stack([c[0], 2 * c[0]], axis))
        assert np.array_equal(stacked.coefficients[1], np.stack([c[1], 2 * c[1]], axis))
    assert np.array_equal(jets.stack(list(jet)).coefficients, c)
    with pytest.raises(TypeError, match="no length"):
        list(jet[0, 0])


def test_a_jet_does_not_change():
    given_array = np.ones((2, 3))
    jet = Jet(given_array)
    given_array[0] = 5
    assert jet.value.tolist() == [1, 1, 1]
    with pytest.raises(ValueError, match="read-only"):
        jet.coefficients[0] = 2
    copy = pickle.loads(pickle.dumps(jet))
    assert np.array_equal(copy.coefficients, jet.coefficients)
    assert np.array_equal(eval(repr(jet)).coefficients, jet.coefficients)


t = jets.variable(np.array([1.0, 0.0]), 3)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: Jet([[1.0], [np.nan]]), "nan stands at index (1, 0)"),
        (lambda: Jet([1.0, np.inf]), "inf"),
        (lambda: Jet(3.0), "first axis"),
        (lambda: Jet(np.zeros((0, 2))), "first axis"),
        (lambda: Jet([1j, 0]), "real numbers"),
        (lambda: Jet(["a"]), "real numbers"),
        (lambda: Jet([[1.0], [1.0, 2.0]]), "rows differ"),
        (lambda: jets.variable(0.0, -1), "order must be an integer >= 0, not -1"),
        (lambda: jets.variable(0.0, 1.5), "1.5"),
        (lambda: jets.constant(0.0, True), "True"),
        (lambda: 1 / t, "it is 0.0 at index (1,)"),
        (lambda: t / 0.0, "must not vanish"),
        (lambda: t / t, "0.0 at index (1,)"),
        (lambda: t**-1, "0.0 at index (1,)"),
        (lambda: t**0.5, "power 0.5"),
        (lambda: (-t) ** 1.5, "must be positive, but it is -1.0 at index (0,)"),
        (lambda: t**t, "must be positive"),
        (lambda: (-2.0) ** t, "base must be positive, but it is -2.0"),
        (lambda: t ** np.array([0.5, 1.0]), "one number"),
        (lambda: jets.log(t), "log: the value at t0 must be positive, but it is 0.0 at index (1,)"),
        (lambda: jets.sqrt(t), "sqrt"),
        (lambda: jets.sqrt(jets.constant(-1.0, 0)), "-1.0"),
        (lambda: jets.exp(2.0), "takes a Jet, not 2.0"),
        (lambda: jets.power(2.0, 3.0), "takes a Jet"),
        (lambda: t + jets.variable(0.0, 5), "orders 3 and 5"),
        (lambda: t + np.zeros(3), "shapes"),
        (lambda: t * jets.constant(np.zeros(3), 3), "shapes"),
        (lambda: t @ np.zeros((3, 3)), "shapes"),
        (lambda: t + np.nan, "nan"),
        (lambda: t.truncate(4), "order 3"),
        (lambda: jets.constant(1.0, 0).derivative(), "order 0"),
        (lambda: t.sum(1), "axis 1"),
        (lambda: jets.stack([]), "one or more"),
        (lambda: jets.stack([t, t[0]]), "one order and shape"),
        (lambda: jets.stack([t, t], 2), "axis 2"),
        (lambda: jets.solve(np.eye(2), np.zeros(2)), "numpy.linalg.solve"),
        (lambda: jets.solve(t * np.eye(2), np.zeros(2)), "singular at t0"),
        (lambda: jets.solve(t, t), "square"),
        (lambda: jets.solve(t * np.ones((2, 2)), np.zeros(3)), "does not fit"),
        (lambda: jets.solve(jets.constant(np.eye(2), 3), jets.constant(np.zeros(2), 2)), "orders 3 and 2"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(InvalidInputError) as error:
        call()
    assert words in str(error.value)
