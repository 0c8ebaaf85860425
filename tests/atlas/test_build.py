"""A build: what it writes, that it goes on where it was stopped, and what it refuses."""

import errno
import json
import os
import shutil
import subprocess

import pytest

import rankdyn as rd
from rankdyn.atlas import Settings, build, partial
from rankdyn.atlas import file as atlas_file
from rankdyn.atlas.atlas import Atlas
from rankdyn.errors import CertificateError, InvalidInputError
from rankdyn.evidence.realizability import Obstruction
from tests.atlas.conftest import SETTINGS
from tests.atlas.fake import decide


def unfinished(path):
    return path.with_name(path.name + ".partial")


def leave(folder, whole, rows=20, tail=b""):
    """Lay down what a build that was killed leaves behind, and return the path of its atlas."""
    path = folder / "resumed.jsonl"
    lines = whole.split(b"\n")[1 : rows + 1]
    with partial.Partial(unfinished(path), SETTINGS) as begun:
        for line in reversed(lines):  # rows come in any order
            begun.append(tuple(json.loads(line)["ranks"]), line)
    with unfinished(path).open("ab") as file:
        file.write(tail)
    return path


class Counting:
    """The fake verdicts, counted."""

    def __init__(self):
        self.asked = []

    def __call__(self, ranks, budget, seed):
        self.asked.append(ranks)
        return decide(ranks, budget, seed)


def test_the_file_is_sorted_whole_and_without_a_time(whole):
    lines = whole.decode().splitlines()
    header = json.loads(lines[0])
    assert header.pop("sha256")
    assert header == {
        "format": "rankdyn-atlas",
        "version": 1,
        "length": 3,
        "max_rank": 2,
        "seed": 5,
        "budget": None,
        "min_length": 1,
        "package": rd.__version__,
        "rows": 39,
    }
    ranks = [tuple(json.loads(line)["ranks"]) for line in lines[1:]]
    assert len(ranks) == 3 + 9 + 27
    assert ranks == sorted(set(ranks), key=lambda r: (len(r), r))


def test_the_same_settings_give_the_same_bytes_in_any_number_of_processes(whole, tmp_path):
    assert build(SETTINGS, tmp_path / "a.jsonl", jobs=2, decide=decide)
    assert (tmp_path / "a.jsonl").read_bytes() == whole


def test_another_seed_or_budget_gives_other_bytes(whole, tmp_path):
    for name, settings in (("seed", Settings(3, 2, 6, None, 1)), ("budget", Settings(3, 2, 5, 10, 1))):
        build(settings, tmp_path / name, decide=decide)
        assert (tmp_path / name).read_bytes().split(b"\n")[1:] != whole.split(b"\n")[1:]


def test_a_resumed_build_computes_only_what_is_missing_and_ends_equal(whole, tmp_path):
    path, counting = leave(tmp_path, whole, rows=20), Counting()
    assert build(SETTINGS, path, decide=counting)
    assert path.read_bytes() == whole
    assert len(counting.asked) == 39 - 20
    assert os.listdir(tmp_path) == ["resumed.jsonl"]


def test_a_torn_tail_is_dropped_wherever_it_is_torn(whole, tmp_path):
    row = whole.split(b"\n")[21]
    for cut in {*range(0, len(row), 31), 1, len(row) - 1, len(row)}:  # the last lacks but its newline
        path = leave(tmp_path, whole, rows=20, tail=row[:cut])
        counting = Counting()
        assert build(SETTINGS, path, decide=counting)
        assert path.read_bytes() == whole
        assert len(counting.asked) == 39 - 20
        path.unlink()


def test_a_torn_header_is_begun_again(whole, tmp_path):
    path = leave(tmp_path, whole, rows=0)
    header = unfinished(path).read_bytes()
    for cut in (0, 1, 40, len(header) - 1):
        unfinished(path).write_bytes(header[:cut])
        assert build(SETTINGS, path, decide=decide)
        assert path.read_bytes() == whole
        path.unlink()


def test_changed_rows_of_an_unfinished_build_are_computed_again(whole, tmp_path):
    path, counting = leave(tmp_path, whole, rows=20), Counting()
    lines = unfinished(path).read_bytes().split(b"\n")
    lines[3] = lines[3].replace(b'"ranks":[', b'"ranks":[ ')
    lines[7] = b"\0" * len(lines[7])
    unfinished(path).write_bytes(b"\n".join(lines))
    assert build(SETTINGS, path, decide=counting)
    assert path.read_bytes() == whole
    assert len(counting.asked) == 39 - 18


