"""`StageRanks`: the ranks of the stages of an exact cascade, with their evidence."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, Self, cast

from rankdyn.evidence.certificate import Certificate
from rankdyn.evidence.rank_sequence import RankBound, RankSequence
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.presentation.badge import at_most


class StageRanks(RankSequence):
    """The ranks of the stages of an exact cascade as a tuple of ints, one for each step from an order to the next.

    It compares with `ranks_` of a fitted `CascadedLowRankRegressor`. A RankSequence otherwise: `bounds`, `kind`,
    `error_probability`, `statement`, `explain`.

    Attributes
    ----------
    first_order : int
        The lowest order of the cascade; entry j belongs to the stage from order first_order + j to the next.
    at : Fraction, float or None
        The point of a pointwise answer; None if the ranks are generic.
    certificate : Certificate or None
        One certificate of the initial difference D, for its orders 0, …, first_order + K − 2, where D has a formula.
    certificates : tuple of Certificate
        Otherwise one a stage, of order 0 of F_{k+1} − F_k. Empty where `certificate` is there, where something is not
        exact, and for pointwise ranks that were found block by block.
    """

    first_order: int
    at: Fraction | float | None
    certificates: tuple[Certificate, ...]

    def __new__(
        cls,
        bounds: Sequence[RankBound],
        statement: str,
        certificate: Certificate | None = None,
        *,
        certificates: Sequence[Certificate] = (),
        first_order: int = 1,
        at: Fraction | float | None = None,
    ) -> Self:
        """Make the answer from the bounds of its stages."""
        made = cast(Self, super().__new__(cls, bounds, statement, certificate))
        made.certificates = tuple(certificates)
        made.first_order = first_order
        made.at = at
        return made

    @property
    def reading(self) -> Literal["generic", "pointwise"]:
        """Whether these are the ranks at almost all t, or those at one t."""
        return "generic" if self.at is None else "pointwise"

    def explain(self) -> str:
        """Return the statement and, stage by stage, the rank and how it is known."""
        lines = [self.statement]
        for k, bound in enumerate(self.bounds, start=self.first_order):
            lines.append(f"  stage {k} (order {k} to {k + 1}): {bound}")
        if self.kind == "monte-carlo":
            lines.append(f"  all stages together: error probability <= {at_most(self.error_probability)}")
        if self.certificate is not None or self.certificates:
            count = len(self.certificates) or 1
            lines.append(f"  certificates: {count} attached; rankdyn.certify re-checks them with arithmetic of its own")
        return "\n".join(lines)

    @property
    def _certificate_count(self) -> int:
        return len(self.certificates) or super()._certificate_count

    @property
    def _first(self) -> int:
        return self.first_order

    def __reduce__(self) -> tuple[object, ...]:
        state = (self.bounds, self.statement, self.certificate, self.certificates, self.first_order, self.at)
        return _restored, state

    def __repr__(self) -> str:
        shown = super().__repr__().replace("RankSequence", "StageRanks", 1)
        return shown if self.at is None else f"{shown[:-1]}; at {self.at})"


def _restored(
    bounds: Sequence[RankBound],
    statement: str,
    certificate: Certificate | None,
    certificates: Sequence[Certificate],
    first_order: int,
    at: Fraction | float | None,
) -> StageRanks:
    return StageRanks(bounds, statement, certificate, certificates=certificates, first_order=first_order, at=at)


def stages_statement(
    first: int, count: int, point: Fraction | float | None, function: MatrixFunction | None = None
) -> str:
    """Return what stage ranks are ranks of, in words."""
    last = first + count - 1
    where = "generic ranks" if point is None else f"pointwise ranks at t = {point}"
    floats = "; floats were read as their shortest decimals" if function is not None and function.reads_floats else ""
    return f"{where} of the stages X^(k+1) - X^(k) of an exact cascade over the orders {first}..{last}{floats}"
