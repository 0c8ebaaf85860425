"""`check`: compile what theorems need in a folder of its own, and ask Coq what they state and assume."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rankdyn.errors import InvalidInputError
from rankdyn.formal.coq import INSTALL, compile_file, version
from rankdyn.formal.development import LIBRARY, Development, Place

CLOSED: Final = "Closed under the global context"
"""What Coq says of a theorem that assumes nothing."""

_WIDTH: Final = 110
_MARK: Final = "(rankdyn)"
_WORKERS: Final = 2


@dataclass(frozen=True, slots=True)
class FormalTheorem:
    """What a run of Coq said of one theorem.

    Attributes
    ----------
    name : str
        Its name in the development.
    place : Place
        Where it stands.
    statement : str
        As Coq prints it, every hypothesis included.
    assumes : str
        Empty if it is closed under the global context, else the axioms.
    """

    name: str
    place: Place
    statement: str
    assumes: str

    @property
    def closed(self) -> bool:
        """Whether it depends on no axiom."""
        return not self.assumes


@dataclass(frozen=True, slots=True)
class FormalRun:
    """What was checked formally in one run.

    Attributes
    ----------
    coq : str or None
        The version of Coq, None if nothing was checked.
    reason : str
        Why nothing was checked; empty otherwise.
    theorems : mapping of str to FormalTheorem
        All that were asked for, if Coq ran.
    uses : mapping of str to frozenset of str
        For each definition and theorem that was compiled, those of the development that its text names.
    """

    coq: str | None
    reason: str
    theorems: Mapping[str, FormalTheorem]
    uses: Mapping[str, frozenset[str]]

    def rests_on(self, name: str) -> frozenset[str]:
        """Return all definitions and theorems on which one rests, directly or not."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            for used in self.uses.get(waiting.pop(), frozenset()):
                if used not in found:
                    found.add(used)
                    waiting.append(used)
        return frozenset(found)


def not_checked(reason: str) -> FormalRun:
    """Return the run in which nothing was checked."""
    return FormalRun(None, reason, {}, {})


def check(names: Collection[str], development: Development) -> FormalRun:
    """Compile the files that theorems need, and return what Coq says of these theorems.

    Parameters
    ----------
    names : collection of str
        Names of theorems.
    development : Development
        Where they stand.

    Raises
    ------
    InvalidInputError
        For a name that the development does not state.
    CoqError
        If a file does not compile.
    """
    unknown = [name for name in names if name not in development.places]
    if unknown:
        raise InvalidInputError(f"{development.folder} states no theorem {unknown[0]!r}")
    coq = version()
    if coq is None:
        return not_checked(f"coqc is missing; as root: {INSTALL}")
    if not names:
        return FormalRun(coq, "", {}, {})
    files = development.needed(development.places[name].file for name in names)
    with tempfile.TemporaryDirectory(prefix="rankdyn-coq-") as temporary:
        folder = Path(temporary)
        for file in files:
            shutil.copy(development.folder / file, folder)
        _compile_all(files, development, folder)
        told = _ask(sorted(names), files, folder)
        uses: dict[str, frozenset[str]] = {}
        for file in files:
            uses |= _uses((folder / file).with_suffix(".glob"), development.text(file))
    theorems = {
        name: FormalTheorem(name, development.places[name], statement, assumes)
        for name, (statement, assumes) in told.items()
    }
    return FormalRun(coq, "", theorems, uses)


def _compile_all(files: Iterable[str], development: Development, folder: Path) -> None:
    """Compile files as soon as those that they require are there."""
    waiting, done = list(files), set[str]()
    with ThreadPoolExecutor(_WORKERS) as workers:
        while waiting:
            ready = [file for file in waiting if done.issuperset(development.required(file))]
            if not ready:
                raise InvalidInputError(f"{development.folder}: {waiting[0]} requires a file that comes after it")
            list(workers.map(lambda file: compile_file(folder, file), ready))
            done.update(ready)
            waiting = [file for file in waiting if file not in done]


def _ask(names: list[str], files: Iterable[str], folder: Path) -> dict[str, tuple[str, str]]:
    """Return the statement and the axioms of each theorem."""
    modules = " ".join(file.removesuffix(".v") for file in files)
    head = (
        "From mathcomp Require Import all_ssreflect all_algebra.\n"
        f"From {LIBRARY} Require Import {modules}.\nLocal Open Scope ring_scope.\nSet Printing Width {_WIDTH}.\n"
    )
    statements = _sections(folder, "statements.v", head, {name: f"Check @{name}." for name in names})
    together = "Definition together := (" + ", ".join(f"@{name}" for name in names) + ").\n"
    # one question for all is eight times faster; one by one only where something is assumed
    (folder / "together.v").write_text(f"{head}{together}Print Assumptions together.\n", encoding="utf-8")
    if compile_file(folder, "together.v").strip() == CLOSED:
        assumed = dict.fromkeys(names, CLOSED)
    else:
        assumed = _sections(folder, "assumed.v", head, {name: f"Print Assumptions {name}." for name in names})
    return {name: (statements[name], "" if assumed[name] == CLOSED else assumed[name]) for name in names}


def _sections(folder: Path, file: str, head: str, commands: dict[str, str]) -> dict[str, str]:
    """Return what each command prints."""
    marked = (f'Goal True. idtac "{_MARK}{name}". exact I. Qed.\n{command}\n' for name, command in commands.items())
    body = "".join(marked)
    (folder / file).write_text(head + body, encoding="utf-8")
    parts = re.split(rf"^{re.escape(_MARK)}([\w']+)$", compile_file(folder, file), flags=re.MULTILINE)
    return {name: text.strip() for name, text in zip(parts[1::2], parts[2::2], strict=True)}


def _uses(glob: Path, text: str) -> dict[str, frozenset[str]]:
    """Read which names of the development each definition and theorem of a file mentions, in statement or proof."""
    stated: list[tuple[int, str]] = []
    mentioned: list[tuple[int, str]] = []
    for line in glob.read_text(encoding="utf-8").splitlines():
        if at := re.match(r"(?:prf|def|rec|ind|constr|proj) (\d+):\d+ <> (\S+)$", line):
            stated.append((int(at[1]), at[2]))
        elif at := re.match(rf"R(\d+):\d+ {LIBRARY}\.\w+ <> (\S+) (?:thm|def|rec|ind|constr|proj)$", line):
            mentioned.append((int(at[1]), at[2]))
    stated.sort()
    starts = [start for start, _ in stated] + [len(text.encode()) + 1]
    return {
        name: frozenset(used for at, used in mentioned if start <= at < end and used != name)
        for (start, name), end in zip(stated, starts[1:], strict=True)
    }
