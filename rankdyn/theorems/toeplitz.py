"""Law T, block Toeplitz: (M + p) r_j + floor(M²/4) r_{j+p+1} ≥ M r_{j+p}."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from rankdyn.functions.constant_class import ConstantClass
from rankdyn.theorems.increase import moment_curve
from rankdyn.theorems.keeping import check_inequalities, random, with_transfer
from rankdyn.theorems.theorem import Claim, FalseNeighbour, Theorem, both_kinds

MULTIPLIERS = 12
"""M = 1, …, 12: more than the best M of ranks up to 6."""


def graded_square() -> ConstantClass:
    """Return a function with the ranks 4, 6, 1, 2, 1, 0.

    On the basis 1, x, x², x³, g, gx of Q[x]/x⁴ ⊕ g·Q[x]/x² the matrix A is multiplication by x, B = Aᵀ.
    """
    shift = [[0] * 6 for _ in range(6)]
    for source, target in ((0, 1), (1, 2), (2, 3), (4, 5)):
        shift[target][source] = 1
    start = [[0] * 6 for _ in range(6)]
    for row, column, value in ((2, 0, -1), (1, 1, 2), (0, 2, -1), (0, 5, 2), (5, 0, 2), (4, 4, 1)):
        start[row][column] = value
    return ConstantClass(shift, start, [list(row) for row in zip(*shift, strict=True)])


def inequalities(ranks: Sequence[int], width: int = 0) -> Iterator[tuple[int, int, str]]:
    """Yield M·r_{j+p} <= (M + p + width)·r_j + ⌊M²/4⌋·r_{j+p+1}, where r_j > 0."""
    for j in range(len(ranks)):
        for p in range(1, len(ranks) - j - 1):
            for M in range(2, MULTIPLIERS + 1):
                if ranks[j]:
                    right = (M + p + width) * ranks[j] + M * M // 4 * ranks[j + p + 1]
                    yield M * ranks[j + p], right, f"M = {M}, p = {p} from order {j}"


def _narrower(ranks: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    return inequalities(ranks, -1)


TOEPLITZ = Theorem(
    name="toeplitz",
    title="T: M r_{j+p} <= (M + p) r_j + floor(M^2/4) r_{j+p+1}",
    statement="M times the rank at order j + p is at most M + p times the rank at order j "
    "plus floor(M^2/4) times the rank at order j + p + 1",
    hypotheses=("characteristic 0",),
    named=(
        *both_kinds("moment curve, n = 2", moment_curve(2), 3),
        *both_kinds("moment curve, n = 3", moment_curve(3), 5),
        *with_transfer("graded square, ranks 4, 6, 1, 2, 1, 0", graded_square(), 5),
    ),
    random=random,
    check=partial(check_inequalities, inequalities),
    false_neighbour=FalseNeighbour(
        "M r_{j+p} <= (M + p - 1) r_j + floor(M^2/4) r_{j+p+1}",
        partial(check_inequalities, _narrower),
        both_kinds("moment curve, n = 2", moment_curve(2), 2),
    ),
    typeset=r"$M\, r_{j+p} \le (M + p)\, r_j + \lfloor M^2 / 4 \rfloor\, r_{j+p+1}$ for all $M \ge 1$, $p \ge 0$",
    claims=(
        Claim("derivatives", coq=("toeplitz_general", "grank_toeplitz_general")),
        Claim(
            "forward differences",
            coq=("skew_toeplitz_general", "grank_difference_toeplitz_general"),
            proof="For differences take",
        ),
    ),
    uses=("leibniz",),
    proof="proofs/test_toeplitz.py",
)
