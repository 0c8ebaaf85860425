"""Whitened coordinates: least squares becomes approximation of matrices in the Frobenius norm.

With [Φ; √α I] = Q R and T_k = Qᵀ[Y_k; 0] the penalised loss of coefficients C_k = R⁻¹ D_k is

    ‖Y_k − Φ C_k‖² + α‖C_k‖² = ‖T_k − D_k‖_F² + constant_k,

so that a restriction on the rank of C_k (R is invertible) is one on D_k, and Eckart and Young apply. Where R is
singular only its singular directions above rcond are kept; D_k then has fewer rows than p.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[np.float64]

_ENTRIES = 50
"""Entries of residual from which the variance of noise is estimated: its standard error is then a fifth."""


@dataclass(frozen=True, eq=False, slots=True)
class Whitened:
    """A least-squares problem for K orders in whitened coordinates.

    Attributes
    ----------
    targets : ndarray, shape (K, s, q)
        T_k; s ≤ p is the numerical rank of the penalised features.
    constants : ndarray, shape (K,)
        What no coefficients reach: constant_k of the loss.
    norms : ndarray, shape (K,)
        ‖Y_k‖² (centred, if there is an intercept).
    to_coefficients : ndarray, shape (p, s)
        C_k = to_coefficients @ D_k.
    from_coefficients : ndarray, shape (s, p)
        D_k = from_coefficients @ C_k.
    feature_means, target_means : ndarray, shapes (p,) and (K, q)
        What was subtracted; zero without an intercept.
    n_samples : int
        Rows of data.
    residuals : ndarray, shape (K,)
        Squared norm of what no coefficients reach without a penalty.
    degrees_of_freedom : int
        Rows less the rank of the features and of the intercept: residuals / (degrees_of_freedom · q) estimates the
        variance of the noise.
    """

    targets: Array
    constants: Array
    norms: Array
    to_coefficients: Array
    from_coefficients: Array
    feature_means: Array
    target_means: Array
    n_samples: int
    residuals: Array
    degrees_of_freedom: int

    @property
    def n_orders(self) -> int:
        """K."""
        return len(self.targets)

    @property
    def n_features(self) -> int:
        """The number p of features."""
        return len(self.to_coefficients)

    @property
    def n_outputs(self) -> int:
        """The number q of outputs."""
        return int(self.targets.shape[2])

    @property
    def noise_variances(self) -> Array | None:
        """The variance of the noise in one entry of each order, shape (K,); None without enough rows to know it."""
        entries = self.degrees_of_freedom * self.n_outputs
        return self.residuals / entries if entries >= _ENTRIES else None

    def losses(self, fitted: Array) -> Array:
        """Return the penalised loss of each order for D, shape (K, s, q)."""
        difference = self.targets - fitted
        losses: Array = np.einsum("kij,kij->k", difference, difference) + self.constants
        return losses

    def coefficients(self, fitted: Array) -> Array:
        """Return C, shape (K, p, q), for D, shape (K, s, q)."""
        found: Array = np.matmul(self.to_coefficients, fitted)
        return found


def whiten(
    features: Array,
    targets: Array,
    rest: Array,
    means: tuple[Array, Array],
    alpha: float,
    rcond: float,
    n_samples: int,
    intercept: bool = True,
) -> Whitened:
    """Return the whitened problem of a triangular factor.

    Parameters
    ----------
    features : ndarray, shape (p, p)
        Triangular factor of the features.
    targets : ndarray, shape (K, p, q)
        The targets in its coordinates.
    rest : ndarray, shape (K,)
        Squared norm of what of the targets is orthogonal to the features.
    means : (ndarray, ndarray)
        Of features and targets.
    alpha, rcond : float
        Ridge penalty, and the relative size below which singular values are dropped.
    n_samples : int
        Rows of data.
    intercept : bool, default True
        Whether the intercept takes a degree of freedom.
    """
    p = len(features)
    orders, _, outputs = targets.shape
    flat = targets.transpose(1, 0, 2).reshape(p, orders * outputs)
    left, plain, right = np.linalg.svd(features, full_matrices=False)
    # [U diag(d) Vᵀ; √α I] has the same right singular vectors, and the values √(d² + α)
    values = np.hypot(plain, np.sqrt(alpha))
    regular = plain > rcond * plain[0] if p and plain[0] else np.zeros(p, dtype=bool)
    kept = values > rcond * values[0] if p and values[0] else np.zeros(p, dtype=bool)
    # rotated back by `right`, so that for regular features D has the coordinates of a symmetric square root
    rotate = right[kept].T if kept.all() else np.eye(int(kept.sum()))
    seen = left.T @ flat
    found = (rotate @ ((plain[kept] / values[kept])[:, None] * seen[kept])).reshape(len(rotate), orders, outputs)
    energy = (seen * seen).reshape(p, orders, outputs).sum(axis=2)
    # summed, not subtracted from the norms: small constants keep their digits
    missed = np.where(kept, alpha / np.where(kept, values, 1.0) ** 2, 1.0)
    return Whitened(
        targets=found.transpose(1, 0, 2),
        constants=rest + missed @ energy,
        norms=rest + energy.sum(axis=0),
        to_coefficients=(right[kept].T / values[kept]) @ rotate.T,
        from_coefficients=rotate @ (values[kept, None] * right[kept]),
        feature_means=means[0],
        target_means=means[1],
        n_samples=n_samples,
        residuals=rest + (~regular) @ energy,
        degrees_of_freedom=max(n_samples - int(regular.sum()) - int(intercept), 0),
    )
