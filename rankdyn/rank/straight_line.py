"""Many entries as one straight-line program: every distinct subexpression once, in steps that arrays carry out.

`StraightLineProgram` is a target of `rankdyn.expressions.evaluate` that computes nothing: it notes what is to be
computed. A register holds 1, a name, an exponential e^P, a sum with rational coefficients, a product of two registers
or a reciprocal; equal ones share a register (value numbering; Cocke and Schwartz 1970). An element is a rational
multiple of a register, so that constants cost no step. `steps` sorts the registers by their depth: all sums of one
depth are one operation on arrays, and so are all products and all reciprocals. `rankdyn.rank.exponential_matrix` runs a
program on residues, `rankdyn.rank.sizes` on bounds.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import accumulate, chain
from typing import Any, Final, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from rankdyn.expressions.evaluate import evaluate
from rankdyn.expressions.nodes import Exponent, Expression, Function

Rational: TypeAlias = int | Fraction

Element: TypeAlias = tuple[Rational, int]
"""A coefficient and the register it multiplies."""

Indices: TypeAlias = npt.NDArray[np.intp]

_ONE: Final = 0
_ZERO: Final[Element] = (0, _ONE)

_MANY_REGISTERS: Final = 20_000
"""A program is closed beyond it: a table of 200 orders then takes 32 MB."""

_MANY_BITS: Final = 4096
"""Powers of larger coefficients are left to the arithmetic modulo a prime."""


@dataclass(frozen=True)
class Sums:
    """Registers start, start + 1, …: each Σ c_i·register_i.

    Attributes
    ----------
    start : int
        The first register that is written.
    operands : array
        All registers that are added, sum after sum.
    coefficients : array
        For each operand the number of its coefficient in `StraightLineProgram.coefficients`.
    starts : array
        Where each sum begins in the operands.
    """

    start: int
    operands: Indices
    coefficients: Indices
    starts: Indices


@dataclass(frozen=True)
class Products:
    """Registers start, start + 1, …: each the product of two registers."""

    start: int
    left: Indices
    right: Indices


@dataclass(frozen=True)
class Reciprocals:
    """Registers start, start + 1, …: each the reciprocal of a register."""

    start: int
    operands: Indices


Noted = TypeVar("Noted", bound=tuple[Any, ...])

Step: TypeAlias = Sums | Products | Reciprocals


class StraightLineProgram:
    """What is to be computed for some entries, as a target of `evaluate`.

    Attributes
    ----------
    symbols : dict
        The register of each name that occurs.
    functions : list of Function
        exp, sin, … of each argument that occurs, once.
    """

    def __init__(self) -> None:
        self.symbols: dict[str, int] = {}
        self.functions: list[Function] = []
        self._results: dict[Element, int] = {}
        self._exponentials: dict[Exponent, int] = {}
        self._function_values: dict[tuple[str, Exponent], Element] = {}
        self._numbers: dict[Hashable, int] = {}  # what a register holds, and its number
        self._depths = [0]
        self._sums: list[tuple[int, tuple[Element, ...]]] = []
        self._products: list[tuple[int, int, int]] = []
        self._reciprocals: list[tuple[int, int]] = []

    def append(self, entry: Expression) -> int:
        """Note an entry and return its number; entries found equal have the same."""
        return self._results.setdefault(evaluate(entry, self), len(self._results))

    @property
    def count(self) -> int:
        """How many different entries there are."""
        return len(self._results)

    @property
    def is_long(self) -> bool:
        """Whether further entries belong in another program."""
        return len(self) > _MANY_REGISTERS

    def __len__(self) -> int:
        """Return the number of registers."""
        return len(self._depths)

    # ---- the ring ---------------------------------------------------------------------------------------------------

    def constant(self, value: Fraction) -> Element:
        """Return a multiple of 1."""
        return (value.numerator if value.denominator == 1 else value), _ONE

    def symbol(self, name: str) -> Element:
        """Return the register of a name."""
        if name not in self.symbols:
            self.symbols[name] = self._register(0)
        return 1, self.symbols[name]

    def exponential(self, exponent: Exponent) -> Element:
        """Return the register of e^P."""
        known = self._exponentials.get(exponent)
        if known is None:
            known = self._exponentials[exponent] = self._register(0)
            self.functions.append(Function("exp", exponent))
        return 1, known

    def function(self, name: str, argument: Exponent) -> Element:
        """Return sin P, cos P, …, written with exponentials once."""
        key = name, argument
        known = self._function_values.get(key)
        if known is None:
            node = Function(name, argument)
            self.functions.append(node)
            # a half in a register of its own costs less than one in every entry
            known = self._function_values[key] = 1, self._sum((evaluate(node, _WithoutFunctions(self)),))
        return known

    def add(self, terms: Sequence[Element]) -> Element:
        """Return the sum."""
        found = tuple(term for term in terms if term[0])
        if len(found) <= 1:
            return found[0] if found else _ZERO
        key = "+", found
        known = self._numbers.get(key)
        if known is None:
            known = self._numbers[key] = self._sum(found)
        return 1, known

    def multiply(self, factors: Sequence[Element]) -> Element:
        """Return the product, from left to right: entries of a matrix often begin alike."""
        coefficient, register = factors[0]
        for value, factor in factors[1:]:
            if value != 1:
                coefficient *= value
            if register == _ONE:
                register = factor
            elif factor != _ONE:
                register = self._product(register, factor)
        return coefficient, register

    def power(self, base: Element, exponent: int) -> Element:
        """Return the integer power."""
        if exponent == 0:
            return 1, _ONE
        coefficient, register = base
        if coefficient == 1:
            register = register if exponent > 0 else self._reciprocal(register)
            return 1, self._power(register, abs(exponent))
        if not coefficient or _bits(coefficient) * abs(exponent) > _MANY_BITS:
            coefficient, register = 1, self._product(self._sum(((coefficient, _ONE),)), register)
        if exponent < 0:
            coefficient, register = 1 / Fraction(coefficient), self._reciprocal(register)
        return coefficient ** abs(exponent), self._power(register, abs(exponent))

    # ---- registers --------------------------------------------------------------------------------------------------

    def _register(self, depth: int) -> int:
        self._depths.append(depth)
        return len(self._depths) - 1

    def _sum(self, terms: tuple[Element, ...]) -> int:
        register = self._register(1 + max(self._depths[operand] for _, operand in terms))
        self._sums.append((register, terms))
        return register

    def _product(self, left: int, right: int) -> int:
        key = (left, right) if left <= right else (right, left)
        known = self._numbers.get(key)
        if known is None:
            known = self._numbers[key] = self._register(1 + max(self._depths[left], self._depths[right]))
            self._products.append((known, left, right))
        return known

    def _reciprocal(self, operand: int) -> int:
        if operand == _ONE:
            return operand
        key = "/", operand
        known = self._numbers.get(key)
        if known is None:
            known = self._numbers[key] = self._register(1 + self._depths[operand])
            self._reciprocals.append((known, operand))
        return known

    def _power(self, base: int, exponent: int) -> int:
        """Return a positive power: b^e = (b^⌊e/2⌋)²·b^(e mod 2), so that the powers of one base share their steps."""
        if exponent == 1 or base == _ONE:
            return base
        half = self._power(base, exponent // 2)
        square = self._product(half, half)
        return self._product(square, base) if exponent % 2 else square

    # ---- the finished program ---------------------------------------------------------------------------------------

    @property
    def exponentials(self) -> list[Exponent]:
        """The P of all e^P, in the order of their registers."""
        return list(self._exponentials)

    @cached_property
    def _coefficient_numbers(self) -> dict[Rational, int]:
        terms = chain(self._results, *(terms for _, terms in self._sums))
        return {value: i for i, value in enumerate(dict.fromkeys(value for value, _ in terms))}

    @property
    def coefficients(self) -> list[Rational]:
        """The different coefficients of sums and results."""
        return list(self._coefficient_numbers)

    @cached_property
    def _places(self) -> list[int]:
        """The register in the finished program of each register noted: 1, names, e^P, then step by step."""
        leaves = [_ONE, *self.symbols.values(), *self._exponentials.values()]
        by_depth = sorted(self._noted, key=lambda noted: (self._depths[noted[0]], noted[1]))
        places = [0] * len(self)
        for place, register in enumerate(chain(leaves, (register for register, _ in by_depth))):
            places[register] = place
        return places

    @property
    def _noted(self) -> list[tuple[int, int]]:
        """All registers that are computed, with the sort of their step."""
        sorts: tuple[Sequence[tuple[Any, ...]], ...] = (self._sums, self._products, self._reciprocals)
        return [(noted[0], sort) for sort, registers in enumerate(sorts) for noted in registers]

    @cached_property
    def results(self) -> Sums:
        """The entries as sums of one term each, shape (number of entries,); start has no meaning."""
        return self._sums_step([(0, (result,)) for result in self._results], start=0)

    @cached_property
    def steps(self) -> list[Step]:
        """The steps in the order in which they are to be done, each writing the registers after those before."""
        depths, places = self._depths, self._places
        found: list[tuple[int, Step]] = []
        for depth, sums in _grouped(self._sums, depths):
            found.append((depth, self._sums_step(sums, places[sums[0][0]])))
        for depth, products in _grouped(self._products, depths):
            left, right = (np.array([places[noted[side]] for noted in products], dtype=np.intp) for side in (1, 2))
            found.append((depth, Products(places[products[0][0]], left, right)))
        for depth, reciprocals in _grouped(self._reciprocals, depths):
            operands = np.array([places[operand] for _, operand in reciprocals], dtype=np.intp)
            found.append((depth, Reciprocals(places[reciprocals[0][0]], operands)))
        return [step for _, step in sorted(found, key=lambda item: item[0])]

    def _sums_step(self, sums: Sequence[tuple[int, tuple[Element, ...]]], start: int) -> Sums:
        numbers, places = self._coefficient_numbers, self._places
        elements = [element for _, terms in sums for element in terms]
        lengths = accumulate((len(terms) for _, terms in sums[:-1]), initial=0)
        return Sums(
            start,
            np.array([places[register] for _, register in elements], dtype=np.intp),
            np.array([numbers[value] for value, _ in elements], dtype=np.intp),
            np.array(list(lengths), dtype=np.intp),
        )


class _WithoutFunctions:
    """The ring of a program that does not know sin, cos, …: `evaluate` then writes them with exponentials."""

    def __init__(self, program: StraightLineProgram) -> None:
        self.constant, self.add, self.multiply, self.power = (
            program.constant,
            program.add,
            program.multiply,
            program.power,
        )
        self.symbol, self.exponential = program.symbol, program.exponential


def _grouped(noted: Sequence[Noted], depths: Sequence[int]) -> Iterator[tuple[int, list[Noted]]]:
    """Yield the registers of each depth, in the order in which they were noted."""
    groups: dict[int, list[Noted]] = {}
    for register in noted:
        groups.setdefault(depths[register[0]], []).append(register)
    yield from groups.items()


def _bits(value: Rational) -> int:
    return value.numerator.bit_length() + value.denominator.bit_length()
