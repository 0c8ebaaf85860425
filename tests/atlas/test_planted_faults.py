"""The tests of the atlas can fail: each planted fault makes the whole life of an atlas come out wrong.

`life` builds, is killed in the middle (a torn row stays), goes on, reads, checks, and looks for edits; a fault that
nothing in it notices would mean that the promise is not tested.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from rankdyn.atlas import Settings, build, check, partial, seal
from rankdyn.atlas import file as atlas_file
from rankdyn.atlas.atlas import Atlas
from rankdyn.atlas.verdict import Decide, verdict
from rankdyn.errors import RankdynError
from tests.atlas.conftest import SETTINGS
from tests.atlas.fake import decide

Fault = Callable[[pytest.MonkeyPatch], None]

BUILD, CHECK = (sys.modules[f"rankdyn.atlas.{name}"] for name in ("build", "check"))
"""The modules; the package's names are the functions."""


def life(folder: Path, whole: bytes) -> list[str]:
    """Return what went wrong in the life of an atlas."""
    wrong = []
    path = folder / "atlas.jsonl"
    unfinished = path.with_name(path.name + ".partial")
    rows = whole.split(b"\n")[1:20]
    steps: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        sync, rename = os.fsync, os.replace
        patch.setattr(os, "fsync", lambda d: (steps.append(os.readlink(f"/proc/self/fd/{d}")), sync(d))[1])
        patch.setattr(os, "replace", lambda *names: (steps.append("replace"), rename(*names))[1])
        try:
            with partial.Partial(unfinished, SETTINGS) as begun:
                for line in rows:
                    begun.append(tuple(json.loads(line)["ranks"]), line)
            torn = unfinished.read_bytes()
            unfinished.write_bytes(torn[:-100] + b"\x00" * 30)
            with partial.Partial(unfinished, SETTINGS) as begun:
                row = whole.split(b"\n")[30]
                begun.append(tuple(json.loads(row)["ranks"]), row)
            with partial.Partial(unfinished, SETTINGS) as begun:
                if len(begun.lines) != len(rows):
                    wrong.append("a row that was done is lost")
            steps.clear()
            build(SETTINGS, path, decide=decide)
        except (RankdynError, ValueError, KeyError) as error:
            return [f"the build that goes on fails: {error}"]
    if path.read_bytes() != whole:
        wrong.append("the file differs from an uninterrupted build")
    if unfinished.exists():
        wrong.append("the unfinished file is left")
    if steps[:3] != [str(path) + ".tmp", "replace", str(folder)]:
        wrong.append("the file has its name before it is on the disk")
    edits = (
        whole.replace(b'"law":"L"', b'"law":"G"', 1),
        whole.replace(b'"seed":5', b'"seed":6', 1),
        whole[:-60],
        b"\n".join([*whole.split(b"\n")[:3], *whole.split(b"\n")[4:]]),
    )
    for number, edit in enumerate(edits):
        path.write_bytes(edit)
        try:
            Atlas(path).query()
            wrong.append(f"edit {number} is not noticed")
        except RankdynError:
            pass
    document = {"ranks": [0, 1], "status": "open", "tried": []}
    lies = [seal.sealed(document) if b'"ranks":[0,1],' in line else line for line in whole.split(b"\n")[1:-1]]
    atlas_file.write(path, SETTINGS, lies)
    try:
        if check(Atlas(path)).holds:
            wrong.append("a false row passes the check")
    except RankdynError as error:
        wrong.append(f"whole lines are refused: {error}")
    return wrong


def test_without_a_fault_nothing_is_wrong(tmp_path: Path, whole: bytes) -> None:
    assert life(tmp_path, whole) == []


def no_checksum(patch: pytest.MonkeyPatch) -> None:
    def trusting(line: bytes, key: str = "sum", more: bytes = b"", digits: int = 16) -> bytes | None:
        length = len(f',"{key}":""}}') + digits
        return line[:-length] + b"}" if len(line) > length else None

    for module in (seal, atlas_file, partial):
        patch.setattr(module, "unsealed", trusting)
    patch.setattr("rankdyn.atlas.row.unsealed", trusting)


def checksum_of_a_part(patch: pytest.MonkeyPatch) -> None:
    real = seal.checksum
    patch.setattr(seal, "checksum", lambda body, more=b"", digits=16: real(body[:20], b"", digits))


def header_not_covered(patch: pytest.MonkeyPatch) -> None:
    real = atlas_file.unsealed
    patch.setattr(atlas_file, "unsealed", lambda *a, **o: real(*a, **o) or b"{}")


def unsorted(patch: pytest.MonkeyPatch) -> None:
    real = atlas_file.write
    patch.setattr(BUILD, "write", lambda path, settings, lines: real(path, settings, [*lines[1:], lines[0]]))


def no_rename(patch: pytest.MonkeyPatch) -> None:
    def straight(path: Path, chosen: Settings, lines: list[bytes]) -> None:
        rows = b"".join(line + b"\n" for line in lines)
        header = seal.sealed(chosen.to_dict() | {"rows": len(lines)}, "sha256", rows, digits=64)
        path.write_bytes(header + b"\n" + rows)

    patch.setattr(BUILD, "write", straight)


def renamed_before_flushed(patch: pytest.MonkeyPatch) -> None:
    def lazy(descriptor: int) -> None:
        if not os.readlink(f"/proc/self/fd/{descriptor}").endswith(".tmp"):
            os.fsync(descriptor)

    class Lazy:
        fsync = staticmethod(lazy)

        def __getattr__(self, name: str) -> object:
            return getattr(os, name)

    patch.setattr(atlas_file, "os", Lazy())


def torn_tail_kept(patch: pytest.MonkeyPatch) -> None:
    class Keeping:
        @staticmethod
        def ftruncate(descriptor: int, length: int) -> None:
            pass

        def __getattr__(self, name: str) -> object:
            return getattr(os, name)

    patch.setattr(partial, "os", Keeping())


def another_seed(patch: pytest.MonkeyPatch) -> None:
    def careless(ranks: tuple[int, ...], settings: Settings, decide: Decide) -> bytes:
        return verdict(ranks, replace(settings, seed=0), decide)

    patch.setattr(BUILD, "verdict", careless)


def unfinished_left(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(partial.Partial, "remove", lambda self: None)


def rows_not_checked(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(CHECK, "fault", lambda row: None)


@pytest.mark.parametrize(
    "fault",
    [
        no_checksum,
        checksum_of_a_part,
        header_not_covered,
        unsorted,
        no_rename,
        renamed_before_flushed,
        torn_tail_kept,
        another_seed,
        unfinished_left,
        rows_not_checked,
    ],
)
def test_a_planted_fault_is_noticed(
    fault: Fault, tmp_path: Path, whole: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault(monkeypatch)
    assert life(tmp_path, whole) != []
