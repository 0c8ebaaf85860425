"""Windowed binomials: D_k = (x + y)^k p(x, y) in Q[x]/x^a ⊗ Q[y]/y^b with p homogeneous.

Multiplication by x and y are nilpotent shifts A and B, D_0 holds the coefficients of p: the constant class with
polynomial entries. (x + y)^k p is homogeneous of degree deg p + k; its monomials x^i y^j stand in different rows and
different columns, so that the rank of D_k is the number of its non-zero coefficients inside the window i < a, j < b.

Every coefficient that is made to vanish is one linear condition on p: `windowed_with_zeros` solves for p. Examples:
p = 1 → 1, 2, 3, …; p = x − y → 2, 2, 4, 4, 6, …; p = y³ − 2xy² + 2x²y − 2x³, a = 4, b = 7 → 4, 2, 2, 4.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import comb

from flint import fmpq, fmpq_mat

from rankdyn.algebra.rational_matrix import from_flint
from rankdyn.functions.constant_class import ConstantClass
from rankdyn.realization.block import Block
from rankdyn.realization.constructions.linear_systems import pivots
from rankdyn.realization.constructions.shifts import fractions, lower_shift, primitive, upper_shift


def windowed(p: Sequence[int], a: int, b: int) -> Block:
    """Return the block of p = Σ p_i x^i y^{d−i} in the window x^a = y^b = 0.

    Parameters
    ----------
    p : sequence of int
        p_0, …, p_d.
    a, b : int
        Rows and columns, at least 1.
    """
    degree = len(p) - 1
    start = [[p[i] if i + j == degree else 0 for j in range(b)] for i in range(a)]
    function = ConstantClass(fractions(lower_shift(a)), fractions(start), fractions(upper_shift(b)))
    return Block(function, f"windowed binomial {list(p)} in {a} x {b}")


def windowed_ranks(p: Sequence[int], a: int, b: int, length: int) -> tuple[int, ...]:
    """Return the numbers of non-zero coefficients of p, (x + y)p, … in the window."""
    found, terms = [], list(p)
    for _ in range(length):
        degree = len(terms) - 1
        found.append(sum(1 for i, c in enumerate(terms) if c and i < a and degree - i < b))
        terms = [x + y for x, y in zip([0, *terms], [*terms, 0], strict=True)]
    return tuple(found)


def windowed_with_zeros(degree: int, zeros: Sequence[tuple[int, int]]) -> list[int] | None:
    """Return a p of the given degree with coefficient i of (x + y)^k p zero for all (k, i); None if only p = 0 has it.

    Notes
    -----
    Coefficient i of (x + y)^k p is Σ_j C(k, i − j) p_j. Of several solutions the sum of a basis is returned.
    """
    rows = [[comb(k, i - j) if i >= j else 0 for j in range(degree + 1)] for k, i in zeros]
    matrix = fmpq_mat(len(rows), degree + 1, [fmpq(value) for row in rows for value in row])
    reduced, found_rank = matrix.rref()
    bound = pivots(reduced, found_rank)
    free = [column for column in range(degree + 1) if column not in bound]
    if not free:
        return None
    solution = [fmpq(int(column in free)) for column in range(degree + 1)]
    for row, pivot in enumerate(bound):
        solution[pivot] = -sum((reduced[row, column] for column in free), fmpq(0))
    scaled = primitive(from_flint(fmpq_mat(1, degree + 1, solution)))
    return [int(value) for value in scaled[0]]
