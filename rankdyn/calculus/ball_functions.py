"""Functions at balls and at series of balls, branch cuts and poles included: what `rankdyn.calculus.balls` stands on.

A ball encloses one true complex number, so that what is computed from balls is proved. Where a function is not
analytic on a whole neighbourhood of a ball (a cut is touched, a pole is inside, or the ball is too wide to tell), it is
undefined there and `UndefinedPointError` says why. Branches are the principal ones, those of SymPy and mpmath.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from flint import acb, acb_series, arb, ctx


class UndefinedPointError(Exception):
    """A function is not analytic at a point, or its ball there is too wide to tell."""


class VanishingDenominatorError(UndefinedPointError):
    """A denominator vanishes at a point, or its ball there is too wide to tell."""

    def __init__(self) -> None:
        super().__init__("a denominator vanishes")


_ON_LEFT_HALF_LINE: Final = frozenset({"log", "sqrt", "loggamma", "Ei", "Ci", "Chi"})
"""Functions with the branch cut (−oo, 0]."""

_MAX_ZETA_HEIGHT: Final = 10_000
"""Arb's zeta needs time that grows with the imaginary part."""


def refuse_cut(name: str, x: acb) -> None:
    """Raise UndefinedPointError if the ball touches a branch cut of the function."""
    real, imaginary = x.real, x.imag
    if name in _ON_LEFT_HALF_LINE:
        clear, cut = real > 0 or not imaginary.contains(0), "(-oo, 0]"
    elif name == "LambertW":
        clear, cut = arb(1).exp() * real > -1 or not imaginary.contains(0), "(-oo, -1/e]"
    elif name == "acosh":
        clear, cut = real > 1 or not imaginary.contains(0), "(-oo, 1]"
    elif name in ("asin", "acos", "atanh"):
        clear, cut = abs(real) < 1 or not imaginary.contains(0), "the real numbers from 1 or -1 outward"
    elif name in ("atan", "asinh"):
        clear, cut = abs(imaginary) < 1 or not real.contains(0), "the imaginary numbers from I or -I outward"
    else:
        return
    if not clear:
        raise UndefinedPointError(f"{name} meets its branch cut, {cut}")


def value(name: str, x: acb) -> acb:
    """Return the function at a ball.

    Parameters
    ----------
    name : str
        One of `FUNCTIONS`.
    x : acb
        Where; ``flint.ctx.prec`` is the working precision.

    Raises
    ------
    UndefinedPointError
        At a cut, a pole, or where the result is not finite.
    """
    return jet(name, acb_series([x], prec=1))[0]


def jet(name: str, x: acb_series) -> acb_series:
    """Return the function of a power series whose coefficients are balls; raises as `value` does."""
    start = x[0]
    refuse_cut(name, start)
    if name == "zeta" and not abs(start.imag) < _MAX_ZETA_HEIGHT:
        raise UndefinedPointError(f"zeta is not computed at imaginary parts beyond {_MAX_ZETA_HEIGHT}")
    try:
        result = FUNCTIONS[name](x)
    except VanishingDenominatorError:  # one of tanh and digamma, not one that the user wrote
        raise UndefinedPointError(f"{name} has a pole") from None
    if not all(coefficient.is_finite() for coefficient in result.coeffs()):
        raise UndefinedPointError(f"{name} has a pole or is too large")
    return result


def inverse(x: acb_series) -> acb_series:
    """Return 1/x; a constant term that may be zero raises UndefinedPointError."""
    if x[0].contains(0):
        raise VanishingDenominatorError
    return x.inv()


def _series(start: acb, length: int) -> acb_series:
    """Return start + τ."""
    return acb_series([start, 1], prec=length)


def _hyperbolic(sign: int) -> Callable[[acb_series], acb_series]:
    def function(x: acb_series) -> acb_series:
        return (x.exp() + sign * (-x).exp()) / 2

    return function


def _tanh(x: acb_series) -> acb_series:
    square = (2 * x).exp()
    return (square - 1) * inverse(square + 1)


def _by_derivative(
    start: Callable[[acb], acb], derivative: Callable[[acb_series], acb_series]
) -> Callable[[acb_series], acb_series]:
    """Return the function with f(x) = f(x_0) + ∫ f′(x) x′."""

    def function(x: acb_series) -> acb_series:
        if x.prec == 1:
            return acb_series([start(x[0])], prec=1)
        # the product is known to one order less than x, and its integral to the order of x again
        integral = (derivative(x) * x.derivative()).integral()
        return acb_series([start(x[0])], prec=x.prec) + integral

    return function


def _root(x: acb_series) -> acb_series:
    return x.rsqrt()


def _digamma(x: acb_series) -> acb_series:
    """Return −(1/Γ)′·Γ, composed with x; lgamma would bring a branch cut that digamma does not have."""
    length = x.prec
    cap = ctx.cap
    ctx.cap = max(cap, length + 1)
    try:
        reciprocal = _series(x[0], length + 1).rgamma()
        outer = -(reciprocal.derivative() * inverse(reciprocal))
    finally:
        ctx.cap = cap
    outer = acb_series(outer.coeffs(), prec=length)
    return outer(acb_series([0, *x.coeffs()[1:]], prec=length)) if length > 1 else outer  # x − x[0] is no exact zero


FUNCTIONS: Final[dict[str, Callable[[acb_series], acb_series]]] = {
    "exp": acb_series.exp,
    "sin": acb_series.sin,
    "cos": acb_series.cos,
    "tan": acb_series.tan,
    "sinh": _hyperbolic(-1),
    "cosh": _hyperbolic(1),
    "tanh": _tanh,
    "log": acb_series.log,
    "sqrt": acb_series.sqrt,
    "asin": _by_derivative(acb.asin, lambda x: _root(1 - x * x)),
    "acos": _by_derivative(acb.acos, lambda x: -_root(1 - x * x)),
    "atan": _by_derivative(acb.atan, lambda x: inverse(1 + x * x)),
    "asinh": _by_derivative(acb.asinh, lambda x: _root(1 + x * x)),
    # not 1/sqrt(x² − 1), which is the other branch on the left half plane
    "acosh": _by_derivative(acb.acosh, lambda x: _root(x - 1) * _root(x + 1)),
    "atanh": _by_derivative(acb.atanh, lambda x: inverse(1 - x * x)),
    "erf": acb_series.erf,
    "erfc": acb_series.erfc,
    "erfi": acb_series.erfi,
    "gamma": acb_series.gamma,
    "loggamma": acb_series.lgamma,
    "digamma": _digamma,
    "zeta": acb_series.zeta,
    "airyai": acb_series.airy_ai,
    "airybi": acb_series.airy_bi,
    "Ei": acb_series.ei,
    "Si": acb_series.si,
    "Ci": acb_series.ci,
    "Shi": acb_series.shi,
    "Chi": acb_series.chi,
    "fresnels": acb_series.fresnel_s,
    "fresnelc": acb_series.fresnel_c,
    "LambertW": acb_series.lambertw,
}
"""All functions of the grammar that take one argument, by their names there."""
