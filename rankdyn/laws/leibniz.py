"""Law L, Leibniz growth: r_{j+k} ≤ (k + 1)·r_j.

Proof. Replace D by its j-th derivative, so j = 0. Over the field of meromorphic functions D = U Vᵀ with r_0 columns,
and D^(k) = Σ C(k,i) U^(i) V^(k−i)ᵀ is a sum of k + 1 matrices of rank at most r_0. For differences one factor of each
summand is moreover shifted. In particular no rank follows a zero but zero.
"""

from __future__ import annotations

from rankdyn.laws.law import Law, Ranks, Violation, impossible, smallest, suffix_maxima


def check(ranks: Ranks) -> Violation | None:
    """Return the first violation of r_{j+k} <= (k + 1) r_j, by j and then k."""
    largest = suffix_maxima(ranks)
    for j, start in enumerate(ranks):
        bound = start
        for i in range(j + 1, len(ranks)):
            if largest[i] <= bound:  # the bound only grows
                break
            bound += start
            if ranks[i] > bound:
                return violation(ranks, j, i)
    return None


def violation(ranks: Ranks, j: int, i: int) -> Violation:
    """Return the violation of the instance that compares r_i with r_j, j < i."""
    factor = i - j + 1
    left, right = ranks[i], factor * ranks[j]
    repair = smallest(ranks, ((j, ">=", -(-left // factor)), (i, "<=", right)))
    reason = f"Leibniz gives r_{i} <= {factor}*r_{j} = {right}, but {left} was asked"
    return Violation("L", j, impossible(ranks, reason, repair), left, right, (("k", i - j),), repair)


LAW = Law(
    name="L",
    title="Leibniz growth",
    statement="the rank at order j + k is at most k + 1 times the rank at order j",
    latex=r"r_{j+k} \le (k+1)\, r_j",
    check=check,
    tight=((1, 2), (1, 2, 3, 4), (2, 4), (0, 0)),
    proof="proofs/test_growth.py",
)
