"""Atoms that permutations of five need, beyond the short ones: each a construction with its parameters.

They settle least shifts: 35647 and 36547 = 12323 + …, 35746 = 12322 + …, 46357 and 56347 = 23123 + …,
35624 and 36524 = 12212 + …, 53476 = 43476 + 1, 32456, 53246 and 65347 themselves. All ranks are proved when they are
used.

Two more are needed for all sequences of length 5 with entries up to 3: 22232, found by search, and 12122. The latter
asks for t^p t^q = t^r t^s, p + q = r + s = σ, and the same for the second derivatives, p(p − 1)q(q − 1) =
r(r − 1)s(s − 1): besides pq = rs that is pq + rs = σ − 1, or D² + E² = 2(σ − 1)² + 2 for D = p − q, E = r − s. The
solution D = 10, E = 0, σ = 8 is (t^9, t^4, t^4, t^{−1}), of full rank at the orders 1, 3 and 4.
"""

from __future__ import annotations

from functools import cache

from rankdyn.realization.block import Block
from rankdyn.realization.constructions.hadamard import exponential_pair, exponential_pair_at
from rankdyn.realization.constructions.krylov import integrated_krylov, krylov
from rankdyn.realization.constructions.monomials import euler
from rankdyn.realization.constructions.symbol import symbol
from rankdyn.realization.constructions.windowed import windowed


@cache
def further_atoms() -> tuple[Block, ...]:
    """Return the blocks, the same objects at every call.

    Examples
    --------
    >>> from rankdyn.realization.further_atoms import further_atoms
    >>> [block.ranks(5) for block in further_atoms()][:3]
    [(1, 2, 3, 2, 3), (2, 3, 1, 2, 3), (1, 2, 3, 2, 2)]
    """
    # two real roots against two imaginary ones: rank 1 at every third order
    elliptic = symbol([-3, 0], [1, 0], [[1]])
    cubic = symbol([0, -1, 0], [0, 1, 0], [[0, 0, 1], [0, -16, 0], [2, 0, 1]], 1)
    assert elliptic is not None  # no power of x + y is inverted
    assert cubic is not None
    return (
        exponential_pair((-1, 0, 1), (-1, 0, 1)),
        exponential_pair_at(2, (0, 3, 7), (-5, -1, 5)),
        euler([-3, -2, -1], [0, 1, 3]),
        euler([0, 5], [-1, 4]),
        elliptic,
        cubic,
        windowed([-2, 2, -2, 1], 7, 8),
        krylov([[0, 0, 0], [0, 1, 1], [1, 0, 0]], 4),
        integrated_krylov(*_53246),
        integrated_krylov(*_65347),
    )


_53246 = (
    (
        (-1, 1, 1, 0, 0, 2),
        (-1, -1, 0, 0, 0, 2),
        (1, 0, 0, 0, 0, 0),
        (0, 0, 1, 0, 0, 0),
        (0, 0, 0, 1, 0, 0),
        (0, 0, 0, 0, 1, 0),
    ),
    (
        (1, -1, -1, 0, 0, 0),
        (1, 1, 0, 0, 0, 0),
        (-1, 0, 0, 1, 0, 0),
        (0, 0, 0, 0, 1, 0),
        (0, 0, 0, 0, 0, 1),
        (2, 0, -1, 0, 0, 0),
    ),
    3,
)
"""A, B and r of an integrated Krylov block."""

_65347 = (
    (
        (0, -1, 0, 0, 0, 0, 1),
        (1, 0, 0, 0, 0, 0, 0),
        (0, 0, 0, 1, 0, 0, 0),
        (0, 0, 0, 0, 1, 0, 0),
        (1, 0, 0, 0, 0, 0, 0),
        (0, 0, 0, 1, 0, 0, 0),
        (0, 0, 0, 0, 1, -1, 0),
    ),
    (
        (0, 1, 0, 0, 0, 0, 0),
        (-1, 0, 0, 0, 0, 0, 0),
        (0, 0, 0, -1, 0, 0, 0),
        (0, 0, 0, 0, -1, 0, 0),
        (-1, 0, 0, 0, 0, 1, 0),
        (0, 0, 0, 0, -1, 0, 1),
        (0, 0, -1, 0, 0, 0, 0),
    ),
    5,
)
"""A, B and r of an integrated Krylov block."""
