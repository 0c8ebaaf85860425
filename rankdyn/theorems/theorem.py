"""A theorem as data: its statement, instances to verify it on, a check, and a false neighbour to refute."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from rankdyn.certification import certify
from rankdyn.evidence.rank_sequence import RankSequence
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.rank.reduction import Kind
from rankdyn.rank.sequence import rank_sequence


@dataclass(frozen=True, slots=True)
class Instance:
    """One case of a theorem.

    Attributes
    ----------
    name : str
        What is shown in tables.
    function : MatrixFunction
        The function D.
    max_order : int
        K, the highest order looked at.
    kind : 'derivative' or 'difference'
        Which operator is iterated.
    h : Fraction
        The step of differences.
    expected : tuple of int or None
        Ranks that the theorem predicts for this instance, where it predicts them outright.
    """

    name: str
    function: MatrixFunction
    max_order: int
    kind: Kind = "derivative"
    h: Fraction = Fraction(1)
    expected: tuple[int, ...] | None = None

    def ranks(self) -> RankSequence:
        """Return the generic ranks; an exact answer has passed the independent checker."""
        found = rank_sequence(self.function, self.max_order, kind=self.kind, h=self.h)
        if found.certificate is not None:
            certify(found)
        return found


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check found on one instance.

    Attributes
    ----------
    holds : bool
        Whether the statement is true of the instance.
    slack : int or None
        How far from equality the statement is on this instance; 0 is tight, None where there is no inequality.
    evidence : str
        'exact' if every rank was certified, or an identity decided in the function field; otherwise the weaker kind.
    detail : str
        The numbers, in words.
    """

    holds: bool
    slack: int | None
    evidence: str
    detail: str


@dataclass(frozen=True, slots=True)
class SequenceInstance:
    """One case of a theorem on rank sequences: the sequence itself.

    Attributes
    ----------
    name : str
        What is shown in tables.
    function : tuple of int
        The sequence r_0, …, r_K; it stands where other instances have their function.
    """

    name: str
    function: tuple[int, ...]


Check = Callable[[Any], Outcome]
"""Takes an `Instance` or, for theorems on rank sequences, a `SequenceInstance`."""


@dataclass(frozen=True, slots=True)
class FalseNeighbour:
    """A statement close to a theorem and false, with the instances that refute it under its check."""

    statement: str
    check: Check
    instances: tuple[Instance | SequenceInstance, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A part of a theorem that may be proved apart from the rest.

    What is said here is only where a proof is to be found; whether it is one is found out in each run (`verify`).

    Attributes
    ----------
    text : str
        What of the theorem's statement is meant.
    coq : tuple of str
        Theorems of the Coq development that together state it.
    proof : str
        The words with which its proof opens in the text of `Theorem.proof`; empty where no proof is known.
    """

    text: str
    coq: tuple[str, ...] = ()
    proof: str = "Proof."


@dataclass(frozen=True, slots=True)
class Theorem:
    """A theorem of the theory of rank dynamics.

    Attributes
    ----------
    name : str
        Short name, used on the command line.
    title : str
        One line.
    statement, hypotheses : str, tuple of str
        The theorem in words; it holds for derivatives and forward differences alike.
    named : tuple of Instance or SequenceInstance
        Instances worth looking at, tight ones among them.
    random : callable
        Makes a random instance from a generator.
    check : callable
        Decides the statement on an instance.
    false_neighbour : FalseNeighbour
        What is not true, although close.
    typeset : str
        The statement with its formulas in LaTeX between dollar signs.
    claims : tuple of Claim
        The parts of the statement, and where their proofs are to be found.
    uses : tuple of str
        Names of the theorems on which its proof rests.
    proof : str
        Where the proof stands: the readable test in proofs/.
    method : str
        What 'exact' rests on in this check.
    source : str
        Reference.
    """

    name: str
    title: str
    statement: str
    hypotheses: tuple[str, ...]
    named: tuple[Instance | SequenceInstance, ...]
    random: Callable[[np.random.Generator], Instance | SequenceInstance]
    check: Check
    false_neighbour: FalseNeighbour
    typeset: str
    claims: tuple[Claim, ...]
    proof: str
    uses: tuple[str, ...] = ()
    method: str = "certified ranks"
    source: str = "'Tracking High-order Evolutions via Cascading Low-rank Fitting', arXiv 2604.10980"

    def instances(self, count: int, rng: np.random.Generator) -> Iterator[Instance | SequenceInstance]:
        """Yield the named instances, then `count` random ones."""
        yield from self.named
        for _ in range(count):
            yield self.random(rng)


def both_kinds(
    name: str,
    function: MatrixFunction,
    max_order: int,
    expected: tuple[int, ...] | None = None,
    h: Fraction = Fraction(1),
) -> tuple[Instance, Instance]:
    """Return the instance for derivatives and the same for forward differences."""
    return (
        Instance(name, function, max_order, expected=expected),
        Instance(f"{name}, differences", function, max_order, "difference", h, expected),
    )
