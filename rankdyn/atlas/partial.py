"""`Partial`: the rows that are done while an atlas is being built, safe against being killed at any moment.

A header line binds the file to its settings; after it rows are appended as they are done, in any order, each with its
checksum. A process that is killed leaves at most one torn line at the end, which is cut off when the build goes on. A
row that fails its checksum is computed again, never trusted. One build at a time holds the file.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import TracebackType
from typing import Final

from rankdyn.atlas.row import Row
from rankdyn.atlas.seal import sealed, unsealed
from rankdyn.atlas.settings import Settings
from rankdyn.errors import InvalidInputError

SYNC_EVERY: Final = 32
"""Rows between two flushes to the disk: what a power failure may cost; a killed process costs nothing."""


class Partial:
    """The file of rows that are done, open for appending; a context manager.

    Parameters
    ----------
    path : Path
        The file; made if there is none.
    settings : Settings
        What is being built.

    Attributes
    ----------
    lines : dict
        The whole rows: sequence → line.
    dropped : int
        Lines of an earlier build that were torn or changed; their rows have to be computed again.

    Raises
    ------
    InvalidInputError
        If the file belongs to a build with other settings, is no such file, is held by another build, or cannot be
        written.
    """

    def __init__(self, path: Path, settings: Settings) -> None:
        self.path = path
        self.settings = settings
        self.lines: dict[tuple[int, ...], bytes] = {}
        self.dropped = 0
        self._unsynced = 0
        try:
            if path.exists() and not path.is_file():
                raise InvalidInputError(f"{path} is no regular file; name another --output")
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
        except OSError as error:
            raise InvalidInputError(f"cannot write {path}: {error.strerror}; name another --output") from None
        try:
            self._lock()
            self._resume()
        except BaseException:
            os.close(self._descriptor)
            raise

    def append(self, ranks: tuple[int, ...], line: bytes) -> None:
        """Add a row that is done.

        Raises
        ------
        InvalidInputError
            If it cannot be written, as on a full disk; what was there stays.
        """
        self._write(line + b"\n")
        self.lines[ranks] = line
        self._unsynced += 1
        if self._unsynced >= SYNC_EVERY:
            self._sync()

    def remove(self) -> None:
        """Remove the file: the atlas is written."""
        self.path.unlink(missing_ok=True)

    def __enter__(self) -> Partial:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._sync()
        finally:
            os.close(self._descriptor)

    # ---- the file ---------------------------------------------------------------------------------------------------

    def _lock(self) -> None:
        """Hold the file as long as it is open; the system lets it go when the process ends, however it ends."""
        try:
            import fcntl
        except ImportError:  # not on Windows
            return
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise InvalidInputError(
                f"another build is writing {self.path}; wait for it, or name another --output"
            ) from None

    def _resume(self) -> None:
        """Read what an earlier build left, and cut off what is torn."""
        data = self._read()
        header = sealed(self.settings.to_dict())
        if header.startswith(data):  # new, or killed while the header was written
            os.ftruncate(self._descriptor, 0)
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            self._write(header + b"\n")
            self._sync()
            return
        first, _, rest = data.partition(b"\n")
        self._bind(first)
        kept = position = len(first) + 1
        for line in rest.split(b"\n"):
            position += len(line) + 1
            if position <= len(data) and self._keep(line):
                kept = position
            elif line:
                self.dropped += 1
        os.ftruncate(self._descriptor, kept)
        os.lseek(self._descriptor, 0, os.SEEK_END)

    def _bind(self, header: bytes) -> None:
        """Refuse a file that another build began."""
        body = unsealed(header)
        if body is None:
            raise InvalidInputError(
                f"{self.path} is not what an unfinished build leaves: its first line is torn or was changed; remove "
                "the file to start anew, or name another --output"
            )
        begun = Settings.from_dict(json.loads(body), str(self.path))
        if begun != self.settings:
            raise InvalidInputError(
                f"{self.path} is from a build with {', '.join(self.settings.differences(begun))}; go on with those "
                "settings, remove the file to start anew, or name another --output"
            )

    def _keep(self, line: bytes) -> bool:
        row = Row.from_line(line)
        if row is None or row.ranks not in self.settings:
            return False
        if self.lines.setdefault(row.ranks, line) != line:
            raise InvalidInputError(
                f"{self.path} has two different rows for {row.ranks}; remove the file to start anew"
            )
        return True

    def _read(self) -> bytes:
        parts = []
        while part := os.read(self._descriptor, 1 << 20):
            parts.append(part)
        return b"".join(parts)

    def _write(self, data: bytes) -> None:
        try:
            while data:
                data = data[os.write(self._descriptor, data) :]
        except OSError as error:
            self._fail(error)

    def _sync(self) -> None:
        try:
            os.fsync(self._descriptor)
        except OSError as error:
            self._fail(error)
        self._unsynced = 0

    def _fail(self, error: OSError) -> None:
        raise InvalidInputError(
            f"cannot write {self.path}: {error.strerror}; the {len(self.lines)} of {self.settings.count} rows that are "
            "done are kept there: mend the cause and run the same command again"
        ) from None
