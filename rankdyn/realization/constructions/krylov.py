"""Krylov blocks: D_0 = I_r in a corner, each further derivative adding one row and one column.

In the constant class take D_0 = I_r ⊕ 0, and A and B that map the first r basis vectors by r × r matrices T and −T, the
r-th moreover to a new vector, and each new vector to the next: A = [[T, 0], [J, shift]], B = [[−T, Jᵀ], [0, shiftᵀ]].
Then D_1 = e_{r+1} e_rᵀ + e_r e_{r+1}ᵀ has rank 2 whatever T is, and the ranks at later orders are at most r + k and
depend on T: a drop from r to 2 with growth after it. With r = 3 and T = [[0, 0, 0], [0, 1, 1], [1, 0, 0]] they are
3, 2, 4, 5, 6.

Integrated blocks put one more rank in front. For A and B without opposite eigenvalues A X + X B = I_r ⊕ 0 has one
solution X, and D_0 = X has the derivative I_r ⊕ 0. X is invertible as a rule; where det X = 0, found by search, the
rank in front is one less than the size, which no generic integration gives: 5, 3, 2, 4, 6 and 6, 5, 3, 4, 7.
"""

from __future__ import annotations

from collections.abc import Sequence

from rankdyn.errors import InvalidInputError
from rankdyn.functions.constant_class import ConstantClass
from rankdyn.realization.block import Block
from rankdyn.realization.constructions.shifts import primitive
from rankdyn.realization.constructions.symbol import preimage


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
    >>> from rankdyn.realization.constructions.krylov import krylov
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


def integrated_krylov(left: Sequence[Sequence[int]], right: Sequence[Sequence[int]], r: int) -> Block:
    """Return the block of A, B and the D_0 with A D_0 + D_0 B = I_r ⊕ 0, up to a factor.

    Parameters
    ----------
    left, right : rows of int
        A and B, square and of one size.
    r : int
        The rank at order 1.

    Raises
    ------
    InvalidInputError
        If the equation has no solution.
    """
    size = len(left)
    start = preimage(left, [[int(i == j < r) for j in range(size)] for i in range(size)], right)
    if start is None:
        raise InvalidInputError("A X + X B = I_r ⊕ 0 has no solution: A and B have opposite eigenvalues; choose others")
    return Block(ConstantClass(left, primitive(start), right), f"integrated Krylov block of size {size}, r = {r}")
