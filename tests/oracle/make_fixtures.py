"""Write tests/fixtures: ranks.json and trig.json (random matrices) and traps.json (`traps.TRAPS`).

    python -m tests.oracle.make_fixtures [--files ranks trig traps] [--count 420] [--seed 2] [--check]

Deterministic: the same count and seed give the same bytes on every machine. trig.json, of the wider class with sines
and powers, is made by `trig_fixtures` with a count and a seed of its own. In ranks.json a case whose `symbolic.work`
exceeds `WORK_LIMIT` is passed over (a size, not a time). Families take turns, kinds and steps are drawn; cases whose
ranks are all min(m, n), or all zero after order 0, are kept only up to a small share.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from .circle_jets import circle_ranks
from .curves import CURVES
from .digits import digit_ranks
from .families import FAMILIES
from .jets import sampled_ranks
from .numeric import numeric_ranks
from .pari import pari_ranks
from .symbolic import oracle_ranks, work
from .traps import TRAPS
from .trig_fixtures import make_trig_cases

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
STEPS = ("1", "1/2", "-1", "2")
WORK_LIMIT = 12_000
PARI_SECONDS = 30
DULL_SHARE = 4
"""One case in so many may have ranks that are all full, or 0 from order 1 on."""


def is_dull(ranks: list[int], rows: list[list[str]]) -> bool:
    """Whether every rank is full, or every rank after order 0 is zero."""
    return set(ranks) == {min(len(rows), len(rows[0]))} or not any(ranks[1:])


def rename(rows: list[list[str]], variable: str) -> list[list[str]]:
    """Write the rows in another variable (families use t; exp, sinh, cosh stay as they are)."""
    return [[re.sub(r"\bt\b", variable, entry) for entry in row] for row in rows]


def candidates(seed: int) -> Iterator[dict[str, Any]]:
    """Endless stream of cases without ranks."""
    families = [*FAMILIES.items(), *CURVES.items()]
    rng = random.Random(seed)
    while True:
        for name, family in families:
            rows = family(rng)
            light = name in FAMILIES and name not in ("rational", "parameters")
            case: dict[str, Any] = {
                "family": name,
                "variable": rng.choice(("t",) * 9 + ("x",)),
                "kind": rng.choice(("derivative", "difference")),
                "h": rng.choice(STEPS),
                "max_order": rng.randint(4, 6) if light else rng.randint(2, 4),
            }
            if case["kind"] == "derivative":
                case["h"] = "1"
            yield {**case, "rows": rename(rows, case["variable"])}


def arguments(case: dict[str, Any]) -> tuple[list[list[str]], int, str, str, str]:
    """What every oracle takes."""
    return case["rows"], case["max_order"], case["kind"], case["h"], case["variable"]


def check_with_pari(case: dict[str, Any], ranks: list[int]) -> None:
    """Raise AssertionError when PARI contradicts; say so when it does not finish (the fixtures do not depend on it)."""
    try:
        other = pari_ranks(*arguments(case), seconds=PARI_SECONDS)
    except subprocess.TimeoutExpired:
        print(f"\nPARI did not finish in {PARI_SECONDS} s: {case}", file=sys.stderr)
        return
    assert ranks == other, f"oracles disagree: symbolic {ranks}, PARI {other}: {case}"


def make_cases(count: int, seed: int, check: bool = False) -> list[dict[str, Any]]:
    """Cases with exact ranks.

    Parameters
    ----------
    count : int
        How many.
    seed : int
        Seed of the stream.
    check : bool
        Compare each with PARI too (the sampled ranks are always compared).

    Raises
    ------
    AssertionError
        When two oracles disagree.
    """
    cases: list[dict[str, Any]] = []
    seen: set[str] = set()
    dull = 0
    for case in candidates(seed):
        if len(cases) == count:
            break
        text = json.dumps(arguments(case))
        if text in seen:
            continue
        seen.add(text)
        try:
            sampled = sampled_ranks(*arguments(case))
        except ZeroDivisionError:  # a denominator that is identically zero
            continue
        if (is_dull(sampled, case["rows"]) and (dull + 1) * DULL_SHARE > len(cases) + 1) or work(
            *arguments(case)
        ) > WORK_LIMIT:
            continue
        ranks = oracle_ranks(*arguments(case))
        assert ranks == sampled, f"oracles disagree: symbolic {ranks}, sampled {sampled}: {case}"
        if check:
            check_with_pari(case, ranks)
        dull += is_dull(ranks, case["rows"])
        keys = ("family", "rows", "variable", "kind", "h", "max_order")
        cases.append({"id": f"{len(cases):03d}", **{key: case[key] for key in keys}, "ranks": ranks})
        print(f"\r{len(cases)}/{count} {case['family']:<24}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return sorted(cases, key=lambda case: (case["family"], case["id"]))


def verify_trap(trap: dict[str, Any]) -> list[str]:
    """Compare a trap's stated ranks with the oracles that reach it.

    Returns
    -------
    list of str
        Names of the oracles that confirm it: 'symbolic' and 'sampled' for a row of exponentials, 'modular' for a row
        of the class, 'numeric' for a row outside, 'digits' for all; without those that find exponents too large.

    Raises
    ------
    AssertionError
        When one of them contradicts, or when fewer than two oracles reach it.
    """
    confirmed: list[str] = []

    def compare(name: str, oracle: Callable[..., list[int]]) -> bool:
        try:
            ranks = oracle(*arguments(trap))
        except OverflowError:
            return True
        except ValueError:
            return False
        assert ranks == trap["ranks"], f"{trap['name']}: {name} oracle gives {ranks}, stated {trap['ranks']}"
        confirmed.append(name)
        return True

    if trap["in_class"]:
        assert compare("modular", circle_ranks), f"{trap['name']}: in the class, but refused"
        if compare("sampled", sampled_ranks):
            compare("symbolic", oracle_ranks)
    else:
        compare("numeric", numeric_ranks)
        assert not compare("modular", circle_ranks), f"{trap['name']}: outside the class, but not refused"
    compare("digits", digit_ranks)
    assert len(confirmed) >= 2, f"{trap['name']}: {confirmed}"
    return confirmed


def write_lines(path: Path, cases: list[dict[str, Any]], compact: bool = False) -> None:
    """Write a JSON list, one case a line; compact without spaces and with sorted keys."""
    path.parent.mkdir(parents=True, exist_ok=True)
    separators = (",", ":") if compact else None
    lines = [json.dumps(case, sort_keys=compact, separators=separators) for case in cases]
    path.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


def main() -> None:
    """Parse the arguments and write the files."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=420, help="number of random cases")
    parser.add_argument("--seed", type=int, default=2, help="seed of the random matrices")
    parser.add_argument("--check", action="store_true", help="compare each case with PARI or with more points as well")
    parser.add_argument("--files", nargs="+", choices=("ranks", "trig", "traps"), default=["ranks", "trig", "traps"])
    parser.add_argument("--output", type=Path, default=FIXTURES, help="folder to write into")
    chosen = parser.parse_args()
    if "ranks" in chosen.files:
        write_lines(chosen.output / "ranks.json", make_cases(chosen.count, chosen.seed, chosen.check))
    if "trig" in chosen.files:
        write_lines(chosen.output / "trig.json", make_trig_cases(check=chosen.check), compact=True)
    if "traps" in chosen.files:
        for trap in TRAPS:
            verify_trap(trap)
        write_lines(chosen.output / "traps.json", TRAPS)


if __name__ == "__main__":
    main()
