"""Law C, constant directions: if r_k = 1 and r_{k+1} ≤ 1, then r_i ≥ r_{k−1} − 1 for all i < k.

Proof. D^(k) = u vᵀ and (u vᵀ)′ = u′vᵀ + u v′ᵀ has rank at most 1, so u′ is a multiple of u or v′ one of v: after
scaling u or v is a constant vector c. By transposing let it be v = c. On the constants orthogonal to c the function
D^(k) is zero, hence D^(k−1) is constant there, of rank at least r_{k−1} − 1, and D^(i) is a polynomial with that
leading coefficient. It kills (2, 3, 4, 1, 1) and (2, 4, 4, 1, 1).
"""

from __future__ import annotations

from rankdyn.laws.law import Law, Ranks, Violation, impossible, smallest


def check(ranks: Ranks) -> Violation | None:
    """Return the violation with the largest i and then the least k."""
    largest = 0  # max r_{k−1} over the k >= i + 2 to which the law applies
    for i in range(len(ranks) - 4, -1, -1):
        if _applies(ranks, i + 2):
            largest = max(largest, ranks[i + 1])
        if ranks[i] + 1 < largest:
            k = next(k for k in range(i + 2, len(ranks) - 1) if _applies(ranks, k) and ranks[k - 1] > ranks[i] + 1)
            return violation(ranks, i, k)
    return None


def _applies(ranks: Ranks, k: int) -> bool:
    return ranks[k] == 1 and ranks[k + 1] <= 1


def violation(ranks: Ranks, i: int, k: int) -> Violation:
    """Return the violation of the instance with r_k = 1."""
    left, right = ranks[k - 1], ranks[i] + 1
    repair = smallest(
        ranks,
        ((i, ">=", left - 1), (k - 1, "<=", right), (k, ">=", 2), (k + 1, ">=", 2)),
    )
    reason = (
        f"r_{k} = 1 and r_{k + 1} = {ranks[k + 1]} leave D^({k}) a constant row or column direction, "
        f"and then r_{k - 1} <= r_{i} + 1 = {right}, but {left} was asked"
    )
    return Violation("C", i, impossible(ranks, reason, repair), left, right, (("k", k),), repair)


LAW = Law(
    name="C",
    title="constant directions",
    statement="if the rank at order k is 1 and that at order k + 1 at most 1, "
    "then every rank before order k is at least r_{k-1} - 1",
    latex=r"r_k = 1,\; r_{k+1} \le 1 \implies r_i \ge r_{k-1} - 1 \quad (i < k)",
    check=check,
    tight=((1, 2, 1, 1), (1, 2, 1, 0), (2, 3, 1, 1)),
    proof="proofs/test_constancy.py",
)
