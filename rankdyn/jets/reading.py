"""Reading what jets are given: finite real numbers, orders, and the values at which an operation is not defined."""

from __future__ import annotations

from numbers import Integral

import numpy as np
import numpy.typing as npt

from rankdyn.errors import InvalidInputError
from rankdyn.jets.recurrences import Array


def read_order(order: object, name: str = "an order") -> int:
    """Return an order, or another count, or say why it is none.

    Raises
    ------
    InvalidInputError
        If it is no integer ≥ 0.
    """
    if isinstance(order, bool) or not isinstance(order, Integral) or order < 0:
        raise InvalidInputError(f"{name} must be an integer >= 0, not {order!r}")
    return int(order)


def finite_array(given: object, name: str) -> Array:
    """Return finite real numbers as float64.

    Raises
    ------
    InvalidInputError
        For NaN or infinity (the first index is named), complex numbers, text, ragged lists, jets.
    """
    try:
        array = np.asarray(given)
    except ValueError:
        raise InvalidInputError(f"{name} must be one array; its rows differ in shape") from None
    if array.dtype.kind not in "fiub":
        raise InvalidInputError(f"{name} must be real numbers, not {given!r}"[:200])
    found = np.asarray(array, dtype=np.float64)
    finite = np.isfinite(found)
    if not finite.all():
        where = tuple(int(i) for i in np.argwhere(~finite)[0])
        raise InvalidInputError(f"{name} must be finite, but {found[where]} stands at index {where}; remove it")
    return found


def fixed_array(given: object, name: str) -> Array:
    """Return finite real numbers as a read-only copy, which later changes of what was given do not reach."""
    found = finite_array(given, name).copy()
    found.flags.writeable = False
    return found


def require(holds: npt.NDArray[np.bool_], values: Array, operation: str, rule: str) -> None:
    """Raise InvalidInputError naming the first value for which a rule fails."""
    if not np.all(holds):
        where = tuple(int(i) for i in np.argwhere(~np.asarray(holds))[0])
        at = f" at index {where}" if where else ""
        raise InvalidInputError(f"{operation}: {rule}, but it is {np.asarray(values)[where]}{at}; move t0 away")
