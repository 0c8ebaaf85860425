"""Growth, singular values, map of length 4, least shifts of S_5, theorem graph: what they show is what is known."""

from __future__ import annotations

import importlib
import re
from collections import Counter
from math import dist
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Rectangle

import rankdyn as rd
from rankdyn import laws
from rankdyn.blueprint.colours import FILL
from rankdyn.blueprint.graph import BOX
from rankdyn.formal.checked import FormalRun, FormalTheorem
from rankdyn.formal.development import locate
from rankdyn.permutations.least_shifts import table
from rankdyn.plots.style import VERMILLION
from rankdyn.plots.theorem_graph import WORDS, declared
from rankdyn.theorems import THEOREMS
from rankdyn.verify.backing import back, overall
from tests.figures.drawn import drawn, script_folder
from tests.figures.test_figures import ROOT, draw

NAMES = ("growth", "singular_values", "law_map_4", "least_shifts", "theorem_graph")


def script(name: str) -> ModuleType:
    """Return a script of the folder figures as a module."""
    with script_folder():
        return importlib.import_module(name)


def flat(name: str) -> str:
    """Return a caption on one line."""
    return " ".join(drawn(name).caption.split())


@pytest.mark.parametrize("name", ["growth", "singular_values", "theorem_graph"])  # the quick ones
def test_the_same_bytes_here_and_in_a_process_of_its_own(name: str, tmp_path: Path) -> None:
    done = draw(name, tmp_path, "1")
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {
        f"{name}.{suffix}": content for suffix, content in drawn(name).files.items()
    }


@pytest.mark.parametrize("name", NAMES)
def test_captions_name_the_evidence_and_nothing_of_the_machine(name: str) -> None:
    said = "whether the proofs compile" if name == "theorem_graph" else "All ranks are exact"
    assert said.lower() in flat(name).lower()
    for suffix, content in drawn(name).files.items():
        assert not re.search(rb"CreationDate|dc:date|Software|https://matplotlib.org|" + str(ROOT).encode(), content), (
            suffix
        )


@pytest.mark.parametrize("name", NAMES)
def test_width(name: str) -> None:
    width = 17.0 if name == "theorem_graph" else 8.5
    assert abs(int.from_bytes(drawn(name).files["png"][16:20], "big") - width / 2.54 * 300) <= 1


# ---- growth ---------------------------------------------------------------------------------------------------------


def test_growth_shows_the_ranks_of_the_theory() -> None:
    rows = dict(re.findall(r"^([a-zLG ]+): ([\d, ]+)$", drawn("growth").caption, re.MULTILINE))
    assert rows == {
        "moment curve": "1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1, 0",
        "exponential family": "1, 2, 3, 4, 5, 6, 6, 6, 6, 6, 6, 6",
        "false neighbour": "1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2",
        "block sum": "2, 3, 4, 5, 6, 5",
        "law L for the block sum": "2, 4, 6, 8, 10, 12",
        "law G for the block sum": "2, 3, 4, 5, 6, 7",
    }
    for name in ("moment curve", "exponential family", "false neighbour", "block sum"):
        assert laws.allowed([int(rank) for rank in rows[name].split(", ")])
    bounds = [line for axes in drawn("growth").figure.axes for line in axes.lines if line.get_linestyle() == "--"]
    assert [list(line.get_ydata()) for line in bounds] == [
        [1, 2, 3, 4, 5, 6, 7], [2, 4, 6, 8, 10, 12], [2, 3, 4, 5, 6, 7],
    ]  # fmt: skip
    lines = {str(line.get_label()): line for axes in drawn("growth").figure.axes for line in axes.lines}
    for label, name in (
        ("moment curve", "moment curve"),
        ("ranks", "block sum"),
        ("false neighbour", "false neighbour"),
    ):
        assert ", ".join(str(y) for y in lines[label].get_ydata()) == rows[name]


