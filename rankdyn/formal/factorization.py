"""What proves the generic rank r of one integer polynomial matrix M, in integers alone.

Upper bound: a polynomial c ≠ 0 and matrices A (m × r), B (r × n) with c·M = A·B. Lower bound: an integer point a and
integer matrices P (r × m), Q (n × r), e ≠ 0 with P·M(a)·Q = e·I_r. With a submatrix N = M[I, J] that is regular at a,
A = M[:, J], B = c·N⁻¹·M[I, :], P = e·N(a)⁻¹ in the columns I, and Q chooses the columns J.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import Any, TypeAlias

from flint import fmpz_mat, fmpz_poly

Polynomials: TypeAlias = list[list[fmpz_poly]]
"""A matrix of integer polynomials, row by row."""


@dataclass(frozen=True, slots=True)
class Factorization:
    """A proof of one generic rank.

    Attributes
    ----------
    rank : int
        The rank r of M.
    multiplier : fmpz_poly
        c, not zero.
    left, right : list of list of fmpz_poly
        A, shape (m, r), and B, shape (r, n), with c·M = A·B.
    point : int
        a.
    rows, columns : list of list of int
        P, shape (r, m), and Q, shape (n, r).
    scale : int
        e, not zero, with P·M(a)·Q = e·I.
    """

    rank: int
    multiplier: fmpz_poly
    left: Polynomials
    right: Polynomials
    point: int
    rows: list[list[int]]
    columns: list[list[int]]
    scale: int


def factorize(matrix: Polynomials, shape: tuple[int, int], rank: int) -> Factorization:
    """Return the proof that `matrix` has this generic rank.

    Parameters
    ----------
    matrix : list of list of fmpz_poly
        M.
    shape : (int, int)
        Its rows m and columns n, either may be 0.
    rank : int
        Its generic rank, which must be right: points are tried until one has it, 0, 1, −1, 2, −2, …
        There are at most r·(degree) others.

    Raises
    ------
    ValueError
        If no point has this rank or the rank is larger.
    """
    m, n = shape
    point = _point(matrix, shape, rank)
    value = _at(matrix, shape, point)
    chosen_columns = _pivots(value)
    transposed = [int(value[i, j]) for j in chosen_columns for i in range(m)]
    chosen_rows = _pivots(fmpz_mat(len(chosen_columns), m, transposed))
    minor = fmpz_mat(rank, rank, [int(value[i, j]) for i in chosen_rows for j in chosen_columns])
    inverse, scale = _integer_inverse(minor)
    place = {row: s for s, row in enumerate(chosen_rows)}
    multiplier, right = _solve(
        [[matrix[i][j] for j in chosen_columns] for i in chosen_rows], [matrix[i] for i in chosen_rows]
    )
    return Factorization(
        rank=rank,
        multiplier=multiplier,
        left=[[matrix[i][j] for j in chosen_columns] for i in range(m)],
        right=right,
        point=point,
        rows=[[inverse[s][place[i]] if i in place else 0 for i in range(m)] for s in range(rank)],
        columns=[[int(j == column) for column in chosen_columns] for j in range(n)],
        scale=scale,
    )


def _point(matrix: Polynomials, shape: tuple[int, int], rank: int) -> int:
    """Return the integer nearest to 0 at which the rank is the one claimed."""
    roots = rank * max((entry.degree() for row in matrix for entry in row), default=0)
    for step in count():
        point = (step + 1) // 2 * (1 if step % 2 else -1)
        found = int(_at(matrix, shape, point).rank())
        if found == rank:
            return point
        if found > rank or step > max(0, roots):
            raise ValueError(f"the generic rank is not {rank}: at t = {point} it is {found}")
    raise AssertionError("count() does not end")


def _at(matrix: Polynomials, shape: tuple[int, int], point: int) -> fmpz_mat:
    return fmpz_mat(*shape, [int(entry(point)) for row in matrix for entry in row])


def _pivots(matrix: fmpz_mat) -> list[int]:
    """Return the columns that are independent of those before them."""
    reduced, _, rank = matrix.rref()
    return [next(j for j in range(matrix.ncols()) if reduced[i, j] != 0) for i in range(rank)]


def _integer_inverse(minor: fmpz_mat) -> tuple[list[list[int]], int]:
    """Return an integer matrix X and e > 0 without a common factor and with X·minor = e·I."""
    inverse: Any = minor.inv()  # its type in the stubs is that of an integer matrix
    numerators, scale = inverse.numer_denom()
    size = minor.nrows()
    return [[int(numerators[i, j]) for j in range(size)] for i in range(size)], int(scale)


def _solve(minor: Polynomials, right: Polynomials) -> tuple[fmpz_poly, Polynomials]:
    """Return c and B without a common factor and with minor·B = c·right, by elimination (Bareiss 1968)."""
    size = len(minor)
    rows = [a + b for a, b in zip(minor, right, strict=True)]
    last = fmpz_poly([1])
    for k in range(size):
        pivot = next(i for i in range(k, size) if rows[i][k])
        rows[k], rows[pivot] = rows[pivot], rows[k]
        head = rows[k][k]
        for i in range(size):
            if i != k:
                factor = rows[i][k]
                rows[i] = [(head * x - factor * y) // last for x, y in zip(rows[i], rows[k], strict=True)]
        last = head
    common = last
    for row in rows:
        for entry in row[size:]:
            common = common.gcd(entry)
    return last // common, [[entry // common for entry in row[size:]] for row in rows]
