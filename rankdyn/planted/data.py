"""Planted data with a known exact cascade: what is common to all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from rankdyn.errors import InvalidInputError
from rankdyn.prediction.stage_ranks import StageRanks

Array: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class Planted:
    """Data with a known exact cascade.

    Attributes
    ----------
    X : ndarray, shape (n, p)
        Features, independent standard normal.
    Y : ndarray, shape (n, K, q)
        Targets, Y_k = X C_k + noise.
    coefficients : ndarray, shape (K, p, q)
        C_1, …, C_K.
    ranks : tuple of int
        The rank of C_{k+1} − γ_k C_k for k = 1, …, K − 1.
    gates : ndarray, shape (K − 1,)
        γ_k; ones unless they were planted.
    noise : float
        Standard deviation of the noise in each entry of Y.
    proved : StageRanks or None
        For data made of a matrix function: the same ranks with their evidence, at the t at which it was taken.
    """

    X: Array
    Y: Array
    coefficients: Array
    ranks: tuple[int, ...]
    gates: Array
    noise: float
    proved: StageRanks | None = None

    @property
    def stages(self) -> Array:
        """C_{k+1} − γ_k C_k, shape (K − 1, p, q)."""
        return self.coefficients[1:] - self.gates[:, None, None] * self.coefficients[:-1]


def orthonormal(rows: int, columns: int, rng: np.random.Generator) -> Array:
    """Return a random matrix with orthonormal columns."""
    found: Array = np.linalg.qr(rng.standard_normal((rows, columns)))[0]
    return found


def dense_or_low_rank(p: int, q: int, rank: int | None, rng: np.random.Generator) -> Array:
    """Return a random p × q matrix with ‖·‖_F² = q, of full or of a given rank."""
    if rank is None:
        base = rng.standard_normal((p, q))
    else:
        base = orthonormal(p, checked_rank(rank, p, q), rng) @ orthonormal(q, rank, rng).T
    scaled: Array = base * (np.sqrt(q) / (float(np.linalg.norm(base)) or 1.0))
    return scaled


def low_rank(p: int, q: int, rank: int, strength: float, rng: np.random.Generator) -> Array:
    """Return a p × q matrix of the rank, random but for its singular values."""
    values = strength * np.sqrt(q) * np.linspace(1.25, 0.75, rank)
    part: Array = (orthonormal(p, rank, rng) * values) @ orthonormal(q, rank, rng).T
    return part


def planted_data(
    found: Array,
    ranks: tuple[int, ...],
    gates: Array,
    n_samples: int,
    noise: float,
    rng: np.random.Generator,
    proved: StageRanks | None = None,
) -> Planted:
    """Return data of given coefficients, shape (K, p, q)."""
    if not (np.isfinite(noise) and noise >= 0):
        raise InvalidInputError(f"noise must be a finite standard deviation that is not negative, not {noise!r}")
    X = rng.standard_normal((n_samples, found.shape[1]))
    Y: Array = np.einsum("np,kpq->nkq", X, found, optimize=True)
    if noise:
        Y = Y + noise * rng.standard_normal(Y.shape)
    return Planted(X, Y, found, ranks, gates, float(noise), proved)


def checked_sizes(n_samples: Any, p: Any, q: Any) -> tuple[int, int]:
    """Return p and q, positive as n is."""
    for name, size in (("n_samples", n_samples), ("n_features", p), ("n_outputs", q)):
        if isinstance(size, bool) or not hasattr(size, "__index__") or size < 1:
            raise InvalidInputError(f"{name} must be a positive integer, not {size!r}")
    return int(p), int(q)


def checked_rank(rank: Any, p: int, q: int) -> int:
    """Return a rank that a p × q matrix can have."""
    if isinstance(rank, bool) or not hasattr(rank, "__index__") or not 0 <= rank <= min(p, q):
        raise InvalidInputError(f"a rank must be an integer from 0 to min(p, q) = {min(p, q)}, not {rank!r}")
    return int(rank)
