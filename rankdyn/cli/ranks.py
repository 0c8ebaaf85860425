"""``rankdyn ranks``: the rank sequence of a matrix function, with its evidence."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from rankdyn.cli.options import OPEN, AsJson, Kind, Seed


class Evidence(StrEnum):
    """The weakest acceptable evidence."""

    exact = "exact"
    monte_carlo = "monte-carlo"


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
        raise typer.Exit(OPEN)
