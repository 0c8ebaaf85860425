"""Answers to 'is there a matrix function with these ranks?': `Witness`, `Obstruction`, `Open`.

A witness carries its certificate; an obstruction names a proved law; everything else is open. A search that finds
nothing is never an obstruction.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final, TypeAlias

from rankdyn.evidence.certificate import Certificate
from rankdyn.expressions.printing import latex_name
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.laws import LAWS, Violation
from rankdyn.laws.law import shown
from rankdyn.presentation import html, latex
from rankdyn.presentation.badge import badge, rank_evidence
from rankdyn.presentation.inequalities import repair
from rankdyn.presentation.mathematics import formula

_CHECKED_AGAIN: Final = 64
"""Ranks of a sequence whose broken law is looked up again to be typeset."""


READINGS: Final = {
    "generic": "generic ranks",
    "pointwise": "ranks at chosen points",
    "shifted": "generic ranks, all raised alike,",
    "orders": "generic ranks at chosen orders",
}
"""What the ranks of each mode are, in words."""


@dataclass(frozen=True)
class Witness:
    """A function that has the ranks asked for.

    Attributes
    ----------
    function : MatrixFunction
        The function D.
    ranks : tuple of int
        The ranks asked for; what they are ranks of is said by mode and kind.
    certificate : Certificate
        The proof that `rankdyn.certify` re-checks.
    construction : str
        How the function was made, in words: blocks, free moves, search.
    kind : 'derivative' or 'difference'
        Which operator is iterated (differences with step 1).
    mode : 'generic', 'pointwise', 'shifted' or 'orders'
        The reading. The certificate's ranks are those of orders 0..K of the function; for 'shifted' they are the ranks
        asked for plus the shift, for 'orders' those asked for stand at `orders` among them.
    shift, shift_lower_bound : int or None
        For 'shifted': the shift of this witness, and a proved bound below which no shift is possible.
    orders : tuple of int or None
        For 'orders': k_0 < k_1 < ….
    points, certificates : tuples
        For 'pointwise': the points, and a certificate for each; `ranks` and `certificate` are those of the first.
    """

    function: MatrixFunction
    ranks: tuple[int, ...]
    certificate: Certificate
    construction: str
    kind: str = "derivative"
    mode: str = "generic"
    shift: int | None = None
    shift_lower_bound: int | None = None
    orders: tuple[int, ...] | None = None
    points: tuple[Fraction, ...] = ()
    certificates: tuple[Certificate, ...] = ()

    @property
    def point(self) -> Fraction | None:
        """For 'pointwise': the first point t0; None otherwise."""
        return self.points[0] if self.points else None

    def to_dict(self) -> dict[str, Any]:
        """Return the witness as plain data; what stands under 'certificate' is what `rankdyn.certify` reads."""
        return {
            "status": "witness",
            "ranks": list(self.ranks),
            "mode": self.mode,
            "kind": self.kind,
            "construction": self.construction,
            "shift": self.shift,
            "shift_lower_bound": self.shift_lower_bound,
            "orders": None if self.orders is None else list(self.orders),
            "points": [str(point) for point in self.points],
            "certificate": self.certificate.to_dict(),
            "certificates": [certificate.to_dict() for certificate in self.certificates],
        }

    def latex(self) -> str:
        """Return the function and its ranks as LaTeX, large functions in part."""
        D = self.function
        return rf"D({latex_name(D.variable_name)}) = {D.latex(short=True)}, \qquad {self._ranks_latex()}"

    def _ranks_latex(self) -> str:
        if self.mode == "orders" and self.orders:
            names = ", ".join(f"r_{{{k}}}" for k in self.orders[: latex.MAX_RANKS])
            return f"({names}) = {latex.sequence(self.ranks)}"
        if self.mode == "pointwise":
            return latex.at_points(zip(self.points, (c.claim.ranks for c in self.certificates), strict=False))
        found = latex.ranks_are(self.certificate.claim.ranks)
        return f"{found} = {latex.sequence(self.ranks)} + {self.shift}" if self.mode == "shifted" else found

    @property
    def _evidence(self) -> str:
        return rank_evidence("exact", 0.0, len(self.certificates) or 1)

    def __str__(self) -> str:
        """Return the ranks, how they are known, the function and its construction."""
        claims = "; ".join(html.first([str(c.claim) for c in self.certificates or (self.certificate,)]))
        return f"witness ({self._evidence}): {claims}, of {self.function.brief()}; {html.cut(self.construction)}"

    def _repr_latex_(self) -> str:
        return latex.displayed(self.latex(), f"witness · {self._evidence}")

    def _repr_html_(self) -> str:
        D, operator = self.function, f"successive {self.kind}s"
        note = ""
        if self.shift is not None:
            least = self.shift == self.shift_lower_bound
            note = f"shift {self.shift}: " + (
                "the least" if least else f"no shift below {self.shift_lower_bound} is possible"
            )
        return html.card(
            f"Witness for {shown(self.ranks)}",
            badge("proved", f"witness · {self._evidence}"),
            D.equation_html(),
            html.labelled(f"{READINGS.get(self.mode, 'ranks')} of {operator}", formula(self._ranks_latex())),
            html.paragraph(html.words(note)) if note else "",
            html.labelled("size", html.words(f"{D.shape[0]} × {D.shape[1]}")),
            html.labelled("construction", html.words(self.construction)),
        )


@dataclass(frozen=True)
class Obstruction:
    """A proved law that forbids the ranks asked for.

    Attributes
    ----------
    ranks : tuple of int
        The ranks asked for.
    law : str
        The law's name, as in `rankdyn.LAWS`.
    explanation : str
        The inequality with its numbers, and the smallest change that repairs it.
    proof : str
        Where the proof stands.
    nearest : tuple of sequences
        Sequences near the one asked for that no law forbids, the nearest first.
    """

    ranks: tuple[int, ...]
    law: str
    explanation: str
    proof: str
    nearest: tuple[tuple[int, ...], ...] = field(default=())

    def to_dict(self) -> dict[str, Any]:
        """Return the obstruction as plain data."""
        return {
            "status": "obstruction",
            "ranks": list(self.ranks),
            "law": self.law,
            "explanation": self.explanation,
            "proof": self.proof,
            "nearest": [list(ranks) for ranks in self.nearest],
        }

    def _violation(self) -> Violation | None:
        """Return the violation of which the explanation speaks, found again; None if it speaks of none."""
        law = next((law for law in LAWS if law.name == self.law), None)
        found = law.check(self.ranks) if law is not None and len(self.ranks) <= _CHECKED_AGAIN else None
        # at chosen orders, or in a given shape, an obstruction rests on more than its law
        return found if found is not None and found.explanation == self.explanation else None

    @property
    def _evidence(self) -> str:
        known = any(law.name == self.law for law in LAWS)
        return f"impossible · {'law ' if known else ''}{html.cut(self.law)}, proved"

    def latex(self) -> str:
        """Return the inequality that fails with its numbers as LaTeX, or the sequence where more is to be said."""
        found = self._violation()
        return latex.sequence(self.ranks) if found is None else found.latex(self.ranks)

    def __str__(self) -> str:
        """Return the law and the explanation."""
        return f"{self._evidence}: {self.explanation}"

    def _repr_latex_(self) -> str:
        return latex.displayed(self.latex(), self._evidence)

    def _repr_html_(self) -> str:
        found, law = self._violation(), next((law for law in LAWS if law.name == self.law), None)
        parts = [html.paragraph(html.words(self.explanation))]
        if law is not None and found is not None:
            change = "smallest change" if "Smallest change" in self.explanation else "a change that mends it"
            parts = [
                html.labelled(f"law {law.name}, {law.title}", formula(law.latex)),
                formula(found.latex(self.ranks), display=True),
                html.labelled(change, formula(repair(*found.repair))),
            ]
        near = html.listed([formula(latex.sequence(ranks)) for ranks in self.nearest])
        return html.card(
            f"{shown(self.ranks)} is impossible",
            badge("impossible", self._evidence),
            *parts,
            html.labelled("nearest that no law forbids", near) if near else "",
            html.labelled("proof", html.code(self.proof)),
        )


@dataclass(frozen=True)
class Open:
    """Neither a witness nor a law was found; nothing is proved.

    Attributes
    ----------
    ranks : tuple of int
        The ranks asked for.
    tried : tuple of str
        What was tried, in words, with the work it took.
    """

    ranks: tuple[int, ...]
    tried: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain data."""
        return {"status": "open", "ranks": list(self.ranks), "tried": list(self.tried)}

    def latex(self) -> str:
        """Return the ranks asked for as LaTeX."""
        return latex.ranks_are(self.ranks)

    def __str__(self) -> str:
        """Return the ranks and what was tried."""
        tried = "; ".join(html.first(self.tried)) or "nothing"
        return f"open: neither a witness nor a law for {shown(self.ranks)} was found; tried: {tried}"

    def _repr_latex_(self) -> str:
        return latex.displayed(self.latex(), "open: nothing is proved")

    def _repr_html_(self) -> str:
        return html.card(
            f"{shown(self.ranks)} is open",
            badge("open", "open · nothing is proved"),
            html.paragraph(html.words("Neither a witness nor a law that forbids it was found. Tried:")),
            html.bullets([html.words(item) for item in self.tried] or ["nothing"]),
        )


Answer: TypeAlias = Witness | Obstruction | Open
