"""`staircase`: the ranks r_0, r_1, … as steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from rankdyn.evidence.rank_sequence import Kind, RankSequence
from rankdyn.laws.reading import checked_ranks
from rankdyn.plots.axes import drawing
from rankdyn.plots.evidence import dots, labelled
from rankdyn.plots.style import BLUE

_ALL_TICKS: Final = 12
"""Up to this many orders each has its tick."""


def staircase(
    ranks: RankSequence | Sequence[int], *, ax: Axes | None = None, color: str = BLUE, name: str | None = None
) -> Axes:
    """Draw ranks as steps one order wide, with a dot on each.

    Parameters
    ----------
    ranks : RankSequence or sequence of int
        r_0, …, r_K. Of a RankSequence that is not exact the dots are open, and the label says what it is.
    ax : matplotlib Axes, optional
        Where to draw; new axes if not given.
    color : str, default blue
        Of steps and dots.
    name : str, optional
        The title.

    Returns
    -------
    Axes
        Where it was drawn.

    Raises
    ------
    InvalidInputError
        If `ranks` are not one or more non-negative integers, or `ax` is not axes.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from rankdyn import plots, rank_sequence
    >>> plots.staircase(rank_sequence("[[1, t], [t, t**2]]", 3), ax=Figure().subplots())
    <Axes: xlabel='order $k$', ylabel='rank $r_k$'>
    """
    shown = checked_ranks(ranks)
    kind: Kind = ranks.kind if isinstance(ranks, RankSequence) else "exact"
    with drawing(ax) as axes:
        steps(axes, shown, color)
        axes.plot(range(len(shown)), shown, "o", clip_on=False, **dots(kind, color))
        axes.set_xlabel("order $k$")
        axes.set_ylabel(labelled("rank $r_k$", kind))
        axes.set_ylim(0, max(shown) + 0.6)
        axes.yaxis.set_major_locator(MaxNLocator("auto", integer=True))
        if name is not None:
            axes.set_title(name)
        return axes


def steps(axes: Axes, ranks: Sequence[int], color: str, first: int = 0, name: str | None = None) -> None:
    """Draw ranks of the orders first, first + 1, … as filled steps, each one order wide."""
    edges = [first + k - 0.5 for k in range(len(ranks) + 1)]
    axes.stairs(ranks, edges, fill=True, color=color, alpha=0.16, linewidth=0)
    axes.stairs(ranks, edges, color=color, baseline=None, label=name)
    if len(ranks) <= _ALL_TICKS:
        axes.set_xticks(range(first, first + len(ranks)))
    else:
        axes.xaxis.set_major_locator(MaxNLocator("auto", integer=True))
    axes.set_xlim(edges[0], edges[-1])
