"""``rankdyn figures``: make the figures of the theory, each with a caption that holds its exact data."""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from rankdyn.cli.options import NO, AsJson, UnusedSeed
from rankdyn.errors import InvalidInputError

_PLACES: Final = (Path(__file__).parents[2] / "figures", Path(__file__).parents[1] / "figures")
"""In a checkout, and in an installed package."""

_STARTER: Final = "_style"
"""The module from which a script that draws a figure takes `run`; programs that print do not."""

_SECONDS: Final = 600
"""A script that takes longer is given up."""


@dataclass(frozen=True)
class Script:
    """A figure that can be made: its name, the first line of its description, and its program."""

    name: str
    title: str
    path: Path


@dataclass(frozen=True)
class Made:
    """What became of one figure: its files and caption, or the last message of a script that failed."""

    name: str
    files: tuple[Path, ...] = ()
    caption: str = ""
    failure: str | None = None


def figures(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Figures; all if none is named.")
    ] = None,
    output: Annotated[Path, typer.Option("--output", metavar="DIR", help="Folder for the files.")] = Path(
        "rankdyn-figures"
    ),
    formats: Annotated[str, typer.Option("--format", metavar="LIST", help="Of pdf, svg and png.")] = "pdf,svg,png",
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="Processes at a time; two, or as many as there are cores.")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="Print the names of the figures and draw nothing.")] = False,
    as_json: AsJson = False,
    seed: UnusedSeed = 0,
) -> None:
    """Make the figures, or those named: the same bytes each time, with captions that hold the exact data.

    Prints the paths of what was written. A figure that cannot be made is named with the reason, the others are made,
    and the exit status is 1.
    """
    import json

    wanted = _chosen(names or [])
    if listed:
        _list(wanted, as_json)
        return
    words = _checked_formats(formats)
    _prepare(output)
    made = _draw(wanted, output, words, jobs or min(2, os.cpu_count() or 1))
    failed = [one for one in made if one.failure is not None]
    if as_json:
        document = {
            "figures": [
                {"name": one.name, "files": [str(file) for file in one.files], "caption": one.caption}
                for one in made
                if one.failure is None
            ],
            "failed": [{"name": one.name, "message": one.failure} for one in failed],
        }
        print(json.dumps(document, ensure_ascii=False))
    else:
        for one in made:
            for file in one.files:
                print(file)
    for one in failed:
        print(f"rankdyn: {one.name} was not made: {one.failure}", file=sys.stderr)
    if failed:
        raise typer.Exit(NO)


def scripts() -> dict[str, Script]:
    """Return the scripts that come with the program, by name.

    Raises
    ------
    InvalidInputError
        If they are not there.
    """
    for folder in _PLACES:
        if (folder / f"{_STARTER}.py").is_file():
            found = (_read(path) for path in sorted(folder.glob("[!_]*.py")))
            return {script.name: script for script in found if script is not None}
    raise InvalidInputError("the figure scripts are not here: run from a checkout, or reinstall rankdyn")


def _read(path: Path) -> Script | None:
    """Return what a program draws; None if it draws no figure."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    for statement in module.body:
        if isinstance(statement, ast.ImportFrom) and statement.module == _STARTER:
            if "run" not in {alias.name for alias in statement.names}:
                return None
            return Script(path.stem, (ast.get_docstring(module) or "").partition("\n")[0], path)
    return None


def _chosen(names: Iterable[str]) -> list[Script]:
    known = scripts()
    for name in names:
        if name not in known:
            raise InvalidInputError(f"there is no figure {name!r}; the figures are {', '.join(known)}")
    wanted = set(names) or set(known)
    return [script for name, script in known.items() if name in wanted]


def _list(scripts: list[Script], as_json: bool) -> None:
    import json

    if as_json:
        print(json.dumps({"figures": [{"name": one.name, "title": one.title} for one in scripts]}, ensure_ascii=False))
        return
    width = max(len(one.name) for one in scripts)
    for one in scripts:
        print(f"{one.name:{width}}  {one.title}")


def _checked_formats(text: str) -> list[str]:
    from rankdyn.plots.picture import checked_format

    return list(dict.fromkeys(checked_format(word.strip()) for word in text.split(",")))


def _prepare(folder: Path) -> None:
    """Make the folder, and try whether files can be written there before minutes are spent."""
    from tempfile import TemporaryFile

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        reason = error.strerror or error
        raise InvalidInputError(f"nothing can be written to {folder}: {reason}; choose another --output") from None


def _draw(scripts: list[Script], folder: Path, formats: list[str], jobs: int) -> list[Made]:
    """Return what became of each script, in their order; say on standard error which is done."""
    from concurrent.futures import ThreadPoolExecutor, as_completed

    pool = ThreadPoolExecutor(jobs)
    try:
        waiting = [pool.submit(_made, script, folder, formats) for script in scripts]
        for count, done in enumerate(as_completed(waiting), start=1):
            one = done.result()
            words = "made" if one.failure is None else "not made"
            print(f"{one.name}: {words} ({count} of {len(scripts)})", file=sys.stderr, flush=True)
        return [future.result() for future in waiting]
    finally:
        pool.shutdown(cancel_futures=True)  # after Ctrl-C no further script is started


def _made(script: Script, folder: Path, formats: list[str]) -> Made:
    from subprocess import DEVNULL, TimeoutExpired, run

    command = [sys.executable, str(script.path), f"--output={folder.absolute()}", f"--format={','.join(formats)}"]
    options: dict[str, Any] = {"capture_output": True, "text": True, "errors": "replace"}
    try:
        done = run(command, env=_environment(), stdin=DEVNULL, timeout=_SECONDS, check=False, **options)
    except TimeoutExpired:
        return Made(script.name, failure=f"it took more than {_SECONDS} s")
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        return Made(script.name, failure=lines[-1].strip() if lines else f"exit status {done.returncode}")
    files = tuple(folder / f"{script.name}.{suffix}" for suffix in (*formats, "txt"))
    return Made(script.name, files, files[-1].read_text(encoding="utf-8"))


def _environment() -> dict[str, str]:
    """Return an environment in which sums are rounded the same each time: one thread, and no order left to chance."""
    threads = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
    here = str(Path(__file__).parents[2])
    path = os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))
    fixed = dict.fromkeys(threads, "1") | {"PYTHONHASHSEED": "0", "PYTHONPATH": path, "MPLBACKEND": "Agg"}
    return os.environ | fixed
