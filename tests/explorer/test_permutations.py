"""The tab *Permutations*: its picture, its verdicts, and what can be taken home are those of the library."""

from __future__ import annotations

import contextlib
import io
import re
from html.parser import HTMLParser
from itertools import permutations
from xml.etree import ElementTree

import pytest

import rankdyn as rd
from rankdyn.errors import InvalidInputError
from rankdyn.explorer.desk import Job
from rankdyn.explorer.link import Link
from rankdyn.explorer.questions import permutation, permutohedron
from rankdyn.explorer.views import permutations as view
from rankdyn.explorer.views.answers import waiting
from rankdyn.functions.document import loads
from rankdyn.permutations import row, table


def quiet(*_):
    """Take in reports of progress."""


def exported(shown):
    return {export.name: export for export in shown.exports}


def ranks_of(text):
    return tuple(int(item) for item in re.split("[ ,]", text))


@pytest.mark.parametrize("n", permutohedron.DRAWN)
def test_every_vertex_has_a_spot_where_the_picture_has_it(n):
    found = permutohedron.drawn(quiet, n)
    assert [ranks_of(spot.name) for spot in found.spots] == sorted(permutations(range(1, n + 1)))
    picture = ElementTree.fromstring(found.drawing.svg)
    width, height = (float(size) for size in picture.attrib["viewBox"].split()[2:])
    svg = "{http://www.w3.org/2000/svg}"
    uses = [use for use in picture.iter(f"{svg}use") if "#404040" in use.get("style", "")]
    vertices, legend = uses[: len(found.spots)], uses[len(found.spots) :]  # in the order in which they are drawn
    assert len(legend) == len({one.shift for one in table(n)})
    for use, spot in zip(vertices, found.spots, strict=True):
        assert float(use.get("x")) / width == pytest.approx(spot.x, abs=1e-3)
        assert float(use.get("y")) / height == pytest.approx(spot.y, abs=1e-3)


@pytest.mark.parametrize("n", permutohedron.DRAWN)
def test_labels_say_the_verdict_of_the_library(n):
    for spot, found in zip(permutohedron.drawn(quiet, n).spots, table(n), strict=True):
        assert ranks_of(spot.name) == found.permutation
        said = "a rank sequence" if found.verdict == "witness" else f"least shift {found.shift}"
        assert spot.label == f"{' '.join(map(str, found.permutation))}: {said}"


@pytest.mark.parametrize("text", ["1", "2,3,1", "132", "1,3,2,4", "2413", " 3, 2 ,1,4 ", "3,2,4,5,1"])
def test_the_verdict_is_that_of_the_library_and_can_be_taken_home(text, tmp_path):
    shown = permutation.verdict(quiet, text)
    asked = ranks_of(text.replace(" ", "")) if "," in text else tuple(map(int, text))
    found = row(asked)
    raised = tuple(rank + found.shift for rank in asked)
    assert shown.status == found.verdict
    assert shown.suggestions == tuple(dict.fromkeys(",".join(map(str, ranks)) for ranks in (asked, raised)))
    files = exported(shown)
    assert len(files) == len(shown.exports)
    path = tmp_path / files["Certificate"].filename
    path.write_text(files["Certificate"].text, encoding="utf-8")
    assert rd.certify(path)
    assert rd.rank_sequence(loads(shown.function), len(asked) - 1) == raised
    assert files["LaTeX"].text == f"D(t) = {found.block.function.latex()}"
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(files["Python"].text, {})
    assert printed.getvalue().split("\n")[:2] == [str(found), "True"]
    if found.verdict == "obstruction":
        law = rd.realize(asked).law
        assert f"impossible: law {law}." in shown.words
        assert f"law {law}, proved" in shown.html
        assert files["LaTeX of the law"].text == rd.realize(asked).latex()


@pytest.mark.parametrize("n", [3, 4])
def test_the_law_that_is_named_in_short_is_the_one_that_is_shown_in_full(n):
    for found in table(n):
        if found.verdict == "obstruction":
            assert found.laws[0].violation.law == rd.laws.check(found.permutation)[0].law


def test_ways_are_the_edges_and_say_what_changes():
    shown = permutation.verdict(quiet, "1,3,2,4")
    assert [way.name for way in shown.ways] == ["3,1,2,4", "1,2,3,4", "1,3,4,2"]
    for i, way in enumerate(shown.ways):
        there = row(ranks_of(way.name))
        change = "2 as before" if there.shift == 2 else f"2 → {there.shift}"
        assert way.words.startswith(f"orders {i} and {i + 1} exchanged: least shift {change}; ")
        assert ("a rank sequence" in way.words) == (there.verdict == "witness")


