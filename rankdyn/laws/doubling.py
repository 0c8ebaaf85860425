"""Laws X′ and X″, two ranks 2 in a row: (2, 2, 2, …) and (2, 2, 3, 2, …) never rise above 3.

Proof. Let D = U Vᵀ with two columns each and r_1 = 2. If the columns of U (or V) span a constant space, all ranks are
at most 2. Otherwise one derivative adds one dimension to each side, and after a change of basis D is one of

    (ia) p qᵀ + ψ p′q′ᵀ    (ib) p q′ᵀ − p′qᵀ    (ii) c qᵀ + x q′ᵀ or its transpose    (iii) c c̃ᵀ + x yᵀ

with c, c̃ constant, or x c̃ᵀ + c yᵀ, of rank at most 2 for ever. If some r_k ≥ 4, the first derivatives of the vectors
are independent up to order 3, and then r_2 = 4 in (ia) and (ib), while r_2 = 3 and r_3 ≥ 3 in (ii) and (iii). So with
r_0 = r_1 = r_2 = 2, or with (2, 2, 3, 2), no rank exceeds 3.

X′ contains the law X that (2, 2, 2, 4) is impossible. They kill (2, 2, 2, 3, 4) and (2, 2, 3, 2, 4).
"""

from __future__ import annotations

from collections.abc import Callable

from rankdyn.laws.law import Law, Ranks, Violation, impossible, smallest


def bounded_after(name: str, pattern: Ranks) -> Callable[[Ranks], Violation | None]:
    """Return the check that after the pattern, at any order, no rank exceeds 3."""
    length = len(pattern)

    def check(ranks: Ranks) -> Violation | None:
        last = max((i for i, rank in enumerate(ranks) if rank > 3), default=-1)
        for j in range(last - length + 1):
            if ranks[j : j + length] == pattern:
                i = next(i for i in range(j + length, len(ranks)) if ranks[i] > 3)
                return violation(ranks, j, i)
        return None

    def violation(ranks: Ranks, j: int, i: int) -> Violation:
        broken = [(j + index, ">=", rank + 1) for index, rank in enumerate(pattern)]
        repair = smallest(ranks, ((i, "<=", 3), *broken))
        found = ", ".join(f"r_{j + index} = {rank}" for index, rank in enumerate(pattern))
        reason = f"after {found} the ranks are at most 3, but r_{i} = {ranks[i]} was asked"
        return Violation(name, j, impossible(ranks, reason, repair), ranks[i], 3, (("k", i - j),), repair)

    return check


PLATEAU = Law(
    name="X'",
    title="three ranks 2 in a row",
    statement="after three ranks 2 in a row no rank exceeds 3",
    latex=r"r_j = r_{j+1} = r_{j+2} = 2 \implies r_i \le 3 \quad (i > j+2)",
    check=bounded_after("X'", (2, 2, 2)),
    tight=((2, 2, 2, 3),),
    proof="proofs/test_doubling.py",
)

RETURN = Law(
    name="X''",
    title="ranks 2, 2, 3, 2 in a row",
    statement="after ranks 2, 2, 3, 2 in a row no rank exceeds 3",
    latex=r"(r_j, r_{j+1}, r_{j+2}, r_{j+3}) = (2, 2, 3, 2) \implies r_i \le 3 \quad (i > j+3)",
    check=bounded_after("X''", (2, 2, 3, 2)),
    tight=((2, 2, 3, 2, 3),),
    proof="proofs/test_doubling.py",
)
