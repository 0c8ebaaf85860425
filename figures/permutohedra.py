"""The permutohedra of S_3 and S_4: which permutations are rank sequences, and the least shifts of the others.

Vertices are the permutations, read as ranks of D, D′, …; edges exchange the ranks of two consecutive orders.
"""

from __future__ import annotations

import sys

from _style import WIDTH, centimetres, run
from matplotlib.figure import Figure

from rankdyn import plots
from rankdyn.permutations.least_shifts import table
from rankdyn.plots.least_shifts import in_words
from rankdyn.plots.permutohedron import permutohedron_legend

CAPTION = """\
The permutohedra of S_3 (above) and S_4 (below): a vertex pi stands for the ranks pi_1, ..., pi_n of D, D', D'', ..., an
edge for the exchange of the ranks of two consecutive orders. Circles: pi is a rank sequence; squares: pi + 1 is one, pi
is not; hexagons: pi + 2 is one, pi and pi + 1 are not.
All ranks are exact: every shift drawn has a witness, whose ranks were computed exactly when the figure was drawn, and
every smaller shift breaks the law named.

{rows}
"""


def draw() -> tuple[Figure, str]:
    """Return the figure and its caption."""
    rows = [*table(3), *table(4)]
    for row in rows:
        if not row.is_exact:
            sys.exit(f"not drawn, because the least shift of {row.permutation} is not known exactly")
    figure = Figure(figsize=centimetres(WIDTH, 13.0))
    panels = figure.subplot_mosaic(
        [["three", "names"], ["four", "four"]], height_ratios=[3, 9.4], width_ratios=[1, 1.2]
    )
    plots.permutohedron(3, ax=panels["three"], legend=False)
    plots.permutohedron(4, ax=panels["four"], legend=False)
    panels["three"].set_title("$S_3$", loc="left")
    panels["four"].set_title("$S_4$", loc="left")
    panels["names"].axis("off")
    panels["names"].legend(handles=permutohedron_legend(), loc="center left", labelspacing=0.9)
    return figure, CAPTION.format(rows="\n".join(map(in_words, rows)))


if __name__ == "__main__":
    run("permutohedra", draw)
