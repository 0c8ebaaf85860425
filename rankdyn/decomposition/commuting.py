"""Families of constant matrices that can be diagonalised together, and what shows that a family cannot.

M_1, …, M_l independent, r × r, some combination M = Σ c_i M_i invertible: then Σ f_i M_i is linearly decomposable iff
the N_i = M⁻¹M_i commute and each is diagonalisable, that is, has a squarefree minimal polynomial. Commuting and
squarefree do not depend on the field, so all of it is decided over the constants, without eigenvalues.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Final, NamedTuple

from rankdyn.decomposition.constants import Constants
from rankdyn.decomposition.linear_algebra import (
    Matrix,
    characteristic_polynomial,
    combination,
    echelon,
    equal,
    identity,
    inverse,
    is_zero,
    polynomial_of_matrix,
    product,
    transposed,
)
from rankdyn.decomposition.univariate import Coefficients, squarefree_part

_TRIES: Final = 100


class Combination(NamedTuple):
    """Σ c_i M_i with integers c_i."""

    coefficients: list[int]
    matrix: Matrix


class Separating(NamedTuple):
    """N = Σ c_i N_i and the polynomial whose roots are its eigenvalues, each once."""

    coefficients: list[int]
    matrix: Matrix
    polynomial: Coefficients


def coefficients(count: int) -> Iterator[list[int]]:
    """Yield integer vectors: the units, all ones, then random ones of growing size; the same in every run."""
    for i in range(count):
        yield [int(i == j) for j in range(count)]
    rng = Random(0)
    yield [1] * count
    for k in range(_TRIES):
        yield [rng.randint(-2 - k, 2 + k) for _ in range(count)]


def invertible_combination(constants: Constants, matrices: list[Matrix]) -> tuple[Combination, Matrix] | None:
    """Return an invertible combination with its inverse, None if none is found.

    det Σ c_i M_i is a polynomial of degree r in the c_i: if it is not zero a random c_i misses its roots almost surely.
    """
    for chosen in coefficients(len(matrices)):
        matrix = _combined(constants, chosen, matrices)
        found = inverse(constants, matrix)
        if found is not None:
            return Combination(chosen, matrix), found
    return None


def not_commuting(constants: Constants, matrices: list[Matrix]) -> tuple[int, int] | None:
    """Return the indices of two matrices that do not commute, None if all commute."""
    for j in range(len(matrices)):
        for i in range(j):
            a, b = matrices[i], matrices[j]
            if not equal(product(constants, a, b), product(constants, b, a)):
                return i, j
    return None


def not_diagonalisable(constants: Constants, matrices: list[Matrix]) -> tuple[int, Coefficients] | None:
    """Return the index of a matrix that is not diagonalisable and its minimal polynomial, None if all are."""
    for i, matrix in enumerate(matrices):
        simple = squarefree_part(constants, characteristic_polynomial(constants, matrix))
        if not is_zero(polynomial_of_matrix(constants, simple, matrix)):
            return i, minimal_polynomial(constants, matrix)
    return None


def minimal_polynomial(constants: Constants, matrix: Matrix) -> Coefficients:
    """Return the monic minimal polynomial, from the first linear dependence among the powers."""
    powers = [identity(constants, len(matrix))]
    while True:
        flat = transposed([[entry for row in power for entry in row] for power in powers])
        rows, pivots = echelon(constants, flat)
        if len(pivots) < len(powers):
            return [-row[-1] for row in rows] + [constants.number(1)]
        powers.append(product(constants, powers[-1], matrix))


def separating_combinations(constants: Constants, matrices: list[Matrix]) -> Iterator[Separating]:
    """Yield combinations with as many distinct eigenvalues as random ones have, the simplest first.

    The number of distinct eigenvalues of Σ c_i N_i is the same for all c off the zeros of a polynomial; whether a
    combination separates all common eigenvectors is left to be checked by the one who asks.
    """
    random = [chosen for chosen in coefficients(len(matrices)) if sum(map(abs, chosen)) > 1] or [[1]]
    count = max(len(_separating(constants, chosen, matrices).polynomial) for chosen in random[-2:])
    for chosen in (*coefficients(len(matrices)), *random[-2:]):
        found = _separating(constants, chosen, matrices)
        if len(found.polynomial) >= count:
            yield found


def _separating(constants: Constants, chosen: list[int], matrices: list[Matrix]) -> Separating:
    matrix = _combined(constants, chosen, matrices)
    return Separating(chosen, matrix, squarefree_part(constants, characteristic_polynomial(constants, matrix)))


def _combined(constants: Constants, chosen: list[int], matrices: list[Matrix]) -> Matrix:
    return combination(constants, [constants.number(c) for c in chosen], matrices)
