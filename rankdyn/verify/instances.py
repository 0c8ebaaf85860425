"""Checking one theorem on instances, and refuting its false neighbour."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter

import msgspec
import numpy as np

from rankdyn.errors import RankdynError
from rankdyn.evidence.rank_sequence import STRENGTH
from rankdyn.theorems.theorem import Check, Instance, Outcome, SequenceInstance, Theorem


class Refutation(msgspec.Struct, frozen=True):
    """A counterexample to a false neighbour: its name, the function, and the numbers."""

    instance: str
    function: str
    detail: str


@dataclass(frozen=True, slots=True)
class OnInstances:
    """What was found on instances of one theorem.

    Attributes
    ----------
    count : int
        Number of instances.
    evidence : str
        The weakest kind of evidence among them.
    tightest, tightest_function : str
        An instance with the smallest slack.
    slack : int or None
        That slack; 0 is equality.
    failures : tuple of str
        Instances that do not satisfy the statement, and instances that do not refute the false neighbour.
    refutations : tuple of Refutation
        Counterexamples to the false neighbour.
    seconds : float
        Time taken.
    """

    count: int
    evidence: str
    tightest: str
    tightest_function: str
    slack: int | None
    failures: tuple[str, ...]
    refutations: tuple[Refutation, ...]
    seconds: float

    @property
    def hold(self) -> bool:
        """Whether every instance satisfied the statement, exactly, and the false neighbour is refuted."""
        return not self.failures and self.evidence == "exact"


def on_instances(theorem: Theorem, random_instances: int, rng: np.random.Generator) -> OnInstances:
    """Check the named instances and so many random ones, and refute the false neighbour."""
    start = perf_counter()
    outcomes: list[tuple[Instance | SequenceInstance, Outcome]] = []
    failures: list[str] = []
    for instance in theorem.instances(random_instances, rng):
        outcome = _outcome(theorem.check, instance)
        outcomes.append((instance, outcome))
        if not outcome.holds:
            failures.append(f"{instance.name}: {instance.function!r}: {outcome.detail}")
    refutations = []
    for instance in theorem.false_neighbour.instances:
        outcome = _outcome(theorem.false_neighbour.check, instance)
        if outcome.holds or outcome.evidence != "exact":
            failures.append(f"the false neighbour is not refuted by {instance.name}: {outcome.detail}")
        else:
            refutations.append(Refutation(instance.name, repr(instance.function), outcome.detail))
    tightest, found = min(outcomes, key=lambda item: (item[1].slack is None, item[1].slack or 0))
    return OnInstances(
        count=len(outcomes),
        evidence=min((outcome.evidence for _, outcome in outcomes), key=_strength),
        tightest=tightest.name,
        tightest_function=repr(tightest.function),
        slack=found.slack,
        failures=tuple(failures),
        refutations=tuple(refutations),
        seconds=perf_counter() - start,
    )


def _outcome(check: Check, instance: Instance | SequenceInstance) -> Outcome:
    """Return the outcome; an error of our own is a failure of the instance, not of the run."""
    try:
        return check(instance)
    except RankdynError as error:
        return Outcome(False, None, "none", f"{type(error).__name__}: {error}")


def _strength(evidence: str) -> int:
    """Return the rank of a kind of evidence; none at all is the weakest."""
    return next((strength for kind, strength in STRENGTH.items() if kind == evidence), -1)
