"""What rankdyn takes beside its floor and its peers, against the size of the matrix.

The times are those of the last complete `make bench`, stored in figures/data/bench.json, so that the figure is the same
each time it is drawn; they are best times on one machine, and their ratios say more than they do.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Literal, NamedTuple

from _style import WIDTH, centimetres, run
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from rankdyn import plots
from rankdyn.plots.style import BLACK, BLUE, GREEN, ORANGE, SKY, VERMILLION

DATA = Path(__file__).with_name("data") / "bench.json"

CAPTION = """\
Best times of the last complete `make bench`, two shared cores; both axes are logarithmic.
The floor is FLINT's own rank of the same matrices modulo a prime, already in its memory: nothing that ranks with FLINT
can take less. 'certified' includes the proof of the upper bounds and the certificate; the exact peers prove the rank of
the dense product, rankdyn that of an expanded matrix of hidden rank n/2.

{tables}
"""


class Line(NamedTuple):
    """One line of a panel: what was measured, how it is called and drawn, and where its name stands."""

    task: str
    method: str
    name: str
    color: str
    style: str
    at: int
    shift: tuple[float, float]
    side: Literal["left", "center", "right"] = "left"


DENSE = (
    Line("a", "exact: SymPy DomainMatrix over ZZ[t]", "SymPy,\nexact", ORANGE, "s--", 8, (-3, 6), "right"),
    Line("a", "exact: FLINT's fmpz_poly_mat_rank", "FLINT,\nexact", GREEN, "^--", 16, (0, 6), "center"),
    Line("certified", "rankdyn, certified, first call", "rankdyn,\ncertified", BLUE, "D-", 64, (0, 6), "center"),
    Line("a", "PARI, evaluation mod p written by hand", "PARI, mod p by hand", VERMILLION, "v--", 256, (4, 1)),
    Line("a", "rankdyn through python-flint's public API", "rankdyn, public API", SKY, "o-", 256, (4, 2)),
    Line("a", "rankdyn, Monte-Carlo, warm call", "rankdyn, Monte-Carlo", BLUE, "o-", 256, (4, 1)),
    Line("a", "floor: FLINT's rank alone, matrices in memory", "floor: FLINT's rank", BLACK, ":", 256, (4, -10)),
)

FUNCTIONS = (
    Line("c", "rankdyn, Monte-Carlo, first call after parsing", "first call", VERMILLION, "s--", 8, (5, 0)),
    Line("c", "rankdyn, Monte-Carlo, warm call", "warm", VERMILLION, "s-", 8, (4, -8)),
    Line("b", "rankdyn, Monte-Carlo, first call (expands)", "first call", BLUE, "o--", 32, (0, 5), "right"),
    Line("b", "rankdyn, Monte-Carlo, warm call", "warm", BLUE, "o-", 32, (0, -9), "right"),
)

SMALL = (
    Line("batch", "python-flint, one by one", "python-flint", GREEN, "^--", 8, (0, 6), "right"),
    Line("batch", "rankdyn, batch_ranks", "rankdyn", BLUE, "o-", 8, (5, -8)),
)

SYMPY = (
    Line("sympy", "SymPy, Poly(e, t)", "Poly(e, t)", ORANGE, "s--", 16, (2, -10), "right"),
    Line("sympy", "SymPy, Matrix.to_DM()", "to_DM()", GREEN, "^--", 16, (2, 5), "right"),
    Line("sympy", "rankdyn.MatrixFunction", "rankdyn", BLUE, "o-", 16, (0, 5), "right"),
)


def measured() -> dict[tuple[str, str], dict[int, float]]:
    """Return the seconds by task, method and size."""
    if not DATA.exists():
        sys.exit(f"not drawn, because {DATA.name} is missing: `make bench` writes it")
    found: dict[tuple[str, str], dict[int, float]] = {}
    for row in json.loads(DATA.read_text())["rows"]:
        found.setdefault((row["task"], row["method"]), {})[row["n"]] = row["seconds"]
    return found


def draw_panel(
    axes: Axes, lines: tuple[Line, ...], times: dict[tuple[str, str], dict[int, float]], title: str, sizes: list[int]
) -> None:
    """Draw the lines that were measured, each with its name beside one of its points."""
    methods = [plots.TimedMethod(line.name, times.get((line.task, line.method), {}), *line[3:]) for line in lines]
    plots.times(methods, sizes=sizes, ax=axes)
    axes.set_title(title, loc="left", fontsize=7)
    axes.set_ylabel("")


def tables(times: dict[tuple[str, str], dict[int, float]], titles: dict[str, str]) -> str:
    """Return all times as text."""
    shown = []
    for task, title in titles.items():
        shown += [title]
        for (other, method), known in times.items():
            if other == task:
                shown += ["  " + method + ": " + ", ".join(f"n = {n}: {s:.3g} s" for n, s in known.items())]
    return "\n".join(shown)


def draw() -> tuple[Figure, str]:
    """Return the figure and its caption."""
    times = measured()
    figure = Figure(figsize=centimetres(WIDTH, 14.5))
    panels = figure.subplot_mosaic(
        [["dense", "dense"], ["functions", "functions"], ["small", "sympy"]], height_ratios=[2.3, 1.25, 1.15]
    )
    dense = panels["dense"]
    draw_panel(dense, DENSE, times, "(a) dense $U V^{\\mathsf{T}}$, all orders, in s", [4, 8, 16, 32, 64, 128, 256])
    dense.set_xlim(3.4, 2300)
    dense.margins(y=0.15)
    functions = panels["functions"]
    title = "(b) $e^{(\\alpha_a + \\beta_b)t}$: dots; (c) exp, sin, cos, rational: squares; in s"
    draw_panel(functions, FUNCTIONS, times, title, [3, 4, 8, 16, 32])
    draw_panel(panels["small"], SMALL, times, "$10^5$ ranks mod $p$, in s", [4, 8, 12])
    draw_panel(panels["sympy"], SYMPY, times, "SymPy input, in s an entry", [4, 8, 16])
    for name in ("functions", "small", "sympy"):
        panels[name].margins(x=0.08, y=0.25)
    for name in ("dense", "functions"):
        panels[name].set_xlabel("")
    return figure, CAPTION.format(tables=tables(times, json.loads(DATA.read_text())["titles"]))


if __name__ == "__main__":
    run("peers", draw)
