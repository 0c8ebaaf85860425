"""`numerical_ranks`: singular values above a tolerance, for functions known only by their values. Never exact.

A callable is sampled at Chebyshev points and interpolated; the derivatives of the interpolant are evaluated inside the
interval. Samples are differenced. Either way rounding noise is amplified from order to order, so the tolerance of each
order follows the noise, and orders at which noise swamps the function say so.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from rankdyn.errors import InvalidInputError
from rankdyn.evidence.rank_sequence import RankBound, RankSequence
from rankdyn.functions.arguments import checked_order

Array = npt.NDArray[np.float64]

_POINTS = 17
_MAX_ORDER = 30


def numerical_ranks(
    source: Callable[[float], Any] | npt.ArrayLike,
    max_order: int,
    spacing: float | None = None,
    tol: float | None = None,
    interval: tuple[float, float] = (-1.0, 1.0),
) -> RankSequence:
    """Return numerical ranks of the derivatives of a black box, or of the differences of samples.

    Parameters
    ----------
    source : callable or array-like of shape (N, m, n)
        A function t ↦ matrix of real numbers, or samples at equal spacing.
    max_order : int
        K, 0 to 30; samples need N > K.
    spacing : float, optional
        Distance between samples, 1 if not given; the ranks are those of Δ_h^k/h^k. Not for callables.
    tol : float, optional
        Relative tolerance: singular values below `tol` times the largest one of the same order count as zero, in
        addition to the noise floor. 1e-9 if not given.
    interval : (float, float), default (-1, 1)
        Where a callable is sampled.

    Returns
    -------
    RankSequence
        Of kind 'numerical': no certificate, no error probability.

    Raises
    ------
    InvalidInputError
        For values that are not finite matrices of one shape, or too few samples.

    Examples
    --------
    >>> import numpy as np, rankdyn as rd
    >>> rd.numerical_ranks(lambda t: [[np.sin(t), np.cos(t)], [np.cos(t), -np.sin(t)]], 2)
    RankSequence(2, 2, 2; numerical)
    """
    order = checked_order(max_order, "max_order")
    if order > _MAX_ORDER:
        raise InvalidInputError(
            f"max_order {order} is beyond {_MAX_ORDER}: noise swamps numerical derivatives long before"
        )
    relative = 1e-9 if tol is None else tol
    if not 0 <= relative < 1:
        raise InvalidInputError(f"tol must be a number from 0 to below 1, not {tol!r}")
    if callable(source):
        if spacing is not None:
            raise InvalidInputError("spacing goes with samples; a callable is sampled by this function itself")
        orders, floors, how = _of_callable(source, order, interval)
    else:
        orders, floors, how = _of_samples(source, order, spacing)
    bounds = [_bound(matrices, floor, float(relative), how) for matrices, floor in zip(orders, floors, strict=True)]
    return RankSequence(bounds, f"numerical ranks, {how}")


def _bound(matrices: Array, floor: float, relative: float, how: str) -> RankBound:
    """Return the largest number of singular values above the threshold over all points."""
    if 0 in matrices.shape:
        return RankBound(0, "numerical", None, "an empty matrix")
    values = np.linalg.svd(matrices, compute_uv=False)
    threshold = max(floor, relative * float(values.max(initial=0.0)))
    counts = (values > threshold).sum(axis=1)
    best = int(counts.argmax())
    rank = int(counts[best])
    kept = float(values[best, rank - 1]) if rank else 0.0
    dropped = float(values[best, rank]) if rank < values.shape[1] else 0.0
    note = f"{how}; smallest singular value kept {kept:.2g}, largest dropped {dropped:.2g}, threshold {threshold:.2g}"
    return RankBound(rank, "numerical", None, note)


def _matrix(value: Any, where: str) -> Array:
    try:
        matrix = _real(value)
    except (TypeError, ValueError):
        raise InvalidInputError(f"the value {where} is not a matrix of real numbers") from None
    if matrix.ndim != 2 or not np.isfinite(matrix).all():
        raise InvalidInputError(f"the value {where} is not a finite matrix")
    return matrix


def _real(values: Any) -> Array:
    """Return an array of floats; complex values, which NumPy would cut, raise TypeError."""
    if np.iscomplexobj(values):
        raise TypeError("complex values")
    return np.asarray(values, dtype=np.float64)


def _of_callable(
    source: Callable[[float], Any], order: int, interval: tuple[float, float]
) -> tuple[list[Array], list[float], str]:
    low, high = map(float, interval)
    if not (np.isfinite([low, high]).all() and low < high):
        raise InvalidInputError(f"interval must be (low, high) with low < high, not {interval!r}")
    cheb = np.polynomial.chebyshev
    degree = 32 + 2 * order
    nodes = cheb.chebpts1(degree + 1)
    half = (high - low) / 2
    values = [_matrix(source(float(low + half * (x + 1))), f"at t = {low + half * (x + 1):.6g}") for x in nodes]
    if any(value.shape != values[0].shape for value in values):
        raise InvalidInputError("the callable returns matrices of different shapes")
    shape = values[0].shape
    coefficients = cheb.chebfit(nodes, np.array([value.ravel() for value in values]), degree)
    largest = float(np.abs(coefficients).max(initial=0.0))
    noise = max(4 * np.finfo(float).eps * largest, float(np.abs(coefficients[-4:]).max(initial=0.0)))
    kept = np.flatnonzero(np.abs(coefficients).max(axis=1, initial=0.0) > 4 * noise)
    top = int(kept[-1]) if kept.size else 0
    coefficients = coefficients[: top + 1]
    inside = np.cos(np.linspace(0.3, np.pi - 0.3, _POINTS))
    orders, floors = [], []
    amplification = 1.0
    for k in range(order + 1):
        derivative = cheb.chebder(coefficients, k, axis=0) / half**k if k else coefficients
        orders.append(cheb.chebval(inside, derivative).T.reshape(_POINTS, *shape))
        floors.append(20 * noise * (top + 1) * amplification * max(1, *shape))
        amplification *= max(1.0, (top * top - k * k) / (2 * k + 1)) / half
    return orders, floors, f"Chebyshev interpolant of degree {top} on [{low:g}, {high:g}]"


def _of_samples(source: npt.ArrayLike, order: int, spacing: float | None) -> tuple[list[Array], list[float], str]:
    try:
        samples = _real(source)
    except (TypeError, ValueError):
        raise InvalidInputError("samples must be real numbers in an array of shape (N, m, n)") from None
    if samples.ndim != 3 or not np.isfinite(samples).all():
        raise InvalidInputError(f"samples must be finite and of shape (N, m, n), not of shape {samples.shape}")
    if len(samples) <= order:
        raise InvalidInputError(f"{len(samples)} samples give no difference of order {order}; give more than {order}")
    h = 1.0 if spacing is None else float(spacing)
    if not np.isfinite(h) or not h:
        raise InvalidInputError(f"spacing must be finite and not 0, not {spacing!r}")
    scale = float(np.abs(samples).max(initial=0.0)) * np.finfo(float).eps * max(1, *samples.shape[1:])
    orders = [np.diff(samples, k, axis=0) / h**k for k in range(order + 1)]
    floors = [4 * scale * 2.0**k / abs(h) ** k for k in range(order + 1)]
    return orders, floors, f"forward differences of {len(samples)} samples at spacing {h:g}"
