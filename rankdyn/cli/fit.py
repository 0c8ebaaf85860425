"""``rankdyn fit``: fit a cascade to images or to a user's arrays, beside the naive model and the rivals."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from rankdyn.cli.options import OPEN, AsJson, Seed
from rankdyn.errors import InvalidInputError

if TYPE_CHECKING:
    from rankdyn.comparison.cases import Case
    from rankdyn.comparison.data import Sample


class Coupling(StrEnum):
    """How earlier parts enter an order."""

    chain = "chain"
    triangular = "triangular"
    diagonal = "diagonal"


class Gates(StrEnum):
    """How gates are chosen."""

    none = "none"
    rank = "rank"
    least_squares = "least_squares"


class Target(StrEnum):
    """Which derivative of digits."""

    material = "material"
    conditional = "conditional"


class Way(StrEnum):
    """The path from noise to data."""

    vp = "vp"
    linear = "linear"
    trigonometric = "trigonometric"


Prediction: TypeAlias = dict[str, Any]


def fit(
    data: Annotated[
        str, typer.Option(help="'digits', or an npz file with arrays X (n, p) and Y (n, K, q).")
    ] = "digits",
    orders: Annotated[
        int | None, typer.Option("--orders", "-K", help="Orders 1..K; 4 for digits and all of a file if not said.")
    ] = None,
    rank: Annotated[str, typer.Option(help="Ranks of the stages: auto, an integer, or a list such as 2,1,3.")] = "auto",
    coupling: Annotated[Coupling, typer.Option(help="How earlier parts enter an order.")] = Coupling.chain,
    gates: Annotated[Gates, typer.Option(help="Scalars before the last order: none, or chosen how.")] = Gates.none,
    skip: Annotated[bool, typer.Option("--skip/--no-skip", help="Whether each order adds a multiple of x.")] = False,
    base_rank: Annotated[str, typer.Option(help="Rank of the base: full, auto or an integer.")] = "full",
    refine: Annotated[bool, typer.Option("--joint/--greedy", help="Whether all parts are refined jointly.")] = False,
    alpha: Annotated[float, typer.Option(help="Ridge penalty, the same for all models.")] = 0.0,
    target: Annotated[Target, typer.Option(help="Digits: derivatives along the flow, or of each path.")] = (
        Target.material
    ),
    factors: Annotated[
        int, typer.Option(min=0, help="Digits, material: factors of the Gaussian; 0 is the full covariance.")
    ] = 8,
    path: Annotated[Way, typer.Option(help="Digits: the path from noise to data.")] = Way.vp,
    time: Annotated[float, typer.Option(help="Digits: the time t.")] = 0.5,
    beside: Annotated[bool, typer.Option("--rivals/--no-rivals", help="Whether rivals are fitted too.")] = True,
    as_json: AsJson = False,
    seed: Seed = 0,
) -> None:
    """Fit a cascade and print errors, ranks, parameters and multiply-adds beside the naive model and the rivals."""
    import json

    import numpy as np

    from rankdyn.comparison.beside import fit_beside
    from rankdyn.comparison.families import naive, rivals
    from rankdyn.fitting.cascade_regressor import CascadedLowRankRegressor

    if orders is not None and orders < 1:
        raise InvalidInputError(f"--orders is {orders}, but orders of derivative begin at 1")
    ranks, base = _read_rank(rank), _read_base(base_rank)
    groups: int | None = None
    predicted: Prediction | None = None
    if data == "digits":
        case, predicted = _digits(orders or 4, target, factors, path, time, coupling, gates, skip)
        sample, title, groups = case.draw(np.random.default_rng(seed)), case.title, case.groups
    else:
        sample, title = _file(Path(data), orders), data

    def cascade(counted: tuple[int, ...]) -> CascadedLowRankRegressor:
        stages: Any = ranks
        if isinstance(ranks, list) and len(ranks) == sample.Y.shape[1] - 1:
            # an order that is not fitted takes the rank of the stage that leads to it along
            stages = [ranks[k - 2] for k in counted[1:]]
        return CascadedLowRankRegressor(
            stages,
            coupling=coupling.value,
            gates=None if gates is Gates.none else "rank" if gates is Gates.rank else "least_squares",
            skip=skip,
            base_rank=base,
            refine="joint" if refine else "greedy",
            order_weights="relative",
            random_state=seed,
            alpha=alpha,
        )

    families = rivals() if beside else (naive(),)
    report = fit_beside(sample, cascade, title=title, seed=seed, groups=groups, families=families, progress=_told)
    if as_json:
        print(json.dumps(report.to_dict() | {"predicted": predicted}, ensure_ascii=False))
    else:
        _show(report, predicted)
    if not report.orders:
        print("rankdyn: no order is learnable (every naive error exceeds 0.9): nothing to compare", file=sys.stderr)
        raise typer.Exit(OPEN)


def _told(done: int, total: int) -> None:
    print(f"fit: {done} of {total} models", file=sys.stderr, flush=True)


def _read_rank(text: str) -> str | int | list[int]:
    if text == "auto":
        return text
    try:
        numbers = [int(word) for word in text.split(",")]
    except ValueError:
        raise InvalidInputError(f"--rank must be auto, an integer or a list such as 2,1,3, not {text!r}") from None
    return numbers[0] if "," not in text else numbers


def _read_base(text: str) -> str | int | None:
    if text in ("full", "auto"):
        return None if text == "full" else text
    try:
        return int(text)
    except ValueError:
        raise InvalidInputError(f"--base-rank must be full, auto or an integer, not {text!r}") from None


def _file(path: Path, orders: int | None) -> Sample:
    from rankdyn.comparison.data import Sample
    from rankdyn.comparison.file import read_sample

    sample = read_sample(path)
    held = sample.Y.shape[1]
    if orders is not None and orders > held:
        raise InvalidInputError(f"--orders is {orders}, but Y of {path} holds {held} orders")
    return Sample(sample.X, sample.Y[:, :orders])


def _digits(
    orders: int,
    target: Target,
    factors: int,
    way: Way,
    time: float,
    coupling: Coupling,
    gates: Gates,
    skip: bool,
) -> tuple[Case, Prediction | None]:
    """Return the data, and what the theory says of the ranks."""
    from rankdyn import paths
    from rankdyn.comparison.cases import digits_conditional, digits_gaussian

    path = paths.variance_preserving() if way is Way.vp else getattr(paths, way.value)()
    if target is Target.conditional:
        case = digits_conditional(path, n_orders=orders, time=time)
        if not (gates is not Gates.none and skip) or orders < 2:
            return case, None
        statement = "every conditional order is alpha_k x' + c_k x: with gates and skip no stage adds rank"
        return case, {"ranks": [0] * (orders - 1), "kind": "exact", "statement": statement}
    case = digits_gaussian(path, n_factors=factors or None, n_orders=orders, time=time)
    if orders < 2:
        return case, None
    from rankdyn.flows import digits, factor_gaussian, full_gaussian
    from rankdyn.prediction.predict import predict_ranks

    flow = factor_gaussian(digits(), factors, path) if factors else full_gaussian(digits(), path)
    found = predict_ranks(flow, orders, at=time, gates=gates is not Gates.none, skip=skip)
    words = found.statement.removeprefix(f"{found.kind}: ")
    if coupling is not Coupling.chain:
        words += "; for the coupling 'chain', others can need less"
    return case, {"ranks": list(found), "kind": found.kind, "statement": words}


def _show(report: Any, predicted: Prediction | None) -> None:
    from rich.console import Console

    console = Console(width=None if sys.stdout.isatty() else 150, highlight=False)
    console.print(report.table())
    for k in report.unlearnable:
        error = report.naive_errors[k - 1]
        console.print(
            f"order {k} is unlearnable: naive error {error:.2f} > 0.9; in no model and no ratio", markup=False
        )
    console.print(f"stage ranks found:     {', '.join(map(str, report.ranks)) or 'none'}", markup=False)
    if predicted is None:
        console.print("stage ranks predicted: none; the theory speaks of linear flows and of gated conditional targets")
    else:
        console.print(f"stage ranks predicted: {', '.join(map(str, predicted['ranks']))}", markup=False)
        console.print(f"  {predicted['statement']} ({predicted['kind']})", markup=False)
    strict = any(row.strict_errors is not None for row in report.rows)
    beside = "; in brackets against the exact conditional means" if strict else ""
    judged = "error in brackets" if strict else "error"
    console.print(
        f"Errors are relative, on rows that nothing was fitted to{beside}. Rivals have the smallest ranks with which "
        f"every {judged} on the validation rows is at most 1.05 times the cascade's (or 1e-6); where none does, no "
        "ratio is printed.",
        markup=False,
    )
