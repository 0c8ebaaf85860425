"""How D, D', D'', … move with t: their entries and singular values at many t, in floating point, for animation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from rankdyn.errors import InvalidInputError
from rankdyn.explorer.question import Report
from rankdyn.functions.document import loads

FRAMES: Final = 121
"""Points on the interval."""

MAX_SIDE: Final = 24
"""Rows or columns of a function that is animated."""

MAX_ORDERS: Final = 6

SHOWN_SIDE: Final = 6
"""Rows or columns up to which entries are written as numbers."""


@dataclass(frozen=True, slots=True)
class Motion:
    """Frames of an animation.

    Attributes
    ----------
    times : list of float
        t of each frame.
    orders : list of dict
        For each order 'values' (frames x entries, row by row, None where undefined), 'singular' (frames x min(m, n)).
    shape : tuple of int
        (m, n).
    """

    times: list[float]
    orders: list[dict[str, Any]]
    shape: tuple[int, int]


def motion(report: Report, function: str, kind: str, orders: int, start: float, end: float) -> Motion:
    """Evaluate a function (JSON text) and its derivatives or differences of orders 0 to `orders` - 1 on an interval."""
    D = loads(function, "the function")
    if max(D.shape) > MAX_SIDE:
        raise InvalidInputError(
            f"a {D.shape[0]} x {D.shape[1]} function is not animated: the page shows up to {MAX_SIDE} rows and columns"
        )
    if D.parameter_names:
        raise InvalidInputError(f"the parameters {', '.join(D.parameter_names)} have no values: write numbers for them")
    if not (np.isfinite(start) and np.isfinite(end) and start < end):
        raise InvalidInputError(f"an interval goes from a smaller number to a larger one, not from {start} to {end}")
    times = np.linspace(start, end, FRAMES)
    found = []
    count = min(orders, MAX_ORDERS)
    for order in range(count):
        report(f"evaluating order {order}", order, count)
        E = D.derivative(order) if kind == "derivative" else D.difference(order)
        found.append(_frames(E.evaluate(times)))
    return Motion([float(t) for t in times], found, D.shape)


def _frames(values: npt.NDArray[Any]) -> dict[str, Any]:
    """Return the entries (their real parts) and the singular values of each matrix, None where one is undefined."""
    whole = np.isfinite(values).all(axis=(1, 2))
    singular = np.full((len(values), min(values.shape[1:])), np.nan)
    if whole.any():
        singular[whole] = np.linalg.svd(values[whole], compute_uv=False)
    flat = values.real.reshape(len(values), -1)
    return {"values": _plain(flat), "singular": _plain(singular), "complex": bool(np.iscomplexobj(values))}


def _plain(numbers: npt.NDArray[np.float64]) -> list[list[float | None]]:
    return [[float(f"{x:.6g}") if np.isfinite(x) else None for x in row] for row in numbers]
