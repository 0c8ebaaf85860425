"""`stage_ranks`: the ranks of the stages of a cascade that theory predicts, and those found in data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from rankdyn.errors import InvalidInputError
from rankdyn.evidence.rank_sequence import RankSequence
from rankdyn.laws.reading import checked_ranks
from rankdyn.plots.axes import drawing
from rankdyn.plots.evidence import labelled
from rankdyn.plots.staircase import steps
from rankdyn.plots.style import BLACK, BLUE


def stage_ranks(
    predicted: RankSequence | Sequence[int],
    found: Any,
    *,
    ax: Axes | None = None,
    color: str = BLUE,
    name: str | None = None,
) -> Axes:
    """Draw predicted ranks of the stages as steps and those found in data as dots.

    Parameters
    ----------
    predicted : RankSequence or sequence of int
        The rank of stage k at k − 1, as `rankdyn.predict_ranks` gives them. The legend names evidence short of exact.
    found : sequence of int
        As many ranks, as in ``ranks_`` of a fitted cascade: estimates from data.
    ax : matplotlib Axes, optional
        Where to draw; new axes if not given.
    color : str, default blue
        Of the steps.
    name : str, optional
        The title.

    Returns
    -------
    Axes
        Where it was drawn.

    Raises
    ------
    InvalidInputError
        If the ranks are not such, or not as many.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from rankdyn import plots
    >>> plots.stage_ranks((2, 1), (2, 1), ax=Figure().subplots(), name="as predicted").get_title()
    'as predicted'
    """
    steps_of, dots_of = checked_ranks(predicted), checked_ranks(found)
    if len(steps_of) != len(dots_of):
        raise InvalidInputError(
            f"{len(steps_of)} ranks are predicted, but {len(dots_of)} were found; compare cascades of as many orders"
        )
    kind = predicted.kind if isinstance(predicted, RankSequence) else None
    words = "predicted" if kind is None else "predicted, exact" if kind == "exact" else labelled("predicted", kind)
    with drawing(ax) as axes:
        steps(axes, steps_of, color, first=1, name=words)
        axes.plot(
            range(1, len(dots_of) + 1), dots_of, "o", color=BLACK, markersize=3.2, clip_on=False, label="found in data"
        )
        axes.set_xlabel("stage $k$ to $k + 1$")
        axes.set_ylabel("rank of the stage")
        axes.set_ylim(0, max(*steps_of, *dots_of) * 1.4 + 0.6)  # leaves room for the legend
        axes.yaxis.set_major_locator(MaxNLocator("auto", integer=True))
        axes.legend(loc="upper right", handlelength=1.2)
        if name is not None:
            axes.set_title(name)
        return axes
