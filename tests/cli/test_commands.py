"""The verbs of the command line: what they print and how they exit."""

import json

import pytest

MATRIX = "[[1,exp(t)],[t,t*exp(t)]]"


def test_ranks_prints_the_sequence_and_its_evidence(run):
    done = run(["ranks", MATRIX, "--max-order", "5"])
    assert done.returncode == 0
    assert done.stdout.splitlines()[0] == "1, 2, 1, 1, 1, 1"
    assert "exact" in done.stdout
    assert done.stderr == ""


def test_ranks_json_is_one_document_and_its_certificate_is_accepted(run, tmp_path):
    done = run(["ranks", MATRIX, "--max-order", "5", "--json"])
    document = json.loads(done.stdout)
    assert document["ranks"] == [1, 2, 1, 1, 1, 1]
    assert document["kind"] == "exact"
    file = tmp_path / "certificate.json"
    file.write_text(json.dumps(document["certificate"]))
    checked = run(["certify", str(file)])
    assert (checked.returncode, checked.stdout) == (0, f"{file}: valid\n")


def test_certify_says_what_is_wrong_and_exits_1(run, tmp_path):
    certificate = json.loads(run(["ranks", MATRIX, "--json", "-K", "1"]).stdout)["certificate"]
    certificate["claim"]["ranks"][1] = certificate["orders"][1]["rank"] = 1
    file = tmp_path / "wrong.json"
    file.write_text(json.dumps(certificate))
    done = run(["certify", str(file), "--json"])
    assert done.returncode == 1
    (result,) = json.loads(done.stdout)
    assert result["valid"] is False
    assert "orders[1]" in result["error"]


def test_weaker_evidence_than_required_exits_3(run):
    done = run(["ranks", MATRIX, "--budget", "0", "--require", "exact"])
    assert done.returncode == 3
    assert "monte-carlo" in done.stderr
    assert "error probability" in done.stdout


def test_differences_points_variables_and_parameters(run):
    assert run(["ranks", MATRIX, "-K", "2", "--kind", "difference", "--step", "1/2"]).stdout.startswith("1, 2, 1\n")
    assert run(["ranks", "[[t,0],[0,1]]", "-K", "1", "--at", "0"]).stdout.startswith("1, 1\n")
    assert run(["ranks", "[[a*s,b*s**2],[s*c,c*s]]", "--variable", "s", "-K", "1"]).stdout.startswith("2, 2\n")


def test_the_same_seed_gives_the_same_bytes(run):
    first, second = (run(["ranks", MATRIX, "--json", "--seed", "7"]).stdout for _ in range(2))
    assert first == second


def test_verify_writes_a_report_and_shows_refutations(run, tmp_path):
    done = run("verify monotone growth --instances 2 --output out --no-formal", cwd=tmp_path)
    assert done.returncode == 0
    assert "2 of 2 theorems hold" in done.stdout
    assert "refuted by" in done.stdout
    assert "verifying monotone" in done.stderr
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert report["holds"] is True
    assert [f["name"] for f in report["findings"]] == ["monotone", "growth"]
    assert all(f["refutations"] for f in report["findings"])
    assert "False neighbour" in (tmp_path / "out" / "report.md").read_text()


def test_verify_json_is_one_document(run, tmp_path):
    assert json.loads(run("verify half --instances 0 --json --no-formal", cwd=tmp_path).stdout)["holds"] is True


def test_an_unknown_theorem_is_bad_input(run, tmp_path):
    done = run("verify riemann", cwd=tmp_path)
    assert done.returncode == 2
    assert "riemann" in done.stderr
    assert "monotone" in done.stderr


@pytest.mark.parametrize("verb", ["", "ranks", "certify", "verify"])
def test_help_is_there(run, verb):
    done = run([*([verb] if verb else []), "--help"])
    assert done.returncode == 0
    assert "Usage" in done.stdout


def test_help_imports_no_heavy_library(run):
    """The promise of --help within half a second rests on this."""
    import subprocess
    import sys

    code = (
        "import sys; sys.argv = ['rankdyn', '--help']\n"
        "from rankdyn.cli import app\n"
        "try: app()\n"
        "except SystemExit: pass\n"
        "print(sorted({'sympy', 'scipy', 'matplotlib', 'networkx'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"
