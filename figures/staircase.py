"""The rank staircase of a linearly decomposable function beside the growth along a moment curve.

Left: D = U diag(g) Vᵀ with constant U, V of full rank; the ranks of its derivatives never increase (theorem M). Right:
D_ij = t^{i+j}, of rank 1, whose k-th derivative has rank k + 1 until the size is reached (theorem I). Both have the
same size; the ranks are computed and proved when the figure is drawn.
"""

from __future__ import annotations

from math import comb

from _style import WIDTH, centimetres, exact_ranks, run
from matplotlib.figure import Figure

import rankdyn as rd
from rankdyn import plots
from rankdyn.plots.style import VERMILLION

SIZE = 8
MAX_ORDER = SIZE - 1
DIAGONAL = ("1", "t", "t + 1", "t**3", "t**3 - t", "t**4", "t**6", "exp(t)")

CAPTION = """\
Generic ranks r_k of the derivatives D^(k), k = 0..{order}, of two {size} x {size} matrix functions.
Left: D = U diag(g) V^T, g = ({diagonal}), U_ij = min(i, j) + 1 and
V_ij = C(i, j) for i, j = 0..{last}, both constant and invertible: the ranks never increase.
Right: D_ij = t^(i+j), i, j = 0..{last}: r_k = k + 1.
All ranks are exact: lower and upper bounds were proved when the figure was drawn, with kind 'exact'; otherwise nothing
would have been drawn.

decomposable: {left}
moment curve: {right}
"""


def decomposable() -> rd.MatrixFunction:
    """Return U diag(g) Vᵀ with dense constant factors."""
    left = [[min(i, j) + 1 for j in range(SIZE)] for i in range(SIZE)]
    right = [[comb(i, j) for j in range(SIZE)] for i in range(SIZE)]
    return rd.Separable(left, list(DIAGONAL), right)


def moment_curve() -> rd.MatrixFunction:
    """Return D_ij = t^{i+j}."""
    return rd.MatrixFunction([[f"t**{i + j}" for j in range(SIZE)] for i in range(SIZE)])


def draw() -> tuple[Figure, str]:
    """Return the figure and its caption."""
    left = exact_ranks(rd.rank_sequence(decomposable(), MAX_ORDER))
    right = exact_ranks(rd.rank_sequence(moment_curve(), MAX_ORDER))
    figure = Figure(figsize=centimetres(WIDTH, 5.6))
    falling, rising = figure.subplots(1, 2, sharey=True)
    plots.staircase(left, ax=falling)
    plots.staircase(right, ax=rising, color=VERMILLION)
    panels = (
        (falling, "decomposable", r"$D = U\,\mathrm{diag}(g)\,V^{\mathsf{T}}$"),
        (rising, "moment curve", r"$D_{ij} = t^{\,i+j}$"),
    )
    for axes, name, formula in panels:
        for words, above in ((formula, 6), (name, 18)):  # on common baselines, which titles would not have
            axes.annotate(words, (0.5, 1), (0, above), "axes fraction", "offset points", ha="center", va="baseline")
    falling.set_ylabel(r"generic rank $r_k$ of $D^{(k)}$")
    rising.set_ylabel("")
    falling.set_yticks(range(0, SIZE + 1, 2))
    caption = CAPTION.format(
        order=MAX_ORDER,
        size=SIZE,
        last=SIZE - 1,
        diagonal=", ".join(DIAGONAL),
        left=", ".join(map(str, left)),
        right=", ".join(map(str, right)),
    )
    return figure, caption


if __name__ == "__main__":
    run("staircase", draw)
