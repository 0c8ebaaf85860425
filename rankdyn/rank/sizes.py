"""Bounds for all entries of a structured function: its straight-line programs run on bounds.

The rules are those of `SizeRing`, here for all registers of one depth at once; what is divided by is noted once for
each distinct denominator. Bounds of powers are floating-point integers while all of them are below 2^52, and Python's
beyond.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from rankdyn.calculus.size import Box, Size, SizeRing, join_sizes
from rankdyn.expressions.evaluate import evaluate
from rankdyn.functions.block_sum import BlockSum
from rankdyn.functions.explicit import Explicit
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.functions.product import Product
from rankdyn.functions.separable import Separable
from rankdyn.functions.sum import Sum
from rankdyn.rank.straight_line import Indices, Products, StraightLineProgram, Sums

_EXACT: Final = float(1 << 52)

Powers = npt.NDArray[Any]
"""Exact integers: as float64 below 2^52, so that differences are exact,, or Python's in an array of objects."""

Logarithms = npt.NDArray[np.float64]


class EntrySizes:
    """Bounds for the distinct entries of a function in one `SizeRing`.

    Parameters
    ----------
    programs : sequence of StraightLineProgram
        What computes the entries, in their order.
    ring : SizeRing
        The ring; what is divided by is noted in it.
    """

    def __init__(self, programs: Sequence[StraightLineProgram], ring: SizeRing) -> None:
        self.ring = ring
        boxes = [_Run(program, ring).boxes() for program in programs]
        self._above = _Boxes.together([above for above, _ in boxes])
        self._below = _Boxes.together([below for _, below in boxes])

    def of(self, function: MatrixFunction, places: Callable[[Explicit], Indices]) -> Size:
        """Return a bound for all entries of a function; `places` gives the numbers of the entries of its leaves."""
        ring = self.ring
        match function:
            case Explicit():
                found = places(function).ravel()
                return Size(self._above.joined(found), self._below.joined(found))
            case Product(factors=factors):
                result = self.of(factors[0], places)
                for i, factor in enumerate(factors[1:], start=1):
                    last = i == len(factors) - 1
                    inner = max(1, factor.shape[1] if last else factor.shape[0])
                    result = ring.add([ring.multiply([result, self.of(factor, places)])] * inner)
                return result
            case Separable():
                return self.of(function.as_product(), places)
            case Sum(terms=terms):
                return ring.add([ring.multiply([evaluate(c, ring), self.of(f, places)]) for c, f in terms])
            case BlockSum(blocks=blocks):
                return join_sizes([self.of(block, places) for block in blocks])
        raise TypeError(f"no size for {type(function).__name__}")


@dataclass(frozen=True)
class _Boxes:
    """Many `Box`es: powers of shape (count, number of generators), logarithms of shape (count,)."""

    low: Powers
    high: Powers
    log_norm: Logarithms

    @classmethod
    def of(cls, boxes: Sequence[Box], exact: bool) -> _Boxes:
        """Return the boxes; `exact` asks for Python's integers."""
        dtype = object if exact else np.float64
        low, high = (np.array([getattr(box, side) for box in boxes], dtype=dtype) for side in ("low", "high"))
        return cls(low, high, np.array([box.log_norm for box in boxes]))

    @classmethod
    def empty(cls, count: int, generators: int, exact: bool) -> _Boxes:
        """Return room for so many boxes."""
        low, high = (np.zeros((count, generators), dtype=object if exact else np.float64) for _ in range(2))
        return cls(low, high, np.zeros(count))

    @classmethod
    def together(cls, parts: Sequence[_Boxes]) -> _Boxes:
        """Return all boxes, part after part."""
        if len(parts) == 1:
            return parts[0]
        return cls(*(np.concatenate([getattr(part, side) for part in parts]) for side in ("low", "high", "log_norm")))

    def __getitem__(self, which: Indices | slice) -> _Boxes:
        return _Boxes(self.low[which], self.high[which], self.log_norm[which])

    def __setitem__(self, which: slice, boxes: _Boxes) -> None:
        self.low[which], self.high[which], self.log_norm[which] = boxes.low, boxes.high, boxes.log_norm

    def times(self, other: _Boxes) -> _Boxes:
        """Return the products."""
        return _Boxes(self.low + other.low, self.high + other.high, self.log_norm + other.log_norm)

    def joined(self, which: Indices) -> Box:
        """Return one box that holds those of the given numbers."""
        if not len(which):
            which = np.zeros(1, dtype=np.intp)
        low, high = self.low[which].min(axis=0), self.high[which].max(axis=0)
        return Box(tuple(map(int, low)), tuple(map(int, high)), float(self.log_norm[which].max()))

    def boxes(self) -> list[Box]:
        """Return them one by one."""
        return [self.joined(np.array([i])) for i in range(len(self.log_norm))]

    @property
    def is_exact(self) -> bool:
        """Whether no power has been rounded."""
        if self.low.dtype == object:
            return True
        return bool((np.abs(self.low) < _EXACT).all() and (np.abs(self.high) < _EXACT).all())


