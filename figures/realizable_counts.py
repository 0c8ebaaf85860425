"""How many sequences are realizable: growth with the length, for several largest entries.

For each length n and largest entry m, all (m + 1)^n sequences, those with an exact witness, and those that no law
forbids. The last two bound the number of realizable sequences; where they differ both are drawn.
"""

from __future__ import annotations

from _style import WIDTH, centimetres, run
from matplotlib.figure import Figure

from rankdyn import plots
from rankdyn.plots.realizable_counts import counted

CAPTION = """\
Numbers of realizable sequences (r_0, ..., r_(n-1)) with entries up to m (full lines), among all (m + 1)^n (dotted).
All ranks are exact: a sequence counts as realizable when a witness was made, and its ranks were computed exactly, as
the figure was drawn: by constructions alone, without search. Where more sequences pass all laws than have such a
witness, the open symbol gives the number that pass: the number of realizable ones lies between.

{rows}
"""


def draw() -> tuple[Figure, str]:
    """Return the figure and its caption."""
    found = counted()
    figure = Figure(figsize=centimetres(WIDTH, 6.6))
    plots.realizable_counts(ax=figure.subplots())
    rows = "\n".join(
        f"n = {n}, m = {m}: {(m + 1) ** n} in all, {low} realizable"
        + (f", {high} pass all laws" if high != low else "")
        for (n, m), (low, high) in sorted(found.items())
    )
    return figure, CAPTION.format(rows=rows)


if __name__ == "__main__":
    run("realizable_counts", draw)
