"""The graph of theorems: an arrow from each theorem to those whose proofs rest on it, and a place for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from rankdyn.verify.report import Finding

if TYPE_CHECKING:
    import networkx

BOX: Final = (176, 46)
"""Width and height of a box, in pixels."""

_GAP: Final = (52, 18)
_LANE: Final = 2
"""Height of the place that an arrow gets in a column which it passes."""

_COLUMNS: Final = 4
_SWEEPS: Final = 12


Arrow = tuple[str, str]
Stop = str | tuple[Arrow, int]
"""What stands in a column: a theorem, or an arrow that passes the column."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each theorem stands, and which way its arrows go.

    Attributes
    ----------
    width, height : float
        Size of the drawing, in pixels.
    corners : dict of str to (float, float)
        The upper left corner of each box.
    lanes : dict of (str, str) to list of (float, float)
        For each arrow the points, one a column, at which it passes the columns between, left to right.
    """

    width: float
    height: float
    corners: dict[str, tuple[float, float]]
    lanes: dict[Arrow, list[tuple[float, float]]]


def graph(findings: Sequence[Finding]) -> networkx.DiGraph[str]:
    """Return the graph; the attribute `formal` of an arrow says whether a Coq proof goes along it.

    Dependences that only the Coq proofs have are left out where they follow from others.

    Theorems that were not asked for in this run are left out, with their arrows.
    """
    import networkx

    found: networkx.DiGraph[str] = networkx.DiGraph()
    found.add_nodes_from(finding.name for finding in findings)
    for finding in findings:
        for used in dict.fromkeys([*finding.uses, *finding.uses_formally]):
            if used in found:
                found.add_edge(used, finding.name, formal=used in finding.uses_formally)
    # Coq's proofs are followed all the way down: what another arrow says already would only hide it
    declared = {(used, finding.name) for finding in findings for used in finding.uses}
    for arrow in [arrow for arrow in found.edges if arrow not in declared]:
        found.remove_edge(*arrow)
        if not networkx.has_path(found, *arrow):
            found.add_edge(*arrow, formal=True)
    return found


def layout(theorems: networkx.DiGraph[str]) -> Layout:
    """Place theorems in columns, each to the right of all on which it rests; those without arrows stand below."""
    import networkx

    connected = theorems.subgraph([name for name in theorems if theorems.degree(name)])
    generations = [set(column) for column in networkx.topological_generations(connected)]
    depth = {name: x for x, column in enumerate(generations) for name in column}
    stops: networkx.DiGraph[Stop] = networkx.DiGraph()
    columns: list[list[Stop]] = [[name for name in theorems if name in column] for column in generations]
    for used, name in connected.edges:
        arrow = (used, name)
        way: list[Stop] = [used, *((arrow, x) for x in range(depth[used] + 1, depth[name])), name]
        networkx.add_path(stops, way)
        for x, stop in enumerate(way[1:-1], start=depth[used] + 1):
            columns[x].append(stop)
    columns = _untangled(columns, stops)
    across = BOX[0] + _GAP[0]
    heights = [sum(map(_height, column)) + _GAP[1] * (len(column) - 1) for column in columns]
    tallest = max(heights, default=0)
    corners: dict[str, tuple[float, float]] = {}
    lanes: dict[Arrow, list[tuple[float, float]]] = {arrow: [] for arrow in connected.edges}
    for x, (column, height) in enumerate(zip(columns, heights, strict=True)):
        y = (tallest - height) / 2
        for stop in column:
            if isinstance(stop, str):
                corners[stop] = (x * across, y)
            else:
                lanes[stop[0]].append((x * across, y + _LANE / 2))
            y += _height(stop) + _GAP[1]
    single = [name for name in theorems if not theorems.degree(name)]
    width = max(len(columns), _COLUMNS)
    start = tallest + 2 * _GAP[1] if columns else 0.0
    for index, name in enumerate(single):
        corners[name] = (index % width * across, start + index // width * (BOX[1] + _GAP[1]))
    rows = -(-len(single) // width)
    return Layout(width * across - _GAP[0], start + rows * (BOX[1] + _GAP[1]) - _GAP[1], corners, lanes)


def _height(stop: Stop) -> int:
    return BOX[1] if isinstance(stop, str) else _LANE


def _untangled(columns: list[list[Stop]], stops: networkx.DiGraph[Stop]) -> list[list[Stop]]:
    """Sort each column by the mean height of its neighbours, to and fro (Sugiyama, Tagawa, Toda 1981)."""
    height = {stop: float(y) for column in columns for y, stop in enumerate(column)}
    for sweep in range(_SWEEPS):
        near = stops.predecessors if sweep % 2 == 0 else stops.successors
        for column in columns if sweep % 2 == 0 else columns[::-1]:
            mean: dict[Stop, float] = {}
            for stop in column:
                heights = [height[other] for other in near(stop)]
                mean[stop] = sum(heights) / len(heights) if heights else height[stop]
            column.sort(key=mean.__getitem__)
            for y, stop in enumerate(column):
                height[stop] = y - (len(column) - 1) / 2
    return columns
