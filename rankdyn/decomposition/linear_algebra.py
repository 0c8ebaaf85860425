"""Matrices over any field of constants: products, echelon forms, inverses, characteristic polynomials.

Matrices are lists of rows. Sizes are those of the constant matrices of a decomposition. Rational matrices go to FLINT.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

import flint

from rankdyn.decomposition.constants import Ring, Scalar

Matrix: TypeAlias = list[list[Scalar]]


class Echelon(NamedTuple):
    """A reduced row echelon form: its non-zero rows and the columns of their pivots, which are 1."""

    rows: Matrix
    pivots: list[int]


def product(ring: Ring, left: Matrix, right: Matrix) -> Matrix:
    """Return the matrix product."""
    zero = ring.number(0)
    columns = list(zip(*right, strict=True))
    ring.spend(len(left) * len(right) * len(columns))
    return [[_inner(zero, row, column) for column in columns] for row in left]


def _inner(zero: Scalar, row: Sequence[Scalar], column: Sequence[Scalar]) -> Scalar:
    total = zero
    for a, b in zip(row, column, strict=True):
        if a and b:
            total = total + a * b
    return total


def combination(ring: Ring, coefficients: Sequence[Scalar], matrices: Sequence[Matrix]) -> Matrix:
    """Return Σ c_i A_i."""
    zero = ring.number(0)
    rows, columns = len(matrices[0]), len(matrices[0][0])
    ring.spend(len(matrices) * rows * columns)
    return [[_inner(zero, coefficients, [a[i][j] for a in matrices]) for j in range(columns)] for i in range(rows)]


def identity(ring: Ring, size: int) -> Matrix:
    """Return the identity."""
    return [[ring.number(int(i == j)) for j in range(size)] for i in range(size)]


def equal(left: Matrix, right: Matrix) -> bool:
    """Return whether two matrices agree."""
    return all(a == b for r, s in zip(left, right, strict=True) for a, b in zip(r, s, strict=True))


def is_zero(matrix: Matrix) -> bool:
    """Return whether all entries vanish."""
    return not any(entry for row in matrix for entry in row)


def transposed(matrix: Matrix) -> Matrix:
    """Return the transpose."""
    return [list(column) for column in zip(*matrix, strict=True)]


def echelon(ring: Ring, matrix: Matrix) -> Echelon:
    """Return the reduced row echelon form."""
    if not matrix or not matrix[0]:
        return Echelon([], [])
    ring.spend(len(matrix) * len(matrix[0]) * min(len(matrix), len(matrix[0])))
    if isinstance(matrix[0][0], flint.fmpq):
        reduced, rank = flint.fmpq_mat(matrix).rref()
        rows: Matrix = reduced.tolist()[:rank]
        return Echelon(rows, [next(j for j, entry in enumerate(row) if entry) for row in rows])
    table: Matrix = [list(row) for row in matrix]
    return _eliminated(ring, table)


def _eliminated(ring: Ring, rows: Matrix) -> Echelon:
    pivots: list[int] = []
    for column in range(len(rows[0])):
        at = len(pivots)
        found = next((i for i in range(at, len(rows)) if rows[i][column]), None)
        if found is None:
            continue
        rows[at], rows[found] = rows[found], rows[at]
        scale = ring.number(1) / rows[at][column]
        rows[at] = [entry * scale if entry else entry for entry in rows[at]]
        for i, row in enumerate(rows):
            factor = row[column]
            if i != at and factor:
                rows[i] = [a - factor * b if b else a for a, b in zip(row, rows[at], strict=True)]
        pivots.append(column)
        if len(pivots) == len(rows):
            break
    return Echelon(rows[: len(pivots)], pivots)


def inverse(ring: Ring, matrix: Matrix) -> Matrix | None:
    """Return the inverse, None for a singular matrix."""
    size = len(matrix)
    wide = [list(row) + unit for row, unit in zip(matrix, identity(ring, size), strict=True)]
    rows, pivots = echelon(ring, wide)
    return [row[size:] for row in rows] if pivots == list(range(size)) else None


def characteristic_polynomial(ring: Ring, matrix: Matrix) -> list[Scalar]:
    """Return det(x − A), lowest coefficient first (Faddeev and LeVerrier; characteristic 0)."""
    size = len(matrix)
    if size and isinstance(matrix[0][0], flint.fmpq):
        ring.spend(size**3)
        return list(flint.fmpq_mat(matrix).charpoly().coeffs())
    coefficients = [ring.number(1)]
    power = identity(ring, size)
    for k in range(1, size + 1):
        moved = product(ring, matrix, power)
        trace = ring.number(0)
        for i in range(size):
            trace = trace + moved[i][i]
        coefficients.append(-trace / ring.number(k))
        power = [
            [entry + coefficients[k] if i == j else entry for j, entry in enumerate(row)] for i, row in enumerate(moved)
        ]
    return coefficients[::-1]


def polynomial_of_matrix(ring: Ring, polynomial: Sequence[Scalar], matrix: Matrix) -> Matrix:
    """Return p(A), p given lowest coefficient first."""
    size = len(matrix)
    result = [[ring.number(0)] * size for _ in range(size)]
    for coefficient in reversed(polynomial):
        result = product(ring, result, matrix)
        result = [
            [entry + coefficient if i == j else entry for j, entry in enumerate(row)] for i, row in enumerate(result)
        ]
    return result
