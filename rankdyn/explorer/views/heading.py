"""The head of the page: what it is, and its tabs."""

from __future__ import annotations

from typing import Any, Final

import marimo as mo

from rankdyn.explorer.link import Link

TABS: Final = ("Sequence", "Function", "Permutations", "Atlas", "Cascade")


def tabs(link: Link) -> Any:
    """Return the tabs; their contents are cells of their own, so that a tab that is not open does no work."""
    return mo.ui.tabs(dict.fromkeys(TABS, ""), value=link.choice("tab", TABS, TABS[0]))


def shown(tab: Any) -> Any:
    """Return the head laid out."""
    title = mo.Html(
        "<h1>Rank dynamics</h1>"
        '<p class="lead">How the rank of a matrix function changes from derivative to derivative. Everything here '
        "runs on this machine; the address in the browser is a link to what you see.</p>"
    )
    return mo.vstack([title, tab], gap=0.6)
