"""The scripts of the gallery draw, each something, and leave nothing changed."""

import runpy
from pathlib import Path

import pytest
from matplotlib import pyplot, rcParams

GALLERY = Path(__file__).parents[2] / "docs" / "gallery"
SCRIPTS = sorted(path.name for path in GALLERY.glob("*.py"))


@pytest.fixture(autouse=True)
def _no_figures(monkeypatch):
    monkeypatch.setattr(pyplot, "show", lambda: None)
    yield
    pyplot.close("all")


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_script(script):
    before = dict(rcParams)
    runpy.run_path(str(GALLERY / script))
    assert pyplot.get_fignums()
    for number in pyplot.get_fignums():
        figure = pyplot.figure(number)
        assert figure.axes
        assert all(axes.has_data() or axes.texts or axes.patches for axes in figure.axes)
    assert dict(rcParams) == before


def test_there_are_some():
    assert len(SCRIPTS) >= 5
