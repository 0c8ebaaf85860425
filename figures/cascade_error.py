"""Error of an order against the parameters of the whole model, for the cascade in several forms and for its rivals.

Material derivatives of the flow of an 8-factor Gaussian with the covariance of the digits. Each model is fitted with
one rank for all parts, from small to large, and judged on rows that it was not fitted to; nothing is chosen with them.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from _style import WIDTH, centimetres, run
from matplotlib.figure import Figure

from rankdyn import paths, plots
from rankdyn.comparison.cases import digits_gaussian
from rankdyn.fitting.cascade_regressor import CascadedLowRankRegressor
from rankdyn.fitting.rivals import (
    LowRankAdaptation,
    NaiveRidge,
    ReducedRankRegression,
    SharedEigenbasis,
    TuckerRegression,
)
from rankdyn.plots.style import BLACK, BLUE, GREEN, GREY, ORANGE, PURPLE, SKY, VERMILLION

ORDERS, ROWS, TRAIN = 8, 400, 250

SHOWN = (2, 8)

FLOOR = 3e-4
"""Errors below are drawn here."""

CAPTION = """\
Relative error of orders {orders} on {test} rows held out, against the parameters of the model for all {K} orders (both
axes logarithmic; errors below {floor:g} are drawn there). {title}. One rank r for all parts of a model; cascades but
the literal one have gates, the identity and a base of rank 8, the rivals marked with + I the identity. The dotted line
is 1 %.

{table}
"""


class Kind(NamedTuple):
    """How a model is made from one rank, and drawn."""

    name: str
    make: Callable[[int], Any]
    ranks: Sequence[int]
    color: str
    style: str


def _gated(**options: Any) -> Callable[[int], Any]:
    return lambda r: CascadedLowRankRegressor(r, gates="rank", skip=True, base_rank=8, **options)


KINDS = (
    Kind("naive", lambda r: NaiveRidge(), (0,), BLACK, "*"),
    Kind("reduced rank + I", lambda r: ReducedRankRegression(r, skip=True), (2, 4, 6, 8), GREY, "s:"),
    Kind("LoRA + I", lambda r: LowRankAdaptation(r, skip=True), (0, 2, 4, 6, 8), ORANGE, "^:"),
    Kind("Tucker + I", lambda r: TuckerRegression(r, r, skip=True, order_weights="relative", max_iter=10),
         (2, 4, 6, 8), PURPLE, "v:"),
    Kind("eigenbasis", lambda r: SharedEigenbasis(r, max_sweeps=10), (2, 4, 6, 8), SKY, "D:"),
    Kind("literal", lambda r: CascadedLowRankRegressor(r), (2, 8, 16, 32), VERMILLION, "o--"),
    Kind("chain", _gated(), (0, 2, 4, 6, 7), BLUE, "o-"),
    Kind("triangular", _gated(coupling="triangular"), (0, 1, 2, 3), GREEN, "o-"),
)  # fmt: skip


def measured() -> tuple[dict[str, list[tuple[int, np.ndarray[Any, Any]]]], str]:
    """Return the parameters and errors of each model by name, and what the data are."""
    case = digits_gaussian(paths.variance_preserving(), n_orders=ORDERS, n_rows=ROWS)
    sample = case.draw(np.random.default_rng(0))
    found: dict[str, list[tuple[int, np.ndarray[Any, Any]]]] = {}
    for kind in KINDS:
        for rank in kind.ranks:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                model = kind.make(rank).fit(sample.X[:TRAIN], sample.Y[:TRAIN])
            errors = model.order_errors(sample.X[TRAIN:], sample.Y[TRAIN:])
            found.setdefault(kind.name, []).append((model.n_parameters_, errors))
    return found, case.title


def _shown(errors: np.ndarray[Any, Any]) -> str:
    """Return errors as text; what rounding leaves differs from machine to machine and is shown as 0."""
    return ", ".join(f"{error:.2g}" if error > 1e-9 else "0" for error in errors)


def draw() -> tuple[Figure, str]:
    """Return the figure and its caption."""
    found, title = measured()
    figure = Figure(figsize=centimetres(WIDTH, 8.2))
    panels = figure.subplots(1, len(SHOWN), sharey=True, sharex=True)
    looks = {kind.name: plots.Look(kind.color, kind.style) for kind in KINDS}
    for axes, order in zip(panels, SHOWN, strict=True):
        curves = {name: [(size, float(e[order - 1])) for size, e in points] for name, points in found.items()}
        plots.cascade_error(curves, goal=0.01, floor=FLOOR, looks=looks, legend=False, ax=axes)
        axes.set_title(f"order {order}")
        axes.set_ylabel("")
    panels[0].set_ylabel("relative error, held-out rows")
    handles, names = panels[0].get_legend_handles_labels()
    figure.legend(handles, names, loc="outside lower center", ncols=3, handlelength=2.0, columnspacing=1.2)
    lines = [f"{name}: {size} parameters, errors of orders 1..{ORDERS}: {_shown(errors)}"
             for name, points in found.items() for size, errors in points]  # fmt: skip
    caption = CAPTION.format(
        orders=" and ".join(map(str, SHOWN)),
        test=ROWS - TRAIN,
        K=ORDERS,
        floor=FLOOR,
        title=title,
        table="\n".join(lines),
    )
    return figure, caption


if __name__ == "__main__":
    run("cascade_error", draw)
