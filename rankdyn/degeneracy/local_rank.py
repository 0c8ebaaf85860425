"""The rank of a matrix at one point: pivots proved by balls, everything beyond them proved to vanish.

If an s × s minor is not zero at the point and all (s + 1) × (s + 1) minors that border it are, the rank is s. The first
comes from elimination on balls, the second from `rankdyn.degeneracy.vanishing`.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from flint import acb_mat

from rankdyn.algebra.quotient import Polynomial
from rankdyn.calculus.balls import precision
from rankdyn.degeneracy.cleared import ClearedMatrix, determinant
from rankdyn.degeneracy.factors import multiplicity
from rankdyn.degeneracy.points import AlgebraicPoint, Point, polynomial_value
from rankdyn.degeneracy.vanishing import vanishes
from rankdyn.rank.ball_minor import eliminate

_BITS: Final = (64, 128, 256, 512, 1024, 4096)


class LocalRank(NamedTuple):
    """Proved bounds for the rank at a point; equal if it is decided."""

    lower: int
    upper: int


def rank_of(rows: list[list[Polynomial]], point: Point) -> LocalRank:
    """Return the rank of a matrix of polynomials at a point."""
    field = point.field
    m, n = len(rows), len(rows[0])
    lower = 0
    for bits in _BITS:
        field.work.spend(20 * sum(len(p) for row in rows for p in row) * bits // 64)
        with precision(bits):
            values = point.values(bits)
            found = eliminate(acb_mat(m, n, [polynomial_value(p, values) for row in rows for p in row]), bits)
        size = len(found.rows)
        lower = max(lower, size)
        if size == min(m, n):
            return LocalRank(size, size)
        bordering = (
            determinant([[rows[i][j] for j in (*found.columns, column)] for i in (*found.rows, row)], field)
            for row in range(m)
            for column in range(n)
            if row not in found.rows and column not in found.columns
        )
        tests = set()
        for minor in bordering:
            tests.add(vanishes(minor, point))
            if False in tests:  # the rank is larger: a higher precision shows it
                break
        if tests == {True}:
            return LocalRank(size, size)
    return LocalRank(lower, min(m, n))


def rows_at(matrix: ClearedMatrix, point: AlgebraicPoint) -> list[list[Polynomial]] | bool | None:
    """Return polynomial rows that are, up to factors that are not zero there, the matrix at a root of one generator x.

    A row n/q, with q divisible by exactly the e-th power of the point's polynomial, has a limit if all n vanish to
    order e; up to a factor that is their e-th derivative with respect to x.

    Returns
    -------
    list of list of polynomials, False or None
        False if the point is a pole, None if that is not decided.
    """
    field = matrix.field
    found = []
    for row, below in zip(matrix.rows, matrix.denominators, strict=True):
        current = row
        for _ in range(multiplicity(point.polynomial, below, field)):
            tests = {vanishes(entry, point) for entry in current}
            if tests != {True}:
                return False if False in tests else None
            current = [field.reduced(entry.derivative(point.index)) for entry in current]
        found.append(current)
    return found
