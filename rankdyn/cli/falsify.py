"""``rankdyn falsify``: refute a conjecture on ranks by the smallest counterexample, or derive it from the laws."""

from __future__ import annotations

from typing import Annotated

import typer

from rankdyn.cli.options import NO, OPEN, YES, AsJson, Budget, Seed


def falsify(
    conjecture: Annotated[str, typer.Argument(help="Such as 'r1 <= 2*r0' or 'r[2] <= r[0] + r[1]'.")],
    max_length: Annotated[int, typer.Option(help="Longest sequences to search.")] = 5,
    max_rank: Annotated[int, typer.Option(help="Largest rank to search.")] = 8,
    budget: Budget = None,
    as_json: AsJson = False,
    seed: Seed = 0,
) -> None:
    """Print the smallest counterexample to a conjecture on ranks, or its derivation from the laws."""
    import json

    from rankdyn.certification import certify
    from rankdyn.conjectures.answer import Counterexample, Theorem
    from rankdyn.conjectures.falsify import falsify as test

    answer = test(conjecture, max_length=max_length, max_rank=max_rank, budget=budget, rng=seed)
    if isinstance(answer, Counterexample):
        certify(answer.witness)
    print(json.dumps(answer.to_dict(), ensure_ascii=False) if as_json else answer)
    status = NO if isinstance(answer, Counterexample) else YES if isinstance(answer, Theorem) else OPEN
    if status:
        raise typer.Exit(status)
