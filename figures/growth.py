"""Ranks that grow: without the hypothesis of theorem M nothing holds them but the laws L and G.

Left: the two families of theorem I, which grow by one an order, as fast as both laws allow from rank one, and the false
neighbour of one of them: exponents that are distinct, but not positive. Right: from rank two law G may be the stronger
one; a block sum reaches it as long as its size lets it.
"""

from __future__ import annotations

from _style import WIDTH, centimetres, exact_ranks, run
from matplotlib.figure import Figure

import rankdyn as rd
from rankdyn.plots.growth import growth, growth_bounds, growth_ranks
from rankdyn.theorems.growth import half_bound, leibniz_bound
from rankdyn.theorems.increase import moment_curve

SIZE = 6
BLOCK = 5

CAPTION = """\
Generic ranks r_k of the derivatives D^(k).
Left, k = 0..{last}: the moment curve D_ij = t^(i+j), i, j = 0..{top}; the exponential family D_ab = e^((a + b) t),
a, b = 1..{size}; its false neighbour D_ab = e^((alpha_a + beta_b) t), alpha = (0, 1), beta = (1, -1/3). Dashed: the
bound of law L, (k + 1) r_0, which from r_0 = 1, r_1 = 2 is that of law G, r_0 + k floor(r_1 / 2), too.
Right, k = 0..{end}: the block sum of (e^t) and t^(i+j), i, j = 0..{edge}, with both bounds from r_0 = 2, r_1 = 3.
All ranks are exact: lower and upper bounds were proved when the figure was drawn, with kind 'exact'; otherwise nothing
would have been drawn.

{rows}
"""


def block_sum() -> rd.MatrixFunction:
    """Return a function of ranks 2, 3, 4, …."""
    return rd.BlockSum([["exp(t)"]], moment_curve(BLOCK))


def draw() -> tuple[Figure, str]:
    """Return the figure and its caption."""
    left = {name: exact_ranks(ranks) for name, ranks in growth_ranks(SIZE).items()}
    right = exact_ranks(rd.rank_sequence(block_sum(), BLOCK))
    figure = Figure(figsize=centimetres(WIDTH, 6.4))
    families, bounds = figure.subplots(1, 2, width_ratios=(1.35, 1))
    growth(SIZE, ax=families)
    growth_bounds(block_sum(), BLOCK, ax=bounds)
    bounds.set_ylabel("")
    for axes in (families, bounds):
        axes.legend(loc="lower center", bbox_to_anchor=(0.45, 1.0), fontsize=6.5, labelspacing=0.25)
    rows = {**left, "block sum": right}
    orders = range(BLOCK + 1)
    rows["law L for the block sum"] = [leibniz_bound(right, 0, k) for k in orders]
    rows["law G for the block sum"] = [half_bound(right, 0, k) for k in orders]
    caption = CAPTION.format(
        last=2 * SIZE - 1,
        top=SIZE - 1,
        size=SIZE,
        end=BLOCK,
        edge=BLOCK - 1,
        rows="\n".join(f"{name}: {', '.join(map(str, ranks))}" for name, ranks in rows.items()),
    )
    return figure, caption


if __name__ == "__main__":
    run("growth", draw)
