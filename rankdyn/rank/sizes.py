"""Bounds for all entries of a structured function, each distinct entry and function read once."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from rankdyn.algebra.exponents import ExponentBasis
from rankdyn.calculus.size import Box, Size, SizeRing, join_sizes
from rankdyn.expressions.evaluate import evaluate
from rankdyn.expressions.nodes import Exponent, Expression, Function, number
from rankdyn.functions.block_sum import BlockSum
from rankdyn.functions.explicit import Explicit
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.functions.product import Product
from rankdyn.functions.separable import Separable
from rankdyn.functions.sum import Sum


class RememberingSizeRing(SizeRing):
    """A `SizeRing` that looks at each function of each argument once.

    What it divides by is noted again each time, so that the bounds are the same.
    """

    def __init__(self, names: Sequence[str], basis: ExponentBasis, step: Fraction = Fraction(0)) -> None:
        super().__init__(names, basis, step)
        self._given = tuple(names)  # `names` of the ring holds the constants too
        self._exponentials: dict[Exponent, Size] = {}
        self._functions: dict[tuple[str, Exponent], tuple[Size, list[Box]]] = {}

    def exponential(self, exponent: Exponent) -> Size:
        """Return the bound of e^P."""
        if exponent not in self._exponentials:
            self._exponentials[exponent] = super().exponential(exponent)
        return self._exponentials[exponent]

    def function(self, name: str, argument: Exponent) -> Size:
        """Return the bound of sin P, cos P, …, as that of the exponentials for which it stands."""
        key = name, argument
        if key not in self._functions:
            ring = SizeRing(self._given, self.basis, self.step)
            self._functions[key] = evaluate(Function(name, argument), ring), ring.divided
        size, divided = self._functions[key]
        self.divided += divided
        return size


def function_size(function: MatrixFunction, ring: SizeRing) -> Size:
    """Return a bound for all entries of a structured function."""
    match function:
        case Explicit():
            return join_sizes([evaluate(entry, ring) for entry in distinct_entries(function)[0] or [number(0)]])
        case Product(factors=factors):
            result = function_size(factors[0], ring)
            for i, factor in enumerate(factors[1:], start=1):
                last = i == len(factors) - 1
                inner = max(1, factor.shape[1] if last else factor.shape[0])
                result = ring.add([ring.multiply([result, function_size(factor, ring)])] * inner)
            return result
        case Separable():
            return function_size(function.as_product(), ring)
        case Sum(terms=terms):
            return ring.add([ring.multiply([evaluate(c, ring), function_size(f, ring)]) for c, f in terms])
        case BlockSum(blocks=blocks):
            return join_sizes([function_size(block, ring) for block in blocks])
    raise TypeError(f"no size for {type(function).__name__}")


def distinct_entries(function: Explicit) -> tuple[list[Expression], npt.NDArray[np.intp]]:
    """Return the different entries and which of them stands where, shape (m, n); remembered with the function."""
    if "distinct" not in function._cache:
        numbers: dict[Expression, int] = {}
        where = [numbers.setdefault(entry, len(numbers)) for row in function.rows() for entry in row]
        function._cache["distinct"] = list(numbers), np.array(where, dtype=np.intp).reshape(function.shape)
    found: tuple[list[Expression], npt.NDArray[np.intp]] = function._cache["distinct"]
    return found
