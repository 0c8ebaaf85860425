"""Answers put together order by order: bounds, and a certificate when every order is proved."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from rankdyn.evidence.certificate import Ball, Certificate, Claim, Lower, Matrices, OrderEvidence, Upper
from rankdyn.evidence.rank_sequence import RankBound, RankSequence
from rankdyn.functions.document import to_document
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.rank.reduction import Kind

_UPPER_BOUNDS: Final = {
    "dimension": "the dimension",
    "factors": "the structure of the factors",
    "growth": "law L, r_k <= (k - j + 1) r_j",
    "kernel": "an exactly verified kernel",
    "evaluations": "enough exact evaluations",
    "constant_class": "the ranks of the rational matrices of a constant class, which prove both bounds",
}


@dataclass(slots=True)
class Answer:
    """The ranks of one function, filled in from order 0 on.

    Attributes
    ----------
    function, kind, step : MatrixFunction, Kind, Fraction
        What is differentiated, and how.
    point : Fraction or None
        t0 for pointwise ranks, None for generic ones.
    """

    function: MatrixFunction
    kind: Kind
    step: Fraction
    point: Fraction | None = None
    bounds: list[RankBound] = field(default_factory=list)
    evidence: list[OrderEvidence] = field(default_factory=list)

    def add_exact(self, rank: int, lower: Lower | Ball | None, upper: Upper) -> None:
        """Add a rank with both bounds proved."""
        self.evidence.append(OrderEvidence(rank, lower, upper))
        shown = ""
        if lower is not None and lower.rows:
            by = "modulo a prime" if isinstance(lower, Lower) else "in interval arithmetic"
            shown = f"a non-singular submatrix {by}; "
        by = _UPPER_BOUNDS[str(upper.__struct_config__.tag)]
        method = by if isinstance(upper, Matrices) else f"{shown}upper bound by {by}"
        self.bounds.append(RankBound(rank, "exact", 0.0, method))

    def add_monte_carlo(self, rank: int, probability: float, method: str) -> None:
        """Add a rank of which only the lower bound is proved."""
        self.bounds.append(RankBound(rank, "monte-carlo", probability, method))

    def sequence(self) -> RankSequence:
        """Return the answer, with a certificate if every order is proved."""
        if len(self.evidence) < len(self.bounds):
            return RankSequence(self.bounds, self.statement())
        claim = Claim(
            reading="generic" if self.point is None else "pointwise",
            at=None if self.point is None else str(self.point),
            kind=self.kind,
            step=str(self.step) if self.kind == "difference" else None,
            ranks=[bound.value for bound in self.bounds],
        )
        certificate = Certificate(
            variable=self.function.variable_name,
            parameters=list(self.function.parameter_names),
            function=to_document(self.function),
            claim=claim,
            orders=self.evidence,
        )
        return RankSequence(self.bounds, self.statement(), certificate)

    def statement(self) -> str:
        """Return what the ranks are ranks of, in words."""
        function, t = self.function, self.function.variable_name
        what = "generic ranks" if self.point is None else f"ranks at {t} = {self.point}"
        operator = "derivatives" if self.kind == "derivative" else f"forward differences with step {self.step}"
        generic = f" for generic {', '.join(function.parameter_names)}" if function.parameter_names else ""
        decimals = "; floats among the entries were read as their shortest decimals" if function.reads_floats else ""
        m, n = function.shape
        return f"{what} of the {operator} of a {m} x {n} matrix function of {t}{generic}{decimals}"
