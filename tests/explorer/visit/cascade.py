"""A visit to the tab *Cascade*, and back to the first one."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.explorer.chromium import Browser
from tests.explorer.visit.visitor import HOSTILE, copied, opened, refused_one_after_another, typed, verdict


def test_a_cascade(page: Page, browser: Browser) -> None:
    opened(page, "Cascade")
    shown = verdict(page, "numerical")
    expect(shown).to_contain_text("fitted in floating point")
    expect(page.get_by_role("img")).not_to_have_count(0)
    browser.shoot(page, "cascade")
    before = shown.inner_text()
    page.get_by_label("stage ranks").fill("1,1,1")
    expect(page.locator(".verdict.numerical")).not_to_have_text(before, use_inner_text=True)
    assert "CascadedLowRankRegressor" in copied(page, "Python")
    again = browser.page(page.url)
    verdict(again, "numerical")
    expect(again.get_by_label("stage ranks")).to_have_value("1,1,1")
    again.close()


def test_bad_ranks_of_a_cascade_leave_the_page_working(page: Page, browser: Browser) -> None:
    opened(page, "Cascade")
    refused_one_after_another(page, page.get_by_label("stage ranks"), [HOSTILE[0], HOSTILE[2], "", "-1,2"])
    browser.shoot(page, "cascade-refused")
    page.get_by_label("stage ranks").fill("auto")
    verdict(page, "numerical")
    opened(page, "Sequence")
    typed(page, "2,3,1")
    verdict(page, "witness", "Witness for (2, 3, 1)")
