"""Upper evidence by a kernel: n − r independent vectors that the matrix annihilates, verified exactly.

Two ways to find them. A *constant* kernel is the null space of the integer coefficients: cheap, and complete whenever
the dependence does not move with t. Otherwise the vectors come from Cramer's rule on the pivot block that the modular
estimate found, by fraction-free elimination (Bareiss 1968) in FLINT's polynomials, or over a number field by expansion
into minors. Either way the identity M·v = 0 is
then checked on every row, so a wrong pivot block can only make the search fail.
"""

from __future__ import annotations

from typing import NamedTuple

import flint

from rankdyn.algebra.flint_memory import Residues
from rankdyn.algebra.function_field import FunctionField
from rankdyn.algebra.modular_matrix import Pivots, pivots
from rankdyn.algebra.quotient import Polynomial
from rankdyn.algebra.work import Work
from rankdyn.errors import BudgetExceededError
from rankdyn.evidence.certificate import Kernel
from rankdyn.expressions.printing import text
from rankdyn.rank.estimate import EstimateTooSmallError
from rankdyn.rank.minors import kernel_vector
from rankdyn.rank.orders import Matrix, PolynomialRows, cleared, primitive, transposed

_MAX_CERTIFICATE_TERMS = 200_000
_MAX_CHARACTERS = 1_000_000
_MAX_BITS = 13_000
"""Bits of a number of the 4,000 digits that FORMAT.md allows."""


