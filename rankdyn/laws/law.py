"""A law as data: its statement, its check, sequences on which it is tight, and the place of its proof.

A law is a proved necessary condition on the generic ranks r_0, r_1, … of the successive derivatives (or forward
differences) of one matrix function. A broken law is a proof of impossibility; a law that is kept proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from rankdyn.presentation import html, latex
from rankdyn.presentation.badge import badge
from rankdyn.presentation.inequalities import instance, repair
from rankdyn.presentation.mathematics import formula

Ranks = tuple[int, ...]

SHOWN = 12
"""Ranks of a long sequence that a message shows."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A law that a sequence breaks: an inequality left <= right that fails.

    Attributes
    ----------
    law : str
        Name of the law.
    order : int
        The order j from which it is broken: the law is applied to r_j, r_{j+1}, ….
    explanation : str
        The inequality with its numbers, and the smallest change of one rank that mends it.
    left, right : int
        The two sides; the law demands left <= right.
    parameters : tuple of (str, int)
        The parameters of the instance, such as (('k', 2),).
    repair : tuple of (int, str, int)
        The smallest change: index i of a rank, '<=', '>=' or '=', and the value; it mends this inequality.
    """

    law: str
    order: int
    explanation: str
    left: int
    right: int
    parameters: tuple[tuple[str, int], ...] = ()
    repair: tuple[int, str, int] = (0, "=", 0)

    def latex(self, ranks: Sequence[int] | None = None) -> str:
        """Return the inequality that fails as LaTeX; with the ranks given, their numbers are put in."""
        return instance(self.law, self.order, dict(self.parameters), (self.left, self.right), ranks)

    def __str__(self) -> str:
        """Return the law and the explanation."""
        return f"impossible by law {self.law}: {self.explanation}"

    def _repr_latex_(self) -> str:
        return latex.displayed(self.latex(), f"impossible by law {html.cut(self.law)}")

    def _repr_html_(self) -> str:
        return html.card(
            f"Law {self.law} is broken",
            badge("impossible", f"impossible · law {html.cut(self.law)}, proved"),
            formula(self.latex(), display=True),
            html.labelled("a change that mends it", formula(repair(*self.repair))),
            html.paragraph(html.words(self.explanation)),
        )


@dataclass(frozen=True, slots=True)
class Law:
    """A proved law on rank sequences; it holds for derivatives and forward differences alike, from any order on.

    Attributes
    ----------
    name : str
        Short name, as in `Violation.law`.
    title : str
        A few words.
    statement : str
        The law in words.
    latex : str
        The law as LaTeX.
    check : callable
        Takes a tuple of ranks and returns the first violation (by starting order), or None.
    tight : tuple of sequences
        Realizable sequences on which the law holds with equality.
    proof : str
        Where the readable proof stands.
    """

    name: str
    title: str
    statement: str
    latex: str
    check: Callable[[Ranks], Violation | None] = field(repr=False)
    tight: tuple[Ranks, ...]
    proof: str

    def __str__(self) -> str:
        """Return the name, the title and the statement."""
        return f"law {self.name} (proved), {self.title}: {self.statement}"

    def _repr_latex_(self) -> str:
        return latex.displayed(self.latex, f"law {html.cut(self.name)}, proved")

    def _repr_html_(self) -> str:
        tight = html.listed([formula(latex.sequence(ranks)) for ranks in self.tight])
        return html.card(
            f"Law {self.name}: {self.title}",
            badge("proved", "proved law"),
            formula(self.latex, display=True),
            html.paragraph(html.words(self.statement)),
            html.labelled("tight on", tight) if tight else "",
            html.labelled("proof", html.code(self.proof)),
        )


Change = tuple[int, str, int]
"""Index of a rank, a relation, a value: (0, '>=', 2) asks for r_0 >= 2."""


def smallest(ranks: Ranks, changes: Iterable[Change]) -> Change:
    """Return the change that moves its rank least; the first of several."""
    return min(changes, key=lambda change: abs(change[2] - ranks[change[0]]))


def impossible(ranks: Sequence[int], reason: str, change: Change, title: str = "Smallest change") -> str:
    """Return the message: the ranks, the inequality with its numbers, the smallest change."""
    index, relation, value = change
    return f"ranks {shown(ranks)} are impossible: {reason}. {title}: r_{index} {relation} {value}."


def shown(ranks: Sequence[int]) -> str:
    """Return the ranks as text, the tail of a long sequence left out."""
    if len(ranks) <= SHOWN:
        return "(" + ", ".join(map(str, ranks)) + ("," if len(ranks) == 1 else "") + ")"
    return "(" + ", ".join(map(str, ranks[:SHOWN])) + f", … {len(ranks)} in all)"


def suffix_maxima(ranks: Ranks) -> list[int]:
    """Return max(r_i, r_{i+1}, …) for every i, and 0 at the end: a search may stop where no rank is large enough."""
    largest = [0] * (len(ranks) + 1)
    for i in range(len(ranks) - 1, -1, -1):
        largest[i] = max(ranks[i], largest[i + 1])
    return largest
