"""The blueprint: every theorem with its mathematics, links to the right lines, the same bytes, nothing from outside."""

import re
import shutil
import subprocess
from html import unescape
from html.parser import HTMLParser

import pytest

from rankdyn.blueprint import write
from rankdyn.blueprint.colours import FILL, INK
from rankdyn.blueprint.drawing import drawing
from rankdyn.blueprint.graph import BOX, graph, layout
from rankdyn.blueprint.page import page
from rankdyn.errors import InvalidInputError
from rankdyn.formal.checked import FormalRun, FormalTheorem
from rankdyn.formal.development import locate
from rankdyn.presentation.mathematics import typeset
from rankdyn.theorems import THEOREMS
from rankdyn.verify import verify
from rankdyn.verify.backing import ROOT, Status


@pytest.fixture(scope="module")
def report():
    """Return a report as after a run of Coq in which all went well; that it does is shown elsewhere."""
    names = ["growth", "half", "leibniz", "lengths-2-3", "monotone", "monotone-converse", "increase-moment"]
    development = locate()
    told = {name: FormalTheorem(name, place, f"{name} : ...", "") for name, place in development.places.items()}
    uses = {"monotone_converse": frozenset({"monotone_rank"}), "growth_sharp": frozenset({"grank_growth"})}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rankdyn.verify.run.formal_run", lambda *_: FormalRun("8.16.1", "", told, uses))
        return verify(names, 0)


