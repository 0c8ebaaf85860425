"""One look for all figures, and files that are the same byte for byte each time.

The style file fixes fonts (matplotlib's own DejaVu), sizes, colours and the salt of SVG identifiers; no format records
a date or the name of a program. What a figure shows is exact: `exact_ranks` refuses anything less.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import matplotlib
from matplotlib.figure import Figure

import rankdyn as rd
from rankdyn.plots.style import BLUE, VERMILLION, styled

__all__ = ["BLUE", "VERMILLION", "WIDTH", "centimetres", "exact_ranks", "run"]

WIDTH = 8.5
"""Width of a figure in centimetres."""

_METADATA: dict[str, dict[str, None]] = {
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    "svg": {"Date": None, "Creator": None},
    "png": {"Software": None},
}


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
    parser.add_argument("--format", default="pdf,svg,png", metavar="LIST", help="pdf, svg, png (default: all)")
    chosen = parser.parse_args(arguments)
    formats = [word.strip() for word in chosen.format.split(",")]
    for word in formats:
        if word not in _METADATA:
            parser.error(f"unknown format {word!r}; choose from {', '.join(_METADATA)}")
    matplotlib.use("Agg")
    logging.getLogger("fontTools").setLevel(logging.ERROR)  # it wonders at the fixed dates of the fonts
    with styled():
        figure, caption = draw()
        chosen.output.mkdir(parents=True, exist_ok=True)
        for word in formats:
            figure.savefig(chosen.output / f"{name}.{word}", format=word, metadata=_METADATA[word])
    (chosen.output / f"{name}.txt").write_text(caption, encoding="utf-8")
