"""Which singular values of a noisy matrix are signal: the hard thresholds of Gavish and Donoho.

The singular values of an m × n matrix of independent noise of variance σ² fill, for large sizes, the interval up to the
edge σ(√m + √n). The threshold that loses least in the Frobenius norm stands a little above: λ(β)·√n·σ with β = m/n ≤ 1,
4/√3 for square matrices; where σ is unknown, a multiple of the median value (IEEE Trans. Inf. Theory 60, 2014).
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[np.float64]

_ROUNDING = 64.0
"""Singular values below this multiple of ε·√(size)·‖matrices subtracted‖ are rounding."""


def edge(shape: tuple[int, int], deviation: float) -> float:
    """Return σ(√m + √n), above which no singular value of pure noise is expected."""
    return deviation * float(np.sqrt(shape[0]) + np.sqrt(shape[1]))


def known_noise(shape: tuple[int, int], deviation: float) -> float:
    """Return the optimal hard threshold for noise of standard deviation σ in each entry."""
    small, large = sorted(shape)
    if not large:
        return 0.0
    return _factor(small / large) * float(np.sqrt(large)) * deviation


def unknown_noise(shape: tuple[int, int], values: Array) -> float:
    """Return the optimal hard threshold where only the singular values are known.

    It multiplies their median, which must be noise: the rank must be less than half the smaller side.
    """
    small, large = sorted(shape)
    if not small:
        return 0.0
    ratio = small / large
    # the polynomial of the paper for ω(β) = λ(β)/√(median of the Marchenko–Pastur law), good to 0.02
    return float(np.polyval([0.56, -0.95, 1.82, 1.43], ratio) * np.median(values))


def rounding(shape: tuple[int, int], size: float) -> float:
    """Return the level below which singular values of a difference of matrices of this norm are rounding."""
    return _ROUNDING * float(np.finfo(np.float64).eps) * float(np.sqrt(max(shape, default=0))) * size


def signal_rank(matrix: Array, deviation: float | None) -> int:
    """Return how many singular values of a matrix are signal, its noise known or (None) not."""
    shape = (matrix.shape[0], matrix.shape[1])
    values = np.asarray(np.linalg.svd(matrix, compute_uv=False), dtype=np.float64)
    threshold = unknown_noise(shape, values) if deviation is None else known_noise(shape, deviation)
    return int(np.count_nonzero(values > max(threshold, rounding(shape, float(np.linalg.norm(matrix))))))


def _factor(ratio: float) -> float:
    inner = (ratio + 1) + np.sqrt(ratio * ratio + 14 * ratio + 1)
    return float(np.sqrt(2 * (ratio + 1) + 8 * ratio / inner))