def kernel_evidence(matrix: Matrix, field: FunctionField, values: Residues, prime: int, work: Work) -> Kernel | None:
    """Return kernel vectors that prove rank ≤ the rank of `values`, or None if they are too long for a certificate.

    Parameters
    ----------
    matrix : list of lists of Quotient
        The exact matrix, m × n.
    field : FunctionField
        Its field.
    values : ndarray of uint64, shape (m, n)
        The matrix modulo `prime` at a place; gives the pivot block.
    prime : int
        The modulus.
    work : Work
        Counter.

    Raises
    ------
    EstimateTooSmallError
        If the rank is larger than that of `values`.
    BudgetExceededError
        If the work is exhausted.
    """
    m, n = values.shape
    sides = [("right", matrix, values), ("left", transposed(matrix), values.T)]
    first, second = sides if n <= m else sides[::-1]
    side = _Side.of(*first, prime, work)
    vectors = constant_kernel(side.rows, len(side.pivots.columns), side.free, work)
    if vectors is None:
        try:  # the other side may be constant where this one is not
            attempt = work.share((work.budget - work.spent) // 4)
            other = _Side.of(*second, prime, attempt)
            vectors = constant_kernel(other.rows, len(other.pivots.columns), other.free, attempt)
            side = other if vectors is not None else side
        except BudgetExceededError:
            pass
        finally:
            work.settle(attempt)
    if vectors is None:
        if field.relations:
            vectors = minors_kernel(side.rows, side.pivots, side.free, field, work)
        else:
            vectors = cramer_kernel(side.rows, list(side.pivots.rows), list(side.pivots.columns), side.free, work)
        if not annihilated(side.rows, vectors, field, work):
            raise EstimateTooSmallError(
                f"the rank exceeds {len(side.pivots.rows)}: a kernel of the pivot rows is none of all"
            )
    return _written(side, vectors, field)


class _Side(NamedTuple):
    """The matrix whose right kernel is sought: D itself, or its transpose for a left kernel; its rows cleared."""

    name: str
    rows: PolynomialRows
    pivots: Pivots
    free: list[int]

    @classmethod
    def of(cls, name: str, matrix: Matrix, residues: Residues, prime: int, work: Work) -> _Side:
        """Clear the rows and choose pivots, short rows and columns first."""
        rows = cleared(matrix, work)
        row_cost = [sum(map(len, row)) for row in rows]
        column_cost = [sum(map(len, column)) for column in zip(*rows, strict=True)]
        block = pivots(residues, prime, row_cost, column_cost)
        return cls(name, rows, block, [j for j in range(len(rows[0])) if j not in block.columns])


def _written(side: _Side, vectors: list[list[Polynomial]], field: FunctionField) -> Kernel | None:
    """Return the vectors as text, or None if a certificate cannot hold them."""
    entries = [entry for vector in vectors for entry in vector]
    if sum(map(len, entries)) > _MAX_CERTIFICATE_TERMS or any(map(_is_too_long, entries)):
        return None
    shown = [[text(field.expression(field.polynomial(entry))) for entry in vector] for vector in vectors]
    if any(len(entry) > _MAX_CHARACTERS for vector in shown for entry in vector):
        return None
    return Kernel(side.name, side.free, shown)


def _is_too_long(polynomial: Polynomial) -> bool:
    """Return whether a coefficient has more digits than the checker reads."""
    return any(int(coefficient).bit_length() > _MAX_BITS for coefficient in polynomial.coeffs())


def constant_kernel(rows: PolynomialRows, rank: int, free: list[int], work: Work) -> list[list[Polynomial]] | None:
    """Return a basis of constant vectors in echelon form on the free columns, or None if there are too few.

    Each monomial of each row gives one linear equation over Z.
    """
    equations: dict[tuple[int, tuple[int, ...]], dict[int, int]] = {}
    for i, row in enumerate(rows):
        for j, entry in enumerate(row):
            for powers, coefficient in entry.terms():
                equations.setdefault((i, tuple(map(int, powers))), {})[j] = int(coefficient)
    width = len(rows[0])
    work.spend(len(equations) * width * max(1, rank))
    order = [j for j in range(width) if j not in free] + free
    table = [[equation.get(j, 0) for j in order] for equation in equations.values()]
    reduced, denominator, found = (
        flint.fmpz_mat(table).rref() if table else (flint.fmpz_mat(1, width), flint.fmpz(1), 0)
    )
    if found != rank or any(reduced[i, i] == 0 for i in range(rank)):
        return None
    context = rows[0][0].context()
    vectors = []
    for s, column in enumerate(free):
        vector = [context.constant(0)] * width
        vector[column] = context.constant(denominator)
        for i in range(rank):
            vector[order[i]] = context.constant(-reduced[i, rank + s])
        vectors.append(primitive(vector, work))
    return vectors


def cramer_kernel(
    rows: PolynomialRows, pivot_rows: list[int], pivot_columns: list[int], free: list[int], work: Work
) -> list[list[Polynomial]]:
    """Return the kernel vectors of the pivot rows: det(P) on one free column, −adj(P)·(that column) on the pivots.

    `pivot_rows` and `pivot_columns` are in elimination order, so every leading minor is non-zero and no exchange is
    needed.
    """
    rank = len(pivot_rows)
    order = pivot_columns + free
    table = [[rows[i][j] for j in order] for i in pivot_rows]
    context = rows[0][0].context()
    previous = context.constant(1)
    for k in range(rank):
        pivot = table[k][k]
        for i in range(rank):
            if i == k:
                continue
            factor = table[i][k]
            for j in range(k + 1, len(order)):
                work.spend(len(pivot) * len(table[i][j]) + len(factor) * len(table[k][j]) + 1)
                value = pivot * table[i][j] - factor * table[k][j]
                if previous != 1 and value:
                    work.spend(len(value) * min(len(previous), 50))
                    value = value / previous
                table[i][j] = value
            table[i][k] = context.constant(0)
        previous = pivot
    vectors = []
    for s, column in enumerate(free):
        vector = [context.constant(0)] * len(order)
        vector[column] = previous
        for i in range(rank):
            vector[pivot_columns[i]] = -table[i][rank + s]
        vectors.append(primitive(vector, work))
    return vectors


def minors_kernel(
    rows: PolynomialRows, pivots: Pivots, free: list[int], field: FunctionField, work: Work
) -> list[list[Polynomial]]:
    """Return the same vectors as `cramer_kernel`, up to factors, over a field with algebraic constants."""
    if not pivots.rows:
        one = field.one
        return [[one if j == column else one * 0 for j in range(len(rows[0]))] for column in free]
    vectors = []
    for column in free:
        order = [*pivots.columns, column]
        minors = kernel_vector([[rows[i][j] for j in order] for i in pivots.rows], field.reduced, work)
        vector = [field.zero] * len(rows[0])
        for j, value in zip(order, minors, strict=True):
            vector[j] = value
        vectors.append(primitive(vector, work))
    return vectors


def annihilated(rows: PolynomialRows, vectors: list[list[Polynomial]], field: FunctionField, work: Work) -> bool:
    """Return whether every row times every vector is zero, exactly."""
    for vector in vectors:
        for row in rows:
            total = vector[0] * 0
            for entry, coordinate in zip(row, vector, strict=True):
                if entry and coordinate:
                    work.spend(len(entry) * len(coordinate))
                    total += entry * coordinate
            if field.reduced(total):
                return False
    return True
