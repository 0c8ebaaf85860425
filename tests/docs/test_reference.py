"""The reference names everything that is public, and nothing that is not."""

import importlib
import re
from pathlib import Path

import pytest

import rankdyn as rd

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
PAGES = "\n".join(path.read_text(encoding="utf-8") for path in sorted(REFERENCE.glob("*.rst")))
NAMED = set(re.findall(r"^\.\. (?:auto\w+|data):: (\S+)$", PAGES, re.MULTILINE))


def documented(name: str, member: object) -> bool:
    """Return whether a public name has its place; a module under its own name, as rd.jet is rankdyn.jets."""
    return getattr(member, "__name__", "") in NAMED if hasattr(member, "__path__") else f"rankdyn.{name}" in NAMED


@pytest.mark.parametrize("name", rd.__all__)
def test_every_public_name(name):
    assert documented(name, getattr(rd, name))


@pytest.mark.parametrize("package", ["atlas", "flows", "jets", "laws", "paths", "permutations", "plots", "testing"])
def test_every_name_of_a_package(package):
    module = importlib.import_module(f"rankdyn.{package}")
    missing = [name for name in module.__all__ if f"rankdyn.{package}.{name}" not in NAMED and name != "LAWS"]
    assert not missing


def test_what_is_named_is_there():
    for name in sorted(NAMED):
        path = name.split(".")
        found = importlib.import_module(path[0])
        for part in path[1:]:
            try:
                found = getattr(found, part)
            except AttributeError:
                found = importlib.import_module(f"{found.__name__}.{part}")


def test_the_check_finds_what_is_missing():
    assert not documented("unheard_of", object())
