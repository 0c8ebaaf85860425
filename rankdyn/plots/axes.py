"""Where a plot goes: the axes that were given, or new ones in the style of this package."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from matplotlib.axes import Axes

from rankdyn.errors import InvalidInputError
from rankdyn.plots.style import styled

_DPI: Final = 200
"""Of new figures on a screen, where a column of a paper would be small."""


@contextmanager
def drawing(ax: Axes | None, width: float = 8.5, height: float = 6.0) -> Iterator[Axes]:
    """Give the axes to draw on: those given, in the style in force, or new ones of this size, in that of the package.

    Parameters
    ----------
    ax : matplotlib Axes or None
        The axes given; None for those of a new pyplot figure, which notebooks show.
    width, height : float
        Of a new figure, in centimetres.

    Raises
    ------
    InvalidInputError
        If `ax` is neither None nor matplotlib axes.
    """
    if ax is None:
        from matplotlib import pyplot

        with styled():
            yield pyplot.subplots(figsize=(width / 2.54, height / 2.54), dpi=_DPI)[1]
    elif isinstance(ax, Axes):
        yield ax
    else:
        raise InvalidInputError(
            f"ax must be matplotlib axes or None, not {type(ax).__name__}: plt.subplots() returns such axes"
        )
