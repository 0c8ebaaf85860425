"""Stage ranks that the theory predicts, and those that the fitter finds in data that were made without it.

Left: a linearly decomposable initial difference, whose ranks never increase (theorem M). Right: 1, 2, 1, 2, …, a
sequence that a construction realizes. The prediction is exact, by the engine, at the t of the data; the fitter sees
features and noise-free targets alone.
"""

from __future__ import annotations

import sys
from typing import Any

from _style import WIDTH, centimetres, exact_ranks, run
from matplotlib.figure import Figure

import rankdyn as rd
from rankdyn import plots
from rankdyn.fitting.cascade_regressor import CascadedLowRankRegressor
from rankdyn.planted.flow import planted_difference
from rankdyn.plots.style import VERMILLION
from rankdyn.prediction.predict import predict_ranks
from rankdyn.prediction.stage_ranks import StageRanks

SIZE, ROWS, ORDERS = 12, 200, 7

DIAGONAL = ("1", "t", "t + 1", "t**2", "t**3 - t", "exp(t)")

CAPTION = """\
Ranks of the stages of a cascade over {orders} orders of derivative, predicted (steps) and found in data (dots).
Left: D = U diag({diagonal}) V^T with constant invertible U, V. Right: D = (cosh t, sinh t)^T (cos t, sin t).
Predicted: the exact ranks of D, D', ..., at the t of the data, proved when the figure was drawn. Found: by
CascadedLowRankRegressor(rank='auto') from {rows} rows of {size} features and outputs, without noise.

decomposable, t = {left_t}, predicted: {left}
decomposable, found: {left_found}
oscillating, t = {right_t}, predicted: {right}
oscillating, found: {right_found}
"""


def decomposable() -> rd.MatrixFunction:
    """Return U diag(g) Vᵀ with constant factors."""
    n = len(DIAGONAL)
    left = [[min(i, j) + 1 for j in range(n)] for i in range(n)]
    right = [[1 + (i * j) % 5 + int(i == j) for j in range(n)] for i in range(n)]
    return rd.Separable(left, list(DIAGONAL), right)


def oscillating() -> rd.MatrixFunction:
    """Return a function of ranks 1, 2, 1, 2, …."""
    return rd.Product([["cosh(t)"], ["sinh(t)"]], [["cos(t)"], ["sin(t)"]])


def ranks(D: rd.MatrixFunction) -> tuple[StageRanks, list[int], Any]:
    """Return what is predicted, what is found, and the t of the data."""
    data = planted_difference(D, ROWS, n_orders=ORDERS, n_features=SIZE, n_outputs=SIZE, rng=0)
    at = data.proved.at if data.proved is not None else None
    predicted = predict_ranks(D, ORDERS, given="difference", first_order=0, at=at)
    model = CascadedLowRankRegressor().fit(data.X, data.Y)
    return predicted, [int(r) for r in model.ranks_], at


def draw() -> tuple[Figure, str]:
    """Return the figure and its caption."""
    left, left_found, left_t = ranks(decomposable())
    right, right_found, right_t = ranks(oscillating())
    if (exact_ranks(left), exact_ranks(right)) != (left_found, right_found):
        sys.exit(f"not drawn, because predicted {left}, {right} are not found: {left_found}, {right_found}")
    figure = Figure(figsize=centimetres(WIDTH, 5.6))
    falling, waving = figure.subplots(1, 2, sharey=True)
    plots.stage_ranks(right, right_found, ax=waving, color=VERMILLION, name="oscillating")
    plots.stage_ranks(left, left_found, ax=falling, name="decomposable")
    waving.set_ylabel("")
    caption = CAPTION.format(
        orders=ORDERS,
        diagonal=", ".join(DIAGONAL),
        rows=ROWS,
        size=SIZE,
        left_t=left_t,
        right_t=right_t,
        left=", ".join(map(str, left)),
        left_found=", ".join(map(str, left_found)),
        right=", ".join(map(str, right)),
        right_found=", ".join(map(str, right_found)),
    )
    return figure, caption


if __name__ == "__main__":
    run("rank_staircase_fit", draw)
