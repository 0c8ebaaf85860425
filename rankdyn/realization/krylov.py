"""Krylov blocks: D_0 = I_r in a corner, each further derivative adding one row and one column.

In the constant class take D_0 = I_r ⊕ 0, and A and B that map the first r basis vectors by r × r matrices T and −T, the
r-th moreover to a new vector, and each new vector to the next: A = [[T, 0], [J, shift]], B = [[−T, Jᵀ], [0, shiftᵀ]].
Then D_1 = e_{r+1} e_rᵀ + e_r e_{r+1}ᵀ has rank 2 whatever T is, and the ranks at later orders are at most r + k and
depend on T: a drop from r to 2 with growth after it. With r = 3 and T = [[0, 0, 0], [0, 1, 1], [1, 0, 0]] they are
3, 2, 4, 5, 6.
"""

from __future__ import annotations

from collections.abc import Sequence

from rankdyn.errors import InvalidInputError
from rankdyn.functions.constant_class import ConstantClass
from rankdyn.realization.block import Block


def krylov(core: Sequence[Sequence[int]], steps: int) -> Block:
    """Return the block of the r × r matrix T with so many new vectors; its size is r + steps.

    Parameters
    ----------
    core : rows of int
        T.
    steps : int
        How many rows and columns are added; later derivatives map the last of them to zero.

    Examples
    --------
    >>> from rankdyn.realization.krylov import krylov
    >>> krylov([[0, 0, 0], [0, 1, 1], [1, 0, 0]], 4).ranks(5)
    (3, 2, 4, 5, 6)
    """
    r = len(core)
    if not r or any(len(row) != r for row in core) or steps < 0:
        raise InvalidInputError(f"T must be square and steps from 0 on, not {core!r} and {steps}")
    size = r + steps
    left = [[core[i][j] if max(i, j) < r else int(i == j + 1) for j in range(size)] for i in range(size)]
    right = [[-core[i][j] if max(i, j) < r else int(j == i + 1) for j in range(size)] for i in range(size)]
    start = [[int(i == j < r) for j in range(size)] for i in range(size)]
    return Block(ConstantClass(left, start, right), f"Krylov block, T = {[list(row) for row in core]}")
