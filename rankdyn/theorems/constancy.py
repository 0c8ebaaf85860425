"""Law C: once the rank is 1 and stays at most 1, the earlier ranks are at least r_{k−1} − 1."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np

from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.theorems.increase import moment_curve
from rankdyn.theorems.keeping import check_inequalities
from rankdyn.theorems.random_functions import random_kind, random_scalar
from rankdyn.theorems.theorem import Claim, FalseNeighbour, Instance, Theorem, both_kinds


def inequalities(ranks: Sequence[int], lost: int = 1) -> Iterator[tuple[int, int, str]]:
    """Yield r_{k−1} <= r_i + lost for i < k − 1 if r_k = 1 and r_{k+1} <= 1."""
    for k in range(1, len(ranks) - 1):
        if ranks[k] == 1 and ranks[k + 1] <= 1:
            for i in range(k - 1):
                yield ranks[k - 1], ranks[i] + lost, f"k = {k}, i = {i}"


def _stronger(ranks: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    return inequalities(ranks, 0)


def random(rng: np.random.Generator) -> Instance:
    """Return Σ_{i<k} t^i C_i + u(t) cᵀ with constant C_i and c, or its transpose: r_k is 1 or 0."""
    kind, h = random_kind(rng)
    rows, columns, degree = (int(rng.integers(low, high)) for low, high in ((2, 5), (2, 5), (1, 3)))
    constants = rng.integers(-1, 2, size=(degree + 1, rows, columns))
    direction = [int(v) for v in rng.integers(-1, 3, size=columns)]
    u = [random_scalar(rng, 1) for _ in range(rows)]
    entries = [
        [
            " + ".join(f"({int(constants[i][a][b])})*t**{i}" for i in range(degree + 1))
            + f" + ({direction[b]})*({u[a]})"
            for b in range(columns)
        ]
        for a in range(rows)
    ]
    function = MatrixFunction(entries)
    if rng.integers(2):
        function = function.T
    m, n = function.shape
    return Instance(f"random {m}x{n} with a constant direction, {kind}", function, degree + 3, kind, h)


_HANKEL = moment_curve(2)
_EXPONENTIAL = MatrixFunction([["exp(t)", "2*t", "t"], ["exp(2*t)", "1", "3*t"], ["1", "t", "t"]])

CONSTANCY = Theorem(
    name="constancy",
    title="C: r_i >= r_{k-1} - 1 for i < k if r_k = 1 and r_{k+1} <= 1",
    statement="if the rank at order k is 1 and that at order k + 1 at most 1, "
    "then every rank before order k is at least r_{k-1} - 1",
    hypotheses=("characteristic 0",),
    named=(
        *both_kinds("moment curve, n = 2", _HANKEL, 3),
        *both_kinds("moment curve, n = 4", moment_curve(4), 7),
        *both_kinds("one column of exponentials", _EXPONENTIAL, 4),
    ),
    random=random,
    check=partial(check_inequalities, inequalities),
    false_neighbour=FalseNeighbour(
        "r_i >= r_{k-1} for i < k if r_k = 1 and r_{k+1} <= 1",
        partial(check_inequalities, _stronger),
        both_kinds("moment curve, n = 2", _HANKEL, 3),
    ),
    typeset=r"if $r_k = 1$ and $r_{k+1} \le 1$, then $r_i \ge r_{k-1} - 1$ for every $i < k$",
    claims=(
        Claim("derivatives of polynomial matrices", coq=("grank_before", "grank_before_one")),
        Claim("derivatives of all functions"),
        Claim("forward differences", proof="For differences"),
    ),
    proof="proofs/test_constancy.py",
)
