"""The four cases of length 5 that no general law kills: 22341, 22421, 23224 and 24212, at any order.

Each stands as a bound on the fifth rank:

- (2, 2, 3, 4, r) ⇒ r ≥ 2 and (2, 2, 4, 2, r) ⇒ r ≥ 2. From the normal forms of r_0 = r_1 = 2 (`doubling`). With
  r_2 = 3 and r_3 = 4 the form is (ii) or (iii), and the fourth derivative keeps two independent coefficients at the
  highest derivatives; with r_2 = 4, r_3 = 2 it is (ia) or (ib), written in a basis of four derivatives on either side.
- (2, 3, 2, 2, r) ⇒ r ≤ 3. Had D″ the ranks 2, 2, 4 it would be of the form (ia) or (ib); its second integrals of rank 2
  whose first derivative has rank 3 are excluded.
- (2, 4, 2, 1, r) ⇒ r ≤ 1. D = U Vᵀ with [U, U′] and [V, V′] bases of constant spaces. In the basis with U″ = Uα,
  V″ = −Vαᵀ + V′εᵀ the third derivative is a block matrix in α and ε; of rank 1 it has a constant direction.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from rankdyn.laws.law import Change, Law, Ranks, Violation, impossible, smallest


def fifth_rank(
    name: str, pattern: Ranks, relation: Literal["<=", ">="], bound: int
) -> Callable[[Ranks], Violation | None]:
    """Return the check that the rank after the pattern, at any order, is on the given side of the bound."""
    length = len(pattern)

    def check(ranks: Ranks) -> Violation | None:
        for j in range(len(ranks) - length):
            rank = ranks[j + length]
            if ranks[j : j + length] == pattern and (rank > bound if relation == "<=" else rank < bound):
                return violation(ranks, j)
        return None

    def violation(ranks: Ranks, j: int) -> Violation:
        i = j + length
        changes: list[Change] = [(i, relation, bound)]
        changes += [(j + index, ">=", rank + 1) for index, rank in enumerate(pattern)]
        repair = smallest(ranks, changes)
        left, right = (ranks[i], bound) if relation == "<=" else (bound, ranks[i])
        found = ", ".join(f"r_{j + index} = {rank}" for index, rank in enumerate(pattern))
        reason = f"after {found} the next rank is {_WORDS[relation]} {bound}, but r_{i} = {ranks[i]} was asked"
        return Violation(name, j, impossible(ranks, reason, repair), left, right, (), repair)

    return check


_WORDS = {"<=": "at most", ">=": "at least"}


def _case(name: str, pattern: Ranks, relation: Literal["<=", ">="], bound: int) -> Law:
    sign = r"\le" if relation == "<=" else r"\ge"
    digits = ", ".join(map(str, pattern))
    return Law(
        name=name,
        title=f"the case {name}",
        statement=f"after ranks {digits} in a row the next is {_WORDS[relation]} {bound}",
        latex=rf"(r_j, \dots, r_{{j+3}}) = ({digits}) \implies r_{{j+4}} {sign} {bound}",
        check=fifth_rank(name, pattern, relation, bound),
        tight=((*pattern, bound),),
        proof="proofs/test_cases.py",
    )


CASES = (
    _case("22341", (2, 2, 3, 4), ">=", 2),
    _case("22421", (2, 2, 4, 2), ">=", 2),
    _case("23224", (2, 3, 2, 2), "<=", 3),
    _case("24212", (2, 4, 2, 1), "<=", 1),
)
