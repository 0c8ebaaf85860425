"""At one point any ranks occur: the pointwise reading has no law but the shape."""

from __future__ import annotations

import numpy as np

from rankdyn.evidence.realizability import Witness
from rankdyn.realization.realize import realize
from rankdyn.theorems.permuted import occurs
from rankdyn.theorems.theorem import Claim, FalseNeighbour, Outcome, SequenceInstance, Theorem
from rankdyn.theorems.transfer import KINDS


def check(instance: SequenceInstance) -> Outcome:
    """Check that the ranks occur at a point, for derivatives and differences, and at two points with their reverse."""
    ranks = instance.function
    for kind in KINDS:
        answer = realize(ranks, mode="pointwise", kind=kind)
        if not isinstance(answer, Witness):
            return Outcome(False, None, "none", f"{ranks} was not realized at a point")
    both = realize([ranks, ranks[::-1]], mode="pointwise", points=[0, "1/2"])
    return Outcome(isinstance(both, Witness) and len(both.certificates) == 2, None, "exact", f"{ranks}: certified")


def random(rng: np.random.Generator) -> SequenceInstance:
    """Return any sequence."""
    ranks = tuple(rng.integers(0, 5, size=int(rng.integers(1, 6))).tolist())
    return SequenceInstance(f"random {ranks}", ranks)


THEOREM = Theorem(
    name="pointwise",
    title="At a point any ranks occur",
    statement=(
        "any r_0, ..., r_K up to min(m, n) are the ranks at a point of an m x n polynomial matrix and its derivatives, "
        "and any such sequences are at once those at finitely many points"
    ),
    hypotheses=(),
    named=tuple(SequenceInstance(str(ranks), ranks) for ranks in ((1, 3, 2), (0, 4, 0, 1), (2, 1, 3), (0, 0), (5,))),
    random=random,
    check=check,
    false_neighbour=FalseNeighbour(
        "any ranks are the generic ranks of some function",
        occurs,
        (SequenceInstance("(1, 3, 2)", (1, 3, 2)), SequenceInstance("(0, 1)", (0, 1))),
    ),
    typeset=(
        r"any $r_0, \ldots, r_K \le \min(m, n)$ are the ranks at a point of an $m \times n$ polynomial matrix "
        r"and its derivatives, and any such sequences are at once those at finitely many points"
    ),
    claims=(
        Claim("derivatives at one point", coq=("pointwise",)),
        Claim("several points at once", proof="At several points"),
        Claim("forward differences", proof="For differences"),
    ),
    proof="proofs/test_pointwise.py",
    method="certified ranks at the points",
)
