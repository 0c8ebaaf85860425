"""Chromium as Debian has it, driven by Playwright, with an ear for all that must not happen on a page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, sync_playwright

NAMES = ("chromium", "chromium-browser")

_QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]

SCREENSHOTS = "RANKDYN_SCREENSHOTS"
"""The variable that names a folder for pictures of what the tests saw."""


def program() -> str | None:
    """Return where Chromium is, if it is installed."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


_WIDER = """() => {
  const found = [];
  for (let e = document.querySelector("h1"); e; e = e.parentElement)
    if (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== "visible") found.push(e.className);
  return found;
}"""
"""What holds the page's head, and with it all of the page, and has to be scrolled sideways."""


@dataclass
class Browser:
    """A browser, and what it did that it should not have."""

    context: BrowserContext
    faults: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    requests: int = 0

    def page(self, url: str, width: int = 1280) -> Page:
        """Open a page."""
        page = self.context.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(url)
        return page

    def shoot(self, page: Page, name: str) -> None:
        """Keep a picture of a page at both widths, if that was asked for, and see that nothing is wider than it."""
        for width in (1280, 800):
            page.set_viewport_size({"width": width, "height": 1800})
            page.wait_for_timeout(100)
            wider = page.evaluate(_WIDER)
            assert not wider, f"{name} at {width}: {wider}"
            if folder := os.environ.get(SCREENSHOTS):
                page.screenshot(path=Path(folder) / f"{name}-{width}.png")
        page.set_viewport_size({"width": 1280, "height": 900})

    def watch(self) -> None:
        """Listen to every page of the context."""
        self.context.on("request", lambda request: self._requested(request.url))
        self.context.on("console", self._heard)
        self.context.on("weberror", lambda error: self.faults.append(f"page error: {error.error}"))
        self.context.on("dialog", lambda dialog: (self.faults.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        self.context.on("page", lambda page: page.on("websocket", lambda socket: self._requested(socket.url)))

    def _requested(self, url: str) -> None:
        self.requests += 1
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1":
            self.foreign.append(url[:300])

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "assert") and not _overtaken(message):
            self.faults.append(f"console {message.type}: {message.text[:500]}")


def _overtaken(message: ConsoleMessage) -> bool:
    """Whether marimo only says that a widget was replaced before the browser had loaded it.

    It does so when answers follow each other faster than people type; nothing is missing on the page then, which the
    visits look at. Only its own words, and files of widgets that are gone, count as this.
    """
    if "[anywidget] binding destroyed" in message.text:
        return True
    gone = "ERR_INCOMPLETE_CHUNKED_ENCODING" in message.text or "dynamically imported module" in message.text
    return gone and "/@file/" in message.text + str(message.location.get("url", ""))


@contextmanager
def browsing() -> Iterator[Browser]:
    """Open a browser without a past."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program(), args=_QUIET)
        context = chromium.new_context(accept_downloads=True, permissions=["clipboard-read", "clipboard-write"])
        context.set_default_timeout(20_000)
        found = Browser(context)
        found.watch()
        yield found
        chromium.close()
