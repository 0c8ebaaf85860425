"""Planted data: targets of several orders whose exact cascade is known, with the true rank of each stage.

`planted_cascade` draws the stages; `planted_adaptation` draws a low-rank deviation for each order, the mirror case, for
which a chain is the wrong model. Data made of matrix functions are in `rankdyn.planted.flow`.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rankdyn.errors import InvalidInputError
from rankdyn.planted.data import Planted, checked_rank, checked_sizes, dense_or_low_rank, low_rank, planted_data
from rankdyn.rank.sequence import checked_rng


def planted_cascade(
    n_samples: int,
    n_features: int,
    n_outputs: int,
    ranks: Sequence[int],
    *,
    base_rank: int | None = None,
    gates: Sequence[float] | None = None,
    strength: float = 1.0,
    noise: float = 0.0,
    rng: int | np.random.Generator | None = 0,
) -> Planted:
    """Return data of a cascade C_{k+1} = γ_k C_k + L_k with stages of given ranks.

    Parameters
    ----------
    n_samples, n_features, n_outputs : int
        n, p and q.
    ranks : sequence of int
        The ranks of L_1, …, L_{K−1}, from 0 to min(p, q); there are K = len(ranks) + 1 orders.
    base_rank : int, optional
        The rank of C_1; full if not given. ‖C_1‖_F² is q, so that the entries of Y_1 have variance about 1.
    gates : sequence of float, optional
        γ_1, …, γ_{K−1}; ones if not given.
    strength : float, default 1.0
        The singular values of each L_k lie evenly from 1.25 to 0.75 times strength·√q.
    noise : float, default 0.0
        Standard deviation of what is added to every entry of Y.
    rng : int, numpy Generator or None, default 0
        Source of everything random.

    Raises
    ------
    InvalidInputError
        For sizes or ranks that are impossible, and numbers that are not finite.
    """
    generator = checked_rng(rng)
    p, q = checked_sizes(n_samples, n_features, n_outputs)
    wanted = tuple(checked_rank(rank, p, q) for rank in ranks)
    factors = np.ones(len(wanted)) if gates is None else np.asarray(gates, dtype=np.float64)
    if factors.shape != (len(wanted),) or not np.isfinite(factors).all():
        raise InvalidInputError(f"there are {len(wanted)} stages: give as many finite gates, not {gates!r}"[:200])
    current = dense_or_low_rank(p, q, base_rank, generator)
    found = [current]
    for gate, rank in zip(factors, wanted, strict=True):
        current = gate * current + low_rank(p, q, rank, strength, generator)
        found.append(current)
    return planted_data(np.array(found), wanted, factors, n_samples, noise, generator)


def planted_adaptation(
    n_samples: int,
    n_features: int,
    n_outputs: int,
    n_orders: int,
    rank: int,
    *,
    base_rank: int | None = None,
    strength: float = 1.0,
    noise: float = 0.0,
    rng: int | np.random.Generator | None = 0,
) -> Planted:
    """Return data of a low-rank adaptation of each order: C_1 and C_k = C_1 + L_k for k ≥ 2, all L_k of one rank r.

    Nothing accumulates here: L_{k+1} − L_k has rank 2r, so that an exact chain has stages of ranks r, 2r, 2r, …. Other
    arguments are those of `planted_cascade`.
    """
    generator = checked_rng(rng)
    p, q = checked_sizes(n_samples, n_features, n_outputs)
    if n_orders < 1:
        raise InvalidInputError(f"n_orders must be at least 1, not {n_orders!r}")
    checked_rank(rank, p, q)
    base = dense_or_low_rank(p, q, base_rank, generator)
    parts = [low_rank(p, q, rank, strength, generator) for _ in range(n_orders - 1)]
    true = tuple(min(rank if k == 0 else 2 * rank, p, q) for k in range(n_orders - 1))
    found = np.array([base, *(base + part for part in parts)])
    return planted_data(found, true, np.ones(n_orders - 1), n_samples, noise, generator)
