"""``rankdyn atlas``: build an atlas of rank sequences, ask it, and re-certify it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rankdyn.cli.options import NO, AsJson, Budget, Seed, UnusedSeed

if TYPE_CHECKING:
    from rankdyn.atlas import Row

atlas = typer.Typer(help="Every rank sequence up to a size, with its verdict and evidence.", no_args_is_help=True)


class Status(StrEnum):
    """The verdict on a sequence."""

    witness = "witness"
    obstruction = "obstruction"
    open = "open"


Scheduler = Annotated[
    str | None, typer.Option(help="Run on the Dask cluster at this address, such as tcp://10.0.0.1:8786.")
]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=1, help="Processes on this machine.")]


@atlas.command()
def build(
    length: Annotated[int, typer.Option(min=1, help="Length of the sequences.")],
    max_rank: Annotated[int, typer.Option(min=0, help="Largest entry.")],
    min_length: Annotated[
        int | None, typer.Option(min=1, help="Hold all lengths from this one to --length; else --length only.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help="The file; if not given, atlas-LENGTH-MAXRANK.jsonl in this folder.")
    ] = None,
    jobs: Jobs = 1,
    scheduler: Scheduler = None,
    budget: Budget = None,
    as_json: AsJson = False,
    seed: Seed = 0,
) -> None:
    """Decide every sequence of a length with entries up to a rank; go on where an earlier build was stopped.

    The file depends on the lengths, ranks, budget and seed alone, byte for byte: not on the number of processes, nor
    on how often the build was stopped or killed.
    """
    import json

    from rankdyn.atlas import Settings, open
    from rankdyn.atlas import build as run
    from rankdyn.cli.progress import progress

    settings = Settings(length, max_rank, seed, budget, min_length)
    file = output if output is not None else Path(f"atlas-{length}-{max_rank}.jsonl")
    with progress(f"building {file}") as shown:
        made = run(settings, file, jobs, scheduler, shown)
    counts = _counts(open(file).query())
    if as_json:
        print(json.dumps({"file": str(file), "built": made, **settings.to_dict(), "counts": counts}))
    else:
        print(f"{file}: {'' if made else 'was complete: '}{_told(counts)}")


@atlas.command()
def query(
    length: Annotated[int | None, typer.Option(help="Length of the sequences.")] = None,
    max_rank: Annotated[int | None, typer.Option(help="A bound on every entry.")] = None,
    status: Annotated[Status | None, typer.Option(help="The verdict.")] = None,
    file: Annotated[Path | None, typer.Option("--atlas", help="An atlas; else the one of the package.")] = None,
    as_json: AsJson = False,
    seed: UnusedSeed = 0,
) -> None:
    """Print the rows of an atlas that match, and how many there are of each verdict."""
    import json

    from rankdyn.atlas import open

    rows = open(file).query(length, max_rank, None if status is None else status.value)
    if as_json:
        print(json.dumps({"counts": _counts(rows), "rows": [row.to_dict() for row in rows]}, ensure_ascii=False))
        return
    for row in rows:
        print(_line(row))
    print(_told(_counts(rows)))


@atlas.command()
def check(
    file: Annotated[Path | None, typer.Argument(help="An atlas; else the one of the package.")] = None,
    jobs: Jobs = 1,
    scheduler: Scheduler = None,
    as_json: AsJson = False,
    seed: UnusedSeed = 0,
) -> None:
    """Re-certify every row: certificates by the independent checker, obstructions by the laws."""
    import json

    from rankdyn.atlas import check as run
    from rankdyn.atlas import open
    from rankdyn.atlas.check import OPEN_MEANS
    from rankdyn.cli.progress import progress
    from rankdyn.laws.writing import shown as written

    opened = open(file)
    with progress(f"checking {opened.path.name}") as shown:
        audit = run(opened, jobs, scheduler, shown)
    if as_json:
        print(json.dumps({"file": str(opened.path), **audit.to_dict()}, ensure_ascii=False))
    else:
        for ranks, wrong in audit.faults.items():
            print(f"{written(ranks)}  INVALID: {wrong}")
        judged = f"{len(audit.faults)} not as it says" if audit.faults else "all rows are as they say"
        print(f"{opened.path.name}: {_told(audit.counts)}; {judged}")
        if audit.counts["open"]:
            print(OPEN_MEANS)
    if not audit.holds:
        raise typer.Exit(NO)


def _line(row: Row) -> str:
    from rankdyn.laws.writing import shown

    reason: Any = {
        "witness": row.construction,
        "obstruction": f"{row.law}: {row.explanation}",
        "open": "; ".join(row.tried),
    }[row.status]
    return f"{shown(row.ranks)}  {row.status}  {reason}"


def _counts(rows: list[Row]) -> dict[str, int]:
    return {status.value: sum(row.status == status.value for row in rows) for status in Status}


def _told(counts: dict[str, int]) -> str:
    words = {"witness": "witnesses", "obstruction": "obstructions", "open": "open"}
    return f"{sum(counts.values())} sequences: " + ", ".join(f"{n} {words[status]}" for status, n in counts.items())
