"""`table`: which permutations are rank sequences, and the least shifts of those that are not.

For π in S_n, as the sequence π_1, …, π_n of the ranks of D, D′, …: the verdict at shift 0, and the least c for which
π + c is realizable, between a proved lower bound (a law forbids every smaller shift) and a certified witness. For n = 3
four of six are realizable as they are, for n = 4 nine of 24, for n = 5 twenty of 120. Drop blocks give a witness for
every permutation at a shift that is at most n(n − 1)/2 − 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import permutations
from typing import Literal

from rankdyn.certification import certify
from rankdyn.errors import InvalidInputError
from rankdyn.evidence.realizability import Witness
from rankdyn.laws.reading import checked_count, checked_ranks
from rankdyn.presentation import html
from rankdyn.presentation.badge import Evidence, badge
from rankdyn.presentation.latex import displayed, sequence
from rankdyn.presentation.mathematics import formula
from rankdyn.rank.reduction import Kind
from rankdyn.rank.sequence import rank_sequence
from rankdyn.realization.block import Block
from rankdyn.realization.shifted import Forbidden, LeastShift, constructing, least_shift

Verdict = Literal["witness", "obstruction", "open"]

MAX_N = 6
"""Largest n of a table, of 720 rows; `row` answers for single permutations of up to 12."""

_MAX_LENGTH = 12


@dataclass(frozen=True)
class Row:
    """What is known of one permutation.

    Attributes
    ----------
    permutation : tuple of int
        π_1, …, π_n.
    least : LeastShift
        The least shift found, its block, the proved lower bound with its laws.
    kind : 'derivative' or 'difference'
        The operator.
    """

    permutation: tuple[int, ...]
    least: LeastShift
    kind: Kind = "derivative"

    @property
    def verdict(self) -> Verdict:
        """What is known at shift 0: a witness, a law that forbids it, or neither."""
        if self.shift_lower_bound:
            return "obstruction"
        return "open" if self.shift else "witness"

    @property
    def shift(self) -> int:
        """The shift of the witness: an upper bound of the least shift."""
        assert self.least.shift is not None  # permutations this short have small drop blocks
        return self.least.shift

    @property
    def shift_lower_bound(self) -> int:
        """A proved lower bound of the least shift."""
        return self.least.lower_bound

    @property
    def laws(self) -> tuple[Forbidden, ...]:
        """For each shift below the bound the law that forbids it."""
        return self.least.forbidden

    @property
    def is_exact(self) -> bool:
        """Whether the two bounds meet."""
        return self.least.is_exact

    @property
    def block(self) -> Block:
        """The witness as a block: the ranks of the permutation plus the shift, exact."""
        assert self.least.block is not None
        return self.least.block

    @property
    def _evidence(self) -> str:
        if self.verdict == "obstruction":
            return f"impossible · law {self.laws[0].violation.law}, proved"
        return "witness · exact" if self.verdict == "witness" else "open"

    def latex(self) -> str:
        """Return the permutation and what is known of its least shift c as LaTeX."""
        low, high = self.shift_lower_bound, self.shift
        return rf"{sequence(self.permutation)} + c, \quad " + (
            rf"\min c = {high}" if self.is_exact else rf"{low} \le \min c \le {high}"
        )

    def __str__(self) -> str:
        """Return the verdict at shift 0 and the bounds of the least shift."""
        low, high = self.shift_lower_bound, self.shift
        least = f"the least shift is {high}" if self.is_exact else f"the least shift is between {low} and {high}"
        return f"{self.permutation}: {self._evidence}; {least}, proved"

    def __repr__(self) -> str:
        return f"<Row {self}>"

    def _repr_latex_(self) -> str:
        return displayed(self.latex(), self._evidence)

    def _repr_html_(self) -> str:
        kind: dict[Verdict, Evidence] = {"witness": "proved", "obstruction": "impossible", "open": "open"}
        below = self.laws[-1] if self.laws else None
        return html.card(
            f"Permutation {self.permutation}",
            badge(kind[self.verdict], self._evidence),
            html.labelled("least shift, proved", formula(self.latex())),
            ""
            if below is None
            else html.labelled(
                f"with c = {below.last}, law {below.violation.law}",
                formula(below.violation.latex([rank + below.last for rank in self.permutation])),
            ),
            html.paragraph(html.words(f"Witness at shift {self.shift}, exact:")),
            self.block.function.equation_html(),
            html.given("construction", self.block.construction),
        )

    @cached_property
    def witness(self) -> Witness:
        """The witness with a certificate that the independent checker has accepted; made when first asked for."""
        found = rank_sequence(self.block.function, len(self.permutation) - 1, kind=self.kind)
        certify(found)
        assert found.certificate is not None
        return Witness(
            self.block.function,
            self.permutation,
            found.certificate,
            self.block.construction,
            self.kind,
            "shifted",
            self.shift,
            self.shift_lower_bound,
        )


@lru_cache(maxsize=16)
def table(n: int, kind: Kind = "derivative") -> tuple[Row, ...]:
    """Return a row for every permutation of 1, …, n, in lexicographic order.

    Parameters
    ----------
    n : int
        1 to 6.
    kind : 'derivative' or 'difference', default 'derivative'
        The operator.

    Raises
    ------
    InvalidInputError
        For another n.

    Examples
    --------
    >>> from rankdyn.permutations import table
    >>> for row in table(3):
    ...     print(row.permutation, row.verdict, row.shift_lower_bound, row.shift)
    (1, 2, 3) witness 0 0
    (1, 3, 2) obstruction 1 1
    (2, 1, 3) obstruction 1 1
    (2, 3, 1) witness 0 0
    (3, 1, 2) witness 0 0
    (3, 2, 1) witness 0 0
    """
    if not 1 <= checked_count(n, "n") <= MAX_N:
        raise InvalidInputError(
            f"n must be an integer from 1 to {MAX_N}, not {n!r}; for a single longer permutation use `row` or "
            "realize with mode='shifted'"
        )
    return tuple(row(permutation, kind) for permutation in permutations(range(1, n + 1)))


def row(permutation: Sequence[int], kind: Kind = "derivative") -> Row:
    """Return the row of one permutation.

    Parameters
    ----------
    permutation : sequence of int
        1, …, n in some order, n ≤ 12.
    kind : 'derivative' or 'difference', default 'derivative'
        The operator.
    """
    given = checked_ranks(permutation)
    if sorted(given) != list(range(1, len(given) + 1)) or not 1 <= len(given) <= _MAX_LENGTH:
        raise InvalidInputError(f"a permutation of 1, …, n with n from 1 to {_MAX_LENGTH} is needed, not {given}")
    return Row(given, least_shift(given, kind, realizer=constructing(kind)), kind)
