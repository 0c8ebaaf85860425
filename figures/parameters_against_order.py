"""Parameters against the number of orders: linear for separate models, nearly flat for a cascade with a gated base.

The ranks are those that the last complete run of fitting_table.py chose for the highest number of orders (seed 0); here
models of fewer orders get the first of them, and every point is fitted to the training rows of that seed and judged on
its test rows: a point is drawn only if every order reaches 1 % (conditional targets: 5 % of naive).
"""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path
from typing import Any

import numpy as np
from _style import WIDTH, centimetres, run
from matplotlib.figure import Figure

from rankdyn import paths, plots
from rankdyn.comparison.cases import Case, digits_conditional, digits_gaussian
from rankdyn.comparison.data import Splits, split
from rankdyn.fitting.cascade_regressor import CascadedLowRankRegressor
from rankdyn.fitting.rivals import LowRankAdaptation, NaiveRidge
from rankdyn.plots.style import BLACK, BLUE, GREEN, ORANGE, VERMILLION

DATA = Path(__file__).with_name("data") / "fitting.json"

ORDERS, TOLERANCE, WITHIN = 8, 0.01, 1.05

COUNTS = (1, 2, 3, 4, 6, 8)

LOOKS = {
    "naive": plots.Look(BLACK, "s-"),
    "LoRA + I": plots.Look(ORANGE, "o-"),
    "chain": plots.Look(BLUE, "o-"),
    "triangular": plots.Look(GREEN, "o-"),
    "gates, skip": plots.Look(VERMILLION, "o-"),
}

CAPTION = """\
Parameters of models of the orders 1, ..., K.
Left: {left}; every order within 1 % on the test rows.
Right: {right}; every order within 5 % of naive on the test rows.
Ranks: chosen on validation rows for K = {K} (figures/data/fitting.json, seed 0), the first of them for fewer orders.
Every point was fitted and judged again when the figure was drawn, and is drawn only if it reaches the goal.

{table}
"""


def chosen(name: str, model: str) -> list[int]:
    """Return the ranks of a model that the stored run chose first."""
    if not DATA.exists():
        sys.exit(f"not drawn, because {DATA.name} is missing: `python figures/fitting_table.py --measure` writes it")
    rows = json.loads(DATA.read_text(encoding="utf-8"))[name]["seeds"][0]["rows"]
    words = next(row["ranks"] for row in rows if row["model"] == model)
    return [int(word) for word in words.replace(", identity", "").split(",")]


def fitted(case: Case, make: Any, bounds: Any) -> list[tuple[int, int]]:
    """Return K and the parameters of each model that reaches its goal."""
    rng = np.random.default_rng(0)
    parts = split(case.draw(rng), rng, groups=case.groups)
    found = []
    for count in COUNTS:
        some = parts.orders(tuple(range(1, count + 1)))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model = make(count).fit(some.train.X, some.train.Y)
        if (model.order_errors(some.test.X, some.test.Y) <= bounds(some)).all():
            found.append((count, int(model.n_parameters_)))
    return found


def absolute(parts: Splits) -> Any:
    """Return 1 % for each order."""
    return np.full(parts.test.Y.shape[1], TOLERANCE)


def relative(parts: Splits) -> Any:
    """Return 1.05 times the naive errors."""
    return WITHIN * NaiveRidge().fit(parts.train.X, parts.train.Y).order_errors(parts.test.X, parts.test.Y)


def draw() -> tuple[Figure, str]:
    """Return the figure and its caption."""
    vp = paths.variance_preserving()
    material, conditional = digits_gaussian(vp, n_orders=ORDERS), digits_conditional(vp, n_orders=ORDERS, copies=2)
    adapters = chosen("factors-vp", "LoRA per order")
    chain = chosen("factors-vp", "cascade, gates, skip, low-rank base")
    coupled = chosen("factors-vp", "cascade, triangular")
    gated: dict[str, Any] = {"gates": "rank", "skip": True}
    left = {
        "naive": fitted(material, lambda k: NaiveRidge(), absolute),
        "LoRA + I": fitted(material, lambda k: LowRankAdaptation(adapters[: k - 1], skip=True), absolute),
        "chain": fitted(
            material, lambda k: CascadedLowRankRegressor(chain[1:k], base_rank=chain[0], **gated), absolute
        ),
        "triangular": fitted(
            material,
            lambda k: CascadedLowRankRegressor(coupled[1:k], base_rank=coupled[0], coupling="triangular", **gated),
            absolute,
        ),
    }
    right = {
        "naive": fitted(conditional, lambda k: NaiveRidge(), relative),
        "gates, skip": fitted(conditional, lambda k: CascadedLowRankRegressor(0, **gated), relative),
    }
    figure = Figure(figsize=centimetres(WIDTH, 5.8))
    panels = figure.subplots(1, 2, sharey=True)
    lines = []
    for axes, name, models in zip(panels, ("material, 1 %", "conditional, 5 % of naive"), (left, right), strict=True):
        plots.parameters_against_order(models, looks=LOOKS, ax=axes)
        axes.set_title(name)
        axes.set_xticks(range(1, ORDERS + 1))
        axes.label_outer()
        for model, points in models.items():
            lines.append(f"{name}, {model}: " + ", ".join(f"K = {k}: {size}" for k, size in points))
    return figure, CAPTION.format(left=material.title, right=conditional.title, K=ORDERS, table="\n".join(lines))


if __name__ == "__main__":
    run("parameters_against_order", draw)
