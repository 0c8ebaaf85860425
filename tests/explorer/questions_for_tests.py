"""Questions that end in every way in which a question can end; the clerk finds them by name, so they have a module."""

from __future__ import annotations

import os
import signal
import time
from typing import Any

import numpy as np

from rankdyn.errors import InvalidInputError
from rankdyn.explorer.clerk import MAX_BYTES
from rankdyn.explorer.question import Report


def add(report: Report, x: int, y: int) -> int:
    report("adding", 1, 2)
    return x + y


def refuse(report: Report, text: str) -> None:
    raise InvalidInputError(f"{text!r} is no good: write something else")


def work(report: Report, name: str) -> None:
    """Work until stopped, and say in which process."""
    report(str(os.getpid()))
    while True:
        time.sleep(0.05)


def pid(report: Report) -> int:
    return os.getpid()


def parent(report: Report) -> int:
    """Return the number of the clerk's process."""
    return os.getppid()


def fill_memory(report: Report) -> int:
    """Ask for more memory than is allowed, piece by piece, without the time that it takes to write to it."""
    return len([np.empty(256 << 20, np.int8) for _ in range(MAX_BYTES // (256 << 20) + 4)])


def nest(report: Report, depth: int = 0) -> int:
    return nest(report, depth + 1)


def fail(report: Report) -> None:
    raise ZeroDivisionError("<b>of ours</b>")


def crash(report: Report) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def leave(report: Report) -> None:
    """End the process without a word."""
    os._exit(0)


def unsendable(report: Report) -> Any:
    """Return what cannot travel between processes."""
    return lambda: None


def talk(report: Report, times: int) -> int:
    for number in range(times):
        report("talking", number, times)
    return times


def long_answer(report: Report, characters: int) -> str:
    return "x" * characters
