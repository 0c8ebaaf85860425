"""Linear flows X′ = A X: the matrices F_k with X^(k) = F_k X."""

from __future__ import annotations

from rankdyn.errors import InvalidInputError
from rankdyn.functions.matrix_function import MatrixFunction


def identity(n: int, variable: str) -> MatrixFunction:
    """Return the n × n identity as a function of the variable."""
    return MatrixFunction([[int(i == j) for j in range(n)] for i in range(n)], variable)


def coefficients(A: MatrixFunction, count: int) -> list[MatrixFunction]:
    """Return F_0 = I, F_{k+1} = F_k′ + F_k A, so that X^(k) = F_k X.

    Parameters
    ----------
    A : MatrixFunction
        The generator, shape (n, n).
    count : int
        The highest k.

    Raises
    ------
    InvalidInputError
        If A is not square.
    """
    rows, columns = A.shape
    if rows != columns:
        raise InvalidInputError(f"the generator A of X' = A X must be square, but its shape is {rows} x {columns}")
    found = [identity(rows, A.variable_name)]
    for _ in range(count):
        found.append((found[-1].derivative() + found[-1] @ A).expand())
    return found
