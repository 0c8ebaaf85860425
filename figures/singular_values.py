"""The singular values of D, D′, D″ and D‴ along t: the rank grows with the order, and drops at points of its own.

D = u vᵀ has rank one; by Leibniz's rule every derivative adds parts. As many curves as the generic rank says run above
the line at which values are zero up to rounding, and one or more of them fall to it where the rank drops: at 0 for D′,
at 0 and ±π/2 for D″, at 0 and ±π for D‴. The curves are floating point; ranks and points are exact.
"""

from __future__ import annotations

import sys

from _style import WIDTH, centimetres, exact_ranks, run
from matplotlib.figure import Figure

import rankdyn as rd
from rankdyn.plots.singular_values import singular_values

LEFT = ("1", "t**2", "t**3")
RIGHT = ("1", "t", "cos(t)")
MAX_ORDER = 3
INTERVAL = (-4, 4)

CAPTION = """\
Singular values of D^(k)(t), k = 0..{order}, for t from {low} to {high} (curves; logarithmic), of the 3 x 3 function
D = u v^T, u = ({left}), v = ({right}). Curves on the dashed line are zero up to rounding.
Dotted lines: the points at which the rank of D^(k)(t) is below the generic rank r_k, and the rank there.
The curves are numerical, in floating point. All ranks are exact, and so are the points: rd.rank_sequence and
rd.special_points proved them when the figure was drawn, and that there are no others; otherwise nothing would have been
drawn.

generic: {generic}
{points}
"""


def function() -> rd.MatrixFunction:
    """Return u vᵀ, factors kept."""
    return rd.Product([[entry] for entry in LEFT], [[entry] for entry in RIGHT])


def drops(D: rd.MatrixFunction, order: int) -> str:
    """Return the line of the caption on the special points of one order."""
    found = rd.special_points(D, order, within=INTERVAL)
    if not found.complete or not all(point.exact for point in found.points):
        sys.exit(f"not drawn, because these points are not all exact:\n{found.explain()}")
    listed = ", ".join(f"t = {point.value} (rank {point.rank})" for point in found.points)
    return f"D^({order}): generic rank {found.generic_rank}; it drops {f'at {listed}' if listed else 'nowhere'}"


def draw() -> tuple[Figure, str]:
    """Return the figure and its caption."""
    D = function()
    generic = exact_ranks(rd.rank_sequence(D, MAX_ORDER))
    lines = [drops(D, order) for order in range(MAX_ORDER + 1)]
    figure = Figure(figsize=centimetres(WIDTH, 13.0))
    panels = figure.subplots(MAX_ORDER + 1, 1, sharex=True)
    for order, axes in enumerate(panels):
        singular_values(D, order, interval=INTERVAL, points=401, ax=axes)
        axes.set_ylabel("$D" + "'" * order + "$", rotation=0, labelpad=8, va="center")
        axes.text(
            1.02, 0.5, f"$r_{order} = {generic[order]}$", transform=axes.transAxes, rotation=90, va="center", fontsize=7
        )
        if order < MAX_ORDER:
            axes.set_xlabel("")
    figure.supylabel("singular values (numerical)", fontsize=7.5)
    caption = CAPTION.format(
        order=MAX_ORDER,
        low=INTERVAL[0],
        high=INTERVAL[1],
        left=", ".join(LEFT),
        right=", ".join(RIGHT),
        generic=", ".join(map(str, generic)),
        points="\n".join(lines),
    )
    return figure, caption


if __name__ == "__main__":
    run("singular_values", draw)
