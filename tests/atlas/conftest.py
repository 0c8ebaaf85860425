"""A small atlas made with the fake verdicts, built once."""

from pathlib import Path

import pytest

from rankdyn.atlas import Settings, build
from tests.atlas.fake import decide

SETTINGS = Settings(length=3, max_rank=2, min_length=1, seed=5)


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of an uninterrupted build in one process."""
    path = tmp_path_factory.mktemp("atlas") / "whole.jsonl"
    assert build(SETTINGS, path, decide=decide)
    return path.read_bytes()


@pytest.fixture
def file(whole: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "atlas.jsonl"
    path.write_bytes(whole)
    return path
