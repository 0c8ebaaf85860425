"""The Coq development as data: its files in order, and where each definition and theorem stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from rankdyn.errors import InvalidInputError

LIBRARY: Final = "rankdyn"
"""The Coq name under which the files are compiled."""

_PLACES: Final = (Path(__file__).parents[2] / "proofs" / "coq", Path(__file__).parent / "coq")
"""In a checkout, and in an installed package."""

_STATED = re.compile(r"^(Theorem|Lemma|Corollary|Definition|Fixpoint|Record)\s+([\w']+)")
_REQUIRED = re.compile(rf"^From {LIBRARY} Require (?:Import|Export) ([\w\s]+)\.", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a definition or theorem stands: the file's name and the line, counted from 1."""

    file: str
    line: int


@dataclass(frozen=True)
class Development:
    """The Coq files of one folder.

    Attributes
    ----------
    folder : Path
        Holds `_CoqProject`, which names the files in the order in which they are compiled.
    """

    folder: Path

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The files in the order in which they are compiled, without the last one, which only lists theorems."""
        lines = (self.folder / "_CoqProject").read_text(encoding="utf-8").splitlines()
        return tuple(line for line in lines if line.endswith(".v") and line != "all.v")

    def text(self, file: str) -> str:
        """Return the text of a file."""
        return (self.folder / file).read_text(encoding="utf-8")

    @cached_property
    def places(self) -> dict[str, Place]:
        """Where each name is stated."""
        found: dict[str, Place] = {}
        for file in self.files:
            for number, line in enumerate(self.text(file).splitlines(), start=1):
                if stated := _STATED.match(line):
                    found.setdefault(stated[2], Place(file, number))
        return found

    @cached_property
    def definitions(self) -> tuple[str, ...]:
        """What the files define, in order: a theorem means what it says only together with these."""
        lines = (line for file in self.files for line in self.text(file).splitlines())
        stated = filter(None, map(_STATED.match, lines))
        return tuple(found[2] for found in stated if found[1] in ("Definition", "Fixpoint", "Record"))

    @cached_property
    def theorems(self) -> tuple[str, ...]:
        """The names that all.v lists, in its order."""
        return tuple(re.findall(r"@([\w']+)", without_comments(self.text("all.v"))))

    def required(self, file: str) -> tuple[str, ...]:
        """Return the files that a file requires directly."""
        names = " ".join(_REQUIRED.findall(self.text(file))).split()
        return tuple(f"{name}.v" for name in names)

    def needed(self, files: Iterable[str]) -> tuple[str, ...]:
        """Return these files and all that they require, in the order in which they are compiled."""
        wanted: set[str] = set()
        waiting = list(files)
        while waiting:
            file = waiting.pop()
            if file not in wanted:
                wanted.add(file)
                waiting.extend(self.required(file))
        return tuple(file for file in self.files if file in wanted)


def locate() -> Development:
    """Return the development that comes with the program.

    Raises
    ------
    InvalidInputError
        If its files are not there.
    """
    for folder in _PLACES:
        if (folder / "_CoqProject").is_file():
            return Development(folder)
    raise InvalidInputError("the Coq files are not here: run from a checkout, or reinstall rankdyn")


def without_comments(text: str) -> str:
    """Return Coq text without comments, which nest."""
    kept, depth = [], 0
    for part in re.split(r"(\(\*|\*\))", text):
        depth += {"(*": 1, "*)": -1}.get(part, 0)
        if not depth and part != "*)":
            kept.append(part)
    return "".join(kept)
