"""Markdown pages whose code is run: what they print stands beside the lines or below the block, or the test fails.

A page is run from top to bottom in one folder. A ``python`` block prints what the comments of its ``print(`` lines say
before any ``:`` or ``;``, or what the ``text`` block right below it holds. An ``sh`` block is one command a line, with
the exit status that its comment names; a ``text`` block right below holds what the last one prints, ``…`` standing for
anything. A ``code-block`` with a caption is a file.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from itertools import pairwise
from pathlib import Path

_FENCE = re.compile(
    r"^(?P<fence>`{3,})(?P<name>[\w{}+-]+) *(?P<argument>[^\n]*)\n(?P<body>.*?)^(?P=fence)\n", re.DOTALL | re.MULTILINE
)
_CAPTION = re.compile(r"\A:caption: (\S+)\n\n")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its text, the file it is if it has a caption, and what stands right below it."""

    language: str
    text: str
    file: str
    below: str | None
    line: int


def blocks(page: str, language: str = "") -> list[Block]:
    """Return the blocks of a page, or those of one language."""
    return [block for block in _blocks(page) if language in ("", block.language)]


def _blocks(page: str) -> Iterator[Block]:
    found = list(_FENCE.finditer(page))
    fences = re.findall("^ *```", page, re.MULTILINE)
    assert len(fences) == 2 * len(found), "a fence that is not understood would hide blocks that are then not run"
    for match, after in pairwise([*found, None]):
        assert match is not None
        body = match["body"]
        caption = _CAPTION.match(body)
        is_output = after is not None and after["name"] == "text" and not page[match.end() : after.start()].strip()
        yield Block(
            match["argument"] if match["name"] == "{code-block}" else match["name"],
            body[caption.end() :] if caption else body,
            caption[1] if caption else "",
            after["body"] if is_output and after is not None else None,
            page[: match.start("body")].count("\n"),
        )


def check_python(block: Block, names: dict[str, object], page: str) -> int:
    """Run a block and compare what it prints; return the number of lines."""
    code = compile(ast.parse("\n" * block.line + block.text), page, "exec")
    printed = StringIO()
    with redirect_stdout(printed):
        exec(code, names)
    lines = printed.getvalue().splitlines()
    beside = [line.split("#", 1)[1].strip() for line in block.text.splitlines() if re.match(r"print\(.*#", line)]
    if block.below is None:
        assert len(lines) == len(beside), f"{page}:{block.line} prints {lines}"
        for line, comment in zip(lines, beside, strict=True):
            assert comment == line or comment.startswith((f"{line}:", f"{line};")), (
                f"{page} prints {line!r}, not {comment!r}"
            )
    else:
        assert not beside
        check_output(printed.getvalue(), block, page)
    return len(lines)


def check_command(line: str, block: Block, folder: Path, page: str, *, is_last: bool = True) -> None:
    """Run one line of a shell block and compare its exit status and, of the last one, what it prints."""
    expected = int((re.findall(r"# .*exit status (\d)", line) or ["0"])[0])
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["sh", "-c", line.partition(" #")[0]],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        env=os.environ | {"PATH": path, "COLUMNS": "80"},
    )
    assert done.returncode == expected, f"{page}: {line}\n{done.stdout}{done.stderr}"
    if is_last and block.below is not None:
        check_output(done.stdout, block, page)


def check_output(printed: str, block: Block, page: str) -> None:
    """Compare what was printed with the block below; … stands for anything."""
    assert block.below is not None
    wanted = [line.rstrip() for line in block.below.splitlines()]
    pattern = r"\n".join(r".*?" if line == "…" else re.escape(line).replace("…", ".*") for line in wanted)
    lines = "\n".join(line.rstrip() for line in printed.strip("\n").splitlines())
    assert re.fullmatch(pattern, lines, re.DOTALL), f"{page}:{block.line} prints\n{printed}\nnot\n{block.below}"
