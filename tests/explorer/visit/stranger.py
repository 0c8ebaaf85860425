"""A link that somebody else made, and a reader who has none."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.explorer.chromium import Browser
from tests.explorer.conftest import Server
from tests.explorer.visit.visitor import verdict


def test_a_link_of_others_is_only_data(page: Page, browser: Browser, server: Server) -> None:
    root = f"http://{server.host}/"
    other = browser.page(f"{root}?ranks=%3Cscript%3Ealert(1)%3C/script%3E&mode=__class__&tab=%3Cb%3E&thorough=1&x=%00")
    said = verdict(other, "refused", "<script>alert(1)</script>")
    assert said.locator("script").count() == 0
    other.close()


def test_a_reader_without_the_token_sees_one_line(browser: Browser, server: Server) -> None:
    browser.context.clear_cookies()
    page = browser.page(f"http://{server.host}/?ranks=2,3,1")
    assert "opens with the link" in page.locator("body").inner_text()
    page.goto(server.url)
    verdict(page, "witness", "Witness for (2, 3, 1)")
    page.close()
    # the browser tells of each refusal on its console, sometimes late
    browser.faults = [fault for fault in browser.faults if "401 (Unauthorized)" not in fault]
