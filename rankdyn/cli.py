"""The command line: ``rankdyn verify``, ``rankdyn ranks``, ``rankdyn certify``.

Results go to standard output, progress and errors to standard error. Exit status: 0 yes, done; 1 no (a theorem fails,
a certificate is invalid); 2 usage or bad input; 3 weaker evidence than required. Libraries are imported when a command
needs them, so that ``--help`` answers at once.
"""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rankdyn.errors import CertificateError, RankdynError

if TYPE_CHECKING:
    from rankdyn.verify import Report

YES, NO, BAD_INPUT, WEAKER = 0, 1, 2, 3

app = typer.Typer(
    name="rankdyn",
    help="Rank dynamics: certified generic ranks of the derivatives and differences of matrix functions.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Kind(StrEnum):
    """Which operator is iterated."""

    derivative = "derivative"
    difference = "difference"


class Evidence(StrEnum):
    """The weakest acceptable evidence."""

    exact = "exact"
    monte_carlo = "monte-carlo"


AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of text.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="Seed of all random choices.")]


@app.command()
def ranks(
    matrix: Annotated[str, typer.Argument(help="The matrix, such as '[[1, exp(t)], [t, t*exp(t)]]'.")],
    max_order: Annotated[int, typer.Option("--max-order", "-K", help="Highest order K: prints r_0 .. r_K.")] = 4,
    kind: Annotated[Kind, typer.Option(help="Derivatives or forward differences.")] = Kind.derivative,
    step: Annotated[str, typer.Option("--step", help="Step h of differences, a rational number.")] = "1",
    at: Annotated[
        str | None, typer.Option("--at", help="Ranks at this rational point instead of generic ones.")
    ] = None,
    variable: Annotated[str, typer.Option(help="Name of the variable; all other names are parameters.")] = "t",
    budget: Annotated[int | None, typer.Option(min=0, help="Work units for proofs.")] = None,
    require: Annotated[Evidence | None, typer.Option(help="Exit with status 3 if the evidence is weaker.")] = None,
    as_json: AsJson = False,
    seed: Seed = 0,
) -> None:
    """Print the rank sequence of a matrix function, with its evidence."""
    import json

    from rankdyn.evidence.rank_sequence import STRENGTH
    from rankdyn.functions.explicit import Explicit
    from rankdyn.rank.pointwise import rank_at
    from rankdyn.rank.sequence import rank_sequence

    function = Explicit(matrix, variable)
    if at is None:
        found = rank_sequence(function, max_order, kind=kind.value, h=step, budget=budget, rng=seed)
    else:
        found = rank_at(function, at, max_order, kind=kind.value, h=step, budget=budget, rng=seed)
    if as_json:
        document = {
            "ranks": list(found),
            "kind": found.kind,
            "error_probability": found.error_probability,
            "statement": found.statement,
            "bounds": [
                {"value": b.value, "kind": b.kind, "error_probability": b.error_probability, "method": b.method}
                for b in found.bounds
            ],
            "certificate": found.certificate.to_dict() if found.certificate is not None else None,
        }
        print(json.dumps(document))
    else:
        print(", ".join(map(str, found)))
        print(found.explain())
    if require is not None and STRENGTH[found.kind] < STRENGTH[require.value]:
        print(f"rankdyn: the evidence is {found.kind}, {require.value} was required", file=sys.stderr)
        raise typer.Exit(WEAKER)


@app.command()
def certify(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Certificates: JSON files.")],
    as_json: AsJson = False,
    seed: Annotated[
        int, typer.Option("--seed", min=0, help="Accepted for uniformity; the check is deterministic.")
    ] = 0,
) -> None:
    """Re-check certificates with the independent checker."""
    import json

    from rankdyn.certification import certify as check

    results = []
    for file in files:
        try:
            check(file)
            results.append({"file": str(file), "valid": True, "error": None})
        except CertificateError as error:
            results.append({"file": str(file), "valid": False, "error": str(error)})
    if as_json:
        print(json.dumps(results))
    else:
        for result in results:
            print(f"{result['file']}: " + ("valid" if result["valid"] else f"INVALID: {result['error']}"))
    if not all(result["valid"] for result in results):
        raise typer.Exit(NO)


@app.command()
def verify(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Theorems; all if none is named.")
    ] = None,
    instances: Annotated[int, typer.Option(min=0, help="Random instances of each theorem.")] = 20,
    output: Annotated[Path, typer.Option("--output", help="Folder for report.json and report.md.")] = Path(
        "rankdyn-report"
    ),
    as_json: AsJson = False,
    seed: Seed = 0,
) -> None:
    """Verify the theorems on named and random instances, and refute their false neighbours."""
    from rankdyn.verify import verify as run

    report = run(
        names or (), instances, seed, progress=lambda theorem: print(f"verifying {theorem.name} ...", file=sys.stderr)
    )
    paths = report.save(output)
    if as_json:
        print(report.to_json())
    else:
        _show(report)
        print(f"report: {paths[0]} and {paths[1]}")
    if not report.holds:
        raise typer.Exit(NO)


def _show(report: Report) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table

    console = Console(width=None if sys.stdout.isatty() else 132, highlight=False)
    table = Table(box=box.SIMPLE_HEAD, title="Theorems, verified on instances", title_justify="left")
    for column in ("theorem", "holds", "instances", "tightest instance", "evidence", "time"):
        table.add_column(column, justify="right" if column in ("instances", "time") else "left")
    for f in report.findings:
        slack = "" if f.slack is None else f" (slack {f.slack})"
        evidence = f"{f.evidence}, {f.method}"
        holds = "yes" if f.holds else "NO"
        table.add_row(f.title, holds, str(f.instances), f.tightest + slack, evidence, f"{f.seconds:.1f} s")
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
    done = sum(f.holds for f in report.findings)
    console.print(f"{done} of {len(report.findings)} theorems hold on all instances (verified here, not proved)")


def main() -> None:
    """Run the command line; an error is one line on standard error and exit status 2."""
    try:
        app()
    except RankdynError as error:
        print(f"rankdyn: {error}", file=sys.stderr)
        raise SystemExit(BAD_INPUT) from None
