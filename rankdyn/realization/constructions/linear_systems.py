"""Solutions of rational linear systems, as the constructions need them: one solution, small where there are several."""

from __future__ import annotations

from collections.abc import Sequence

from flint import fmpq, fmpq_mat


def solved(system: fmpq_mat, values: Sequence[fmpq]) -> list[fmpq] | None:
    """Return an x with system · x = values, free unknowns 0; None if there is none."""
    rows, columns = system.nrows(), system.ncols()
    augmented = fmpq_mat(rows, columns + 1)
    for i in range(rows):
        for j in range(columns):
            augmented[i, j] = system[i, j]
        augmented[i, columns] = values[i]
    reduced, rank = augmented.rref()
    solution = [fmpq(0)] * columns
    for row, pivot in enumerate(pivots(reduced, rank)):
        if pivot == columns:
            return None
        solution[pivot] = reduced[row, columns]
    return solution


def pivots(reduced: fmpq_mat, rank: int) -> list[int]:
    """Return the pivot columns of a matrix in reduced echelon form."""
    found, column = [], 0
    for row in range(rank):
        while reduced[row, column] == 0:
            column += 1
        found.append(column)
        column += 1
    return found
