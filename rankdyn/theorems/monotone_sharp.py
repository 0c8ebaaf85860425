"""Theorem M, sharp: which linear spaces of matrices let no curve gain rank."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rankdyn.expressions.nodes import number
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.theorems.monotone import columns, non_increasing
from rankdyn.theorems.random_functions import random_kind, random_scalar
from rankdyn.theorems.theorem import Claim, FalseNeighbour, Instance, Outcome, Theorem, both_kinds


def toeplitz(functions: Sequence[str]) -> MatrixFunction:
    """Return the upper triangular Toeplitz matrix with the given first row."""
    n = len(functions)
    return MatrixFunction([[functions[j - i] if j >= i else "0" for j in range(n)] for i in range(n)])


def is_toeplitz(function: MatrixFunction) -> bool:
    """Return whether a matrix function is written as an upper triangular Toeplitz matrix."""
    rows, (m, n) = function.rows(), function.shape
    zero = number(0)
    return m == n and all(rows[i][j] == (rows[0][j - i] if j >= i else zero) for i in range(m) for j in range(n))


def flag(instance: Instance, order: int) -> int:
    """Return n − #{leading functions of the first row that vanish at this order}: the rank of a Toeplitz matrix.

    {rank ≤ r} is the linear subspace in which the first n − r entries of the first row are zero.
    """
    function = instance.function
    moved = function.derivative(order) if instance.kind == "derivative" else function.difference(order, instance.h)
    alive = [not entry.equals(entry * 0) for entry in columns(moved)]
    return len(alive) - (alive.index(True) if True in alive else len(alive))


def check(instance: Instance) -> Outcome:
    """Check that ranks never increase, and that they are those of the flag (Toeplitz) or the expected ones."""
    outcome = non_increasing(instance)
    ranks = instance.ranks()
    wanted = instance.expected
    if is_toeplitz(instance.function):
        wanted = tuple(flag(instance, k) for k in range(len(ranks)))
    if wanted is not None and tuple(ranks) != wanted:
        detail = f"ranks {', '.join(map(str, ranks))}, those of the loci {', '.join(map(str, wanted))}"
        return Outcome(False, outcome.slack, ranks.kind, detail)
    return outcome


def random(rng: np.random.Generator) -> Instance:
    """Return a random curve of upper triangular Toeplitz matrices."""
    kind, h = random_kind(rng)
    n = int(rng.integers(1, 5))
    functions = [random_scalar(rng, int(rng.integers(1, 3))) if rng.integers(3) else "0" for _ in range(n)]
    return Instance(f"random Toeplitz {n}x{n}, {kind}", toeplitz(functions), 4, kind, h)


_SKEW = MatrixFunction([["0", "1", "t"], ["-1", "0", "t**2"], ["-t", "-t**2", "0"]])
_ROTATION = MatrixFunction([["t", "-exp(t)"], ["exp(t)", "t"]])
_HANKEL = MatrixFunction([["1", "t"], ["t", "t**2"]])
_TRIANGULAR = MatrixFunction([["0", "1", "t"], ["0", "t", "t**2"], ["0", "0", "0"]])

SHARP = Theorem(
    name="monotone-sharp",
    title="M, sharp: which spaces of matrices let no curve gain rank",
    statement="every curve in a linear space W of matrices has non-increasing ranks "
    "iff for every r {M in W : rank M <= r} is a finite union of linear subspaces",
    hypotheses=("W a linear space of constant matrices",),
    named=(
        *both_kinds("Toeplitz, t, 1, 0", toeplitz(["t", "1", "0"]), 2, (3, 3, 0)),
        *both_kinds("Toeplitz, t, t^2, t^3, e^t", toeplitz(["t", "t**2", "t**3", "exp(t)"]), 4, (4, 4, 3, 2, 1)),
        *both_kinds("skew-symmetric 3x3: rank 0 or 2", _SKEW, 3, (2, 2, 2, 0)),
        *both_kinds("[[a, -b], [b, a]]: rank 0 or 2 over the reals", _ROTATION, 3, (2, 2, 2, 2)),
    ),
    random=random,
    check=check,
    false_neighbour=FalseNeighbour(
        "it suffices that W consists of Hankel matrices, or of upper triangular ones",
        non_increasing,
        (
            *both_kinds("Hankel [[1, t], [t, t^2]]", _HANKEL, 3),
            Instance("upper triangular 3x3", _TRIANGULAR, 3),
        ),
    ),
    typeset=(
        r"every curve in a linear space $W$ of matrices has non-increasing ranks iff for every $r$ the set "
        r"$\{M \in W : \operatorname{rank} M \le r\}$ is a finite union of linear subspaces"
    ),
    claims=(Claim("all curves"),),
    proof="proofs/test_monotone_sharp.py",
)
