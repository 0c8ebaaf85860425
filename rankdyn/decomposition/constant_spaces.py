"""The constant column and row spaces of D = Σ f_i A_i, and D in their bases: D = B D̂ Rᵀ, D̂ = Σ f_i M_i.

The constant column space is spanned by all columns of all values D(t): over the constants these are the columns of the
A_i, because the f_i are independent. The bases are in echelon form, B = 1 on the chosen rows and R = 1 on the chosen
columns, so that D̂ is the submatrix of D on these rows and columns.
"""

from __future__ import annotations

from dataclasses import dataclass

from rankdyn.algebra.quotient import Quotient
from rankdyn.decomposition.constants import Constants
from rankdyn.decomposition.expansion import Expansion
from rankdyn.decomposition.linear_algebra import Matrix, echelon, transposed


@dataclass(frozen=True, slots=True)
class ConstantSpaces:
    """Bases of the constant spaces of D.

    Attributes
    ----------
    columns : matrix, m × c
        A basis of the constant column space.
    rows : matrix, n × w
        A basis of the constant row space.
    chosen_rows, chosen_columns : list of int
        Where the bases are the identity, so that D̂ is the submatrix of D there.
    """

    columns: Matrix
    rows: Matrix
    chosen_rows: list[int]
    chosen_columns: list[int]


@dataclass(frozen=True, slots=True)
class Reduced:
    """D̂ = Σ F_l M_l with the F_l and the M_l linearly independent over the constants."""

    functions: list[Quotient]
    matrices: list[Matrix]
    constants: Constants


def constant_spaces(expansion: Expansion, shape: tuple[int, int]) -> ConstantSpaces:
    """Return the constant column and row spaces."""
    constants, (m, n) = expansion.constants, shape
    below = echelon(constants, [row for matrix in expansion.matrices for row in matrix])
    beside = echelon(constants, [column for matrix in expansion.matrices for column in transposed(matrix)])
    return ConstantSpaces(
        transposed(beside.rows) if beside.rows else [[] for _ in range(m)],
        transposed(below.rows) if below.rows else [[] for _ in range(n)],
        beside.pivots,
        below.pivots,
    )


def reduce(expansion: Expansion, spaces: ConstantSpaces) -> Reduced:
    """Return D̂ with as few terms as possible; A_i ↦ M_i loses nothing, so independence may be decided on the M_i."""
    constants = expansion.constants
    small = [[[a[i][j] for j in spaces.chosen_columns] for i in spaces.chosen_rows] for a in expansion.matrices]
    rows, pivots = echelon(constants, transposed([[entry for row in matrix for entry in row] for matrix in small]))
    functions = []
    for row in rows:
        total = constants.field.constant(0)
        for coefficient, function in zip(row, expansion.functions, strict=True):
            if coefficient:
                total = total + constants.quotient(coefficient) * function
        functions.append(total)
    return Reduced(functions, [small[i] for i in pivots], constants)
