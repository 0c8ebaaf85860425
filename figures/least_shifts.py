"""The permutations of S_5 by least shift: 20 are rank sequences, the others after 1, 2 or 3 is added to every rank.

A column for each last rank: the more is left at the end, the more must be added. Five are known only within bounds.
"""

from __future__ import annotations

from _style import WIDTH, centimetres, run
from matplotlib.figure import Figure

from rankdyn.plots.least_shifts import in_words, least_shift_bands, least_shifts

SIZE = 5

CAPTION = """\
The {count} permutations pi of S_{n}, read as the ranks of D, D', ..., by their least shift c, for which pi + c is a
rank sequence, and by the last rank pi_{n}. In brackets: how many there are.
All ranks are exact: {settled} least shifts are known, by a witness, whose ranks were computed exactly when the figure
was drawn, and by the law that forbids each smaller shift, named below. Of {open} only bounds are known: they stand
between, in both colours. Their upper bound has a witness, and each shift below the lower bound breaks the law named; of
the shifts from the lower bound to below the upper one nothing is claimed.

{rows}
"""


def draw() -> tuple[Figure, str]:
    """Return the figure and its caption."""
    rows = [row for band in least_shift_bands(SIZE).values() for row in band]
    figure = Figure(figsize=centimetres(WIDTH, 10.2))
    least_shifts(SIZE, ax=figure.subplots())
    settled = sum(row.is_exact for row in rows)
    caption = CAPTION.format(
        count=len(rows), n=SIZE, settled=settled, open=len(rows) - settled, rows="\n".join(map(in_words, rows))
    )
    return figure, caption


if __name__ == "__main__":
    run("least_shifts", draw)
