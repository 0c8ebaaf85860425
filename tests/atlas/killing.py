"""Builds that are killed with SIGKILL: ``python -m tests.atlas.killing FILE MOMENT...``.

For each moment a child process builds the atlas FILE of the tests' settings and is killed: ``2:0.013`` is 0.013 seconds
after its second row, a name such as ``before-replace`` at that step. Prints how each child ended and how many rows were
done. A process of its own: it has one thread, and may fork.
"""

import os
import signal
import sys
import time
from pathlib import Path

from rankdyn.atlas import build, partial
from tests.atlas.conftest import SETTINGS
from tests.atlas.fake import decide, slow


def die(*_: object, **__: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def strike(moment: str) -> None:
    """Make this process die at a step of the build."""
    when, step = moment.split("-")
    if step == "append":  # in the middle of a row: half of it is written
        real_write, rows = os.write, 0

        def write(descriptor: int, data: bytes) -> int:
            nonlocal rows
            rows += 1
            if rows > 10:
                real_write(descriptor, data[: len(data) // 2])
                die()
            return real_write(descriptor, data)

        os.write = write  # type: ignore[assignment]
        return
    owner, name = (partial.Partial, "remove") if step == "remove" else (os, step)
    real = getattr(owner, name)

    def struck(*arguments: object, **options: object) -> object:
        if when == "before":
            die()
        result = real(*arguments, **options)
        die()
        return result

    setattr(owner, name, struck)


def child(path: Path, moment: str) -> None:
    timed = moment[0].isdigit()
    if not timed:
        strike(moment)
    build(SETTINGS, path, decide=slow if timed else decide)
    os._exit(0)


def rows_done(path: Path) -> int:
    unfinished = path.with_name(path.name + ".partial")
    return max(unfinished.read_bytes().count(b"\n") - 1, 0) if unfinished.exists() else -1


def main() -> None:
    path = Path(sys.argv[1])
    for moment in sys.argv[2:]:
        before = rows_done(path)
        number = os.fork()
        if not number:
            child(path, moment)
        if moment[0].isdigit():
            rows, seconds = moment.split(":")
            deadline = time.monotonic() + 20
            while rows_done(path) < max(before, 0) + int(rows) and time.monotonic() < deadline:
                time.sleep(0.001)
            time.sleep(float(seconds))
            os.kill(number, signal.SIGKILL)
        _, status = os.waitpid(number, 0)
        print(moment, os.waitstatus_to_exitcode(status), rows_done(path), path.exists())


if __name__ == "__main__":
    main()
