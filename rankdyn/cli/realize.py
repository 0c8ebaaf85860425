"""``rankdyn realize``: a certified matrix function with given ranks, the law that forbids them, or what was tried."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rankdyn.cli.options import NO, OPEN, AsJson, Budget, Kind, Seed
from rankdyn.errors import InvalidInputError
from rankdyn.laws.writing import points_of, ranks_of, shape_of, shown

if TYPE_CHECKING:
    from rankdyn.evidence.certificate import Claim
    from rankdyn.evidence.realizability import Answer, Open, Witness


class Mode(StrEnum):
    """Which ranks are meant."""

    generic = "generic"
    pointwise = "pointwise"
    shifted = "shifted"
    orders = "orders"


def realize(
    sequences: Annotated[
        list[str],
        typer.Argument(
            metavar="RANKS...", help="Ranks from order 0 on, such as 2,3,1; several for --mode pointwise, one a point."
        ),
    ],
    mode: Annotated[
        Mode,
        typer.Option(
            help="Ranks for generic t, at chosen points, of the sequence plus a constant, or at freely chosen orders."
        ),
    ] = Mode.generic,
    kind: Annotated[Kind, typer.Option(help="Derivatives or forward differences with step 1.")] = Kind.derivative,
    shape: Annotated[str | None, typer.Option(help="Rows and columns, such as 3x4; free if not given.")] = None,
    max_size: Annotated[int | None, typer.Option(min=0, help="Bound on rows and columns.")] = None,
    points: Annotated[str | None, typer.Option(help="The points of --mode pointwise, such as 0,1/2.")] = None,
    budget: Budget = None,
    timeout: Annotated[
        float | None, typer.Option(min=0, help="Seconds after which the search ends; the answer may then be 'open'.")
    ] = None,
    latex: Annotated[bool, typer.Option("--latex", help="Print the function as LaTeX.")] = False,
    as_json: AsJson = False,
    seed: Seed = 0,
) -> None:
    """Print a certified matrix function with the given ranks, or the law that forbids them."""
    import json

    from rankdyn.certification import certify
    from rankdyn.evidence.realizability import Obstruction, Witness
    from rankdyn.realization.realize import realize as find

    wanted = [ranks_of(text) for text in sequences]
    options: dict[str, Any] = {
        "shape": None if shape is None else shape_of(shape),
        "max_size": max_size,
        "points": None if points is None else points_of(points),
        "budget": budget,
        "timeout": timeout,
        "rng": seed,
    }
    if len(wanted) > 1 and mode is not Mode.pointwise:
        raise InvalidInputError(f"several sequences are for --mode pointwise, one a point; {mode.value} takes one")
    asked: Any = wanted if len(wanted) > 1 else wanted[0]
    answer = find(asked, mode=mode.value, kind=kind.value, **options)
    document: dict[str, Any] = answer.to_dict()
    if isinstance(answer, Witness):
        for certificate in answer.certificates or (answer.certificate,):
            certify(certificate)
        text, more = _witness(answer, latex), _written(answer)
    elif isinstance(answer, Obstruction):
        from rankdyn.realization.alternatives import alternatives

        found = alternatives(answer, mode.value, kind.value, options)
        text, more = found.text(), found.to_dict()
    else:
        text, more = _open(answer), {}
    print(json.dumps(document | more, ensure_ascii=False) if as_json else text)
    status = _status(answer)
    if status:
        raise typer.Exit(status)


def _status(answer: Answer) -> int:
    return {"witness": 0, "obstruction": NO, "open": OPEN}[answer.to_dict()["status"]]


def _witness(witness: Witness, latex: bool) -> str:
    from rankdyn.cli.functions import display

    lines = [f"{_what(witness)}: yes, certified", ""]
    lines += [witness.function.latex()] if latex else display(witness.function)
    m, n = witness.function.shape
    lines += ["", f"size          {m} x {n}", f"construction  {witness.construction}"]
    if witness.shift is not None:
        bound = witness.shift_lower_bound
        least = "the least shift" if bound == witness.shift else f"no shift below {bound} is possible"
        lines.append(f"shift         {witness.shift}: {least}")
    if witness.orders is not None:
        lines.append(f"orders        {', '.join(map(str, witness.orders))}")
    proved = "; ".join(_claimed(certificate.claim) for certificate in witness.certificates or (witness.certificate,))
    lines.append(f"evidence      exact, accepted by the independent checker: {proved}")
    return "\n".join(lines)


def _what(witness: Witness) -> str:
    """Return what the ranks are ranks of."""
    operator, ranks = f"{witness.kind}s", shown(witness.ranks)
    readings = {
        "generic": f"generic ranks {ranks} of successive {operator}",
        "pointwise": f"ranks of successive {operator} at chosen points: "
        + "; ".join(_claimed(certificate.claim) for certificate in witness.certificates),
        "shifted": f"generic ranks {ranks} plus {witness.shift} of successive {operator}",
        "orders": f"generic ranks {ranks} of {operator} of chosen orders",
    }
    return readings[witness.mode]


def _claimed(claim: Claim) -> str:
    where = "" if claim.at is None else f" at t = {claim.at}"
    return f"{shown(tuple(claim.ranks))}{where}"


def _written(witness: Witness) -> dict[str, Any]:
    """Return the function as it can be read and pasted."""
    from rankdyn.cli.functions import entries

    return {
        "shape": list(witness.function.shape),
        "entries": entries(witness.function),
        "python": repr(witness.function),
        "latex": witness.function.latex(),
    }


def _open(answer: Open) -> str:
    lines = [f"ranks {shown(answer.ranks)}: open. No function was found and no law forbids them; nothing is proved."]
    return "\n".join([*lines, "", "tried:", *(f"  {what}" for what in answer.tried)])
