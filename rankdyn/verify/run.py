"""`verify`: check theorems on instances and confirm, in the same run, what proves them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from rankdyn.errors import InvalidInputError
from rankdyn.formal.checked import FormalRun, check, not_checked
from rankdyn.formal.coq import CoqError
from rankdyn.formal.development import locate
from rankdyn.theorems import THEOREMS, Theorem
from rankdyn.verify.backing import back, overall
from rankdyn.verify.instances import on_instances
from rankdyn.verify.report import Finding, Report

DEFAULT_RANDOM = 20
"""Random instances of each theorem, besides the named ones."""


def verify(
    names: Sequence[str] = (),
    random_instances: int = DEFAULT_RANDOM,
    seed: int = 0,
    progress: Callable[[str], None] = lambda text: None,
    theorems: Sequence[Theorem] = THEOREMS,
    formal: bool = True,
) -> Report:
    """Verify theorems on instances, refute their false neighbours, and confirm what proves them.

    Parameters
    ----------
    names : sequence of str
        Names of theorems; all if empty.
    random_instances : int
        Random instances of each, besides the named ones.
    seed : int
        Seed of the random instances; each theorem has a stream of its own.
    progress : callable
        Called with a line of text before each step.
    theorems : sequence of Theorem
        The registry.
    formal : bool
        Whether to compile the Coq proofs that the theorems name, if Coq is installed.

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
    asked = [(index, theorem) for index, theorem in enumerate(theorems) if not names or theorem.name in names]
    run = formal_run([theorem for _, theorem in asked], progress) if formal else not_checked("not asked for")
    findings = []
    for index, theorem in asked:
        progress(f"verifying {theorem.name} ...")
        uses_formally = _uses_formally(theorem, theorems, run)
        findings.append(_find(theorem, random_instances, np.random.default_rng([seed, index]), run, uses_formally))
    return Report(seed, random_instances, run.coq, _told(run), findings)


def formal_run(theorems: Sequence[Theorem], progress: Callable[[str], None] = lambda text: None) -> FormalRun:
    """Compile the Coq theorems that the claims of these theorems name; a failure to compile is told, not raised."""
    names = {name for theorem in theorems for claim in theorem.claims for name in claim.coq}
    progress("compiling the Coq proofs ...")
    try:
        return check(names, locate())
    except (CoqError, InvalidInputError) as error:
        return not_checked(str(error))


def _told(run: FormalRun) -> str:
    if run.coq is None:
        return f"NOT checked: {run.reason}"
    closed = sum(theorem.closed for theorem in run.theorems.values())
    return (
        f"{closed} of {len(run.theorems)} Coq theorems compiled by Coq {run.coq} and closed under the global context "
        "(no axioms)"
    )


def _uses_formally(theorem: Theorem, theorems: Sequence[Theorem], run: FormalRun) -> list[str]:
    """Return the other theorems that have a Coq theorem on which a Coq theorem of this one rests."""
    own = _coq(theorem)
    below = frozenset[str]().union(*(run.rests_on(name) for name in own)) - own
    return [other.name for other in theorems if other is not theorem and below & _coq(other)]


def _coq(theorem: Theorem) -> frozenset[str]:
    return frozenset(name for claim in theorem.claims for name in claim.coq)


def _find(
    theorem: Theorem, random_instances: int, rng: np.random.Generator, formal: FormalRun, uses_formally: list[str]
) -> Finding:
    found = on_instances(theorem, random_instances, rng)
    claims = back(theorem, found.hold, formal)
    return Finding(
        name=theorem.name,
        title=theorem.title,
        statement=theorem.statement,
        typeset=theorem.typeset,
        hypotheses=list(theorem.hypotheses),
        proof=theorem.proof,
        status=overall(claims, bool(found.failures)),
        claims=claims,
        uses=list(theorem.uses),
        uses_formally=uses_formally,
        holds=found.hold,
        instances=found.count,
        evidence=found.evidence,
        method=theorem.method,
        tightest=found.tightest,
        tightest_function=found.tightest_function,
        slack=found.slack,
        failures=list(found.failures),
        false_neighbour=theorem.false_neighbour.statement,
        refutations=list(found.refutations),
        seconds=found.seconds,
    )
