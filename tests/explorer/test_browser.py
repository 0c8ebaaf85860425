"""The explorer in a browser, in a network namespace that has the loopback alone: see `visit`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.explorer.chromium import program

ROOT = Path(__file__).parents[2]

VISITS = ("sequence", "function", "permutations", "atlas", "cascade", "stranger")
"""Their files are no tests by name, so that they run only where they should."""


def _missing(what: str) -> None:
    """Skip, or fail where the test must not be skipped."""
    message = f"the explorer was not tested in a browser: {what}"
    if os.environ.get("RANKDYN_REQUIRE_BROWSER"):
        pytest.fail(message)
    pytest.skip(message)


def _apart() -> list[str]:
    """Return the command before another that cuts it off from the network: as root, or as root of a namespace."""
    for options in ("-n", "-rn"):
        try:
            if subprocess.run(["unshare", options, "true"], capture_output=True, check=False).returncode == 0:
                return ["unshare", options]
        except FileNotFoundError:
            break
    _missing("there is no `unshare`, or it may not make a network namespace here")
    raise AssertionError


def test_the_explorer_without_a_network(tmp_path: Path) -> None:
    pytest.importorskip("marimo", reason="it comes with the extra 'explore'")
    if program() is None:
        _missing("Chromium is missing; as root: apt-get install -y --no-install-recommends chromium")
    words = ["-m", "pytest", "-n", "0", "-p", "no:cacheprovider"]
    words += [str(Path(__file__).with_name("visit") / f"{name}.py") for name in VISITS]
    done = subprocess.run(
        [*_apart(), sys.executable, *words, f"--rootdir={ROOT}", f"--config-file={ROOT / 'pyproject.toml'}"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    assert " passed" in done.stdout
    assert not (tmp_path / "owned").exists()
