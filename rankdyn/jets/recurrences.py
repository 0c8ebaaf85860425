"""Recurrences between Taylor coefficients: products, quotients, and elementary functions by differential equations.

Arrays have the order as their first axis: ``a[k]`` is the k-th Taylor coefficient of a(t0 + h) in h. Differentiating
v = f(u) gives a linear differential equation for v, hence v_k from u_0, …, u_k and v_0, …, v_{k−1}: K² operations for
all orders, without cancellation other than that of the function itself.

References
----------
A. Griewank, A. Walther, Evaluating Derivatives, 2nd edition, SIAM 2008, chapter 13, table 13.2.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[np.float64]


def product(a: Array, b: Array) -> Array:
    """Return the coefficients of a·b, c_k = Σ_j a_j b_{k−j}."""
    return np.stack([_sum(a, b, k, 0, k) for k in range(len(a))])


def matrix_product(a: Array, b: Array) -> Array:
    """Return the coefficients of a @ b, for matrices, vectors and stacks of them as `numpy.matmul` reads them."""
    orders = []
    for k in range(len(a)):
        total = np.asarray(a[0] @ b[k])
        for j in range(1, k + 1):
            total = total + a[j] @ b[k - j]
        orders.append(total)
    return np.stack(orders)


def quotient(a: Array, b: Array) -> Array:
    """Return the coefficients of a/b: b·c = a, solved for c_k."""
    found: list[Array] = []
    for k in range(len(a)):
        found.append((a[k] - _sum(b, found, k, 1, k)) / b[0])
    return np.stack(found)


def solution(a: Array, b: Array) -> Array:
    """Return the coefficients of the x with a @ x = b, for square matrices a (or stacks).

    Raises
    ------
    numpy.linalg.LinAlgError
        If a_0 is singular.
    """
    found: list[Array] = []
    for k in range(len(a)):
        right = b[k]
        for j in range(1, k + 1):
            right = right - a[j] @ found[k - j]
        found.append(np.linalg.solve(a[0], right))
    return np.stack(found)


def exponential(a: Array, first: Array) -> Array:
    """Return the coefficients v_1, v_2, … of v' = v·a' after v_0 = `first`: v = exp(a) for first = exp(a_0)."""
    found, slope = [first], _slope(a)
    for k in range(1, len(a)):
        found.append(_sum(slope, found, k, 1, k) / k)
    return np.stack(found)


def logarithm(a: Array) -> Array:
    """Return the coefficients of log a: a·v' = a'."""
    found: list[Array] = [np.log(a[0])]
    slope: list[Array] = [np.zeros_like(a[0])]
    for k in range(1, len(a)):
        slope.append((k * a[k] - _sum(slope, a, k, 1, k - 1)) / a[0])
        found.append(slope[k] / k)
    return np.stack(found)


def real_power(a: Array, exponent: float) -> Array:
    """Return the coefficients of a^r: a·v' = r·v·a'."""
    found: list[Array] = [a[0] ** exponent]
    for k in range(1, len(a)):
        total = (k * exponent) * a[k] * found[0]
        for j in range(1, k):
            total = total + (j * exponent - (k - j)) * a[j] * found[k - j]
        found.append(total / (k * a[0]))
    return np.stack(found)


def square_root(a: Array) -> Array:
    """Return the coefficients of √a: v·v = a."""
    found: list[Array] = [np.sqrt(a[0])]
    for k in range(1, len(a)):
        found.append((a[k] - _sum(found, found, k, 1, k - 1)) / (2 * found[0]))
    return np.stack(found)


def sine_cosine(a: Array, sign: float) -> tuple[Array, Array]:
    """Return the coefficients of sin a, cos a for sign −1, of sinh a, cosh a for sign 1: u' = v·a', v' = ±u·a'."""
    first = (np.sin, np.cos) if sign < 0 else (np.sinh, np.cosh)
    sine: list[Array] = [first[0](a[0])]
    cosine: list[Array] = [first[1](a[0])]
    slope = _slope(a)
    for k in range(1, len(a)):
        after = _sum(slope, cosine, k, 1, k) / k
        cosine.append(sign * _sum(slope, sine, k, 1, k) / k)
        sine.append(after)
    return np.stack(sine), np.stack(cosine)


def hyperbolic_tangent(a: Array) -> Array:
    """Return the coefficients of tanh a: v' = w·a' with w = 1 − v², w' = −2v·v'.

    w_0 = 1/cosh² is not taken as 1 − tanh², which loses all digits where |a_0| is large.
    """
    # beyond 350, cosh² would overflow; there 1/cosh² < 1e-303 anyway
    found: list[Array] = [np.tanh(a[0])]
    rest: list[Array] = [1 / np.cosh(np.clip(a[0], -350, 350)) ** 2]
    slope = _slope(a)
    for k in range(1, len(a)):
        found.append(_sum(slope, rest, k, 1, k) / k)
        rest.append(-_sum(found, found, k, 0, k))
    return np.stack(found)


def _slope(a: Array) -> Array:
    """Return k·a_k, so that the term j of a' stands at j, not at j − 1."""
    return a * np.arange(len(a), dtype=np.float64).reshape(-1, *[1] * (a.ndim - 1))


def _sum(a: Array | list[Array], b: Array | list[Array], k: int, first: int, last: int) -> Array:
    """Return Σ a_j b_{k−j} over first ≤ j ≤ last, 0 if there is none."""
    if last < first:
        return np.zeros(())
    total: Array = a[first] * b[k - first]
    for j in range(first + 1, last + 1):
        total = total + a[j] * b[k - j]
    return total
