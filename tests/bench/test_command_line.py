"""`rankdyn --help` answers at once: SymPy, SciPy and matplotlib are imported only where they are needed."""

from __future__ import annotations

import subprocess
import sys

from .conftest import Measure
from .ledger import COMMAND, HELP


def test_help(measure: Measure) -> None:
    def ask() -> str:
        words = [sys.executable, "-m", "rankdyn", "--help"]
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout

    assert "rankdyn" in measure(COMMAND, HELP, 0, ask, rounds=5)
