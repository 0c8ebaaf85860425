"""The figures of fitting that are quick to draw: the same bytes, of a column's width, nothing of the machine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.figures.test_figures import FORMATS, ROOT, draw

NAMES = ("cascade_singular_values", "rank_staircase_fit")


@pytest.fixture(scope="module", params=NAMES)
def drawn(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path, Path]:
    """Return the name and two folders into which two processes drew the figure."""
    name: str = request.param
    folders = tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("second")
    for seed, folder in enumerate(folders):
        done = draw(name, folder, str(seed))
        assert done.returncode == 0, done.stderr
    return name, *folders


def test_same_bytes_and_nothing_of_the_machine(drawn: tuple[str, Path, Path]) -> None:
    name, first, second = drawn
    for suffix in (*FORMATS, "txt"):
        content = (first / f"{name}.{suffix}").read_bytes()
        assert content == (second / f"{name}.{suffix}").read_bytes()
        assert not re.search(rb"CreationDate|dc:date|Software|https://matplotlib.org|" + str(ROOT).encode(), content)


def test_column_width(drawn: tuple[str, Path, Path]) -> None:
    name, folder, _ = drawn
    header = (folder / f"{name}.png").read_bytes()
    assert abs(int.from_bytes(header[16:20], "big") - 8.5 / 2.54 * 300) <= 1


def test_the_caption_has_the_ranks(drawn: tuple[str, Path, Path]) -> None:
    """Those that the engine predicts, worked out by hand here, are those found in data."""
    name, folder, _ = drawn
    caption = (folder / f"{name}.txt").read_text()
    if name == "rank_staircase_fit":
        ranks = re.findall(r"^(\w+)(?:, t = \S+)?, (predicted|found): (.*)$", caption, re.MULTILINE)
        # 1; t and t + 1; t^2; t^3 - t are used up one order after the other, e^t never is
        decomposable, oscillating = "6, 5, 3, 2, 1, 1", "1, 2, 1, 2, 1, 2"
        assert ranks == [
            ("decomposable", "predicted", decomposable),
            ("decomposable", "found", decomposable),
            ("oscillating", "predicted", oscillating),
            ("oscillating", "found", oscillating),
        ]
        return
    assert re.search(r"stage ranks 3, 1, 4, 2,", caption)
    assert re.search(r"Found: 3, 1, 4, 2\.", caption)
    stages = re.findall(r"^stage .*, threshold (\S+): (.*)$", caption, re.MULTILINE)
    above = [sum(float(value) > float(threshold) for value in values.split(", ")) for threshold, values in stages]
    assert above == [3, 1, 4, 2]
