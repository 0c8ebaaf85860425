"""A figure drawn in this process, once for all tests that look at it, and the texts in it."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from threadpoolctl import threadpool_limits

from rankdyn.plots.picture import FORMATS, picture
from rankdyn.plots.style import styled

FOLDER = Path(__file__).parents[2] / "figures"

DPI = 300


Texts = list[tuple[Text, tuple[float, float, float, float]]]


class Drawn(NamedTuple):
    """A figure, its files by suffix, the caption among them, and its visible texts with their boxes in dots."""

    figure: Figure
    files: dict[str, bytes]
    texts: Texts

    @property
    def caption(self) -> str:
        """What stands under the figure."""
        return self.files["txt"].decode()


@lru_cache
def drawn(name: str) -> Drawn:
    """Return the figure that a script draws."""
    with script_folder(), styled(), threadpool_limits(1):
        figure, caption = importlib.import_module(name).draw()
        files = {suffix: picture(figure, suffix) for suffix in FORMATS} | {"txt": caption.encode()}
        return Drawn(figure, files, visible_texts(figure))


@contextmanager
def script_folder() -> Iterator[None]:
    """Let scripts be imported as modules."""
    with mock.patch.object(sys, "path", [str(FOLDER), *sys.path]):
        yield


def visible_texts(figure: Figure) -> Texts:
    """Return the texts that are drawn and their boxes; matplotlib holds others, such as labels of ticks out of view."""
    figure.set_dpi(DPI)
    seen: list[Text] = []
    plain = Text.draw

    def noted(text: Text, renderer: object, *rest: object) -> None:
        if text.get_visible() and text.get_text().strip():
            seen.append(text)
        plain(text, renderer, *rest)

    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # places everything
    with mock.patch.object(Text, "draw", noted):
        canvas.draw()
    boxes = {id(text): (text, tuple(text.get_window_extent(canvas.get_renderer()).extents)) for text in seen}
    return list(boxes.values())
