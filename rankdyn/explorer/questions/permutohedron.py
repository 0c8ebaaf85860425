"""The permutohedron to click on: the picture, and where each permutation is on it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from rankdyn.explorer.question import Report
from rankdyn.explorer.questions.drawing import PLOTS, Drawing, drawn_on
from rankdyn.laws.writing import shown
from rankdyn.permutations import table

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DRAWN: Final = (3, 4)
"""Each n whose permutohedron is drawn."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A vertex on the picture.

    Attributes
    ----------
    name : str
        The permutation, '2,3,1'.
    label : str
        What is said of it: '2 3 1: a rank sequence'.
    x, y : float
        Its place, in parts of the picture's width and height, from the top left corner.
    """

    name: str
    label: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Permutohedron:
    """The picture of all permutations of 1, …, n, and where each of them is on it."""

    drawing: Drawing
    spots: tuple[Spot, ...]


def drawn(report: Report, n: int) -> Permutohedron:
    """Draw the permutohedron of S_n, n = 3 or 4."""
    report(f"drawing the permutohedron of S_{n}")
    return _drawn(n)


def warm_up() -> None:
    """Draw all there are; each is drawn once."""
    for n in DRAWN:
        _drawn(n)


@cache
def _drawn(n: int) -> Permutohedron:
    from rankdyn.plots.permutohedron import LOOKS, permutohedron_places

    size, plot = PLOTS["permutohedron"]
    spots: list[Spot] = []

    def plotted(axes: Axes) -> str:
        words = plot(axes, n=n)
        figure = axes.get_figure(root=True)
        assert figure is not None
        figure.draw_without_rendering()  # lays it out
        to_figure = axes.transData + figure.transFigure.inverted()
        places = permutohedron_places(n)
        for found in table(n):
            x, y = to_figure.transform(places[found.permutation])
            label = f"{' '.join(map(str, found.permutation))}: {LOOKS[found.shift].name}"
            spots.append(Spot(shown(found.permutation), label, round(float(x), 4), round(1 - float(y), 4)))
        return words

    return Permutohedron(drawn_on(size, f"permutohedron-{n}", plotted), tuple(spots))
