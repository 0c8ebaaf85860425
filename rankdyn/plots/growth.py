"""`growth`, `growth_bounds`: ranks that grow from order to order, and how fast the laws let them.

Where D is not linearly decomposable its ranks may grow. Law L allows r_k ≤ (k + 1) r_0, law G r_k ≤ r_0 + k ⌊r_1/2⌋;
the moment curve and the exponential family of theorem I reach both from rank one.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from rankdyn.errors import InvalidInputError
from rankdyn.evidence.rank_sequence import RankSequence
from rankdyn.laws.reading import checked_count
from rankdyn.plots.axes import drawing
from rankdyn.plots.evidence import dots, labelled
from rankdyn.plots.style import BLACK, BLUE, GREEN, GREY, ORANGE, VERMILLION
from rankdyn.rank.sequence import rank_sequence
from rankdyn.theorems.growth import half_bound, leibniz_bound
from rankdyn.theorems.increase import exponential_family, moment_curve

MAX_SIZE: Final = 12
"""Largest size of the two families."""

_MAX_ORDER: Final = 40
"""Of `growth_bounds`."""


def growth_ranks(size: int) -> dict[str, RankSequence]:
    """Return the ranks that `growth` draws, by name: orders 0 to 2·size − 1.

    Raises
    ------
    InvalidInputError
        If `size` is not an integer from 2 to 12.
    """
    if not 2 <= checked_count(size, "size") <= MAX_SIZE:
        raise InvalidInputError(f"size must be an integer from 2 to {MAX_SIZE}, not {size}")
    rates = range(1, size + 1)
    functions = {
        "moment curve": moment_curve(size),
        "exponential family": exponential_family(rates, rates),
        "false neighbour": exponential_family((0, 1), (1, Fraction(-1, 3))),
    }
    return {name: rank_sequence(D, 2 * size - 1) for name, D in functions.items()}


def growth(size: int, *, ax: Axes | None = None) -> Axes:
    """Draw how ranks grow without the hypothesis, and the bound of the laws L and G.

    Three functions: the moment curve t^{i+j}, whose ranks grow to `size` and fall to 0; the exponential family
    e^{(α_a + β_b)t} with α = β = (1, …, size), whose ranks stay at `size`; and its false neighbour α = (0, 1),
    β = (1, −1/3), distinct but not positive, whose ranks are 1, 2, 1, 2, ….

    Parameters
    ----------
    size : int
        Size of the first two, 2 to 12.
    ax : matplotlib Axes, optional
        Where to draw; new axes if not given.

    Returns
    -------
    Axes
        Where it was drawn; ``ax.legend()`` names the functions.

    Raises
    ------
    InvalidInputError
        If `size` is not an integer from 2 to 12.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from rankdyn.plots.growth import growth
    >>> axes = growth(3, ax=Figure().subplots())
    >>> [(line.get_label(), line.get_ydata().tolist()) for line in axes.lines[1:]]  # doctest: +NORMALIZE_WHITESPACE
    [('exponential family', [1, 2, 3, 3, 3, 3]), ('moment curve', [1, 2, 3, 2, 1, 0]),
     ('false neighbour', [1, 2, 1, 2, 1, 2])]
    """
    found = growth_ranks(size)
    with drawing(ax, 8.5, 6) as axes:
        top = max(max(ranks) for ranks in found.values())
        _bound(axes, [k + 1 for k in range(top + 1)], "bound $k + 1$ (L, G)", BLACK)
        looks = {
            "exponential family": ("s", ORANGE, 5.5),
            "moment curve": ("o", BLUE, 3.4),
            "false neighbour": ("v", VERMILLION, 3.8),
        }
        for name, (marker, color, size_of_marker) in looks.items():
            ranks = found[name]
            axes.plot(
                range(len(ranks)), ranks, marker, linestyle="-", markersize=size_of_marker, linewidth=1.0,
                label=labelled(name, ranks.kind), **dots(ranks.kind, color),
            )  # fmt: skip
        _frame(axes, 2 * size - 1, top)
        return axes


def growth_bounds(D: Any, max_order: int, *, ax: Axes | None = None) -> Axes:
    """Draw the generic ranks of a function under the bounds that the laws L and G derive from r_0 and r_1.

    Parameters
    ----------
    D : MatrixFunction, text, nested sequence, NumPy array or SymPy Matrix
        The function.
    max_order : int
        The highest order, 1 to 40.
    ax : matplotlib Axes, optional
        Where to draw; new axes if not given.

    Returns
    -------
    Axes
        Where it was drawn; ``ax.legend()`` names ranks and bounds.

    Raises
    ------
    InvalidInputError
        If `max_order` is out of range, or D no function.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from rankdyn.plots.growth import growth_bounds
    >>> axes = growth_bounds("[[1, t], [t, t**2]]", 2, ax=Figure().subplots())
    >>> [line.get_ydata().tolist() for line in axes.lines]
    [[1, 2, 3], [1, 2, 3], [1, 2, 1]]
    """
    if not 1 <= checked_count(max_order, "max_order") <= _MAX_ORDER:
        raise InvalidInputError(f"max_order must be an integer from 1 to {_MAX_ORDER}, not {max_order}")
    ranks = rank_sequence(D, max_order)
    with drawing(ax, 8.5, 6) as axes:
        orders = range(max_order + 1)
        _bound(axes, [leibniz_bound(ranks, 0, k) for k in orders], r"L: $(k + 1)\,r_0$", GREY)
        _bound(axes, [half_bound(ranks, 0, k) for k in orders], r"G: $r_0 + k\,\lfloor r_1/2\rfloor$", BLACK)
        axes.plot(orders, ranks, "o-", label=labelled("ranks", ranks.kind), linewidth=1.0, **dots(ranks.kind, GREEN))
        _frame(axes, max_order, max(max(ranks), 1))
        return axes


def _bound(axes: Axes, values: Sequence[int], name: str, color: str) -> None:
    axes.plot(range(len(values)), values, color=color, linestyle=(0, (3, 1.5)), linewidth=0.9, label=name, zorder=1)


def _frame(axes: Axes, max_order: int, top: int) -> None:
    """Set ranges and labels; bounds may leave through the top."""
    axes.set_xlabel("order $k$")
    axes.set_ylabel("generic rank $r_k$")
    axes.set_xlim(-0.4, max_order + 0.4)
    axes.set_ylim(-0.3, top + 1.7)
    axes.xaxis.set_major_locator(MaxNLocator("auto", integer=True))
    axes.yaxis.set_major_locator(MaxNLocator("auto", integer=True))
