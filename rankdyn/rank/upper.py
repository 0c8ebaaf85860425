"""Upper bounds that are proved: the cheapest evidence that reaches the estimated rank.

In order of cost: the dimension, the structure of the function, law L from an order already proved, then by estimated
cost a kernel over the function field or enough exact evaluations. Beyond the budget there is no evidence, and the
answer stays Monte-Carlo.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rankdyn.algebra.work import Work
from rankdyn.errors import BudgetExceededError
from rankdyn.evidence.certificate import Dimension, Factors, Growth, Upper
from rankdyn.rank.estimate import Estimate
from rankdyn.rank.evaluations import evaluation_evidence, from_polynomials, from_reduction
from rankdyn.rank.kernel import kernel_evidence
from rankdyn.rank.orders import ExactOrders, cleared
from rankdyn.rank.reduction import Reduction

_MANY_ENTRIES = 36
"""From this size on a univariate matrix is evaluated first; below it the kernel is shorter to write down."""


def cheap_evidence(
    rank: int, order: int, shape: tuple[int, int], structural: int, proved: Sequence[int]
) -> Upper | None:
    """Return evidence that needs no arithmetic, or None.

    Parameters
    ----------
    rank, order : int
        The claim rank D^(order) ≤ rank.
    shape : (int, int)
        Shape of D.
    structural : int
        The structural bound at this order.
    proved : sequence of int
        Ranks of the lower orders, each proved.
    """
    if min(shape) <= rank:
        return Dimension()
    if structural <= rank:
        return Factors()
    for j, known in enumerate(proved):
        if (order - j + 1) * known <= rank:
            return Growth(j)
    return None


class UpperProofs:
    """Finds expensive upper evidence for the orders of one function, sharing exact entries and one budget."""

    def __init__(self, reduction: Reduction, budget: int, rng: np.random.Generator) -> None:
        self.reduction, self.rng = reduction, rng
        self.work = Work(budget)
        self._orders: ExactOrders | None = None

    def evidence(self, order: int, estimated: Estimate) -> Upper | None:
        """Return evidence for rank ≤ the estimate, or None beyond the budget; EstimateTooSmallError if it is larger."""
        m, n = self.reduction.function.shape
        attempts = [self._kernel, self._evaluations]
        if self.reduction.polynomial is not None and m * n >= _MANY_ENTRIES and estimated.rank:
            attempts.reverse()
        for share, attempt in zip((2, 1), attempts, strict=True):
            work = self.work.share((self.work.budget - self.work.spent) // share)
            try:
                found = attempt(order, estimated, work)
            except BudgetExceededError:
                found = None
            finally:
                self.work.settle(work)
            if found is not None:
                return found
        return None

    def _exact(self, work: Work) -> ExactOrders:
        if self._orders is None:
            self._orders = ExactOrders(self.reduction, work)
        self._orders.charge(work)
        return self._orders

    def _kernel(self, order: int, estimated: Estimate, work: Work) -> Upper | None:
        orders = self._exact(work)
        matrix = orders.matrix(order)
        return kernel_evidence(matrix, orders.field, estimated.values, estimated.place.prime, work)

    def _evaluations(self, order: int, estimated: Estimate, work: Work) -> Upper | None:
        univariate = from_reduction(self.reduction, order)
        if univariate is None:
            orders = self._exact(work)
            matrix = orders.matrix(order)
            entries = [entry for row in matrix for entry in row]
            if any(len(entry.denominator) > 1 or orders.field.is_algebraic(entry.numerator) for entry in entries):
                return None
            univariate = from_polynomials(cleared(matrix, work, reduce=False), orders.field.generator_names())
        return evaluation_evidence(univariate, estimated.rank, self.rng, work) if univariate is not None else None
