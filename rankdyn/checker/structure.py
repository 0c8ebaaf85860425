"""Matrix functions as certificates state them: their entries, and the rank bound that their structure alone gives.

Main objects: `Function`; `Work`, the counter that bounds every computation of the checker. Main results: `expand`,
`structural_bounds`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import TypeVar

from rankdyn.errors import CertificateError

from .grammar import Expression

Scalar = TypeVar("Scalar")
Matrix = list[list[Scalar]]
Dot = Callable[[Sequence[Scalar], Sequence[Scalar]], Scalar]


@dataclass(frozen=True, slots=True)
class Function:
    """A node of FORMAT.md: "entries" with their texts, a "product", "block_sum" or "sum" of parts, "constant_class".

    The texts of a sum are its coefficients, one row of them. U diag(g) Vᵀ is the product of U, a block sum of the
    1 × 1 entries g, and V. A constant class has three rational matrices, A, D_0 and B, and no texts.
    """

    kind: str
    shape: tuple[int, int]
    texts: tuple[tuple[Expression, ...], ...] = ()
    parts: tuple[Function, ...] = ()
    matrices: tuple[tuple[tuple[Fraction, ...], ...], ...] = ()
    power: bool = False

    def leaves(self) -> Iterator[Expression]:
        """Yield every expression, used or not."""
        for row in self.texts:
            yield from row
        for part in self.parts:
            yield from part.leaves()


class Work:
    """Count multiplications of coefficients, in words, and refuse to go beyond `limit`."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.spent = 0

    def spend(self, amount: int) -> None:
        """Add `amount`, and raise CertificateError when the sum passes the limit."""
        self.spent += amount
        if self.spent > self.limit:
            raise CertificateError(
                f"the work limit is reached: more than max_work = {self.limit} multiplications are needed; "
                "nothing is refuted. Raise it with check_certificate(..., max_work=...) or give smaller evidence"
            )


def expand(function: Function, leaf: Callable[[Expression], Scalar], dot: Dot[Scalar], work: Work) -> Matrix[Scalar]:
    """Return the m × n entries: `leaf` is the value of a text, `dot` the sum of products of two sequences.

    Every text is evaluated exactly once, used or not: a completed expansion is a proof that none of the denominators
    vanishes identically.
    """
    refuse_constant_class(function)
    m, n = function.shape
    work.spend(m * n + m + n)

    def multiply(left: Matrix[Scalar], right: Matrix[Scalar]) -> Matrix[Scalar]:
        """Return left · rightᵀ."""
        work.spend(len(left) * len(right) * (1 + len(left[0]) if left else 1))
        return [[dot(row, column) for column in right] for row in left]

    texts = [[leaf(text) for text in row] for row in function.texts]
    parts = [expand(part, leaf, dot, work) for part in function.parts]
    if function.kind == "product":
        middle = [transpose(part, f.shape) for part, f in zip(parts, function.parts, strict=True)][1:-1]
        return reduce(multiply, [parts[0], *middle, parts[-1]])
    if function.kind == "sum":
        return combine(texts[0], parts, dot)
    if function.kind == "block_sum":
        zero, before = dot([], []), 0
        for part, block in zip(parts, function.parts, strict=True):
            after = n - before - block.shape[1]
            texts += [[zero] * before + row + [zero] * after for row in part]
            before += block.shape[1]
    return texts


def refuse_constant_class(function: Function) -> None:
    """Raise CertificateError for a constant class, which is given without entries."""
    if function.kind == "constant_class":
        raise CertificateError("function: a constant_class has no entries; its evidence must be by 'constant_class'")


def combine(weights: Sequence[Scalar], matrices: Sequence[Matrix[Scalar]], dot: Dot[Scalar]) -> Matrix[Scalar]:
    """Return the sum of weight · matrix."""
    return [[dot(weights, entries) for entries in zip(*rows, strict=True)] for rows in zip(*matrices, strict=True)]


def transpose(rows: Matrix[Scalar], shape: tuple[int, int]) -> Matrix[Scalar]:
    """Return the transpose of an m × n list of rows; the shape is needed when there are no rows."""
    return [[row[j] for row in rows] for j in range(shape[1])]


def structural_bounds(function: Function, variable: str, order: int, work: Work) -> list[int]:
    """Return upper bounds on the generic rank of the derivatives (or differences) of orders 0..order.

    Leibniz: the k-th derivative of a product is a sum over k_1 + … + k_n = k of products of derivatives, each of rank
    at most the least of its factors' ranks. In the rule for differences the factors are also shifted, which does not
    change a generic rank.
    """
    refuse_constant_class(function)
    work.spend(order + 1)
    parts = [structural_bounds(part, variable, order, work) for part in function.parts]
    least = min(function.shape)
    if function.kind == "entries":
        varies = any(variable in text.names for text in function.leaves())
        return [least] + [least if varies else 0] * order
    if function.kind != "product":
        return [min(least, sum(part[k] for part in parts)) for k in range(order + 1)]
    # minima[k][v] counts the (k_1, …, k_i) of sum k for which the least of the bounds of the first i factors is v.
    minima = [{bound: 1} for bound in parts[0]]
    for part in parts[1:]:
        following: list[dict[int, int]] = [{} for _ in minima]
        for k in range(order + 1):
            for j in range(k + 1):
                work.spend(1 + len(minima[j]))
                for value, count in minima[j].items():
                    value = min(value, part[k - j])
                    following[k][value] = following[k].get(value, 0) + count
        minima = following
    return [min(least, sum(value * count for value, count in row.items())) for row in minima]
