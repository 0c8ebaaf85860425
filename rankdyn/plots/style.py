"""The one look of all plots: `styled` puts it in force; colours apart for every kind of colour vision and in grey."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

from matplotlib import style

STYLE: Final = Path(__file__).with_name("rankdyn.mplstyle")
"""Fonts (matplotlib's own DejaVu), sizes, colours, and the salt of SVG identifiers."""

BLUE: Final = "#0072B2"
VERMILLION: Final = "#D55E00"
GREEN: Final = "#009E73"
ORANGE: Final = "#E69F00"
SKY: Final = "#56B4E9"
PURPLE: Final = "#CC79A7"
YELLOW: Final = "#F0E442"
BLACK: Final = "#000000"
GREY: Final = "#707070"


def styled() -> AbstractContextManager[None]:
    """Return a context in which matplotlib draws in this style, whatever the reader's own settings are."""
    context: AbstractContextManager[None] = style.context(["default", STYLE])
    return context
