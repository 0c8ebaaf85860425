"""The Coq proofs: compiled from nothing, without axioms, and of the statements that are stored here."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

COQ = Path(__file__).parents[2] / "proofs" / "coq"
STATEMENTS = Path(__file__).parent / "statements.txt"
SOURCES = sorted(COQ.glob("*.v"))
FORBIDDEN = re.compile(r"\b(Admitted|admit|Axioms?|Parameters?|Conjectures?|Abort|Unset Guard Checking)\b")
CLOSED = "Closed under the global context"


def files() -> list[str]:
    """Return the files in the order in which they are compiled."""
    return [line for line in (COQ / "_CoqProject").read_text().splitlines() if line.endswith(".v")]


def without_comments(text: str) -> str:
    """Return Coq text without comments, which nest."""
    kept, depth = [], 0
    for part in re.split(r"(\(\*|\*\))", text):
        depth += {"(*": 1, "*)": -1}.get(part, 0)
        if not depth and part != "*)":
            kept.append(part)
    return "".join(kept)


def compiled(folder: Path, name: str) -> str:
    """Compile one file and return what it prints."""
    done = subprocess.run(
        ["coqc", "-w", "none", "-Q", ".", "rankdyn", name],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, f"{name}: {done.stderr[-2000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Compile all files in a folder of their own; return it with what the last one prints."""
    if shutil.which("coqc") is None:
        pytest.skip("coqc is not installed: apt-get install coq libcoq-mathcomp-algebra")
    folder = tmp_path_factory.mktemp("coq")
    for source in SOURCES:
        shutil.copy(source, folder)
    return folder, [compiled(folder, name) for name in files()][-1]


def theorems() -> list[str]:
    """Return the names that all.v lists."""
    return re.findall(r"@(\w+)", without_comments((COQ / "all.v").read_text()))


def checks() -> str:
    """Return Coq text that prints the statement of every theorem."""
    needed = " ".join(name[:-2] for name in files()[:-1])
    head = f"From mathcomp Require Import all_ssreflect all_algebra.\nFrom rankdyn Require Import {needed}.\n"
    shown = "".join(f"Check @{name}.\n" for name in theorems())
    return f"{head}Local Open Scope ring_scope.\nSet Printing Width 110.\n{shown}"


def test_every_file_is_compiled() -> None:
    assert sorted(files()) == [source.name for source in SOURCES]
    assert files()[-1] == "all.v"


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_nothing_is_assumed(source: Path) -> None:
    assert not FORBIDDEN.findall(without_comments(source.read_text(encoding="utf-8")))


def test_a_planted_assumption_is_seen() -> None:
    assert FORBIDDEN.findall(without_comments("Lemma a : False. (* Axiom (* x *) *) Admitted.")) == ["Admitted"]


def test_every_theorem_is_closed(built: tuple[Path, str]) -> None:
    assert built[1].strip().endswith(CLOSED)
    assert "Axioms:" not in built[1]


def test_the_statements_are_those_stored(built: tuple[Path, str]) -> None:
    """A hypothesis of a section never shows up as an axiom; it becomes a premise, and shows up here."""
    folder, _ = built
    (folder / "statements.v").write_text(checks())
    assert compiled(folder, "statements.v") == STATEMENTS.read_text(encoding="utf-8")


def test_an_axiom_is_not_closed(built: tuple[Path, str]) -> None:
    folder, _ = built
    (folder / "planted.v").write_text(
        "Axiom a : 0 = 1.\nLemma b : 1 = 0. Proof. exact (eq_sym a). Qed.\nPrint Assumptions b.\n"
    )
    assert CLOSED not in compiled(folder, "planted.v")


def test_a_false_constant_does_not_compile(built: tuple[Path, str]) -> None:
    """Growth with k in place of k + 1 has no such proof."""
    folder, _ = built
    changed = (folder / "growth.v").read_text().replace("k.+1 * ", "k * ")
    assert changed != (folder / "growth.v").read_text()
    (folder / "wrong.v").write_text(changed)
    with pytest.raises(AssertionError, match=r"wrong\.v"):
        compiled(folder, "wrong.v")
