"""Law T, block Toeplitz: (M + p)·r_j + ⌊M²/4⌋·r_{j+p+1} ≥ M·r_{j+p} for all p ≥ 0 and M ≥ 1.

Proof. Let j = 0. Multiplication by D(t + h) on vectors over K[h]/h^{M+p} has the block Toeplitz matrix
[D^(a−b)/(a−b)!], 0 ≤ b ≤ a < M + p, of rank (M + p)·r_0. Without its first p block rows and last p block columns it has
D^(p)/p! on the diagonal and is (upper triangular, rank ≥ M·r_p) plus (strictly lower, made of derivatives of D^(p+1)).
With D^(p+1) = P Qᵀ the lower block (a, b) is a combination of P^(α)Q^(β)ᵀ, α + β = a − b − 1, by constants. The terms
with a − α = g fill rows a ≥ g and columns b < g: together rank ≤ r_{p+1} Σ_{g=2}^{M} min(M + 1 − g, g − 1)
= r_{p+1}⌊M²/4⌋.

The best M in closed form. With b = r_{j+p}, a = r_j, c = r_{j+p+1} the step from M − 1 to M gains b − a − ⌊M/2⌋c. So
M = 2q + 1 with q = ⌊(b − a − 1)/c⌋ is best if c > 0; if c = 0 every large M will do as soon as b > a. M = 1 is law L.
"""

from __future__ import annotations

from collections.abc import Callable

from rankdyn.laws import leibniz
from rankdyn.laws.law import Change, Law, Ranks, Violation, impossible, smallest


def best_multiplier(start: int, rank: int, following: int, p: int) -> int:
    """Return the M for which M·r_p − (M + p)·r_0 − ⌊M²/4⌋·r_{p+1} is largest, or the least that makes it positive.

    Parameters
    ----------
    start, rank, following : int
        r_0, r_p and r_{p+1}.
    p : int
        The order p.
    """
    if rank <= start:
        return 1
    if following:
        return 2 * ((rank - start - 1) // following) + 1
    return p * start // (rank - start) + 1


def excess(start: int, rank: int, following: int, p: int) -> int:
    """Return how far the best instance is from holding; positive if it is broken."""
    M = best_multiplier(start, rank, following, p)
    return M * rank - (M + p) * start - M * M // 4 * following


def check(ranks: Ranks) -> Violation | None:
    """Return a violation with the least j; an instance of law L (M = 1) is one too."""
    # Where r_{i+1} >= r_i − r_j the best M is 1, which is law L: only descents by more than r_j are left to look at.
    descents = sorted(((ranks[i] - ranks[i + 1], i) for i in range(1, len(ranks) - 1)), reverse=True)
    growth = leibniz.check(ranks)
    for j, start in enumerate(ranks[: None if growth is None else growth.order + 1]):
        for descent, i in descents:
            if descent <= start:
                break
            if i > j and excess(start, ranks[i], ranks[i + 1], i - j) > 0:
                return violation(ranks, j, i)
    if growth is None:
        return None
    i = growth.order + dict(growth.parameters)["k"]
    return violation(ranks, growth.order, i)


def violation(ranks: Ranks, j: int, i: int) -> Violation:
    """Return the violation of the best instance with r_j and p = i − j."""
    p = i - j
    start, rank, following = ranks[j], ranks[i], ranks[i + 1] if i + 1 < len(ranks) else 0
    M = best_multiplier(start, rank, following, p) if i + 1 < len(ranks) else 1
    quarter = M * M // 4
    left, right = M * rank, (M + p) * start + quarter * following
    repair = smallest(ranks, _changes(ranks, j, i))
    times = f"{M}*" if M > 1 else ""
    second = f" + {quarter}*r_{i + 1}" if quarter > 1 else f" + r_{i + 1}" if quarter else ""
    asked = f"{times}r_{i} = {left}" if M > 1 else str(left)
    reason = (
        f"block Toeplitz (M = {M}, p = {p}) gives {times}r_{i} <= {M + p}*r_{j}{second} = {right}, "
        f"but {asked} was asked"
    )
    return Violation("T", j, impossible(ranks, reason, repair), left, right, (("M", M), ("p", p)), repair)


def _changes(ranks: Ranks, j: int, i: int) -> list[Change]:
    """Return the least r_j, the least r_{i+1} and the largest r_i that mend the law for all M at once."""
    p, start, rank = i - j, ranks[j], ranks[i]
    if i + 1 == len(ranks):  # the rank that follows is not asked for: law L
        return [(j, ">=", -(-rank // (p + 1))), (i, "<=", (p + 1) * start)]
    following = ranks[i + 1]
    changes = [(j, ">=", _least(start, rank, lambda value: excess(value, rank, following, p)))]
    if rank <= (p + 1) * start:  # from r_{i+1} = r_i − r_j on, law L is all that is asked
        changes.append((i + 1, ">=", _least(following, rank - start, lambda value: excess(start, rank, value, p))))
    lowered = _least(0, rank - start, lambda value: excess(start, rank - value, following, p))
    return [*changes, (i, "<=", rank - lowered)]


def _least(low: int, high: int, missing: Callable[[int], int]) -> int:
    """Return the least value in low..high at which `missing` is not positive; it is monotone, and is so at high."""
    while low < high:
        middle = (low + high) // 2
        if missing(middle) > 0:
            low = middle + 1
        else:
            high = middle
    return low


LAW = Law(
    name="T",
    title="block Toeplitz",
    statement="M times the rank at order j + p is at most M + p times the rank at order j "
    "plus floor(M^2 / 4) times the rank at order j + p + 1",
    latex=r"M\, r_{j+p} \le (M+p)\, r_j + \left\lfloor \tfrac{M^2}{4} \right\rfloor r_{j+p+1}",
    check=check,
    tight=((1, 2, 1), (4, 6, 1), (1, 2, 3, 2)),
    proof="proofs/test_toeplitz.py",
)
