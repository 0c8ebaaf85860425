"""All maximal minors of r rows with r + 1 columns, without division: the kernel vector of those rows.

Over a number field the relations of the constants make exact division in FLINT's polynomials impossible; Laplace
expansion, row by row over subsets of columns, needs none. It costs about r·2^r products, so it is for small ranks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rankdyn.algebra.quotient import Polynomial
from rankdyn.algebra.work import Work

Reduce = Callable[[Polynomial], Polynomial]


def kernel_vector(rows: Sequence[Sequence[Polynomial]], reduced: Reduce, work: Work) -> list[Polynomial]:
    """Return the vector of signed maximal minors, which the rows annihilate.

    Parameters
    ----------
    rows : sequence of sequences of polynomials
        r rows of length r + 1.
    reduced : callable
        Takes a polynomial modulo the relations of the number field.
    work : Work
        Charged for every product.
    """
    width = len(rows) + 1
    minors: dict[int, Polynomial | None] = {
        0: None
    }  # from the set of columns, as bits, to the minor of the rows so far on it
    for row in rows:
        following: dict[int, Polynomial] = {}
        for columns, minor in minors.items():
            for j, entry in enumerate(row):
                if columns >> j & 1 or not entry:
                    continue
                # expanded along the last row: the sign counts the columns to the right of j
                sign = -1 if (columns >> (j + 1)).bit_count() % 2 else 1
                if minor is not None:
                    work.spend(len(entry) * len(minor) + 1)
                    entry = entry * minor
                key = columns | 1 << j
                following[key] = following[key] + sign * entry if key in following else sign * entry
        minors = {columns: value for columns, value in ((c, reduced(v)) for c, v in following.items()) if value}
    everything = (1 << width) - 1
    zero = rows[0][0] * 0
    return [(-1) ** j * (minors.get(everything ^ 1 << j) or zero) for j in range(width)]
