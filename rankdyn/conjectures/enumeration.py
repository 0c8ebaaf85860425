"""All sequences of a length in the order of falsify: by maximum, then sum, then lexicographic; lazily, in arrays.

The sequences with one maximum M form a shell of (M + 1)^n − M^n rows. Small shells are written down at once, sorted by
sum, several together; a large one is cut by sum, then by leading entries, until a piece has few enough rows: memory
stays bounded whatever M and the length are. No row is made that is not yielded.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import comb

import numpy as np
import numpy.typing as npt

Sequences = npt.NDArray[np.int64]

ROWS = 1 << 16
"""Rows of one array, at most."""


def sequences(length: int, max_rank: int, rows: int = ROWS) -> Iterator[Sequences]:
    """Yield all sequences with entries 0..max_rank, in order, as arrays of shape (from 1 to `rows`, length).

    Examples
    --------
    >>> [tuple(map(int, row)) for piece in sequences(2, 1) for row in piece]
    [(0, 0), (0, 1), (1, 0), (1, 1)]
    """
    if length == 1:
        for start in range(0, max_rank + 1, rows):
            yield np.arange(start, min(start + rows, max_rank + 1), dtype=np.int64)[:, None]
        return
    small: list[Sequences] = []
    held = 0
    for largest in range(max_rank + 1):
        size = (largest + 1) ** length - largest**length
        if small and held + size > rows:
            yield np.concatenate(small)
            small, held = [], 0
        if size <= rows:
            shell = _shell(length, largest)
            small.append(shell[np.argsort(shell.sum(axis=1), kind="stable")])
            held += size
        else:
            for total in range(largest, length * largest + 1):
                yield from _pieces((), length, largest, total, rows)
    if small:
        yield np.concatenate(small)


def _shell(length: int, largest: int) -> Sequences:
    """Return all rows with the given maximum, lexicographically."""
    found = np.zeros((1, 0), dtype=np.int64)
    reached = np.zeros(1, dtype=bool)
    for column in range(length):
        low = np.where(reached | (column < length - 1), 0, largest)
        found, reached, _ = _with_column(
            found, reached, low, np.full(len(found), largest - 1), np.ones(len(found), bool), largest
        )
    return found


def _pieces(head: tuple[int, ...], length: int, largest: int, total: int, rows: int) -> Iterator[Sequences]:
    """Yield the rows that begin with `head`, have the given sum and the given maximum."""
    free, rest, reached = length - len(head), total - sum(head), largest in head
    size = _tails(free, largest, rest) - (0 if reached or not largest else _tails(free, largest - 1, rest))
    if not size:
        return
    if size <= rows:
        yield _of_sum(head, free, largest, rest)
        return
    for first in range(max(0, rest - (free - 1) * largest), min(largest, rest) + 1):
        yield from _pieces((*head, first), length, largest, total, rows)


def _tails(free: int, largest: int, rest: int) -> int:
    """Return the number of rows of `free` entries 0..largest with sum `rest`, by inclusion and exclusion."""
    if not free or rest < 0:
        return int(rest == 0)
    terms = range(min(free, rest // (largest + 1)) + 1)
    return sum((-1) ** j * comb(free, j) * comb(rest - j * (largest + 1) + free - 1, free - 1) for j in terms)


def _of_sum(head: tuple[int, ...], free: int, largest: int, rest: int) -> Sequences:
    """Return the rows that begin with `head` and go on with `free` entries of sum `rest`; `largest` occurs in each."""
    found = np.array([head], dtype=np.int64).reshape(1, len(head))
    reached = np.array([largest in head])
    left = np.array([rest], dtype=np.int64)
    for behind in range(free - 1, -1, -1):
        low = np.maximum(0, left - behind * largest)
        # Where the maximum has not occurred yet, an entry below it must leave enough for it to occur later.
        high = np.minimum(largest - 1, np.where(reached, left, left - largest if behind else -1))
        found, reached, parents = _with_column(found, reached, low, high, left >= largest, largest)
        left = left[parents] - found[:, -1]
    return found


def _with_column(
    found: Sequences,
    reached: npt.NDArray[np.bool_],
    low: Sequences,
    high: Sequences,
    may_reach: npt.NDArray[np.bool_],
    largest: int,
) -> tuple[Sequences, npt.NDArray[np.bool_], Sequences]:
    """Return every row followed by each entry low..high (below the maximum) and, where it may stand, by the maximum.

    Also whether the maximum has occurred, and the number of the row that each new row continues.
    """
    below = np.maximum(0, high - low + 1)
    counts = below + may_reach
    parents = np.repeat(np.arange(len(found)), counts)
    offset = np.arange(len(parents)) - np.repeat(np.cumsum(counts) - counts, counts)
    entry = np.where(offset < below[parents], low[parents] + offset, largest)
    return np.concatenate([found[parents], entry[:, None]], axis=1), reached[parents] | (entry == largest), parents
