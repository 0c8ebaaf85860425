"""`times`: how long methods take, against the size of the problem, each curve with its name beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.ticker import FixedLocator, NullLocator

from rankdyn.errors import InvalidInputError
from rankdyn.plots.axes import drawing
from rankdyn.plots.style import BLUE


@dataclass(frozen=True)
class TimedMethod:
    """The times of one method, how it is drawn, and where its name stands.

    Attributes
    ----------
    name : str
        Written beside the curve.
    seconds : mapping of int to float
        By size.
    color, style : str
        As matplotlib has them.
    at : int or None
        The size at which the name stands; the largest one if None or not measured.
    shift : (float, float)
        From that point to the name, in points.
    side : 'left', 'center' or 'right'
        Which part of the name is there.
    """

    name: str
    seconds: Mapping[int, float]
    color: str = BLUE
    style: str = "o-"
    at: int | None = None
    shift: tuple[float, float] = (4, 0)
    side: Literal["left", "center", "right"] = "left"


def times(methods: Sequence[TimedMethod], *, sizes: Sequence[int] | None = None, ax: Axes | None = None) -> Axes:
    """Draw the seconds of each method against the size, both on logarithmic scales.

    Parameters
    ----------
    methods : sequence of TimedMethod
        What was measured; methods without a time are left out.
    sizes : sequence of int, optional
        Sizes with a tick; if not given, all that were measured.
    ax : matplotlib Axes, optional
        Where to draw; new axes if not given.

    Returns
    -------
    Axes
        Where it was drawn.

    Raises
    ------
    InvalidInputError
        If nothing was measured, or a size or time is not positive.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from rankdyn import plots
    >>> ax = plots.times([plots.TimedMethod("warm", {4: 0.01, 8: 0.05})], ax=Figure().subplots())
    >>> [label.get_text() for label in ax.get_xticklabels()]
    ['4', '8']
    """
    shown = [method for method in methods if method.seconds]
    if not shown:
        raise InvalidInputError("nothing was measured; give at least one TimedMethod with seconds by size")
    if not all(size > 0 and seconds > 0 for method in shown for size, seconds in method.seconds.items()):
        raise InvalidInputError("sizes and seconds must be positive, for both scales are logarithmic")
    with drawing(ax) as axes:
        for method in shown:
            axes.plot(list(method.seconds), list(method.seconds.values()), method.style, color=method.color,
                      zorder=3, markersize=3)  # fmt: skip
            at = max(method.seconds) if method.at is None or method.at not in method.seconds else method.at
            above = method.shift[1]
            axes.annotate(
                method.name,
                (at, method.seconds[at]),
                method.shift,
                textcoords="offset points",
                color=_ink(method.color),
                ha=method.side,
                va="center" if abs(above) < 4 else "bottom" if above > 0 else "baseline",
                fontsize=6.5,
                annotation_clip=False,
            )
        ticks = sorted({size for method in shown for size in method.seconds}) if sizes is None else list(sizes)
        axes.set_xscale("log", base=2)
        axes.set_yscale("log")
        axes.xaxis.set_major_locator(FixedLocator(ticks))
        axes.xaxis.set_minor_locator(NullLocator())
        axes.set_xticklabels(list(map(str, ticks)))
        axes.yaxis.set_minor_locator(NullLocator())
        axes.set_xlabel("size $n$")
        axes.set_ylabel("seconds")
        return axes


def _ink(color: str) -> tuple[float, ...]:
    """Return a darker shade: thin letters need more contrast than lines."""
    return tuple(0.7 * part for part in to_rgb(color))
