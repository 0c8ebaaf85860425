"""Pictures of one fitted cascade: errors by order, parameters by number of orders, singular values of all stages.

matplotlib is imported when something is drawn: the page's own process never needs it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from typing import TYPE_CHECKING, Final

from rankdyn.explorer.question import Report
from rankdyn.explorer.questions.drawing import Drawing, drawn_on

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROUNDING: Final = 1e-12
"""Errors below this are rounding."""

LEAST_ERROR: Final = 1e-17
"""An error of zero is drawn here, for the scale is logarithmic."""


@dataclass(frozen=True, slots=True)
class Curves:
    """What is drawn, as plain numbers.

    Attributes
    ----------
    orders : tuple of int
        Those that count.
    errors : tuple of (str, tuple of float)
        By name of the model and the rows, the error of each order.
    parameters : tuple of int
        Of the cascade of the first 1, 2, … of the orders.
    naive_parameters : int
        Of the naive model, for each order.
    singular_values, thresholds, ranks : tuple
        Of each stage.
    """

    orders: tuple[int, ...]
    errors: tuple[tuple[str, tuple[float, ...]], ...]
    parameters: tuple[int, ...]
    naive_parameters: int
    singular_values: tuple[tuple[float, ...], ...]
    thresholds: tuple[float, ...]
    ranks: tuple[int, ...]


def pictures(report: Report, curves: Curves) -> tuple[Drawing, ...]:
    """Draw the errors, the parameters and, where there are stages, their singular values."""
    counts = {
        "naive": [(count, float(count * curves.naive_parameters)) for count in range(1, len(curves.orders) + 1)],
        "cascade": [(count, float(size)) for count, size in enumerate(curves.parameters, start=1)],
    }
    names = [f"{a}→{b}" for a, b in pairwise(curves.orders)]

    def errors(axes: Axes) -> str:
        error_of_orders({name: list(zip(curves.orders, found, strict=True)) for name, found in curves.errors}, ax=axes)
        return f"the relative error of the orders {', '.join(map(str, curves.orders))}, cascade and naive (numerical)"

    def parameters(axes: Axes) -> str:
        from rankdyn import plots
        from rankdyn.plots.style import BLUE, GREY

        looks = {"cascade": plots.Look(BLUE, "o-"), "naive": plots.Look(GREY, "s-")}
        plots.parameters_against_order(counts, looks=looks, ax=axes)
        return f"parameters for the first 1 to {len(curves.orders)} orders, of the cascade and of the naive model"

    def spectra(axes: Axes) -> str:
        stage_spectra(curves.singular_values, curves.thresholds, curves.ranks, names, ax=axes)
        kept = ", ".join(map(str, curves.ranks))
        return f"the singular values of each stage with its threshold; kept are {kept} (numerical)"

    wanted = [((8.5, 6.0), "cascade_errors", errors), ((8.5, 6.0), "cascade_parameters", parameters)]
    wanted += [((8.5, 6.0), "cascade_singular_values", spectra)] if names else []
    found = []
    for done, (size, name, plot) in enumerate(wanted):
        report("drawing", done, len(wanted))
        found.append(drawn_on(size, name, plot))
    return tuple(found)


def error_of_orders(curves: Mapping[str, Sequence[tuple[float, float]]], *, ax: Axes | None = None) -> Axes:
    """Draw the relative error of models against the order of derivative, on a logarithmic scale.

    Parameters
    ----------
    curves : mapping of str to pairs
        By name of the model and the rows, (order, error) for each order.
    ax : matplotlib Axes, optional
        Where to draw; new axes if not given.
    """
    from matplotlib.ticker import MaxNLocator

    from rankdyn.plots.axes import drawing
    from rankdyn.plots.curves import Look, checked_curves, curve
    from rankdyn.plots.style import BLUE, GREY

    found = checked_curves(curves)
    with drawing(ax) as axes:
        for number, (name, points) in enumerate(found.items()):
            own = name.startswith("cascade")
            look = Look(BLUE if own else GREY, ("o" if own else "s") + (":" if "fitted" in name else "-"))
            shown = [(order, max(error, LEAST_ERROR)) for order, error in points if isfinite(error)]
            curve(axes, shown, name, number, {name: look}, **_apart(own))
        axes.set_xlabel("order $k$")
        axes.set_ylabel("relative error (numerical)")
        axes.set_yscale("log")
        met = [max(error, LEAST_ERROR) for points in found.values() for _, error in points if isfinite(error)]
        bottom = min(met, default=1.0) / 4
        axes.set_ylim(bottom, max(2 * max(met, default=0.0), 1.0))  # 1 is what predicting nothing misses
        if bottom < ROUNDING:
            axes.axhspan(bottom, ROUNDING, color=GREY, alpha=0.12, linewidth=0)
            axes.annotate(
                "rounding", (1, ROUNDING), (-2, -2), ("axes fraction", "data"), "offset points", ha="right", va="top"
            )
        axes.xaxis.set_major_locator(MaxNLocator("auto", integer=True))
        axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, columnspacing=1.2)
        return axes


def _apart(own: bool) -> dict[str, float | str]:
    """Return widths with which two curves at the same place are both seen."""
    return {"linewidth": 1.0, "markersize": 2.4} if own else {"linewidth": 1.8, "markersize": 5.0, "mfc": "white"}


def stage_spectra(
    values: Sequence[Sequence[float]],
    thresholds: Sequence[float],
    ranks: Sequence[int],
    stages: Sequence[str],
    *,
    ax: Axes | None = None,
) -> Axes:
    """Draw the singular values of all stages beside each other, those kept filled, with the threshold of each.

    Parameters
    ----------
    values : sequence of sequences of float
        Of the residual of each stage, as `singular_values_` of a fitted cascade.
    thresholds, ranks : sequence
        Of each stage: above the threshold values count as signal; the rank is how many are kept.
    stages : sequence of str
        Names of the stages.
    ax : matplotlib Axes, optional
        Where to draw; new axes if not given.
    """
    from rankdyn.plots.axes import drawing
    from rankdyn.plots.style import BLUE, GREY, VERMILLION

    with drawing(ax) as axes:
        for k, (size, threshold, rank) in enumerate(zip(values, thresholds, ranks, strict=True)):
            positive = [value for value in size if value > 0]
            step = 0.7 / max(len(size) - 1, 1)
            places = [k - 0.35 + step * i for i in range(len(positive))]
            first = k == 0
            lost, kept = "not kept" if first else "_", "kept" if first else "_"
            axes.plot(places[rank:], positive[rank:], "o", color=BLUE, mfc="white", mew=0.6, ms=2.6, label=lost)
            axes.plot(places[:rank], positive[:rank], "o", color=BLUE, markersize=3.4, label=kept)
            if threshold > 0 and isfinite(threshold):
                axes.hlines(
                    threshold,
                    k - 0.42,
                    k + 0.42,
                    VERMILLION,
                    linewidths=1.0,
                    zorder=1,
                    label="threshold" if first else "_",
                )
            if k:
                axes.axvline(k - 0.5, color=GREY, linewidth=0.4)
        axes.set_xticks(range(len(stages)), [f"{name}\n{rank}" for name, rank in zip(stages, ranks, strict=True)])
        axes.set_xlabel("stage, and the rank that is kept")
        axes.tick_params(axis="x", length=0)
        axes.set_xlim(-0.5, len(stages) - 0.5)
        axes.set_ylabel("singular value (numerical)")
        if any(value > 0 for size in values for value in size):
            axes.set_yscale("log")
        else:
            axes.annotate("none above zero", (0.5, 0.5), xycoords="axes fraction", ha="center")
        axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3, columnspacing=1.2)
        return axes
