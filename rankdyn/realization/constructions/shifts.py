"""Matrices of multiplication by x in Q[x]/f, and scaling to small integers."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import gcd, lcm

from rankdyn.algebra.rational_matrix import Rationals

Integers = list[list[int]]


def lower_shift(size: int) -> Integers:
    """Return multiplication by x in Q[x]/x^n on columns of coefficients: ones below the diagonal."""
    return [[int(i == j + 1) for j in range(size)] for i in range(size)]


def upper_shift(size: int) -> Integers:
    """Return the transpose of `lower_shift`, which acts on rows of coefficients."""
    return [[int(j == i + 1) for j in range(size)] for i in range(size)]


def companion(polynomial: Sequence[int]) -> Integers:
    """Return multiplication by x in Q[x]/f, f = f_0 + f_1 x + … + x^n given by f_0, …, f_{n−1}."""
    size = len(polynomial)
    return [[int(i == j + 1) - (polynomial[i] if j == size - 1 else 0) for j in range(size)] for i in range(size)]


def transposed(matrix: Sequence[Sequence[int]]) -> Integers:
    """Return the transpose."""
    return [list(row) for row in zip(*matrix, strict=True)]


def fractions(matrix: Sequence[Sequence[int]]) -> Rationals:
    """Return rows of integers as rows of fractions."""
    return tuple(tuple(map(Fraction, row)) for row in matrix)


def primitive(matrix: Rationals) -> Rationals:
    """Return the multiple with coprime integer entries, the first non-zero one positive: ranks stay the same."""
    values = [value for row in matrix for value in row]
    scale = lcm(*(value.denominator for value in values))
    common = gcd(*(int(value * scale) for value in values))
    if not common:
        return matrix
    sign = next(1 if value > 0 else -1 for value in values if value)
    factor = Fraction(sign * scale, common)
    return tuple(tuple(value * factor for value in row) for row in matrix)
