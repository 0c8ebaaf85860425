"""The distinct entries of a function, read once: their programs, exponents and constants, whatever is asked of them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rankdyn.expressions.nodes import Exponent, Expression, Symbol, exponents, number, transcendental_constants
from rankdyn.functions.explicit import Explicit
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.rank.straight_line import Indices, StraightLineProgram


class PreparedEntries:
    """What evaluation and bounds need of all leaves of a function.

    Attributes
    ----------
    programs : list of StraightLineProgram
        What computes the distinct entries, in their order.
    """

    def __init__(self, function: MatrixFunction) -> None:
        self.programs = [StraightLineProgram()]
        self._given: list[Expression] = []  # alive, so that their ids stay theirs
        self._numbers: dict[int, int] = {}
        self._equal: dict[Expression, int] = {}
        self._before = 0  # entries of closed programs
        for leaf in function.leaves():
            self._remember(leaf, [self._appended(entry) for row in leaf.rows() for entry in row])
        self._appended(number(0))  # zeros stand around the diagonal of a Separable

    def _appended(self, entry: Expression) -> int:
        """Return the number of an entry, equal ones having the same: those that one register holds."""
        known = self._numbers.get(id(entry))
        if known is None:
            if self.programs[-1].is_long:
                self._before += self.programs[-1].count
                self.programs.append(StraightLineProgram())
            known = self._numbers[id(entry)] = self._before + self.programs[-1].append(entry)
            self._given.append(entry)
        return known

    @classmethod
    def of(cls, function: MatrixFunction) -> PreparedEntries:
        """Return the prepared entries, remembered with the function."""
        if "entries" not in function._cache:
            function._cache["entries"] = cls(function)
        found: PreparedEntries = function._cache["entries"]
        return found

    def places(self, leaf: Explicit) -> Indices:
        """Return the numbers of the entries of a leaf, shape (m, n); remembered with the leaf."""
        known = leaf._cache.get("places")
        if known is None or known[0] is not self:
            return self._remember(leaf, [self._number(entry) for row in leaf.rows() for entry in row])
        found: Indices = known[1]
        return found

    def _number(self, entry: Expression) -> int:
        known = self._numbers.get(id(entry))
        if known is None:
            if not self._equal:
                self._equal.update((entry, self._numbers[id(entry)]) for entry in self._given)
            known = self._equal[entry]
        return known

    def _remember(self, leaf: Explicit, numbers: list[int]) -> Indices:
        found = np.array(numbers, dtype=np.intp).reshape(leaf.shape)
        leaf._cache["places"] = self, found
        return found

    def exponents(self) -> set[Exponent]:
        """Return the P of all exponentials e^P as which the functions in the entries are evaluated."""
        return set[Exponent]().union(*map(exponents, self._atoms()))

    def transcendental_constants(self) -> set[str]:
        """Return which of pi and log(p) occur as coefficients, or come down from an exponent with a derivative."""
        return set[str]().union(*map(transcendental_constants, self._atoms()))

    def _atoms(self) -> Iterator[Expression]:
        for program in self.programs:
            yield from program.functions
            yield from map(Symbol, program.symbols)
