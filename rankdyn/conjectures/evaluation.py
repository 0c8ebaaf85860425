"""What a conjecture says about a rank sequence: exact, for one sequence and for many at once.

Statements have three values. A comparison that divides by 0 is undefined, and the connectives are those of Kleene: a
false part settles 'and', a true part settles 'or', a false premise or a true conclusion settles 'implies', whatever the
rest is. So 'r0 > 0 implies r1 // r0 <= 2' is defined everywhere, 'r1 // r0 <= 2' is not where r_0 = 0.

`truth_of_many` works on whole arrays in 64-bit integers where a bound on every intermediate value allows it, else in
Python's integers: both are exact.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from functools import reduce
from itertools import pairwise
from math import prod
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from rankdyn.conjectures.statements import (
    Addition,
    Comparison,
    Connection,
    Extremum,
    FloorDivision,
    Implication,
    Integer,
    Multiplication,
    Negation,
    Node,
    Not,
    Rank,
    Statement,
    Term,
    nodes,
)

COMPARE: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "<=": operator.le,
    "<": operator.lt,
    ">=": operator.ge,
    ">": operator.gt,
    "==": operator.eq,
    "!=": operator.ne,
}

Truth: TypeAlias = npt.NDArray[np.bool_]


def value(term: Term, ranks: Sequence[int]) -> int | None:
    """Return the value of a term at a sequence that has all its orders; None if it divides by 0.

    Examples
    --------
    >>> from rankdyn.conjectures.statements import FloorDivision, Rank
    >>> value(FloorDivision(Rank(1), Rank(0)), (2, 5)), value(FloorDivision(Rank(1), Rank(0)), (0, 5))
    (2, None)
    """
    match term:
        case Integer(number):
            return number
        case Rank(order):
            return ranks[order]
        case Negation(inner):
            found = value(inner, ranks)
            return None if found is None else -found
        case FloorDivision(left, right):
            above, below = value(left, ranks), value(right, ranks)
            return None if above is None or not below else above // below
        case Addition(parts) | Multiplication(parts) | Extremum(_, parts):
            values = [value(part, ranks) for part in parts]
            known = [v for v in values if v is not None]
            if len(known) < len(values):
                return None
            if isinstance(term, Addition):
                return sum(known)
            if isinstance(term, Multiplication):
                return prod(known)
            return max(known) if term.name == "max" else min(known)


def truth(statement: Statement, ranks: Sequence[int]) -> bool | None:
    """Return whether the statement holds at a sequence that has all its orders; None if it is undefined there."""
    match statement:
        case Comparison(terms, signs):
            values = [value(term, ranks) for term in terms]
            pairs = zip(pairwise(values), signs, strict=True)
            return _all([None if a is None or b is None else bool(COMPARE[s](a, b)) for (a, b), s in pairs])
        case Not(inner):
            found = truth(inner, ranks)
            return None if found is None else not found
        case Connection(name, parts):
            found_parts = [truth(part, ranks) for part in parts]
            return _all(found_parts) if name == "and" else _any(found_parts)
        case Implication(premise, conclusion):
            given = truth(premise, ranks)
            return _any([None if given is None else not given, truth(conclusion, ranks)])


def _all(values: list[bool | None]) -> bool | None:
    return False if False in values else None if None in values else True


def _any(values: list[bool | None]) -> bool | None:
    return True if True in values else None if None in values else False


def zero_divisor(statement: Statement, ranks: Sequence[int]) -> Term | None:
    """Return a divisor in the statement that is 0 at the sequence, or None."""
    divisors = (node.right for node in nodes(statement) if isinstance(node, FloorDivision))
    return next((divisor for divisor in divisors if value(divisor, ranks) == 0), None)


# ---- many sequences at once -----------------------------------------------------------------------------------------


def truth_of_many(statement: Statement, sequences: npt.NDArray[np.int64]) -> tuple[Truth, Truth]:
    """Return where the statement holds and where it fails; where it is undefined it does neither.

    Parameters
    ----------
    statement : Statement
        The conjecture.
    sequences : array of int, shape (N, length)
        One sequence a row, entries from 0 on, all orders of the statement among the columns.

    Returns
    -------
    holds, fails : array of bool, shape (N,)
    """
    largest = int(sequences.max(initial=0))
    exact = max(_magnitude(node, largest) for node in nodes(statement)) < 2**62
    columns = [sequences[:, k] if exact else sequences[:, k].astype(object) for k in range(sequences.shape[1])]
    return _truth_of_many(statement, columns)


def _magnitude(node: Node, largest: int) -> int:
    """Return a bound on the absolute values met while the term is computed from ranks up to `largest`."""
    match node:
        case Integer(number):
            return number
        case Rank():
            return largest
        case Negation(term):
            return _magnitude(term, largest)
        case FloorDivision(left, _):
            return _magnitude(left, largest)
        case Addition(parts):
            return sum(_magnitude(part, largest) for part in parts)
        case Multiplication(parts):
            return prod(max(1, _magnitude(part, largest)) for part in parts)
        case Extremum(_, parts):
            return max(_magnitude(part, largest) for part in parts)
        case _:
            return 0


def _values(term: Term, columns: list[npt.NDArray[Any]]) -> tuple[npt.NDArray[Any], Truth]:
    """Return the values of a term and where it is defined."""
    count, dtype = len(columns[0]), columns[0].dtype
    match term:
        case Integer(number):
            return np.full(count, number, dtype=dtype), np.ones(count, dtype=bool)
        case Rank(order):
            return columns[order], np.ones(count, dtype=bool)
        case Negation(inner):
            values, defined = _values(inner, columns)
            return -values, defined
        case FloorDivision(left, right):
            above, one = _values(left, columns)
            below, two = _values(right, columns)
            zero = below == 0
            return above // np.where(zero, np.ones_like(below), below), one & two & ~zero
        case Addition(parts) | Multiplication(parts) | Extremum(_, parts):
            found = [_values(part, columns) for part in parts]
            join: Callable[[Any, Any], Any] = operator.add
            if isinstance(term, Multiplication):
                join = operator.mul
            elif isinstance(term, Extremum):
                join = np.maximum if term.name == "max" else np.minimum
            return reduce(join, (v for v, _ in found)), reduce(operator.and_, (d for _, d in found))


def _truth_of_many(statement: Statement, columns: list[npt.NDArray[Any]]) -> tuple[Truth, Truth]:
    match statement:
        case Comparison(terms, signs):
            found = [_values(term, columns) for term in terms]
            pairs = []
            for ((a, known_a), (b, known_b)), sign in zip(pairwise(found), signs, strict=True):
                true = COMPARE[sign](a, b).astype(bool)
                pairs.append((true & known_a & known_b, ~true & known_a & known_b))
            return _all_of_many(pairs)
        case Not(inner):
            holds, fails = _truth_of_many(inner, columns)
            return fails, holds
        case Connection(name, parts):
            many = [_truth_of_many(part, columns) for part in parts]
            return _all_of_many(many) if name == "and" else _any_of_many(many)
        case Implication(premise, conclusion):
            given, refused = _truth_of_many(premise, columns)
            return _any_of_many([(refused, given), _truth_of_many(conclusion, columns)])


def _all_of_many(many: list[tuple[Truth, Truth]]) -> tuple[Truth, Truth]:
    return reduce(operator.and_, (holds for holds, _ in many)), reduce(operator.or_, (fails for _, fails in many))


def _any_of_many(many: list[tuple[Truth, Truth]]) -> tuple[Truth, Truth]:
    return reduce(operator.or_, (holds for holds, _ in many)), reduce(operator.and_, (fails for _, fails in many))
