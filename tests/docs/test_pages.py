"""Every page of the documentation is run from top to bottom: it prints what it says it prints."""

from pathlib import Path

import pytest

from tests.documentation import blocks, check_command, check_python

DOCS = Path(__file__).parents[2] / "docs"
PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))
WITH_CODE = [page for page in PAGES if blocks((DOCS / page).read_text(encoding="utf-8"))]
NOT_RUN = {
    "rankdyn explore": "serves until it is stopped",
    "rankdyn figures": "takes minutes; each figure is drawn in tests/figures",
}
"""Lines that stand on a page and are not run as they stand: their verb only answers --help here."""
LANGUAGES = {"python", "sh", "text", "{coq}", "{image}", "{include}", "{theorems}", "{laws}", "{commands}", "{toctree}"}
LANGUAGES |= {"{admonition}", "{figure}"}


@pytest.mark.parametrize("page", WITH_CODE)
def test_the_code_of(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in blocks((DOCS / page).read_text(encoding="utf-8")):
        if block.file:
            Path(block.file).write_text(block.text, encoding="utf-8")
        elif block.language == "python":
            check_python(block, names, page)
        elif block.language == "sh":
            lines = block.text.splitlines()
            for line in lines:
                command = line.partition(" #")[0].strip()
                assert command.split()[0] in ("rankdyn", "pytest"), f"{page}: {line}"
                skipped = NOT_RUN.get(command)
                run = f"{command} --help" if skipped else line
                check_command(run, block, tmp_path, page, is_last=line == lines[-1] and not skipped)
        else:
            assert block.language in LANGUAGES, f"{page}: nothing runs {block.language} blocks"


@pytest.mark.parametrize(
    "page",
    [
        "```python\nprint(1)  # 2\n```\n",
        "```python\nprint(12)  # 1\n```\n",
        "```python\nprint(1)\n```\n",
        "```python\nprint(1)\n```\n\n```text\n2\n```\n",
        "```python\nprint(1)\nprint(2)\n```\n\n```text\n1\n```\n",
    ],
)
def test_what_is_not_so_fails(page):
    (block,) = blocks(page, "python")
    with pytest.raises(AssertionError):
        check_python(block, {}, "page")


@pytest.mark.parametrize("line", ["rankdyn realize 1,3,2", "rankdyn realize 1,2,1  # exit status 1"])
def test_another_exit_status_fails(line, tmp_path):
    (block,) = blocks(f"```sh\n{line}\n```\n")
    with pytest.raises(AssertionError):
        check_command(line, block, tmp_path, "page")


def test_a_block_that_is_not_understood_hides_nothing():
    with pytest.raises(AssertionError, match="not understood"):
        blocks("```\nno language\n```\n\n```python\nprint(1)\n```\n")
