"""The noise in the residual of a stage: that of the new order, and what the fitted order before it carries.

In T_{k+1} − γ D_k the noise of T_{k+1} meets that of D_k. On the tangent space of the piece that entered last D_k has
the noise of order k, elsewhere γ² times that of D_{k−1}; for a full base that is the noise of order 1 in every entry.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from rankdyn.fitting.low_rank_piece import Solver, leading
from rankdyn.fitting.singular_value_threshold import edge, known_noise, rounding, unknown_noise
from rankdyn.fitting.whitened import Whitened

Array: TypeAlias = npt.NDArray[np.float64]

_FIRST = 16
"""Singular values that the randomised solver computes at first."""


class ResidualNoise:
    """Keeps the variance of the noise in an entry of the last fitted order, as a mean over entries.

    Parameters
    ----------
    problem : Whitened
        Knows the noise of each order, if there are enough rows.
    solver : {'exact', 'randomized'}
        Of singular values.
    rng : numpy Generator
        For the randomised solver.
    """

    def __init__(self, problem: Whitened, solver: Solver, rng: np.random.Generator) -> None:
        self._variances = problem.noise_variances
        self._shape = (problem.targets.shape[1], problem.n_outputs)
        self._solver, self._rng = solver, rng
        self._carried = 0.0

    def carry(self, order: int, share: float, gate: float) -> None:
        """Take the noise of an order in this share of its entries, elsewhere γ² times that of the last one."""
        own = 0.0 if self._variances is None else float(self._variances[order])
        self._carried = (1 - share) * gate * gate * self._carried + share * own

    def edge(self, order: int, gate: float = 1.0) -> float:
        """Return the edge of the noise in the residual of an order; 0 where the noise is unknown."""
        return edge(self._shape, self._deviation(order, gate))

    def judge(self, residual: Array, order: int, gate: float, size: float) -> tuple[Array, float]:
        """Return singular values, at least all that are signal, and the threshold above which they are.

        Parameters
        ----------
        residual : ndarray, shape (s, q)
            What is left of an order.
        order : int
            Counted from 0.
        gate : float
            With which the last order was subtracted.
        size : float
            Norm of all that was subtracted: its rounding is no signal.
        """
        floor = rounding(self._shape, size)
        if self._variances is None:
            values = leading(residual, min(self._shape))[1]
            return values, max(unknown_noise(self._shape, values), floor)
        threshold = max(known_noise(self._shape, self._deviation(order, gate)), floor)
        limit = min(self._shape)
        count = limit if self._solver == "exact" else min(_FIRST, limit)
        while True:
            values = leading(residual, count, self._solver, self._rng)[1]
            if count == limit or values[-1] <= threshold:
                return values, threshold
            count = min(2 * count, limit)

    def _deviation(self, order: int, gate: float) -> float:
        if self._variances is None:
            return 0.0
        return float(np.sqrt(self._variances[order] + gate * gate * self._carried))
