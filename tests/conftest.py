"""Shared fixtures: the command line in a process of its own, with bounded memory."""

import os
import resource
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rankdyn.formal.coq import INSTALL, version

MEMORY = 500_000_000
"""Bytes of memory that a refusal of bad input may take."""


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say it where nobody can miss it: a skip looks like a pass."""
    if version() is None:
        terminalreporter.write_line(f"formal proofs were NOT checked: coqc is missing; as root: {INSTALL}", red=True)


@pytest.fixture(scope="session")
def coq() -> str:
    """Skip where Coq is missing; fail where it must be there."""
    found = version()
    if found is None:
        missing = f"formal proofs were not checked: coqc is missing; as root: {INSTALL}"
        if os.environ.get("RANKDYN_REQUIRE_COQ"):
            pytest.fail(missing)
        pytest.skip(missing)
    return found


@pytest.fixture
def run() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Return a function that runs the command line; with limited=True under 500 MB."""

    def command(
        words: str | list[str], cwd: Path | None = None, *, limited: bool = False, timeout: float = 120
    ) -> subprocess.CompletedProcess[str]:
        arguments = shlex.split(words) if isinstance(words, str) else words
        return subprocess.run(
            [sys.executable, "-m", "rankdyn", *arguments],
            cwd=cwd,
            capture_output=True,
            text=True,
            timeout=timeout,
            preexec_fn=_limited if limited else None,
        )

    return command
