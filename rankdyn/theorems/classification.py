"""The rank sequences of lengths 2 and 3, all of them: inequalities that are necessary and sufficient."""

from __future__ import annotations

from itertools import product

import numpy as np

from rankdyn import laws
from rankdyn.evidence.realizability import Obstruction, Witness
from rankdyn.laws.half import LAW as HALF_LAW
from rankdyn.laws.leibniz import LAW as LEIBNIZ_LAW
from rankdyn.realization.realize import realize
from rankdyn.theorems.theorem import Claim, FalseNeighbour, Outcome, SequenceInstance, Theorem

LARGEST = 6
"""All sequences of lengths 2 and 3 with entries up to this are decided."""


def slack(ranks: tuple[int, ...]) -> int:
    """Return the least slack of the inequalities of the classification; negative if one is broken."""
    if len(ranks) == 2:
        return 2 * ranks[0] - ranks[1]
    a, b, c = ranks
    room = [2 * a - b, 2 * b - c, a + 2 * (b // 2) - c]
    # with c = 0 the left side grows by 2(a − b) a step: b <= a is what all of them say; with c > 0 it is convex in q
    room += [(2 * q + 2) * a + q * (q + 1) * c - (2 * q + 1) * b for q in range(2 * (a + b) + 2)]
    return min(room)


def check(instance: SequenceInstance) -> Outcome:
    """Check that the sequence is realized exactly if it obeys the inequalities, and forbidden by a law if not."""
    ranks = instance.function
    room, answer = slack(ranks), realize(ranks)
    if isinstance(answer, Witness):
        return Outcome(room >= 0, room, "exact", f"{ranks}: a certified witness by {answer.construction}")
    if isinstance(answer, Obstruction):
        return Outcome(room < 0, None, "exact", answer.explanation)
    return Outcome(False, None, "none", f"{ranks} is open")


def random(rng: np.random.Generator) -> SequenceInstance:
    """Return a random sequence with larger entries that the inequalities allow."""
    while True:
        ranks = tuple(rng.integers(0, 16, size=3).tolist())
        if slack(ranks) >= 0:
            return SequenceInstance(f"random {ranks}", ranks)


def leibniz_and_growth_decide(instance: SequenceInstance) -> Outcome:
    """Check that a sequence which L and G allow is not forbidden."""
    ranks = instance.function
    if LEIBNIZ_LAW.check(ranks) is not None or HALF_LAW.check(ranks) is not None:
        return Outcome(True, None, "exact", f"{ranks} breaks L or G")
    violations = laws.check(ranks)
    if violations:
        return Outcome(False, None, "exact", f"L and G allow {ranks}; {violations[0].law}: {violations[0].explanation}")
    return Outcome(True, None, "exact", f"no law forbids {ranks}")


THEOREM = Theorem(
    name="lengths-2-3",
    title="Lengths 2 and 3 are classified",
    statement=(
        "(a, b) is realizable if and only if b <= 2a; (a, b, c) if and only if b <= 2a, c <= 2b, "
        "c <= a + 2 floor(b/2) and (2q + 2) a + q (q + 1) c >= (2q + 1) b for all q >= 0"
    ),
    hypotheses=(f"sufficiency is verified for entries up to {LARGEST}",),
    named=tuple(
        SequenceInstance(str(ranks), ranks) for length in (2, 3) for ranks in product(range(LARGEST + 1), repeat=length)
    ),
    random=random,
    check=check,
    false_neighbour=FalseNeighbour(
        "L and G alone decide length 3",
        leibniz_and_growth_decide,
        (SequenceInstance("(1, 2, 0)", (1, 2, 0)), SequenceInstance("(2, 3, 0)", (2, 3, 0))),
    ),
    typeset=(
        r"$(a, b)$ is realizable iff $b \le 2a$; $(a, b, c)$ iff $b \le 2a$, $c \le 2b$, $c \le a + 2 \lfloor "
        r"b/2 \rfloor$ and $(2q + 2) a + q (q + 1) c \ge (2q + 1) b$ for all $q \ge 0$"
    ),
    claims=(
        Claim("necessity", proof="Necessity."),
        Claim("sufficiency, for all entries", proof=""),
    ),
    uses=(
        "growth",
        "half",
        "toeplitz",
    ),
    proof="proofs/test_classification.py",
    method="certified witnesses, and laws",
)
