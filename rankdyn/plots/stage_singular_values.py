"""`stage_singular_values`: what a fitted cascade saw at one stage, and the threshold that parts signal from noise."""

from __future__ import annotations

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from rankdyn.errors import InvalidInputError
from rankdyn.plots.axes import drawing
from rankdyn.plots.style import BLUE, VERMILLION


def stage_singular_values(model: Any, stage: int, *, ax: Axes | None = None) -> Axes:
    """Draw the singular values of the residual of one stage, those kept filled, and the threshold.

    Parameters
    ----------
    model : CascadedLowRankRegressor
        Fitted to two orders or more.
    stage : int
        1 to K − 1: from order `stage` to the next.
    ax : matplotlib Axes, optional
        Where to draw; new axes if not given.

    Returns
    -------
    Axes
        Where it was drawn, on a logarithmic scale: values of zero are left out.

    Raises
    ------
    InvalidInputError
        If the model is not fitted, or has no such stage.

    Examples
    --------
    >>> import numpy as np
    >>> from matplotlib.figure import Figure
    >>> from rankdyn import CascadedLowRankRegressor, plots
    >>> X = np.random.default_rng(0).standard_normal((50, 3))
    >>> model = CascadedLowRankRegressor().fit(X, np.stack([X, X + X[:, :1]], axis=1))
    >>> plots.stage_singular_values(model, 1, ax=Figure().subplots()).get_xlabel()
    'number'
    """
    values, threshold, rank = _of_stage(model, stage)
    positive = [float(v) for v in values if v > 0]
    numbers = range(1, len(positive) + 1)
    with drawing(ax) as axes:
        if threshold > 0 and np.isfinite(threshold):
            axes.axhline(threshold, color=VERMILLION, linewidth=1.0, zorder=1, label="threshold")
        axes.plot(
            numbers[rank:], positive[rank:], "o", color=BLUE, markerfacecolor="white", markersize=2.6, label="not kept"
        )
        axes.plot(numbers[:rank], positive[:rank], "o", color=BLUE, markersize=3.4, label="kept")
        axes.set_title(f"${stage} \\to {stage + 1}$\nrank {rank}")
        axes.set_xlabel("number")
        axes.set_ylabel("singular value")
        axes.set_yscale("log")
        axes.set_xlim(1 - 0.08 * max(len(positive), 5), len(positive) + 0.08 * max(len(positive), 5))
        axes.xaxis.set_major_locator(MaxNLocator(3, integer=True))
        return axes


def _of_stage(model: Any, stage: Any) -> tuple[Any, float, int]:
    if not hasattr(model, "singular_values_"):
        raise InvalidInputError(
            f"model must be a fitted CascadedLowRankRegressor, not {type(model).__name__}; call its fit(X, Y) first"
        )
    stages = len(model.singular_values_)
    if isinstance(stage, bool) or not hasattr(stage, "__index__") or not 1 <= int(stage) <= stages:
        raise InvalidInputError(f"stage must be from 1 to {stages}, the stages of this cascade, not {stage!r}"[:200])
    at = int(stage) - 1
    return model.singular_values_[at], float(model.thresholds_[at]), int(model.ranks_[at])
