"""`permutohedron`: which permutations of S_3 or S_4 are rank sequences, and the least shifts of the others.

Vertices are the permutations, read as ranks of D, D′, D″, …; edges exchange the ranks of two consecutive orders. S_4 is
drawn flat, as a Schlegel diagram: one hexagon outside, the others in rings by their distance from it, turned as in
Tutte's drawing (each inner vertex at the centre of its neighbours).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import permutations
from math import atan2, cos, pi, sin
from typing import Any, Final, NamedTuple

import networkx as nx
import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from rankdyn.errors import InvalidInputError
from rankdyn.laws.reading import checked_ranks
from rankdyn.permutations.least_shifts import table
from rankdyn.plots.axes import drawing
from rankdyn.plots.style import BLUE, VERMILLION, YELLOW

Permutation = tuple[int, ...]

_RADII: Final = (1.0, 0.73, 0.49, 0.235)
"""Of the rings."""

_EDGE: Final = "#404040"


class Look(NamedTuple):
    """How a vertex is drawn: its colour, that of its text, the marker with its size in points, and its name."""

    face: str
    ink: str
    marker: str
    size: float
    name: str


LOOKS: Final = {
    0: Look(BLUE, "white", "o", 17.5, "a rank sequence"),
    1: Look(YELLOW, "black", "s", 16.5, "least shift 1"),
    2: Look(VERMILLION, "black", "H", 19.0, "least shift 2"),
}
"""By least shift."""


def permutohedron(
    n: int = 4, *, chosen: Sequence[int] | None = None, ax: Axes | None = None, legend: bool = True
) -> Axes:
    """Draw the permutohedron of S_n, each vertex with the colour and shape of its least shift.

    A vertex π with least shift c: π + c has an exact witness, and every smaller shift breaks a law.

    Parameters
    ----------
    n : int, default 4
        3 or 4.
    chosen : sequence of int, optional
        A permutation of 1, …, n that gets a ring.
    ax : matplotlib Axes, optional
        Where to draw, at least 8 cm wide for n = 4; new axes if not given.
    legend : bool, default True
        Whether to name colours and shapes above.

    Returns
    -------
    Axes
        Where it was drawn; `permutohedron_places` gives the vertices in its data coordinates.

    Raises
    ------
    InvalidInputError
        For another n, or if `chosen` is no permutation of 1, …, n.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from rankdyn import plots
    >>> ax = plots.permutohedron(3, chosen=(1, 3, 2), ax=Figure().subplots())
    >>> [text.get_text() for text in ax.texts]
    ['123', '132', '213', '231', '312', '321']
    """
    at = permutohedron_places(n)
    ring = None if chosen is None else _checked(chosen, n)
    rows = {row.permutation: row for row in table(n)}
    with drawing(ax, *((8.5, 10.2) if n == 4 else (6.0, 6.4))) as axes:
        for one, other in sorted(map(sorted, _graph(n).edges)):
            axes.plot(*zip(at[one], at[other], strict=True), color="#808080", linewidth=0.8, zorder=1)
        for one, (x, y) in sorted(at.items()):
            look = LOOKS[rows[one].shift]
            edge: dict[str, Any] = {"markeredgecolor": _EDGE, "markeredgewidth": 0.5}
            axes.plot(x, y, look.marker, color=look.face, markersize=look.size, clip_on=False, zorder=2, **edge)
            axes.text(
                x, y, "".join(map(str, one)), color=look.ink, ha="center", va="center_baseline", fontsize=6, zorder=3
            )
            if one == ring:
                edge = {"markeredgecolor": "black", "markeredgewidth": 1.6}
                axes.plot(x, y, "o", color="none", markersize=24, clip_on=False, zorder=2, **edge)
        if legend:
            shifts = sorted({row.shift for row in rows.values()})
            axes.legend(handles=permutohedron_legend(shifts), loc="upper center", ncols=len(shifts), handletextpad=0.3)
        axes.set_aspect("equal")
        axes.set_xlim(-1.04, 1.04)
        axes.set_ylim(-1.14, 1.4 if legend else 1.14)
        axes.axis("off")
        return axes


def permutohedron_legend(shifts: Sequence[int] = (0, 1, 2)) -> list[Line2D]:
    """Return what a legend needs to name the looks of these least shifts."""
    looks = [LOOKS[shift] for shift in shifts]
    return [
        Line2D([], [], linestyle="", marker=k.marker, color=k.face, markeredgecolor=_EDGE, markersize=7, label=k.name)
        for k in looks
    ]


@lru_cache(maxsize=2)
def _places(n: int) -> dict[Permutation, tuple[float, float]]:
    graph, outer = _graph(n), [tuple(range(1, n + 1))]
    for step in (0, 1, 0, 1, 0):  # around the hexagon of the permutations with the rank 4, if any, last
        outer.append(_exchanged(outer[-1], step))
    fixed = {one: (sin(i * pi / 3), cos(i * pi / 3)) for i, one in enumerate(outer)}
    inner = sorted(set(graph) - set(outer))
    if not inner:
        return fixed
    index = {one: i for i, one in enumerate(inner)}
    matrix, right = np.zeros((len(inner), len(inner))), np.zeros((len(inner), 2))
    for one in inner:
        matrix[index[one], index[one]] = graph.degree(one)
        for other in graph[one]:
            if other in index:
                matrix[index[one], index[other]] -= 1
            else:
                right[index[one]] += fixed[other]
    distance = nx.multi_source_dijkstra_path_length(graph, outer)
    for one, (x, y) in zip(inner, np.linalg.solve(matrix, right), strict=True):
        angle, radius = atan2(x, y), _RADII[distance[one]]
        fixed[one] = radius * sin(angle), radius * cos(angle)
    return fixed


def permutohedron_places(n: int) -> dict[Permutation, tuple[float, float]]:
    """Return where each vertex is drawn, in data coordinates of the axes: both within [−1, 1].

    Parameters
    ----------
    n : int
        3 or 4.

    Raises
    ------
    InvalidInputError
        For another n.

    Examples
    --------
    >>> from rankdyn.plots import permutohedron_places
    >>> permutohedron_places(3)[1, 2, 3]
    (0.0, 1.0)
    """
    if isinstance(n, bool) or n not in (3, 4):
        raise InvalidInputError(f"n must be 3 or 4, not {n!r}; for other n see rankdyn.permutations.table"[:200])
    return dict(_places(int(n)))


def _graph(n: int) -> nx.Graph:
    graph = nx.Graph()
    for one in permutations(range(1, n + 1)):
        graph.add_edges_from((one, _exchanged(one, i)) for i in range(n - 1))
    return graph


def _exchanged(one: Permutation, i: int) -> Permutation:
    return (*one[:i], one[i + 1], one[i], *one[i + 2 :])


def _checked(chosen: Any, n: int) -> Permutation:
    try:
        found = checked_ranks(chosen)
    except InvalidInputError:
        found = ()
    if sorted(found) != list(range(1, n + 1)):
        raise InvalidInputError(f"chosen must be a permutation of 1, …, {n}, not {chosen!r}"[:200])
    return found
