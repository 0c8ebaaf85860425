"""Graded modules over Q[x] ⊗ Q[y], and the atoms Q_k = (k², k²+k, 1, …).

Let M = ⊕ Q[x]/x^{a_i} · g_i and N = ⊕ Q[y]/y^{b_j} · h_j with generators in degrees d_i and e_j. x and y are nilpotent
shifts, x + y acts on M ⊗ N; an element of degree d has blocks M_i × N_{d−i}, in different rows and columns for
different i, so that its rank is the sum of theirs.

Q_k: M = N = ⊕_{i<k} Q[x]/x^{2k−2i} · g_i, g_i in degree i: dimensions 1, 2, …, k, k, …, 2, 1 in degrees 0..2k−1. The
strings of x are centred at degree k − ½, those of x + y at total degree 2k − 1 (sl_2), so that (x + y)² is bijective
from degree 2k − 2 to degree 2k: for E of degree 2k and rank 1 there is one D_0 with (x + y)² D_0 = E. Then r_2 = 1,
r_0 ≤ Σ_i min(dim M_i, dim M_{2k−2−i}) = k² and r_1 ≤ Σ_i dim M_i = k² + k; both are reached for the E below, which is
checked when a block is made. Q_2 is 4, 6, 1, 2, 1, 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from flint import fmpq, fmpq_mat

from rankdyn.algebra.rational_matrix import from_flint
from rankdyn.functions.constant_class import ConstantClass
from rankdyn.realization.block import Block
from rankdyn.realization.constructions.linear_systems import solved
from rankdyn.realization.constructions.shifts import Integers, fractions, primitive, transposed

Strings: TypeAlias = Sequence[tuple[int, int]]
"""(degree of the generator, length) of each string Q[x]/x^length · g."""


def string_shift(strings: Strings) -> Integers:
    """Return multiplication by x, ones below the diagonal inside each string."""
    size = sum(length for _, length in strings)
    last = set()
    before = 0
    for _, length in strings:
        before += length
        last.add(before - 1)
    return [[int(i == j + 1 and j not in last) for j in range(size)] for i in range(size)]


def string_degrees(strings: Strings) -> list[int]:
    """Return the degree of each basis element, string after string."""
    return [degree + i for degree, length in strings for i in range(length)]


def graded_preimage(rows: Strings, columns: Strings, element: fmpq_mat, degree: int, times: int) -> fmpq_mat | None:
    """Return D of degree d − times with (x + y)^times D = E, for E homogeneous of degree d; None if there is none."""
    left, right = string_shift(rows), transposed(string_shift(columns))
    row_degrees, column_degrees = string_degrees(rows), string_degrees(columns)

    def places(total: int) -> list[tuple[int, int]]:
        return [(i, j) for i, a in enumerate(row_degrees) for j, b in enumerate(column_degrees) if a + b == total]

    operator: fmpq_mat | None = None
    for start in range(degree - times, degree):
        step = _one_step(places(start), places(start + 1), left, right)
        operator = step if operator is None else step * operator
    if operator is None:
        return element
    unknowns, values = places(degree - times), [element[place] for place in places(degree)]
    solution = solved(operator, values)
    if solution is None:
        return None
    found = fmpq_mat(len(left), len(right))
    for place, value in zip(unknowns, solution, strict=True):
        found[place] = value
    return found


def _one_step(
    unknowns: list[tuple[int, int]], equations: list[tuple[int, int]], left: Integers, right: Integers
) -> fmpq_mat:
    """Return x + y from one degree to the next, in the bases of matrix units."""
    index = {place: row for row, place in enumerate(equations)}
    system = fmpq_mat(len(equations), len(unknowns))
    for column, (i, j) in enumerate(unknowns):
        if i + 1 < len(left) and left[i + 1][i]:
            system[index[i + 1, j], column] += 1
        if j + 1 < len(right) and right[j][j + 1]:
            system[index[i, j + 1], column] += 1
    return system


def graded(rows: Strings, columns: Strings, start: fmpq_mat, name: str) -> Block:
    """Return the block of a homogeneous D_0 in M ⊗ N."""
    function = ConstantClass(
        fractions(string_shift(rows)), primitive(from_flint(start)), fractions(transposed(string_shift(columns)))
    )
    return Block(function, name)


def square_atom(k: int) -> Block:
    """Return Q_k, ranks k², k² + k, 1, … of size k² + k.

    Raises
    ------
    ArithmeticError
        If the bounds of this file's header are not reached; they are for k ≤ 6.
    """
    strings = [(i, 2 * k - 2 * i) for i in range(k)]
    degrees = string_degrees(strings)
    middle = [i for i, degree in enumerate(degrees) if degree == k]
    size = len(degrees)
    for attempt in range(8):
        element = fmpq_mat(size, size)
        for a, i in enumerate(middle):
            for b, j in enumerate(middle):
                element[i, j] = fmpq((a + 1) ** attempt * (b + 1) ** attempt)
        start = graded_preimage(strings, strings, element, 2 * k, 2)
        if start is not None:
            block = graded(strings, strings, start, f"graded sum Q_{k}")
            if block.ranks(3) == (k * k, k * k + k, 1):
                return block
    raise ArithmeticError(f"no Q_{k} among the elements tried")
