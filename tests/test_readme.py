"""Everything the README shows is run, and its numbers are those of the code."""

import ast
import re
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from rankdyn import limits

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_the_python_lines_print_what_their_comments_say():
    code = "\n".join(blocks("python"))
    expected = [line.split("#", 1)[1].strip() for line in code.splitlines() if line.startswith("print(")]
    printed = StringIO()
    with redirect_stdout(printed):
        exec(compile(ast.parse(code), "README.md", "exec"), {})
    lines = printed.getvalue().splitlines()
    assert len(lines) == len(expected) >= 5
    for line, comment in zip(lines, expected, strict=True):
        assert comment.startswith(line)


@pytest.mark.parametrize(
    "line", [line for block in blocks("sh")[1:] for line in block.splitlines() if "FILE" not in line]
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
