"""The permutohedron of S_4: which permutations are rank sequences, and the least shifts of the others.

Vertices are the permutations, read as ranks of D, D′, D″, D‴; edges exchange the ranks of two consecutive orders. Drawn
flat, as a Schlegel diagram: one hexagon outside, the others in rings by their distance from it, turned as in Tutte's
drawing (each inner vertex at the centre of its neighbours).
"""

from __future__ import annotations

from itertools import permutations
from math import atan2, cos, pi, sin

import networkx as nx
import numpy as np
from _style import BLUE, WIDTH, centimetres, run
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from rankdyn.permutations.least_shifts import Row, table

RADII = (1.0, 0.73, 0.49, 0.235)
"""Of the rings."""

LOOKS = {0: (BLUE, "white", "o", 17.5), 1: ("#F0E442", "black", "s", 15.5), 2: ("#D55E00", "white", "H", 19.0)}
"""By least shift: colour, colour of the text, marker and its size."""

CAPTION = """\
The permutohedron of S_4: a vertex pi stands for the ranks pi_1, ..., pi_4 of D, D', D'', D''', an edge for the exchange
of the ranks of two consecutive orders. Circles: pi is a rank sequence; squares: pi + 1 is one, pi is not; hexagons:
pi + 2 is one, pi and pi + 1 are not.
All ranks are exact: every shift drawn has a witness, whose ranks were computed exactly when the figure was drawn, and
every smaller shift breaks the law named.

{rows}
"""


def permutohedron() -> nx.Graph:
    """Return the graph."""
    graph = nx.Graph()
    for one in permutations((1, 2, 3, 4)):
        for i in range(3):
            graph.add_edge(one, (*one[:i], one[i + 1], one[i], *one[i + 2 :]))
    return graph


def places(graph: nx.Graph) -> dict[tuple[int, ...], tuple[float, float]]:
    """Return the drawing: angles of Tutte's drawing, radii by the distance from the outer hexagon."""
    outer = [(1, 2, 3, 4)]  # the permutations with the rank 4 last, around their hexagon
    for step in (0, 1, 0, 1, 0):
        one = outer[-1]
        outer.append((*one[:step], one[step + 1], one[step], *one[step + 2 :]))
    fixed = {one: (sin(i * pi / 3), cos(i * pi / 3)) for i, one in enumerate(outer)}
    inner = sorted(set(graph) - set(outer))
    index = {one: i for i, one in enumerate(inner)}
    matrix, right = np.zeros((len(inner), len(inner))), np.zeros((len(inner), 2))
    for one in inner:
        matrix[index[one], index[one]] = graph.degree(one)
        for other in graph[one]:
            if other in index:
                matrix[index[one], index[other]] -= 1
            else:
                right[index[one]] += fixed[other]
    found = dict(fixed)
    distance = nx.multi_source_dijkstra_path_length(graph, outer)
    for one, (x, y) in zip(inner, np.linalg.solve(matrix, right), strict=True):
        angle, radius = atan2(x, y), RADII[distance[one]]
        found[one] = radius * sin(angle), radius * cos(angle)
    return found


def line(row: Row) -> str:
    """Return the line of the caption for one permutation."""
    name = "".join(map(str, row.permutation))
    if row.verdict == "witness":
        return f"{name}: a rank sequence"
    laws = (f"shift {c}: law {part.violation.law}" for part in row.laws for c in range(part.first, part.last + 1))
    return f"{name}: least shift {row.shift} ({', '.join(laws)})"


def draw() -> tuple[Figure, str]:
    """Return the figure and its caption."""
    rows = {row.permutation: row for row in table(4)}
    assert all(row.is_exact for row in rows.values())
    graph = permutohedron()
    at = places(graph)
    figure = Figure(figsize=centimetres(WIDTH, 9.2))
    axes = figure.subplots()
    for one, other in sorted(map(sorted, graph.edges)):
        axes.plot(*zip(at[one], at[other], strict=True), color="#808080", linewidth=0.8, zorder=1)
    for one, (x, y) in sorted(at.items()):
        face, ink, marker, size = LOOKS[rows[one].shift]
        axes.plot(x, y, marker, color=face, markersize=size, markeredgecolor="#404040", markeredgewidth=0.5, zorder=2)
        axes.text(x, y, "".join(map(str, one)), color=ink, ha="center", va="center_baseline", fontsize=6, zorder=3)
    names = {0: "a rank sequence", 1: "least shift 1", 2: "least shift 2"}
    handles = [
        Line2D(
            [], [], linestyle="", marker=marker, color=face, markeredgecolor="#404040", markersize=7, label=names[shift]
        )
        for shift, (face, _, marker, _) in LOOKS.items()
    ]
    figure.legend(handles=handles, loc="outside upper center", ncols=3, handletextpad=0.3)
    axes.set_aspect("equal")
    axes.set_xlim(-1.12, 1.12)
    axes.set_ylim(-1.14, 1.14)
    axes.axis("off")
    return figure, CAPTION.format(rows="\n".join(line(row) for row in rows.values()))


if __name__ == "__main__":
    run("permutohedron", draw)
