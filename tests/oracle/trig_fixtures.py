"""Cases of the wider class with their ranks, on which the modular and the numerical oracle agree."""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from .circle_jets import circle_ranks
from .digits import UndecidedError, digit_ranks
from .forms import Reader, variables
from .numeric import numeric_ranks
from .trig_families import STEPS, TRIG_FAMILIES

COUNT, SEED = 560, 7
ALL_STEPS = ("1", "1/2", "1/3", "2")
DULL_SHARE = 6
"""One case in so many may have ranks that are all full, or 0 from order 1 on."""

SAME = 14
"""So many cases may share one sequence of ranks."""

LONGEST = 1200
"""Characters of all entries together."""

Case = dict[str, Any]


def candidates(seed: int) -> Iterator[Case]:
    """Endless stream of cases without ranks; the families take turns."""
    rng = random.Random(seed)
    while True:
        for name, family in TRIG_FAMILIES.items():
            rows = family(rng)
            kind = rng.choice(("derivative", "difference"))
            h = rng.choice(STEPS.get(name, ALL_STEPS)) if kind == "difference" else "1"
            case = {"family": name, "rows": rows, "variable": "t", "kind": kind, "h": h, "max_order": rng.randint(2, 5)}
            if sum(len(entry) for row in rows for entry in row) <= LONGEST:
                yield case


def is_dull(ranks: list[int], rows: list[list[str]]) -> bool:
    """Whether every rank is full, or every rank after order 0 is zero."""
    return set(ranks) == {min(len(rows), len(rows[0]))} or not any(ranks[1:])


def true_ranks(case: Case, check: bool = False) -> list[int]:
    """The ranks both oracles give; with `check`, with another seed and by SymPy's derivatives too.

    Raises
    ------
    AssertionError
        When they differ.
    """
    arguments = (case["rows"], case["max_order"], case["kind"], case["h"], case["variable"])
    found = {"modular": circle_ranks(*arguments), "digits": digit_ranks(*arguments)}
    if check:
        found |= {"modular again": circle_ranks(*arguments, seed=1), "digits again": digit_ranks(*arguments, seed=1)}
        reader = Reader()
        if variables([reader.read(entry) for row in case["rows"] for entry in row]) <= {case["variable"]}:
            found["numeric"] = numeric_ranks(*arguments)
    assert all(found["modular"] == other for other in found.values()), f"oracles disagree: {found}: {case}"
    return found["modular"]


def make_trig_cases(count: int = COUNT, seed: int = SEED, check: bool = False) -> list[Case]:
    """Cases of the wider class with ranks; the same count and seed give the same cases everywhere."""
    cases: list[Case] = []
    seen: set[str] = set()
    dull = 0
    sequences: Counter[tuple[int, ...]] = Counter()
    for case in candidates(seed):
        if len(cases) == count:
            break
        text = json.dumps(case["rows"])
        if text in seen:
            continue
        seen.add(text)
        try:
            ranks = true_ranks(case, check)
        except (ZeroDivisionError, UndecidedError) as reason:  # a denominator that is zero; no gap
            print(f"\npassed over ({reason}): {case}", file=sys.stderr)
            continue
        boring = is_dull(ranks, case["rows"])
        if sequences[tuple(ranks)] == SAME or (boring and (dull + 1) * DULL_SHARE > len(cases) + 1):
            continue
        dull += boring
        sequences[tuple(ranks)] += 1
        cases.append({"id": f"{len(cases):03d}", **case, "ranks": ranks})
        print(f"\r{len(cases)}/{count} {case['family']:<24}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    return sorted(cases, key=lambda case: (case["family"], case["id"]))
