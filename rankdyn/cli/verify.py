"""``rankdyn verify``: verify the theorems on instances, and refute their false neighbours."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rankdyn.cli.options import NO, AsJson, Seed

if TYPE_CHECKING:
    from rankdyn.verify import Report


def verify(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Theorems; all if none is named.")
    ] = None,
    instances: Annotated[int, typer.Option(min=0, help="Random instances of each theorem.")] = 20,
    output: Annotated[Path, typer.Option("--output", help="Folder for report.json and report.md.")] = Path(
        "rankdyn-report"
    ),
    blueprint: Annotated[
        Path | None,
        typer.Option(
            "--blueprint", metavar="OUT", help="Write a page and a graph of what is proved: OUT.html or a folder."
        ),
    ] = None,
    formal: Annotated[
        bool, typer.Option("--formal/--no-formal", help="Compile the Coq proofs, if Coq is installed.")
    ] = True,
    as_json: AsJson = False,
    seed: Seed = 0,
) -> None:
    """Verify the theorems on instances, refute their false neighbours, and confirm what proves them."""
    from rankdyn.verify import verify as run

    report = run(names or (), instances, seed, progress=lambda text: print(text, file=sys.stderr), formal=formal)
    paths: tuple[Path, ...] = report.save(output)
    if blueprint is not None:
        from rankdyn.blueprint import write

        paths += write(report, blueprint)
    if as_json:
        print(report.to_json())
    else:
        _show(report)
        print(f"report: {', '.join(map(str, paths))}")
    if not report.holds:
        raise typer.Exit(NO)


def _show(report: Report) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    console = Console(width=None if sys.stdout.isatty() else 132, highlight=False)
    table = Table(box=box.SIMPLE_HEAD, title="Theorems of rank dynamics", title_justify="left")
    for column in ("theorem", "backed by", "holds", "instances", "tightest instance", "evidence", "time"):
        table.add_column(column, justify="right" if column in ("instances", "time") else "left")
    for f in report.findings:
        slack = "" if f.slack is None else f" (slack {f.slack})"
        evidence = f"{f.evidence}, {f.method}"
        table.add_row(
            f.title, f.status.value, f.shown, str(f.instances), f.tightest + slack, evidence, f"{f.seconds:.1f} s"
        )
    console.print(table)
    console.print("False neighbours, each refuted by a counterexample:")
    for f in report.findings:
        console.print(f"  {f.name}: {f.false_neighbour}", markup=False)
        for r in f.refutations[:1]:
            console.print(f"    refuted by {r.instance}: {r.detail}", markup=False)
            console.print(f"    {r.function}", markup=False, overflow="fold")
    for f in report.findings:
        for failure in f.failures:
            console.print(f"FAILURE in {f.name}: {failure}", markup=False)
    for line in report.summary:
        console.print(line, markup=False)
