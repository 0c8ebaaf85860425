"""Answers to 'does this hold for every matrix function?': `Counterexample`, `Theorem`, `NotFound`.

A counterexample is a certified function, a theorem carries its derivation from the laws, and everything else is not
found: that a search finds nothing proves no more than `Searched` says.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from rankdyn.conjectures.derivation import Derivation
from rankdyn.evidence.realizability import Witness
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.presentation import html
from rankdyn.presentation.badge import badge, rank_evidence
from rankdyn.presentation.latex import displayed, ranks_are, text
from rankdyn.presentation.mathematics import formula


@dataclass(frozen=True, slots=True)
class Searched:
    """What a search looked at.

    Attributes
    ----------
    conjecture : str
        The text of the conjecture.
    length : int
        The length of the sequences: one more than the highest order in the conjecture.
    max_rank : int
        The largest entry asked for.
    complete_to : int
        All sequences with entries up to this were looked at; −1 if the work ran out before the first.
    sequences : int
        How many were looked at.
    violating : int
        How many of them violate the conjecture.
    forbidden : int
        How many of those no matrix function has, by a proved law.
    open : tuple of sequences
        The violating sequences for which neither a function nor a law was found, in the order of the search.
    note : str
        Why nothing was looked at, or why the search ended early; empty otherwise.
    """

    conjecture: str
    length: int
    max_rank: int
    complete_to: int
    sequences: int
    violating: int
    forbidden: int
    open: tuple[tuple[int, ...], ...] = ()
    note: str = ""

    @property
    def holds_to(self) -> int:
        """The largest M for which the search proves the conjecture for all functions with ranks ≤ M; −1 if for none.

        Up to there every violating sequence is forbidden by a proved law.
        """
        return min([self.complete_to, *(max(ranks) - 1 for ranks in self.open)])

    def __str__(self) -> str:
        kept = f"{self.sequences} sequences of length {self.length}, all with entries up to {self.complete_to}"
        lines = [kept if self.complete_to >= 0 else f"{self.sequences} sequences of length {self.length}"]
        lines.append(f"{self.violating} violate the conjecture; laws forbid {self.forbidden} of these")
        if self.open:
            shown = ", ".join(map(str, self.open[:8])) + (f", … {len(self.open)} in all" if len(self.open) > 8 else "")
            lines.append(f"open, neither realized nor forbidden: {shown}")
        if self.holds_to >= 0:
            lines.append(f"so it holds for all functions with ranks up to {self.holds_to}")
        return "; ".join(lines + [self.note] * bool(self.note))

    def _repr_html_(self) -> str:
        return html.card("Searched", badge("open", "search · no proof beyond what it says"), *self.parts_html())

    def parts_html(self) -> list[str]:
        """Return what was looked at as HTML, a paragraph each."""
        kept = f"{self.sequences} of length {self.length}"
        kept += f", all with entries up to {self.complete_to}" if self.complete_to >= 0 else ""
        more = html.first([html.words(str(ranks)) for ranks in self.open[: html.MAX_ITEMS]])
        return [
            html.labelled("sequences", html.words(kept)),
            html.labelled("violating", html.words(f"{self.violating}, {self.forbidden} of them forbidden by laws")),
            html.labelled(f"open, {len(self.open)} in all", ", ".join(more)) if more else "",
            html.labelled("proved", html.words(f"for all functions with ranks up to {self.holds_to}"))
            if self.holds_to >= 0
            else "",
            html.paragraph(html.words(self.note)) if self.note else "",
        ]

    def to_dict(self) -> dict[str, Any]:
        """Return the record as plain data."""
        return {
            "length": self.length,
            "max_rank": self.max_rank,
            "complete_to": self.complete_to,
            "holds_to": self.holds_to,
            "sequences": self.sequences,
            "violating": self.violating,
            "forbidden": self.forbidden,
            "open": [list(ranks) for ranks in self.open],
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class Counterexample:
    """A matrix function whose ranks violate the conjecture.

    Attributes
    ----------
    function : MatrixFunction
        The function.
    ranks : tuple of int
        Its generic ranks r_0, …, up to the highest order in the conjecture.
    witness : Witness
        The certified witness; its certificate is what `rankdyn.certify` re-checks.
    searched : Searched
        What was looked at before. The sequences in ``searched.open`` come earlier in the order (length, maximum, sum,
        lexicographic) and violate the conjecture too: the counterexample is the smallest unless one of them is
        realizable.
    """

    function: MatrixFunction
    ranks: tuple[int, ...]
    witness: Witness
    searched: Searched

    @property
    def minimal(self) -> bool:
        """Whether no smaller counterexample exists: all smaller sequences that violate the conjecture are forbidden."""
        return not self.searched.open

    def __str__(self) -> str:
        lines = [f"refuted by ranks {self.ranks} of", str(self.function)]
        if self.minimal:
            return "\n".join([*lines, "no function has smaller ranks that violate it"])
        shown = ", ".join(map(str, self.searched.open))
        return "\n".join([*lines, f"the smallest, unless one of these open sequences is realizable: {shown}"])

    @property
    def _evidence(self) -> str:
        return f"refuted · witness · {rank_evidence('exact', 0.0, len(self.witness.certificates) or 1)}"

    def latex(self) -> str:
        """Return the function and its ranks as LaTeX."""
        return self.witness.latex()

    def _repr_latex_(self) -> str:
        return displayed(self.latex(), self._evidence)

    def _repr_html_(self) -> str:
        least = "no function has smaller ranks that violate it" if self.minimal else "the smallest found"
        more = f"; smaller ones left open: {len(self.searched.open)}" if not self.minimal else ""
        return html.card(
            "Refuted",
            badge("impossible", self._evidence),
            html.labelled("conjecture", html.code(self.searched.conjecture)),
            html.labelled("counterexample", formula(ranks_are(self.ranks))),
            self.function.equation_html(),
            html.paragraph(html.words(least + more)),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain data."""
        return {
            "status": "counterexample",
            "conjecture": self.searched.conjecture,
            "ranks": list(self.ranks),
            "minimal": self.minimal,
            "witness": self.witness.to_dict(),
            "searched": self.searched.to_dict(),
        }


