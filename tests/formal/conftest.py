"""The Coq development, compiled once for all tests of this folder."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from rankdyn.formal.coq import compile_file
from rankdyn.formal.development import Development, locate


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """Keep all that share the compiled development in one process."""
    for item in items:
        if "compiled" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("coq"))
            item.add_marker(pytest.mark.formal)


@pytest.fixture(scope="session")
def development() -> Development:
    return locate()


@pytest.fixture(scope="session")
def compiled(coq: str, development: Development, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with all files of the development, compiled from nothing."""
    folder = tmp_path_factory.mktemp("development")
    for file in [*development.files, "all.v"]:
        shutil.copy(development.folder / file, folder)
        compile_file(folder, file)
    return folder
