"""A visit to the tab *Function*."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

import rankdyn as rd
from tests.explorer.chromium import Browser
from tests.explorer.visit.visitor import HOSTILE, accepted, copied, opened, refused_one_after_another, saved, verdict

RANKS = re.compile(r"1\s+2\s+1\s+0\s+0")
"""Of the orders 0 to 4 of [[1, t], [t, t**2]], as a table has them."""


def test_a_matrix_of_ones_own(page: Page, browser: Browser, tmp_path: Path) -> None:
    opened(page, "Function")
    verdict(page, "exact")
    entries = page.get_by_role("textbox").filter(visible=True).first
    entries.fill("[[1, t], [t, t**2]]")
    expect(page.locator(".verdict.exact").first).to_have_text(RANKS, use_inner_text=True)
    assert accepted(saved(page, "Certificate", tmp_path))
    assert rd.load(saved(page, "Function", tmp_path)) == rd.MatrixFunction("[[1, t], [t, t**2]]")
    assert "[[1, t], [t, t**2]]" in copied(page, "Python")
    assert "pmatrix" in copied(page, "LaTeX")
    for format, start in (("SVG", b"<?xml"), ("PDF", b"%PDF-"), ("PNG", b"\x89PNG")):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=re.compile(f"^Save as {format}: steps: ")).click()
        assert Path(waiting.value.path()).read_bytes().startswith(start)
    browser.shoot(page, "function-staircase")


def test_closer_looks_at_a_function(page: Page, browser: Browser) -> None:
    opened(page, "Function")
    page.get_by_role("textbox").filter(visible=True).first.fill("[[t**2 - 1, 0], [0, 1]]")
    expect(page.locator(".verdict.exact").first).to_have_text(re.compile(r"2\s+1\s+1\s+0\s+0"), use_inner_text=True)
    opened(page, "Derivatives")
    expect(page.locator(".verdict.derivatives math").first).to_be_visible()
    browser.shoot(page, "function-derivatives")
    opened(page, "Along t")
    expect(page.get_by_role("img", name="singular values")).to_be_visible()
    special = page.locator(".verdict").filter(has_text=re.compile("special points?", re.IGNORECASE))
    expect(special.first).to_contain_text("−1")
    browser.shoot(page, "function-along-t")
    opened(page, "Moving")
    time = page.get_by_role("slider", name="the time t", exact=True)
    expect(time).to_be_visible()
    before = time.get_attribute("aria-valuetext")
    page.get_by_role("button", name="Play", exact=True).click()
    expect(time).not_to_have_attribute("aria-valuetext", str(before))
    page.get_by_role("button", name="Pause", exact=True).click()
    browser.shoot(page, "function-moving")
    opened(page, "Decomposition")
    expect(page.locator(".verdict.decomposable")).to_be_visible()
    browser.shoot(page, "function-decomposition")


def test_a_link_to_a_function(page: Page, browser: Browser) -> None:
    opened(page, "Function")
    page.get_by_role("textbox").filter(visible=True).first.fill("[[1, log(t)]]")
    verdict(page, "numerical")
    opened(page, "Decomposition")
    expect(page).to_have_url(re.compile("Decomposition"))
    again = browser.page(page.url)
    verdict(again, "numerical")
    expect(again.get_by_role("textbox").filter(visible=True).first).to_have_value("[[1, log(t)]]")
    expect(again.get_by_role("tab", name="Decomposition", exact=True)).to_have_attribute("aria-selected", "true")
    again.close()


def test_bad_matrices_leave_the_page_working(page: Page, browser: Browser) -> None:
    opened(page, "Function")
    deep = "[[" + "(" * 9_000 + "t" + ")" * 9_000 + "]]"
    more = ["", "[[1], [1, 2]]", "[[1/(t-t)]]", "[[t**(10**9)]]", "[[t.__class__]]", deep]
    entries = page.get_by_role("textbox").filter(visible=True).first
    refused_one_after_another(page, entries, [*HOSTILE[:4], *more])
    browser.shoot(page, "function-refused")
    entries.fill("[[1, t], [t, t**2]]")
    expect(page.locator(".verdict.exact").first).to_have_text(RANKS, use_inner_text=True)
