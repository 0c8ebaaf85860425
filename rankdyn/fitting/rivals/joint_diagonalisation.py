"""An orthogonal basis in which several symmetric matrices are as nearly diagonal as may be.

Jacobi rotations with the closed-form angle of Cardoso and Souloumiac, Jacobi angles for simultaneous diagonalization,
SIAM J. Matrix Anal. Appl. 17 (1996) 161-164. Each rotation lowers the sum of squares off the diagonals, or leaves it.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[np.float64]


def diagonalise_jointly(matrices: Array, max_sweeps: int, tol: float) -> Array:
    """Return an orthogonal V for which the Vᵀ M_k V are jointly as nearly diagonal as the rotations reach.

    Parameters
    ----------
    matrices : ndarray, shape (K, p, p)
        Symmetric matrices.
    max_sweeps : int
        Sweeps over all pairs of directions at most.
    tol : float
        Angles below this are not turned; a sweep without a turn is the last.

    Notes
    -----
    It begins with the eigenvectors of a fixed combination of the matrices with positive weights, which is the answer at
    once where they commute and their joint eigenvalues differ.
    """
    K, p, _ = matrices.shape
    weights = 1.0 / (1.0 + np.sqrt(np.arange(2, K + 2)))
    V: Array = np.linalg.eigh(np.einsum("k,kij->ij", weights, matrices))[1]
    M = V.T @ matrices @ V
    scale = float(np.linalg.norm(M)) or 1.0
    for _ in range(max_sweeps):
        turned = False
        for i in range(p - 1):
            for j in range(i + 1, p):
                difference, twice = M[:, i, i] - M[:, j, j], 2.0 * M[:, i, j]
                if float(twice @ twice) <= (tol * scale) ** 2:
                    continue
                on = float(difference @ difference - twice @ twice)
                off = 2.0 * float(difference @ twice)
                angle = 0.5 * np.arctan2(off, on + np.hypot(on, off))
                if abs(angle) <= tol:
                    continue
                turned = True
                c, s = np.cos(angle), np.sin(angle)
                rotation = np.array([[c, -s], [s, c]])
                pair = [i, j]
                V[:, pair] = V[:, pair] @ rotation
                M[:, :, pair] = M[:, :, pair] @ rotation
                M[:, pair, :] = rotation.T @ M[:, pair, :]
        if not turned:
            break
    return V