class Links(HTMLParser):
    """Collects anchors, links, and the text of every line of a source."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.outside = set(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if "id" in found:
            assert found["id"] not in self.ids, f"two places named {found['id']}"
            self.ids.add(found["id"])
        if tag == "a":
            self.links.append(found["href"])
        self.outside += [value for name, value in attributes if name in ("src", "srcset", "data", "action")]


def line_at(text, anchor):
    found = re.search(rf'<span id="{re.escape(anchor)}"><i>\d+</i>(.*)</span>', text)
    assert found, anchor
    return unescape(found[1])


def test_every_link_leads_to_a_place_on_the_page(report):
    found = Links(page(report))
    assert found.links
    assert not found.outside
    assert all(link.startswith("#") and link[1:] in found.ids for link in found.links)


def test_links_lead_to_the_right_line(report):
    text = page(report)
    links = re.findall(r'<a href="#([^"]+-L\d+)">([^<]+)</a>', text)
    seen = {"coq": 0, "paper": 0}
    for anchor, shown in links:
        line = line_at(text, anchor)
        if "proofs-coq" in anchor:
            assert line.split()[:2] == ["Theorem", shown] or line.split()[1].rstrip(":") == shown, line
            seen["coq"] += 1
        else:
            file, _, number = unescape(shown).rpartition(":")
            assert line == (ROOT / file).read_text(encoding="utf-8").splitlines()[int(number) - 1]
            seen["paper"] += 1
    assert seen["paper"] > 10
    assert seen["coq"] > 10


def test_every_theorem_has_its_mathematics(report):
    text = page(report)
    for finding in report.findings:
        article = re.search(rf'<article id="{finding.name}".*?</article>', text, re.DOTALL)
        assert article
        statement = re.search(r'<p class="statement">(.*?)</p>', article[0], re.DOTALL)
        assert statement
        assert statement[1].count("<math ") == finding.typeset.count("$") // 2
        assert finding.status.value in article[0]
        for claim in finding.claims:
            assert claim.status.value in article[0]
        assert "refuted by" in article[0]
        assert f'href="#{finding.name}"' in drawing(report.findings)


@pytest.mark.parametrize("theorem", THEOREMS, ids=lambda theorem: theorem.name)
def test_every_statement_is_typeset(theorem):
    html = typeset(theorem.typeset)
    assert "$" not in html
    assert "\\" not in re.sub(r'alttext="[^"]*"', "", html), "a LaTeX command was not understood"


def test_text_is_text():
    assert typeset("a < b & $x < y$").startswith("a &lt; b &amp; ")
    assert 'alttext="x &lt; y"' in typeset("$x < y$")
    with pytest.raises(ValueError, match="odd number"):
        typeset("$x")


def test_the_same_bytes_twice(report, tmp_path):
    first = write(report, tmp_path / "a" / "blueprint.html")
    second = write(report, tmp_path / "b")
    assert [path.name for path in first] == [path.name for path in second] == ["blueprint.html", "blueprint.svg"]
    for one, other in zip(first, second, strict=True):
        assert one.read_bytes() == other.read_bytes()


def test_a_place_that_cannot_be_written_is_named(report, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(InvalidInputError, match="cannot write the blueprint"):
        write(report, tmp_path / "file" / "page.html")


def test_an_arrow_is_formal_if_a_coq_proof_goes_along_it(report):
    arrows = {(used, name): formal for used, name, formal in graph(report.findings).edges(data="formal")}
    assert arrows["monotone", "monotone-converse"] is True
    assert arrows["growth", "increase-moment"] is True
    assert arrows["leibniz", "growth"] is False


def test_boxes_do_not_overlap_and_arrows_go_right(report):
    theorems = graph(report.findings)
    placed = layout(theorems)
    corners = list(placed.corners.values())
    assert len(corners) == len(report.findings)
    for index, (x, y) in enumerate(corners):
        assert 0 <= x <= placed.width - BOX[0]
        assert 0 <= y <= placed.height - BOX[1]
        for other_x, other_y in corners[:index]:
            assert abs(x - other_x) >= BOX[0] or abs(y - other_y) >= BOX[1]
    for used, name in theorems.edges:
        assert placed.corners[used][0] + BOX[0] < placed.corners[name][0]
        for x, y in placed.lanes[used, name]:
            assert not any(a == x and b - 1 < y < b + BOX[1] + 1 for a, b in corners), "an arrow goes through a box"


def test_the_words_on_every_colour_can_be_read():
    """Contrast as WCAG 2 defines it; 3:1 is its bound for large or bold text and for graphics."""

    def luminance(colour):
        values = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values]
        return sum(weight * v for weight, v in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    for status in Status:
        low, high = sorted((luminance(FILL[status]), luminance(INK[status])))
        assert (high + 0.05) / (low + 0.05) >= 3.3, status
    assert len({FILL[status] for status in Status}) == len(Status)


@pytest.mark.skipif(shutil.which("chromium") is None, reason="the page was not opened: chromium is not installed")
def test_a_browser_without_a_network_shows_every_node_and_formula(report, tmp_path):
    """Chromium lays the page out and a script measures it: every box, article and formula has an area, none is cut."""
    path, _ = write(report, tmp_path / "page.html")
    script = """<script>addEventListener('load', () => {
      const area = e => { const b = e.getBoundingClientRect(); return b.width > 3 && b.height > 3; };
      const all = s => [...document.querySelectorAll(s)];
      document.title = JSON.stringify({
        boxes: all('svg a rect').filter(area).length, articles: all('article').filter(area).length,
        formulas: all('math').filter(area).length, wide: document.documentElement.scrollWidth > innerWidth });
    });</script>"""
    styled = "style-src 'unsafe-inline'"
    opened = path.read_text(encoding="utf-8").replace(styled, f"{styled}; script-src 'unsafe-inline'")
    (tmp_path / "measured.html").write_text(opened.replace("</body>", f"{script}</body>"), encoding="utf-8")
    quiet = "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking"
    place = [f"--user-data-dir={tmp_path / 'profile'}", "--proxy-server=127.0.0.1:9", "--window-size=1280,900"]
    command = ["chromium", *quiet.split(), *place, "--dump-dom", f"file://{tmp_path / 'measured.html'}"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    found = re.search(r"<title>(.*?)</title>", done.stdout)
    assert found, done.stderr[-1000:]
    count = len(report.findings)
    formulas = page(report).count("<math ")
    expected = f'{{"boxes":{count},"articles":{count},"formulas":{formulas},"wide":false}}'
    assert unescape(found[1]) == expected
