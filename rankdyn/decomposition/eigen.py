"""Common eigenvectors of a family of commuting diagonalisable matrices, for all roots of a polynomial at once.

Let N separate the common eigenvectors, μ its squarefree minimal polynomial and φ a factor of μ with root α. Then
K = (μ(N) − μ(α))/(N − α) = Σ_j q_j(α) N^j is μ′(α) times the projection onto the eigenspace of α along the others. Its
rank k is the multiplicity of α, and K = X·K_S with X in column echelon form on rows S: so the projection is X Yᵀ with
Yᵀ = K_S/μ′(α). All of it has coefficients polynomial in α and happens in C_0[x]/φ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rankdyn.decomposition.commuting import Separating
from rankdyn.decomposition.constants import Constants
from rankdyn.decomposition.linear_algebra import Matrix, echelon, equal, identity, product, transposed
from rankdyn.decomposition.univariate import Coefficients, Extension, Residue, derivative


class NotSeparatingError(ArithmeticError):
    """A combination has one eigenvalue where the family has several."""


@dataclass(frozen=True, slots=True)
class Eigenspace:
    """The common eigenspace that belongs to a root α of φ; N_i X = λ_i X.

    Attributes
    ----------
    ring : Extension
        C_0[x]/φ, in which all entries lie.
    right, left : matrix, r × k
        X and Y: the projection is X Yᵀ.
    eigenvalues : list of Residue
        The λ_i.
    """

    ring: Extension
    right: Matrix
    left: Matrix
    eigenvalues: list[Residue]


def eigenspace(
    constants: Constants, factor: Coefficients, separating: Separating, family: Sequence[Matrix]
) -> Eigenspace:
    """Return the common eigenspace of the roots of one factor of the separating polynomial.

    Raises
    ------
    ZeroDivisorError
        If the factor falls into two on which the computation would go different ways.
    NotSeparatingError
        If X is no eigenvector of some N_i.
    """
    ring = Extension(constants, factor)
    simple = len(separating.polynomial) - 1 == len(separating.matrix)
    right, left = (_simple_vectors if simple else _vectors)(ring, separating)
    one, eigenvalues = ring.number(1), []
    for matrix in family:
        moved = applied(ring, matrix, right)
        value = next(m for row, s in zip(moved, right, strict=True) for m, x in zip(row, s, strict=True) if x == one)
        if not equal(moved, [[value * entry for entry in row] for row in right]):
            raise NotSeparatingError("a combination does not separate the eigenvectors")
        eigenvalues.append(value)
    return Eigenspace(ring, right, left, eigenvalues)


def _vectors(ring: Extension, separating: Separating) -> tuple[Matrix, Matrix]:
    """Return X and Y from the whole projection."""
    projection = _scaled_projection(ring, separating)
    found, chosen = echelon(ring, transposed(projection))
    slope = ring.element(derivative(ring.constants, separating.polynomial)).inverse()
    return transposed(found), transposed([[entry * slope for entry in projection[i]] for i in chosen])


def _simple_vectors(ring: Extension, separating: Separating) -> tuple[Matrix, Matrix]:
    """Return X and Y where all eigenvalues are simple, from one column and one row of the projection."""
    matrix = separating.matrix
    for j in range(len(matrix)):
        column = _times_unit(ring, separating.polynomial, matrix, j)
        at = next((i for i, entry in enumerate(column) if entry), None)
        if at is not None:
            scale = column[at].inverse()
            row = _times_unit(ring, separating.polynomial, transposed(matrix), at)
            slope = ring.element(derivative(ring.constants, separating.polynomial)).inverse()
            ring.spend(2 * len(matrix))
            return [[entry * scale] for entry in column], [[entry * slope] for entry in row]
    raise AssertionError("the projection on an eigenspace is not zero")


def _times_unit(ring: Extension, polynomial: Coefficients, matrix: Matrix, index: int) -> list[Residue]:
    """Return one column of K."""
    constants, size = ring.constants, len(matrix)
    vector: Matrix = [[constants.number(int(i == index))] for i in range(size)]
    total = [ring.number(0)] * size
    for j in range(size):
        quotient = ring.element(polynomial[j + 1 :]).coefficients
        constants.spend(size * len(quotient))
        total = [a + Residue(ring, quotient).scaled(x) if x else a for a, (x,) in zip(total, vector, strict=True)]
        vector = product(constants, matrix, vector)
    return total


def applied(ring: Extension, matrix: Matrix, vectors: Matrix) -> Matrix:
    """Return a matrix of constants times a matrix of residues."""
    size, width = len(matrix), len(vectors[0])
    ring.constants.spend(size * len(vectors) * width * ring.degree)
    result = [[ring.number(0)] * width for _ in range(size)]
    for i, row in enumerate(matrix):
        for c, vector in zip(row, vectors, strict=True):
            if c:
                result[i] = [a + x.scaled(c) for a, x in zip(result[i], vector, strict=True)]
    return result


def _scaled_projection(ring: Extension, separating: Separating) -> Matrix:
    """Return K = Σ_j q_j(α) N^j, q_j(α) = Σ_{i>j} μ_i α^{i−1−j}."""
    constants, polynomial, size = ring.constants, separating.polynomial, len(separating.matrix)
    total = [[ring.number(0)] * size for _ in range(size)]
    power = identity(constants, size)
    for j in range(len(polynomial) - 1):
        quotient = ring.element(polynomial[j + 1 :]).coefficients
        constants.spend(size * size * len(quotient))
        total = [
            [a + Residue(ring, quotient).scaled(entry) if entry else a for a, entry in zip(r, s, strict=True)]
            for r, s in zip(total, power, strict=True)
        ]
        power = product(constants, power, separating.matrix)
    return total
