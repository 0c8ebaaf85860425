"""The common eigenspaces of a family, for all factors of its separating polynomial."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rankdyn.decomposition.commuting import Separating
from rankdyn.decomposition.constants import Constants
from rankdyn.decomposition.eigen import Eigenspace, eigenspace
from rankdyn.decomposition.factoring import factors, integer_polynomial, over_number_field
from rankdyn.decomposition.linear_algebra import Matrix
from rankdyn.decomposition.roots import closed_forms
from rankdyn.decomposition.univariate import ZeroDivisorError, divided, monic


def eigenspaces(constants: Constants, separating: Separating, family: Sequence[Matrix]) -> Iterator[Eigenspace]:
    """Yield the eigenspaces of all factors that are found of the separating polynomial."""
    pending = factors(constants, separating.polynomial)[::-1]
    while pending:
        factor = pending.pop()
        if constants.rational and len(factor) > 2 and closed_forms(integer_polynomial(factor)) is None:
            parts = over_number_field(constants, factor)
        else:
            parts = [factor]
        if len(parts) > 1:
            wide = constants.widened
            lifted = Separating(
                separating.coefficients,
                _lifted(wide, separating.matrix),
                [wide.quotient(c) for c in separating.polynomial],
            )
            yield from (eigenspace(wide, part, lifted, [_lifted(wide, n) for n in family]) for part in parts)
            continue
        try:
            yield eigenspace(constants, factor, separating, family)
        except ZeroDivisorError as split:
            pending += [split.factor, monic(divided(factor, split.factor, constants.number(0))[0])]


def _lifted(constants: Constants, matrix: Matrix) -> Matrix:
    return [[constants.quotient(entry) for entry in row] for row in matrix]
