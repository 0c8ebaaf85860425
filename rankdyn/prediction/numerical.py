"""Stage ranks of flows that are known in floating point: counted at a tolerance, never exact."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Protocol, TypeAlias, runtime_checkable

import numpy as np
import numpy.typing as npt

from rankdyn.errors import InvalidInputError
from rankdyn.evidence.rank_sequence import RankBound
from rankdyn.functions.arguments import checked_rational
from rankdyn.prediction.gated import common_spectra, least_rank
from rankdyn.prediction.stage_ranks import StageRanks, stages_statement

Array: TypeAlias = npt.NDArray[np.float64]

_TIMES = (0.23, 0.41, 0.59, 0.77)
"""Where a numerical flow on [0, 1] is looked at for its generic ranks: the largest of the ranks there."""

_TOLERANCE = 1e-9
"""Singular values of a stage below this, relative to the norms of the two orders, count as zero."""


@runtime_checkable
class NumericalFlow(Protocol):
    """A flow whose derivatives are affine in the state, known in floating point, such as `rankdyn.flows.Gaussian`."""

    def coefficient_matrices(self, t: float, order: int) -> Any:
        """Return F_1, …, F_order at t, or these and offsets: x^(k) = F_k x + offset_k."""
        ...


def counted(flow: NumericalFlow, count: int, first: int, at: Any, *, gates: bool, skip: bool) -> StageRanks:
    """Return how many singular values of F_{k+1} − F_k stand above the tolerance, or least ranks with gates and skips.

    Parameters
    ----------
    flow : NumericalFlow
        F_1, F_2, … at any t.
    count, first : int
        The number of orders and the lowest of them.
    at : number or None
        The point; None takes the largest ranks at a few.
    gates, skip : bool
        Whether F_{k+1} − γ F_k − c I is meant, and which of γ and c are free.
    """
    times = _TIMES if at is None else (float(checked_rational(at, "at")),)
    seen = np.array([_counted_at(flow, t, count, first, gates=gates, skip=skip) for t in times])
    free = " and ".join(name for name, used in (("gates", gates), ("skips", skip)) if used)
    how = f"least rank over {free}" if free else "singular values of F_(k+1) - F_k"
    where = f"the largest over t = {', '.join(map(str, times))}" if at is None else f"at t = {times[0]}"
    method = f"{how}, tolerance {_TOLERANCE:g} of the norms of F_k and F_(k+1); {where}"
    bounds = [RankBound(int(most), "numerical", None, method) for most in seen.max(axis=0)]
    point = None if at is None else times[0]
    statement = f"numerical: {stages_statement(first, count, point)}" + (f", with {free}" if free else "")
    return StageRanks(bounds, statement, first_order=first, at=point)


def _counted_at(flow: NumericalFlow, t: float, count: int, first: int, *, gates: bool, skip: bool) -> list[int]:
    """Return the rank of each stage at t."""
    F = _matrices(flow, t, first + count - 1)[first:]
    if gates or skip:
        spectra = common_spectra(F, f"the {type(flow).__name__} flow")
        return [least_rank(f, g, gate=gates, skip=skip, tolerance=_TOLERANCE) for f, g in pairwise(spectra)]
    found = []
    for before, after in pairwise(F):
        scale = max(np.linalg.norm(before, 2), np.linalg.norm(after, 2))
        found.append(int((np.linalg.svd(after - before, compute_uv=False) > _TOLERANCE * scale).sum()))
    return found


def _matrices(flow: NumericalFlow, t: float, order: int) -> list[Array]:
    """Return F_0 = I, F_1, …, F_order at t."""
    answer = flow.coefficient_matrices(t, order)
    F = np.asarray(answer[0] if isinstance(answer, tuple) else answer, dtype=np.float64)
    if F.ndim != 3 or F.shape[1] != F.shape[2] or len(F) not in (order, order + 1) or not np.isfinite(F).all():
        raise InvalidInputError(
            f"{type(flow).__name__}.coefficient_matrices(t={t}, order={order}) must give {order} finite square "
            f"matrices, but their shape is {F.shape}"
        )
    return list(F) if len(F) == order + 1 else [np.eye(F.shape[1]), *F]
