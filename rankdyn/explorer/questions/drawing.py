"""Plots for the page: each by name with plain arguments, drawn once and kept as SVG, PDF and PNG.

`draw` is a question; `drawn_on` serves questions that have more to draw than plain arguments can say, such as a fitted
model. matplotlib is imported when something is drawn: the page's own process never needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

from rankdyn.errors import InvalidInputError
from rankdyn.evidence.rank_sequence import Kind, RankBound, RankSequence
from rankdyn.explorer.question import Report
from rankdyn.explorer.questions.derivatives import Kind as Operator
from rankdyn.explorer.questions.derivatives import moved, name_of
from rankdyn.functions.document import loads

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@dataclass(frozen=True, slots=True)
class Drawing:
    """A plot in each format in which it can be saved: the same bytes each time.

    Attributes
    ----------
    name : str
        The stem of the files' names.
    words : str
        What is to be seen, for readers who cannot see it.
    svg : str
        The plot as the page shows it.
    pdf, png : bytes
        The same plot as files.
    """

    name: str
    words: str
    svg: str
    pdf: bytes
    png: bytes


def draw(report: Report, name: str, arguments: Mapping[str, Any]) -> Drawing:
    """Draw one of `PLOTS`.

    Parameters
    ----------
    report : Report
        Told what is being drawn.
    name : str
        The plot.
    arguments : mapping
        Its arguments, plain data; functions as JSON text (`rd.save`'s).

    Raises
    ------
    InvalidInputError
        For an unknown name, or arguments that the plot refuses.
    """
    if name not in PLOTS:
        raise InvalidInputError(f"there is no plot {name!r}; choose from {', '.join(PLOTS)}"[:300])
    size, plot = PLOTS[name]
    report(f"drawing the {name.replace('_', ' ')}")
    return drawn_on(size, name, lambda axes: plot(axes, **arguments))


def drawn_on(size: tuple[float, float], name: str, plot: Callable[[Axes], str]) -> Drawing:
    """Return what `plot` draws on axes of a new figure.

    Parameters
    ----------
    size : (float, float)
        Width and height of the figure in centimetres.
    name : str
        The stem of the files' names.
    plot : callable
        Draws on the axes, and returns in words what is to be seen.
    """
    from matplotlib.figure import Figure

    from rankdyn.plots.picture import picture
    from rankdyn.plots.style import styled

    with styled():
        figure = Figure(figsize=(size[0] / 2.54, size[1] / 2.54))
        words = plot(figure.subplots())
        svg, pdf, png = (picture(figure, format) for format in ("svg", "pdf", "png"))
    return Drawing(name.replace("_", "-"), words, svg.decode(), pdf, png)


def warm_up() -> None:
    """Load matplotlib and its fonts."""
    draw(lambda *_: None, "staircase", {"ranks": [1, 2, 1]})


def _staircase(axes: Axes, ranks: list[int], kind: Kind = "exact") -> str:
    from rankdyn import plots

    shown = RankSequence([RankBound(rank, kind, None, "") for rank in ranks], "")
    plots.staircase(shown if ranks else ranks, ax=axes)
    return f"steps: the ranks {', '.join(map(str, ranks))} of the orders 0 to {len(ranks) - 1} ({kind})"


def _pointwise_ranks(
    axes: Axes, function: str, order: int, start: str, end: str, kind: Operator = "derivative", step: str = "1"
) -> str:
    from rankdyn import plots

    plots.pointwise_ranks(moved(loads(function), kind, step, order), interval=(start, end), ax=axes)
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3)
    _name(axes, order, kind, step)
    return f"the rank of order {order} at points t from {start} to {end}, beside the generic rank"


def _singular_values(
    axes: Axes, function: str, order: int, start: str, end: str, kind: Operator = "derivative", step: str = "1"
) -> str:
    from rankdyn import plots

    plots.singular_values(moved(loads(function), kind, step, order), interval=(start, end), ax=axes)
    _name(axes, order, kind, step)
    return f"the singular values of order {order} along t from {start} to {end}, the points where the rank drops marked"


def _name(axes: Axes, order: int, kind: Operator, step: str) -> None:
    """Let the label speak of the derivative or difference that was drawn."""
    axes.set_ylabel(axes.get_ylabel().replace("$D$", f"${name_of(order, kind, step)}$"))


def _permutohedron(axes: Axes, n: int, chosen: list[int] | None = None) -> str:
    from rankdyn import plots

    plots.permutohedron(n, chosen=chosen, ax=axes)
    return f"the permutohedron of S_{n}: the {'6' if n == 3 else '24'} permutations, each with its least shift"


def _stage_singular_values(
    axes: Axes, values: list[list[float]], thresholds: list[float], ranks: list[int], stage: int
) -> str:
    from rankdyn import plots

    model = SimpleNamespace(singular_values_=values, thresholds_=thresholds, ranks_=ranks)
    plots.stage_singular_values(model, stage, ax=axes)
    return f"the singular values of stage {stage}, its threshold, and the {ranks[stage - 1]} that are kept (numerical)"


def _stage_ranks(axes: Axes, predicted: list[int], found: list[int], kind: Kind | None = None) -> str:
    from rankdyn import plots

    known = predicted if kind is None else RankSequence([RankBound(rank, kind, None, "") for rank in predicted], "")
    plots.stage_ranks(known, found, ax=axes)
    return f"predicted ranks of the stages, {', '.join(map(str, predicted))}, and those found in data, {found}"


def _cascade_error(axes: Axes, curves: dict[str, list[tuple[float, float]]], goal: float | None = 0.01) -> str:
    from rankdyn import plots

    plots.cascade_error(curves, goal=goal, ax=axes)
    return f"the error against the parameters of {', '.join(curves)} (numerical)"


def _parameters_against_order(axes: Axes, curves: dict[str, list[tuple[float, float]]]) -> str:
    from rankdyn import plots

    plots.parameters_against_order(curves, ax=axes)
    return f"the parameters against the number of orders, of {', '.join(curves)}"


PLOTS: Final[dict[str, tuple[tuple[float, float], Callable[..., str]]]] = {
    "staircase": ((8.5, 4.6), _staircase),
    "pointwise_ranks": ((8.5, 4.6), _pointwise_ranks),
    "singular_values": ((8.5, 5.6), _singular_values),
    "permutohedron": ((8.5, 10.2), _permutohedron),
    "stage_singular_values": ((8.5, 5.6), _stage_singular_values),
    "stage_ranks": ((8.5, 5.6), _stage_ranks),
    "cascade_error": ((8.5, 6.0), _cascade_error),
    "parameters_against_order": ((8.5, 6.0), _parameters_against_order),
}
"""Size in centimetres, that of a column in print, and what draws and says what is drawn."""
