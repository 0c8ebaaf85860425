"""The distinct entries of a function, read once: their programs, exponents and constants, whatever is asked of them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rankdyn.expressions.nodes import Exponent, Expression, Symbol, exponents, number, transcendental_constants
from rankdyn.functions.explicit import Explicit
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.rank.straight_line import Indices, StraightLineProgram, programs


class PreparedEntries:
    """What evaluation and bounds need of all leaves of a function.

    Attributes
    ----------
    programs : list of StraightLineProgram
        What computes the distinct entries, in their order.
    """

    def __init__(self, function: MatrixFunction) -> None:
        self._numbers: dict[Expression, int] = {}
        for leaf in function.leaves():
            numbers = [self._numbers.setdefault(entry, len(self._numbers)) for row in leaf.rows() for entry in row]
            self._remember(leaf, numbers)
        self._numbers.setdefault(number(0), len(self._numbers))  # zeros stand around the diagonal of a Separable
        self.programs: list[StraightLineProgram] = programs(list(self._numbers))

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
            return self._remember(leaf, [self._numbers[entry] for row in leaf.rows() for entry in row])
        found: Indices = known[1]
        return found

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
