"""Exponential Hadamard matrices: D_ij = c_ij e^{(a_i + b_j)t}, the rank at order k being that of [c_ij (a_i + b_j)^k].

It is the constant class with diagonal A and B. Two ways to choose c:

* c = 1 (`exponential_pair`): D = (e^{a_i t})(e^{b_j t})ᵀ has rank 1. With a = b = (−1, 0, 1) the matrices of odd order
  become skew when the columns are reversed, and a skew 3 × 3 matrix is singular: 1, 2, 3, 2, 3, 2, ….
* c_ij = (a_i + b_j)^{−m} (`exponential_pair_at`): the rank is 1 at order m. With a = (0, 3, 7), b = (−5, −1, 5), m = 2:
  2, 3, 1, 2, 3.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from rankdyn.errors import InvalidInputError
from rankdyn.functions.constant_class import ConstantClass
from rankdyn.realization.block import Block


def hadamard(coefficients: Sequence[Sequence[int]], rows: Sequence[int], columns: Sequence[int]) -> Block:
    """Return [c_ij e^{(a_i + b_j)t}].

    Parameters
    ----------
    coefficients : rows of int
        c_ij.
    rows, columns : sequence of int
        The rates a_i and b_j.
    """
    function = ConstantClass(_diagonal(rows), coefficients, _diagonal(columns))
    return Block(function, f"exponential Hadamard matrix, rates {list(rows)} and {list(columns)}")


def exponential_pair(rows: Sequence[int], columns: Sequence[int]) -> Block:
    """Return (e^{a_i t})(e^{b_j t})ᵀ.

    Examples
    --------
    >>> from rankdyn.realization.constructions.hadamard import exponential_pair
    >>> exponential_pair((-1, 0, 1), (-1, 0, 1)).ranks(6)
    (1, 2, 3, 2, 3, 2)
    """
    return hadamard([[1] * len(columns) for _ in rows], rows, columns)


def exponential_pair_at(order: int, rows: Sequence[int], columns: Sequence[int]) -> Block:
    """Return the block whose derivative of the given order is a multiple of (e^{a_i t})(e^{b_j t})ᵀ, of rank 1.

    Parameters
    ----------
    order : int
        m, from 0 on.
    rows, columns : sequence of int
        The rates; no a_i + b_j may be zero.

    Examples
    --------
    >>> from rankdyn.realization.constructions.hadamard import exponential_pair_at
    >>> exponential_pair_at(2, (0, 3, 7), (-5, -1, 5)).ranks(6)
    (2, 3, 1, 2, 3, 3)
    """
    rates = [[a + b for b in columns] for a in rows]
    if not all(rate for line in rates for rate in line):
        raise InvalidInputError(f"a rate of {list(rows)} is minus a rate of {list(columns)}; choose others")
    scale = lcm(*(abs(rate) ** order for line in rates for rate in line))
    return hadamard([[int(Fraction(scale, rate**order)) for rate in line] for line in rates], rows, columns)


def _diagonal(values: Sequence[int]) -> list[list[int]]:
    return [[value if i == j else 0 for j in range(len(values))] for i, value in enumerate(values)]