@pytest.mark.parametrize(
    ("other", "what"),
    [
        (Settings(3, 2, 6, None, 1), "seed 5 instead of 6"),
        (Settings(3, 2, 5, 9, 1), "budget None instead of 9"),
        (Settings(3, 1, 5, None, 1), "max_rank 2 instead of 1"),
        (Settings(3, 2, 5, None, 2), "min_length 1 instead of 2"),
        (Settings(3, 2, 5, None, 1, "9.9"), "instead of 9.9"),
    ],
)
def test_a_build_with_other_settings_is_refused_and_nothing_is_lost(other, what, whole, tmp_path):
    path = leave(tmp_path, whole)
    left = unfinished(path).read_bytes()
    with pytest.raises(InvalidInputError, match=what):
        build(other, path, decide=decide)
    assert unfinished(path).read_bytes() == left
    finished = tmp_path / "finished.jsonl"
    finished.write_bytes(whole)
    with pytest.raises(InvalidInputError, match=what):
        build(other, finished, decide=decide)
    assert finished.read_bytes() == whole


def test_a_file_that_is_no_unfinished_build_is_left_alone(tmp_path):
    path = tmp_path / "notes"
    for content in (b"my notes", b"my notes\nsecond line\n", b'{"format":"rankdyn-atlas","version":1}\n'):
        unfinished(path).write_bytes(content)
        with pytest.raises(InvalidInputError, match=r"not what an unfinished build leaves"):
            build(SETTINGS, path, decide=decide)
        assert unfinished(path).read_bytes() == content


def test_a_finished_atlas_is_not_built_again(file, whole):
    unfinished(file).write_bytes(b"left by a build that was killed just before its end")
    counting = Counting()
    assert not build(SETTINGS, file, decide=counting)
    assert file.read_bytes() == whole
    assert counting.asked == []
    assert not unfinished(file).exists()


def test_only_one_build_holds_a_file(tmp_path):
    with (
        partial.Partial(tmp_path / "a.partial", SETTINGS),
        pytest.raises(InvalidInputError, match="another build is writing"),
    ):
        build(SETTINGS, tmp_path / "a", decide=decide)


def test_a_verdict_that_is_not_confirmed_stops_the_build(tmp_path):
    def wrong(ranks, budget, seed):
        return Obstruction(ranks, "L", "because", "nowhere") if ranks == (1, 1) else decide(ranks, budget, seed)

    with pytest.raises(CertificateError, match=r"\(1, 1\) is not confirmed: law L does not forbid it"):
        build(Settings(2, 1), tmp_path / "a", decide=wrong)
    assert not (tmp_path / "a").exists()

    def on_another(ranks, budget, seed):
        return decide((0,) * len(ranks), budget, seed)

    with pytest.raises(CertificateError, match=r"is on \(0, 0\)"):
        build(Settings(2, 1), tmp_path / "b", decide=on_another)


def test_workers_of_another_version_are_refused(tmp_path):
    with pytest.raises(InvalidInputError, match=r"the build is one of 9\.9; install the same version"):
        build(Settings(2, 1, package="9.9"), tmp_path / "a", decide=decide)


# ---- disks ----------------------------------------------------------------------------------------------------------


class Disk:
    """The module os with another write, for the rows alone."""

    def __init__(self, write):
        self.write = write

    def __getattr__(self, name):
        return getattr(os, name)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_disk_that_fills_up_costs_no_row(jobs, whole, tmp_path, monkeypatch):
    path = tmp_path / "atlas.jsonl"
    real, room = os.write, 6_000

    def full(descriptor, data):
        nonlocal room
        if not room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written = real(descriptor, bytes(data)[:room])  # a full disk takes a part
        room -= written
        return written

    with monkeypatch.context() as patch:
        patch.setattr(partial, "os", Disk(full))
        with pytest.raises(InvalidInputError, match=r"No space left on device; the \d+ of 39 rows"):
            build(SETTINGS, path, jobs=jobs, decide=decide)
    assert not path.exists()
    assert len(unfinished(path).read_bytes()) == 6_000
    counting = Counting()
    assert build(SETTINGS, path, decide=counting)
    assert path.read_bytes() == whole
    assert len(counting.asked) < 39


def test_a_disk_too_full_for_the_final_file_costs_no_row(whole, tmp_path, monkeypatch):
    path = leave(tmp_path, whole, rows=39)

    def full(source, target):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", full)
        with pytest.raises(InvalidInputError, match="No space left on device; the rows that are done are kept"):
            build(SETTINGS, path, decide=decide)
    assert os.listdir(tmp_path) == ["resumed.jsonl.partial"]
    counting = Counting()
    assert build(SETTINGS, path, decide=counting)
    assert path.read_bytes() == whole
    assert counting.asked == []