def test_a_least_shift_that_is_not_known_is_called_open():
    found = row((3, 2, 4, 5, 1))
    assert (found.shift_lower_bound, found.shift) == (1, 2)
    shown = permutation.verdict(quiet, "32451")
    assert "no shift below 1 is possible; 1 is open" in shown.words
    assert "c = 1 is open" in shown.html
    assert "Its least shift" not in shown.words


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("1,2,2", "1,2,2 is no permutation"),
        ("0,1", "no permutation"),
        ("1,2,3,4,5,6,7", "n up to 6"),
        (",".join(["1"] * 5000), "a sequence of 5000 ranks"),
        ("9" * 21, "digits"),
        ("<script>alert(1)</script>", "write whole numbers"),
        ("2;1", "write whole numbers"),
        ("²³¹", "write whole numbers"),
        ("x" * 2_000_000, "at most 1000000 characters"),
    ],
)
def test_what_is_no_permutation_is_refused_with_a_remedy(text, said):
    with pytest.raises(InvalidInputError) as error:
        permutation.verdict(quiet, text)
    assert said in str(error.value)
    assert len(str(error.value)) < 400


def test_progress_is_told():
    said = []
    permutation.verdict(lambda words, done=0, total=0: said.append((words, done, total)), "2,3,1")
    assert [done for _, done, total in said if total == 3] == [0, 1, 2]


class Tags(HTMLParser):
    """Tags and addresses of a page."""

    def __init__(self):
        super().__init__()
        self.hrefs, self.seen, self.open = [], set(), []

    def handle_starttag(self, tag, attrs):
        self.hrefs += [value for name, value in attrs if name == "href"]
        self.seen.add(tag)
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_view_fills_the_picture_and_links_to_the_tab_sequence():
    link = Link({"perm": "1,3,2", "p_n": "3"})
    drawing, group = view.picture(link), view.options(link)
    assert (drawing.widget.chosen, group.value) == ("1,3,2", 3)
    job = Job(0)
    job.end("answered", "answered", permutohedron.drawn(quiet, 3))
    view.controls(group, drawing, job, waiting(None))
    assert drawing.widget.svg.lstrip().startswith("<?xml")
    assert len(drawing.widget.spots) == 6
    assert set(drawing.widget.spots[0]) == {"name", "label", "x", "y"}
    answered = Job(0)
    answered.end("answered", "answered", permutation.verdict(quiet, "1,3,2"))
    tags = Tags()
    tags.feed(view.to_sequences(answered.result.suggestions).text)
    assert tags.hrefs == ["?tab=Sequence&ranks=1%2C3%2C2", "?tab=Sequence&ranks=2%2C4%2C3"]
    view.verdict(answered, waiting(None), drawing)
    assert [way["name"] for way in drawing.widget.ways] == ["3,1,2", "1,2,3"]
    assert "1 3 2 is impossible" in drawing.widget.words


def test_a_refusal_leaves_no_words_of_the_one_before():
    link = Link({})
    drawing = view.picture(link)
    drawing.widget.words, drawing.widget.ways = "before", [{"name": "1", "words": ""}]
    job = Job(0)
    job.end("refused", "<b>no</b>")
    assert "&lt;b&gt;no" in view.verdict(job, waiting(None), drawing).text
    assert (drawing.widget.words, drawing.widget.ways) == ("", [])


def test_links_of_hostile_text_are_data():
    tags = Tags()
    tags.feed(view.to_sequences(['"><script>alert(1)</script>&tab=x']).text)
    assert tags.seen == {"p", "a"}
    assert tags.hrefs == ["?tab=Sequence&ranks=%22%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E%26tab%3Dx"]


@pytest.mark.parametrize(("n", "text", "chosen"), [(3, "2,3,1", [2, 3, 1]), (3, "231", [2, 3, 1]), (4, "231", None)])
def test_the_picture_for_files_has_a_ring_around_what_is_on_it(n, text, chosen):
    asked = []

    class Desk:
        def ask(self, lane, question, *arguments):
            asked.append((lane, arguments))

    view.plot(Desk(), n, text)
    assert asked == [("permutohedron files", ("permutohedron", {"n": n, "chosen": chosen}))]
