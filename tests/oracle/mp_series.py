"""Truncated power series over mpmath numbers: arithmetic and functions, for `digits`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mpmath  # type: ignore[import-untyped]

Number = Any
"""mpf or mpc."""

Jet = list[Any]
NEAR = "1e-12"
"""So close to a pole a point is drawn again."""


def times(a: Jet, b: Jet) -> Jet:
    """Product of power series."""
    return [sum((a[i] * b[k - i] for i in range(1, k + 1)), a[0] * b[k]) for k in range(len(a))]


def quotient(a: Jet, b: Jet) -> Jet:
    """a/b."""
    if abs(b[0]) < mpmath.mpf(NEAR):
        raise ZeroDivisionError("close to a pole")
    result: Jet = []
    for k in range(len(a)):
        result.append((a[k] - sum((b[i] * result[k - i] for i in range(1, k + 1)), mpmath.mpf(0))) / b[0])
    return result


def integral(start: Number, derivative: Jet) -> Jet:
    """The series with this value at 0 and this derivative, as long as the derivative."""
    return [start, *(c / (k + 1) for k, c in enumerate(derivative[:-1]))]


def slope(a: Jet) -> Jet:
    """The derivative, of the same length (its last coefficient, unknown, is never used by `integral`)."""
    return [*((k + 1) * c for k, c in enumerate(a[1:])), mpmath.mpf(0)]


def pair(a: Jet, even: Number, odd: Number, sign: int) -> tuple[Jet, Jet]:
    """Series (C, S) with S' = a' C, C' = sign a' S from their values: cos and sin, cosh and sinh."""
    c, s = [even], [odd]
    for k in range(1, len(a)):
        c.append(sign * sum((i * a[i] * s[k - i] for i in range(1, k + 1)), mpmath.mpf(0)) / k)
        s.append(sum((i * a[i] * c[k - i] for i in range(1, k + 1)), mpmath.mpf(0)) / k)
    return c, s


def exponential(a: Jet) -> Jet:
    """e^a."""
    jet = [mpmath.exp(a[0])]
    for k in range(1, len(a)):
        jet.append(sum((i * a[i] * jet[k - i] for i in range(1, k + 1)), mpmath.mpf(0)) / k)
    return jet


def circular(a: Jet) -> tuple[Jet, Jet]:
    """Cos a and sin a."""
    return pair(a, mpmath.cos(a[0]), mpmath.sin(a[0]), -1)


def hyperbolic(a: Jet) -> tuple[Jet, Jet]:
    """Cosh a and sinh a."""
    return pair(a, mpmath.cosh(a[0]), mpmath.sinh(a[0]), 1)


def logarithm(a: Jet) -> Jet:
    """Log a."""
    return integral(mpmath.log(a[0]), quotient(slope(a), a))


def power(a: Jet, exponent: Jet) -> Jet:
    """a^b = e^{b log a}."""
    return exponential(times(exponent, logarithm(a)))


def half(a: Jet) -> Jet:
    """Sqrt a; that of a constant 0 is 0."""
    if not any(a):
        return a
    return power(a, constant(mpmath.mpf(1) / 2, len(a)))


def constant(value: Number, length: int) -> Jet:
    """A constant."""
    return [value, *([mpmath.mpf(0)] * (length - 1))]


def _inverse_sine(a: Jet) -> Jet:
    one = constant(mpmath.mpf(1), len(a))
    return integral(mpmath.asin(a[0]), quotient(slope(a), half([x - y for x, y in zip(one, times(a, a), strict=True)])))


def _inverse_cosine(a: Jet) -> Jet:
    turned = [-x for x in _inverse_sine(a)]
    return [turned[0] + mpmath.pi / 2, *turned[1:]]


def _inverse_tangent(a: Jet) -> Jet:
    one = constant(mpmath.mpf(1), len(a))
    return integral(mpmath.atan(a[0]), quotient(slope(a), [x + y for x, y in zip(one, times(a, a), strict=True)]))


def inverse(jet: Jet) -> Jet:
    """1/a."""
    return quotient(constant(mpmath.mpf(1), len(jet)), jet)


FUNCTIONS: dict[str, Callable[[Jet], Jet]] = {
    "exp": exponential,
    "log": logarithm,
    "sqrt": half,
    "sin": lambda a: circular(a)[1],
    "cos": lambda a: circular(a)[0],
    "tan": lambda a: quotient(*reversed(circular(a))),
    "cot": lambda a: quotient(*circular(a)),
    "sec": lambda a: inverse(circular(a)[0]),
    "csc": lambda a: inverse(circular(a)[1]),
    "sinh": lambda a: hyperbolic(a)[1],
    "cosh": lambda a: hyperbolic(a)[0],
    "tanh": lambda a: quotient(*reversed(hyperbolic(a))),
    "asin": _inverse_sine,
    "acos": _inverse_cosine,
    "atan": _inverse_tangent,
}
