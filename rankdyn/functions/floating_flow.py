"""Floating-point values of e^{tA} D_0 e^{tB} and A^t D_0 B^t at many points."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from rankdyn.algebra.rational_matrix import Rationals
from rankdyn.errors import InvalidInputError


def evaluate(left: Rationals, start: Rationals, right: Rationals, kind: str, points: npt.ArrayLike) -> npt.NDArray[Any]:
    """Return values of shape (len(points), m, n); complex128 where A^t is, with its principal logarithm.

    Raises
    ------
    InvalidInputError
        If the points are not a one-dimensional array of finite numbers.
    """
    from scipy.linalg import expm, logm

    try:
        where = np.asarray(points, dtype=np.float64)
    except (TypeError, ValueError):
        raise InvalidInputError(f"points must be numbers, not {points!r}"[:200]) from None
    if where.ndim != 1 or not np.isfinite(where).all():
        raise InvalidInputError("points must be a one-dimensional array of finite numbers")
    a, d, b = (np.array([[float(value) for value in row] for row in matrix]) for matrix in (left, start, right))
    if kind == "power":
        a, b = logm(a), logm(b)
    found: npt.NDArray[Any] = np.array([expm(t * a) @ d @ expm(t * b) for t in where]).reshape(where.size, *d.shape)
    return found
