"""Gaussian flows with the mean and the covariance of data, in full or by few factors."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from rankdyn.errors import InvalidInputError
from rankdyn.flows.covariance import Covariance
from rankdyn.flows.gaussian import Gaussian
from rankdyn.jets.reading import finite_array, read_order
from rankdyn.jets.recurrences import Array
from rankdyn.paths import Path


def full_gaussian(data: npt.ArrayLike, path: Path | None = None) -> Gaussian:
    """Return the flow of the Gaussian with the mean and the covariance of data (divided by N), shape (N, d)."""
    mean, covariance = _moments(data)
    return Gaussian(mean, covariance, path)


def factor_gaussian(data: npt.ArrayLike, n_factors: int, path: Path | None = None) -> Gaussian:
    """Return the flow of the Gaussian of probabilistic PCA: principal components, and one variance for the rest.

    The covariance keeps the r largest eigenvalues of that of the data, and takes the mean of the others in all other
    directions: the maximum-likelihood fit.

    Parameters
    ----------
    data : array-like, shape (N, d)
        Points.
    n_factors : int
        r, 1 ≤ r < d.
    path : Path
        The linear one if not given.

    Raises
    ------
    InvalidInputError
        For NaN, a wrong shape, r out of range.

    References
    ----------
    M. Tipping, C. Bishop, Probabilistic principal component analysis, J. R. Stat. Soc. B 61 (1999) 611–622.
    """
    mean, covariance = _moments(data)
    d = len(mean)
    if not 1 <= read_order(n_factors, "n_factors") < d:
        raise InvalidInputError(f"n_factors must be an integer from 1 to {d - 1}, not {n_factors!r}")
    values, vectors = np.linalg.eigh(covariance)
    values = np.maximum(values[::-1], 0.0)
    rest = float(values[n_factors:].mean())
    return Gaussian(mean, Covariance(values[:n_factors], vectors[:, ::-1][:, :n_factors], rest), path)


def _moments(data: npt.ArrayLike) -> tuple[Array, Array]:
    points = finite_array(data, "the data")
    if points.ndim != 2 or len(points) < 2 or not points.shape[1]:
        raise InvalidInputError(f"data must have shape (N, d) with N >= 2, not {points.shape}")
    mean = points.mean(axis=0)
    centred = points - mean
    return mean, centred.T @ centred / len(points)
