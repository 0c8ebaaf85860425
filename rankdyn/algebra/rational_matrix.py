"""Exact rational matrices: powers e^{tA} and A^t as sums over the spectrum, and ranks.

Main results: `rank`, `rational_spectrum`, `spectral_parts`. With the eigenvalues λ of A rational, the constituents
P_λ = ∏_{μ≠λ} (…) of the partial fractions of 1/χ_A give e^{tA} = Σ_λ e^{λt} Σ_j t^j/j! (A − λ)^j P_λ and
A^t = Σ_λ λ^t Σ_j C(t, j) λ^{−j} (A − λ)^j P_λ (Gantmacher, The Theory of Matrices I, chapter V).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeAlias

from flint import fmpq, fmpq_mat, fmpq_poly

Rationals: TypeAlias = tuple[tuple[Fraction, ...], ...]
"""A rational matrix as rows."""


def to_flint(rows: Sequence[Sequence[Fraction]], columns: int) -> fmpq_mat:
    """Return the matrix with so many columns as FLINT's."""
    flat = [fmpq(value.numerator, value.denominator) for row in rows for value in row]
    return fmpq_mat(len(rows), columns, flat)


def from_flint(matrix: fmpq_mat) -> Rationals:
    """Return FLINT's matrix as rows of fractions."""
    rows, columns = matrix.nrows(), matrix.ncols()
    return tuple(tuple(Fraction(int(matrix[i, j].p), int(matrix[i, j].q)) for j in range(columns)) for i in range(rows))


def rank(matrix: fmpq_mat) -> int:
    """Return the exact rank."""
    return int(matrix.rank())


def rational_spectrum(matrix: fmpq_mat) -> dict[Fraction, int] | None:
    """Return the eigenvalues with their multiplicities, None if some eigenvalue is irrational."""
    found: dict[Fraction, int] = {}
    for factor, multiplicity in matrix.charpoly().factor()[1]:
        if factor.degree() != 1:
            return None
        root = -factor[0] / factor[1]
        found[Fraction(int(root.p), int(root.q))] = int(multiplicity)
    return found


def spectral_parts(matrix: fmpq_mat, spectrum: dict[Fraction, int]) -> dict[Fraction, list[fmpq_mat]]:
    """Return for each eigenvalue λ the matrices (A − λ)^j P_λ, j = 0, 1, …, up to the last that is not zero."""
    size = matrix.nrows()
    identity = fmpq_mat(size, size, [int(i == j) for i in range(size) for j in range(size)])
    x = fmpq_poly([0, 1])
    found: dict[Fraction, list[fmpq_mat]] = {}
    for value, multiplicity in spectrum.items():
        own, rest = _power(x - _flint(value), multiplicity), fmpq_poly([1])
        for other, count in spectrum.items():
            if other != value:
                rest *= _power(x - _flint(other), count)
        # the polynomial that is 1 modulo (x − λ)^m and 0 modulo all other factors
        _, inverse, _ = rest.xgcd(own)
        projection = _at(inverse % own * rest, matrix, identity)
        parts = [projection]
        while True:
            following = (matrix - identity * _flint(value)) * parts[-1]
            if not any(following.entries()):
                break
            parts.append(following)
        found[value] = parts
    return found


def _flint(value: Fraction) -> fmpq:
    return fmpq(value.numerator, value.denominator)


def _power(base: fmpq_poly, exponent: int) -> fmpq_poly:
    result = fmpq_poly([1])
    for _ in range(exponent):
        result *= base
    return result


def _at(polynomial: fmpq_poly, matrix: fmpq_mat, identity: fmpq_mat) -> fmpq_mat:
    total = identity * fmpq(0)
    for k in range(polynomial.degree(), -1, -1):
        total = total * matrix + identity * polynomial[k]
    return total
