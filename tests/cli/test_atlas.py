"""``rankdyn atlas build|query|check``."""

import json
import os
import shutil

import pytest

from rankdyn.atlas import Settings, build, seal
from rankdyn.atlas import atlas as atlas_module
from tests.atlas.fake import decide

SETTINGS = Settings(length=2, max_rank=2)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("atlas") / "made.jsonl"
    build(SETTINGS, path, decide=decide)
    return path


@pytest.fixture
def file(made, tmp_path):
    return shutil.copy(made, tmp_path / "atlas.jsonl")


def edited(file, change):
    """Change a row and seal it again, the whole too: what only a check of the row itself can notice."""
    lines = file.read_bytes().split(b"\n")[:-1]
    rows = []
    for line in lines[1:]:
        row = json.loads(line)
        row.pop("sum")
        rows.append(seal.sealed(change(row)) + b"\n")
    header = json.loads(lines[0])
    header.pop("sha256")
    body = b"".join(rows)
    file.write_bytes(seal.sealed(header, "sha256", body, digits=64) + b"\n" + body)


def test_query_prints_rows_and_counts(file, call):
    done = call(["atlas", "query", "--atlas", str(file), "--max-rank", "1"])
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == "0,0  witness  diagonal matrix of powers"
    assert lines[1].startswith("0,1  obstruction  L: ranks (0, 1) are impossible")
    assert lines[-1] == "4 sequences: 3 witnesses, 1 obstructions, 0 open"
    done = call(["atlas", "query", "--atlas", str(file), "--status", "open", "--json"])
    document = json.loads(done.out)
    assert document["counts"] == {"witness": 0, "obstruction": 0, "open": 1}
    assert [row["ranks"] for row in document["rows"]] == [[1, 2]]
    document = json.loads(call(["atlas", "query", "--atlas", str(file), "--length", "2", "--json"]).out)
    assert len(document["rows"]) == 9


def test_a_certificate_of_a_row_is_what_certify_reads(file, call, tmp_path):
    document = json.loads(call(["atlas", "query", "--atlas", str(file), "--status", "witness", "--json"]).out)
    certificate = tmp_path / "certificate.json"
    certificate.write_text(json.dumps(document["rows"][-1]["certificate"]))
    assert call(["certify", str(certificate)]).code == 0


def test_check_confirms_every_row_and_says_what_open_means(file, call):
    done = call(["atlas", "check", str(file)])
    assert done.code == 0
    assert "9 sequences: 6 witnesses, 2 obstructions, 1 open; all rows are as they say" in done.out
    assert "an open row claims nothing" in done.out
    assert "9 of 9 rows" in done.err
    assert json.loads(call(["atlas", "check", str(file), "--json"]).out)["valid"] is True


def swap_verdict(row):
    law = {"law": "L", "explanation": "because", "proof": "nowhere"}
    return {"ranks": row["ranks"], "status": "obstruction"} | law if row["ranks"] == [1, 1] else row


def change_law(row):
    return row | {"law": "C"} if row["ranks"] == [0, 1] else row


def change_numbers(row):
    return row | {"explanation": row["explanation"].replace("0", "3")} if row["ranks"] == [0, 1] else row


def other_certificate(row):
    if row["ranks"] == [2, 1]:
        row["certificate"]["function"]["rows"][0][0] = "1"
    return row


def other_claim(row):
    if row["ranks"] == [2, 2]:
        row["ranks"] = [2, 2]
        row["certificate"]["claim"]["ranks"] = [2, 1]
    return row


def hidden(row):
    return {"ranks": [0, 1], "status": "open", "tried": []} if row["ranks"] == [0, 1] else row


