"""Law P: the ranks of a polynomial."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np

from rankdyn.functions.block_sum import BlockSum
from rankdyn.theorems.increase import moment_curve
from rankdyn.theorems.keeping import check_inequalities, random_nilpotent, random_polynomial, with_transfer
from rankdyn.theorems.random_functions import random_kind
from rankdyn.theorems.theorem import Claim, FalseNeighbour, Instance, Theorem, both_kinds
from rankdyn.theorems.toeplitz import graded_square


def inequalities(ranks: Sequence[int], less: int = 0) -> Iterator[tuple[int, int, str]]:
    """Yield Σ_{j≤N} max(0, r_k − r_j) <= (N − k)·(r_k − less) if r_{N+1} = 0 is the first zero, for N >= 0."""
    if 0 not in ranks:
        return
    N = list(ranks).index(0) - 1
    for k in range(N + 1):
        left = sum(max(0, ranks[k] - ranks[j]) for j in range(N + 1))
        yield left, (N - k) * (ranks[k] - less), f"N = {N}, k = {k}"


def _smaller(ranks: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    return inequalities(ranks, 1)


def random(rng: np.random.Generator) -> Instance:
    """Return a random polynomial up to an order at which it is zero."""
    kind, h = random_kind(rng)
    function = random_polynomial(rng) if rng.integers(2) else random_nilpotent(rng)
    m, n = function.shape
    return Instance(f"random polynomial {m}x{n}, {kind}", function, 7, kind, h)


POLYNOMIAL = Theorem(
    name="polynomial",
    title="P: sum_j max(0, r_k - r_j) <= (N - k) r_k if r_{N+1} = 0",
    statement="if the rank at order N + 1 is 0, then for every k <= N the sum over j <= N of max(0, r_k - r_j) "
    "is at most N - k times r_k",
    hypotheses=("characteristic 0",),
    named=(
        *both_kinds("moment curve, n = 2", moment_curve(2), 3),
        *both_kinds("moment curve, n = 4", moment_curve(4), 7),
        *with_transfer("graded square", graded_square(), 5),
        *both_kinds("two moment curves", BlockSum(moment_curve(2), moment_curve(3)), 5),
    ),
    random=random,
    check=partial(check_inequalities, inequalities),
    false_neighbour=FalseNeighbour(
        "the sum is at most (N - k) (r_k - 1)",
        partial(check_inequalities, _smaller),
        both_kinds("moment curve, n = 2", moment_curve(2), 3),
    ),
    typeset=r"if $r_{N+1} = 0$, then $\sum_{j \le N} \max(0, r_k - r_j) \le (N - k)\, r_k$ for every $k \le N$",
    claims=(
        Claim("derivatives", coq=("polynomial_law",)),
        Claim("forward differences", proof="For differences"),
    ),
    proof="proofs/test_polynomial.py",
)
