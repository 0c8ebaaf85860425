"""A visit to the tab *Atlas*."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.explorer.chromium import Browser
from tests.explorer.visit.visitor import HOSTILE, accepted, opened, refused_one_after_another, saved, verdict


def test_the_atlas(page: Page, browser: Browser, tmp_path: Path) -> None:
    opened(page, "Atlas")
    counts = page.locator(".counts")
    expect(counts).to_contain_text("3905 sequences")
    page.get_by_label("length", exact=True).select_option("3")
    page.get_by_label("ranks up to", exact=True).select_option("3")
    expect(counts).to_contain_text("64 sequences: 30 witness, 34 obstruction, 0 open")
    page.get_by_label("starts with").fill("2,3")
    expect(counts).to_contain_text("4 sequences")
    page.get_by_role("row").filter(has_text="2,3,1").get_by_role("checkbox").or_(
        page.get_by_role("row").filter(has_text="2,3,1").get_by_role("radio")
    ).first.click()
    verdict(page, "witness", "Witness for (2, 3, 1)")
    assert accepted(saved(page, "Certificate", tmp_path))
    browser.shoot(page, "atlas")
    again = browser.page(page.url)
    verdict(again, "witness", "Witness for (2, 3, 1)")
    expect(again.locator(".counts")).to_contain_text("4 sequences")
    again.close()
    with page.expect_download() as waiting:
        page.get_by_text("CSV", exact=True).click()
    assert "2,3,1" in Path(waiting.value.path()).read_text()


def test_bad_filters_leave_the_page_working(page: Page, browser: Browser) -> None:
    opened(page, "Atlas")
    refused_one_after_another(page, page.get_by_label("starts with"), [HOSTILE[0], HOSTILE[2], "-1", "2,,"])
    browser.shoot(page, "atlas-refused")
    page.get_by_label("starts with").fill("")
    expect(page.locator(".counts")).to_contain_text(re.compile(r"\b[1-9]\d* sequences"))