@dataclass(frozen=True, slots=True)
class Theorem:
    """The conjecture follows from proved laws.

    Attributes
    ----------
    law : str
        The names of the laws used, such as 'L' or 'G, T'; 'integers' where ranks need only be integers from 0 on.
    derivation : Derivation
        The combination of law instances, case by case.
    """

    law: str
    derivation: Derivation

    def __str__(self) -> str:
        return f"a theorem, from {self.law}\n{self.derivation}"

    def _repr_latex_(self) -> str:
        return displayed(text(html.cut(self.derivation.conjecture)), f"proved from {html.cut(self.law, 60)}")

    def _repr_html_(self) -> str:
        return html.card(
            "Theorem",
            badge("proved", f"proved · from {html.cut(self.law, 60)}"),
            html.labelled("conjecture", html.code(self.derivation.conjecture)),
            html.paragraph("Its negation is contradictory:") if self.derivation.cases else "",
            self.derivation.cases_html(),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain data; inequalities as text, each meaning ≥ 0."""
        return {
            "status": "theorem",
            "conjecture": self.derivation.conjecture,
            "law": self.law,
            "derivation": [
                {
                    "assumptions": [str(form) for form in case.assumptions],
                    "steps": [
                        {"multiplier": str(s.multiplier), "form": str(s.form), "law": s.law, "parameters": s.parameters}
                        for s in case.steps
                    ],
                    "sum": str(case.total),
                }
                for case in self.derivation.cases
            ],
        }


@dataclass(frozen=True, slots=True)
class NotFound:
    """Neither a counterexample nor a derivation was found.

    Attributes
    ----------
    searched : Searched
        What was looked at; up to ``searched.holds_to`` the conjecture is proved.
    """

    searched: Searched

    def __str__(self) -> str:
        return f"open: no counterexample and no derivation found: {self.searched}"

    def _repr_latex_(self) -> str:
        return displayed(text(html.cut(self.searched.conjecture)), "open: neither counterexample nor derivation")

    def _repr_html_(self) -> str:
        return html.card(
            "Not found",
            badge("open", "open · neither counterexample nor derivation"),
            html.labelled("conjecture", html.code(self.searched.conjecture)),
            *self.searched.parts_html(),
        )

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain data."""
        return {
            "status": "not-found",
            "conjecture": self.searched.conjecture,
            "searched": self.searched.to_dict(),
        }


Answer: TypeAlias = Counterexample | Theorem | NotFound
