"""Statements that nobody has proved: one that all instances obey, and one of which not even an instance is known."""

from __future__ import annotations

from functools import cache
from itertools import permutations

import numpy as np

from rankdyn.evidence.realizability import Obstruction, Witness
from rankdyn.realization.realize import realize
from rankdyn.theorems.theorem import Claim, FalseNeighbour, Outcome, SequenceInstance, Theorem

CANDIDATES = 20_000
"""Candidates of the search for the sequence that is asked for; the default, ten times as many, finds none either."""


def check_shift(room: int, instance: SequenceInstance) -> Outcome:
    """Check that the permutation of n occurs, raised by n − 2 + room."""
    ranks, allowed = instance.function, len(instance.function) - 2 + room
    answer = realize(ranks, mode="shifted")
    if isinstance(answer, Witness) and answer.shift is not None and answer.shift <= allowed:
        detail = f"{ranks} + {answer.shift} is certified"
        return Outcome(True, allowed - answer.shift, "exact", detail)
    if isinstance(answer, Witness) and (answer.shift_lower_bound or 0) > allowed:
        return Outcome(False, None, "exact", f"{ranks} needs a shift of at least {answer.shift_lower_bound}")
    return Outcome(True, None, "none", f"whether {ranks} occurs at a shift of at most {allowed} is not known")


def random_permutation(rng: np.random.Generator) -> SequenceInstance:
    """Return a random permutation of 5."""
    ranks = tuple((rng.permutation(5) + 1).tolist())
    return SequenceInstance(f"random {ranks}", ranks)


def check_occurs(instance: SequenceInstance) -> Outcome:
    """Check that a sequence occurs; undecided if it is neither realized nor forbidden."""
    return _occurs(instance.function)


@cache
def _occurs(ranks: tuple[int, ...]) -> Outcome:
    """Search once in a run, however often it is asked."""
    answer = realize(ranks, budget=CANDIDATES)
    if isinstance(answer, Witness):
        return Outcome(True, None, "exact", "a certified witness")
    if isinstance(answer, Obstruction):
        return Outcome(False, None, "exact", answer.explanation)
    return Outcome(True, None, "none", f"{ranks} is open")


SHIFT = Theorem(
    name="least-shift",
    title="Conjecture: every permutation of n occurs, raised by n - 2",
    statement="for every permutation of (1, ..., n), n >= 3, the sequence raised by n - 2 is a generic rank sequence",
    hypotheses=("n >= 3",),
    named=tuple(SequenceInstance(str(ranks), ranks) for n in (3, 4) for ranks in permutations(range(1, n + 1))),
    random=random_permutation,
    check=lambda instance: check_shift(0, instance),
    false_neighbour=FalseNeighbour(
        "raised by n - 3 every permutation of n occurs",
        lambda instance: check_shift(-1, instance),
        (SequenceInstance("(1, 3, 2)", (1, 3, 2)), SequenceInstance("(2, 1, 4, 3)", (2, 1, 4, 3))),
    ),
    typeset=r"for $n \ge 3$ every permutation of $(1, \ldots, n)$, raised by $n - 2$, is a generic rank sequence",
    claims=(Claim("all n", proof=""),),
    uses=("shifted",),
    proof="proofs/test_open_questions.py",
    method="certified witnesses",
)

LAST = Theorem(
    name="22441",
    title="Question: does (2, 2, 4, 4, 1) occur?",
    statement="(2, 2, 4, 4, 1) is a generic rank sequence; of all sequences of length at most 5 with entries at most 4 "
    "it is the only one without a certified witness or a law that forbids it",
    hypotheses=(),
    named=(SequenceInstance("(2, 2, 4, 4, 1)", (2, 2, 4, 4, 1)),),
    random=lambda rng: SequenceInstance("(2, 2, 4, 4, 1)", (2, 2, 4, 4, 1)),
    check=check_occurs,
    false_neighbour=FalseNeighbour(
        "(2, 2, 4, 2, 1) occurs", check_occurs, (SequenceInstance("(2, 2, 4, 2, 1)", (2, 2, 4, 2, 1)),)
    ),
    typeset=r"$(2, 2, 4, 4, 1)$ is a generic rank sequence",
    claims=(Claim("derivatives", proof=""),),
    proof="proofs/test_open_questions.py",
    method="search",
)
