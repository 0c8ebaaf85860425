"""Source files on the page, line by line, so that a link can lead to a line without a network."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from rankdyn.verify.backing import ROOT


def anchor(file: str, line: int) -> str:
    """Return the name of a line's place on the page."""
    return f"{re.sub(r'[^A-Za-z0-9]+', '-', file)}-L{line}"


def link(place: str, text: str = "") -> str:
    """Return a link to a place FILE:LINE, shown as itself or as `text`."""
    file, _, line = place.rpartition(":")
    return f'<a href="#{anchor(file, int(line))}">{escape(text or place)}</a>'


def listing(file: str) -> str:
    """Return a section with all lines of a file of the checkout."""
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    body = "\n".join(
        f'<span id="{anchor(file, number)}"><i>{number}</i>{escape(line)}</span>'
        for number, line in enumerate(lines, start=1)
    )
    return f'<section><h3 id="{anchor(file, 0)}">{escape(file)}</h3>\n<pre>{body}</pre></section>'


def listings(places: Iterable[str]) -> str:
    """Return the files in which places FILE:LINE stand, each once, sorted by name."""
    return "\n".join(listing(file) for file in sorted({place.rpartition(":")[0] for place in places}))
