"""Theorem M: the ranks of a linearly decomposable function never increase; and its converse."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import numpy as np

from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.functions.separable import Separable
from rankdyn.theorems.random_functions import random_invertible, random_kind, random_scalar
from rankdyn.theorems.theorem import Claim, FalseNeighbour, Instance, Outcome, Theorem, both_kinds


def non_increasing(instance: Instance) -> Outcome:
    """Check r_{k+1} ≤ r_k for all k."""
    ranks = instance.ranks()
    steps = [before - after for before, after in pairwise(ranks)]
    detail = f"ranks {', '.join(map(str, ranks))}"
    if min(steps, default=0) < 0:
        order = next(k for k, step in enumerate(steps) if step < 0)
        detail += f": r_{order + 1} = {ranks[order + 1]} > r_{order} = {ranks[order]}"
    return Outcome(min(steps, default=0) >= 0, min(steps, default=None), ranks.kind, detail)


def counts_functions(instance: Instance) -> Outcome:
    """Check r_k = #{i : g_i^(k) is not zero}, counted in the function field, and that it never increases."""
    outcome = non_increasing(instance)
    ranks = instance.ranks()
    function = instance.function
    assert isinstance(function, Separable)
    for k, rank in enumerate(ranks):
        diagonal = function.diagonal
        moved = diagonal.derivative(k) if instance.kind == "derivative" else diagonal.difference(k, instance.h)
        alive = sum(not entry.equals(entry * 0) for entry in columns(moved))
        if alive != rank:
            detail = f"order {k}: {alive} functions survive, the rank is {rank}"
            return Outcome(False, outcome.slack, ranks.kind, detail)
    return outcome


def columns(row: MatrixFunction) -> list[MatrixFunction]:
    """Return the entries of a 1 × r matrix as 1 × 1 matrices."""
    from rankdyn.functions.explicit import Explicit

    return [Explicit.of(((entry,),), (1, 1), row.variable_name) for entry in row.rows()[0]]


def as_expected(instance: Instance) -> Outcome:
    """Check that the ranks are the expected ones."""
    ranks = instance.ranks()
    holds = tuple(ranks) == instance.expected
    wanted = ", ".join(map(str, instance.expected or ()))
    detail = f"ranks {', '.join(map(str, ranks))}" + ("" if holds else f", expected {wanted}")
    return Outcome(holds, 0 if holds else None, ranks.kind, detail)


def staircase(ranks: tuple[int, ...]) -> Separable:
    """Return a diagonal function with the given non-increasing ranks at orders 0..K.

    A function that is to die after order k is the monomial of degree k, one that outlives K is an exponential.
    """
    functions = []
    for i in range(1, ranks[0] + 1):
        last = max(k for k, rank in enumerate(ranks) if rank >= i)
        functions.append(f"exp({i}*t)" if last == len(ranks) - 1 else f"t**{last}")
    identity = [[int(i == j) for j in range(ranks[0])] for i in range(ranks[0])]
    return Separable(identity, functions, identity)


def random(rng: np.random.Generator) -> Instance:
    """Return U diag(g) Vᵀ with random constant U, V of full column rank."""
    kind, h = random_kind(rng)
    r = int(rng.integers(1, 4))
    m, n = r + int(rng.integers(0, 2)), r + int(rng.integers(0, 2))
    diagonal = [random_scalar(rng, int(rng.integers(1, 3))) for _ in range(r)]
    function = Separable(random_invertible(rng, m, r), diagonal, random_invertible(rng, n, r))
    return Instance(f"random U diag(g) V^T, {m}x{n}, {kind}", function, 4, kind, h)


def random_staircase(rng: np.random.Generator) -> Instance:
    """Return a diagonal function for a random non-increasing sequence."""
    ranks = tuple(sorted((int(v) for v in rng.integers(0, 5, size=int(rng.integers(2, 6)))), reverse=True))
    ranks = (max(ranks[0], 1), *ranks[1:])
    kind, h = random_kind(rng)
    return Instance(f"staircase {', '.join(map(str, ranks))}, {kind}", staircase(ranks), len(ranks) - 1, kind, h, ranks)


