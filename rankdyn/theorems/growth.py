"""Laws L and G: how fast ranks can grow, from any order on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.functions.product import Product
from rankdyn.theorems.increase import exponential_family, moment_curve
from rankdyn.theorems.random_functions import random_kind, random_product
from rankdyn.theorems.theorem import Claim, FalseNeighbour, Instance, Outcome, Theorem, both_kinds

Bound = Callable[[Sequence[int], int, int], int]


def leibniz_bound(ranks: Sequence[int], j: int, k: int) -> int:
    """Return (k + 1)·r_j, law L's bound for r_{j+k}."""
    return (k + 1) * ranks[j]


def half_bound(ranks: Sequence[int], j: int, k: int) -> int:
    """Return r_j + k·⌊r_{j+1}/2⌋, law G's bound for r_{j+k}."""
    return ranks[j] + k * (ranks[j + 1] // 2)


def check_bound(bound: Bound, instance: Instance) -> Outcome:
    """Check r_{j+k} ≤ bound(ranks, j, k) for all j and k ≥ 1."""
    ranks = instance.ranks()
    shown = f"ranks {', '.join(map(str, ranks))}"
    slack: int | None = None
    for j in range(len(ranks) - 1):
        for k in range(1, len(ranks) - j):
            room = bound(ranks, j, k) - ranks[j + k]
            if room < 0:
                detail = f"{shown}: r_{j + k} = {ranks[j + k]} > {bound(ranks, j, k)}, the bound from order {j}"
                return Outcome(False, room, ranks.kind, detail)
            if ranks[j] and (slack is None or room < slack):
                slack = room
    return Outcome(True, slack, ranks.kind, shown)


def random(rng: np.random.Generator) -> Instance:
    """Return a random product up to order 4."""
    kind, h = random_kind(rng)
    function = random_product(rng)
    m, n = function.shape
    return Instance(f"random {m}x{n}, {kind}", function, 4, kind, h)


_RANK_TWO = Product(
    [["1", "0"], ["t", "1"], ["t**2", "t"], ["t**3", "t**2"]], [["1", "0"], ["t", "1"], ["0", "t"], ["t**2", "exp(t)"]]
)
_CONSTANT = MatrixFunction([["1", "2"], ["0", "3"]])
_GAP = Product([["1"], ["t"], ["t**3"]], [["1"], ["t**2"], ["t**3"]])

GROWTH = Theorem(
    name="growth",
    title="L: r_{j+k} <= (k + 1) r_j",
    statement="the rank at order j + k is at most k + 1 times the rank at order j",
    hypotheses=(),
    named=(
        *both_kinds("moment curve, n = 6", moment_curve(6), 6),
        *both_kinds("alpha = beta = (1, 2, 3)", exponential_family((1, 2, 3), (1, 2, 3)), 4),
        *both_kinds("rank two, 4x4", _RANK_TWO, 4),
    ),
    random=random,
    check=lambda instance: check_bound(leibniz_bound, instance),
    false_neighbour=FalseNeighbour(
        "r_{j+k} <= k r_j for k >= 1",
        lambda instance: check_bound(lambda ranks, j, k: k * ranks[j], instance),
        both_kinds("moment curve, n = 2", moment_curve(2), 1),
    ),
    typeset=r"$r_{j+k} \le (k + 1)\, r_j$",
    claims=(
        Claim("derivatives", coq=("growth", "grank_growth")),
        Claim("forward differences", coq=("skew_growth", "grank_difference_growth"), proof="The same for differences"),
    ),
    uses=("leibniz",),
    proof="proofs/test_growth.py",
)

HALF = Theorem(
    name="half",
    title="G: r_{j+k} <= r_j + k floor(r_{j+1} / 2)",
    statement="from order j on the rank grows by at most floor(r_{j+1} / 2) an order",
    hypotheses=(),
    named=(
        *both_kinds("moment curve, n = 6", moment_curve(6), 6),
        *both_kinds("(1, t, t^3)(1, t^2, t^3)^T", _GAP, 5),
        *both_kinds("constant", _CONSTANT, 2),
    ),
    random=random,
    check=lambda instance: check_bound(half_bound, instance),
    false_neighbour=FalseNeighbour(
        "r_{j+k} <= r_j + (k - 1) floor(r_{j+1} / 2) for k >= 1",
        lambda instance: check_bound(lambda ranks, j, k: ranks[j] + (k - 1) * (ranks[j + 1] // 2), instance),
        both_kinds("moment curve, n = 2", moment_curve(2), 1),
    ),
    typeset=r"$r_{j+k} \le r_j + k \lfloor r_{j+1} / 2 \rfloor$",
    claims=(
        Claim("derivatives", coq=("half", "grank_half")),
        Claim("forward differences", coq=("skew_half", "grank_difference_half"), proof="For differences put"),
    ),
    proof="proofs/test_half.py",
)
