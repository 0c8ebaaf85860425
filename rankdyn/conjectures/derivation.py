"""`Derivation`: a proof that a conjecture follows from laws, as data that anyone can recheck.

The negation of the conjecture is split into cases (with ⌊·⌋, max, min, ≠ and 'or' taken apart, and possibly an integer
x into x ≤ c and x ≥ c + 1). In each case inequalities that hold, each times its multiplier ≥ 0, add up to 'negative
number ≥ 0'.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from rankdyn.conjectures.linear_form import Form
from rankdyn.presentation import html
from rankdyn.presentation.badge import badge
from rankdyn.presentation.latex import number
from rankdyn.presentation.mathematics import formula


@dataclass(frozen=True, slots=True)
class Step:
    """One inequality form ≥ 0 with its multiplier.

    Attributes
    ----------
    multiplier : Fraction
        Positive.
    form : Form
        The inequality.
    law : str
        'L', 'G' or 'T'; 'rank' for r_k ≥ 0; 'floor' for what defines a floor; 'case' for an assumption of the case.
    parameters : str
        The law's parameters, in words.
    """

    multiplier: Fraction
    form: Form
    law: str
    parameters: str

    @property
    def reason(self) -> str:
        """Why the inequality holds, in words."""
        why = {"case": "assumed", "floor": "as a floor is rounded down", "rank": "no rank is negative"}
        return why.get(self.law, f"{self.law} with {self.parameters}")

    def __str__(self) -> str:
        return f"{self.multiplier} times  {self.form} >= 0  ({self.reason})"


@dataclass(frozen=True, slots=True)
class Case:
    """A case of the negation, and why it cannot be.

    Attributes
    ----------
    assumptions : tuple of Form
        The inequalities that describe the case.
    steps : tuple of Step
        Their sum, times the multipliers, is a negative number.
    """

    assumptions: tuple[Form, ...]
    steps: tuple[Step, ...]

    @property
    def total(self) -> Fraction:
        """The negative number."""
        return sum((step.form.constant * step.multiplier for step in self.steps), Fraction(0))

    def __str__(self) -> str:
        assumed = ", ".join(f"{form} >= 0" for form in self.assumptions)
        lines = [f"Suppose {assumed}.", *(f"  {step}" for step in self.steps), f"  sum:  {self.total} >= 0, false"]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        assumed = r",\quad ".join(rf"{form.latex()} \ge 0" for form in self.assumptions[: html.MAX_ITEMS])
        rows = [
            [
                formula(number(step.multiplier) + r"\;\cdot"),
                formula(rf"{step.form.latex()} \ge 0"),
                html.words(step.reason),
            ]
            for step in self.steps[: html.MAX_ITEMS]
        ]
        more = len(self.steps) - len(rows)
        return "".join(
            [
                html.labelled("suppose", formula(assumed) if assumed else "nothing"),
                html.table(rows),
                html.paragraph(html.words(f"… and {more} more")) if more > 0 else "",
                html.labelled("sum", formula(rf"{number(self.total)} \ge 0") + ", which is false"),
            ]
        )


@dataclass(frozen=True, slots=True)
class Derivation:
    """Why a conjecture holds.

    Attributes
    ----------
    conjecture : str
        Its text.
    cases : tuple of Case
        They cover its negation; there are none if its negation is false of all integers.
    """

    conjecture: str
    cases: tuple[Case, ...]

    @property
    def laws(self) -> tuple[str, ...]:
        """The names of the laws used, in the order L, G, T."""
        used = {step.law for case in self.cases for step in case.steps}
        return tuple(law for law in ("L", "G", "T") if law in used)

    def __str__(self) -> str:
        if not self.cases:
            return f"{self.conjecture}: holds for all integers"
        count = len(self.cases)
        head = f"{self.conjecture}: its negation is contradictory" + (f" in each of {count} cases" if count > 1 else "")
        return "\n".join([head, *map(str, self.cases)])

    def cases_html(self) -> str:
        """Return the cases as HTML, a fold each where there are many."""
        if not self.cases:
            return html.paragraph("It holds for all integers: no case is left to refute.")
        shown = [case._repr_html_() for case in self.cases[: html.MAX_ITEMS]]
        if len(self.cases) == 1:
            return shown[0]
        count = len(self.cases)
        folds = [html.hidden(f"case {number} of {count}", case) for number, case in enumerate(shown, start=1)]
        return "".join([*folds, html.paragraph("…") if count > len(shown) else ""])

    def _repr_html_(self) -> str:
        return html.card("Derivation", badge("proved", "proved"), html.code(self.conjecture), self.cases_html())