class _Run:
    """One program run on bounds: a table of numerators and one of denominators."""

    def __init__(self, program: StraightLineProgram, ring: SizeRing) -> None:
        self._program, self._ring = program, ring
        # the leaves note what they divide by themselves
        leaves = [ring.constant(Fraction(1)), *map(ring.symbol, program.symbols)]
        self._leaves = leaves + list(map(ring.exponential, program.exponentials))
        constants = [ring.constant(Fraction(value)) for value in program.coefficients]
        self._above_constant = np.array([constant.above.log_norm for constant in constants])
        self._below_constant = np.array([constant.below.log_norm for constant in constants])

    def boxes(self) -> tuple[_Boxes, _Boxes]:
        """Return the bounds of numerators and denominators of the entries."""
        for exact in (False, True):
            above, below, divided = self._tables(exact)
            if above.is_exact and below.is_exact:
                break
        self._ring.divided += divided
        return self._sums(self._program.results, above, below)

    def _tables(self, exact: bool) -> tuple[_Boxes, _Boxes, list[Box]]:
        """Return the tables, and bounds of what has been divided by."""
        generators, leaves, divided = len(self._leaves[0].above.low), len(self._leaves), list[Box]()
        above, below = (_Boxes.empty(len(self._program), generators, exact) for _ in range(2))
        above[:leaves] = _Boxes.of([leaf.above for leaf in self._leaves], exact)
        below[:leaves] = _Boxes.of([leaf.below for leaf in self._leaves], exact)
        for step in self._program.steps:
            match step:
                case Sums():
                    written = self._sums(step, above, below)
                case Products():
                    written = above[step.left].times(above[step.right]), below[step.left].times(below[step.right])
                case _:
                    written = below[step.operands], above[step.operands]
                    divided += written[1].boxes()
            where = slice(step.start, step.start + len(written[0].log_norm))
            above[where], below[where] = written
        return above, below, divided

    def _sums(self, step: Sums, above: _Boxes, below: _Boxes) -> tuple[_Boxes, _Boxes]:
        """Return the bounds of Σ n_i/q_i over the product of all q_i: Σ n_i Π_{j ≠ i} q_j."""
        n, q = above[step.operands], below[step.operands]
        n_norm = n.log_norm + self._above_constant[step.coefficients]
        q_norm = q.log_norm + self._below_constant[step.coefficients]
        if len(step.starts) == len(step.operands):
            return _Boxes(n.low, n.high, n_norm), _Boxes(q.low, q.high, q_norm)
        starts = step.starts
        lengths = np.diff(starts, append=len(step.operands))
        q_total = _Boxes(*(np.add.reduceat(part, starts) for part in (q.low, q.high, q_norm)))
        largest = np.maximum.reduceat(n_norm - q_norm, starts)
        shares = np.exp2(n_norm - q_norm - np.repeat(largest, lengths))
        # each of `lengths` roundings is below 2^-53; what is rounded up here is far more
        norm = largest + np.log2(np.add.reduceat(shares, starts)) * (1 + 1e-12) + 1e-15 * lengths
        low = np.minimum.reduceat(n.low - q.low, starts) + q_total.low
        high = np.maximum.reduceat(n.high - q.high, starts) + q_total.high
        return _Boxes(low, high, q_total.log_norm + norm), q_total
