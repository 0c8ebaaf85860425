"""Linear systems whose matrix and right side move with t."""

from __future__ import annotations

import numpy as np

from rankdyn.errors import InvalidInputError
from rankdyn.jets import recurrences
from rankdyn.jets.jet import Jet, Operand


def solve(a: Operand, b: Operand) -> Jet:
    """Return the jet of x with a @ x = b.

    From a_0 x_k = b_k − Σ_{j ≥ 1} a_j x_{k−j}.

    Parameters
    ----------
    a : Jet or array-like, shape (..., n, n)
        Square matrices, invertible at t0.
    b : Jet or array-like, shape (n,) or (..., n, m)
        Right sides; one of `a` and `b` at least is a jet.

    Raises
    ------
    InvalidInputError
        If `a` is singular at t0, or the shapes or orders do not fit.

    Examples
    --------
    >>> from rankdyn.jets import variable
    >>> t = variable(0.0, 2)
    >>> print(solve(t * np.eye(2) + np.diag([1.0, 2.0]), np.ones(2)).coefficients)
    [[ 1.     0.5  ]
     [-1.    -0.25 ]
     [ 1.     0.125]]
    """
    if isinstance(a, Jet):
        matrix, right = a, a._constant(b)
    elif isinstance(b, Jet):
        matrix, right = b._constant(a), b
    else:
        raise InvalidInputError("solve of rankdyn.jets takes a Jet; for constant matrices use numpy.linalg.solve")
    if matrix.order != right.order:
        raise InvalidInputError(
            f"jets of the orders {matrix.order} and {right.order} do not combine; truncate the longer one"
        )
    if matrix.ndim < 2 or matrix.shape[-1] != matrix.shape[-2]:
        raise InvalidInputError(f"solve needs square matrices, not shape {matrix.shape}")
    rows = right.shape[-2] if right.ndim > 1 else right.shape[0] if right.ndim else 0
    if rows != matrix.shape[-1]:
        raise InvalidInputError(f"a right side of shape {right.shape} does not fit a matrix of shape {matrix.shape}")
    try:
        return Jet._of(recurrences.solution(matrix.coefficients, right.coefficients))
    except np.linalg.LinAlgError:
        raise InvalidInputError("solve: the matrix is singular at t0; move t0 away") from None
