"""Permutations as rank sequences: which of (1, 2, 3) occur, and the shift at which every permutation does."""

from __future__ import annotations

from itertools import permutations, product

import numpy as np

from rankdyn import laws
from rankdyn.evidence.realizability import Obstruction, Witness
from rankdyn.realization.realize import realize
from rankdyn.theorems.theorem import Claim, FalseNeighbour, Outcome, SequenceInstance, Theorem

IMPOSSIBLE = ((1, 3, 2), (2, 1, 3))


def check_of_three(instance: SequenceInstance) -> Outcome:
    """Check that the permutation occurs unless it is one of the two."""
    ranks, answer = instance.function, realize(instance.function)
    if isinstance(answer, Witness):
        return Outcome(ranks not in IMPOSSIBLE, None, "exact", f"{ranks}: a certified witness")
    if isinstance(answer, Obstruction):
        return Outcome(ranks in IMPOSSIBLE, None, "exact", answer.explanation)
    return Outcome(False, None, "none", f"{ranks} is open")


def occurs(instance: SequenceInstance) -> Outcome:
    """Check that a sequence occurs."""
    answer = realize(instance.function)
    if isinstance(answer, Obstruction):
        return Outcome(False, None, "exact", answer.explanation)
    return Outcome(isinstance(answer, Witness), None, "exact" if isinstance(answer, Witness) else "none", "")


def enough(size: int) -> int:
    """Return n(n − 1)/2 − 1, a shift at which every permutation of n occurs (0 for n = 1)."""
    return max(0, size * (size - 1) // 2 - 1)


def check_shifted(instance: SequenceInstance) -> Outcome:
    """Check that the permutation, raised by n(n − 1)/2 − 1, occurs; the slack is how much less was needed."""
    ranks = instance.function
    answer = realize(ranks, mode="shifted")
    if not isinstance(answer, Witness) or answer.shift is None:
        return Outcome(False, None, "none", f"no shift of {ranks} was found")
    room = enough(len(ranks)) - answer.shift
    lower = answer.shift_lower_bound
    return Outcome(room >= 0, room, "exact", f"{ranks} + {answer.shift} is certified; at least {lower} is needed")


def random_permutation(rng: np.random.Generator) -> SequenceInstance:
    """Return a random permutation of 4, 5 or 6."""
    ranks = tuple((rng.permutation(int(rng.integers(4, 7))) + 1).tolist())
    return SequenceInstance(f"random {ranks}", ranks)


def at_stride_two(instance: SequenceInstance) -> Outcome:
    """Check that some ranks in between let the sequence stand at the orders 0, 2, 4, …."""
    ranks = instance.function
    top = 2 * max(ranks)
    for between in product(range(top + 1), repeat=len(ranks) - 1):
        filled = [rank for pair in zip(ranks, (*between, 0), strict=True) for rank in pair][:-1]
        if laws.allowed(filled):
            return Outcome(True, None, "none", f"no law forbids {tuple(filled)}")
    stands = f"{ranks} at the orders {tuple(range(0, 2 * len(ranks), 2))}"
    return Outcome(False, None, "exact", f"{stands}: a law forbids every choice of the ranks in between (up to {top})")


OF_THREE = Theorem(
    name="permutations-of-3",
    title="Four of the six permutations of (1, 2, 3) occur",
    statement="a permutation of (1, 2, 3) is a generic rank sequence if and only if it is not (1, 3, 2) or (2, 1, 3)",
    hypotheses=(),
    named=tuple(SequenceInstance(str(ranks), ranks) for ranks in permutations((1, 2, 3))),
    random=lambda rng: SequenceInstance("random", tuple((rng.permutation(3) + 1).tolist())),
    check=check_of_three,
    false_neighbour=FalseNeighbour(
        "every permutation of (1, 2, 3) is a generic rank sequence",
        occurs,
        tuple(SequenceInstance(str(ranks), ranks) for ranks in IMPOSSIBLE),
    ),
    typeset=r"a permutation of $(1, 2, 3)$ is a generic rank sequence iff it is not $(1, 3, 2)$ or $(2, 1, 3)$",
    claims=(
        Claim("derivatives", coq=("permutations_of_3", "growth")),
        Claim("forward differences", proof="which differences have as well"),
    ),
    uses=(
        "growth",
        "increase-moment",
        "monotone-converse",
    ),
    proof="proofs/test_permutations.py",
    method="certified witnesses, and law L or G",
)

SHIFTED = Theorem(
    name="shifted",
    title="Every permutation of n occurs, raised by n(n - 1)/2 - 1",
    statement=(
        "for every permutation of (1, ..., n) and every c >= n(n - 1)/2 - 1 the sequence raised by c is a generic "
        "rank sequence"
    ),
    hypotheses=(),
    named=tuple(SequenceInstance(str(ranks), ranks) for n in (2, 3, 4) for ranks in permutations(range(1, n + 1))),
    random=random_permutation,
    check=check_shifted,
    false_neighbour=FalseNeighbour(
        "without a shift every permutation of (1, ..., n) stands at the orders 0, 2, 4, ... of some function",
        at_stride_two,
        (SequenceInstance("(1, 2, 3)", (1, 2, 3)),),
    ),
    typeset=(
        r"for every permutation of $(1, \ldots, n)$ and every $c \ge n (n - 1) / 2 - 1$ the sequence raised "
        r"by $c$ is a generic rank sequence"
    ),
    claims=(Claim("derivatives", proof="Proof for every n."),),
    proof="proofs/test_permutations.py",
    method="certified witnesses by drop blocks and block sums",
)
