"""The tab *Atlas*: the filter leaves what the atlas holds, and its files are whole."""

from __future__ import annotations

import asyncio
import csv
import io
import json

import marimo as mo
import pytest

import rankdyn as rd
from rankdyn.errors import InvalidInputError, RankdynError
from rankdyn.explorer.desk import Job
from rankdyn.explorer.link import Link
from rankdyn.explorer.questions import atlas as question
from rankdyn.explorer.questions.atlas import Filter
from rankdyn.explorer.views import atlas as view
from rankdyn.explorer.views.answers import waiting

ALL = rd.atlas.open()


def quiet(*_):
    """Take in reports of progress."""


def found(**wanted):
    return question.find(quiet, Filter(**wanted))


def answered(result):
    job = Job(0)
    job.end("answered", "answered", result)
    return job


def test_the_choices_are_those_of_the_atlas():
    settings = ALL.settings
    assert list(question.LENGTHS) == list(settings.lengths)
    assert list(question.RANKS) == list(range(settings.max_rank + 1))
    assert {row.status for row in ALL} == set(question.STATUSES)
    assert {row.law for row in ALL} - {None} <= set(question.LAW_NAMES)


def test_without_a_filter_all_is_there():
    everything = found()
    assert [row["ranks"] for row in everything.rows] == [",".join(map(str, row.ranks)) for row in ALL]
    assert len(everything.rows) == 3905
    for status in question.STATUSES:
        assert everything.counts[status] == len(ALL.query(status=status))


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        ({"length": 3}, lambda row: len(row.ranks) == 3),
        ({"top": 2}, lambda row: max(row.ranks) <= 2),
        ({"status": "witness"}, lambda row: row.status == "witness"),
        ({"law": "DE"}, lambda row: row.law == "DE"),
        ({"starts": "2, 3,"}, lambda row: row.ranks[:2] == (2, 3)),
        ({"contains": "3,1"}, lambda row: (3, 1) in zip(row.ranks, row.ranks[1:], strict=False)),
        (
            {"length": 4, "top": 3, "status": "obstruction", "law": "L", "starts": "1", "contains": "2,1"},
            lambda row: (
                (len(row.ranks), row.law, row.ranks[0]) == (4, "L", 1)
                and max(row.ranks) <= 3
                and "21" in "".join(map(str, row.ranks))
            ),
        ),
        ({"starts": "9"}, lambda row: False),
        ({"contains": "1,1,1,1,1,1"}, lambda row: False),
    ],
)
def test_a_filter_leaves_what_fits(wanted, fits):
    left = found(**wanted)
    expected = [row for row in ALL if fits(row)]
    assert [row["ranks"] for row in left.rows] == [",".join(map(str, row.ranks)) for row in expected]
    assert sum(left.counts.values()) == len(expected)
    for row, known in zip(left.rows, expected, strict=True):
        assert (row["length"], row["largest"]) == (len(known.ranks), max(known.ranks))
        assert (row["verdict"], row["law"]) == (known.status, known.law or "")
        assert row["because"]


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"starts": "2,,3"}, "'starts with' takes ranks such as 2,3"),
        ({"contains": "<script>"}, "'contains' takes ranks such as 2,3"),
        ({"contains": "1," * 5000}, "up to 5 ranks"),
        ({"length": 7}, "length 1 to 5"),
        ({"top": 9}, "entries 0 to 4"),
        ({"status": "perhaps"}, "status must be one of"),
        ({"law": "<b>"}, "there is no law"),
    ],
)
def test_what_is_no_filter_is_refused(wanted, said):
    with pytest.raises(InvalidInputError) as error:
        found(**wanted)
    assert said in str(error.value)
    assert len(str(error.value)) < 400


def test_files_hold_the_rows_that_are_left(tmp_path):
    wanted = Filter(length=3, top=3)
    rows = question.find(quiet, wanted).rows
    table = list(csv.DictReader(io.StringIO(question.file(quiet, wanted, "csv"))))
    assert table == [{name: str(value) for name, value in row.items()} for row in rows]
    whole = json.loads(question.file(quiet, wanted, "json"))
    assert whole == [row.to_dict() for row in ALL.query(length=3, max_rank=3)]
    path = tmp_path / "certificate.json"
    path.write_text(json.dumps(next(row for row in whole if row["ranks"] == [2, 3, 1])["certificate"]))
    assert rd.certify(path)