def test_growth_that_is_not_exact_is_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted fault: ranks without an upper bound."""
    growth = script("growth")
    weak = rd.rank_sequence("[[1, t], [t, t**2]]", 3, certify=False)
    monkeypatch.setattr(growth, "growth_ranks", lambda size: {"moment curve": weak})
    with pytest.raises(SystemExit, match="not exact"):
        growth.draw()


# ---- singular values ------------------------------------------------------------------------------------------------


def test_singular_values_mark_the_special_points() -> None:
    caption = drawn("singular_values").caption
    assert "\ngeneric: 1, 2, 3, 3\n" in caption
    function = script("singular_values").function()
    for order, axes in enumerate(drawn("singular_values").figure.axes):
        found = rd.special_points(function, order, within=(-4, 4))
        said = re.search(rf"^D\^\({order}\): generic rank (\d); it drops (.*)$", caption, re.MULTILINE)
        assert said is not None
        assert int(said[1]) == found.generic_rank
        listed = re.findall(r"t = (\S+) \(rank (\d)\)", said[2])
        assert listed == [(point.value, str(point.rank)) for point in found.points]
        assert bool(listed) != ("nowhere" in said[2])
        marked = [float(line.get_xdata()[0]) for line in axes.lines if line.get_color() == VERMILLION]
        assert marked == pytest.approx([complex(point.box).real for point in found.points])


def test_points_that_are_not_decided_are_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted fault: a budget too small to decide anything."""
    singular_values = script("singular_values")
    special = rd.special_points
    monkeypatch.setattr(
        singular_values.rd, "special_points", lambda D, order, within: special(D, order, within=within, budget=2_000)
    )
    entries = [[f"exp({i + 1}*t)*t**{j} + sin({i * j}*t)" for j in range(4)] for i in range(4)]
    with pytest.raises((SystemExit, rd.errors.BudgetExceededError)):
        singular_values.drops(rd.MatrixFunction(entries), 1)


# ---- the map of length 4 --------------------------------------------------------------------------------------------


def test_the_map_of_length_4_counts_what_the_atlas_holds() -> None:
    caption = flat("law_map_4")
    assert "The 625 sequences" in caption
    assert "181 realizable, 444 impossible" in caption
    groups = {
        name: (int(count), words.split())
        for name, count, words in re.findall(r"(\S+)(?:: [a-zA-Z ]+)? \((\d+)\): ((?:\d{4} ?)+)", caption)
    }
    assert {name: count for name, (count, _) in groups.items()} == {
        "realizable": 181, "L": 403, "G": 9, "T": 29, "DE": 2, "X'": 1,
    }  # fmt: skip
    said = {tuple(map(int, word)): name for name, (_, words) in groups.items() for word in words}
    assert len(said) == 625
    for row in rd.atlas.open().query(length=4, max_rank=4):
        broken = laws.check(row.ranks)
        assert said[row.ranks] == (broken[0].law if broken else "realizable")
        assert (row.status == "witness") == (not broken)


def test_the_cells_have_the_colours_of_the_counts() -> None:
    (axes,) = drawn("law_map_4").figure.axes
    area: Counter[str] = Counter()
    for patch in axes.patches:
        assert isinstance(patch, Rectangle)
        area[to_hex(patch.get_facecolor())] += round(patch.get_width() * patch.get_height())
    assert area == {"#ffffff": 181, "#0072b2": 403, "#e69f00": 9, "#cc79a7": 29, "#009e73": 2, "#d55e00": 1}


def test_every_letter_stands_where_the_ticks_say() -> None:
    (axes,) = drawn("law_map_4").figure.axes
    across, up = ([round(float(tick), 6) for tick in ticks] for ticks in (axes.get_xticks(), axes.get_yticks()))
    names = [label.get_text() for label in axes.get_xticklabels()]
    assert names == [label.get_text() for label in axes.get_yticklabels()] == list("01234" * 5)
    cells = 0
    for text in axes.texts:
        x, y = (round(float(value), 6) for value in text.get_position())
        if text.get_fontsize() != 5.5:
            continue
        (r0, r2), (r1, r3) = divmod(across.index(x), 5), divmod(up.index(y), 5)
        broken = laws.check((r0, r1, r2, r3))
        assert text.get_text() == (broken[0].law.replace("'", "′") if broken else "")
        cells += 1
    assert cells == 625 - 6 * 25  # six blocks are in one piece
    outer = {text.get_text(): text.get_position() for text in axes.texts if text.get_text().startswith("$")}
    for rank in range(5):
        assert outer[f"$r_0 = {rank}$"][0] == pytest.approx(across[5 * rank + 2])
        assert outer[f"$r_1 = {rank}$"][1] == pytest.approx(up[5 * rank + 2])