_U, _V = [[1, 0, 1], [0, 1, 1], [1, 1, 0], [2, 1, 3]], [[1, 2, 0], [0, 1, 1], [1, 0, 1]]
_PARAMETRIC = Separable([[1, 1], [1, 2]], ["exp(a*t)", "b*t"], [[1, 0], [1, 1]])
_ONE_SIDED = MatrixFunction([["t", "t**2/2"], ["t**2/2", "t**3/3"]])
_COMMUTING = MatrixFunction([["0", "0", "1", "t"], ["0", "0", "t", "t**2"], ["0"] * 4, ["0"] * 4])

MONOTONE = Theorem(
    name="monotone",
    title="M: linearly decomposable functions never gain rank",
    statement="if D = U diag(g_1, ..., g_r) V^T, then r_k = #{i : g_i^(k) is not 0}; so r_0 >= r_1 >= r_2 >= ...",
    hypotheses=("U, V constant with linearly independent columns",),
    named=(
        *both_kinds("1, t, t^2 with mixed U, V", Separable(_U, ["1", "t", "t**2"], _V), 4),
        *both_kinds("t, e^t, cosh 2t", Separable(_U, ["t", "exp(t)", "cosh(2*t)"], _V), 4, h=Fraction(1, 2)),
        *both_kinds("e^(at), bt with parameters", _PARAMETRIC, 3),
    ),
    random=random,
    check=counts_functions,
    false_neighbour=FalseNeighbour(
        "it suffices that V is constant, or that the values D(s), D(t) commute",
        non_increasing,
        (
            Instance("only V constant, V = I", _ONE_SIDED, 4),
            Instance("commuting family [[0, B], [0, 0]]", _COMMUTING, 4),
            Instance("commuting family, differences", _COMMUTING, 4, "difference"),
        ),
    ),
    typeset=(
        r"if $D = U \operatorname{diag}(g_1, \ldots, g_r) V^T$, then $r_k = \#\{i : g_i^{(k)} \neq 0\}$; so "
        r"$r_0 \ge r_1 \ge r_2 \ge \cdots$"
    ),
    claims=(
        Claim("derivatives of polynomial matrices", coq=("monotone_rank", "monotone", "monotone_seq")),
        Claim(
            "forward differences of polynomial matrices",
            coq=("monotone_difference_rank", "monotone_difference"),
            proof="The same with Δ_h^k",
        ),
        Claim("all functions"),
    ),
    proof="proofs/test_monotone.py",
)

CONVERSE = Theorem(
    name="monotone-converse",
    title="Every non-increasing sequence occurs",
    statement="for every r_0 >= r_1 >= ... >= r_K >= 0 some diagonal D has exactly these ranks",
    hypotheses=("the sequence is finite and does not increase",),
    named=(
        *both_kinds("3, 2, 2, 0", staircase((3, 2, 2, 0)), 3, (3, 2, 2, 0)),
        *both_kinds("4, 4, 1, 1, 1", staircase((4, 4, 1, 1, 1)), 4, (4, 4, 1, 1, 1)),
        *both_kinds("1, 0", staircase((1, 0)), 1, (1, 0)),
    ),
    random=random_staircase,
    check=as_expected,
    false_neighbour=FalseNeighbour(
        "diag(1, t, ..., t^(n-1)) has every non-increasing sequence that starts with n",
        as_expected,
        (Instance("diag(1, t) for 2, 2", MatrixFunction([["1", "0"], ["0", "t"]]), 1, expected=(2, 2)),),
    ),
    typeset=r"for every $r_0 \ge r_1 \ge \cdots \ge r_K \ge 0$ some diagonal $D$ has exactly these ranks",
    claims=(
        Claim("derivatives, the last rank 0", coq=("monotone_converse",)),
        Claim("derivatives, any last rank"),
        Claim("forward differences", proof="The same for differences"),
    ),
    uses=("monotone",),
    proof="proofs/test_monotone_converse.py",
)
