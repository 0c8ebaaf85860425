"""The drawing service: each plot in three formats, the same bytes each time, nothing of the user's run as a script."""

from base64 import b64decode

import pytest

import rankdyn as rd
from rankdyn.errors import InvalidInputError
from rankdyn.explorer.questions.drawing import PLOTS, draw, drawn_on
from rankdyn.explorer.widgets.plot import Plot
from rankdyn.functions.document import dumps

FUNCTION = dumps(rd.MatrixFunction("[[t**2 - 2, 0], [0, t]]"))
ALONG = {"function": FUNCTION, "order": 1, "start": "-2", "end": "5/2"}

ARGUMENTS = {
    "staircase": {"ranks": [1, 2, 1]},
    "pointwise_ranks": ALONG,
    "singular_values": ALONG,
    "permutohedron": {"n": 3, "chosen": [1, 3, 2]},
    "stage_singular_values": {"values": [[3.0, 2.0, 0.1]], "thresholds": [0.5], "ranks": [2], "stage": 1},
    "stage_ranks": {"predicted": [2, 1], "found": [2, 1], "kind": "exact"},
    "cascade_error": {"curves": {"chain": [(120, 0.03), (240, 0.001)]}},
    "parameters_against_order": {"curves": {"naive": [(1, 4096), (2, 8192)]}},
}


def quiet(*_):
    """Take in reports of progress."""


def labels(name, **arguments):
    """Return the labels of the axes of a plot."""
    found = []

    def plot(axes):
        words = PLOTS[name][1](axes, **arguments)
        found.extend([axes.get_ylabel(), axes.get_xlabel()])
        return words

    drawn_on((8, 5), name, plot)
    return found


@pytest.mark.parametrize("name", PLOTS)
def test_every_plot_is_drawn_in_three_formats(name):
    drawing = draw(quiet, name, ARGUMENTS[name])
    assert drawing.svg.startswith("<?xml")
    assert drawing.svg.rstrip().endswith("</svg>")
    assert drawing.pdf.startswith(b"%PDF-")
    assert drawing.png.startswith(b"\x89PNG")
    assert drawing.words
    assert (drawing.name, "_" in drawing.name) == (name.replace("_", "-"), False)


@pytest.mark.parametrize("name", ["staircase", "singular_values"])
def test_the_same_plot_has_the_same_bytes(name):
    assert draw(quiet, name, ARGUMENTS[name]) == draw(quiet, name, ARGUMENTS[name])


def test_another_plot_has_other_bytes():
    one, other = (draw(quiet, "staircase", {"ranks": ranks}) for ranks in ([1, 2, 1], [1, 2, 2]))
    assert one.svg != other.svg
    assert one.pdf != other.pdf
    assert one.png != other.png


def test_evidence_short_of_exact_is_named():
    assert labels("staircase", ranks=[1, 2])[0] == "rank $r_k$"
    assert labels("staircase", ranks=[1, 2], kind="numerical")[0] == "rank $r_k$ (numerical)"
    assert "(monte-carlo)" in draw(quiet, "staircase", {"ranks": [1, 2], "kind": "monte-carlo"}).words
    assert "(numerical)" in labels("singular_values", **ALONG)[0]


def test_plots_of_differences_name_them():
    moved = ALONG | {"kind": "difference", "step": "1/2"}
    assert r"$\Delta_{\frac{1}{2}} D$" in labels("pointwise_ranks", **moved)[0]
    assert r"$\Delta_{\frac{1}{2}} D$" in labels("singular_values", **moved)[0]
    assert "$D'$" in labels("pointwise_ranks", **ALONG)[0]


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("<script>", {}, "there is no plot"),
        ("staircase", {"ranks": []}, "rank"),
        ("singular_values", ALONG | {"function": dumps(rd.MatrixFunction("[[a*t]]"))}, "parameters a"),
        ("singular_values", ALONG | {"start": "3"}, "a < b"),
        ("pointwise_ranks", ALONG | {"end": "exp(1)"}, "rational number"),
        ("pointwise_ranks", ALONG | {"function": "{}"}, "no function"),
        ("permutohedron", {"n": 5}, "3 or 4"),
    ],
)
def test_what_cannot_be_drawn_is_refused(name, arguments, message):
    with pytest.raises(InvalidInputError, match=message):
        draw(quiet, name, arguments)


def test_the_widget_saves_what_was_drawn():
    drawing = draw(quiet, "staircase", ARGUMENTS["staircase"])
    files = {file["filename"]: b64decode(file["content"]) for file in Plot.of(drawing).files}
    assert files == {
        "staircase.pdf": drawing.pdf,
        "staircase.svg": drawing.svg.encode(),
        "staircase.png": drawing.png,
    }
    assert Plot.of(drawing).shown
    assert not Plot.of(drawing, shown=False).shown
