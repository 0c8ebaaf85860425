"""Matrix functions as certificates state them: shapes, the structural rank bound, and expansion into entries.

Main objects: the nodes `Entries`, `MatrixProduct`, `Separable`, `BlockSum`, `LinearSum`, `Transpose`. Main results:
`structural_bounds`, the ranks a structure cannot exceed at the orders 0, 1, …; `expand`, its entries in any `Algebra`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias, TypeVar

from .grammar import Expression

Scalar = TypeVar("Scalar")
Shape = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Entries:
    """Explicit entries."""

    shape: Shape
    rows: tuple[tuple[Expression, ...], ...]


@dataclass(frozen=True, slots=True)
class MatrixProduct:
    """F1 · F2 ⋯ F(n-1) · Fnᵀ."""

    shape: Shape
    factors: tuple[Function, ...]


@dataclass(frozen=True, slots=True)
class Separable:
    """U diag(g) Vᵀ."""

    shape: Shape
    left: Function
    diagonal: tuple[Expression, ...]
    right: Function


@dataclass(frozen=True, slots=True)
class BlockSum:
    """Block-diagonal."""

    shape: Shape
    blocks: tuple[Function, ...]


@dataclass(frozen=True, slots=True)
class LinearSum:
    """Σ c·F with coefficients free of the variable."""

    shape: Shape
    terms: tuple[tuple[Expression, Function], ...]


@dataclass(frozen=True, slots=True)
class Transpose:
    """Fᵀ."""

    shape: Shape
    function: Function


Function: TypeAlias = Entries | MatrixProduct | Separable | BlockSum | LinearSum | Transpose


class Algebra(Protocol[Scalar]):
    """Where entries are computed: exact quotients, or jets modulo a prime."""

    def scalar(self, expression: Expression) -> Scalar:
        """Return the element that the text means."""

    def dot(self, left: Sequence[Scalar], right: Sequence[Scalar]) -> Scalar:
        """Return the sum of the products of two equally long sequences."""


def leaves(function: Function) -> Iterator[Expression]:
    """Yield every expression of the function, used or not."""
    match function:
        case Entries(_, rows):
            for row in rows:
                yield from row
        case MatrixProduct(_, parts) | BlockSum(_, parts):
            for part in parts:
                yield from leaves(part)
        case Separable(_, left, diagonal, right):
            yield from leaves(left)
            yield from diagonal
            yield from leaves(right)
        case LinearSum(_, terms):
            for coefficient, part in terms:
                yield coefficient
                yield from leaves(part)
        case Transpose(_, inner):
            yield from leaves(inner)


def structural_bounds(function: Function, variable: str, order: int, spend: Callable[[int], None]) -> list[int]:
    """Return upper bounds on the generic rank of the derivatives (or differences) of orders 0..order.

    Leibniz: the k-th derivative of a product is a sum over (k_1, …, k_n), k_1 + … + k_n = k, of one product of
    derivatives each; shifts of the argument, in the rule for differences, do not change a generic rank.
    """
    spend(order + 1)
    bounds: list[int]
    match function:
        case Entries(shape, rows):
            varies = any(variable in entry.names for row in rows for entry in row)
            bounds = [min(shape)] + [min(shape) if varies else 0] * order
        case Transpose(_, inner):
            bounds = structural_bounds(inner, variable, order, spend)
        case BlockSum(_, parts):
            bounds = _add([structural_bounds(part, variable, order, spend) for part in parts])
        case LinearSum(_, terms):
            bounds = _add([structural_bounds(part, variable, order, spend) for _, part in terms])
        case MatrixProduct(_, parts):
            bounds = _convolve([structural_bounds(part, variable, order, spend) for part in parts], spend)
        case Separable(_, left, diagonal, right):
            varying = sum(variable in entry.names for entry in diagonal)
            middle = [len(diagonal)] + [varying] * order
            outer = [structural_bounds(part, variable, order, spend) for part in (left, right)]
            bounds = _convolve([outer[0], middle, outer[1]], spend)
    return [min(bound, *function.shape) for bound in bounds]


def _add(bounds: list[list[int]]) -> list[int]:
    return [sum(column) for column in zip(*bounds, strict=True)]


def _convolve(bounds: list[list[int]], spend: Callable[[int], None]) -> list[int]:
    """Return for each k the sum over k_1 + … + k_n = k of min_i bounds[i][k_i].

    A minimum is the number of levels s >= 1 that all its members reach: for each level count the compositions.
    """
    size = len(bounds[0])
    total = [0] * size
    for level in range(1, min(max(one) for one in bounds) + 1):
        spend(len(bounds) * size * size)
        count = [1] + [0] * (size - 1)
        for one in bounds:
            count = [sum(count[k - j] for j in range(k + 1) if one[j] >= level) for k in range(size)]
        total = [a + b for a, b in zip(total, count, strict=True)]
    return total


def expand(function: Function, algebra: Algebra[Scalar], spend: Callable[[int], None]) -> list[list[Scalar]]:
    """Return the entries of the function in `algebra`, an m × n list of rows.

    Every expression of the function is evaluated exactly once, used or not: a completed expansion is a proof that none
    of its denominators vanishes identically.
    """
    spend(function.shape[0] * function.shape[1] + sum(function.shape))
    match function:
        case Entries(_, rows):
            return [[algebra.scalar(entry) for entry in row] for row in rows]
        case Transpose(_, inner):
            return transpose(expand(inner, algebra, spend), inner.shape)
        case MatrixProduct(_, parts):
            product = expand(parts[0], algebra, spend)
            for part in parts[1:-1]:
                product = _multiply(product, transpose(expand(part, algebra, spend), part.shape), algebra, spend)
            return _multiply(product, expand(parts[-1], algebra, spend), algebra, spend)
        case Separable(_, left, diagonal, right):
            scale = [algebra.scalar(entry) for entry in diagonal]
            scaled = [
                [algebra.dot([entry], [factor]) for entry, factor in zip(row, scale, strict=True)]
                for row in expand(left, algebra, spend)
            ]
            return _multiply(scaled, expand(right, algebra, spend), algebra, spend)
        case LinearSum((m, n), terms):
            weights = [algebra.scalar(coefficient) for coefficient, _ in terms]
            parts_ = [expand(part, algebra, spend) for _, part in terms]
            return [[algebra.dot(weights, [part[i][j] for part in parts_]) for j in range(n)] for i in range(m)]
        case BlockSum((_, n), parts):
            zero = algebra.dot([], [])
            rows_: list[list[Scalar]] = []
            before = 0
            for part in parts:
                width = part.shape[1]
                for row_ in expand(part, algebra, spend):
                    rows_.append([zero] * before + row_ + [zero] * (n - before - width))
                before += width
            return rows_


def transpose(rows: list[list[Scalar]], shape: Shape) -> list[list[Scalar]]:
    """Return the transpose of an m × n list of rows; the shape is needed when there are no rows."""
    return [[row[j] for row in rows] for j in range(shape[1])]


def _multiply(
    left: list[list[Scalar]], right: list[list[Scalar]], algebra: Algebra[Scalar], spend: Callable[[int], None]
) -> list[list[Scalar]]:
    """Return left · rightᵀ."""
    spend(len(left) * len(right) * (1 + len(left[0]) if left else 1))
    return [[algebra.dot(row, column) for column in right] for row in left]
