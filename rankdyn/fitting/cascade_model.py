"""A fitted cascade as data, in whitened coordinates.

Order k is Σ_j w_kj P_j + c_k S: a base P_0, low-rank pieces that each enter at one order, and a known map S, the skip.

* chain: F_{k+1} = γ_k F_k + c_k S + P; the weights of all earlier pieces are multiplied by the same gate γ_k,
* triangular: each order has a weight of its own for each earlier piece,
* diagonal: the same with pieces of rank one, so that each order has diag(w_k) between factors that all share.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from rankdyn.fitting.low_rank_piece import Piece
from rankdyn.fitting.whitened import Whitened

Array: TypeAlias = npt.NDArray[np.float64]

Coupling: TypeAlias = Literal["chain", "triangular", "diagonal"]


@dataclass(frozen=True, eq=False, slots=True)
class Skip:
    """The known map S of every order.

    Attributes
    ----------
    matrix : ndarray, shape (s, q)
        In whitened coordinates.
    n_parameters : int
        What storing it takes: nothing for the identity, else its non-zero entries.
    """

    matrix: Array
    n_parameters: int


@dataclass(frozen=True, eq=False, slots=True)
class CascadeModel:
    """Pieces and the weights with which each order takes them.

    Attributes
    ----------
    n_features : int
        The number p of features.
    pieces : tuple of Piece
        The base, then the others in the order in which they enter.
    entries : tuple of int
        The order, counted from 0, at which each piece enters with weight one.
    weights : ndarray, shape (K, number of pieces)
        Row k is zero from the first piece that enters later.
    skips : ndarray, shape (K,)
        The c_k; zero without a skip.
    gates : ndarray, shape (K,)
        γ before each order, for chains; the first is 1 and unused, and that of an order of norm zero is 0.
    skip_steps : ndarray, shape (K,)
        What each order adds to γ_k c_k, for chains.
    skip : Skip or None
        S.
    coupling : {'chain', 'triangular', 'diagonal'}
        How weights depend on each other.
    """

    n_features: int
    pieces: tuple[Piece, ...]
    entries: tuple[int, ...]
    weights: Array
    skips: Array
    gates: Array
    skip_steps: Array
    skip: Skip | None
    coupling: Coupling

    @property
    def n_orders(self) -> int:
        """K."""
        return len(self.weights)

    @property
    def fitted(self) -> Array:
        """D, shape (K, s, q)."""
        stack = np.stack([piece.matrix for piece in self.pieces])
        found: Array = np.tensordot(self.weights, stack, axes=1)
        return found if self.skip is None else found + self.skips[:, None, None] * self.skip.matrix

    @property
    def base_rank(self) -> int:
        """The rank of the base."""
        return sum(piece.rank for piece, entry in zip(self.pieces, self.entries, strict=True) if entry == self._start)

    @property
    def stage_ranks(self) -> npt.NDArray[np.int64]:
        """The rank that each stage adds, shape (K − 1,)."""
        found = np.zeros(self.n_orders, dtype=np.int64)
        for piece, entry in zip(self.pieces, self.entries, strict=True):
            found[entry] += piece.rank if entry != self._start else 0
        return found[1:]

    @property
    def _start(self) -> int:
        """The order at which the base enters: the first that is not of norm zero."""
        return self.entries[0] if self.entries else 0

    @property
    def n_scalars(self) -> int:
        """The gates, skips and weights that are used, that is, are neither given by the model nor zero."""
        used = np.array([piece.rank > 0 for piece in self.pieces])
        if self.coupling == "chain":
            free = int(np.count_nonzero((self.gates != 1) & (self.gates != 0)))
            return free + int(np.count_nonzero(self.skip_steps))
        own = np.zeros(self.weights.shape, dtype=bool)
        own[list(self.entries), range(len(self.entries))] = True
        return int(np.count_nonzero(self.weights[:, used] * ~own[:, used])) + int(np.count_nonzero(self.skips))

    @property
    def n_parameters(self) -> int:
        """What has to be stored: factors (or whole matrices where those are smaller), gates, skips and weights."""
        maps = sum(piece.n_parameters(self.n_features) for piece in self.pieces)
        if self.skip is not None and self.skips.any():
            maps += self.skip.n_parameters
        return maps + self.n_scalars

    @property
    def n_multiply_adds(self) -> int:
        """For all orders of one row: two for each number of a map, which is applied once, and 2q for each scalar."""
        maps = self.n_parameters - self.n_scalars
        return 2 * maps + 2 * self.pieces[0].n_outputs * self.n_scalars

    def coefficients(self, problem: Whitened) -> Array:
        """Return the coefficients of each order, shape (K, p, q)."""
        return problem.coefficients(self.fitted)
