"""`law_map_of_length_4`: all sequences (r_0, r_1, r_2, r_3) in one plot, from the atlas that comes with the package.

A block for each (r_0, r_1), a cell in it for each (r_2, r_3). White cells have a witness with a certificate; every
other cell bears the name of the first law that it breaks. A block that law L forbids as a whole is drawn as one.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import Final

from matplotlib.axes import Axes
from matplotlib.patches import Patch, Rectangle

from rankdyn.atlas.atlas import open as open_atlas
from rankdyn.errors import InvalidInputError
from rankdyn.laws.reading import checked_count
from rankdyn.plots.axes import drawing
from rankdyn.plots.law_map import LOOKS as OF_LENGTH_3
from rankdyn.plots.law_map import OPEN, REALIZABLE, Look
from rankdyn.plots.style import GREEN, VERMILLION

MAX_TOP: Final = 4
"""Largest entry: what the atlas holds."""

LOOKS: Final = OF_LENGTH_3 | {
    "DE": Look(GREEN, "white", "DE: dimensions"),
    "X'": Look(VERMILLION, "white", "X′: doubling"),
}
"""By verdict."""

_EDGE: Final = "#404040"
_GAP: Final = 0.5
"""Between blocks, in cells."""


def length_4_verdicts(top: int = MAX_TOP) -> dict[tuple[int, ...], str]:
    """Return for each sequence with entries up to `top` the law that forbids it, '' for a witness, '?' if open.

    Raises
    ------
    InvalidInputError
        If `top` is not an integer from 1 to 4.
    """
    if not 1 <= checked_count(top, "top") <= MAX_TOP:
        raise InvalidInputError(f"top must be an integer from 1 to {MAX_TOP}, the entries of the atlas, not {top}")
    return dict(_verdicts(int(top)))


@lru_cache(maxsize=MAX_TOP)
def _verdicts(top: int) -> tuple[tuple[tuple[int, ...], str], ...]:
    short = {"witness": REALIZABLE, "open": OPEN}
    return tuple((row.ranks, short.get(row.status) or row.law or "") for row in open_atlas().query(4, top))


def law_map_of_length_4(*, top: int = MAX_TOP, ax: Axes | None = None) -> Axes:
    """Draw the map of all sequences of length 4 with entries up to `top`.

    Parameters
    ----------
    top : int, default 4
        The largest entry, 1 to 4.
    ax : matplotlib Axes, optional
        Where to draw, at least 8 cm wide for top = 4; new axes if not given.

    Returns
    -------
    Axes
        Where it was drawn: blocks by r_0 to the right and r_1 upwards, in each r_2 to the right and r_3 upwards.

    Raises
    ------
    InvalidInputError
        If `top` is not an integer from 1 to 4.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from rankdyn.plots.law_map_of_length_4 import law_map_of_length_4
    >>> axes = law_map_of_length_4(top=1, ax=Figure().subplots())
    >>> [text.get_text() for text in axes.texts][:13]  # 0000, 0001, …; 01.. as one; 1000, …, 1111
    ['', 'L', 'L', 'L', 'L', '', 'L', 'L', 'L', '', 'L', '', '']
    """
    found = length_4_verdicts(top)
    with drawing(ax, 8.5, 9) as axes:
        size = top + 1
        starts = [rank * (size + _GAP) for rank in range(size)]
        for first, second in product(range(size), repeat=2):
            block = {(r2, r3): found[first, second, r2, r3] for r2, r3 in product(range(size), repeat=2)}
            x, y = starts[first], starts[second]
            if set(block.values()) == {"L"}:
                _cell(axes, x, y, size, "L")
                continue
            for (third, fourth), verdict in block.items():
                _cell(axes, x + third, y + fourth, 1, verdict)
        ticks = [start + value + 0.5 for start in starts for value in range(size)]
        axes.set_xticks(ticks, [str(value) for _ in starts for value in range(size)], fontsize=6)
        axes.set_yticks(ticks, [str(value) for _ in starts for value in range(size)], fontsize=6)
        end = starts[-1] + size
        for rank, start in enumerate(starts):
            middle = start + size / 2
            axes.text(middle, end + 0.4, f"$r_0 = {rank}$", ha="center", va="bottom", fontsize=7)
            axes.text(end + 0.4, middle, f"$r_1 = {rank}$", ha="left", va="center", rotation=90, fontsize=7)
        axes.set_xlabel("$r_2$", labelpad=1)
        axes.set_ylabel("$r_3$", labelpad=2)
        axes.set_xlim(-0.2, end + 0.2)
        axes.set_ylim(-0.2, end + 0.2)
        axes.set_aspect("equal")
        axes.grid(visible=False)
        axes.tick_params(length=0, pad=1.5)
        for spine in axes.spines.values():
            spine.set_visible(False)
        return axes


def law_map_of_length_4_legend(top: int = MAX_TOP) -> list[Patch]:
    """Return what a legend needs to name the looks on the map."""
    present = set(length_4_verdicts(top).values())
    return [
        Patch(facecolor=look.face, edgecolor=_EDGE, label=look.name) for name, look in LOOKS.items() if name in present
    ]


def _cell(axes: Axes, x: float, y: float, size: int, verdict: str) -> None:
    look = LOOKS.get(verdict, Look("#D0D0D0", "black", "another law"))
    axes.add_patch(Rectangle((x, y), size, size, facecolor=look.face, edgecolor=_EDGE, linewidth=0.3))
    axes.text(
        x + size / 2, y + size / 2, verdict.replace("'", "′"), color=look.ink, ha="center", va="center_baseline",
        fontsize=5.5 if size == 1 else 9,
    )  # fmt: skip
