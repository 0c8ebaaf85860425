"""Parts of which the HTML of answers is composed.

Names that end in ``html`` are HTML already; all else is text and is escaped here. Styles are inline, colours those of
the page but for badges; there are no scripts, and nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

MAX_TEXT: Final = 600
"""Characters of one text that are shown."""

MAX_ITEMS: Final = 24
"""Columns of a table, or items of a list, that are shown."""

_CELL: Final = "border:1px solid rgba(128,128,128,0.45);padding:0.1em 0.55em;text-align:center;white-space:nowrap"


def cut(text: str, limit: int = MAX_TEXT) -> str:
    """Return the text, or its beginning and its length if it is longer than `limit` characters.

    Examples
    --------
    >>> cut("t + 1 + t**2", 5)
    't + 1… (12 characters)'
    """
    return text if len(text) <= limit else f"{text[:limit]}… ({len(text)} characters)"


def first(items: Sequence[str], limit: int = MAX_ITEMS) -> list[str]:
    """Return the items, or the first ones and how many there are."""
    return list(items) if len(items) <= limit else [*items[:limit], f"… ({len(items)} in all)"]


def opening(text: str) -> str:
    """Return a text that begins with a capital letter."""
    return text[:1].upper() + text[1:]


def card(title: str, badge_html: str, *parts_html: str) -> str:
    """Return one answer: its title and its badge, and below them its parts, the empty ones left out."""
    body = "".join(part for part in parts_html if part)
    return (
        '<div class="rankdyn" style="max-width:44em;margin:0.3em 0;padding:0.55em 0.9em;text-align:left;'
        'border:1px solid rgba(128,128,128,0.5);border-radius:0.5em;line-height:1.5;overflow-wrap:anywhere">'
        '<div style="display:flex;flex-wrap:wrap;gap:0.3em 0.7em;align-items:center">'
        f"<strong>{escape(cut(title))}</strong>{badge_html}</div>{body}</div>"
    )


def given(label: str, text: str) -> str:
    """Return a paragraph of a label and a text; nothing if the text is empty."""
    return labelled(label, words(text)) if text else ""


def paragraph(*parts_html: str) -> str:
    """Return one paragraph."""
    return f'<div style="margin:0.25em 0;overflow-x:auto;overflow-y:hidden">{"".join(parts_html)}</div>'


def labelled(label: str, content_html: str) -> str:
    """Return a paragraph that opens with a label."""
    return paragraph(f'<span style="opacity:0.8">{escape(label)}:</span> ', content_html)


def listed(items_html: Sequence[str]) -> str:
    """Return items with commas between them, that lines break at the commas alone; the tail of many is left out."""
    *before, last = first(items_html) or [""]
    kept = '<span style="white-space:nowrap">{}</span>'
    return " ".join([*(kept.format(item + ",") for item in before), kept.format(last) if last else ""])


def words(text: str) -> str:
    """Return text as HTML, cut if it is long."""
    return escape(cut(text))


def code(text: str) -> str:
    """Return text as code, cut if it is long."""
    return f"<code>{escape(cut(text))}</code>"


def bullets(items_html: Sequence[str]) -> str:
    """Return a list, the tail of a long one left out."""
    shown = "".join(f"<li>{item}</li>" for item in first(items_html))
    return f'<ul style="margin:0.25em 0;padding-left:1.5em">{shown}</ul>' if shown else ""


def hidden(summary: str, *parts_html: str) -> str:
    """Return parts that open on a click."""
    return (
        f'<details style="margin:0.25em 0"><summary style="cursor:pointer">{escape(summary)}</summary>'
        f"{''.join(parts_html)}</details>"
    )


def table(rows_html: Iterable[Sequence[str]]) -> str:
    """Return rows of cells, the first cell of each a heading; of a long row the tail is left out."""
    shown = ""
    for heading, *cells in rows_html:
        body = "".join(f'<td style="{_CELL}">{cell}</td>' for cell in first(cells))
        head = f'<th scope="row" style="{_CELL};text-align:left">{heading}</th>'
        shown += f'<tr style="background:none">{head}{body}</tr>'
    return (
        '<div style="overflow-x:auto"><table style="border-collapse:collapse;margin:0.35em 0;font-size:1em">'
        f"{shown}</table></div>"
    )
