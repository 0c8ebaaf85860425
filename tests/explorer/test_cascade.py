"""The tab *Cascade*: what is fitted, what is known of it, what it is beside, and what can be taken home."""

from __future__ import annotations

import json
import re
import runpy
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure
from typer.testing import CliRunner

import rankdyn as rd
from rankdyn.cli import app
from rankdyn.comparison.data import split
from rankdyn.explorer.link import Link
from rankdyn.explorer.questions.cascade import Fitted, fitted
from rankdyn.explorer.questions.cascade_data import drawn
from rankdyn.explorer.questions.cascade_model import Model
from rankdyn.explorer.questions.cascade_plots import error_of_orders, pictures, stage_spectra
from rankdyn.explorer.questions.cascade_source import Source
from rankdyn.explorer.views import cascade as view
from rankdyn.fitting.rivals import NaiveRidge
from rankdyn.presentation.badge import COLOURS

FLOW = "[[1, 0, exp(-t), t*exp(-t)], [0, 1, t*exp(-t), t**2*exp(-t)], [0, 0, 1, 0], [0, 0, 0, 1]]"

GATED = Model(gates="rank", skip=True)

JOINT = (Source(ranks="1,3,2", size=10, rows=150, noise=0.3), Model(rank="2", joint=True))

CASES = {
    "planted": (Source(ranks="1,3,2", size=12, rows=200), Model(), (1, 3, 2), "planted"),
    "repeated": (Source(orders=6, ranks="2,1", size=12, rows=200, noise=0.01), Model(), (2, 1, 2, 1, 2), "planted"),
    "function": (Source("function", ranks="2,3,1", size=8, rows=200), Model(), (2, 3, 1), "exact"),
    "adaptation": (Source("adaptation", ranks="2", size=12, rows=200), Model(), (2, 4, 4), "planted"),
    "flow": (Source("flow", generator=FLOW, rows=200), Model(), (2, 1, 0), "exact"),
    "factors": (Source("factors"), GATED, (7, 7, 7), "numerical"),
    "full": (Source("full", orders=3), GATED, (64, 62), "numerical"),
    "conditional": (Source("conditional", orders=3), GATED, (0, 0), "exact"),
}


@cache
def ask(source: Source, model: Model | None = None) -> Fitted:
    """Ask, and leave the progress unheard."""
    return fitted(lambda *_: None, source, model or Model())


