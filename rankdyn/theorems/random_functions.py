"""Random matrix functions for verifying theorems: small, readable, and rich in rank changes."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from rankdyn.functions.block_sum import BlockSum
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.functions.product import Product
from rankdyn.rank.reduction import Kind

_ATOMS = (
    "1",
    "t",
    "t**2",
    "t**3",
    "exp(t)",
    "exp(-t)",
    "exp(2*t)",
    "t*exp(t)",
    "cosh(t)",
    "1/(t + 2)",
    "a*t",
    "exp(a*t)",
)


def random_kind(rng: np.random.Generator) -> tuple[Kind, Fraction]:
    """Return derivatives or differences with one of a few steps."""
    if rng.integers(2):
        return "derivative", Fraction(1)
    return "difference", Fraction(("1", "2", "-1", "1/2")[int(rng.integers(4))])


def random_scalar(rng: np.random.Generator, terms: int = 2) -> str:
    """Return a random combination of a few atoms as text."""
    chosen = rng.choice(len(_ATOMS), size=terms, replace=False)
    return " + ".join(f"({int(rng.integers(-3, 4))})*{_ATOMS[i]}" for i in chosen)


def random_factor(rng: np.random.Generator, rows: int, columns: int) -> list[list[str]]:
    """Return random entries, a third of them zero."""
    return [
        [random_scalar(rng, int(rng.integers(1, 3))) if rng.integers(3) else "0" for _ in range(columns)]
        for _ in range(rows)
    ]


def random_product(rng: np.random.Generator, size: int = 4) -> MatrixFunction:
    """Return U Vᵀ with a random inner dimension, sometimes beside a second block."""
    rows, columns = (int(rng.integers(2, size + 1)) for _ in range(2))
    inner = int(rng.integers(1, 3))
    product = Product(random_factor(rng, rows, inner), random_factor(rng, columns, inner))
    if rng.integers(4):
        return product
    return BlockSum(product, Product(random_factor(rng, 2, 1), random_factor(rng, 2, 1)))


def random_invertible(rng: np.random.Generator, rows: int, columns: int) -> list[list[int]]:
    """Return a constant integer matrix of full column rank: a unit triangle with rows added, then mixed."""
    matrix = np.zeros((rows, columns), dtype=int)
    matrix[:columns] = np.tril(rng.integers(-2, 3, size=(columns, columns)), -1) + np.eye(columns, dtype=int)
    matrix[columns:] = rng.integers(-2, 3, size=(rows - columns, columns))
    return [[int(v) for v in row] for row in rng.permutation(matrix)]