def test_a_real_small_disk(whole, tmp_path):
    """A tmpfs of 16 KiB: the rows do not fit twice."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    command = [str(mount), "-t", "tmpfs", "-o", "size=16k", "none", str(disk)]
    if mount is None or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("no right to mount a tmpfs here; the full disk is simulated in the test above")
    try:
        with pytest.raises(InvalidInputError, match="No space left on device"):
            build(SETTINGS, disk / "atlas.jsonl", decide=decide)
        kept = unfinished(disk / "atlas.jsonl").read_bytes()
    finally:
        subprocess.run(["umount", str(disk)], check=True)
    unfinished(disk / "atlas.jsonl").write_bytes(kept)
    assert build(SETTINGS, disk / "atlas.jsonl", decide=decide)
    assert (disk / "atlas.jsonl").read_bytes() == whole


@pytest.mark.parametrize("where", ["none/atlas.jsonl", "file/atlas.jsonl", "/proc/atlas.jsonl"])
def test_a_folder_that_cannot_be_written(where, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(InvalidInputError, match="cannot write"):
        build(SETTINGS, tmp_path / where, decide=decide)


def test_a_device_is_no_place_for_an_atlas(tmp_path):
    unfinished(tmp_path / "atlas").symlink_to("/dev/full")
    with pytest.raises(InvalidInputError, match="no regular file"):
        build(SETTINGS, tmp_path / "atlas", decide=decide)


def test_the_file_is_on_the_disk_before_it_gets_its_name(whole, tmp_path, monkeypatch):
    path = leave(tmp_path, whole, rows=39)
    done = []
    real_sync, real_replace = os.fsync, os.replace

    def sync(descriptor):
        done.append(("sync", os.readlink(f"/proc/self/fd/{descriptor}")))
        real_sync(descriptor)

    def replace(source, target):
        assert source.read_bytes() == whole
        done.append(("replace", str(target)))
        real_replace(source, target)

    monkeypatch.setattr(atlas_file.os, "fsync", sync)
    monkeypatch.setattr(atlas_file.os, "replace", replace)
    build(SETTINGS, path, decide=decide)
    beside, folder = str(path) + ".tmp", str(tmp_path)
    assert done[:3] == [("sync", beside), ("replace", str(path)), ("sync", folder)]


# ---- settings -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        ({"length": 0, "max_rank": 1}, "length must be a whole number from 1 on, not 0"),
        ({"length": 2, "max_rank": -1}, "max_rank must be a whole number from 0 on, not -1"),
        ({"length": 2.0, "max_rank": 1}, "length must be a whole number"),
        ({"length": True, "max_rank": 1}, "length must be a whole number"),
        ({"length": 2, "max_rank": 1, "seed": -1}, "seed"),
        ({"length": 2, "max_rank": 1, "budget": -1}, "budget"),
        ({"length": 2, "max_rank": 1, "min_length": 3}, "min_length must be at most length = 2"),
        ({"length": 10**9, "max_rank": 0}, "length must be at most 201"),
        ({"length": 200, "max_rank": 9}, "more than the limit of 1000000 rows"),
        ({"length": 1, "max_rank": 10**9}, "more than the limit of 1000000 rows"),
    ],
)
def test_settings_out_of_range(arguments, what):
    with pytest.raises(InvalidInputError, match=what):
        Settings(**arguments)


def test_settings_list_every_sequence_once_in_the_order_of_the_file():
    assert list(Settings(2, 1).sequences()) == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert Settings(5, 4, min_length=1).count == 3905
    for settings in (SETTINGS, Settings(4, 3), Settings(2, 0)):
        found = list(settings.sequences())
        assert len(found) == len(set(found)) == settings.count
        assert found == sorted(found, key=lambda r: (len(r), r))
        assert all(ranks in settings for ranks in found)
    assert (3, 0) not in Settings(2, 2)
    assert (-1, 0) not in Settings(2, 2)
    assert (1,) not in Settings(2, 2)


def test_progress_counts_every_row_and_starts_where_the_build_was(whole, tmp_path):
    seen = []
    path = leave(tmp_path, whole, rows=20)
    build(SETTINGS, path, progress=lambda done, total: seen.append((done, total)), decide=decide)
    assert seen == [(done, 39) for done in range(20, 40)]
    assert len(Atlas(path)) == 39
