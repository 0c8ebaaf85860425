"""How many parameters models of several derivative orders need: the wins of the cascade and, as plainly, its losses.

`python figures/fitting_table.py` prints the tables of the last complete run, stored in figures/data/fitting.json;
`--measure` runs all cases again (about a quarter of an hour) and stores them. Ranks are chosen on validation rows and
judged on test rows, for several seeds; orders with a naive error above 0.9 are named unlearnable and in no ratio.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console

from rankdyn import flows, paths
from rankdyn.comparison.cases import (
    Case,
    class_mixture,
    digits_conditional,
    digits_gaussian,
    planted,
    snapshots,
)
from rankdyn.comparison.compare import compare
from rankdyn.comparison.families import (
    Family,
    adaptation,
    cascade,
    cascades,
    eigenbasis,
    naive,
    rivals,
    tucker,
)
from rankdyn.comparison.results import Comparison, Judged, Row
from rankdyn.comparison.time import TimeComparison, TimedModel, compare_over_time

DATA = Path(__file__).with_name("data") / "fitting.json"

SEEDS = (0, 1, 2)

TIMED = "digits-times"

NOTHING = 1.25
"""A cascade that needs this many times fewer parameters than naive, or less, has won nothing."""


def _triangular() -> Family:
    options: dict[str, Any] = {"gates": "rank", "skip": True, "coupling": "triangular"}
    return cascade("cascade, triangular", low_rank_base=True, **options)


def _joint() -> tuple[Family, ...]:
    options: dict[str, Any] = {"gates": "rank", "skip": True, "order_weights": "relative", "refine": "joint"}
    return (
        cascade("cascade, gates, skip, low-rank base, joint", low_rank_base=True, **options),
        cascade("cascade, triangular, joint", low_rank_base=True, coupling="triangular", **options),
    )


def few() -> tuple[Family, ...]:
    """Return the families for cases in which full ranks make every search long."""
    return (
        naive(),
        adaptation(),
        tucker(),
        eigenbasis(),
        cascade("cascade, literal"),
        cascade("cascade, gates, skip", gates="rank", skip=True),
        _triangular(),
    )


def cases(size: int = 64, n_orders: int = 8, n_rows: int = 900) -> dict[str, tuple[Case, tuple[Family, ...]]]:
    """Return all cases with their families: first where the cascade helps, then where it does not."""
    vp = paths.variance_preserving()
    every = (*rivals(), *cascades())
    gated = cascade("cascade, gates, skip", gates="rank", skip=True)
    low = cascade("cascade, gates, skip, low-rank base", low_rank_base=True, gates="rank", skip=True)
    fixed = (naive(), adaptation(), tucker(), eigenbasis(), cascade("cascade, literal"), gated, low)
    K = n_orders
    found = {
        "factors-vp": (digits_gaussian(vp, n_orders=K, n_rows=n_rows), every),
        "factors-linear": (digits_gaussian(paths.linear(), n_orders=K, n_rows=n_rows), (*few(), *_joint())),
        "conditional": (digits_conditional(vp, n_orders=K), fixed),
        "conditional-strict": (digits_conditional(vp, n_orders=K, strict=True), fixed),
        "planted-cascade": (planted("cascade", size=size, n_orders=K, n_rows=n_rows), few()),
        "planted-adaptation": (planted("adaptation", size=size, n_orders=K, n_rows=n_rows), few()),
        "full-gaussian": (digits_gaussian(vp, n_factors=None, n_orders=K, n_rows=n_rows), few()),
        "mixture": (class_mixture(paths.linear(), n_orders=K), few()),
        "heat": (snapshots("heat", size=size, n_orders=K, n_rows=n_rows), few()),
        "advection": (snapshots("advection", size=size, n_orders=K, n_rows=n_rows), few()),
    }
    return found


def measure(names: Sequence[str], seeds: Sequence[int], told: Callable[[str], None]) -> dict[str, Any]:
    """Return the results of these cases as JSON values."""
    found: dict[str, Any] = {}
    known = cases()
    for name in names:
        if name == TIMED:
            found[name] = [
                compare_over_time(flows.digits(), paths.variance_preserving(), seed=seed).to_dict() for seed in seeds
            ]
        else:
            case, families = known[name]
            result = compare(
                case.draw, title=case.title, goal=case.goal, groups=case.groups, families=families, seeds=seeds
            )
            found[name] = result.to_dict()
        told(name)
    return found


def read_comparison(document: dict[str, Any]) -> Comparison:
    """Return a comparison from its JSON values."""
    judged = [
        Judged(
            seed["seed"],
            tuple(seed["orders"]),
            tuple(seed["unlearnable"]),
            tuple(seed["naive_errors"]),
            tuple(Row(**{k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}) for row in seed["rows"]),
        )
        for seed in document["seeds"]
    ]
    sizes = document["n_features"], document["n_outputs"]
    return Comparison(document["title"], document["goal"], *sizes, tuple(judged))


def read_timed(document: dict[str, Any]) -> TimeComparison:
    """Return a comparison over times from its JSON values."""

    def model(values: dict[str, Any]) -> TimedModel:
        return TimedModel(**{k: tuple(v) if isinstance(v, list) else v for k, v in values.items()})

    return TimeComparison(
        title=document["title"],
        seed=document["seed"],
        orders=tuple(document["orders"]),
        unlearnable=tuple(document["unlearnable"]),
        naive=model(document["naive"]),
        simpler=tuple(map(model, document["simpler"])),
        gated=model(document["gated"]),
        strictly_gated=model(document["strictly_gated"]),
    )


def show(stored: dict[str, Any], console: Console) -> None:
    """Print the tables, and for each cascade whether it won."""
    for name in [*cases(), TIMED]:
        if name not in stored:
            continue
        if name == TIMED:
            for document in stored[name]:
                timed = read_timed(document)
                console.print(timed.table())
                for k in timed.unlearnable:
                    console.print(f"order {k} is unlearnable: in no model")
            continue
        comparison = read_comparison(stored[name])
        console.print(comparison.table())
        for note in comparison.notes:
            console.print(note)
        console.print(verdict(comparison) + "\n")


def verdict(comparison: Comparison) -> str:
    """Return in words who needs the fewest parameters, and what the best cascade does.

    Where the strict errors are known, a model that misses the bound by these is named, but does not win.
    """
    spreads = [comparison.spread(model) for model in comparison.models]
    reached = [s for s in spreads if s.reached == s.seeds]
    holding = [s for s in reached if s.strict_worst is None or s.strict_worst <= 1.0]
    note = "".join(
        f"; {s.model} ({s.ratio:.2f}x) reaches it only by the error against noisy targets, its strict error is "
        f"{s.strict_worst:.2f} of the bound"
        for s in reached
        if s not in holding
    )
    own = max((s for s in holding if s.model.startswith("cascade")), key=lambda s: s.ratio, default=None)
    best = max((s for s in holding if not s.model.startswith("cascade")), key=lambda s: s.ratio, default=None)
    if own is None or best is None:
        return f"LOSS: no cascade (or no rival) reaches the goal in all seeds{note}"
    beside = f"the best rival, {best.model}, {best.ratio:.2f}x{note}"
    if own.ratio < NOTHING:
        return f"LOSS: the cascade saves next to nothing ({own.model}, {own.ratio:.2f}x fewer than naive); {beside}"
    kind = "WIN" if own.ratio > best.ratio else "LOSS to a rival"
    return f"{kind}: {own.model} reaches the goal with {own.ratio:.2f}x fewer parameters than naive; {beside}"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the stored tables, or measure first."""
    known = [*cases(), TIMED]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measure", action="store_true", help="run the cases again and store them")
    parser.add_argument("--case", action="append", choices=known, help="only this one; may be repeated")
    parser.add_argument("--seeds", type=int, default=len(SEEDS), help="how many (default: 3)")
    parser.add_argument("--store", type=Path, default=DATA, help="the file of results")
    # accepted because every script of this folder takes them; nothing is drawn here
    parser.add_argument("--output", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--format", help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.measure:
        for name in chosen.case or known:
            found = measure([name], range(chosen.seeds), lambda done: print(f"measured: {done}", file=sys.stderr))
            before = json.loads(chosen.store.read_text()) if chosen.store.exists() else {}
            text = json.dumps(before | found, indent=1, sort_keys=True, ensure_ascii=False)
            chosen.store.write_text(text + "\n", encoding="utf-8")
    if not chosen.store.exists():
        sys.exit(f"{chosen.store} is missing: run this script with --measure")
    stored = json.loads(chosen.store.read_text(encoding="utf-8"))
    console = Console(width=None if sys.stdout.isatty() else 150, highlight=False, markup=False)
    show({name: stored[name] for name in (chosen.case or known) if name in stored}, console)


if __name__ == "__main__":
    main()
