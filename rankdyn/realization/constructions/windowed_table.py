"""All windowed binomials of small polynomials at once: which rank sequences they have, and by which p.

For every degree the polynomials with small coefficients are rows of one array; multiplication by x + y adds each row to
itself moved by one place, and the ranks in every window are counts of non-zero entries.
"""

from __future__ import annotations

from itertools import product
from typing import TypeAlias

import numpy as np

Parameters: TypeAlias = tuple[tuple[int, ...], int, int]
"""p, a, b."""

_BOUNDS = (1, 3, 3, 3, 2)
"""The largest coefficient by degree."""


def windowed_table(length: int, side: int) -> dict[tuple[int, ...], Parameters]:
    """Return for each rank sequence a p, a, b of the smallest size, the first in a fixed order among these.

    Parameters
    ----------
    length : int
        Number of orders.
    side : int
        Largest number of rows and of columns.
    """
    best: dict[tuple[int, ...], Parameters] = {}
    for degree, bound in enumerate(_BOUNDS):
        by_size = [c for size in range(bound + 1) for c in ((0,) if not size else (size, -size))]
        every = np.array(list(product(by_size, repeat=degree + 1)), dtype=np.int64)
        every = every[np.argsort(np.abs(every).sum(axis=1), kind="stable")]
        every = every[every.any(axis=1)]
        leading = every[np.arange(len(every)), (every != 0).argmax(axis=1)]
        p = every[leading > 0]
        present, now = [], p
        for _ in range(length):
            present.append(now != 0)
            nothing = np.zeros((len(p), 1), dtype=np.int64)
            now = np.hstack([nothing, now]) + np.hstack([now, nothing])
        for a in range(1, side + 1):
            for b in range(1, side + 1):
                _enter(best, p, present, a, b)
    return best


def _enter(best: dict[tuple[int, ...], Parameters], p: np.ndarray, present: list[np.ndarray], a: int, b: int) -> None:
    """Enter the sequences of one window where they are new or smaller."""
    columns = []
    for found in present:
        top = found.shape[1] - 1  # coefficient i belongs to x^i y^{top−i}
        columns.append(found[:, max(0, top - b + 1) : min(a - 1, top) + 1].sum(axis=1))
    sequences, first = np.unique(np.stack(columns, axis=1), axis=0, return_index=True)
    for row, index in zip(sequences.tolist(), first.tolist(), strict=True):
        ranks = tuple(row)
        known = best.get(ranks)
        if known is None or max(known[1:]) > max(a, b):
            best[ranks] = tuple(p[index].tolist()), a, b
