"""The atlas of the package: how many sequences of each size there are of each verdict, and that every row is true."""

import pytest

import rankdyn as rd
from rankdyn.atlas import Settings, check
from rankdyn.atlas import open as open_atlas
from rankdyn.atlas.recertification import fault

KNOWN = {
    (2, 3): (12, 4),
    (3, 3): (30, 34),
    (4, 3): (69, 187),
    (4, 4): (181, 444),
    (5, 3): (153, 871),
    (5, 4): (525, 2600),
}
"""(length, largest entry) → (realizable, impossible)."""


@pytest.fixture(scope="module")
def atlas():
    return open_atlas()


def test_it_holds_all_sequences_of_length_5_and_entries_4_and_shorter(atlas):
    settings = atlas.settings
    assert (settings.min_length, settings.length, settings.max_rank) == (1, 5, 4)
    assert [row.ranks for row in atlas] == list(Settings(5, 4, min_length=1).sequences())


@pytest.mark.parametrize("size", KNOWN)
def test_as_many_are_realizable_and_impossible_as_is_known(size, atlas):
    realizable, impossible = KNOWN[size]
    found = {status: len(atlas.query(*size, status)) for status in ("witness", "obstruction", "open")}
    assert found["obstruction"] == impossible
    assert found["witness"] + found["open"] == realizable
    assert found["open"] == (0 if size != (5, 4) else 1)


def test_the_file_is_small_enough_to_ship(atlas):
    assert atlas.path.stat().st_size < 3_000_000


def test_a_sample_of_rows_is_true(atlas):
    """All of them are re-certified by the slow test below, and by ``rankdyn atlas check``."""
    for row in list(atlas)[::41]:
        assert fault(row) is None, row


@pytest.mark.slow
def test_every_row_is_true(atlas):
    audit = check(atlas)
    assert audit.faults == {}


def test_witnesses_are_functions_with_the_ranks_they_are_said_to_have(atlas):
    for row in atlas.query(status="witness")[::97]:
        assert tuple(rd.rank_sequence(row.witness.function, len(row.ranks) - 1)) == row.ranks
        assert row.witness.certificate.to_dict() == row.document["certificate"]
