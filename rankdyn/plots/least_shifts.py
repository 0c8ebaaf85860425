"""`least_shifts`: every permutation of S_n by the least c for which π + c is a rank sequence.

Rows are least shifts, columns the last rank π_n. What is known only within bounds stands between, in both colours.
"""

from __future__ import annotations

from typing import Final

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from rankdyn.errors import InvalidInputError
from rankdyn.permutations.least_shifts import Row, table
from rankdyn.plots.axes import drawing
from rankdyn.plots.permutohedron import LOOKS
from rankdyn.plots.style import PURPLE

COLOURS: Final = {shift: look.face for shift, look in LOOKS.items()} | {3: PURPLE}
"""By least shift, as on the permutohedron; no permutation of up to five needs more."""

_ABREAST: Final = 2
"""Permutations side by side in a column."""

_GAP: Final = (0.15, 0.45)
"""Between columns and between bands, in units of one permutation."""


def least_shifts(n: int = 5, *, ax: Axes | None = None) -> Axes:
    r"""Draw all permutations of 1, …, n by least shift and last entry.

    A permutation π is read as the ranks π_1, …, π_n of D, D′, …. Its least shift is the least c for which π + c is a
    rank sequence: a witness has those ranks, and a law forbids every smaller shift. Where the two do not meet yet, only
    bounds are known: such a permutation stands in a band of its own, named by both bounds.

    Parameters
    ----------
    n : int, default 5
        3 to 5. The table for n = 5 takes some seconds when it is first asked for.
    ax : matplotlib Axes, optional
        Where to draw, at least 8 cm wide and 9 cm high for n = 5; new axes if not given.

    Returns
    -------
    Axes
        Where it was drawn; beside each band the number of its permutations.

    Raises
    ------
    InvalidInputError
        For another n.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from rankdyn.plots.least_shifts import least_shifts
    >>> axes = least_shifts(3, ax=Figure().subplots())
    >>> [label.get_text() for label in axes.get_yticklabels()], [text.get_text() for text in axes.texts]
    (['0\n(4)', '1\n(2)'], ['231', '321', '312', '123', '132', '213'])
    """
    if isinstance(n, bool) or n not in (3, 4, 5):
        raise InvalidInputError(f"n must be 3, 4 or 5, not {n!r}; rankdyn.permutations.table(6) has all of S_6"[:200])
    bands = least_shift_bands(int(n))
    with drawing(ax, 8.5, 10.6) as axes:
        starts = [column * (_ABREAST + _GAP[0]) for column in range(n)]
        right = starts[-1] + _ABREAST
        y, middles = 0.0, []
        for bounds, rows in bands.items():
            columns = [[row for row in rows if row.permutation[-1] == last] for last in range(1, n + 1)]
            height = -(-max(map(len, columns)) // _ABREAST)
            for start, column in zip(starts, columns, strict=True):
                for index, row in enumerate(column):
                    _permutation(axes, start + index % _ABREAST, y + index // _ABREAST, row)
            middles.append(y + height / 2)
            y += height + _GAP[1]
            if bounds != list(bands)[-1]:
                axes.axhline(y - _GAP[1] / 2, color="#C0C0C0", linewidth=0.6)
        names = ["–".join(map(str, dict.fromkeys(bounds))) for bounds in bands]
        axes.set_yticks(middles, [f"{name}\n({len(rows)})" for name, rows in zip(names, bands.values(), strict=True)])
        axes.set_ylabel("least shift $c$ (how many)", labelpad=2)
        axes.set_xticks(
            [start + _ABREAST / 2 for start in starts], [f"$\\pi_{n} = {last}$" for last in range(1, n + 1)]
        )
        axes.xaxis.tick_top()
        axes.set_xlim(-0.05, right)
        axes.set_ylim(y - _GAP[1] + 0.1, -0.1)
        axes.grid(visible=False)
        axes.tick_params(length=0, pad=2)
        for spine in axes.spines.values():
            spine.set_visible(False)
        return axes


def least_shift_bands(n: int) -> dict[tuple[int, int], list[Row]]:
    """Return the rows of the table by lower and upper bound of the least shift, both rising."""
    found: dict[tuple[int, int], list[Row]] = {}
    for row in sorted(table(n), key=lambda row: (row.shift_lower_bound, row.shift)):
        found.setdefault((row.shift_lower_bound, row.shift), []).append(row)
    return found


def in_words(row: Row) -> str:
    """Return what is known of the least shift of one permutation, and the laws that forbid smaller ones."""
    name = "".join(map(str, row.permutation))
    if row.verdict == "witness":
        return f"{name}: a rank sequence"
    laws = ", ".join(
        f"shift {c}: law {part.violation.law}" for part in row.laws for c in range(part.first, part.last + 1)
    )
    if row.is_exact:
        return f"{name}: least shift {row.shift} ({laws})"
    return f"{name}: least shift from {row.shift_lower_bound} to {row.shift} ({laws})"


def _permutation(axes: Axes, x: float, y: float, row: Row) -> None:
    shifts = list(dict.fromkeys((row.shift_lower_bound, row.shift)))
    width = 0.95 / len(shifts)
    for part, shift in enumerate(shifts):
        axes.add_patch(Rectangle((x + part * width, y + 0.06), width, 0.88, facecolor=COLOURS[shift], linewidth=0))
    axes.text(
        x + 0.475, y + 0.5, "".join(map(str, row.permutation)), color="white" if row.shift == 0 else "black",
        ha="center", va="center_baseline", fontsize=5.5,
    )  # fmt: skip
