"""`theorem_graph`: the theorems, what each rests on, and what is declared to back it.

Colours and places are those of the blueprint, but nothing is run: a claim counts as backed by Coq if it names Coq
theorems, by paper if it names its proof. Whether they compile and stand there is what `verify` finds out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Patch
from matplotlib.path import Path

from rankdyn.blueprint.colours import FILL, INK
from rankdyn.blueprint.graph import BOX, Layout, layout
from rankdyn.plots.axes import drawing
from rankdyn.theorems import THEOREMS
from rankdyn.theorems.theorem import Claim, Theorem
from rankdyn.verify.backing import ClaimFinding, Status, overall

if TYPE_CHECKING:
    import networkx

WORDS: Final = {
    Status.FORMAL: "Coq",
    Status.PARTLY: "Coq and paper",
    Status.PAPER: "paper",
    Status.INSTANCES: "instances",
    Status.OPEN: "open",
}
"""What stands in a box: what backs the weakest claim of a theorem, or both where Coq has some and paper the others."""

_EDGE: Final = "#333333"
_ARROW: Final = "#555555"

Point = tuple[float, float]


def theorem_graph(*, ax: Axes | None = None) -> Axes:
    """Draw a box for each theorem and an arrow to it from every theorem on which its proof rests.

    Parameters
    ----------
    ax : matplotlib Axes, optional
        Where to draw, at least 16 cm wide; new axes if not given.

    Returns
    -------
    Axes
        Where it was drawn; `theorem_graph_legend` names the colours.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> from rankdyn.plots.theorem_graph import theorem_graph
    >>> axes = theorem_graph(ax=Figure().subplots())
    >>> [text.get_text() for text in axes.texts][:2]
    ['leibniz', 'Coq and paper']
    """
    with drawing(ax, 17, 14) as axes:
        theorems = _graph()
        placed = layout(theorems)
        for used, name in theorems.edges:
            axes.add_patch(_arrow(placed, used, name))
        for theorem in THEOREMS:
            _box(axes, placed.corners[theorem.name], theorem)
        axes.set_xlim(-4, placed.width + 4)
        axes.set_ylim(placed.height + 4, -4)
        axes.set_aspect("equal")
        axes.axis("off")
        return axes


def theorem_graph_legend() -> list[Patch]:
    """Return what a legend needs to name the colours in use."""
    present = {declared(theorem) for theorem in THEOREMS}
    names = WORDS | {Status.INSTANCES: "instances; some claim has no proof"}
    return [
        Patch(facecolor=FILL[status], edgecolor=_EDGE, label=name)
        for status, name in names.items()
        if status in present
    ]


def declared(theorem: Theorem) -> Status:
    """Return what is declared to back a theorem, without a look at whether it does.

    A theorem all of whose claims have a proof is as strong as the weakest of these proofs; one with a claim that names
    no proof is known from instances, and open if its check is a search, which may end without an answer.
    """
    return overall((_finding(claim, theorem.method == "search") for claim in theorem.claims), failed=False)


def _finding(claim: Claim, undecided: bool) -> ClaimFinding:
    if claim.coq:
        status = Status.FORMAL
    elif claim.proof:
        status = Status.PAPER
    else:
        status = Status.OPEN if undecided else Status.INSTANCES
    return ClaimFinding(claim.text, status, [], "", "")


def _graph() -> networkx.DiGraph[str]:
    """Return the theorems with the arrows that they declare."""
    import networkx

    found: networkx.DiGraph[str] = networkx.DiGraph()
    found.add_nodes_from(theorem.name for theorem in THEOREMS)
    found.add_edges_from((used, theorem.name) for theorem in THEOREMS for used in theorem.uses)
    return found


def _arrow(placed: Layout, used: str, name: str) -> FancyArrowPatch:
    """Return an arrow from the right side of a box, along its lanes, to the left side of another."""
    (x, y), end = placed.corners[used], placed.corners[name]
    points: list[Point] = [(x + BOX[0], y + BOX[1] / 2)]
    codes = [Path.MOVETO]
    for left, height in placed.lanes[used, name]:
        points += [*_bend(points[-1], (left, height)), (left + BOX[0], height)]
        codes += [Path.CURVE4] * 3 + [Path.LINETO]
    points += _bend(points[-1], (end[0] - 1, end[1] + BOX[1] / 2))
    codes += [Path.CURVE4] * 3
    return FancyArrowPatch(
        path=Path(points, codes), arrowstyle="-|>,head_length=3,head_width=1.5", mutation_scale=1.1,
        color=_ARROW, linewidth=0.8, shrinkA=0, shrinkB=0, zorder=1,
    )  # fmt: skip


def _bend(start: Point, end: Point) -> list[Point]:
    middle = (start[0] + end[0]) / 2
    return [(middle, start[1]), (middle, end[1]), end]


def _box(axes: Axes, corner: Point, theorem: Theorem) -> None:
    """Draw the box of a theorem: the letter of its law, its name, and what backs it."""
    (x, y), status = corner, declared(theorem)
    axes.add_patch(
        FancyBboxPatch(
            corner, *BOX, boxstyle="round,pad=0,rounding_size=7", facecolor=FILL[status], edgecolor=_EDGE,
            linewidth=0.6, linestyle="--" if status is Status.OPEN else "-", zorder=2,
        )
    )  # fmt: skip
    letter = re.match(r"((?:[A-Z]{1,2}'*(?:, )?)+: )?", theorem.title)
    assert letter is not None
    name = (letter[0] + theorem.name).replace("''", "″").replace("'", "′")
    middle = x + BOX[0] / 2
    for words, height, size, weight in ((name, 16, 6.5, "bold"), (WORDS[status], 33, 6.5, "normal")):
        axes.text(
            middle, y + height, words, color=INK[status], fontsize=size, fontweight=weight, ha="center",
            va="center_baseline", zorder=3,
        )  # fmt: skip
