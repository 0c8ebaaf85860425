"""Verify the theorems: named and random instances, the tightest of them, and the refutation of each false neighbour.

A theorem is *verified on instances* here, never proved: what is proved, and where, stands in its own entry. The report
says so in as many words.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

import msgspec
import numpy as np

from rankdyn.errors import InvalidInputError, RankdynError
from rankdyn.evidence.rank_sequence import STRENGTH
from rankdyn.theorems import THEOREMS, Outcome, Theorem
from rankdyn.theorems.theorem import Check, Instance, SequenceInstance

DEFAULT_RANDOM = 20
"""Random instances of each theorem, besides the named ones."""


class Refutation(msgspec.Struct, frozen=True):
    """A counterexample to a false neighbour."""

    instance: str
    function: str
    detail: str


class Finding(msgspec.Struct, frozen=True):
    """What was found for one theorem.

    Attributes
    ----------
    holds : bool
        Whether every instance satisfied the statement and every instance of the false neighbour refuted that.
    instances : int
        Number of instances checked.
    evidence : str
        The weakest kind of evidence among them.
    method : str
        What 'exact' rests on: certified ranks, or identities in the function field.
    tightest : str
        An instance with the smallest slack.
    slack : int or None
        That slack; 0 is equality.
    failures : list of str
        Instances that do not satisfy the statement, with the numbers.
    false_neighbour, refutations : str, list of Refutation
        A close statement that is false, and its counterexamples.
    seconds : float
        Time taken; the only thing in a report that may differ between runs.
    """

    name: str
    title: str
    statement: str
    hypotheses: list[str]
    proof: str
    holds: bool
    instances: int
    evidence: str
    method: str
    tightest: str
    slack: int | None
    failures: list[str]
    false_neighbour: str
    refutations: list[Refutation]
    seconds: float


class Report(msgspec.Struct, frozen=True):
    """Findings for all theorems asked for."""

    seed: int
    random_instances: int
    findings: list[Finding]

    @property
    def holds(self) -> bool:
        """Whether nothing failed."""
        return all(finding.holds for finding in self.findings)

    def to_json(self) -> str:
        """Return the report as one JSON document."""
        document = {"holds": self.holds, **msgspec.to_builtins(self)}
        return json.dumps(document, indent=1, ensure_ascii=False)

    def to_markdown(self) -> str:
        """Return the report as Markdown."""
        lines = [
            "# Theorems of rank dynamics, verified on instances",
            "",
            f"Seed {self.seed}, {self.random_instances} random instances of each theorem besides the named ones. "
            "'exact' means that every rank was certified and the certificate accepted by the independent checker. "
            "Verification on instances is no proof; where a readable proof test stands is said under each theorem.",
            "",
            "| theorem | holds | instances | tightest | evidence |",
            "|---|---|---|---|---|",
        ]
        for f in self.findings:
            slack = "" if f.slack is None else f" (slack {f.slack})"
            lines.append(
                f"| {f.title} | {_yes(f.holds)} | {f.instances} | {f.tightest}{slack} | {f.evidence}, {f.method} |"
            )
        for f in self.findings:
            lines += ["", f"## {f.title}", "", f"**Statement.** {f.statement}.", ""]
            lines += [
                f"**Hypotheses.** {'; '.join(f.hypotheses) or 'none'}.",
                "",
                f"**Readable test.** `{f.proof}`",
                "",
            ]
            lines += [f"**False neighbour.** {f.false_neighbour}. Refuted by:", ""]
            lines += [f"- {r.instance}: `{r.function}`: {r.detail}" for r in f.refutations]
            lines += [f"- FAILURE: {failure}" for failure in f.failures]
        return "\n".join(lines) + "\n"

    def save(self, folder: Path) -> tuple[Path, Path]:
        """Write report.json and report.md into a folder and return their paths."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
            paths = folder / "report.json", folder / "report.md"
            paths[0].write_text(self.to_json() + "\n", encoding="utf-8")
            paths[1].write_text(self.to_markdown(), encoding="utf-8")
        except OSError as error:
            raise InvalidInputError(
                f"cannot write the report to {folder}: {error.strerror}; name another folder"
            ) from None
        return paths


def verify(
    names: Sequence[str] = (),
    random_instances: int = DEFAULT_RANDOM,
    seed: int = 0,
    progress: Callable[[Theorem], None] = lambda theorem: None,
    theorems: Sequence[Theorem] = THEOREMS,
) -> Report:
    """Verify theorems on instances and refute their false neighbours.

    Parameters
    ----------
    names : sequence of str
        Names of theorems; all if empty.
    random_instances : int
        Random instances of each, besides the named ones.
    seed : int
        Seed of the random instances; each theorem has a stream of its own.
    progress : callable
        Called with each theorem before its turn.
    theorems : sequence of Theorem
        The registry.

    Raises
    ------
    InvalidInputError
        For an unknown name, which the message lists beside the known ones.
    """
    known = {theorem.name: theorem for theorem in theorems}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise InvalidInputError(f"no theorem is named {unknown[0]!r}; known are {', '.join(known)}")
    if random_instances < 0 or seed < 0:
        raise InvalidInputError("the number of instances and the seed must not be negative")
    findings = []
    for index, theorem in enumerate(theorems):
        if names and theorem.name not in names:
            continue
        progress(theorem)
        findings.append(_find(theorem, random_instances, np.random.default_rng([seed, index])))
    return Report(seed, random_instances, findings)


def _find(theorem: Theorem, random_instances: int, rng: np.random.Generator) -> Finding:
    start = perf_counter()
    outcomes: list[tuple[str, Outcome]] = []
    failures: list[str] = []
    for instance in theorem.instances(random_instances, rng):
        outcome = _outcome(theorem.check, instance)
        outcomes.append((instance.name, outcome))
        if not outcome.holds:
            failures.append(f"{instance.name}: {instance.function!r}: {outcome.detail}")
    refutations = []
    for instance in theorem.false_neighbour.instances:
        outcome = _outcome(theorem.false_neighbour.check, instance)
        if outcome.holds or outcome.evidence != "exact":
            failures.append(f"the false neighbour is not refuted by {instance.name}: {outcome.detail}")
        else:
            refutations.append(Refutation(instance.name, repr(instance.function), outcome.detail))
    name, tightest = min(outcomes, key=lambda item: (item[1].slack is None, item[1].slack or 0))
    evidence = min((outcome.evidence for _, outcome in outcomes), key=_strength)
    return Finding(
        name=theorem.name,
        title=theorem.title,
        statement=theorem.statement,
        hypotheses=list(theorem.hypotheses),
        proof=theorem.proof,
        holds=not failures and evidence == "exact",
        instances=len(outcomes),
        evidence=evidence,
        method=theorem.method,
        tightest=name,
        slack=tightest.slack,
        failures=failures,
        false_neighbour=theorem.false_neighbour.statement,
        refutations=refutations,
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


def _yes(holds: bool) -> str:
    return "yes" if holds else "NO"
