"""The file of an atlas: a header line with the settings and a checksum of the whole, then one line a sequence, sorted.

``{"format":"rankdyn-atlas","version":1,"length":…,…,"rows":N,"sha256":"…"}`` and N sealed rows (see `seal`). The file
is written beside its place, flushed to the disk and renamed into it, so that there is never half an atlas.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rankdyn.atlas.row import Row
from rankdyn.atlas.seal import sealed, unsealed
from rankdyn.atlas.settings import Settings
from rankdyn.errors import InvalidInputError

_REMEDY = "take the file from where it came again, or build it again"


def write(path: Path, settings: Settings, lines: Sequence[bytes]) -> None:
    """Write the sorted rows as the file of an atlas, all or nothing.

    Raises
    ------
    InvalidInputError
        If the disk is full or the folder read-only; the file is then what it was before.
    """
    rows = b"".join(line + b"\n" for line in lines)
    header = sealed(settings.to_dict() | {"rows": len(lines)}, "sha256", rows, digits=64)
    beside = path.with_name(path.name + ".tmp")
    try:
        with beside.open("wb") as file:
            file.write(header + b"\n" + rows)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
        sync_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise InvalidInputError(
            f"cannot write {path}: {error.strerror}; the rows that are done are kept beside it: mend the cause and run "
            "the same command again"
        ) from None


def sync_folder(folder: Path) -> None:
    """Flush the names in a folder to the disk, where the system can."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read(path: Path) -> tuple[Settings, tuple[Row, ...]]:
    """Return the settings and the rows of an atlas.

    Raises
    ------
    InvalidInputError
        If the file cannot be read, is no atlas of this format and version, or is not whole; the message names the
        first line that is wrong.
    """
    data = _bytes(path)
    header, _, rows = data.partition(b"\n")
    document = _header(header, path)
    stated = document.pop("rows", None)
    document.pop("sha256", None)
    settings = Settings.from_dict(document, str(path))
    lines = rows.split(b"\n")
    if lines.pop() or stated != settings.count or len(lines) != stated:
        raise InvalidInputError(
            f"{path} is not whole: it has {len(lines)} whole rows and should have {settings.count}; {_REMEDY}"
        )
    found = []
    for number, (line, ranks) in enumerate(zip(lines, settings.sequences(), strict=True), start=2):
        row = Row.from_line(line)
        if row is None:
            raise InvalidInputError(f"{path}, line {number}: the row was changed: its checksum is wrong; {_REMEDY}")
        if row.ranks != ranks:
            raise InvalidInputError(
                f"{path}, line {number}: the row is of {row.ranks}, where {ranks} belongs; {_REMEDY}"
            )
        found.append(row)
    if unsealed(header, "sha256", rows, digits=64) is None:
        raise InvalidInputError(f"{path} was changed: the checksum of the whole in line 1 is wrong; {_REMEDY}")
    return settings, tuple(found)


def _bytes(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise InvalidInputError(f"{path} is no regular file; name the file of an atlas")
        return path.read_bytes()
    except OSError as error:
        raise InvalidInputError(f"cannot read {path}: {error.strerror}") from None


def _header(line: bytes, path: Path) -> dict[str, Any]:
    try:
        document = json.loads(line)
    except (ValueError, RecursionError):
        document = None
    return document if isinstance(document, dict) else {}
