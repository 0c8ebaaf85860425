"""`nearest`: the sequences nearest to given ranks that no law forbids."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from rankdyn.laws.law import Ranks
from rankdyn.laws.many import MAX_VECTORISED, Rows, allowed_many, keep_half, keep_leibniz, keep_toeplitz
from rankdyn.laws.reading import checked_count, checked_kind, checked_ranks
from rankdyn.laws.registry import allowed

CANDIDATES: Final = 500_000
"""Work of one call: each prefix tried counts its length, and each check of a long one against all laws its square."""

LONGEST: Final = 40
"""Ranks of a sequence whose neighbours are searched."""

SHORT: Final = 8
"""Prefixes up to this length are checked against all laws; law DE can take tens of milliseconds on longer ones."""


def nearest(ranks: Any, count: int = 3, kind: str = "derivative", budget: int = CANDIDATES) -> tuple[Ranks, ...]:
    """Return the nearest sequences of the same length that no law forbids, the given one included if none forbids it.

    Nearest by the sum of absolute changes, then in lexicographic order. No law forbidding a sequence does not say that
    it occurs.

    Parameters
    ----------
    ranks : iterable of int
        Ranks, as for `check`.
    count : int, default 3
        How many.
    kind : 'derivative' or 'difference', default 'derivative'
        What the ranks are ranks of.
    budget : int
        Work that may be done, counted in prefixes looked at. When it is spent, fewer sequences come back than asked
        for, but none is missing between them: those given are the nearest ones. Of more than 40 ranks only the
        sequence itself is looked at.

    Returns
    -------
    tuple of sequences

    Raises
    ------
    InvalidInputError
        If an argument breaks a rule.

    Examples
    --------
    >>> nearest((1, 3, 2))
    ((1, 2, 2), (2, 3, 2), (1, 2, 1))
    """
    checked_kind(kind)
    wanted = checked_ranks(ranks)
    most, left = checked_count(count, "count"), checked_count(budget, "budget")
    if len(wanted) > LONGEST:
        return (wanted,) if most and left and allowed(wanted) else ()
    found: list[Ranks] = []
    distance = 0
    while len(found) < most and left > 0:
        rows, cost = _at_distance(wanted, distance, left)
        left -= cost
        if rows is None:
            break
        found += [tuple(row) for row in rows.tolist()]
        distance += 1
    return tuple(found[:most])


def _at_distance(ranks: Ranks, distance: int, budget: int) -> tuple[Rows | None, int]:
    """Return the allowed sequences at a distance in lexicographic order, or None beyond the budget, and the cost.

    Prefixes of what is allowed are allowed: they are extended rank by rank, and forbidden ones are dropped.
    """
    rows = np.zeros((1, 0), dtype=np.int64)
    used = np.zeros(1, dtype=np.int64)
    cost = 0
    if max(ranks) + distance > np.iinfo(np.int64).max:
        return None, 0
    for index, rank in enumerate(ranks):
        last = index == len(ranks) - 1
        steps = np.arange(max(-distance, -rank), distance + 1, dtype=np.int64)
        cost += len(rows) * len(steps) * (index + 1)
        if cost > budget:
            return None, cost
        total = used[:, None] + np.abs(steps)[None, :]
        keep = (total == distance) if last else (total <= distance)
        parents, moves = np.nonzero(keep)
        rows = np.concatenate([rows[parents], (rank + steps[moves])[:, None]], axis=1)
        used = total[parents, moves]
        if index >= SHORT and max(ranks) + distance <= MAX_VECTORISED:
            for keep_law in (keep_leibniz, keep_half, keep_toeplitz):
                alive = keep_law(rows)
                rows, used = rows[alive], used[alive]
            if not last:
                continue
        if index >= SHORT:
            cost += len(rows) * len(ranks) ** 2
            if cost > budget:
                return None, cost
        alive = allowed_many(rows)
        rows, used = rows[alive], used[alive]
    return rows, cost