@pytest.mark.parametrize(("ranks", "verdict"), [((2, 2, 2, 4), ""), ((2, 3, 1, 0), "T"), ((2, 3, 1, 0), "?")])
def test_a_verdict_that_the_laws_do_not_bear_out_is_not_drawn(
    ranks: tuple[int, ...], verdict: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Planted faults: a forbidden sequence said to be realizable, a realizable one forbidden, one open."""
    law_map_4 = script("law_map_4")
    found = law_map_4.length_4_verdicts(4) | {ranks: verdict}
    monkeypatch.setattr(law_map_4, "length_4_verdicts", lambda top: found)
    with pytest.raises(SystemExit, match="not drawn"):
        law_map_4.draw()


# ---- least shifts ---------------------------------------------------------------------------------------------------


def test_least_shifts_are_those_of_the_table() -> None:
    caption = drawn("least_shifts").caption
    rows = {row.permutation: row for row in table(5)}
    lines = re.findall(
        r"^(\d{5}): (?:a rank sequence|least shift (?:from )?(\d)(?: to (\d))? \((.*)\))$", caption, re.M
    )
    assert len(lines) == 120
    for permutation, low, high, reasons in lines:
        row = rows[tuple(map(int, permutation))]
        assert (row.shift_lower_bound, row.shift) == (int(low or 0), int(high or low or 0))
        named = re.findall(r"shift (\d): law (\S+?)(?:,|$)", reasons)
        assert [int(c) for c, _ in named] == list(range(int(low or 0)))
        for c, law in named:
            assert law in {one.law for one in laws.check(tuple(int(rank) + int(c) for rank in permutation))}
    known = Counter(row.shift for row in rows.values() if row.is_exact)
    assert known[0] == 20
    assert f"{known.total()} least shifts are known" in flat("least_shifts")
    assert f"Of {120 - known.total()} only bounds" in flat("least_shifts")


def test_every_permutation_stands_in_its_band() -> None:
    (axes,) = drawn("least_shifts").figure.axes
    assert sorted(text.get_text() for text in axes.texts) == sorted("".join(map(str, r.permutation)) for r in table(5))
    edges = [line.get_ydata()[0] for line in axes.lines]
    names = [label.get_text() for label in axes.get_yticklabels()]
    assert names == [
        f"{bounds}\n({count})"
        for bounds, count in sorted(
            Counter(str(r.shift) if r.is_exact else f"{r.shift_lower_bound}–{r.shift}" for r in table(5)).items()
        )
    ]
    rows = {"".join(map(str, row.permutation)): row for row in table(5)}
    for text in axes.texts:
        band = names[sum(edge < text.get_position()[1] for edge in edges)].split("\n")[0]
        row = rows[text.get_text()]
        assert band in (f"{row.shift_lower_bound}–{row.shift}", str(row.shift))
        assert ("–" in band) == (not row.is_exact)
        column = min(range(5), key=lambda i: abs(axes.get_xticks()[i] - text.get_position()[0]))
        assert axes.get_xticklabels()[column].get_text() == f"$\\pi_5 = {row.permutation[-1]}$"


# ---- theorems -------------------------------------------------------------------------------------------------------


def test_the_graph_shows_every_theorem_and_every_dependence() -> None:
    (axes,) = drawn("theorem_graph").figure.axes
    arrows = [patch for patch in axes.patches if isinstance(patch, FancyArrowPatch)]
    boxes = [patch for patch in axes.patches if isinstance(patch, FancyBboxPatch)]
    assert len(arrows) == sum(len(theorem.uses) for theorem in THEOREMS)
    assert [to_hex(box.get_facecolor()) for box in boxes] == [FILL[declared(theorem)] for theorem in THEOREMS]
    corner = {theorem.name: (box.get_x(), box.get_y()) for theorem, box in zip(THEOREMS, boxes, strict=True)}
    ends = {(used, theorem.name) for theorem in THEOREMS for used in theorem.uses}
    for arrow in arrows:
        path = arrow.get_path().vertices
        tail, tip = path[0], path[np.argmax(path[:, 0])]
        used = min(corner, key=lambda name: dist(tail, (corner[name][0] + BOX[0], corner[name][1] + BOX[1] / 2)))
        name = min(corner, key=lambda name: dist(tip, (corner[name][0], corner[name][1] + BOX[1] / 2)))
        ends.remove((used, name))
    assert not ends
    texts = [text.get_text() for text in axes.texts]
    for theorem, name, word in zip(THEOREMS, texts[::2], texts[1::2], strict=True):
        assert name.endswith(theorem.name)
        assert word == WORDS[declared(theorem)]
        assert f"{theorem.name} ({' '.join(theorem.title.split())}): {word}" in flat("theorem_graph")


def test_what_is_declared_is_what_a_run_finds_where_all_went_well() -> None:
    """Proofs on paper are looked up in their files; that the Coq theorems compile is shown elsewhere."""
    told = {name: FormalTheorem(name, place, "", "") for name, place in locate().places.items()}
    run = FormalRun("8.16.1", "", told, {})
    for theorem in THEOREMS:
        instances_hold = theorem.name != "22441"
        assert declared(theorem) == overall(back(theorem, instances_hold, run), False), theorem.name
