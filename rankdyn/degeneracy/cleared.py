"""A matrix over the function field with each row multiplied by its common denominator, and its minors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from flint import fmpz_poly

from rankdyn.algebra.function_field import FunctionField
from rankdyn.algebra.quotient import Polynomial, Quotient
from rankdyn.errors import BudgetExceededError
from rankdyn.rank.orders import Matrix, cleared

_LARGEST_WITH_RADICALS: Final = 12
"""Over a number field determinants are expanded by minors, which takes 2^n steps."""


class ClearedMatrix:
    """Rows of polynomials n_ij with the denominators q_i by which they are divided.

    Common factors e^b of rows and columns, which are never zero, are left out: they change no rank.

    Parameters
    ----------
    matrix : list of list of Quotient
        m rows of n entries, m, n ≥ 1.
    field : FunctionField
        Its field.
    """

    def __init__(self, matrix: Matrix, field: FunctionField) -> None:
        self.field = field
        self.rows = cleared(matrix, field.work, reduce=False)
        self.denominators = [_common(row, new, field) for row, new in zip(matrix, self.rows, strict=True)]
        self.shape = len(matrix), len(matrix[0])
        self.rows = [_without_monomials(row, field) for row in self.rows]
        columns = [_without_monomials(list(column), field) for column in zip(*self.rows, strict=True)]
        self.rows = [list(row) for row in zip(*columns, strict=True)]
        self.denominators = [_without_monomials([below], field)[0] for below in self.denominators]

    def minor(self, rows: Sequence[int], columns: Sequence[int]) -> Polynomial:
        """Return the minor on the given rows and columns."""
        return determinant([[self.rows[i][j] for j in columns] for i in rows], self.field)

    def compression(self, size: int, rng: np.random.Generator) -> Polynomial:
        """Return det(L·N·R) with random integer matrices L, R: a combination of all minors of that size, not zero.

        So whatever is a common zero of all minors is a zero of it.
        """
        m, n = self.shape
        for _ in range(20):
            left = [_unit(i, m) if size == m else rng.integers(-4, 5, size=m).tolist() for i in range(size)]
            right = [_unit(j, n) if size == n else rng.integers(-4, 5, size=n).tolist() for j in range(size)]
            halves = [[_dot(weights, [row[j] for row in self.rows], self.field) for j in range(n)] for weights in left]
            value = determinant([[_dot(weights, half, self.field) for weights in right] for half in halves], self.field)
            if value:
                return value
        raise ValueError(f"all random combinations of minors of size {size} are zero; the rank is smaller")


def _common(row: list[Quotient], new: list[Polynomial], field: FunctionField) -> Polynomial:
    for entry, polynomial in zip(row, new, strict=True):
        if entry:
            return polynomial / entry.numerator * entry.denominator
    return field.one


def _without_monomials(polynomials: list[Polynomial], field: FunctionField) -> list[Polynomial]:
    """Return the polynomials divided by the exponentials that divide all of them."""
    start, end = len(field.names), field.algebraic_start
    monomials = [powers for polynomial in polynomials for powers in polynomial.monoms()]
    if not monomials or start == end:
        return polynomials
    lowest = [min(column) if start <= i < end else 0 for i, column in enumerate(zip(*monomials, strict=True))]
    if not any(lowest):
        return polynomials
    common = field.context.from_dict({tuple(lowest): 1})
    return [polynomial / common for polynomial in polynomials]


def _unit(index: int, size: int) -> list[int]:
    return [int(i == index) for i in range(size)]


def _dot(weights: Sequence[int], values: Sequence[Polynomial], field: FunctionField) -> Polynomial:
    field.work.spend(sum(map(len, values)) + 1)
    return sum((int(w) * value for w, value in zip(weights, values, strict=True) if w), field.zero)


def determinant(entries: Sequence[Sequence[Polynomial]], field: FunctionField) -> Polynomial:
    """Return the determinant, reduced modulo the relations of the number field.

    Raises
    ------
    BudgetExceededError
        If the work runs out.
    """
    if not entries:
        return field.one
    if field.relations and any(field.is_algebraic(p) for row in entries for p in row):
        return _by_minors(entries, field)
    if len(field.generators) == 1:
        narrow = [[_to_univariate(p) for p in row] for row in entries]
        return _to_multivariate(_fraction_free(narrow, fmpz_poly([1]), field), field)
    return _fraction_free([list(row) for row in entries], field.one, field)


def _fraction_free(rows: list[list[Polynomial]], one: Polynomial, field: FunctionField) -> Polynomial:
    """Return the determinant by elimination in which all quotients are exact (Bareiss 1968)."""
    size, previous, sign = len(rows), one, 1
    for k in range(size):
        pivot = next((i for i in range(k, size) if rows[i][k]), None)
        if pivot is None:
            return one * 0
        if pivot != k:
            rows[k], rows[pivot] = rows[pivot], rows[k]
            sign = -sign
        for i in range(k + 1, size):
            for j in range(k + 1, size):
                field.work.spend(_length(rows[k][k]) * _length(rows[i][j]) + _length(rows[i][k]) * _length(rows[k][j]))
                value = rows[k][k] * rows[i][j] - rows[i][k] * rows[k][j]
                rows[i][j] = value // previous
        previous = rows[k][k]
    return sign * previous


def _length(polynomial: Polynomial) -> int:
    return int(polynomial.length()) if isinstance(polynomial, fmpz_poly) else len(polynomial)


def _by_minors(entries: Sequence[Sequence[Polynomial]], field: FunctionField) -> Polynomial:
    """Return the determinant from the minors of the first k rows, k = 1, 2, …, by sets of columns."""
    size = len(entries)
    if size > _LARGEST_WITH_RADICALS:
        raise BudgetExceededError(f"a determinant of size {size} over a number field is too large")
    minors: dict[int, Polynomial] = {0: field.one}
    for row in entries:
        following: dict[int, Polynomial] = {}
        for columns, minor in minors.items():
            for j, entry in enumerate(row):
                if columns >> j & 1 or not entry:
                    continue
                field.work.spend(len(entry) * len(minor))
                term = entry * minor * (-1) ** (columns >> (j + 1)).bit_count()
                key = columns | 1 << j
                following[key] = following[key] + term if key in following else term
        minors = {columns: field.reduced(value) for columns, value in following.items()}
    return minors.get((1 << size) - 1, field.zero)


def _to_univariate(polynomial: Polynomial) -> fmpz_poly:
    coefficients = [0] * (int(polynomial.degrees()[0]) + 1 if polynomial else 0)
    for (power,), value in polynomial.terms():
        coefficients[int(power)] = value
    return fmpz_poly(coefficients)


def _to_multivariate(polynomial: fmpz_poly, field: FunctionField) -> Polynomial:
    return field.context.from_dict({(k,): c for k, c in enumerate(map(int, polynomial.coeffs())) if c})
