"""Calling Coq: its version, one file compiled, and what is said where it is missing."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

from rankdyn.errors import RankdynError
from rankdyn.formal.development import LIBRARY

INSTALL: Final = "apt-get install -y --no-install-recommends coq libcoq-mathcomp-algebra"
"""What makes `coqc` and MathComp available on Debian, as root."""

SECONDS: Final = 600
"""After so long one file is given up; the slowest takes a few seconds."""


class CoqError(RankdynError):
    """A file does not compile, or Coq itself fails."""


def version() -> str | None:
    """Return the version of coqc, None where it is missing."""
    program = shutil.which("coqc")
    if program is None:
        return None
    done = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=SECONDS, check=False)
    found = re.search(r"version (\S+)", done.stdout)
    return found[1] if found else "unknown"


def compile_file(folder: Path, file: str, library: Path | None = None) -> str:
    """Compile one file and return what it prints.

    Parameters
    ----------
    folder : Path
        Where the file stands and its results go.
    file : str
        Its name.
    library : Path, optional
        Folder of the compiled development; `folder` itself if left out.

    Raises
    ------
    CoqError
        If it does not compile, with what Coq says of it.
    """
    command = ["coqc", "-w", "none", "-Q", str(library or "."), LIBRARY, file]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False)
    except FileNotFoundError:
        raise CoqError(f"coqc is missing; as root: {INSTALL}") from None
    except subprocess.TimeoutExpired:
        raise CoqError(f"{file}: given up after {SECONDS} s") from None
    if done.returncode:
        raise CoqError(f"{file} does not compile: {done.stderr.strip()[-2000:]}")
    return done.stdout
