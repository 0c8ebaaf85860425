"""Cross-validation of ranks from triangular factors: no row is kept, and rows may come in parts.

Row i belongs to fold i mod f. The factor of the other folds is that of their factors stacked; what a fold leaves, for
every rank at once, follows from its own factor.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from rankdyn.errors import InvalidInputError
from rankdyn.fitting.low_rank_piece import leading
from rankdyn.fitting.stagewise import Proposal, Stages
from rankdyn.fitting.triangular_factor import TriangularFactor
from rankdyn.fitting.whitened import Whitened

Array: TypeAlias = npt.NDArray[np.float64]

_EXACT = 1e-24
"""Errors below this share of the one at rank 0 are rounding."""


@dataclass(eq=False, slots=True)
class Fold:
    """A cascade that grows on the other folds, and the rows on which it is judged."""

    held_out: TriangularFactor
    stages: Stages
    proposal: Proposal | None = field(default=None)

    def propose(self) -> None:
        """Propose the next order on the other folds."""
        self.proposal = self.stages.propose()

    def accept(self, rank: int) -> None:
        """Take the proposal with a rank."""
        assert self.proposal is not None
        self.stages.accept(self.proposal, min(rank, *self.proposal.residual.shape))

    def errors(self) -> Array:
        """Return the mean squared error on the held-out rows for each rank of the new piece from 0 on."""
        assert self.proposal is not None
        problem, order = self.stages.problem, self.proposal.order
        features, targets = self.held_out.centred(problem.feature_means, problem.target_means)
        # An unrestricted base holds all noise of its order, which a new part of any rank only swaps for that of this
        # order: errors would be flat. On the held-out rows its own order stands for it, and noise has its price.
        start, weight = self.stages.full_base(self.proposal)
        known = problem.targets[order] - self.proposal.residual - weight * problem.targets[start]
        missed = targets[order] - weight * targets[start] - features @ (problem.to_coefficients @ known)
        left, values, right = leading(self.proposal.residual, min(self.proposal.residual.shape))
        new = features @ (problem.to_coefficients @ (left * values))
        # the rows of `right` are orthonormal, so each part changes the error by itself
        changes = np.einsum("mi,mi->i", new, new) - 2 * np.einsum("mi,mq,iq->i", new, missed, right, optimize=True)
        total = float(np.einsum("mq,mq->", missed, missed))
        return (total + np.concatenate([[0.0], np.cumsum(changes)])) / (self.held_out.n_samples * problem.n_outputs)


class FoldedFactor(TriangularFactor):
    """The factor of all rows, and one for each fold.

    Parameters
    ----------
    n_features, n_orders, n_outputs : int
        p, K and q.
    n_folds : int
        f.
    """

    def __init__(self, n_features: int, n_orders: int, n_outputs: int, n_folds: int) -> None:
        super().__init__(n_features, n_orders, n_outputs)
        self.parts = [TriangularFactor(n_features, n_orders, n_outputs) for _ in range(n_folds)]

    def add(self, X: Array, Y: Array) -> None:
        """Take more rows; they go round the folds."""
        f = len(self.parts)
        for i in range(f):
            first = (i - self.n_samples) % f
            self.parts[i].add(X[first::f], Y[first::f])
        super().add(X, Y)

    def state(self) -> list[Array]:
        """Return the factor of all rows, then for each fold its factor; the number of rows of each follows."""
        return [*super().state(), *(part.state()[0] for part in self.parts)]

    def restore(self, state: list[Array], n_samples: int) -> None:
        """Take what `state` gave, and the number of rows."""
        super().restore(state, n_samples)
        f = len(self.parts)
        for i, (part, factor) in enumerate(zip(self.parts, state[1:], strict=True)):
            part.restore([factor], len(range(i, n_samples, f)))

    def folds(
        self, whitened: Callable[[TriangularFactor], Whitened], start: Callable[[Whitened], Stages]
    ) -> list[Fold]:
        """Return the folds, each with a cascade of no order yet.

        Parameters
        ----------
        whitened : callable
            Makes the problem of a factor.
        start : callable
            Makes the cascade of a problem.
        """
        if self.n_samples < 2 * len(self.parts):
            raise InvalidInputError(
                f"rank_selection='cv' needs at least {2 * len(self.parts)} rows, but there are {self.n_samples}; "
                "take 'threshold' or give ranks"
            )
        found = []
        for i, part in enumerate(self.parts):
            others = [other for j, other in enumerate(self.parts) if j != i]
            joined = others[0]
            for other in others[1:]:
                joined = joined.joined(other)
            found.append(Fold(part, start(whitened(joined))))
        return found


def validated_rank(folds: Sequence[Fold]) -> int:
    """Return the smallest rank whose error is within one standard error, paired by folds, of the smallest."""
    each = [fold.errors() for fold in folds]
    ranks = min(map(len, each))
    errors = np.stack([error[:ranks] for error in each])
    mean = errors.mean(axis=0)
    above = errors - errors[:, [int(np.argmin(mean))]]
    allowed = above.std(axis=0, ddof=1) / np.sqrt(len(folds)) + _EXACT * mean[0]
    return int(np.argmax(above.mean(axis=0) <= allowed))
