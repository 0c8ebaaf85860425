"""Generic against pointwise rank: at special points the rank of a derivative drops below its generic rank.

The evaluation theorem: rank D^(k)(t0) ≤ r_k, with equality off a finite set. Here D = U diag(g) Vᵀ with constant
invertible U and V, so that rank D^(k)(t0) is the number of g_i^(k) that do not vanish at t0; the figure does not use
that, it ranks D^(k)(t0) exactly at each point.
"""

from __future__ import annotations

from fractions import Fraction

from _style import WIDTH, centimetres, exact_ranks, run
from matplotlib.figure import Figure

import rankdyn as rd
from rankdyn import plots
from rankdyn.plots.style import BLUE

DIAGONAL = ("t**2 - 1", "t**3 - 3*t", "(t**2 - 1)**2")
LEFT = ((1, 0, 0), (1, 1, 0), (1, 2, 1))
RIGHT = ((1, 1, 1), (0, 1, 2), (0, 0, 1))
MAX_ORDER = 3
POINTS = tuple(Fraction(i, 4) for i in range(-8, 9))

CAPTION = """\
Pointwise ranks of D^(k)(t0), k = 0..{order}, at {count} rational points t0 (dots), and the generic ranks r_k (lines).
D = U diag(g) V^T, g = ({diagonal}),
U = {left}, V = {right}.
An open circle marks a point at which the rank is below the generic one; it is never above.
All ranks are exact: rd.rank_sequence and rd.rank_at proved them when the figure was drawn, with kind 'exact'; otherwise
nothing would have been drawn.

generic: {generic}
{pointwise}
"""


def function() -> rd.MatrixFunction:
    """Return D."""
    return rd.Separable(LEFT, list(DIAGONAL), RIGHT)


def draw() -> tuple[Figure, str]:
    """Return the figure and its caption."""
    D = function()
    generic = exact_ranks(rd.rank_sequence(D, MAX_ORDER))
    pointwise = {point: exact_ranks(rd.rank_at(D, point, MAX_ORDER)) for point in POINTS}
    figure = Figure(figsize=centimetres(WIDTH, 9.0))
    panels = figure.subplots(MAX_ORDER + 1, 1, sharex=True)
    for order, axes in enumerate(panels):
        plots.pointwise_ranks(D, order, points=POINTS, ax=axes)
        rank = generic[order]
        axes.text(1.02, rank, f"$r_{order} = {rank}$", transform=axes.get_yaxis_transform(), color=BLUE, va="center")
        axes.set_ylim(0, 3.5)
        axes.set_yticks(range(4))
    for axes in panels[:-1]:
        axes.set_xlabel("")
    panels[-1].set_xticks(range(-2, 3))
    handles, labels = panels[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside upper center", ncols=3)
    caption = CAPTION.format(
        order=MAX_ORDER,
        count=len(POINTS),
        diagonal=", ".join(DIAGONAL),
        left=[list(row) for row in LEFT],
        right=[list(row) for row in RIGHT],
        generic=", ".join(map(str, generic)),
        pointwise="\n".join(f"t0 = {p}: {', '.join(map(str, ranks))}" for p, ranks in pointwise.items()),
    )
    return figure, caption


if __name__ == "__main__":
    run("pointwise", draw)
