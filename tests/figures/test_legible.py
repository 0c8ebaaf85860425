"""Every figure: as wide as a column, no letters too small, none cut off, none on others."""

from __future__ import annotations

from itertools import combinations

import pytest
from matplotlib.figure import Figure

from rankdyn.cli.figures import scripts
from tests.figures.drawn import DPI, Texts, drawn, visible_texts

COLUMN, PAGE = 8.5, 17.0
"""Widths in centimetres."""

SMALLEST, SMALLEST_LETTER = 6.0, 5.5
"""Sizes in points: of a text, and of one that is a few signs in a cell."""

NEAR = 1.0
"""Points by which boxes may overlap: they hold room for accents and descenders that the words may not have."""


FULL_WIDTH = ("theorem_graph",)
"""Figures that may take the width of a page: what they show cannot be read in one column."""


def clipped(texts: Texts, figure: Figure) -> list[str]:
    """Return the texts that reach over the edge of the figure."""
    width, height = figure.get_size_inches() * DPI
    slack = NEAR / 72 * DPI / 2
    return [
        text.get_text()
        for text, (left, low, right, high) in texts
        if left < -slack or low < -slack or right > width + slack or high > height + slack
    ]


def overlapping(texts: Texts) -> list[tuple[str, str]]:
    """Return pairs of texts that lie on each other."""
    slack = NEAR / 72 * DPI
    return [
        (one.get_text(), other.get_text())
        for (one, a), (other, b) in combinations(texts, 2)
        if min(a[2], b[2]) - max(a[0], b[0]) > slack and min(a[3], b[3]) - max(a[1], b[1]) > slack
    ]


def too_small(texts: Texts) -> list[str]:
    """Return the texts that are set too small to be read."""
    return [
        text.get_text()
        for text, _ in texts
        if text.get_fontsize() < (SMALLEST_LETTER if len(text.get_text()) <= 5 else SMALLEST)
    ]


@pytest.mark.parametrize("name", list(scripts()))
def test_every_text_can_be_read(name: str) -> None:
    figure, _, texts = drawn(name)
    width = float(figure.get_size_inches()[0]) * 2.54
    assert width == pytest.approx(COLUMN) or (name in FULL_WIDTH and width <= PAGE + 1e-6)
    assert len(texts) > 5
    assert clipped(texts, figure) == []
    assert overlapping(texts) == []
    assert too_small(texts) == []


def test_the_judges_see_what_is_wrong() -> None:
    """Planted faults: a text over the edge, one on another, one too small; a hidden one is none."""
    figure = Figure(figsize=(3, 2))
    figure.text(0.9, 0.5, "over the edge")
    assert clipped(visible_texts(figure), figure) == ["over the edge"]
    figure = Figure(figsize=(3, 2))
    figure.text(0.1, 0.5, "one")
    figure.text(0.12, 0.5, "other")
    figure.text(0.1, 0.1, "very small", fontsize=4)
    figure.text(0.1, 0.51, "hidden", visible=False)
    texts = visible_texts(figure)
    assert clipped(texts, figure) == []
    assert overlapping(texts) == [("one", "other")]
    assert too_small(texts) == ["very small"]
