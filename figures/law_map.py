"""All length-3 sequences with entries up to 5: the realizable ones, and the law that forbids each of the others.

One panel for each r_0, a cell for each (r_1, r_2). White cells have an exact witness, computed when the figure is
drawn; every other cell bears the name of the first law that it breaks. Nothing is open.
"""

from __future__ import annotations

from _style import WIDTH, centimetres, run
from matplotlib.figure import Figure

from rankdyn import plots
from rankdyn.plots.law_map import OPEN, REALIZABLE, law_map_legend, length_3_verdicts

TOP = 5

CAPTION = """\
The {count} sequences (r_0, r_1, r_2) with entries up to {top}. White: realizable ({realizable} of them).
All ranks are exact: a witness was made for each, and its ranks were computed exactly, when the figure was drawn.
Coloured: impossible, by the law named in the cell, the first in the order L (growth, {L}), G (half growth, {G}),
T (block Toeplitz, {T}) that is broken. None is open.

{rows}
"""


def verdicts() -> dict[tuple[int, ...], str]:
    """Return for each sequence the name of the law that forbids it, '' if it has an exact witness."""
    found: dict[tuple[int, ...], str] = {}
    for first in range(TOP + 1):
        found |= length_3_verdicts(first, TOP)
    for ranks, verdict in found.items():
        if verdict == OPEN:
            raise SystemExit(f"not drawn, because {ranks} is neither realized nor forbidden")
    return found


def draw() -> tuple[Figure, str]:
    """Return the figure and its caption."""
    found = verdicts()
    figure = Figure(figsize=centimetres(WIDTH, 7.1))
    panels = figure.subplots(2, 3, sharex=True, sharey=True)
    for first, axes in enumerate(panels.flat):
        plots.law_map(first, top=TOP, ax=axes)
        axes.label_outer()
    figure.legend(handles=law_map_legend(), loc="outside upper center", ncols=4, columnspacing=0.8, handletextpad=0.4)
    counts = {law: sum(name == law for name in found.values()) for law in (REALIZABLE, "L", "G", "T")}
    caption = CAPTION.format(
        count=len(found),
        top=TOP,
        realizable=counts.pop(REALIZABLE),
        rows="\n".join(f"{''.join(map(str, ranks))}: {law or 'realizable'}" for ranks, law in found.items()),
        **counts,
    )
    return figure, caption


if __name__ == "__main__":
    run("law_map", draw)
