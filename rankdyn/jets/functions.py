"""Elementary functions, powers and sums of jets; formulas in `rankdyn.jets.recurrences`."""

from __future__ import annotations

import numpy as np

from rankdyn.errors import InvalidInputError
from rankdyn.jets import recurrences
from rankdyn.jets.jet import Jet, Operand
from rankdyn.jets.reading import require


def exp(x: Jet) -> Jet:
    """Return e^x."""
    return Jet._of(recurrences.exponential(_jet(x, "exp").coefficients, np.exp(x.value)))


def expm1(x: Jet) -> Jet:
    """Return e^x − 1, to full relative precision where the value of x is small."""
    found = recurrences.exponential(_jet(x, "expm1").coefficients, np.exp(x.value))
    found[0] = np.expm1(x.value)
    return Jet._of(found)


def log(x: Jet) -> Jet:
    """Return the natural logarithm.

    Raises
    ------
    InvalidInputError
        Unless the value of x is positive.
    """
    require(_jet(x, "log").value > 0, x.value, "log", "the value at t0 must be positive")
    return Jet._of(recurrences.logarithm(x.coefficients))


def sqrt(x: Jet) -> Jet:
    """Return the square root.

    Raises
    ------
    InvalidInputError
        Unless the value of x is positive, or zero at order 0, where no derivative is asked for.
    """
    holds = _jet(x, "sqrt").value > 0 if x.order else x.value >= 0
    require(holds, x.value, "sqrt", "the value at t0 must be positive")
    return Jet._of(recurrences.square_root(x.coefficients))


def power(x: Operand, exponent: Operand) -> Jet:
    """Return x^exponent: an integer, a real number, or a jet; the base may be a number if the exponent is a jet.

    Raises
    ------
    InvalidInputError
        For a base that is not positive, unless the exponent is an integer; zero to a negative integer.
    """
    found: Jet = x**exponent if isinstance(x, Jet) else _jet(exponent, "power").__rpow__(x)
    return found


def sin(x: Jet) -> Jet:
    """Return the sine."""
    return sin_cos(x)[0]


def cos(x: Jet) -> Jet:
    """Return the cosine."""
    return sin_cos(x)[1]


def sin_cos(x: Jet) -> tuple[Jet, Jet]:
    """Return sine and cosine: the recurrences need both."""
    sine, cosine = recurrences.sine_cosine(_jet(x, "sin_cos").coefficients, -1.0)
    return Jet._of(sine), Jet._of(cosine)


def sinh(x: Jet) -> Jet:
    """Return the hyperbolic sine."""
    return Jet._of(recurrences.sine_cosine(_jet(x, "sinh").coefficients, 1.0)[0])


def cosh(x: Jet) -> Jet:
    """Return the hyperbolic cosine."""
    return Jet._of(recurrences.sine_cosine(_jet(x, "cosh").coefficients, 1.0)[1])


def tanh(x: Jet) -> Jet:
    """Return the hyperbolic tangent."""
    return Jet._of(recurrences.hyperbolic_tangent(_jet(x, "tanh").coefficients))


def sum(x: Jet, axis: int | None = None, keepdims: bool = False) -> Jet:
    """Return the sum over one axis of the value, or over all."""
    return _jet(x, "sum").sum(axis, keepdims)


def softmax(x: Jet, axis: int = -1) -> Jet:
    """Return e^x_i / Σ_j e^x_j along an axis of the value.

    The largest value of x is subtracted first: a constant, which changes nothing but the size of numbers, so that large
    exponents neither overflow nor leave 0/0.
    """
    weights: Jet = exp(x - _jet(x, "softmax").value.max(axis=axis, keepdims=True))
    return weights / weights.sum(axis, keepdims=True)


def logsumexp(x: Jet, axis: int = -1) -> Jet:
    """Return log Σ_j e^x_j along an axis of the value, shifted as in `softmax`."""
    top = _jet(x, "logsumexp").value.max(axis=axis, keepdims=True)
    found: Jet = log(exp(x - top).sum(axis)) + top.squeeze(axis)
    return found


def _jet(x: object, function: str) -> Jet:
    if not isinstance(x, Jet):
        raise InvalidInputError(f"{function} of rankdyn.jets takes a Jet, not {x!r}; for numbers use NumPy"[:200])
    return x
