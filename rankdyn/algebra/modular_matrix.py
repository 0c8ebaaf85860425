"""Matrices of residues modulo a 31-bit prime: products, ranks and pivots.

Residues are NumPy arrays of dtype uint64 below the prime. The rank is FLINT's; products are exact float64 matrix
products of 16-bit pieces, because 2^31 · 2^16 · 64 = 2^53 bounds a sum of 64 terms.
"""

from typing import NamedTuple

import flint
import numpy as np
import numpy.typing as npt

from rankdyn.algebra.flint_memory import Residues, native_rank

_BLOCK = 64

UNTHREADED = 1 << 18
"""Multiplications in one float64 product: larger ones are done in pieces of this size. They stay in the cache and below
the size from which BLAS wakes its threads, which costs more than a piece, and far more on a busy machine."""


def rank(matrix: Residues, prime: int) -> int:
    """Return the rank modulo `prime` of a C-contiguous matrix of residues."""
    if not matrix.size:
        return 0
    native = native_rank()
    return native(matrix, prime) if native is not None else public_rank(matrix, prime)


def ranks(stack: Residues, prime: int) -> list[int]:
    """Return the rank modulo `prime` of every matrix of a stack of residues, shape (N, m, n)."""
    if not stack.size:
        return [0] * len(stack)
    native = native_rank()
    return native.each(stack, prime) if native is not None else [public_rank(matrix, prime) for matrix in stack]


def public_rank(matrix: Residues, prime: int) -> int:
    """Return the same rank through python-flint's public interface, which is slower."""
    rows, columns = matrix.shape
    return int(flint.nmod_mat(flint.fmpz_mat(rows, columns, matrix.ravel().tolist()), prime).rank())


def product(left: Residues, right: Residues, prime: int) -> Residues:
    """Return left @ right modulo `prime`; broadcasts over leading axes like NumPy's matmul."""
    width = max(_BLOCK, UNTHREADED // max(1, left[..., :_BLOCK].size))
    if right.ndim == 2 and right.shape[1] > width:
        pieces = [product(left, right[:, start : start + width], prime) for start in range(0, right.shape[1], width)]
        return np.concatenate(pieces, axis=-1)
    low, high = (right & np.uint64(0xFFFF)).astype(np.float64), (right >> np.uint64(16)).astype(np.float64)
    wide = left.astype(np.float64)
    total: Residues = np.zeros((), dtype=np.uint64)
    for start in range(0, max(1, left.shape[-1]), _BLOCK):
        part, stop = wide[..., start : start + _BLOCK], start + _BLOCK
        upper = _reduce(part @ high[..., start:stop, :], prime)
        lower = (part @ low[..., start:stop, :]).astype(np.uint64)
        total = (total + (upper << np.uint64(16)) + lower) % np.uint64(prime)
    return total


def _reduce(values: npt.NDArray[np.float64], prime: int) -> Residues:
    return values.astype(np.uint64) % np.uint64(prime)


class Pivots(NamedTuple):
    """Rows and columns of a non-singular submatrix of maximal size, both in elimination order."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]


def pivots(
    matrix: Residues, prime: int, row_cost: list[int] | None = None, column_cost: list[int] | None = None
) -> Pivots:
    """Return rows and columns of a maximal non-singular submatrix modulo `prime`.

    Parameters
    ----------
    matrix : ndarray of uint64, shape (m, n)
        Residues.
    prime : int
        The modulus.
    row_cost, column_cost : list of int, optional
        Cheaper rows and columns are preferred as pivots.
    """
    rest = matrix.astype(np.uint64, copy=True)
    modulus = np.uint64(prime)
    row_order = np.argsort(row_cost, kind="stable") if row_cost else np.arange(matrix.shape[0])
    column_order = np.argsort(column_cost, kind="stable") if column_cost else np.arange(matrix.shape[1])
    rest = rest[row_order][:, column_order]
    rows: list[int] = []
    columns: list[int] = []
    free = np.ones(matrix.shape[0], dtype=bool)
    for column in range(matrix.shape[1]):
        candidates = np.flatnonzero(free & (rest[:, column] != 0))
        if not candidates.size:
            continue
        pivot = int(candidates[0])
        inverse = np.uint64(pow(int(rest[pivot, column]), -1, prime))
        scaled = rest[pivot] * inverse % modulus
        below = candidates[1:]
        factors = modulus - rest[below, column]
        rest[below] = (rest[below] + factors[:, None] * scaled[None, :] % modulus) % modulus
        free[pivot] = False
        rows.append(int(row_order[pivot]))
        columns.append(int(column_order[column]))
    return Pivots(tuple(rows), tuple(columns))
