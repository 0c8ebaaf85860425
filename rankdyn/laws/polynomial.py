"""Law P, polynomials: if D^(N+1) = 0, then Σ_{0≤j≤N} max(0, r_k − r_j) ≤ (N − k)·r_k for every k ≤ N.

A zero rank at order N + 1 makes D a polynomial of degree at most N, whatever the earlier ranks are.

Proof. Let n = r_k; multiplying by generic constants on both sides replaces every r_j by min(r_j, n) and makes D n × n.
Write D = Σ C_i t^i/i!. Put Δ(s, τ) = det Σ_i s(s−1)…(s−i+1) τ^i C_{N−i}. For s = m in {0, …, N} the matrix is
m! t^{−m} D^(N−m)(t) with τ = 1/t. Let P_d(s) be the coefficient of τ^d: its degree is at most d, and at s = N − j it
vanishes to order at least n − r_j. As det D^(k) ≠ 0, some P_d(N − k) ≠ 0, and d ≤ n(N − k), because the sum stops at
i = N − k there. A non-zero polynomial has no more zeros than its degree.

It kills (2, 2, 3, 1, 0), (2, 2, 4, 2, 0), (2, 3, 4, 1, 0), (2, 3, 4, 2, 0), (2, 4, 4, 1, 0), (3, 2, 4, 2, 0) and
(3, 3, 4, 1, 0).
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate

from rankdyn.laws.law import Change, Law, Ranks, Violation, impossible, smallest


def check(ranks: Ranks) -> Violation | None:
    """Return the violation at the smallest k, if the ranks hold a zero."""
    if 0 not in ranks:
        return None
    N = ranks.index(0) - 1
    ordered = sorted(ranks[: N + 1])
    sums = [0, *accumulate(ordered)]
    for k in range(N + 1):
        below = bisect_left(ordered, ranks[k])
        if below * ranks[k] - sums[below] > (N - k) * ranks[k]:
            return violation(ranks, N, k)
    return None


def violation(ranks: Ranks, N: int, k: int) -> Violation:
    """Return the violation at order k for r_{N+1} = 0."""
    left, right = _gaps(ranks, N, ranks[k]), (N - k) * ranks[k]
    repair = smallest(ranks, _changes(ranks, N, k, left - right))
    reason = (
        f"r_{N + 1} = 0 makes D a polynomial of degree at most N = {N}, and then the sum over j <= N of "
        f"max(0, r_{k} - r_j) is at most (N - {k})*r_{k} = {N - k}*{ranks[k]} = {right}, but it is {left}"
    )
    return Violation("P", 0, impossible(ranks, reason, repair), left, right, (("N", N), ("k", k)), repair)


def _gaps(ranks: Ranks, N: int, rank: int) -> int:
    return sum(max(0, rank - other) for other in ranks[: N + 1])


def _changes(ranks: Ranks, N: int, k: int, missing: int) -> list[Change]:
    """Return the changes of one rank that mend the inequality at k."""
    rank = ranks[k]
    changes: list[Change] = [(j, ">=", ranks[j] + missing) for j in range(N + 1) if rank - ranks[j] >= missing]
    # In n = r_k the inequality is convex and holds at 0: it holds below the largest n at which it holds.
    low, high = 0, rank - 1
    while low < high:
        middle = (low + high + 1) // 2
        if _gaps(ranks, N, middle) <= (N - k) * middle:
            low = middle
        else:
            high = middle - 1
    changes.append((k, "<=", low))
    if len(ranks) == N + 2:  # nothing more is known of the degree then
        changes.append((N + 1, ">=", 1))
    return changes


LAW = Law(
    name="P",
    title="polynomials",
    statement="if the rank at order N + 1 is 0, then for every k <= N the sum over j <= N of max(0, r_k - r_j) "
    "is at most (N - k) r_k",
    latex=r"r_{N+1} = 0 \implies \sum_{j=0}^{N} \max(0,\, r_k - r_j) \le (N-k)\, r_k \quad (k \le N)",
    check=check,
    tight=((1, 2, 1, 0), (1, 2, 3, 2, 1, 0), (2, 2, 0)),
    proof="proofs/test_polynomial.py",
)
