"""A visit to the tab *Permutations*."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.explorer.chromium import Browser
from tests.explorer.visit.visitor import HOSTILE, accepted, opened, refused_one_after_another, saved, verdict


def test_vertices_of_the_permutohedron(page: Page, browser: Browser, tmp_path: Path) -> None:
    opened(page, "Permutations")
    expect(page.get_by_role("button", name=re.compile(r"^\d \d \d \d: "))).to_have_count(24)
    browser.shoot(page, "permutations-4")
    page.get_by_role("radio").first.click()
    vertices = page.get_by_role("button", name=re.compile(r"^\d \d \d: "))
    expect(vertices).to_have_count(6)
    page.get_by_role("button", name=re.compile("^2 3 1: ")).click()
    verdict(page, "witness", "Witness for (2, 3, 1)")
    assert accepted(saved(page, "Certificate", tmp_path))
    page.get_by_role("button", name=re.compile("^1 3 2: ")).focus()
    page.keyboard.press("Enter")
    shown = verdict(page, "obstruction", "(1, 3, 2) is impossible")
    expect(shown).to_contain_text(re.compile(r"\(2,\s?4,\s?3\)"))
    assert accepted(saved(page, "Certificate", tmp_path))
    browser.shoot(page, "permutations-3")
    again = browser.page(page.url)
    verdict(again, "obstruction", "(1, 3, 2) is impossible")
    expect(again.get_by_role("button", name=re.compile(r"^\d \d \d: "))).to_have_count(6)
    again.close()


def test_bad_permutations_leave_the_page_working(page: Page, browser: Browser) -> None:
    opened(page, "Permutations")
    field = page.get_by_role("textbox", name="permutation π", exact=True)
    refused_one_after_another(page, field, [HOSTILE[0], HOSTILE[2], "", "1,1,2"])
    browser.shoot(page, "permutations-refused")
    field.fill("3,2,1")
    verdict(page, "witness", "Witness for (3, 2, 1)")
