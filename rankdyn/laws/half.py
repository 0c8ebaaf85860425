"""Law G, half growth: r_{j+k} ≤ r_j + k·⌊r_{j+1}/2⌋.

Proof. Let j = 0 and ρ(A) = rank(A′N) for N a basis of the kernel of A. AN = 0 gives A′N = −AN′, so ρ(A) ≤ rank A, and
stacking A on A′ does not raise ρ: each derivative adds at most ρ(D) to the row space, rank D^(k) ≤ r_0 + k·ρ(D). By
Frobenius' inequality ρ(D) + ρ(Dᵀ) ≤ r_1; use the smaller of the two. It kills (1, 1, 2).
"""

from __future__ import annotations

from rankdyn.laws.law import Law, Ranks, Violation, impossible, smallest, suffix_maxima


def check(ranks: Ranks) -> Violation | None:
    """Return the first violation of r_{j+k} <= r_j + k floor(r_{j+1}/2), by j and then k."""
    largest = suffix_maxima(ranks)
    for j in range(len(ranks) - 1):
        step = ranks[j + 1] // 2
        bound = ranks[j]
        if not step and largest[j + 1] <= bound:
            continue
        for i in range(j + 1, len(ranks)):
            if largest[i] <= bound:  # the bound never falls
                break
            bound += step
            if ranks[i] > bound:
                return violation(ranks, j, i)
    return None


def violation(ranks: Ranks, j: int, i: int) -> Violation:
    """Return the violation of the instance that compares r_i with r_j and r_{j+1}, j < i."""
    k, half = i - j, ranks[j + 1] // 2
    left, right = ranks[i], ranks[j] + k * half
    changes = [(j, ">=", left - k * half), (i, "<=", right)]
    if k > 1:
        changes.insert(1, (j + 1, ">=", 2 * -(-(left - ranks[j]) // k)))
    else:  # r_i is itself the rank that is halved: r_{j+1} ≤ r_j + ⌊r_{j+1}/2⌋ says r_{j+1} ≤ 2·r_j
        changes = [(j, ">=", left - half), (i, "<=", 2 * ranks[j])]
    repair = smallest(ranks, changes)
    times = f"{k}*" if k > 1 else ""
    reason = f"half growth gives r_{i} <= r_{j} + {times}floor(r_{j + 1}/2) = {right}, but {left} was asked"
    return Violation("G", j, impossible(ranks, reason, repair), left, right, (("k", k),), repair)


LAW = Law(
    name="G",
    title="half growth",
    statement="from order j on the rank grows by at most floor(r_{j+1} / 2) an order",
    latex=r"r_{j+k} \le r_j + k \left\lfloor \tfrac{r_{j+1}}{2} \right\rfloor",
    check=check,
    tight=((1, 2, 3, 4), (2, 2, 3), (1, 1, 1)),
    proof="proofs/test_half.py",
)
