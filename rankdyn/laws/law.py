"""A law as data: its statement, its check, sequences on which it is tight, and the place of its proof.

A law is a proved necessary condition on the generic ranks r_0, r_1, … of the successive derivatives (or forward
differences) of one matrix function. A broken law is a proof of impossibility; a law that is kept proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

Ranks = tuple[int, ...]

SHOWN = 12
"""Ranks of a long sequence that a message shows."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A law that a sequence breaks: an inequality left <= right that fails.

    Attributes
    ----------
    law : str
        Name of the law.
    order : int
        The order j from which it is broken: the law is applied to r_j, r_{j+1}, ….
    explanation : str
        The inequality with its numbers, and the smallest change of one rank that mends it.
    left, right : int
        The two sides; the law demands left <= right.
    parameters : tuple of (str, int)
        The parameters of the instance, such as (('k', 2),).
    repair : tuple of (int, str, int)
        The smallest change: index i of a rank, '<=', '>=' or '=', and the value; it mends this inequality.
    """

    law: str
    order: int
    explanation: str
    left: int
    right: int
    parameters: tuple[tuple[str, int], ...] = ()
    repair: tuple[int, str, int] = (0, "=", 0)


@dataclass(frozen=True, slots=True)
class Law:
    """A proved law on rank sequences; it holds for derivatives and forward differences alike, from any order on.

    Attributes
    ----------
    name : str
        Short name, as in `Violation.law`.
    title : str
        A few words.
    statement : str
        The law in words.
    latex : str
        The law as LaTeX.
    check : callable
        Takes a tuple of ranks and returns the first violation (by starting order), or None.
    tight : tuple of sequences
        Realizable sequences on which the law holds with equality.
    proof : str
        Where the readable proof stands.
    """

    name: str
    title: str
    statement: str
    latex: str
    check: Callable[[Ranks], Violation | None] = field(repr=False)
    tight: tuple[Ranks, ...]
    proof: str


Change = tuple[int, str, int]
"""Index of a rank, a relation, a value: (0, '>=', 2) asks for r_0 >= 2."""


def smallest(ranks: Ranks, changes: Iterable[Change]) -> Change:
    """Return the change that moves its rank least; the first of several."""
    return min(changes, key=lambda change: abs(change[2] - ranks[change[0]]))


def impossible(ranks: Sequence[int], reason: str, change: Change, title: str = "Smallest change") -> str:
    """Return the message: the ranks, the inequality with its numbers, the smallest change."""
    index, relation, value = change
    return f"ranks {shown(ranks)} are impossible: {reason}. {title}: r_{index} {relation} {value}."


def shown(ranks: Sequence[int]) -> str:
    """Return the ranks as text, the tail of a long sequence left out."""
    if len(ranks) <= SHOWN:
        return "(" + ", ".join(map(str, ranks)) + ("," if len(ranks) == 1 else "") + ")"
    return "(" + ", ".join(map(str, ranks[:SHOWN])) + f", … {len(ranks)} in all)"


def suffix_maxima(ranks: Ranks) -> list[int]:
    """Return max(r_i, r_{i+1}, …) for every i, and 0 at the end: a search may stop where no rank is large enough."""
    largest = [0] * (len(ranks) + 1)
    for i in range(len(ranks) - 1, -1, -1):
        largest[i] = max(ranks[i], largest[i + 1])
    return largest
