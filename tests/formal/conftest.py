"""The Coq development, compiled once for all tests of this folder."""

import fcntl
import os
import shutil
from pathlib import Path

import pytest

from rankdyn.formal.coq import compile_file
from rankdyn.formal.development import Development, locate


@pytest.fixture(scope="session")
def development() -> Development:
    return locate()


@pytest.fixture(scope="session")
def compiled(coq: str, development: Development, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the development compiled from nothing, once for all processes of pytest-xdist."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "development"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "all.vo").exists():
            for file in [*development.files, "all.v"]:
                shutil.copy(development.folder / file, folder)
                compile_file(folder, file)
    return folder
