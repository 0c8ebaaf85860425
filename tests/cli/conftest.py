"""The command line called in this process: faster than a process of its own, and answers can be put in its way."""

import shlex
import sys
from collections.abc import Callable
from typing import NamedTuple

import pytest

from rankdyn.cli import main


class Done(NamedTuple):
    """What a call printed, and its exit status."""

    code: int
    out: str
    err: str


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """Return a function that runs the command line here, standard input, output and status as in a process."""

    def command(words: str | list[str]) -> Done:
        monkeypatch.setattr(sys, "argv", ["rankdyn", *(shlex.split(words) if isinstance(words, str) else words)])
        capsys.readouterr()
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
        return Done(code, *capsys.readouterr())

    return command
