"""Conjectures as values: integer terms in the ranks r_0, r_1, …, and statements about them.

A term is built from integers and ranks by +, −, *, floor division, max and min; a statement from comparisons of terms
by and, or, not, implies. The trees keep what was written, parentheses apart: `rankdyn.conjectures.printing` gives the
text back, `rankdyn.conjectures.evaluation` the meaning.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Integer:
    """An integer from 0 on; the grammar makes −2 a `Negation`."""

    value: int


@dataclass(frozen=True, slots=True)
class Rank:
    """The rank r_k."""

    order: int


@dataclass(frozen=True, slots=True)
class Negation:
    """The term with the other sign."""

    term: Term


@dataclass(frozen=True, slots=True)
class Addition:
    """The sum of two or more terms; a difference has a `Negation` in it."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Multiplication:
    """The product of two or more factors."""

    factors: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class FloorDivision:
    """⌊left / right⌋; not defined where the divisor is 0."""

    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Extremum:
    """The largest (name 'max') or smallest (name 'min') of two or more terms."""

    name: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A chain such as r0 <= r1 < 4: every neighbouring pair is compared.

    Attributes
    ----------
    terms : tuple of Term
        Two or more.
    signs : tuple of str
        One fewer, each of <=, <, >=, >, ==, !=.
    """

    terms: tuple[Term, ...]
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The statement does not hold."""

    statement: Statement


@dataclass(frozen=True, slots=True)
class Connection:
    """Two or more statements joined by 'and' or 'or'."""

    name: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Implication:
    """If the premise holds, so does the conclusion."""

    premise: Statement
    conclusion: Statement


Term: TypeAlias = Integer | Rank | Negation | Addition | Multiplication | FloorDivision | Extremum
Statement: TypeAlias = Comparison | Not | Connection | Implication
Node: TypeAlias = Term | Statement

STATEMENTS = (Comparison, Not, Connection, Implication)


def children(node: Node) -> tuple[Node, ...]:
    """Return the nodes directly below."""
    match node:
        case Integer() | Rank():
            return ()
        case Negation(term):
            return (term,)
        case Addition(parts) | Multiplication(parts) | Extremum(_, parts) | Comparison(parts, _):
            return parts
        case FloorDivision(left, right):
            return (left, right)
        case Not(statement):
            return (statement,)
        case Connection(_, statements):
            return statements
        case Implication(premise, conclusion):
            return (premise, conclusion)


def nodes(root: Node) -> Iterator[Node]:
    """Yield the node and all nodes below it."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(children(node))


def length(statement: Node) -> int:
    """Return how many ranks the statement speaks of: one more than the highest order in it; 0 if there is none."""
    return max((node.order + 1 for node in nodes(statement) if isinstance(node, Rank)), default=0)
