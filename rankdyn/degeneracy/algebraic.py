"""All special points of a matrix of rational functions of one generator: of t, or of one exponential z = e^{ct}.

Candidates are the roots of a few random combinations of the r × r minors, which contain the common roots of all minors
(Cauchy-Binet), and the roots of the denominators. Each irreducible factor of their greatest common divisor is then
decided exactly at its roots, so an unlucky combination costs time, never a wrong answer.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from rankdyn.degeneracy.cleared import ClearedMatrix
from rankdyn.degeneracy.factors import irreducible_factors, norm
from rankdyn.degeneracy.local_rank import rank_of, rows_at
from rankdyn.degeneracy.points import AlgebraicPoint, algebraic_points

_COMBINATIONS: Final = 3


class Decisions(NamedTuple):
    """What was found at the candidates.

    Attributes
    ----------
    special : list of (AlgebraicPoint, int)
        With the rank there.
    poles, undecided : list of AlgebraicPoint
        Poles, and points at which a zero of a transcendental number was not decided.
    """

    special: list[tuple[AlgebraicPoint, int]]
    poles: list[AlgebraicPoint]
    undecided: list[AlgebraicPoint]


def decide(matrix: ClearedMatrix, generic_rank: int, index: int) -> Decisions:
    """Return all points at which the rank is below the generic one.

    Parameters
    ----------
    matrix : ClearedMatrix
        Its entries hold no generator that moves with t except the one of the given index.
    generic_rank : int
        r ≥ 1, proved.
    index : int
        The generator solved for.
    """
    field = matrix.field
    rng = np.random.default_rng(0)
    count = 1 if matrix.shape == (generic_rank, generic_rank) else _COMBINATIONS
    common = None
    for _ in range(count):
        minor = norm(matrix.compression(generic_rank, rng), field)
        if common is not None:
            field.work.spend(10 * len(common) * len(minor))
        common = minor if common is None else common.gcd(minor)
    factors = irreducible_factors([common, *matrix.denominators], field)
    found = Decisions([], [], [])
    for factor in factors:
        if not factor.degrees()[index] or factor == field.generators[index] * int(index > 0):
            continue  # a constant, or an exponential: never zero
        points = algebraic_points(field, factor, index)
        known: int | None = None
        for point in points:
            rows = rows_at(matrix, point)
            if rows is False:
                found.poles.append(point)
            elif not isinstance(rows, list):
                found.undecided.append(point)
            else:
                rational = not any(field.is_algebraic(entry) for row in rows for entry in row)
                if known is None or not rational:  # over Q all conjugates have the same rank
                    lower, upper = rank_of(rows, point)
                    known = lower if lower == upper else None
                if known is None:
                    found.undecided.append(point)
                elif known < generic_rank:
                    found.special.append((point, known))
    return found
