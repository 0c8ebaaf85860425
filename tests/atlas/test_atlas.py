"""An atlas that is read: queries, rows and witnesses; files that are not whole."""

import json

import pytest

import rankdyn as rd
from rankdyn.atlas import atlas as atlas_module
from rankdyn.atlas import open as open_atlas
from rankdyn.atlas import seal
from rankdyn.errors import InvalidInputError


def test_query_by_length_rank_and_status(file):
    atlas = open_atlas(file)
    assert len(atlas) == len(atlas.query()) == 39
    assert [row.ranks for row in atlas.query(length=2, max_rank=1)] == [(0, 0), (0, 1), (1, 0), (1, 1)]
    for status in ("witness", "obstruction", "open"):
        assert {row.status for row in atlas.query(status=status)} == {status}
    assert sum(len(atlas.query(status=status)) for status in ("witness", "obstruction", "open")) == 39
    assert all(max(row.ranks) <= 1 and len(row.ranks) == 3 for row in atlas.query(3, 1))
    assert len(atlas.query(3, 1)) == 8


def test_rows_carry_their_evidence(file):
    atlas = open_atlas(str(file))
    row = atlas[2, 1, 1]
    assert (row.status, row.law, row.explanation) == ("witness", None, None)
    witness = row.witness
    assert (witness.ranks, witness.construction) == ((2, 1, 1), "diagonal matrix of powers")
    assert witness.function == rd.MatrixFunction("[[t**2, 0], [0, 1]]")
    assert rd.certify(witness)
    assert list(rd.rank_sequence(witness.function, 2)) == [2, 1, 1]
    assert witness.certificate.to_dict() == row.document["certificate"]
    row = atlas[0, 1]
    assert (row.status, row.witness, row.function, row.law) == ("obstruction", None, None, "L")
    assert "r_1 <= 2*r_0 = 0" in row.explanation
    row = atlas[[1, 2]]
    assert (row.status, row.witness, row.law) == ("open", None, None)
    assert "with the budget None" in row.tried[0]
    assert (1, 2) in atlas
    assert (1, 9) not in atlas
    assert 7 not in atlas
    assert [row.ranks for row in atlas][:4] == [(0,), (1,), (2,), (0, 0)]


def test_a_question_beyond_the_atlas_is_refused_not_answered_by_nothing(file):
    atlas = open_atlas(file)
    for arguments, what in [
        ({"length": 4}, "length 1 to 3, not 4"),
        ({"length": 0}, "length 1 to 3, not 0"),
        ({"max_rank": 3}, "entries 0 to 2, not 3"),
        ({"max_rank": -1}, "entries 0 to 2, not -1"),
        ({"status": "impossible"}, "one of witness, obstruction, open, not 'impossible'"),
    ]:
        with pytest.raises(InvalidInputError, match=what):
            atlas.query(**arguments)
    with pytest.raises(KeyError):
        atlas[1, 2, 3, 4]


def test_opening_reads_nothing_before_the_first_question(file):
    atlas = open_atlas(file)
    file.write_bytes(b"")
    with pytest.raises(InvalidInputError, match="is no atlas"):
        atlas.query()


def test_rows_and_atlases_show_what_they_are(file):
    atlas = open_atlas(file)
    assert repr(atlas) == "<Atlas atlas.jsonl>"
    assert repr(atlas[2, 1]) == "<Row (2, 1): witness, diagonal matrix of powers>"
    assert repr(atlas[0, 1]) == "<Row (0, 1): obstruction, L>"
    assert repr(atlas[1, 2]) == "<Row (1, 2): open>"


def test_a_missing_file(tmp_path, monkeypatch):
    with pytest.raises(InvalidInputError, match="there is no atlas"):
        open_atlas(tmp_path / "none")
    monkeypatch.setattr(atlas_module, "SHIPPED", tmp_path / "none")
    with pytest.raises(InvalidInputError, match="install rankdyn again"):
        open_atlas()


# ---- files that are not whole ---------------------------------------------------------------------------------------


def refused(path, data):
    path.write_bytes(data)
    with pytest.raises(InvalidInputError) as error:
        open_atlas(path).query()
    return str(error.value)


def test_every_truncation_is_noticed(file, whole):
    for cut in range(0, len(whole), 41):
        assert "atlas" in refused(file, whole[:cut])
    assert "38 whole rows and should have 39" in refused(file, whole[:-1])


def test_every_changed_byte_is_noticed(file, whole):
    for place in range(0, len(whole), 23):
        refused(file, whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])


def test_a_changed_row_is_named(file, whole):
    changed = whole.replace(b'"obstruction","law":"L"', b'"obstruction","law":"G"', 1)
    line = 1 + changed.split(b"\n").index(next(row for row in changed.split(b"\n") if b'"law":"G"' in row))
    assert f"line {line}: the row was changed: its checksum is wrong" in refused(file, changed)


def test_rows_dropped_swapped_or_twice_are_noticed(file, whole):
    lines = whole.split(b"\n")
    assert "38 whole rows" in refused(file, b"\n".join(lines[:5] + lines[6:]))
    assert "40 whole rows" in refused(file, b"\n".join(lines[:6] + lines[5:]))
    swapped = lines[:5] + [lines[6], lines[5]] + lines[7:]
    assert "line 6: the row is of (0, 2), where (0, 1) belongs" in refused(file, b"\n".join(swapped))


def test_a_sealed_row_of_another_build_is_noticed(file, whole):
    lines = whole.split(b"\n")
    row = json.loads(lines[5])
    row.pop("sum")
    lines[5] = seal.sealed(row | {"tried": ["nothing"]})
    assert "the checksum of the whole in line 1 is wrong" in refused(file, b"\n".join(lines))


def test_a_changed_header_is_noticed(file, whole):
    assert "checksum of the whole" in refused(file, whole.replace(b'"seed":5', b'"seed":6', 1))
    assert "not whole" in refused(file, whole.replace(b'"rows":39', b'"rows":38', 1))
    assert "the header must have the keys" in refused(file, whole.replace(b'"seed"', b'"sown"', 1))
    assert "budget must be a whole number" in refused(file, whole.replace(b'"budget":null', b'"budget":"no"', 1))


def test_another_version_is_named(file, whole):
    message = refused(file, whole.replace(b'"version":1', b'"version":2', 1))
    assert "has version 2 of the format rankdyn-atlas; this rankdyn reads version 1" in message


@pytest.mark.parametrize("content", [b"\x00" * 100, b"[]\n", b"{}\n", b"nan\n", b"[" * 100_000, b"hello", b"\xff\n"])
def test_files_that_are_no_atlas(content, file):
    assert "is no atlas: its first line is no header" in refused(file, content)


def test_folders_and_devices_are_no_atlas(tmp_path):
    for path in (tmp_path, "/dev/zero"):
        with pytest.raises(InvalidInputError, match="no regular file"):
            open_atlas(path).query()
