"""Links from one tab to another, as the address has them."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import urlencode

import marimo as mo


def to_sequences(texts: Iterable[str]) -> mo.Html:
    """Return links that ask about sequences in the tab *Sequence*."""
    style = 'style="color:#0072b2;text-decoration:underline"'
    links = (
        f'<a {style} href="?{escape(urlencode({"tab": "Sequence", "ranks": text}))}">{escape(text)}</a>'
        for text in texts
    )
    return mo.Html(f'<p class="note to-sequences">Open in the tab Sequence: {" · ".join(links)}</p>')
