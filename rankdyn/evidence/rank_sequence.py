"""`RankBound` and `RankSequence`: ranks that say how they are known."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final, Literal

import msgspec

from rankdyn.evidence.certificate import Certificate
from rankdyn.presentation import html, latex
from rankdyn.presentation.badge import Evidence, at_most, badge, rank_evidence
from rankdyn.presentation.mathematics import formula

Kind = Literal["exact", "monte-carlo", "numerical"]

STRENGTH: Final[dict[Kind, int]] = {"numerical": 0, "monte-carlo": 1, "exact": 2}
"""Kinds of evidence from weak to strong."""

SHOWN_AS: Final[dict[Kind, Evidence]] = {"exact": "proved", "monte-carlo": "monte-carlo", "numerical": "numerical"}
"""The badge of each kind."""


class RankBound(msgspec.Struct, frozen=True):
    """The rank at one order and how it is known.

    Attributes
    ----------
    value : int
        The rank. For kind 'monte-carlo' a proved lower bound that is the rank with the stated probability.
    kind : 'exact', 'monte-carlo' or 'numerical'
        'exact': lower and upper bound are proved. 'numerical': for formulas outside the exact class a lower bound that
        ball arithmetic proves; for callables and samples singular values in floating point, no guarantee.
    error_probability : float or None
        For 'monte-carlo' an upper bound on the probability that the true rank is larger, over the random choice of
        primes and points; 0.0 for 'exact'; None for 'numerical', which has none.
    method : str
        How the bounds were found, in words.
    """

    value: int
    kind: Kind
    error_probability: float | None
    method: str

    def __str__(self) -> str:
        if self.kind == "monte-carlo":
            return f"{self.value} (monte-carlo, error probability <= {at_most(self.error_probability)}; {self.method})"
        return f"{self.value} ({self.kind}; {self.method})"

    def __index__(self) -> int:
        return self.value

    def latex(self) -> str:
        """Return the rank as LaTeX; without an upper bound it is said to be at least that."""
        relation = {"exact": "=", "monte-carlo": r"\ge", "numerical": r"\approx"}[self.kind]
        return rf"r {relation} {self.value}"

    def _repr_latex_(self) -> str:
        return latex.displayed(self.latex(), rank_evidence(self.kind, self.error_probability))

    def _repr_html_(self) -> str:
        evidence = badge(SHOWN_AS[self.kind], rank_evidence(self.kind, self.error_probability))
        return html.card(f"Rank {self.value}", evidence, html.paragraph(html.words(self.method)))


class RankSequence(tuple[int, ...]):
    """The ranks r_0, …, r_K as a tuple of ints, with evidence.

    Attributes
    ----------
    bounds : tuple of RankBound
        One an order.
    kind : 'exact', 'monte-carlo' or 'numerical'
        The weakest kind among the bounds.
    error_probability : float or None
        Upper bound on the probability that any rank is too small (the sum over the orders); None if numerical.
    certificate : Certificate or None
        Present exactly when the kind is 'exact' and a certificate was asked for.
    statement : str
        What the ranks are ranks of.
    """

    bounds: tuple[RankBound, ...]
    certificate: Certificate | None
    statement: str

    def __new__(
        cls, bounds: Sequence[RankBound], statement: str, certificate: Certificate | None = None
    ) -> RankSequence:
        """Make the sequence from its bounds."""
        made = super().__new__(cls, (bound.value for bound in bounds))
        made.bounds = tuple(bounds)
        made.statement = statement
        made.certificate = certificate
        return made

    @property
    def kind(self) -> Kind:
        """The weakest kind of evidence among the bounds."""
        return min((bound.kind for bound in self.bounds), key=STRENGTH.__getitem__)

    @property
    def error_probability(self) -> float | None:
        """Upper bound on the probability that any of the ranks is too small; None if some rank is numerical."""
        known = [bound.error_probability for bound in self.bounds]
        return None if any(p is None for p in known) else min(1.0, sum(p for p in known if p is not None))

    def explain(self) -> str:
        """Return the statement and, order by order, the rank and how it is known."""
        lines = [self.statement]
        lines += [f"  order {k}: {bound}" for k, bound in enumerate(self.bounds)]
        if self.kind == "monte-carlo":
            lines.append(f"  all orders together: error probability <= {at_most(self.error_probability)}")
        if self.certificate is not None:
            lines.append("  certificate: attached; rankdyn.certify re-checks it with arithmetic of its own")
        return "\n".join(lines)

    @property
    def _certificate_count(self) -> int:
        return int(self.certificate is not None)

    @property
    def _first(self) -> int:
        """The order to which the first rank belongs."""
        return 0

    def _evidence(self) -> str:
        return rank_evidence(self.kind, self.error_probability, self._certificate_count)

    def latex(self) -> str:
        """Return the equation of the names and the ranks as LaTeX."""
        return latex.ranks_are(self, self._first)

    def _repr_latex_(self) -> str:
        return latex.displayed(self.latex(), self._evidence())

    def _methods_html(self) -> list[str]:
        """Return how the ranks are known, orders in a row of which the same is to be said together."""
        found, k = [], self._first
        for told, group in groupby(str(bound).partition(" ")[2] for bound in self.bounds):
            last = k + len(list(group)) - 1
            orders = f"k = {k}" if k == last else f"k = {k} to {last}"
            found.append(html.words(f"{orders}: {told.removeprefix('(').removesuffix(')')}"))
            k = last + 1
        return found

    def _repr_html_(self) -> str:
        kinds = [bound.kind for bound in self.bounds]
        rows = [
            [formula("k"), *(str(k) for k in range(self._first, self._first + len(self)))],
            [formula("r_k"), *(f"<strong>{rank}</strong>" for rank in self)],
        ]
        rows += [["evidence", *kinds]] if len(set(kinds)) > 1 else []
        return html.card(
            html.opening(self.statement) or "Ranks",
            badge(SHOWN_AS[self.kind], self._evidence()),
            html.table(rows),
            html.hidden("how each rank is known", html.bullets(self._methods_html())),
        )

    def __reduce__(self) -> tuple[object, ...]:
        return RankSequence, (self.bounds, self.statement, self.certificate)

    def __repr__(self) -> str:
        note: str = self.kind
        if note == "monte-carlo":
            note += f", error probability <= {at_most(self.error_probability)}"
        return f"RankSequence({', '.join(map(str, self))}; {note})"
