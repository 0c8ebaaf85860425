"""The search for the smallest counterexample: all sequences in order, those that violate the conjecture realized.

Only one length matters. A conjecture that speaks of r_0, …, r_m is tested on sequences of length m + 1: on shorter ones
it has no meaning, and a longer realizable sequence begins with a realizable one of that length, at which the conjecture
says the same.

There are two rounds. In the first, sequences are realized by constructions alone, until one can be. In the second, what
is left of the budget is spent on those before it that stayed open, the smallest first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from rankdyn.conjectures.answer import Counterexample, NotFound, Searched
from rankdyn.conjectures.enumeration import Sequences, sequences
from rankdyn.conjectures.evaluation import truth_of_many, zero_divisor
from rankdyn.conjectures.limits import CANDIDATE_WORK, CONSTRUCTION_WORK
from rankdyn.conjectures.printing import text
from rankdyn.conjectures.statements import Statement, length
from rankdyn.errors import InvalidInputError
from rankdyn.evidence.realizability import Answer, Open, Witness
from rankdyn.limits import DEFAULT_CANDIDATES

Ranks: TypeAlias = tuple[int, ...]

Realize: TypeAlias = Callable[[Ranks, int], Answer]
"""Gives a function with the ranks, or a law that forbids them, or neither; tries so many candidates of a search."""

Allowed: TypeAlias = Callable[[Sequences], npt.NDArray[np.bool_]]
"""Whether no law forbids the sequences, one a row."""

_LEAST_PIECE = 64
"""Sequences for which an array of sequences counts at least: small arrays cost more than their rows."""


@dataclass
class _Record:
    """Counts of a running search."""

    left: int
    sequences: int = 0
    violating: int = 0
    forbidden: int = 0
    complete_to: int = -1
    open: list[Ranks] = field(default_factory=list)
    ended: bool = False
    """Whether the budget ran out in the first round."""


def search(
    statement: Statement, max_rank: int, budget: int, realize: Realize, allowed: Allowed
) -> Counterexample | NotFound:
    """Return the first counterexample with entries up to `max_rank`, by maximum, sum and lexicographic order.

    Parameters
    ----------
    statement : Statement
        The conjecture.
    max_rank : int
        The largest entry.
    budget : int
        Work units: one for each sequence, CONSTRUCTION_WORK for each sequence handed to the constructions,
        CANDIDATE_WORK for each candidate of a search.
    realize, allowed : callable
        What decides a sequence, and the laws that spare it the work.

    Raises
    ------
    InvalidInputError
        If the conjecture divides by 0 at a sequence that no law forbids.
    """
    record = _Record(budget)
    witness = _first_round(statement, max_rank, record, realize, allowed)
    witness = _second_round(record, realize) or witness
    note = f"the budget of {budget} work units ran out; a larger one goes on" if record.ended else ""
    searched = Searched(
        text(statement),
        length(statement),
        max_rank,
        record.complete_to,
        record.sequences,
        record.violating,
        record.forbidden,
        tuple(record.open),
        note,
    )
    return NotFound(searched) if witness is None else Counterexample(witness.function, witness.ranks, witness, searched)


def _first_round(
    statement: Statement, max_rank: int, record: _Record, realize: Realize, allowed: Allowed
) -> Witness | None:
    """Return the first witness that the constructions give, or None when all is looked at or the budget runs out."""
    for piece in sequences(length(statement), max_rank):
        rows = piece[: max(0, record.left)]
        record.left -= max(len(rows), _LEAST_PIECE)
        witness, seen = _first_of(statement, rows, record, realize, allowed)
        if seen < len(piece):
            record.ended = witness is None
            record.complete_to = int(piece[seen - (witness is not None)].max()) - 1
            return witness
        record.complete_to = int(piece[-1].max()) - 1
        if witness is not None:
            return witness
    record.complete_to = max_rank
    return None


def _first_of(
    statement: Statement, rows: Sequences, record: _Record, realize: Realize, allowed: Allowed
) -> tuple[Witness | None, int]:
    """Return the first witness among the rows that violate the statement, or None, and how many rows were looked at.

    What is open is remembered. The rows end early where the budget does.
    """
    holds, fails = truth_of_many(statement, rows)
    refused = np.zeros(len(rows), dtype=bool)
    witness, seen = None, len(rows)
    for index in _kept(np.flatnonzero(~holds), rows, refused, allowed):
        ranks = tuple(map(int, rows[index]))
        if not fails[index]:
            raise _undefined(statement, ranks)
        if record.left < CONSTRUCTION_WORK:
            seen = index
            break
        record.left -= CONSTRUCTION_WORK
        answer = _realized(ranks, 0, realize)
        if isinstance(answer, Witness):
            witness, seen = answer, index + 1
            break
        if isinstance(answer, Open):
            record.open.append(ranks)
        else:
            record.forbidden += 1
    record.sequences += seen
    record.violating += int(fails[:seen].sum())
    record.forbidden += int((fails & refused)[:seen].sum())
    return witness, seen


def _kept(
    chosen: npt.NDArray[np.intp], rows: Sequences, refused: npt.NDArray[np.bool_], allowed: Allowed
) -> Iterator[int]:
    """Yield the chosen rows that no law forbids, and mark the others; a few are asked about first, then more."""
    start, count = 0, 64
    while start < len(chosen):
        part = chosen[start : start + count]
        mask = allowed(rows[part])
        refused[part[~mask]] = True
        yield from map(int, part[mask])
        start, count = start + count, 4 * count


def _second_round(record: _Record, realize: Realize) -> Witness | None:
    """Return the first witness that a search finds for an open sequence; only what is before it stays open."""
    still: list[Ranks] = []
    for place, ranks in enumerate(record.open):
        candidates = max(0, record.left) // (CANDIDATE_WORK * (len(record.open) - place))
        candidates = min(candidates, DEFAULT_CANDIDATES)
        record.left -= candidates * CANDIDATE_WORK
        answer = _realized(ranks, candidates, realize) if candidates else Open(ranks, ())
        if isinstance(answer, Witness):
            record.open = still
            return answer
        if isinstance(answer, Open):
            still.append(ranks)
        else:
            record.forbidden += 1
    record.open = still
    return None


def _realized(ranks: Ranks, candidates: int, realize: Realize) -> Answer:
    answer = realize(ranks, candidates)
    if answer.ranks != ranks:
        raise AssertionError(f"asked for {ranks}, an answer for {answer.ranks} came back")
    return answer


def _undefined(statement: Statement, ranks: Ranks) -> InvalidInputError:
    divisor = zero_divisor(statement, ranks)
    name = "a divisor" if divisor is None else text(divisor)
    guard = "" if divisor is None else f", as in '{name} != 0 implies …'"
    return InvalidInputError(
        f"the conjecture divides by {name}, which is 0 at the ranks {ranks}, and no law forbids these; "
        f"say what holds there{guard}"
    )
