"""Functions of the grammar at NumPy arrays, real and complex, with SciPy imported when it is first needed.

Real arguments at which the principal value is not real give nan; complex arguments give it, on a branch cut from the
side that SymPy and mpmath choose.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from flint import acb

from rankdyn.calculus.ball_functions import UndefinedPointError, value
from rankdyn.calculus.balls import precision

Array = npt.NDArray[Any]

_NUMPY: Final[dict[str, Callable[[Array], Array]]] = {
    "exp": np.exp,
    "sin": np.sin,
    "cos": np.cos,
    "tan": np.tan,
    "sinh": np.sinh,
    "cosh": np.cosh,
    "tanh": np.tanh,
    "log": np.log,
    "sqrt": np.sqrt,
    "asin": np.arcsin,
    "acos": np.arccos,
    "atan": np.arctan,
    "asinh": np.arcsinh,
    "acosh": np.arccosh,
    "atanh": np.arctanh,
}

_SCIPY: Final[dict[str, tuple[str, int | None]]] = {
    "erf": ("erf", None),
    "erfc": ("erfc", None),
    "erfi": ("erfi", None),
    "gamma": ("gamma", None),
    "loggamma": ("loggamma", None),
    "digamma": ("psi", None),
    "zeta": ("zeta", None),
    "airyai": ("airy", 0),
    "airybi": ("airy", 2),
    "Ei": ("expi", None),
    "Si": ("sici", 0),
    "Ci": ("sici", 1),
    "Shi": ("shichi", 0),
    "Chi": ("shichi", 1),
    "fresnels": ("fresnel", 0),
    "fresnelc": ("fresnel", 1),
    "LambertW": ("lambertw", None),
}
"""SciPy's names, and which of several results is meant."""

_CONTINUOUS_FROM_BELOW: Final = frozenset({"asin", "acos", "atanh"})
"""Beyond 1, where NumPy at an imaginary part +0 takes the side above."""


def special(name: str, x: Array) -> Array:
    """Return the function at every element; the result is real for real arguments, nan where the value is not real.

    Parameters
    ----------
    name : str
        A function of the grammar, such as 'log' or 'Ei'.
    x : ndarray of float64 or complex128
        The arguments.

    Examples
    --------
    >>> special("sqrt", np.array([4.0]))
    array([2.])
    >>> special("sqrt", np.array([-4.0 + 0j]))
    array([0.+2.j])
    """
    is_complex = np.iscomplexobj(x)
    if is_complex:
        x = x + 0.0  # −0 in the imaginary part would mean the other side of a cut
        if name in _CONTINUOUS_FROM_BELOW:
            x = np.where((x.imag == 0) & (x.real > 1), x.conj(), x)
    if name in _NUMPY:
        return _NUMPY[name](x)
    from scipy import special as functions

    known, which = _SCIPY[name]
    if known == "zeta" and is_complex:
        return _zeta(x)
    result = getattr(functions, known)(x)
    if which is not None:
        result = result[which]
    if not is_complex and name in ("Ci", "Chi"):
        return np.where(x > 0, result, np.nan)  # SciPy gives the real part below 0
    if not is_complex and name == "LambertW":
        return np.where(x >= -np.exp(-1), result.real, np.nan)
    return np.asarray(result)


def _zeta(x: Array) -> Array:
    """Return zeta at complex numbers, which SciPy knows since its version 1.15 only."""

    def at(z: complex) -> complex:
        try:
            return complex(value("zeta", acb(z)))
        except UndefinedPointError:
            return complex("nan")

    with precision(80):
        return np.array([at(complex(z)) for z in x.ravel()], dtype=np.complex128).reshape(x.shape)
