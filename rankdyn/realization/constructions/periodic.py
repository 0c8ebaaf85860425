"""Periodic ranks: (cosh t, sinh t)(cos t, sin t)ᵀ → 1, 2, 1, 2, ….

It is the symbol s = 1 in Q[x]/(x² − 1) ⊗ Q[y]/(y² + 1): (x + y)² = x² + y² + 2xy = 2xy with
x, y invertible, so that D'' is D up to invertible factors, while D' = x + y has rank 2. For x^n = 1, y^n = −1 and n > 2
longer patterns arise.
"""

from __future__ import annotations

from rankdyn.realization.block import Block
from rankdyn.realization.constructions.symbol import symbol


def periodic(order: int = 2, left: int = 1, right: int = -1) -> Block:
    """Return the symbol s = 1 in Q[x]/(x^n − left) ⊗ Q[y]/(y^n − right).

    For n = 2 and the values given it is (cosh t, sinh t)(cos t, sin t)ᵀ.
    """
    block = symbol([-left] + [0] * (order - 1), [-right] + [0] * (order - 1), [[1]])
    assert block is not None  # no power of x + y is inverted
    return Block(block.function, f"periodic: x^{order} = {left}, y^{order} = {right}")
