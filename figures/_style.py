"""What the figure scripts share: the width, the refusal of what is not exact, and how a script writes its files.

The style and the files are those of `rankdyn.plots`: the same byte for byte each time.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import matplotlib
from matplotlib.figure import Figure
from threadpoolctl import threadpool_limits

import rankdyn as rd
from rankdyn.plots.picture import FORMATS, picture
from rankdyn.plots.style import BLUE, VERMILLION, styled

__all__ = ["BLUE", "VERMILLION", "WIDTH", "centimetres", "exact_ranks", "run"]

WIDTH = 8.5
"""Width of a figure in centimetres."""


def centimetres(width: float, height: float) -> tuple[float, float]:
    """Return a size in inches."""
    return width / 2.54, height / 2.54


def exact_ranks(ranks: rd.RankSequence) -> list[int]:
    """Return the ranks, if they are proved; a figure of anything less is not drawn."""
    if ranks.kind != "exact":
        sys.exit(f"not drawn, because these ranks are not exact:\n{ranks.explain()}")
    return list(ranks)


def run(name: str, draw: Callable[[], tuple[Figure, str]], arguments: Sequence[str] | None = None) -> None:
    """Draw one figure from the command line, with its caption as NAME.txt.

    Parameters
    ----------
    name : str
        Stem of the files.
    draw : callable
        Returns the figure and the caption; called with the style in force.
    arguments : sequence of str, optional
        Command-line arguments, those of the process if not given.
    """
    parser = argparse.ArgumentParser(description=f"Draw the figure {name!r} and write its caption with the exact data.")
    parser.add_argument("--output", type=Path, default=Path("build/figures"), metavar="DIR", help="where to write")
    parser.add_argument("--format", default=",".join(FORMATS), metavar="LIST", help="pdf, svg, png (default: all)")
    chosen = parser.parse_args(arguments)
    formats = [word.strip() for word in chosen.format.split(",")]
    for word in formats:
        if word not in FORMATS:
            parser.error(f"unknown format {word!r}; choose from {', '.join(FORMATS)}")
    matplotlib.use("Agg")
    with styled(), threadpool_limits(1):  # several threads add in another order: other bytes, and here later too
        figure, caption = draw()
        chosen.output.mkdir(parents=True, exist_ok=True)
        for word in formats:
            (chosen.output / f"{name}.{word}").write_bytes(picture(figure, word))
    (chosen.output / f"{name}.txt").write_text(caption, encoding="utf-8")
