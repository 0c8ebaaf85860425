"""The data of a least-squares problem in flat memory: the triangular factor of [1, Φ, Y], built chunk by chunk.

Householder QR is backward stable: at condition 1e8 it keeps seven digits more than normal equations. The factor of all
rows is that of the factors of parts stacked, so chunks may come one after the other, and the result is the same but for
rounding (Golub and Van Loan, Matrix Computations, section 5.3). LAPACK's tpqrt takes rows into a triangle in place.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from rankdyn.errors import InvalidInputError
from rankdyn.fitting.whitened import Whitened, whiten

Array: TypeAlias = npt.NDArray[np.float64]

_CHUNK = 1024
"""Rows that are taken at once: more would only need more memory."""

_CONSTANT = 256 * float(np.finfo(np.float64).eps)
"""A feature varies if its deviation exceeds this times its mean."""

_BLOCK = 48
"""Columns of a block of reflections."""


class TriangularFactor:
    """The triangular factor R of [1, Φ, Y], with YᵀY, ΦᵀY, … in it.

    Parameters
    ----------
    n_features : int
        p, the columns of Φ.
    n_orders, n_outputs : int
        K and q; Y has K·q columns.
    """

    def __init__(self, n_features: int, n_orders: int, n_outputs: int) -> None:
        self.n_features, self.n_orders, self.n_outputs = n_features, n_orders, n_outputs
        self.n_samples = 0
        self._factor: Array = np.zeros((0, 1 + n_features + n_orders * n_outputs))

    def add(self, X: Array, Y: Array) -> None:
        """Take more rows.

        Parameters
        ----------
        X : ndarray, shape (n, p)
            Finite features.
        Y : ndarray, shape (n, K, q)
            Finite targets.
        """
        for start in range(0, len(X), _CHUNK):
            rows = slice(start, start + _CHUNK)
            part = X[rows]
            new = np.empty((len(part), self._factor.shape[1]), order="F")
            new[:, 0] = 1.0
            new[:, 1 : 1 + self.n_features] = part
            new[:, 1 + self.n_features :] = Y[rows].reshape(len(part), -1)
            self._take(new)
            self.n_samples += len(part)

    def _take(self, new: Array) -> None:
        """Take rows of [1, Φ, Y]; there are fewer rows than columns, kept as they are, or a triangle."""
        columns = self._factor.shape[1]
        if len(self._factor) == columns:
            from scipy.linalg.lapack import dtpqrt

            self._factor, _, _, failed = dtpqrt(
                0, min(_BLOCK, columns), self._factor, new, overwrite_a=True, overwrite_b=True
            )
            assert not failed
            return
        stacked = np.vstack([self._factor, new])
        self._factor = stacked if len(stacked) < columns else np.asfortranarray(_triangular(stacked))

    def whitened(self, alpha: float, fit_intercept: bool, rcond: float) -> Whitened:
        """Return the problem in whitened coordinates.

        Parameters
        ----------
        alpha : float
            Ridge penalty α ≥ 0 on the coefficients, not on the intercept.
        fit_intercept : bool
            Whether to centre X and Y.
        rcond : float
            Singular values of the (penalised) features below rcond times the largest are dropped: collinear features
            and too few samples get the coefficients of least norm.
        """
        p = self.n_features
        R = self._factor
        if fit_intercept:
            R = _padded(_triangular(R) if len(R) < R.shape[1] else R, p + 1)
            # the first row of R is (√n, √n·means) up to sign; below it stands the factor of the centred data
            means = R[0, 1:] / R[0, 0] if self.n_samples else np.zeros(R.shape[1] - 1)
            inner = R[1:, 1:].copy()
            # what centring leaves of a constant feature is rounding
            sizes = np.linalg.norm(inner[:p, :p], axis=0)
            inner[:p, :p][:, sizes <= _CONSTANT * np.abs(R[0, 1 : 1 + p])] = 0.0
        else:
            means = np.zeros(R.shape[1] - 1)
            inner = _padded(_triangular(R[:, 1:]), p)
        targets = inner[:p, p:]
        rest = inner[p:, p:]
        shape = (self.n_orders, self.n_outputs)
        return whiten(
            features=inner[:p, :p],
            targets=targets.reshape(p, *shape).transpose(1, 0, 2),
            rest=np.einsum("ij,ij->j", rest, rest).reshape(shape).sum(axis=1),
            means=(means[:p], means[p:].reshape(shape)),
            alpha=alpha,
            rcond=rcond,
            n_samples=self.n_samples,
            intercept=fit_intercept,
        )

    def state(self) -> list[Array]:
        """Return the arrays that hold all that is kept of the rows, for `restore`."""
        return [self._factor]

    def restore(self, state: list[Array], n_samples: int) -> None:
        """Take what `state` gave, and the number of rows."""
        columns = 1 + self.n_features + self.n_orders * self.n_outputs
        for factor in state:
            if factor.ndim != 2 or factor.shape[1] != columns or not np.isfinite(factor).all():
                raise InvalidInputError(f"a factor must be finite with {columns} columns, not of shape {factor.shape}")
        self._factor, self.n_samples = state[0], n_samples

    def joined(self, other: TriangularFactor) -> TriangularFactor:
        """Return the factor of the rows of both."""
        found = TriangularFactor(self.n_features, self.n_orders, self.n_outputs)
        found._take(self._factor)
        found._take(np.array(other._factor, order="F"))  # a copy, since rows are taken in place
        found.n_samples = self.n_samples + other.n_samples
        return found

    def centred(self, feature_means: Array, target_means: Array) -> tuple[Array, Array]:
        """Return the rows Φ − 1·means and Y − 1·means, both turned by one orthogonal map: Gram matrices stay.

        Parameters
        ----------
        feature_means : ndarray, shape (p,)
            What to subtract from the features, for instance means of other rows.
        target_means : ndarray, shape (K, q)
            What to subtract from the targets.

        Returns
        -------
        features : ndarray, shape (m, p), m ≤ 1 + p + K·q
        targets : ndarray, shape (K, m, q)
        """
        R = self._factor
        means = np.concatenate([feature_means, target_means.ravel()])
        moved = R[:, 1:] - R[:, :1] * means
        p = self.n_features
        return moved[:, :p], moved[:, p:].reshape(len(R), self.n_orders, self.n_outputs).transpose(1, 0, 2)


def _triangular(rows: Array) -> Array:
    """Return the triangular factor of a QR decomposition."""
    return np.asarray(np.linalg.qr(rows, mode="r"), dtype=np.float64)


def _padded(rows: Array, least: int) -> Array:
    """Return rows with zeros below, so that there are at least so many."""
    return rows if len(rows) >= least else np.vstack([rows, np.zeros((least - len(rows), rows.shape[1]))])
