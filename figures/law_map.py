"""All length-3 sequences with entries up to 5: the realizable ones, and the law that forbids each of the others.

One panel for each r_0, a cell for each (r_1, r_2). White cells have an exact witness, computed when the figure is
drawn; every other cell bears the name of the first law that it breaks. Nothing is open.
"""

from __future__ import annotations

from itertools import product

from _style import WIDTH, centimetres, run
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle

from rankdyn import laws
from rankdyn.realization.shifted import constructing

TOP = 5

LOOKS = {"L": ("#0072B2", "white"), "G": ("#E69F00", "black"), "T": ("#CC79A7", "black")}
"""By law: colours of the cell and of its letter; in grey and for every kind of colour vision apart."""

CAPTION = """\
The {count} sequences (r_0, r_1, r_2) with entries up to {top}. White: realizable ({realizable} of them).
All ranks are exact: a witness was made for each, and its ranks were computed exactly, when the figure was drawn.
Coloured: impossible, by the law named in the cell, the first in the order L (growth, {L}), G (half growth, {G}),
T (block Toeplitz, {T}) that is broken. None is open.

{rows}
"""


def verdicts() -> dict[tuple[int, ...], str]:
    """Return for each sequence the name of the law that forbids it, '' if it has an exact witness."""
    make, found = constructing("derivative"), {}
    for ranks in product(range(TOP + 1), repeat=3):
        broken = laws.check(ranks)
        if broken:
            found[ranks] = broken[0].law
            continue
        block = make(ranks) if any(ranks) else None
        if any(ranks) and (block is None or block.ranks(3) != ranks):
            raise SystemExit(f"not drawn, because {ranks} is neither realized nor forbidden")
        found[ranks] = ""
    return found


def draw_panel(axes: Axes, first: int, found: dict[tuple[int, ...], str]) -> None:
    """Draw the cells of one r_0."""
    for second, third in product(range(TOP + 1), repeat=2):
        law = found[first, second, third]
        face, ink = LOOKS.get(law, ("white", "black"))
        axes.add_patch(
            Rectangle((second - 0.5, third - 0.5), 1, 1, facecolor=face, edgecolor="#404040", linewidth=0.35)
        )
        axes.text(second, third, law, color=ink, ha="center", va="center_baseline", fontsize=5.5)
    axes.set_title(f"$r_0 = {first}$", pad=3)
    axes.set_xlim(-0.5, TOP + 0.5)
    axes.set_ylim(-0.5, TOP + 0.5)
    axes.set_xticks(range(TOP + 1))
    axes.set_yticks(range(TOP + 1))
    axes.set_aspect("equal")
    axes.grid(visible=False)
    axes.tick_params(length=0, pad=2)
    for spine in axes.spines.values():
        spine.set_visible(False)


def draw() -> tuple[Figure, str]:
    """Return the figure and its caption."""
    found = verdicts()
    figure = Figure(figsize=centimetres(WIDTH, 7.6))
    panels = figure.subplots(2, 3, sharex=True, sharey=True)
    for first, axes in enumerate(panels.flat):
        draw_panel(axes, first, found)
    for axes in panels[-1]:
        axes.set_xlabel("$r_1$", labelpad=1)
    for axes in panels[:, 0]:
        axes.set_ylabel("$r_2$", labelpad=2)
    names = {"L": "growth", "G": "half growth", "T": "block Toeplitz"}
    handles = [Patch(facecolor="white", edgecolor="#404040", label="realizable")]
    handles += [
        Patch(facecolor=LOOKS[law][0], edgecolor="#404040", label=f"{law}: {name}") for law, name in names.items()
    ]
    figure.legend(handles=handles, loc="outside upper center", ncols=4, columnspacing=0.8, handletextpad=0.4)
    counts = {law: sum(name == law for name in found.values()) for law in ("", *LOOKS)}
    caption = CAPTION.format(
        count=len(found),
        top=TOP,
        realizable=counts.pop(""),
        rows="\n".join(f"{''.join(map(str, ranks))}: {law or 'realizable'}" for ranks, law in found.items()),
        **counts,
    )
    return figure, caption


if __name__ == "__main__":
    run("law_map", draw)
