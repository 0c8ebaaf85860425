"""Docstrings come through to the reference as they were meant."""

import importlib
import sys
from pathlib import Path

import pytest

pytest.importorskip("sphinx")
sys.path.insert(0, str(Path(__file__).parents[2] / "docs" / "_extensions"))
docstrings = importlib.import_module("docstrings")
sys.path.pop(0)


def meant(what, *lines):
    found = list(lines)
    docstrings.as_meant(None, what, "", None, None, found)
    return found


def test_attributes_are_listed_like_parameters():
    lines = meant(
        "class",
        "Title.",
        "",
        ":ivar ranks_: The ranks,",
        "              all of them.",
        ":vartype ranks_: ndarray, shape (K,)",
        ":ivar points, certificates: For each",
        "",
        ":vartype points, certificates: tuples",
        "",
        "    indented code",
    )
    assert lines[:9] == [
        "Title.",
        "",
        ":Attributes:",
        "",
        "    * **ranks\\_** (*ndarray, shape (K,)*) --",
        "      The ranks,",
        "      all of them.",
        "    * **points, certificates** (*tuples*) --",
        "      For each",
    ]
    assert lines[9:] == ["", "", "    indented code"]


def test_a_colon_in_a_property_parts_nothing():
    assert meant("property", "the first point t0; None otherwise.", "", ":type: For 'pointwise'")[0] == (
        "For 'pointwise': the first point t0; None otherwise."
    )


def test_one_letter_opens_no_list():
    assert meant("function", ":Parameters: * **max_order** (*int*) -- K.") == [
        ":Parameters: * **max_order** (*int*) -- K\\."
    ]