def test_files_without_rows_are_still_files():
    nothing = Filter(starts="9")
    assert json.loads(question.file(quiet, nothing, "json")) == []
    assert question.file(quiet, nothing, "csv") == "ranks,length,largest,verdict,law,because\n"


def test_the_filter_comes_from_the_link_and_goes_back_to_it():
    address = {"a_length": "3", "a_top": "2", "a_status": "witness", "a_law": "<b>", "a_starts": "1"}
    link = Link(address)
    chosen = view.options(link).value
    assert chosen == {"length": "3", "top": "2", "status": "witness", "law": "any", "starts": "1", "contains": ""}
    asked = []

    class Desk:
        def ask(self, lane, wanted, *arguments):
            asked.append((lane, wanted, *arguments))

    view.ask(Desk(), link, chosen)
    assert asked == [("atlas", question.find, Filter(length=3, top=2, status="witness", starts="1"))]
    assert "a_law" not in address
    assert address["a_length"] == "3"
    view.ask(Desk(), link, chosen | {"length": "any"})
    assert "a_length" not in address


def table_of(monkeypatch, address, **wanted):
    monkeypatch.setattr(mo, "query_params", lambda: address)
    return view.table(answered(found(**wanted)), waiting(None))


def test_the_row_of_the_link_is_chosen_and_asked_for(monkeypatch):
    address = {"a_row": "1,3,2"}
    table = table_of(monkeypatch, address, length=3)
    assert [row["ranks"] for row in table.value] == ["1,3,2"]
    asked = []

    class Desk:
        def ask(self, lane, wanted, *arguments):
            asked.append((lane, *arguments))

    view.ask_row(Desk(), Link(address), table)
    assert asked == [("atlas row", "1,3,2", "generic", "derivative", "", False)]


def test_the_row_of_the_link_stays_while_the_atlas_is_read(monkeypatch):
    address = {"a_row": "1,3,2"}
    link = Link(address)
    assert view.ask_row(None, link, waiting(None)) is None
    assert address == {"a_row": "1,3,2"}
    table = table_of(monkeypatch, address, length=4)
    assert view.ask_row(None, link, table) is None
    assert address == {}


def test_no_extra_of_the_table_that_needs_more_packages_is_on_the_page(monkeypatch):
    table = table_of(monkeypatch, {}, length=3)
    monkeypatch.setattr(type(table), "text", table.text.replace("explorer='false'", "explorer='true'"))
    assert "data-show-column-explorer='true'" in table.text  # as where marimo serves a page
    page = view.listing(None, view.options(Link({})).value, answered(found(length=3)), table).text
    assert "125 sequences: 60 witness, 65 obstruction, 0 open" in page
    assert "data-show-column-explorer='false'" in page
    assert "data-show-row-explorer='false'" in page
    for extra in ("chart-builder", "download", "search"):
        assert f"data-show-{extra}='false'" in page


def test_where_nothing_is_left_the_page_says_so(monkeypatch):
    nothing = table_of(monkeypatch, {}, starts="9")
    page = view.listing(None, view.options(Link({})).value, answered(found(starts="9")), nothing)
    assert "No sequence" in page.text


def test_a_file_is_made_when_it_is_asked_for_and_a_failure_is_told():
    class Desk:
        def ask(self, lane, wanted, *arguments):
            job = Job(0)
            if arguments[1] == "csv":
                job.end("answered", "answered", wanted(quiet, *arguments))
            else:
                job.end("refused", "not now")
            return job

    wanted = Filter(length=2, top=1)
    assert asyncio.run(view._content(Desk(), wanted, "csv")()).decode() == question.file(quiet, wanted, "csv")
    with pytest.raises(RankdynError, match="not now"):
        asyncio.run(view._content(Desk(), wanted, "json")())
