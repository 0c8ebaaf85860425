"""The pages are built without a warning and without a network; they need none, and their links lead somewhere."""

import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
import typer

import rankdyn as rd
from rankdyn.cli import app
from rankdyn.theorems import THEOREMS

ROOT = Path(__file__).parents[2]
FETCHED = {("link", "href"), ("script", "src"), ("img", "src"), ("img", "srcset"), ("iframe", "src"), ("source", "src")}
"""What a browser asks for without being told to."""


class Page(HTMLParser):
    """What a page is made of: places, links, and what is fetched with it."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.links, self.fetched = set(), [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.ids.update(found[key] for key in ("id", "name") if found.get(key))
        if tag == "a" and found.get("href"):
            self.links.append(found["href"])
        self.fetched += [found[key] for name, key in FETCHED if name == tag and found.get(key)]


def copied(folder):
    """Return a copy of the sources beside what they include: nothing is written into the checkout."""
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=shutil.ignore_patterns("examples", "__pycache__"))
    (folder / "rankdyn").symlink_to(ROOT / "rankdyn")
    return folder / "docs"


def built(folder):
    """Build the pages, cut off from every network where the system lets us."""
    output = folder / "html"
    alone = ["unshare", "-rn"] if subprocess.run(["unshare", "-rn", "true"], check=False).returncode == 0 else []
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", str(copied(folder)), str(output)]
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run([*alone, *command], capture_output=True, text=True, timeout=300, env=environment, cwd=ROOT)
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-5000:]
    return output


def asks_others(text):
    """Return the addresses elsewhere that a style sheet fetches."""
    return re.findall(r"(?:url\(|@import)\s*['\"]?(?:https?:)?//[^)'\"\s]+", text)


@pytest.mark.slow
def test_the_pages(tmp_path):
    pytest.importorskip("sphinx")
    output = built(tmp_path)
    pages = {
        path.relative_to(output).as_posix(): Page(path.read_text(encoding="utf-8")) for path in output.rglob("*.html")
    }
    assert {"index.html", "tutorial.html", "theory/theorems.html", "reference/command-line.html"} <= set(pages)
    for name, page in pages.items():
        check_page(output, name, page, pages)
    for sheet in output.rglob("*.css"):
        assert not asks_others(sheet.read_text(encoding="utf-8")), sheet

    verbs = typer.main.get_command(app).commands
    shown = [f"{name}-{inner}" for name, verb in verbs.items() for inner in getattr(verb, "commands", {})]
    shown += [name for name, verb in verbs.items() if not hasattr(verb, "commands")]
    assert {f"rankdyn-{name}" for name in shown} <= pages["reference/command-line.html"].ids

    theorems = pages["theory/theorems.html"]
    assert {f"theorem-{theorem.name}" for theorem in THEOREMS} <= theorems.ids
    coq = {name for theorem in THEOREMS for claim in theorem.claims for name in claim.coq}
    assert {f"coq-{name}".replace("_", "-") for name in coq} <= theorems.ids
    shown = (output / "theory" / "theorems.html").read_text(encoding="utf-8")
    for theorem in THEOREMS:
        assert theorem.proof in shown
    laws = (output / "theory" / "laws.html").read_text(encoding="utf-8")
    for law in rd.LAWS:
        assert f"{law.name}: {law.title}".replace("'", "’") in re.sub(r"[′']", "’", laws), law.name


def check_page(output, name, page, pages):
    """Fail if a page fetches anything from elsewhere, or links to a page or place that is not there."""
    for address in page.fetched:
        assert not re.match(r"(?:\w+:)?//", address), f"{name} fetches {address}"
    for link in page.links:
        if re.match(r"\w+:", link):
            continue
        target, place = urldefrag(link)
        path = (output / name).parent / unquote(target) if target else output / name
        path = path.resolve()
        assert path.is_file(), f"{name} links to {link}"
        key = path.relative_to(output.resolve()).as_posix()
        if place and key in pages:
            assert unquote(place) in pages[key].ids, f"{name} links to {link}"


def test_the_check_sees_what_is_fetched():
    page = Page('<script src="https://cdn.example/x.js"></script><a href="#nowhere">x</a>')
    assert page.fetched == ["https://cdn.example/x.js"]
    with pytest.raises(AssertionError, match="fetches"):
        check_page(Path(), "a.html", page, {"a.html": page})
    assert asks_others("@import 'https://fonts.example/a.css';")
    assert not asks_others("src: url(fonts/a.woff2)")
