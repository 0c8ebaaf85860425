"""Where a plot goes: the axes that were given, or new ones in the style of this package."""

from __future__ import annotations

from matplotlib.axes import Axes

from rankdyn.errors import InvalidInputError
from rankdyn.plots.style import styled


def axes_for(ax: Axes | None) -> Axes:
    """Return the axes given, or those of a new pyplot figure, which notebooks show.

    Raises
    ------
    InvalidInputError
        If `ax` is neither None nor matplotlib axes.
    """
    if ax is None:
        from matplotlib import pyplot

        with styled():
            return pyplot.subplots()[1]
    if not isinstance(ax, Axes):
        raise InvalidInputError(
            f"ax must be matplotlib axes or None, not {type(ax).__name__}: plt.subplots() returns such axes"
        )
    return ax
