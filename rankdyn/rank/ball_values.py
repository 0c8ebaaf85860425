"""All orders of a matrix function at one point as matrices of balls, which enclose the true values.

The counterpart over the complex numbers of `rankdyn.rank.reduction`: leaves are evaluated in a ring of
`rankdyn.calculus.balls` and structures combine them by the Leibniz rule without expanding.
"""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from math import factorial
from typing import Any

from flint import acb, acb_mat

from rankdyn.calculus.ball_functions import UndefinedPointError
from rankdyn.calculus.balls import BallNodeRing, BallPoint, BallTaylorRing, precision
from rankdyn.calculus.leibniz import difference_weights
from rankdyn.expressions.evaluate import Ring, evaluate
from rankdyn.expressions.nodes import Expression
from rankdyn.expressions.printing import text
from rankdyn.functions.block_sum import BlockSum
from rankdyn.functions.explicit import Explicit
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.functions.product import Product
from rankdyn.functions.separable import Separable
from rankdyn.functions.sum import Sum
from rankdyn.rank.reduction import Kind


def ball_values(
    function: MatrixFunction, order: int, kind: Kind, step: Fraction, point: BallPoint, bits: int
) -> list[acb_mat]:
    """Return enclosures of D^(k), or of Δ_h^k D, for k = 0..order.

    Parameters
    ----------
    function : MatrixFunction
        D; any entries, the exact class or not.
    order, kind, step : int, Kind, Fraction
        K, which operator is iterated, and h for differences.
    point : BallPoint
        Values of the variable and of all parameters.
    bits : int
        Working precision.

    Raises
    ------
    UndefinedPointError
        If some entry is not defined there; the message names it and the reason.
    """
    with precision(bits, order + 1):
        if kind == "derivative":
            taylor = BallTaylorRing(point, function.variable_name, order)
            series = _LeafValues(taylor, order, taylor=True).of(function)
            return [matrix * acb(factorial(k)) for k, matrix in enumerate(series)]
        ring = BallNodeRing(point, function.variable_name, order, step)
        nodes = _LeafValues(ring, order, taylor=False).of(function)
        return [
            reduce(_plus, (matrix * acb(w) for w, matrix in zip(difference_weights(k), nodes, strict=False)))
            for k in range(order + 1)
        ]


def _plus(left: acb_mat, right: acb_mat) -> acb_mat:
    return left + right


class _LeafValues:
    """Matrices of Taylor coefficients, or of values at nodes, from those of the leaves; one ring."""

    def __init__(self, ring: Ring[Any], order: int, *, taylor: bool) -> None:
        self.ring, self.order, self.taylor = ring, order, taylor
        self._known: dict[Expression, list[acb]] = {}

    def of(self, function: MatrixFunction) -> list[acb_mat]:
        match function:
            case Explicit():
                return self._explicit(function)
            case Product(factors=factors):
                values = [self.of(factor) for factor in factors]
                values[-1] = [matrix.transpose() for matrix in values[-1]]
                return reduce(self._multiply, values)
            case Separable():
                return self.of(function.as_product())
            case Sum(terms=terms):
                parts = [self._term(coefficient, part) for coefficient, part in terms]
                return [reduce(_plus, matrices) for matrices in zip(*parts, strict=True)]
            case BlockSum(blocks=blocks):
                parts = [self.of(block) for block in blocks]
                return [_block_diagonal(function.shape, list(matrices)) for matrices in zip(*parts, strict=True)]
        raise TypeError(f"no ball values for {type(function).__name__}")

    def _explicit(self, function: Explicit) -> list[acb_mat]:
        columns: list[list[acb]] = []
        for i, row in enumerate(function.rows()):
            for j, entry in enumerate(row):
                try:
                    columns.append(self._entry(entry))
                except UndefinedPointError as error:
                    raise UndefinedPointError(f"entry [{i}][{j}], {text(entry)[:80]}: {error}") from None
        return [acb_mat(*function.shape, [column[k] for column in columns]) for k in range(self.order + 1)]

    def _entry(self, entry: Expression) -> list[acb]:
        if entry not in self._known:
            found = evaluate(entry, self.ring)
            values = [found[k] for k in range(self.order + 1)]
            if not all(x.is_finite() for x in values):
                raise UndefinedPointError("too large to be computed")
            self._known[entry] = values
        return self._known[entry]

    def _term(self, coefficient: Expression, function: MatrixFunction) -> list[acb_mat]:
        try:
            (scalar, *_) = self._entry(coefficient)
        except UndefinedPointError as error:
            raise UndefinedPointError(f"coefficient {text(coefficient)[:80]}: {error}") from None
        return [matrix * scalar for matrix in self.of(function)]

    def _multiply(self, left: list[acb_mat], right: list[acb_mat]) -> list[acb_mat]:
        """Multiply node by node, or Taylor coefficient by the Leibniz rule."""
        if not self.taylor:
            return [a * b for a, b in zip(left, right, strict=True)]
        return [reduce(_plus, (left[j] * right[k - j] for j in range(k + 1))) for k in range(self.order + 1)]


def _block_diagonal(shape: tuple[int, int], blocks: list[acb_mat]) -> acb_mat:
    result = acb_mat(*shape)
    row = column = 0
    for block in blocks:
        for i in range(block.nrows()):
            for j in range(block.ncols()):
                result[row + i, column + j] = block[i, j]
        row, column = row + block.nrows(), column + block.ncols()
    return result
