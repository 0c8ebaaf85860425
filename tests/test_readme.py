"""Everything the README shows is run, and its numbers are those of the code."""

import re
from pathlib import Path

import pytest

from rankdyn import limits
from tests.documentation import blocks, check_python

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def test_the_python_lines_print_what_their_comments_say():
    names: dict[str, object] = {}
    assert sum(check_python(block, names, "README.md") for block in blocks(README, "python")) >= 5


@pytest.mark.parametrize(
    "line", [line for block in blocks(README, "sh")[1:] for line in block.text.splitlines() if "FILE" not in line]
)
def test_the_commands_run(line, tmp_path, run):
    command, _, comment = line.partition("#")
    assert command.startswith("rankdyn ")
    done = run(command[len("rankdyn ") :], cwd=tmp_path)
    assert done.returncode == int((re.findall(r"exit status (\d)", comment) or ["0"])[0]), done.stderr
    assert done.stdout


def test_make_prints_what_the_readme_says(tmp_path, run):
    done = run("verify --instances 1 --no-formal", cwd=tmp_path)
    (promised,) = re.findall(r"`(\d+ of \d+ theorems hold[^`]*)`", README)
    assert promised in done.stdout


def test_the_limits_are_those_of_the_code():
    listed = dict(re.findall(r"\(`(\w+)`\) \| (\d+) \|", README))
    assert listed == {name: str(value) for name, value in vars(limits).items() if name.isupper()}


def test_links_lead_somewhere():
    for target in re.findall(r"\]\(([^)]+)\)", README):
        assert (Path(__file__).parent.parent / target).exists(), target
