"""The conditions for a linear decomposition, decided one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rankdyn.algebra.work import Work
from rankdyn.decomposition.answer import Condition, Decomposition, Field, NotDecomposable
from rankdyn.decomposition.columns import columns
from rankdyn.decomposition.commuting import (
    Separating,
    invertible_combination,
    not_commuting,
    not_diagonalisable,
    separating_combinations,
)
from rankdyn.decomposition.constant_spaces import ConstantSpaces, Reduced, reduce
from rankdyn.decomposition.eigen import Eigenspace, NotSeparatingError
from rankdyn.decomposition.expansion import Expansion
from rankdyn.decomposition.linear_algebra import Matrix, product
from rankdyn.decomposition.signs import Verdict, all_roots_real
from rankdyn.decomposition.splitting import eigenspaces
from rankdyn.decomposition.writing import Found, finished, shown
from rankdyn.errors import BudgetExceededError, NotExactError
from rankdyn.functions.explicit import Explicit
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.rank.sequence import generic_rank


@dataclass(frozen=True, slots=True)
class _Family:
    """The N_i = M⁻¹M_i of a function that is decomposable, with M, and what they come from."""

    reduced: Reduced
    start: Matrix
    matrices: list[Matrix]


@dataclass(frozen=True, slots=True)
class Decision:
    """The conditions, one after the other."""

    function: MatrixFunction
    expansion: Expansion
    spaces: ConstantSpaces
    work: Work

    def answer(self, field: Field | None) -> Decomposition | NotDecomposable:
        """Return the answer over the given field, or over the smallest."""
        family = self._family()
        if isinstance(family, NotDecomposable):
            return replace(family, field=field or family.field)
        real, asked = self.expansion.real, field == "real"
        if real is None and asked:
            raise NotExactError(
                "whether the function is real rests on the unknown independence of its constants; "
                "ask for field='complex'"
            )
        not_real = (
            None if real is not False else self._refusal("real function", "an entry is not real for real t", "real")
        )
        if asked and not_real is not None:
            return not_real
        try:
            return self._factors(family, field, not_real)
        except BudgetExceededError as error:
            raise BudgetExceededError(
                f"the function is linearly decomposable over the complex numbers, that is proved, but its factors are "
                f"too large: {error}; raise the budget"
            ) from None

    def _factors(
        self, family: _Family, field: Field | None, not_real: NotDecomposable | None
    ) -> Decomposition | NotDecomposable:
        """Return the factors over the given field, or over the smallest."""
        real, asked = self.expansion.real, field == "real"
        if not family.matrices:
            return self._finished([], "complex" if field == "complex" or not_real is not None else "real", not_real, "")
        separating, spaces = self._eigenspaces(family)
        note = ""
        if real and field != "complex":
            verdict, space = _reality(spaces)
            if verdict.real is False:
                not_real = self._not_real_eigenvalues(separating, space, verdict)
                if asked:
                    return not_real
            elif verdict.real is None:
                note = (
                    f"whether the roots of {shown(space.ring.constants, space.ring.modulus)} are real was not decided"
                )
                if asked:
                    raise NotExactError(f"{note}: {verdict.detail}; put numbers in place of the parameters")
        elif real is None:
            note = (
                "whether the function is real was not decided: that rests on the unknown independence of its constants"
            )
        smallest: Field = "complex" if not_real is not None or note or field == "complex" else "real"
        found = [(space, list(columns(space, family.start, self.spaces, family.reduced))) for space in spaces]
        return self._finished(found, smallest, not_real, note)

    def _family(self) -> _Family | NotDecomposable:
        """Return the commuting diagonalisable family, or what shows that there is none."""
        constants = self.expansion.constants
        c, w = len(self.spaces.chosen_rows), len(self.spaces.chosen_columns)
        if c != w:
            return self._rank_refusal(self._rank())
        reduced = reduce(self.expansion, self.spaces)
        if not c:
            return _Family(reduced, [], [])
        found = invertible_combination(constants, reduced.matrices)
        if found is None:
            rank = self._rank()
            if rank is None or rank == c:
                raise BudgetExceededError("no invertible combination was found; raise the budget for the generic rank")
            return self._rank_refusal(rank)
        chosen, inverse = found
        family = [product(constants, inverse, matrix) for matrix in reduced.matrices]
        pair = not_commuting(constants, family)
        if pair is not None:
            matrices = tuple(self._constant_matrix(family[i]) for i in pair)
            return self._refusal("commuting", "M^-1 M_i and M^-1 M_j do not commute", matrices=matrices)
        defect = not_diagonalisable(constants, family)
        if defect is not None:
            polynomial = shown(constants, defect[1])
            reason = f"some M^-1 M_i has the minimal polynomial {polynomial}, which is not squarefree"
            matrices = (self._constant_matrix(family[defect[0]]),)
            return self._refusal("diagonalisable", reason, matrices=matrices, polynomial=polynomial)
        return _Family(reduced, chosen.matrix, family)

    def _eigenspaces(self, family: _Family) -> tuple[Separating, list[Eigenspace]]:
        constants = self.expansion.constants
        for separating in separating_combinations(constants, family.matrices):
            try:
                return separating, list(eigenspaces(constants, separating, family.matrices))
            except NotSeparatingError:
                continue
        raise BudgetExceededError("no combination separates the common eigenvectors; this should not happen, report it")

    def _finished(self, found: Found, field: Field, not_real: NotDecomposable | None, note: str) -> Decomposition:
        answer = finished(self.function, found, field, len(self.spaces.chosen_rows), self.work)
        return replace(answer, not_real=not_real, note=note)

    # ---- refusals ---------------------------------------------------------------------------------------------------

    def _rank(self) -> int | None:
        """Return the generic rank if it is proved."""
        budget = max(0, self.work.budget - self.work.spent)
        bound = generic_rank(self.function, budget=budget)
        return bound.value if bound.kind == "exact" else None

    def _rank_refusal(self, rank: int | None) -> NotDecomposable:
        c, w = len(self.spaces.chosen_rows), len(self.spaces.chosen_columns)
        shown = f"the generic rank is {rank}" if rank is not None else f"the generic rank is at most {min(c, w)}"
        reason = f"{shown}, the constant column space has dimension {c}, the constant row space {w}"
        return NotDecomposable("rank", reason, "complex", rank, c, w)

    def _refusal(
        self,
        condition: Condition,
        reason: str,
        field: Field = "complex",
        matrices: tuple[MatrixFunction, ...] = (),
        polynomial: str = "",
    ) -> NotDecomposable:
        """Return the refusal; if the rank is too small that is the reason, because it is the simpler one."""
        c, w = len(self.spaces.chosen_rows), len(self.spaces.chosen_columns)
        rank = c if field == "real" else self._rank()
        if rank is not None and rank < max(c, w):
            return self._rank_refusal(rank)
        return NotDecomposable(condition, reason, field, rank, c, w, matrices, polynomial)

    def _not_real_eigenvalues(self, separating: Separating, space: Eigenspace, verdict: Verdict) -> NotDecomposable:
        polynomial = shown(space.ring.constants, space.ring.modulus)
        reason = f"some M^-1 M_i has the roots of {polynomial} as eigenvalues, not all of them real: {verdict.detail}"
        matrices = (self._constant_matrix(separating.matrix),)
        return self._refusal("real eigenvalues", reason, "real", matrices, polynomial)

    def _constant_matrix(self, matrix: Matrix) -> MatrixFunction:
        constants = self.expansion.constants
        rows = tuple(tuple(constants.field.expression(constants.quotient(entry)) for entry in row) for row in matrix)
        return Explicit.of(rows, (len(matrix), len(matrix[0])), self.function.variable_name)


def _reality(spaces: Sequence[Eigenspace]) -> tuple[Verdict, Eigenspace]:
    """Return the verdict on all eigenvalues, and the eigenspace on which it rests."""
    verdicts = [(all_roots_real(space.ring.constants, space.ring.modulus), space) for space in spaces]
    for wanted in (False, None):
        for verdict, space in verdicts:
            if verdict.real is wanted:
                return verdict, space
    return verdicts[0]
