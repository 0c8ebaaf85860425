"""The singular values of each stage of a noisy cascade, and the threshold above which they count as signal.

The data are planted: a base, and stages of known ranks. The fitter sees features and targets alone; it estimates the
noise from what no coefficients reach, and keeps the singular values above the threshold of Gavish and Donoho.
"""

from __future__ import annotations

import sys

from _style import WIDTH, centimetres, run
from matplotlib.figure import Figure

from rankdyn import plots
from rankdyn.fitting.cascade_regressor import CascadedLowRankRegressor
from rankdyn.planted.maps import planted_cascade
from rankdyn.plots.style import VERMILLION

SIZE, ROWS, RANKS, NOISE = 24, 400, (3, 1, 4, 2), 0.3

CAPTION = """\
Singular values of the residual of each stage of a cascade before its low-rank part is added, in whitened coordinates,
largest first (filled: kept), and the threshold (line). Planted: p = q = {size}, {rows} rows, stage ranks {planted},
noise of standard deviation {noise} on every target. Found: {found}.

{values}
"""


def draw() -> tuple[Figure, str]:
    """Return the figure and its caption."""
    data = planted_cascade(ROWS, SIZE, SIZE, RANKS, noise=NOISE, rng=1)
    model = CascadedLowRankRegressor().fit(data.X, data.Y)
    figure = Figure(figsize=centimetres(WIDTH, 5.2))
    panels = figure.subplots(1, len(RANKS), sharey=True)
    lines = []
    for stage, axes in enumerate(panels, start=1):
        values = [float(v) for v in model.singular_values_[stage - 1]]
        threshold = float(model.thresholds_[stage - 1])
        plots.stage_singular_values(model, stage, ax=axes)
        axes.label_outer()
        shown = ", ".join(f"{v:.4g}" for v in values)
        lines.append(f"stage {stage} to {stage + 1}, threshold {threshold:.4g}: {shown}")
    last = panels[-1]
    last.annotate(
        "threshold", (1, float(model.thresholds_[-1])), (0, 3), ("axes fraction", "data"), "offset points",
        color=VERMILLION, ha="right", fontsize=6.5,
    )  # fmt: skip
    found = tuple(int(r) for r in model.ranks_)
    if found != RANKS:
        sys.exit(f"not drawn, because the ranks found are {found}, not those planted, {RANKS}")
    caption = CAPTION.format(
        size=SIZE,
        rows=ROWS,
        planted=", ".join(map(str, RANKS)),
        noise=NOISE,
        found=", ".join(map(str, found)),
        values="\n".join(lines),
    )
    return figure, caption


if __name__ == "__main__":
    run("cascade_singular_values", draw)
