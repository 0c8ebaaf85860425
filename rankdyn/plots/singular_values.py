"""`singular_values`: the singular values of a derivative along t, with the points where its rank drops.

Curves are floating point; the vertical lines are not: they stand where `special_points` proved that the rank drops.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from matplotlib.axes import Axes
from matplotlib.ticker import NullLocator

from rankdyn.degeneracy.answer import Pole, SpecialPoint, SpecialPoints
from rankdyn.degeneracy.special_points import special_points
from rankdyn.errors import InvalidInputError, RankdynError
from rankdyn.functions.arguments import checked_order, checked_rational
from rankdyn.functions.constant_class import ConstantClass
from rankdyn.functions.matrix_function import MatrixFunction, coerce
from rankdyn.plots.axes import drawing
from rankdyn.plots.style import BLUE, GREY, VERMILLION
from rankdyn.rank.reduction import Kind

Floats = npt.NDArray[np.float64]

_BUDGET: Final = 50_000_000
"""Work units for the special points: about a second."""

_MAX_POINTS: Final = 10_000
_MAX_VALUES: Final = 4_000_000
"""Entries over all points, 32 MB of floats."""

_LARGEST: Final = 1e150
"""No larger entry is drawn, and what is below its reciprocal counts as zero: axes need room in a float too."""

_FARTHEST: Final = 10**9
"""Largest absolute value of an end of the interval."""

_ROUNDING: Final = 64 * np.finfo(np.float64).eps
"""Times size and norm: singular values below are rounding."""

_TICKS: Final = 5
"""Powers of ten named on the vertical axis."""

_LETTER: Final = 0.62
"""Width of a letter, in units of the font size; generous."""


def singular_values(
    D: Any,
    order: int = 0,
    *,
    interval: tuple[Any, Any] = (-2.0, 2.0),
    points: int = 241,
    mark_special: bool = True,
    kind: Kind = "derivative",
    ax: Axes | None = None,
) -> Axes:
    """Draw the singular values of D^(order)(t) along t, on a logarithmic axis.

    Parameters
    ----------
    D : MatrixFunction, text, nested sequence, NumPy array or SymPy Matrix
        The function, shape (m, n), without parameters.
    order : int, default 0
        Which derivative, 0 to 200.
    interval : (a, b), default (-2, 2)
        Where, rational numbers; floats are read as their shortest decimal.
    points : int, default 241
        Number of points, 2 to 10,000; special points are added.
    mark_special : bool, default True
        Whether vertical lines mark where the rank drops below the generic rank, with the exact names of these points
        where there is room. Stretches that could not be decided are hatched. If nothing at all can be said, because
        the function is outside the exact class or too large, the label of the axis says so.
    kind : 'derivative' or 'difference', default 'derivative'
        The operator; differences have step 1.
    ax : matplotlib axes, optional
        Where to draw; new axes if not given.

    Returns
    -------
    Axes
        The axes. Curves end at poles and where the function has no finite value, or an entry above 1e150; values
        that are zero up to rounding lie on the grey line.

    Raises
    ------
    InvalidInputError
        For parameters (D.subs puts values in their place), an interval that is none, or too many points.

    Examples
    --------
    >>> import rankdyn as rd
    >>> from matplotlib.figure import Figure
    >>> from rankdyn.plots.singular_values import singular_values
    >>> axes = singular_values("[[t, 1], [1, t]]", ax=Figure().subplots())
    >>> axes.get_xlabel(), [text.get_text() for text in axes.texts if "rank" in text.get_text()]
    ('t (lines: the rank drops, exact)', ['t = −1: rank 1', 't = 1: rank 1'])
    """
    function, span = _checked(D, interval, points)
    order = checked_order(order, "order")
    if kind not in ("derivative", "difference"):
        raise InvalidInputError(f"kind must be 'derivative' or 'difference', not {kind!r}")
    moved = function.derivative(order) if kind == "derivative" else function.difference(order)
    found = _special(moved, span) if mark_special else None
    with drawing(ax, 8.5, 5) as axes:
        where, values = _along(moved, span, points, found)
        _draw_curves(axes, where, values)
        variable = function.variable_name
        axes.set_xlim(float(span[0]), float(span[1]))
        axes.set_xlabel(variable)
        axes.set_ylabel(f"singular values of\n{_name(order, kind)} (numerical)")
        if found is not None:
            _mark(axes, found, span, variable)
        elif mark_special:
            axes.set_xlabel(f"{variable} (where the rank drops was not decided)")
        return axes


def _checked(D: Any, interval: Any, points: Any) -> tuple[MatrixFunction, tuple[Fraction, Fraction]]:
    """Return the function and the interval, if they can be drawn."""
    function = coerce(D, "t")
    if function.parameter_names:
        names = ", ".join(function.parameter_names)
        raise InvalidInputError(
            f"singular values need numbers; this function has the parameters {names}: "
            f"give them values, D.subs({{{function.parameter_names[0]!r}: 1}})"
        )
    if isinstance(interval, str) or not hasattr(interval, "__len__") or len(interval) != 2:
        raise InvalidInputError(f"interval must be a pair (a, b) of numbers with a < b, not {interval!r}"[:200])
    low, high = (checked_rational(end, "interval") for end in interval)
    if max(abs(low), abs(high)) > _FARTHEST:
        raise InvalidInputError(f"interval must lie within ±{_FARTHEST}, not be {interval!r}; move it"[:200])
    if not (low < high and float(low) < float(high)):
        raise InvalidInputError(f"interval must be (a, b) with a < b, not ({low}, {high})"[:200])
    if isinstance(points, bool) or not isinstance(points, int) or not 2 <= points <= _MAX_POINTS:
        raise InvalidInputError(f"points must be an integer from 2 to {_MAX_POINTS}, not {points!r}"[:200])
    m, n = function.shape
    if not m * n:
        raise InvalidInputError(f"a {m} x {n} function has no singular values; give one with entries")
    if m * n * points > _MAX_VALUES:
        raise InvalidInputError(
            f"{points} points of a {m} x {n} function are more than {_MAX_VALUES} numbers; "
            f"take points={max(2, _MAX_VALUES // (m * n))} or fewer"
        )
    return function, (low, high)


def _special(moved: MatrixFunction, span: tuple[Fraction, Fraction]) -> SpecialPoints | None:
    """Return where the rank drops, None if nothing can be said."""
    if isinstance(moved, ConstantClass):  # invertible factors around a constant matrix: nowhere
        return SpecialPoints((), moved.ranks(0)[0], 0, within=span)
    try:
        return special_points(moved, within=span, budget=_BUDGET)
    except RankdynError:
        return None


def _along(
    moved: MatrixFunction, span: tuple[Fraction, Fraction], points: int, found: SpecialPoints | None
) -> tuple[Floats, Floats]:
    """Return the points and the singular values at each, largest first; nan where there are none."""
    special: list[float] = []
    poles: list[float] = []
    filled: list[float] = []
    if found is not None:
        special = [_centre(point) for point in found.points]
        for pole in (p for p in found.poles if isinstance(p, Pole) and p.box.is_real):
            (filled if pole.removable else poles).append(_centre(pole))
    where = np.unique(np.concatenate([np.linspace(float(span[0]), float(span[1]), points), special, poles]))
    matrices = moved.evaluate(where)
    usable = (np.abs(matrices) <= _LARGEST).all(axis=(1, 2)) & ~np.isin(where, poles)
    kept = usable | ~np.isin(where, filled)  # where a limit exists the curve goes on
    where, matrices, usable = where[kept], matrices[kept], usable[kept]
    values = np.full((where.size, min(moved.shape)), np.nan)
    values[usable] = np.linalg.svd(matrices[usable], compute_uv=False)
    return where, values


def _draw_curves(axes: Axes, where: Floats, values: Floats) -> None:
    """Draw the curves; what is zero up to rounding goes to a line below all others."""
    largest = np.nan_to_num(values[:, 0])
    beside = np.pad(largest, 1)
    # where D vanishes its own size says nothing of rounding, that of its neighbours does
    scale = np.maximum(largest, np.maximum(beside[:-2], beside[2:]))
    with np.errstate(invalid="ignore"):
        rounding = values <= np.maximum(_ROUNDING * values.shape[1] * scale[:, None], 1 / _LARGEST)
        shown = values[~rounding & np.isfinite(values)]
    top = float(shown.max()) if shown.size else 1.0
    floor = min(float(shown.min()) if shown.size else 0.1, top / 10) / 4
    axes.set_yscale("log")
    axes.plot(where, np.where(rounding, floor, values), color=BLUE, linewidth=1.2, zorder=3)
    if not rounding.any():
        return
    axes.axhline(floor, color=GREY, linewidth=0.8, linestyle=(0, (4, 2)), zorder=2)
    axes.annotate(
        "zero up to rounding", (0.99, floor), (0, -2.5), axes.get_yaxis_transform(), "offset points", color=GREY,
        fontsize=6, ha="right", va="top", zorder=4, bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.4},
    )  # fmt: skip
    axes.set_ylim(floor * (floor / top) ** 0.18, top * (top / floor) ** 0.06)
    _break_axis(axes, floor, top)


def _break_axis(axes: Axes, floor: float, top: float) -> None:
    """Call the line 0, which a logarithmic axis does not reach, and put no other number at it or below."""
    powers = range(math.ceil(math.log10(2 * floor)), math.floor(math.log10(top)) + 1)
    shown = powers[:: -(-len(powers) // _TICKS) or 1]
    axes.set_yticks([floor, *(10.0**power for power in shown)], labels=["0", *(f"$10^{{{power}}}$" for power in shown)])
    axes.yaxis.set_minor_locator(NullLocator())


def _mark(axes: Axes, found: SpecialPoints, span: tuple[Fraction, Fraction], variable: str) -> None:
    """Draw a line at each special point, named if there is room; hatch what was not decided."""
    for box in (one.box for one in found.undecided):
        low, high = max(box.real[0], span[0]), min(box.real[1], span[1])
        if box.is_real and low <= high:
            axes.axvspan(float(low), float(high), facecolor="none", edgecolor="#DCDCDC", hatch="////", linewidth=0)
    for point in found.points:
        axes.axvline(_centre(point), color=VERMILLION, linewidth=0.9, linestyle=(0, (1, 1)), zorder=2.5)
    names = _names(axes, found.points, span, variable)
    for point, name in zip(found.points, names, strict=False):
        axes.annotate(
            name, (_centre(point), 1), (0, 2), ("data", "axes fraction"), "offset points", color=VERMILLION,
            fontsize=6, ha="center", va="bottom", annotation_clip=False,
        )  # fmt: skip
    remarks = ["lines: the rank drops, exact"] * bool(found.points) + ["hatched: not decided"] * bool(found.undecided)
    axes.set_xlabel(f"{variable} ({'; '.join(remarks)})" if remarks else variable)


def _names(axes: Axes, special: Sequence[SpecialPoint], span: tuple[Fraction, Fraction], variable: str) -> list[str]:
    """Return what to write above the lines: point and rank, the point alone, or nothing, as there is room."""
    figure = axes.get_figure(root=True)
    width = axes.bbox.width * 72 / figure.dpi if figure is not None else 0.0
    at = [float((Fraction(_centre(p)) - span[0]) / (span[1] - span[0])) * width for p in special]
    points = [_point(p) for p in special]
    full = [f"{variable} = {name}: rank {p.rank}".replace("= ≈", "≈") for name, p in zip(points, special, strict=True)]
    for names in (full, points):
        half = [len(name) * 6 * _LETTER / 2 for name in names]
        if all(at[i] + half[i] + 3 <= at[i + 1] - half[i + 1] for i in range(len(at) - 1)):
            return names
    return []


def _point(point: SpecialPoint) -> str:
    """Return its exact name, as −π/2, or a few digits."""
    name = point.value or f"≈ {_centre(point):.3g}"
    if match := re.fullmatch(r"(-?)(\d+)/(\d+)\*pi", name):
        sign, above, below = match.groups()
        name = f"{sign}{above if above != '1' else ''}pi/{below}"
    name = name.replace("pi", "π")
    return name.replace("*", "·").replace("-", "\N{MINUS SIGN}")


def _centre(point: SpecialPoint | Pole) -> float:
    return complex(point.box).real


def _name(order: int, kind: Kind) -> str:
    """Return D, D′, …, or the like for differences, as a formula."""
    if kind == "difference":
        return {0: "$D$", 1: r"$\Delta D$"}.get(order, rf"$\Delta^{{{order}}} D$")
    return f"$D{chr(39) * order}$" if order <= 3 else f"$D^{{({order})}}$"
