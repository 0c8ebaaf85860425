"""``python -m tests.explorer.measure``: how long a visitor of the explorer waits, printed.

Seconds from the start of ``rankdyn explore`` to the first verdict in a browser that has never seen it, and from each
change of a sequence of length up to 5 to its verdict on the page. Nothing else should be running.
"""

from __future__ import annotations

import json
import sys
from statistics import median
from time import monotonic

from playwright.sync_api import Page

from tests.explorer.chromium import browsing, program
from tests.explorer.conftest import start, stop

CHANGES = ["1,3,2", "1,2,1", "2,3", "1", "2,2,2,4", "4,6,1,2,1", "2,3,4,4,1", "5,4,3,2,1", "1,2,3,4,5", "2,2,4,5"]
CHANGES += ["9,7,9,3,2", "1,1,2", "3,5,1", "0,0,0,0,0", "2,4,1,3", "6,8,6,4,2"]

_SHOWN = """ranks => [...document.querySelectorAll(".verdict")].some(e => e.textContent.includes(ranks))"""


def first(page: Page, link: str) -> None:
    """Open the link, and wait for the verdict on the sequence that it shows first."""
    page.goto(link)
    page.wait_for_function(_SHOWN, arg="(2, 3, 1)", polling=10)


def change(page: Page, text: str) -> float:
    """Type a sequence, and return the seconds until its verdict is there."""
    begun = monotonic()
    page.get_by_test_id("ranks").fill(text)
    page.wait_for_function(_SHOWN, arg=f"({text.replace(',', ', ')}", polling=10)
    return monotonic() - begun


def main() -> None:
    """Print the figures."""
    if program() is None:
        sys.exit("Chromium is missing")
    begun = monotonic()
    process = start("--port", "0", "--json")
    try:
        assert process.stdout is not None
        link = json.loads(process.stdout.readline())["url"]
        answers = monotonic() - begun
        with browsing() as browser:
            page = browser.context.new_page()
            first(page, link)
            print(f"from the start to the link {answers:.1f} s, to the first verdict {monotonic() - begun:.1f} s")
            took = {text: change(page, text) for text in CHANGES}
            for text, seconds in took.items():
                print(f"{text:>12}  {seconds:.2f} s")
            print(f"{len(took)} changes: median {median(took.values()):.2f} s, at most {max(took.values()):.2f} s")
    finally:
        stop(process)


if __name__ == "__main__":
    main()
