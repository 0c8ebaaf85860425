"""The pointwise reading: the ranks of D^(k)(t0) at one point t0 obey min(m, n) and nothing else.

Any matrices may be prescribed as the values D(t0), D′(t0), …, D^(K)(t0): D = Σ (t − t0)^k/k! · M_k. So the ranks at one
point are arbitrary numbers from 0 to min(m, n). The same holds for forward differences, by Newton's formula.
"""

from __future__ import annotations

from typing import Any

from rankdyn.laws.law import Violation, impossible
from rankdyn.laws.reading import checked_count, checked_kind, checked_ranks


def check_pointwise(ranks: Any, shape: tuple[int, int] | None = None, kind: str = "derivative") -> list[Violation]:
    """Return the violation of r_k <= min(m, n) for ranks at one point, if there is one.

    Parameters
    ----------
    ranks : iterable of int
        Ranks of D(t0), D′(t0), ….
    shape : (int, int), optional
        Rows m and columns n; without it every sequence is possible.
    kind : 'derivative' or 'difference', default 'derivative'
        What the ranks are ranks of.

    Raises
    ------
    InvalidInputError
        If an argument breaks a rule.

    Examples
    --------
    >>> from rankdyn.laws import check_pointwise
    >>> check_pointwise((1, 3, 0))
    []
    >>> print(check_pointwise((1, 3, 0), shape=(2, 5))[0].explanation)
    ranks (1, 3, 0) are impossible: a 2 x 5 matrix has r_1 <= 2, but 3 was asked. Smallest change: r_1 <= 2.
    """
    checked_kind(kind)
    read = checked_ranks(ranks)
    if shape is None:
        return []
    rows, columns = (checked_count(side, "a side of shape") for side in shape)
    bound = min(rows, columns)
    for i, rank in enumerate(read):
        if rank > bound:
            reason = f"a {rows} x {columns} matrix has r_{i} <= {bound}, but {rank} was asked"
            change = (i, "<=", bound)
            return [Violation("shape", i, impossible(read, reason, change), rank, bound, (("k", i),), change)]
    return []
