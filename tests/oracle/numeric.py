"""A guard for the trap rows outside the exact class: ranks at random points with 120 digits (no proof).

Only for matrices without parameters; t is drawn from (1/10, 9/10), where the functions of the traps are analytic.
"""

from __future__ import annotations

import random
from typing import Any

import mpmath  # type: ignore[import-untyped]
import sympy as sp

from .orders import successive_matrices
from .reading import read_matrix

DIGITS, TOLERANCE = 120, "1e-50"


def _rank(matrix: Any) -> int:
    """Elimination with complete pivoting; pivots below `TOLERANCE` count as zero."""
    rows = [[matrix[i, j] for j in range(matrix.cols)] for i in range(matrix.rows)]
    rank = 0
    while rank < min(matrix.rows, matrix.cols):
        size, i, j = max((abs(rows[i][j]), i, j) for i in range(rank, matrix.rows) for j in range(rank, matrix.cols))
        if size < mpmath.mpf(TOLERANCE):
            break
        rows[rank], rows[i] = rows[i], rows[rank]
        for row in rows:
            row[rank], row[j] = row[j], row[rank]
        for row in rows[rank + 1 :]:
            factor = row[rank] / rows[rank][rank]
            row[rank:] = [a - factor * b for a, b in zip(row[rank:], rows[rank][rank:], strict=True)]
        rank += 1
    return rank


def numeric_ranks(
    rows: list[list[str]], max_order: int, kind: str = "derivative", h: str = "1", variable: str = "t", points: int = 3
) -> list[int]:
    """Largest numerical rank over random points, per order; parameters as for `symbolic.oracle_ranks`."""
    symbol, rng = sp.Symbol(variable), random.Random(0)
    matrices = successive_matrices(read_matrix(rows, beyond=True), max_order, kind, h, symbol)
    functions = [sp.lambdify(symbol, sp.Matrix(matrix), modules="mpmath") for matrix in matrices]
    with mpmath.workdps(DIGITS):
        samples = [mpmath.mpf(rng.randint(10**8, 9 * 10**8)) / 10**9 for _ in range(points)]
        return [max(_rank(function(sample)) for sample in samples) for function in functions]
