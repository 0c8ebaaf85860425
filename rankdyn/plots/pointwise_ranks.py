"""`pointwise_ranks`: the exact rank of D^(order)(t0) at many points t0, beside the generic rank."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import islice
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from rankdyn.degeneracy.answer import SpecialPoint
from rankdyn.degeneracy.special_points import special_points
from rankdyn.errors import InvalidInputError, PoleError, RankdynError
from rankdyn.evidence.rank_sequence import STRENGTH, Kind
from rankdyn.functions.arguments import checked_order, checked_rational
from rankdyn.functions.matrix_function import MatrixFunction, coerce
from rankdyn.plots.axes import drawing
from rankdyn.plots.evidence import labelled
from rankdyn.plots.style import BLUE, VERMILLION
from rankdyn.rank.pointwise import rank_at
from rankdyn.rank.sequence import rank_sequence

MAX_POINTS: Final = 200

_POINTS: Final = 17
"""Rational points in the interval, if none are given."""

_BUDGET: Final = 20_000_000
"""Work units for each point, and for the special points: beyond that the plot does without them."""


def pointwise_ranks(
    D: Any,
    order: int = 0,
    *,
    points: Iterable[Any] | None = None,
    interval: tuple[Any, Any] = (-2, 2),
    ax: Axes | None = None,
) -> Axes:
    """Draw the generic rank as a line and the ranks at points as dots; where the rank drops, open and joined to it.

    Parameters
    ----------
    D : MatrixFunction, text, nested sequence, NumPy array or SymPy Matrix
        The function; parameters stay generic.
    order : int, default 0
        Which derivative.
    points : iterable of rational numbers, optional
        Where to take ranks, at most 200 points; if not given, 17 in the interval together with the special points there
        (without those, where they cannot be found).
    interval : (a, b), default (-2, 2)
        Rational ends of what is shown.
    ax : matplotlib Axes, optional
        Where to draw; new axes if not given.

    Returns
    -------
    Axes
        Where it was drawn. A pole has no dot. The label names evidence weaker than exact.

    Raises
    ------
    InvalidInputError
        If an argument breaks a rule.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from rankdyn import plots
    >>> plots.pointwise_ranks("[[t**2 - 2, 0], [0, t]]", ax=Figure().subplots()).get_ylabel()
    'rank $D$'
    """
    function, k = coerce(D, "t"), checked_order(order, "order")
    low, high = _ends(interval)
    generic = rank_sequence(function, k).bounds[k]
    if points is None:
        where = [low + (high - low) * i / (_POINTS - 1) for i in range(_POINTS)]
        special = _special(function, k, low, high)
    else:
        where, special = _given(points), []
    found, kinds = _ranks(function, k, where, special)
    weakest = min([generic.kind, *kinds], key=STRENGTH.__getitem__)

    with drawing(ax) as axes:
        axes.axhline(generic.value, color=BLUE, alpha=0.4, zorder=1, label="generic rank")
        for at, rank in found.items():
            if rank < generic.value:
                axes.plot([at, at], [generic.value, rank], color=VERMILLION, linewidth=0.9, zorder=2)
        for drops, label, face, edge in (
            (False, "rank at $t_0$", BLUE, BLUE),
            (True, "rank drops", "white", VERMILLION),
        ):
            shown = [(at, rank) for at, rank in found.items() if (rank < generic.value) == drops]
            xs, ys = [at for at, _ in shown], [rank for _, rank in shown]
            axes.plot(xs, ys, "o", color=edge, markerfacecolor=face, zorder=3, label=label, clip_on=False)
        axes.set_xlabel(f"point ${function.variable_name}_0$" if function.variable_name.isalpha() else "point")
        axes.set_ylabel(labelled("rank $" + _derivative(k) + "$", weakest))
        margin = float(high - low) / 40
        axes.set_xlim(float(low) - margin, float(high) + margin)
        axes.set_ylim(0, max([generic.value, *found.values()]) + 0.5)
        axes.yaxis.set_major_locator(MaxNLocator("auto", integer=True, steps=[1, 2, 5, 10]))
        return axes


def _derivative(order: int) -> str:
    return "D" + "'" * order if order < 4 else f"D^{{({order})}}"


def _ends(interval: Any) -> tuple[Fraction, Fraction]:
    if isinstance(interval, str) or not hasattr(interval, "__len__") or len(interval) != 2:
        raise InvalidInputError(f"interval must be a pair (a, b) of rational numbers, not {interval!r}"[:200])
    low, high = (checked_rational(end, "interval") for end in interval)
    if not low < high:
        raise InvalidInputError(f"interval must be (a, b) with a < b, not ({low}, {high})"[:200])
    return low, high


def _given(points: Iterable[Any]) -> list[Fraction]:
    if isinstance(points, str) or not isinstance(points, Iterable):
        raise InvalidInputError(f"points must be a list of rational numbers, not {points!r}"[:200])
    found = list(islice(points, MAX_POINTS + 1))
    if not 0 < len(found) <= MAX_POINTS:
        raise InvalidInputError(f"points must be 1 to {MAX_POINTS} rational numbers; {len(found)} or more were given")
    return [checked_rational(point, "points") for point in found]


def _special(function: MatrixFunction, order: int, low: Fraction, high: Fraction) -> list[SpecialPoint]:
    """Return the points where the rank drops, none of them where they cannot be had."""
    try:
        found = special_points(function, order, within=(low, high), budget=_BUDGET)
    except RankdynError:  # parameters, outside the exact class, too much work
        return []
    real = [point for point in found.points if point.is_real]
    return real if len(real) <= MAX_POINTS else []


def _ranks(
    function: MatrixFunction, order: int, points: list[Fraction], special: list[SpecialPoint]
) -> tuple[dict[float, int], list[Kind]]:
    """Return the rank at each point, from left to right, and the kinds of evidence."""
    found: dict[float, int] = {}
    kinds: list[Kind] = []
    for point in points:
        try:
            bound = rank_at(function, point, order, budget=_BUDGET).bounds[order]
        except PoleError:
            continue
        found[float(point)] = bound.value
        kinds.append(bound.kind)
    for drop in special:  # proved, irrational ones too
        found[complex(drop.box).real] = drop.rank
    return dict(sorted(found.items())), kinds
