"""All sequences of length 4 with entries up to 4: the realizable ones, and the law that forbids each of the others.

A block for each (r_0, r_1), a cell in it for each (r_2, r_3), from the atlas that comes with the package. The laws are
checked again when the figure is drawn; witnesses are those whose certificates stand in the atlas. Nothing is open.
"""

from __future__ import annotations

import sys
from textwrap import fill

from _style import WIDTH, centimetres, run
from matplotlib.figure import Figure

from rankdyn import laws
from rankdyn.plots.law_map_of_length_4 import (
    LOOKS,
    MAX_TOP,
    law_map_of_length_4,
    law_map_of_length_4_legend,
    length_4_verdicts,
)

CAPTION = """\
The {count} sequences (r_0, r_1, r_2, r_3) with entries up to {top}: {realizable} realizable, {impossible} impossible.
White: realizable. Coloured: impossible, by the law named in the cell, the first that is broken. The blocks in one piece
break law L at r_1 <= 2 r_0.
All ranks are exact: each realizable sequence has a witness in the atlas that comes with the package, with a certificate
that `rankdyn atlas check` checks; the law that forbids each other one was checked when the figure was drawn. None is
open.

{rows}
"""


def verdicts() -> dict[tuple[int, ...], str]:
    """Return the verdicts, if all are decided and the laws agree with the atlas."""
    found = length_4_verdicts(MAX_TOP)
    for ranks, verdict in found.items():
        broken = laws.check(ranks)
        if verdict != (broken[0].law if broken else ""):
            sys.exit(f"not drawn, because the atlas says {verdict!r} of {ranks}, and the laws {broken}")
    return found


def draw() -> tuple[Figure, str]:
    """Return the figure and its caption."""
    found = verdicts()
    figure = Figure(figsize=centimetres(WIDTH, 9.6))
    law_map_of_length_4(ax=figure.subplots())
    figure.legend(
        handles=law_map_of_length_4_legend(), loc="outside upper center", ncols=3, columnspacing=0.9, handletextpad=0.4
    )
    groups: dict[str, list[str]] = {}
    for ranks, verdict in found.items():
        groups.setdefault(LOOKS[verdict].name, []).append("".join(map(str, ranks)))
    realizable = len(groups[LOOKS[""].name])
    rows = "\n".join(
        fill(f"{name.replace('′', chr(39))} ({len(groups[name])}): {' '.join(groups[name])}", 120)
        for name in (look.name for look in LOOKS.values())
        if name in groups
    )
    caption = CAPTION.format(
        count=len(found), top=MAX_TOP, realizable=realizable, impossible=len(found) - realizable, rows=rows
    )
    return figure, caption


if __name__ == "__main__":
    run("law_map_4", draw)
