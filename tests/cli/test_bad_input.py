"""Bad input: one line that points at the place, exit status 2, little memory, and never a hang."""

import pytest

DEEP = "[[" + "(" * 10_000 + "t" + ")" * 10_000 + "]]"
LONG = "[[" + "1+" * 500_000 + "t]]"

MATRICES = {
    "no matrix": ("hello", "character 1"),
    "a number": ("5", "character 1"),
    "ragged rows": ("[[1],[1,2]]", "row 2 has 2 entries"),
    "unknown function": ("[[foo(t)]]", "unknown function 'foo'"),
    "Python import": ("[[__import__('os').system('touch owned')]]", "character 3"),
    "attribute access": ("[[t.__class__]]", "unexpected character '.'"),
    "lambda": ("[[lambda x: x]]", "character 10"),
    "f-string": ("[[f'{t}']]", "character 4"),
    "comprehension": ("[[x for x in t]]", "found 'for'"),
    "division by zero": ("[[1/0]]", "division by zero"),
    "division by an identically zero expression": ("[[1/(t-t)]]", "identically zero"),
    "hidden identically zero denominator": ("[[1/(cosh(t)**2-sinh(t)**2-1)]]", "identically zero"),
    "huge power": ("[[t**(10**9)]]", "beyond the limit"),
    "power tower": ("[[9**9**9**9]]", "beyond the limit"),
    "deep nesting": (DEEP, "nested deeper"),
    "long line": (LONG, "characters"),
    "nan": ("[[nan]]", "must be finite"),
    "infinity": ("[[oo]]", "must be finite"),
    "empty matrix": ("[]", "without rows"),
    "empty row": ("[[]]", "without entries"),
    "nothing": ("", "expected"),
    "not analytic": ("[[abs(t)]]", "not analytic"),
    "root of a negative number": ("[[(-8)**(1/3)]]", "must be positive"),
    "a pole of a constant": ("[[tan(pi/2)]]", "identically zero"),
}


def assert_refused(done, what):
    assert done.returncode == 2, (done.returncode, done.stdout[:200], done.stderr[:400])
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1, done.stderr
    assert len(done.stderr) < 500
    assert what in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", MATRICES)
def test_text_that_is_no_matrix_of_the_class(name, run, tmp_path):
    text, what = MATRICES[name]
    if (
        len(text) > 100_000
    ):  # longer than one argument may be: through the same parser, in a process with the same limits
        done = run_parser(text, tmp_path)
    else:
        done = run(["ranks", text], cwd=tmp_path, limited=True, timeout=20)
    assert_refused(done, what)
    assert not list(tmp_path.glob("owned"))


def run_parser(text, tmp_path):
    import subprocess
    import sys

    from tests.conftest import _limited

    file = tmp_path / "matrix.txt"
    file.write_text(text)
    code = (
        "import sys, pathlib, rankdyn.cli as cli\n"
        f"sys.argv = ['rankdyn', 'ranks', pathlib.Path({str(file)!r}).read_text()]\n"
        "cli.main()"
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, preexec_fn=_limited, timeout=20)


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (["--max-order", "-1"], "from 0 to"),
        (["--max-order", "1000000"], "from 0 to"),
        (["--kind", "difference", "--step", "0"], "must not be 0"),
        (["--kind", "difference", "--step", "x"], "rational"),
        (["--at", "1e999999999"], "rational"),
        (["--at", "nan"], "rational"),
        (["--variable", "exp"], "variable"),
        (["--variable", "2"], "variable"),
    ],
)
def test_options_out_of_range(options, what, run):
    assert_refused(run(["ranks", "[[t]]", *options], limited=True, timeout=20), what)


def test_a_pole_is_named(run):
    assert_refused(run(["ranks", "[[1/(t-3)]]", "--at", "3"], timeout=20), "t = 3 is a pole of entry [0][0]")


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"format": "rankdyn-certificate"}', "nan", "\x00"])
def test_files_that_are_no_certificate(content, run, tmp_path):
    file = tmp_path / "broken.json"
    file.write_text(content)
    done = run(["certify", str(file)], limited=True, timeout=20)
    assert done.returncode == 1
    assert done.stdout.count("\n") == 1
    assert "INVALID" in done.stdout


def test_a_missing_file_is_bad_input(run, tmp_path):
    assert_refused(run(["certify", str(tmp_path / "none.json")]), "cannot read")


def test_a_report_folder_that_cannot_be_written(run, tmp_path):
    (tmp_path / "file").write_text("")
    done = run(["verify", "half", "--instances", "0", "--no-formal", "--output", str(tmp_path / "file" / "x")])
    assert done.returncode == 2
    assert "cannot write the report" in done.stderr.splitlines()[-1]
