"""`realizable_counts`: how many sequences are realizable, against their length, for several largest entries.

For each length n and largest entry m, all (m + 1)^n sequences, those with an exact witness, and those that no law
forbids. The last two bound the number of realizable sequences; where they differ both are drawn.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import Final

from matplotlib.axes import Axes

from rankdyn import laws
from rankdyn.plots.axes import drawing
from rankdyn.plots.style import BLACK, BLUE, GREEN, VERMILLION
from rankdyn.realization.shifted import constructing

LONGEST: Final = {1: 5, 2: 5, 3: 5, 4: 4}
"""Largest entry m: the greatest length drawn."""

_LOOKS: Final = {1: (BLACK, "D"), 2: (BLUE, "o"), 3: (VERMILLION, "s"), 4: (GREEN, "^")}


def realizable_counts(*, ax: Axes | None = None) -> Axes:
    """Draw the numbers of realizable sequences and of all sequences, by length and largest entry.

    Witnesses are made by constructions alone, without search, and their ranks computed exactly, in some seconds the
    first time; where more sequences pass all laws than have such a witness, an open symbol gives the number that pass.

    Parameters
    ----------
    ax : matplotlib Axes, optional
        Where to draw; new axes if not given.

    Returns
    -------
    Axes
        Where it was drawn.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from rankdyn import plots
    >>> plots.realizable_counts(ax=Figure().subplots())
    <Axes: xlabel='length $n$', ylabel='number of sequences'>
    """
    found = counted()
    with drawing(ax) as axes:
        for m, longest in LONGEST.items():
            color, marker = _LOOKS[m]
            lengths = range(1, longest + 1)
            low, high = ([found[n, m][i] for n in lengths] for i in (0, 1))
            axes.plot(lengths, [(m + 1) ** n for n in lengths], ":", color=color, linewidth=0.9)
            axes.plot(lengths, low, marker, linestyle="-", color=color, label=f"$m = {m}$")
            unsettled = [n for n in lengths if low[n - 1] != high[n - 1]]
            axes.plot(unsettled, [high[n - 1] for n in unsettled], marker, color=color, markerfacecolor="white")
            axes.annotate(
                str(low[-1]), (longest, low[-1]), (4, -1), "data", "offset points", color=color, va="center"
            )  # fmt: skip
        axes.plot([], [], ":", color="#606060", linewidth=0.9, label="all $(m+1)^n$")
        axes.set_yscale("log")
        axes.set_xlabel("length $n$")
        axes.set_ylabel("number of sequences")
        axes.set_xticks(range(1, max(LONGEST.values()) + 1))
        axes.set_xlim(0.8, max(LONGEST.values()) + 0.45)
        axes.legend(loc="upper left", title="entries up to $m$", title_fontsize=7)
        return axes


@lru_cache(maxsize=1)
def counted() -> dict[tuple[int, int], tuple[int, int]]:
    """Return for (n, m) the number of sequences with a witness and of those that no law forbids."""
    make = constructing("derivative")
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for length in range(1, max(LONGEST.values()) + 1):
        widest = max(m for m, longest in LONGEST.items() if length <= longest)
        allowed = [ranks for ranks in product(range(widest + 1), repeat=length) if laws.allowed(ranks)]
        realized = []
        for ranks in allowed:
            block = make(ranks) if any(ranks) else None
            if not any(ranks) or (block is not None and block.ranks(length) == ranks):
                realized.append(ranks)
        for m in range(1, widest + 1):
            inside = [sum(max(ranks) <= m for ranks in group) for group in (realized, allowed)]
            found[length, m] = inside[0], inside[1]
    return found