def no_certificate(row):
    return {key: row[key] for key in row if key != "certificate"} if row["ranks"] == [1, 0] else row


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (swap_verdict, "1,1  INVALID: law L does not forbid it"),
        (change_law, "0,1  INVALID: law C does not forbid it"),
        (change_numbers, "0,1  INVALID: law L says instead"),
        (other_certificate, "2,1  INVALID: the certificate is not accepted"),
        (other_claim, "2,2  INVALID: the certificate"),
        (hidden, "0,1  INVALID: the row is open, but law L forbids the sequence"),
        (no_certificate, "1,0  INVALID: the keys must be ranks, status, construction, certificate"),
    ],
)
def test_check_finds_every_kind_of_false_row(change, what, file, call):
    edited(file, change)
    done = call(["atlas", "check", str(file)])
    assert done.code == 1
    assert what in done.out
    assert "1 not as it says" in done.out
    document = json.loads(call(["atlas", "check", str(file), "--json"]).out)
    assert document["valid"] is False
    assert len(document["faults"]) == 1


def test_bad_files_and_questions_exit_2(file, call, tmp_path):
    whole = file.read_bytes()
    cases = {
        "truncated": (whole[: len(whole) // 2], "is not whole"),
        "changed": (whole.replace(b"because", b"perhaps").replace(b'"L"', b'"G"'), "the row was changed"),
        "another version": (whole.replace(b'"version":1', b'"version":7', 1), "version 7"),
        "no atlas": (b"hello", "is no atlas"),
    }
    for name, (data, what) in cases.items():
        bad = tmp_path / f"{name}.jsonl"
        bad.write_bytes(data)
        for words in (["query", "--atlas", str(bad)], ["check", str(bad)]):
            done = call(["atlas", *words])
            assert (done.code, done.out) == (2, ""), name
            assert what in done.err.splitlines()[-1]
        settings = ["--length", "2", "--max-rank", "2", "--output", str(bad)]
        assert call(["atlas", "build", *settings]).code == 2
        assert bad.read_bytes() == data
    for words in (
        "query --length 3 --atlas",
        "query --max-rank 3 --atlas",
        "query --status maybe --atlas",
        "build --max-rank 1 --length 0 --output",
        "build --length 1 --max-rank 1 --jobs 0 --output",
        "build --length 99 --max-rank 99 --output",
        "build --length 2 --min-length 3 --max-rank 1 --output",
    ):
        done = call(["atlas", *words.split(), str(file)])
        assert (done.code, done.out) == (2, ""), words
    assert call(["atlas", "query", "--atlas", str(tmp_path / "none")]).code == 2


def test_the_atlas_of_the_package_is_asked_if_none_is_named(file, call, monkeypatch):
    monkeypatch.setattr(atlas_module, "SHIPPED", file)
    assert call("atlas query --length 2").out.endswith("9 sequences: 6 witnesses, 2 obstructions, 1 open\n")


def test_a_build_in_a_process_of_its_own_with_one_and_two_jobs(run, tmp_path):
    done = run("atlas build --length 2 --max-rank 2 --output a.jsonl --json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert document["counts"] == {"witness": 7, "obstruction": 2, "open": 0}
    assert (document["built"], document["file"]) == (True, "a.jsonl")
    assert "9 of 9 rows" in done.stderr
    assert run("atlas build --length 2 --max-rank 2 --output b.jsonl --jobs 2", cwd=tmp_path).returncode == 0
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()
    again = run("atlas build --length 2 --max-rank 2 --output a.jsonl", cwd=tmp_path)
    assert again.stdout.startswith("a.jsonl: was complete: 9 sequences")
    assert sorted(os.listdir(tmp_path)) == ["a.jsonl", "b.jsonl"]
    assert run("atlas check a.jsonl", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("verb", ["realize", "falsify", "atlas", "atlas build", "atlas query", "atlas check"])
def test_every_verb_has_help_json_and_seed(verb, call):
    done = call(f"{verb} --help")
    assert done.code == 0
    assert "Usage" in done.out
    if verb != "atlas":
        assert "--json" in done.out
        assert "--seed" in done.out
