"""What visitors do on every tab: wait for a verdict, take something home, type what is no good."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Download, Locator, Page, expect


def opened(page: Page, tab: str) -> None:
    page.get_by_role("tab", name=tab, exact=True).click()


def typed(page: Page, text: str) -> None:
    page.get_by_test_id("ranks").fill(text)


def verdict(page: Page, status: str, words: str | re.Pattern[str] = "") -> Locator:
    """Wait for a verdict, and return it."""
    found = page.locator(f".verdict.{status}").filter(has_text=words, visible=True)
    expect(found).to_have_count(1)
    return found


def middle(element: Locator) -> tuple[float, float]:
    """Return where an element has its middle."""
    box = element.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def saved(page: Page, name: str, folder: Path) -> Path:
    """Save an export through its button."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=f"Save {name}", exact=True).click()
    download: Download = waiting.value
    file = folder / download.suggested_filename
    download.save_as(file)
    return file


def copied(page: Page, name: str) -> str:
    """Copy an export through its button."""
    page.get_by_role("button", name=f"Copy {name}", exact=True).click()
    expect(page.get_by_role("button", name=f"Copy {name}", exact=True)).to_have_text("Copied")
    return str(page.evaluate("navigator.clipboard.readText()"))


def accepted(certificate: Path) -> bool:
    """Ask ``rankdyn certify``."""
    command = [sys.executable, "-m", "rankdyn", "certify", str(certificate)]
    return subprocess.run(command, capture_output=True, check=False, timeout=60).returncode == 0


def refused_one_after_another(page: Page, field: Locator, texts: list[str]) -> None:
    """Type what is no good, and see that each text gets a message of its own."""
    for text in texts:
        before = page.locator(".verdict").first.inner_text()
        field.fill(text)
        expect(page.locator(".verdict").first).not_to_have_text(before, use_inner_text=True)
        said = verdict(page, "refused").inner_text()
        assert 10 < len(said) < 1000
        assert "Traceback" not in said
        assert "fault in the program" not in said


HOSTILE = [
    "<script>document.title='owned';alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "__import__('os').system('touch owned')",
    "1" * 1_000_000,
    "(" * 20_000 + "1" + ")" * 20_000,
    "9**9**9**9",
    "{{7*7}} ${7*7} \u202e\u0000",
    "¹,²,٣",
]
