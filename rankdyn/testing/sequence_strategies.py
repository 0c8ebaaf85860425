"""Hypothesis strategies for rank sequences and permutations.

Sequences are drawn entry by entry among the values that the laws leave, so that little is thrown away; they shrink
towards short sequences of small ranks, permutations towards the identity.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, get_args

from rankdyn.errors import InvalidInputError
from rankdyn.evidence.realizability import Witness
from rankdyn.laws import allowed
from rankdyn.laws.reading import checked_count
from rankdyn.realization.realize import realize
from rankdyn.testing.hypothesis_extra import DrawFn, SearchStrategy, assume, st

Status = Literal["any", "allowed", "realizable", "impossible"]


def rank_sequences(
    max_length: int = 4, max_rank: int = 4, status: Status = "any", min_length: int = 1
) -> SearchStrategy[tuple[int, ...]]:
    """Draw rank sequences r_0, …, r_K as tuples of ints.

    Parameters
    ----------
    max_length, min_length : int, default 4 and 1
        How many ranks.
    max_rank : int, default 4
        The largest rank.
    status : 'any', 'allowed', 'realizable' or 'impossible', default 'any'
        any: no condition. allowed: no law forbids them. realizable: `rankdyn.realize` has a certified function for
        them. impossible: a proved law forbids them.

    Raises
    ------
    InvalidInputError
        If an argument breaks a rule.
    """
    longest, shortest = checked_count(max_length, "max_length", 1), checked_count(min_length, "min_length", 1)
    largest = checked_count(max_rank, "max_rank")
    if shortest > longest:
        raise InvalidInputError(f"min_length is {shortest}, but max_length is {longest}; it must not be smaller")
    if status not in get_args(Status):
        raise InvalidInputError(f"status must be one of {', '.join(get_args(Status))}, not {status!r}")
    if status == "impossible" and longest == 1:
        raise InvalidInputError("no sequence of length 1 is impossible; ask for max_length=2 or more")
    if status == "impossible" and not largest:
        raise InvalidInputError("no sequence of zeros is impossible; ask for max_rank=1 or more")
    if status in ("any", "impossible"):
        every = st.lists(st.integers(0, largest), min_size=shortest, max_size=longest).map(tuple)
        return every if status == "any" else every.filter(lambda ranks: not allowed(ranks))
    kept = _allowed_sequences(st.integers(shortest, longest), largest)
    return kept if status == "allowed" else kept.filter(_is_realized)


@st.composite
def _allowed_sequences(draw: DrawFn, lengths: SearchStrategy[int], largest: int) -> tuple[int, ...]:
    ranks: tuple[int, ...] = ()
    for _ in range(draw(lengths)):
        options = _continuations(ranks, largest)
        assume(options)
        ranks = (*ranks, draw(st.sampled_from(options)))
    return ranks


@lru_cache(maxsize=4096)
def _continuations(ranks: tuple[int, ...], largest: int) -> tuple[int, ...]:
    """Return the values that may follow, as far as the laws say."""
    return tuple(value for value in range(largest + 1) if allowed((*ranks, value)))


@lru_cache(maxsize=4096)
def _is_realized(ranks: tuple[int, ...]) -> bool:
    return isinstance(realize(ranks), Witness)


def permutations(n: int | None = None, max_n: int = 5) -> SearchStrategy[tuple[int, ...]]:
    """Draw permutations of 1, …, n as tuples.

    Parameters
    ----------
    n : int, optional
        The length; from 1 to `max_n` if not given.
    max_n : int, default 5
        The largest length if n is not given.
    """
    if n is not None:
        return st.permutations(range(1, checked_count(n, "n", 1) + 1)).map(tuple)
    lengths = st.integers(1, checked_count(max_n, "max_n", 1))
    return lengths.flatmap(lambda length: st.permutations(range(1, length + 1)).map(tuple))