def results(found: Fitted) -> dict[str, Any]:
    """Return the JSON document."""
    text = next(export.text for export in found.shown.exports if export.name == "Results")
    document: dict[str, Any] = json.loads(text, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    return document


def close(errors: Any) -> Any:
    """Return the same numbers, up to the order of sums."""
    return pytest.approx(list(errors), rel=1e-6, abs=1e-14)


@pytest.mark.parametrize("name", [name for name in CASES if name != "full"])  # its spectrum has no gap
def test_ranks_found_are_those_known(name: str) -> None:
    source, model, ranks, kind = CASES[name]
    document = results(ask(source, model))
    assert tuple(document["ranks"]) == ranks
    assert tuple(document["predicted"]["ranks"]) == ranks
    assert document["predicted"]["kind"] == kind
    assert document["evidence"].startswith("numerical")


@pytest.mark.parametrize("name", [*CASES, "joint"])
def test_what_is_taken_home_repeats_the_fit(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = ask(*(JOINT if name == "joint" else CASES[name][:2]))
    exports = {export.name: export for export in found.shown.exports}
    shown = results(found)
    monkeypatch.chdir(tmp_path)
    Path(exports["Python"].filename).write_text(exports["Python"].text, encoding="utf-8")
    ran = runpy.run_path(exports["Python"].filename)
    said = capsys.readouterr().out
    assert f"CascadedLowRankRegressor: {shown['rows'][0]['n_parameters']} parameters" in said
    assert f"NaiveRidge: {shown['rows'][1]['n_parameters']} parameters" in said
    assert f"stage ranks (numerical): {' '.join(map(str, shown['ranks']))}\n" in said
    parts, again = ran["parts"], ran["cascade"]
    assert list(again.order_errors(parts.test.X, parts.test.Y)) == close(shown["rows"][0]["errors"])
    assert list(again.order_errors(parts.train.X, parts.train.Y)) == close(shown["fitted_errors"])

    last = exports["Command line"].text.strip().splitlines()[-1].split()
    assert last[:2] == ["rankdyn", "fit"]
    told = CliRunner().invoke(app, [*last[1:], "--json"])
    assert told.exit_code == 0, told.output
    report = json.loads(told.stdout)
    assert report["ranks"] == shown["ranks"]
    for row, other in zip(report["rows"], shown["rows"], strict=True):
        assert row | {"errors": None, "strict_errors": None} == other | {"errors": None, "strict_errors": None}
        assert row["errors"] == close(other["errors"])


def test_every_option_is_in_the_command_line() -> None:
    model = Model("2, 1,2", "triangular", "least_squares", skip=True, base="9", joint=True, rivals=True)
    found = ask(Source(size=10, rows=120, seed=3), model)
    line = next(export.text for export in found.shown.exports if export.name == "Command line")
    options = "--rank 2,1,2 --coupling triangular --gates least_squares --skip --base-rank 9 --joint --seed 3"
    assert line.splitlines()[-1] == f"rankdyn fit --data cascade-rows.npz {options}"
    assert [row["model"] for row in results(found)["rows"]][:3] == ["cascade", "naive", "reduced rank"]
    assert "rank<br>asked for" in found.shown.html


def test_numbers_are_those_of_models_fitted_alone() -> None:
    source = Source(ranks="1,3,2", size=10, rows=150, noise=0.3)
    found = ask(source, Model(rank="2", joint=True))
    document = results(found)
    parts = split(drawn(source, gates=False, skip=False).sample, np.random.default_rng(0))
    naive = NaiveRidge().fit(parts.train.X, parts.train.Y)
    assert document["rows"][1]["errors"] == close(naive.order_errors(parts.test.X, parts.test.Y))
    assert document["naive_fitted_errors"] == close(naive.order_errors(parts.train.X, parts.train.Y))
    assert document["rows"][1]["n_parameters"] == 4 * 10 * 10
    for count, size in enumerate(document["parameters_of_first_orders"], start=1):
        alone = rd.CascadedLowRankRegressor(2, refine="joint", order_weights="relative")
        assert alone.fit(parts.train.X, parts.train.Y[:, :count]).n_parameters_ == size
    assert document["rows"][0]["n_parameters"] == size == 100 + 3 * 2 * 20


def test_certificates_of_predicted_ranks_are_accepted() -> None:
    moving = [export for export in ask(CASES["flow"][0]).shown.exports if export.name.startswith("Certificate")]
    constant = ask(Source("flow", generator="[[1, 1], [0, 1]]", rows=60)).shown.exports
    assert [export.name for export in moving] == [f"Certificate, stage {k}" for k in (1, 2, 3)]
    assert "Certificate" in [export.name for export in constant]
    for export in [*moving, *(export for export in constant if export.name == "Certificate")]:
        assert rd.certify(json.loads(export.text))


def test_evidence_is_labelled() -> None:
    planted = ask(CASES["planted"][0]).shown.html
    assert planted.count("numerical · fitted in floating point") == 2
    definition, proved = (COLOURS[evidence][0] for evidence in ("definition", "proved"))
    assert re.search(f"background:{definition}[^>]*>planted · by construction<", planted)
    assert proved not in planted
    assert ">exact" not in planted
    assert "exact · 3 certificates attached" in ask(CASES["flow"][0]).shown.html
    assert "numerical · not exact" in ask(*CASES["factors"][:2]).shown.html


def test_table_of_stages() -> None:
    html = ask(Source(ranks="1,3,2", size=10, rows=150), Model(rank="3,1,2")).shown.html
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", html)
    cells = [re.findall(r">([^<>]+)<", row) for row in rows]
    assert [row[:4] for row in cells if "→" in row[0]] == [
        ["1 → 2", "3", "1", "1"],
        ["2 → 3", "1", "3", "3"],
        ["3 → 4", "2", "2", "4"],
    ]


def test_ranks_that_differ_are_said_to_differ() -> None:
    source = Source(ranks="1,3,2", size=10, rows=150)
    assert "The ranks found in the data are those planted." in ask(source).shown.html
    asked = ask(source, Model(rank="1"))
    assert "The ranks asked for differ from those planted: 1 for 1, 1 for 3, 1 for 2." in asked.shown.html
    assert "misses more than the naive model" in asked.shown.html
    assert "this model can need less" in ask(source, GATED).shown.html


def test_what_cannot_be_learned_is_left_out() -> None:
    nothing = ask(Source(size=2, rows=200, noise=10.0, ranks="0"))
    assert nothing.curves is None
    assert nothing.shown.status == "open"
    assert "unlearnable" in nothing.shown.html
    assert [export.name for export in nothing.shown.exports] == ["Results"]

    some = Source(ranks="6,6", size=12, rows=400, noise=3.0)
    found = ask(some, Model(rank="1,2,3"))
    document = results(found)
    assert document["unlearnable"] == [1]
    assert document["ranks"] == [2, 3]
    assert "Order 1 is unlearnable" in found.shown.html
    assert found.curves is not None
    assert found.curves.orders == (2, 3, 4)


def test_orders_of_norm_zero() -> None:
    found = ask(Source("conditional", orders=3, path="linear"))
    document = results(found)
    assert document["rows"][0]["errors"][1:] == [0.0, 0.0]
    assert found.curves is not None
    assert len(pictures(lambda *_: None, found.curves)) == 3


@pytest.mark.parametrize(
    ("source", "model", "words"),
    [
        (Source(orders=9), Model(), "2 to 8"),
        (Source(size=65), Model(), "1 to 64"),
        (Source(rows=4001), Model(), "20 to 4000"),
        (Source("factors", factors=64), Model(), "1 to 63"),
        (Source(noise=float("nan")), Model(), "standard deviation"),
        (Source(noise=-1.0), Model(), "standard deviation"),
        (Source(ranks="2,x"), Model(), "item 2"),
        (Source(ranks="1," * 5000), Model(), "4000"),
        (Source(ranks="25"), Model(), "min(p, q) = 24"),
        (Source("adaptation", ranks="1,2"), Model(), "one rank for all orders"),
        (Source("function", ranks="1,3,2"), Model(), "Leibniz gives r_1 <= 2*r_0"),
        (Source("function", ranks="70"), Model(), "70 x 70"),
        (Source("flow"), Model(), "type the generator"),
        (Source("flow", generator="[[1, t]]"), Model(), "square"),
        (Source("flow", generator="[[a]]"), Model(), "parameter a"),
        (Source("flow", generator="[[" + "1," * 3000 + "1]]"), Model(), "characters"),
        (Source("flow", generator=str([[0] * 13] * 13)), Model(), "up to 12 rows"),
        (Source("flow", generator="__import__('os')"), Model(), "character"),
        (Source("flow", generator="[[<script>alert(1)</script>]]"), Model(), "character"),
        (Source("full", path="os"), Model(), "variance_preserving, linear or trigonometric"),
        (Source(), Model(rank="many"), "auto, one number"),
        (Source(), Model(rank="1,2"), "4 orders have 3 stages"),
        (Source(), Model(rank="-1"), "whole numbers from 0"),
        (Source(), Model(rank="10" * 9), "more than 1000"),
        (Source(), Model(rank="1" * 5000), "more than 4000"),
        (Source(), Model(base="half"), "full, auto or a number"),
        (Source(), Model(base="1,2"), "one rank"),
    ],
)
def test_what_is_refused(source: Source, model: Model, words: str) -> None:
    with pytest.raises(rd.RankdynError) as refusal:
        ask(source, model)
    assert words in str(refusal.value)
    assert len(str(refusal.value)) < 600


def test_a_rank_that_is_too_large_is_clipped_with_a_note() -> None:
    found = ask(Source(size=6, rows=100), Model(rank="7"))
    assert results(found)["ranks"] == [6, 6, 6]
    assert "at most 6" in found.shown.html


def test_progress_goes_forward_to_its_end() -> None:
    said: list[tuple[int, int]] = []
    fitted(lambda words, done=0, total=0: said.append((done, total)), Source(size=6, rows=60), Model(rivals=True))
    assert len({total for _, total in said}) == 1
    assert said == sorted(said)
    assert all(done < total for done, total in said)
    assert len(said) >= 6


class Tags(HTMLParser):
    """Checks that tags are closed in turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("name", ["planted", "flow", "conditional"])
def test_html_is_well_formed(name: str) -> None:
    tags = Tags()
    tags.feed(ask(*CASES[name][:2]).shown.html)
    assert not tags.open


# ---- pictures -------------------------------------------------------------------------------------------------------


def test_pictures_have_the_same_bytes_and_say_what_they_show() -> None:
    curves = ask(CASES["planted"][0]).curves
    assert curves is not None
    first, again = (pictures(lambda *_: None, curves) for _ in range(2))
    assert first == again
    assert [drawn.name for drawn in first] == ["cascade-errors", "cascade-parameters", "cascade-singular-values"]
    assert "kept are 1, 3, 2" in first[2].words
    for drawn_file in first:
        assert drawn_file.svg.lstrip().startswith("<?xml")
        assert drawn_file.pdf.startswith(b"%PDF-")
        assert drawn_file.png.startswith(b"\x89PNG")


def test_errors_are_drawn_where_they_are() -> None:
    ax = Figure().subplots()
    curves = {"naive, held-out rows": [(1, 0.5), (2, 0.0)], "cascade, fitted rows": [(1, 0.25), (2, float("inf"))]}
    assert error_of_orders(curves, ax=ax) is ax
    naive, own = ax.get_lines()
    assert list(naive.get_ydata()) == [0.5, 1e-17]
    assert list(own.get_ydata()) == [0.25]
    assert "numerical" in ax.get_ylabel()


def test_as_many_singular_values_are_filled_as_are_kept() -> None:
    ax = Figure().subplots()
    assert stage_spectra([(4.0, 2.0, 0.1, 0.0), (1.0,)], [1.0, float("inf")], [2, 0], ["1→2", "2→3"], ax=ax) is ax
    dots = [line for line in ax.get_lines() if line.get_marker() == "o"]
    kept = sum(len(line.get_xdata()) for line in dots if line.get_markerfacecolor() != "white")
    assert kept == 2
    assert sum(len(line.get_xdata()) for line in dots) == 4
    assert len(ax.collections) == 1
    with pytest.raises(rd.InvalidInputError):
        stage_spectra([], [], [], [], ax="here")  # type: ignore[arg-type]


# ---- the view -------------------------------------------------------------------------------------------------------


class Asked:
    """A desk that only notes what it is asked."""

    def __init__(self) -> None:
        self.questions: list[tuple[Any, ...]] = []

    def ask(self, *question: Any) -> None:
        self.questions.append(question)


def asked(address: dict[str, str], **changes: Any) -> tuple[Source, Model, dict[str, str]]:
    """Return what is asked of a page with this address once some controls were changed, and the address then."""
    link, desk = Link(address), Asked()
    data, model = view.source(link), view.model(link)
    values = [dict(each.value) for each in (data, model)]
    for name, value in changes.items():
        next(each for each in values if name in each)[name] = value
    view.ask(desk, link, *values)  # type: ignore[arg-type]
    ((_, question, source, chosen),) = desk.questions
    assert question is fitted
    return source, chosen, address


def test_the_first_state_is_a_question_with_an_answer() -> None:
    source, model, address = asked({})
    assert (source, model) == (Source(), Model())
    assert address == {}
    flow = asked({"c_data": "flow"})[0]
    assert results(ask(flow))["predicted"] == results(ask(replace(flow, generator=FLOW)))["predicted"]


def test_a_state_and_its_link() -> None:
    changes = {"kind": "factors", "orders": 6, "time": 0.25, "gates": "rank", "skip": True, "rank": "7"}
    source, model, address = asked({}, **changes)
    assert address == {
        "c_data": "factors",
        "c_orders": "6",
        "c_time": "0.25",
        "c_gates": "rank",
        "c_skip": "on",
        "c_rank": "7",
    }
    assert asked(dict(address))[:2] == (source, model)
    assert (source.orders, source.time, model.skip) == (6, 0.25, True)


@pytest.mark.parametrize(
    "address",
    [
        {"c_data": "<script>", "c_orders": "99", "c_size": "-4", "c_noise": "1e9", "c_time": "nan", "c_gates": "x"},
        {"c_rows": "9" * 5000, "c_skip": "maybe", "c_seed": "٣", "c_coupling": ""},
    ],
)
def test_a_hostile_link_gives_a_state_within_bounds(address: dict[str, str]) -> None:
    source, model, _ = asked(address)
    assert replace(source, orders=4, size=24, rows=600, seed=0) == Source()
    assert model == Model()
    assert (source.orders, source.size, source.rows) in {(8, 24, 600), (8, 2, 600), (4, 24, 600), (4, 24, 4000)}


def test_controls_that_mean_nothing_change_nothing() -> None:
    assert asked({}, kind="full")[0] == asked({}, kind="full", ranks="5", noise=1.0, size=9, generator="[[1]]")[0]
    assert asked({}, noise=1.0)[0] != asked({})[0]


@pytest.mark.parametrize("kind", view.KINDS)
def test_controls_of_each_kind_of_data(kind: str) -> None:
    link = Link({"c_data": kind})
    shown = view.controls(view.source(link), view.model(link)).text
    assert ("planted ranks" in shown) == (kind in ("planted", "function", "adaptation"))
    assert ("A(t)" in shown) == (kind == "flow")
    assert "coupling" in shown


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    """Sums in one order, here and in the programs that are run."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        yield
