"""Progress on standard error: a bar with the time left on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Final

_SHARE: Final = 20
"""Without a terminal, a line each time this part of the rows is done."""


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Yield a function to be called with the number of rows done and of all rows."""
    if sys.stderr.isatty():
        with _bar(what) as shown:
            yield shown
    else:
        yield _Lines(what)


@contextmanager
def _bar(what: str) -> Iterator[Callable[[int, int], None]]:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("left:"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


class _Lines:
    """Prints 'what: done of all rows, about n s left' each time a twentieth is done.

    The estimate is from the time since the first call: rows that an earlier build left are not counted as work.
    """

    def __init__(self, what: str) -> None:
        self.what = what
        self.start: tuple[float, int] | None = None
        self.last = -1

    def __call__(self, done: int, total: int) -> None:
        now = monotonic()
        if self.start is None:
            self.start = now, done
        began, before = self.start
        share = _SHARE * done // max(total, 1)
        if share == self.last and done < total:
            return
        self.last = share
        left = ""
        if before < done < total:
            left = f", about {(now - began) / (done - before) * (total - done):.0f} s left"
        print(f"{self.what}: {done} of {total} rows{left}", file=sys.stderr, flush=True)
