"""The tab *Atlas*: a filter, the table of what it leaves, and the row that is chosen in full."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Final, cast

import marimo as mo

from rankdyn.errors import RankdynError
from rankdyn.explorer.desk import Desk, Job
from rankdyn.explorer.link import Link
from rankdyn.explorer.questions import atlas, sequence
from rankdyn.explorer.questions.atlas import Filter, Format, Found
from rankdyn.explorer.views.answers import at_work, pending, refusal
from rankdyn.explorer.views.links import to_sequences
from rankdyn.explorer.widgets.take_home import TakeHome

_ANY: Final = "any"

_CHOICES: Final = {
    "length": ("a_length", "length", [str(length) for length in atlas.LENGTHS]),
    "top": ("a_top", "ranks up to", [str(rank) for rank in atlas.RANKS]),
    "status": ("a_status", "verdict", list(atlas.STATUSES)),
    "law": ("a_law", "law", list(atlas.LAW_NAMES)),
}
"""By field of the filter: its name in the link, its label, its options."""

_TEXTS: Final = {"starts": ("a_starts", "starts with"), "contains": ("a_contains", "contains")}

_GUIDE: Final = (
    f"Every sequence of up to {atlas.LENGTHS[-1]} ranks from 0 to {atlas.RANKS[-1]}: each with a certified witness, "
    "with the law that forbids it, or open. Choose a row to see it in full; the headings sort."
)


def options(link: Link) -> Any:
    """Return the controls of the filter."""
    elements: dict[str, Any] = {
        field: mo.ui.dropdown([_ANY, *options], value=link.choice(name, [_ANY, *options], _ANY), label=label)
        for field, (name, label, options) in _CHOICES.items()
    }
    elements |= {
        field: mo.ui.text(link.text(name, ""), label=label, placeholder="2,3", debounce=300)
        for field, (name, label) in _TEXTS.items()
    }
    return mo.ui.dictionary(elements)


def controls(chosen: Any) -> Any:
    """Return the controls laid out."""
    return mo.vstack([mo.md(_GUIDE), mo.hstack(chosen.elements.values(), justify="start", wrap=True, gap=1.2)], gap=0.8)


def ask(desk: Desk, link: Link, chosen: dict[str, Any]) -> Job:
    """Have the atlas filtered, and put the filter into the link."""
    names = {field: name for field, (name, *_) in (_CHOICES | _TEXTS).items()}
    link.write(**{names[field]: value for field, value in chosen.items()})
    return desk.ask("atlas", atlas.find, _filter(chosen))


def table(job: Job, waiting: Any) -> Any:
    """Return the table of what the filter leaves, or what there is instead of it; the row in the link is chosen."""
    if pending(job, waiting):
        return at_work(job, waiting)
    if job.result is None:
        return refusal(job)
    rows = job.result.rows
    if not rows:  # a table without rows has no columns to lay out
        return mo.Html('<p class="note counts">No sequence in the atlas is like this.</p>')
    before = Link(mo.query_params()).text("a_row", "")
    chosen = [index for index, row in enumerate(rows) if row["ranks"] == before]
    return mo.ui.table(
        rows,
        selection="single",
        initial_selection=chosen,
        pagination=True,
        page_size=10,
        show_column_summaries=False,
        show_data_types=False,
        show_download=False,
        show_search=False,
        wrapped_columns=["because"],
        hidden_columns=["length"],  # to be seen in the ranks; the button 'Columns' shows it
        column_widths={"ranks": 92, "length": 88, "largest": 92, "verdict": 102, "law": 74},
    )


def listing(desk: Desk, chosen: dict[str, Any], job: Job, shown: Any) -> Any:
    """Return the table with its counts above and its files below."""
    if not isinstance(shown, mo.ui.table):
        return shown
    wanted = _filter(chosen)
    saves = [
        mo.download(_content(desk, wanted, format), f"rank-sequences.{format}", mimetype, label=format.upper())
        for format, mimetype in _FORMATS.items()
    ]
    beside = mo.hstack([mo.Html("Save all as"), *saves], justify="start", align="center", gap=0.5)
    line = mo.hstack([mo.Html(_counts(job.result)), beside], justify="start", align="center", gap=1.5, wrap=True)
    return mo.vstack([line, mo.Html(shown.text.replace(*_WITHOUT_EXPLORER))])


def ask_row(desk: Desk, link: Link, shown: Any) -> Job | None:
    """Ask for the row that is chosen in the table, and put it into the link; None if there is none."""
    if not isinstance(shown, mo.ui.table):  # not there yet: the row in the link stays
        return None
    ranks = _chosen(shown)
    link.write(a_row=ranks)
    return desk.ask("atlas row", sequence.verdict, ranks, "generic", "derivative", "", False) if ranks else None


def row(job: Job, waiting: Any, shown: Any) -> Any:
    """Return the chosen row in full."""
    if pending(job, waiting):
        return at_work(job, waiting)
    found = job.result
    if found is None:
        return refusal(job)
    body = mo.Html(f'<div class="verdict {found.status}">{found.html}</div>')
    return mo.vstack([body, to_sequences([_chosen(shown)]), mo.ui.anywidget(TakeHome.of(found.exports))])


_WITHOUT_EXPLORER: Final = (
    "data-show-column-explorer='true'",
    "data-show-column-explorer='false' data-show-row-explorer='false'",
)
"""What switches marimo's explorer of a table off: it needs packages that are not here."""

_FORMATS: Final[dict[Format, str]] = {"csv": "text/csv", "json": "application/json"}


def _filter(chosen: dict[str, Any]) -> Filter:
    wanted = {field: value for field, value in chosen.items() if value != _ANY}
    return Filter(**wanted | {field: int(wanted[field]) for field in ("length", "top") if field in wanted})


def _chosen(shown: mo.ui.table) -> str:
    """Return the ranks of the row that is chosen; nothing if there is none."""
    rows = cast(list[dict[str, str]], shown.value)
    return rows[0]["ranks"] if rows else ""


def _counts(found: Found) -> str:
    counts = ", ".join(f"{found.counts[status]} {status}" for status in atlas.STATUSES)
    many = "sequence" if len(found.rows) == 1 else "sequences"
    return f'<p class="note counts">{len(found.rows)} {many}: {counts}</p>'


def _content(desk: Desk, wanted: Filter, format: Format) -> Callable[[], Coroutine[Any, Any, bytes]]:
    """Return what makes a file when it is asked for; the page goes on meanwhile."""

    async def content() -> bytes:
        job = desk.ask(f"atlas {format}", atlas.file, wanted, format)
        while not job.wait(0):
            await asyncio.sleep(0.05)
        if job.result is None:
            raise RankdynError(job.words)
        return str(job.result).encode()

    return content
