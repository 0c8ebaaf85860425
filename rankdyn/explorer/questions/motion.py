"""How D, D′, D″, … move with t: their entries and singular values at many t, in floating point, for animation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from rankdyn.errors import InvalidInputError
from rankdyn.explorer.question import Report
from rankdyn.explorer.questions.derivatives import Kind, moved
from rankdyn.functions.arguments import checked_rational
from rankdyn.functions.document import loads
from rankdyn.rank.sequence import rank_sequence

FRAMES: Final = 121
"""Points on the interval."""

MAX_SIDE: Final = 24
"""Rows or columns of a function that is animated."""

MAX_ORDERS: Final = 6

SHOWN_SIDE: Final = 6
"""Rows or columns up to which entries are written as numbers."""

_FARTHEST: Final = 10**9

_BUDGET: Final = 20_000_000
"""Work units for the proof of the generic ranks: some tenths of a second."""


@dataclass(frozen=True, slots=True)
class Motion:
    """Frames of an animation.

    Attributes
    ----------
    times : list of float
        t of each frame.
    orders : list of dict
        For each order 'values' (frames x entries, row by row, None where undefined), 'singular' (frames x min(m, n)),
        'complex' (whether real parts stand for complex values), 'rank' (the generic rank) and 'evidence' (its kind).
    shape : tuple of int
        (m, n).
    kind : 'derivative' or 'difference'
        What the orders count.
    variable : str
        The name of t.
    """

    times: list[float]
    orders: list[dict[str, Any]]
    shape: tuple[int, int]
    kind: str = "derivative"
    variable: str = "t"


def motion(
    report: Report,
    function: str,
    kind: Kind,
    orders: int,
    start: str | float,
    end: str | float,
    step: str = "1",
) -> Motion:
    """Evaluate a function and its derivatives or differences on an interval.

    Parameters
    ----------
    report : Report
        Told which order is being evaluated.
    function : str
        JSON text, `rd.save`'s.
    kind : 'derivative' or 'difference'
        What the orders count.
    orders : int
        How many, from order 0 on; `MAX_ORDERS` at most are shown.
    start, end : rational number or text
        The interval.
    step : str, default '1'
        Of differences.

    Raises
    ------
    InvalidInputError
        For a function that is too large or has parameters, or an interval that is none.
    """
    D = loads(function, "the function")
    if max(D.shape) > MAX_SIDE:
        raise InvalidInputError(
            f"a {D.shape[0]} x {D.shape[1]} function is not animated: the page shows up to {MAX_SIDE} rows and columns"
        )
    if not all(D.shape):
        raise InvalidInputError(f"a {D.shape[0]} x {D.shape[1]} function has no entries that could move")
    if D.parameter_names:
        raise InvalidInputError(f"the parameters {', '.join(D.parameter_names)} have no values: write numbers for them")
    first, last = checked_rational(start, "the start"), checked_rational(end, "the end")
    if not -_FARTHEST <= first < last <= _FARTHEST:
        raise InvalidInputError(
            f"an interval goes from a smaller number to a larger one, within ±10^9, not from {start} to {end}"[:200]
        )
    times = np.linspace(float(first), float(last), FRAMES)
    count = max(1, min(orders, MAX_ORDERS))
    report("counting ranks", 0, count + 1)
    ranks = rank_sequence(D, count - 1, kind, step, budget=_BUDGET)
    digits = 6 if max(D.shape) <= SHOWN_SIDE else 3
    found = []
    for order, bound in enumerate(ranks.bounds):
        report(f"evaluating order {order}", order + 1, count + 1)
        values = moved(D, kind, step, order).evaluate(times)
        found.append({**_frames(values, digits), "rank": bound.value, "evidence": bound.kind})
    return Motion([float(f"{t:.9g}") for t in times], found, D.shape, kind, D.variable_name)


def _frames(values: npt.NDArray[Any], digits: int) -> dict[str, Any]:
    """Return the entries (their real parts) and the singular values of each matrix, None where one is undefined."""
    whole = np.isfinite(values).all(axis=(1, 2))
    singular = np.full((len(values), min(values.shape[1:])), np.nan)
    if whole.any():
        singular[whole] = np.linalg.svd(values[whole], compute_uv=False)
    flat = values.real.reshape(len(values), -1)
    return {
        "values": _plain(flat, digits),
        "singular": _plain(singular, 6),
        "complex": bool(np.iscomplexobj(values)),
    }


def _plain(numbers: npt.NDArray[np.float64], digits: int) -> list[list[float | None]]:
    return [[float(f"{x:.{digits}g}") if np.isfinite(x) else None for x in row] for row in numbers]
