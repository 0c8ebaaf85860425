"""Ranks of stages with gates and skips, F_{k+1} = γ_k F_k + c_k I + (a part of rank r_k), where the F_k commute.

Symmetric F_k with common eigenvectors, as a Gaussian flow has, send the i-th of them to f_i and g_i times itself at the
orders k and k + 1. The stage g_i − γ f_i − c vanishes where the point (f_i, g_i) lies on the line g = γ f + c: its rank
is least for the line through the most points. Without gates lines have slope 1, without skips they meet the origin.
Floating point: two numbers that differ by less than the tolerance count as equal.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from rankdyn.errors import InvalidInputError

Array: TypeAlias = npt.NDArray[np.float64]

_COMMON = 1e-8
"""Relative size of what common eigenvectors may leave outside of the diagonal."""


def common_spectra(F: Sequence[Array], flow: str) -> list[Array]:
    """Return the eigenvalues of matrices with common orthonormal eigenvectors, each of shape (d,), in one order.

    Raises
    ------
    InvalidInputError
        If they have no common orthonormal eigenvectors.
    """
    sizes = [float(np.linalg.norm(matrix)) or 1.0 for matrix in F]
    weights = np.random.default_rng(0).standard_normal(len(F))
    mixed = sum(weight * matrix / size for weight, matrix, size in zip(weights, F, sizes, strict=True))
    vectors = np.linalg.eigh((mixed + np.transpose(mixed)) / 2)[1]
    turned = [vectors.T @ matrix @ vectors for matrix in F]
    found = [np.diag(matrix).copy() for matrix in turned]
    for k, (matrix, values, size) in enumerate(zip(turned, found, sizes, strict=True)):
        if np.linalg.norm(matrix - np.diag(values)) > _COMMON * size:
            raise InvalidInputError(
                f"the matrices of {flow} have no common orthonormal eigenvectors (number {k} has others): "
                "gates and skips are predicted for Gaussian flows and their like only; leave out gates and skip"
            )
    return found


def least_rank(before: Array, after: Array, *, gate: bool, skip: bool, tolerance: float) -> int:
    """Return the least rank of diag(after) − γ diag(before) − c I over the γ (1 without gate) and c (0 without skip).

    Parameters
    ----------
    before, after : ndarray, shape (d,)
        f and g.
    gate, skip : bool
        Whether γ and c are free.
    tolerance : float
        Relative to the largest of |g|, |γ f| and |c|.
    """
    least = len(before)
    for slope, constant in _lines(before, after, gate=gate, skip=skip):
        parts = np.abs(after).max(), abs(slope) * np.abs(before).max(), abs(constant)
        missed = np.abs(after - slope * before - constant)
        least = min(least, int((missed > tolerance * max(parts)).sum()))
    return least


def _lines(before: Array, after: Array, *, gate: bool, skip: bool) -> Iterator[tuple[float, float]]:
    """Yield γ and c of all lines allowed that may go through most points."""
    if not skip:
        yield 1.0 if not gate else 0.0, 0.0
        if gate:
            present = before != 0
            yield from ((float(slope), 0.0) for slope in after[present] / before[present])
        return
    for constant in after - before:
        yield 1.0, float(constant)
    if not gate:
        return
    for i in range(len(before)):
        across = before[i + 1 :] - before[i]
        apart = np.abs(across) > _COMMON * np.abs(before).max(initial=0.0)
        for slope in (after[i + 1 :][apart] - after[i]) / across[apart]:
            yield float(slope), float(after[i] - slope * before[i])
