"""Taylor-mode arithmetic: truncated power series in one variable with array coefficients, vectorised.

`Jet` carries the Taylor coefficients of an array-valued function at a point through + − × ÷, powers, matrix products,
linear systems and elementary functions: all derivatives up to order K at once, exact up to rounding, where finite
differences of order 8 keep two or three digits.

>>> from rankdyn import jets
>>> t = jets.variable(0.0, 4)
>>> print(jets.exp(2 * t).derivatives())
[ 1.  2.  4.  8. 16.]

References
----------
A. Griewank, A. Walther, Evaluating Derivatives, 2nd edition, SIAM 2008, chapter 13.
"""

from rankdyn.jets.constructors import constant, from_derivatives, stack, variable
from rankdyn.jets.functions import (
    cos,
    cosh,
    exp,
    expm1,
    log,
    logsumexp,
    power,
    sin,
    sin_cos,
    sinh,
    softmax,
    sqrt,
    sum,
    tanh,
)
from rankdyn.jets.jet import Jet
from rankdyn.jets.linear_solve import solve

__all__ = [
    "Jet",
    "constant",
    "cos",
    "cosh",
    "exp",
    "expm1",
    "from_derivatives",
    "log",
    "logsumexp",
    "power",
    "sin",
    "sin_cos",
    "sinh",
    "softmax",
    "solve",
    "sqrt",
    "stack",
    "sum",
    "tanh",
    "variable",
]
