"""A visit to the tab *Sequence*."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.explorer.chromium import Browser
from tests.explorer.conftest import Server
from tests.explorer.visit.visitor import (
    HOSTILE,
    accepted,
    copied,
    middle,
    refused_one_after_another,
    saved,
    typed,
    verdict,
)


def test_the_link_shows_a_witness_and_keeps_the_token_to_itself(page: Page, server: Server) -> None:
    verdict(page, "witness", "Witness for (2, 3, 1)")
    assert server.token not in page.url
    assert page.evaluate("document.cookie") == ""
    assert page.title() == "rankdyn: rank dynamics"


def test_a_witness_and_its_certificate(page: Page, browser: Browser, tmp_path: Path) -> None:
    typed(page, "1,2,1")
    verdict(page, "witness", "Witness for (1, 2, 1)")
    typed(page, "2,3,1")
    shown = verdict(page, "witness", "Witness for (2, 3, 1)")
    assert shown.locator("math").count() >= 1
    file = saved(page, "Certificate", tmp_path)
    assert file.name == "certificate-2-3-1.json"
    assert accepted(file)
    changed = json.loads(file.read_text())
    changed["claim"]["ranks"] = [2, 3, 2]
    file.write_text(json.dumps(changed))
    assert not accepted(file)
    assert copied(page, "LaTeX").startswith("D(t) = ")
    assert "rd.realize((2, 3, 1))" in copied(page, "Python")
    browser.shoot(page, "sequence-witness")


def test_an_impossible_sequence_and_a_repair(page: Page, browser: Browser) -> None:
    typed(page, "1,3,2")
    shown = verdict(page, "obstruction", "(1, 3, 2) is impossible")
    expect(shown).to_contain_text("law L")
    assert shown.locator("math").count() >= 1
    browser.shoot(page, "sequence-obstruction")
    repair = page.locator(".rank-editor .chip").first
    ranks = repair.inner_text()
    repair.click()
    verdict(page, "witness", f"Witness for ({ranks.replace(',', ', ')})")
    expect(page.get_by_test_id("ranks")).to_have_value(ranks)
    expect(page.locator(".rank-editor .chip")).to_have_count(0)
    assert parse_qs(urlsplit(page.url).query)["ranks"] == [ranks]


def test_bars_steppers_and_keys(page: Page) -> None:
    typed(page, "2,3,1")
    verdict(page, "witness", "Witness for (2, 3, 1)")
    ranks = page.get_by_test_id("ranks")
    x, y = middle(page.locator(".rank-editor .bar").nth(2).locator(".handle"))
    zero, one = (middle(page.locator(".rank-editor .grid").nth(rank))[1] for rank in (0, 1))
    unit = zero - one
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - unit / 2 - 2)
    page.mouse.move(x, y - unit)
    page.mouse.up()
    expect(ranks).to_have_value("2,3,2")
    verdict(page, "witness", "Witness for (2, 3, 2)")
    page.get_by_role("button", name="lower the rank of order 1", exact=True).click()
    expect(ranks).to_have_value("2,2,2")
    verdict(page, "witness", "Witness for (2, 2, 2)")
    page.get_by_role("slider", name="rank of order 0", exact=True).focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(ranks).to_have_value("4,2,2")
    verdict(page, "witness", "Witness for (4, 2, 2)")
    page.get_by_role("button", name="Remove the last order", exact=True).click()
    verdict(page, "witness", "Witness for (4, 2)")


def test_a_link_opens_the_same_state(page: Page, browser: Browser) -> None:
    typed(page, "1,3,2")
    page.get_by_label("reading").select_option(label="orders: at freely chosen orders")
    first = verdict(page, "witness", "Witness for (1, 3, 2)").inner_text()
    expect(page).to_have_url(re.compile("mode=orders"))
    again = browser.page(page.url)
    assert verdict(again, "witness", "Witness for (1, 3, 2)").inner_text() == first
    expect(again.get_by_test_id("ranks")).to_have_value("1,3,2")
    expect(again.get_by_label("reading").locator("option:checked")).to_have_text("orders: at freely chosen orders")
    again.close()
    page.get_by_label("reading").select_option(label="generic: for almost all t")
    verdict(page, "obstruction", "(1, 3, 2) is impossible")
    assert "mode" not in parse_qs(urlsplit(page.url).query)


def test_ten_bad_inputs_in_a_row_leave_the_page_working(page: Page, browser: Browser, tmp_path: Path) -> None:
    more = ["", "-1,2", "2,,1", ",".join(["1"] * 5000), "999999,1", "1e999,2", "nan", "1;2"]
    refused_one_after_another(page, page.get_by_test_id("ranks"), [*HOSTILE, *more])
    assert page.title() == "rankdyn: rank dynamics"
    browser.shoot(page, "sequence-refused")
    typed(page, "2,3,1")
    verdict(page, "witness", "Witness for (2, 3, 1)")


def test_long_work_can_be_cancelled_and_does_not_block(page: Page, browser: Browser) -> None:
    page.get_by_label("reading").select_option(label="orders: at freely chosen orders")
    expect(page).to_have_url(re.compile("mode=orders"))  # one change after the other, as visitors make them
    page.get_by_role("switch").click()
    expect(page).to_have_url(re.compile("thorough=on"))
    typed(page, "30,20,10,5,60")
    cancel = page.get_by_role("button", name="Cancel", exact=True)
    expect(page.get_by_role("status").filter(visible=True)).to_contain_text("30,20,10,5,60")
    browser.shoot(page, "sequence-waiting")
    cancel.click()
    verdict(page, "stopped", "cancelled; nothing is proved")
    typed(page, "30,20,10,6,60")
    expect(cancel).to_be_visible()
    typed(page, "1,1")
    verdict(page, "witness", "Witness for (1, 1)")
    page.get_by_role("switch").click()
    page.get_by_label("reading").select_option(label="generic: for almost all t")
    verdict(page, "witness", "Witness for (1, 1)")
