"""`law_map`: all sequences (r_0, r_1, r_2) of one r_0, realizable or forbidden by a law.

A cell for each (r_1, r_2). White cells have an exact witness, made when the plot is drawn; every other cell bears the
name of the first law that it breaks. What neither has a witness nor breaks a law is marked as open.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import Final, NamedTuple

from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle

from rankdyn import laws
from rankdyn.errors import InvalidInputError
from rankdyn.laws.reading import checked_count
from rankdyn.plots.axes import drawing
from rankdyn.plots.style import BLUE, ORANGE, PURPLE, YELLOW
from rankdyn.realization.shifted import constructing

MAX_TOP: Final = 12
"""Largest r_1 and r_2 of a map."""

REALIZABLE: Final = ""
OPEN: Final = "?"
"""Verdicts beside the names of laws."""

_EDGE: Final = "#404040"


class Look(NamedTuple):
    """Colours of a cell and of its letter, and what it means: apart in grey and for every kind of colour vision."""

    face: str
    ink: str
    name: str


LOOKS: Final = {
    REALIZABLE: Look("white", "black", "realizable"),
    "L": Look(BLUE, "white", "L: growth"),
    "G": Look(ORANGE, "black", "G: half growth"),
    "T": Look(PURPLE, "black", "T: block Toeplitz"),
    OPEN: Look(YELLOW, "black", "open"),
}
"""By verdict."""

_OTHER_LAW: Final = Look("#D0D0D0", "black", "another law")


def law_map(first: int, *, top: int = 5, ax: Axes | None = None) -> Axes:
    """Draw the map of the sequences (first, r_1, r_2) with r_1 and r_2 up to `top`.

    Parameters
    ----------
    first : int
        r_0, 0 to 12.
    top : int, default 5
        Largest r_1 and r_2, 1 to 12.
    ax : matplotlib Axes, optional
        Where to draw; new axes if not given.

    Returns
    -------
    Axes
        Where it was drawn: r_1 to the right, r_2 upwards, the law that forbids a sequence in its cell.

    Raises
    ------
    InvalidInputError
        If an argument breaks a rule.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from rankdyn import plots
    >>> ax = plots.law_map(1, top=2, ax=Figure().subplots())
    >>> [text.get_text() for text in ax.texts]
    ['', 'L', 'L', '', '', 'G', 'T', '', '']
    """
    found = length_3_verdicts(first, top)
    with drawing(ax, width=6.0) as axes:
        for (_, second, third), verdict in found.items():
            look = LOOKS.get(verdict, _OTHER_LAW)
            axes.add_patch(
                Rectangle((second - 0.5, third - 0.5), 1, 1, facecolor=look.face, edgecolor=_EDGE, linewidth=0.35)
            )
            axes.text(second, third, verdict, color=look.ink, ha="center", va="center_baseline", fontsize=5.5)
        axes.set_title(f"$r_0 = {first}$", pad=3)
        axes.set_xlabel("$r_1$", labelpad=1)
        axes.set_ylabel("$r_2$", labelpad=2)
        axes.set_xlim(-0.5, top + 0.5)
        axes.set_ylim(-0.5, top + 0.5)
        axes.set_xticks(range(top + 1))
        axes.set_yticks(range(top + 1))
        axes.set_aspect("equal")
        axes.grid(visible=False)
        axes.tick_params(length=0, pad=2)
        for spine in axes.spines.values():
            spine.set_visible(False)
        return axes


def law_map_legend(verdicts: tuple[str, ...] = (REALIZABLE, "L", "G", "T")) -> list[Patch]:
    """Return what a legend needs to name the looks of these verdicts."""
    return [Patch(facecolor=LOOKS[v].face, edgecolor=_EDGE, label=LOOKS[v].name) for v in verdicts]


@lru_cache(maxsize=4096)
def _verdict(ranks: tuple[int, ...]) -> str:
    broken = laws.check(ranks)
    if broken:
        return broken[0].law
    if not any(ranks):
        return REALIZABLE
    block = constructing("derivative")(ranks)
    return REALIZABLE if block is not None and block.ranks(len(ranks)) == ranks else OPEN


def length_3_verdicts(first: int, top: int = 5) -> dict[tuple[int, ...], str]:
    """Return for each (first, r_1, r_2) the law that forbids it; '' if it has a witness, '?' if it is open."""
    if checked_count(first, "first") > MAX_TOP or not 1 <= checked_count(top, "top") <= MAX_TOP:
        raise InvalidInputError(f"first must be from 0 to {MAX_TOP} and top from 1 to {MAX_TOP}, not {first}, {top}")
    return {ranks: _verdict(ranks) for ranks in product((int(first),), range(top + 1), range(top + 1))}
