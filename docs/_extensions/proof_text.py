"""Proofs as they stand in the tests that they head, set for reading: paragraphs, displays, indices lowered."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from docutils import nodes

_SCRIPT: Final = re.compile(
    r"(?<=[\w)\]⁻¹′″‴⁗])"  # what carries the index
    r"(?P<sign>\^|_(?=\{)|(?<![A-Za-z]{3})_)"  # a name such as test_growth carries none
    r"(?P<index>\{[^{}]*\}|\([^()\s]*\)|-\d|[A-Za-z0-9](?:[A-Za-z0-9](?![\w(]))?|[α-ω])"
)
_DISPLAY: Final = 4
"""Columns by which a formula on a line of its own is indented beyond the text."""


@cache
def proof_text(path: Path) -> str:
    """Return the text that heads a file of proofs."""
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""


def opening(text: str, words: str) -> re.Match[str] | None:
    """Return where a proof opens with these words, however the lines are broken; None if nowhere."""
    return re.search(r"\s+".join(map(re.escape, words.split())), text)


def typeset(text: str, marks: Iterable[tuple[str, str]]) -> list[nodes.Element]:
    """Return the text without its title as paragraphs, the words with which proofs open in bold.

    Parameters
    ----------
    text : str
        The text that heads a file.
    marks : iterable of (str, str)
        The words with which proofs open, and the identifiers which those places get.
    """
    waiting = {words: identifier for words, identifier in marks if words}
    made: list[nodes.Element] = []
    for line, is_display in _paragraphs(text):
        paragraph = nodes.paragraph(classes=["display"] if is_display else [])
        found = sorted(
            (match.start(), match.end(), words) for words in waiting if (match := opening(line, words)) is not None
        )
        end = 0
        for start, stop, words in found:
            identifier = waiting.pop(words)
            if start >= end:
                paragraph += scripts(line[end:start])
                paragraph += nodes.strong("", "", *scripts(line[start:stop]), ids=[identifier])
                end = stop
        paragraph += scripts(line[end:])
        made.append(paragraph)
    return made


def _paragraphs(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each paragraph as one line, and whether it is a display; the title is left out."""
    for block in re.split(r"\n\s*\n", text)[1:]:
        gathered: list[str] = []
        indent, is_display = 0, False
        for line in block.splitlines():
            now = len(line) - len(line.lstrip())
            deeper = now - indent >= _DISPLAY
            if gathered and (deeper or now < indent):
                yield " ".join(gathered), is_display
                gathered = []
            if not gathered:
                is_display = deeper
            gathered.append(line.strip())
            indent = now
        yield " ".join(gathered), is_display


def scripts(text: str) -> list[nodes.Node]:
    """Return text in which r_{j+k}, D^(k) and the like have lowered and raised indices."""
    made: list[nodes.Node] = []
    end = 0
    for match in _SCRIPT.finditer(text):
        index = match["index"]
        if text[match.start() - 1] in "et":  # e^(2t) needs no brackets; D^(2) does
            index = index.strip("()")
        kind = nodes.subscript if match["sign"] == "_" else nodes.superscript
        made += [nodes.Text(text[end : match.start()]), kind("", "", *scripts(index.strip("{}")))]
        end = match.end()
    return [*made, nodes.Text(text[end:])]


def formulas(text: str) -> list[nodes.Node]:
    """Return text in which what stands between dollar signs is LaTeX."""
    parts = enumerate(text.split("$"))
    return [nodes.math(part, part) if index % 2 else nodes.Text(part) for index, part in parts]
