"""What makes formal proofs honest: no word that assumes, no axiom, and the statements and definitions that are stored.

A hypothesis of a section never shows up as an axiom; it becomes a premise of the statement. A definition that says less
than its name shows up in no statement; so definitions are stored as well, and of everything the form without any
notation, as digests.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path

from rankdyn.formal.checked import CLOSED
from rankdyn.formal.coq import compile_file
from rankdyn.formal.development import Development, without_comments

HERE = Path(__file__).parent
STATEMENTS = HERE / "statements.txt"
EXPLICIT = HERE / "explicit.txt"
FORBIDDEN = re.compile(
    r"\b(Admitted|admit|give_up|Axioms?|Parameters?|Conjectures?|Abort|bypass_check|Unset Guard Checking"
    r"|Unset Positivity Checking|Unset Universe Checking|Type In Type|Redirect|Load|Declare ML Module|Primitive)\b"
)
MARK = "(stored)"


def assuming_words(text: str) -> list[str]:
    """Return the words of a Coq text, comments apart, that assume something or change what Coq checks."""
    return FORBIDDEN.findall(without_comments(text))


def told(folder: Path, library: Path, files: Sequence[str], settings: str, commands: Iterable[tuple[str, str]]) -> str:
    """Return what Coq prints for named commands, each under a line with its name."""
    modules = " ".join(file.removesuffix(".v") for file in files)
    head = (
        "From mathcomp Require Import all_ssreflect all_algebra.\n"
        f"From rankdyn Require Import {modules}.\nLocal Open Scope ring_scope.\n{settings}"
    )
    body = "".join(f'Goal True. idtac "{MARK}{name}". exact I. Qed.\n{command}\n' for name, command in commands)
    (folder / "told.v").write_text(head + body, encoding="utf-8")
    return compile_file(folder, "told.v", library)


def commands(theorems: Iterable[str], definitions: Iterable[str]) -> list[tuple[str, str]]:
    """Return what to ask: the statement of each theorem, the body of each definition."""
    asked = [(name, f"Check @{name}.") for name in theorems]
    return asked + [(name, f"Print {name}.") for name in definitions]


def sections(text: str) -> dict[str, str]:
    """Return what was printed under each name."""
    parts = re.split(rf"^{re.escape(MARK)}([\w']+)$", text, flags=re.MULTILINE)
    return {name: body.strip() for name, body in zip(parts[1::2], parts[2::2], strict=True)}


def statements(folder: Path, library: Path, development: Development, names: Sequence[str] = ()) -> dict[str, str]:
    """Return the statements of theorems and the bodies of definitions as Coq prints them; all if none is named."""
    asked = _asked(development, names)
    return sections(told(folder, library, development.files, "Set Printing Width 110.\n", asked))


def explicit(folder: Path, library: Path, development: Development, names: Sequence[str] = ()) -> dict[str, str]:
    """Return digests of the same without notations, coercions and implicit arguments."""
    settings = "Set Printing All.\nSet Printing Width 1000.\n"
    found = sections(told(folder, library, development.files, settings, _asked(development, names)))
    return {name: sha256(" ".join(text.split()).encode()).hexdigest()[:32] for name, text in found.items()}


def _asked(development: Development, names: Sequence[str]) -> list[tuple[str, str]]:
    asked = commands(development.theorems, development.definitions)
    return [(name, command) for name, command in asked if not names or name in names]


def stored(path: Path) -> dict[str, str]:
    """Return what is stored."""
    return sections(path.read_text(encoding="utf-8"))


def written(found: dict[str, str]) -> str:
    """Return the text that is stored."""
    return "".join(f"{MARK}{name}\n{text}\n" for name, text in found.items())


def assumptions(folder: Path, library: Path, development: Development, names: Sequence[str]) -> dict[str, str]:
    """Return what each theorem assumes; CLOSED if nothing."""
    asked = [(name, f"Print Assumptions {name}.") for name in names]
    return sections(told(folder, library, development.files, "", asked))


__all__ = [
    "CLOSED",
    "EXPLICIT",
    "STATEMENTS",
    "assuming_words",
    "assumptions",
    "explicit",
    "statements",
    "stored",
    "written",
]
