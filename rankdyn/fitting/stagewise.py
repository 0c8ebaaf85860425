"""Greedy stages: each order is what the fitted orders before it give, plus the best new part of low rank.

The residual is taken against the *fitted* D_k, L = SVD_r(T_{k+1} − γ D_k − c S), not against T_k: then the error obeys
e_{k+1} ≤ e_k + tail_r(T_{k+1} − T_k), and what a stage missed the next one can still correct.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from rankdyn.fitting.cascade_model import CascadeModel
from rankdyn.fitting.cascade_settings import Rank, Settings, orders_of_norm_zero
from rankdyn.fitting.gates import beside_rank, by_least_squares, by_rank, negligible
from rankdyn.fitting.low_rank_piece import Piece, best, unrestricted
from rankdyn.fitting.residual_noise import ResidualNoise
from rankdyn.fitting.whitened import Whitened

Array: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class Proposal:
    """The residual of an order before its new piece.

    Attributes
    ----------
    order : int
        Counted from 0.
    weights : ndarray
        What each candidate is multiplied with.
    residual : ndarray, shape (s, q)
        T − Σ weights · candidates − what goes over unchanged.
    values : ndarray
        Its singular values, all of them with the exact solver.
    threshold : float
        Those above are signal.
    """

    order: int
    weights: Array
    residual: Array
    values: Array
    threshold: float

    @property
    def rank(self) -> int:
        """The number of singular values above the threshold."""
        return int(np.count_nonzero(self.values > self.threshold))


class Stages:
    """A cascade that grows order by order: `propose`, then `accept` with a rank, K times.

    Parameters
    ----------
    problem : Whitened
        The targets T_k.
    settings : Settings
        What the cascade may do.
    rng : numpy Generator
        For the randomised solver.
    """

    def __init__(self, problem: Whitened, settings: Settings, rng: np.random.Generator) -> None:
        self.problem, self.settings, self.rng = problem, settings, rng
        self.skip = settings.skip if settings.skip is not None and settings.skip.matrix.any() else None
        self.zero = orders_of_norm_zero(problem)
        K = problem.n_orders
        self.order = 0
        self.pieces: list[Piece] = []
        self.entries: list[int] = []
        self.rows: list[Array] = []
        self.skips, self.gates, self.skip_steps = np.zeros(K), np.ones(K), np.zeros(K)
        self._fitted = np.zeros(problem.targets.shape[1:])
        self._previous: int | None = None
        self._noise = ResidualNoise(problem, settings.solver, rng)
        self._candidates: list[Array] = []

    @property
    def _first(self) -> bool:
        """Whether the next piece is the base."""
        return self._previous is None

    @property
    def asked(self) -> Rank:
        """The rank asked for the next piece; None if the data decide."""
        return self.settings.base_rank if self._first else self.settings.ranks[self.order - 1]

    @property
    def _gated(self) -> bool:
        return not self._first and (self.settings.gates is not None or self.settings.coupling != "chain")

    def propose(self) -> Proposal:
        """Return the residual of the next order."""
        order = self.order
        target = self.problem.targets[order]
        base = self._first and self.settings.full_base
        if self.zero[order] or base:
            self._candidates = []
            return Proposal(order, np.zeros(0), target, np.zeros(0), 0.0)
        goal = target
        starts: list[Array] = []
        self._candidates = []
        if self._gated:
            if self.settings.coupling == "chain":
                self._candidates = [self._fitted] if self._fitted.any() else []
            else:
                self._candidates = [piece.matrix for piece in self.pieces if piece.rank]
        elif not self._first:
            goal = target - self._fitted
        kept = len(self._candidates)
        if self.skip is not None:
            self._candidates.append(self.skip.matrix)
            starts.append(self._skip_start(goal, kept, self.skip.matrix))
        if kept:
            starts.append(np.concatenate([self._carried(kept), np.zeros(len(self._candidates) - kept)]))
        noise = self._noise.edge(order)
        if self.settings.gates == "least_squares":
            weights = by_least_squares(goal, self._candidates)
        else:
            weights = by_rank(goal, self._candidates, noise / 2, starts)
            rank = self.asked
            if rank is None:
                values = np.linalg.svd(self._with_candidates(goal, -weights), compute_uv=False)
                rank = int(np.count_nonzero(values > negligible(goal, noise)))
            weights = beside_rank(goal, self._candidates, weights, rank)
        return self._judged(order, goal, weights)

    def _judged(self, order: int, goal: Array, weights: Array) -> Proposal:
        residual = self._with_candidates(goal, -weights)
        size = float(np.linalg.norm(goal)) + sum(
            abs(weight) * float(np.linalg.norm(candidate))
            for weight, candidate in zip(weights, self._candidates, strict=True)
        )
        if not self._gated and not self._first:
            size += float(np.linalg.norm(self._fitted))
        values, threshold = self._noise.judge(residual, order, self._gate(weights), size)
        return Proposal(order, weights, residual, values, threshold)

    def _with_candidates(self, matrix: Array, weights: Array) -> Array:
        """Return matrix + Σ weights · candidates."""
        found = matrix.copy()
        for weight, candidate in zip(weights, self._candidates, strict=True):
            found += weight * candidate
        return found

    def _gate(self, weights: Array) -> float:
        if self._first:
            return 0.0
        if not self._gated:
            return 1.0
        if self.settings.coupling == "chain":
            return float(weights[0]) if self._fitted.any() else 0.0
        return float(weights[0]) if self.pieces[0].rank else 0.0

    def _carried(self, kept: int) -> Array:
        """Return the weights that the last order gave to the candidates: gate 1 for chains."""
        if self.settings.coupling == "chain":
            return np.ones(kept)
        row = self.rows[-1] if self._previous is None else self.rows[self._previous]
        return np.array(
            [row[j] if j < len(row) else 0.0 for j, piece in enumerate(self.pieces) if piece.rank], dtype=np.float64
        )

    def _skip_start(self, goal: Array, kept: int, skip: Array) -> Array:
        """Return a start with the skip alone: c is most of the eigenvalues of S⁺T where the rank of T − c S is low."""
        square = np.linalg.lstsq(skip, goal, rcond=None)[0]
        return np.append(np.zeros(kept), float(np.median(np.linalg.eigvals(square).real)))

    def full_base(self, proposal: Proposal) -> tuple[int, float]:
        """Return at which order an unrestricted base entered, and its weight in a proposal: 0 if there is none."""
        if not self.pieces or not self.pieces[0].full or not len(proposal.values):
            return 0, 0.0
        return self.entries[0], float(self._row(proposal.weights, self._gate(proposal.weights))[0])

    def accept(self, proposal: Proposal, rank: int) -> None:
        """Take the proposal with a new piece of this rank."""
        order = proposal.order
        if self.zero[order]:
            self._close(np.zeros(len(self.pieces)), gate=0.0, step=0.0, carried=0.0)
            return
        base = self._first
        if base and self.settings.full_base:
            self._enter([unrestricted(proposal.residual)])
            self._noise.carry(order, share=1.0, gate=0.0)
            self._close(np.ones(1), gate=1.0, step=0.0, carried=0.0)
            return
        weights, residual = proposal.weights, proposal.residual
        if self.settings.gates != "least_squares" and self._candidates and self.asked is None:
            goal = self._with_candidates(residual, weights)
            weights = beside_rank(goal, self._candidates, weights, rank)
            residual = self._with_candidates(goal, -weights)
        gate = self._gate(weights)
        step = float(weights[-1]) if self.skip is not None else 0.0
        row = self._row(weights, gate)
        piece = best(residual, rank, self.settings.solver, self.rng)
        if base or self.settings.coupling == "chain":
            share = rank * (sum(residual.shape) - rank) / residual.size if residual.size else 1.0
            self._noise.carry(order, share, gate)
        new = [piece]
        if self.settings.coupling == "diagonal" and rank:
            new = [Piece(piece.left[:, i : i + 1], piece.right[i : i + 1]) for i in range(rank)]
        self._enter(new)
        self._close(np.concatenate([row, np.ones(len(new))]), gate=1.0 if base else gate, step=step, carried=gate)

    def _row(self, weights: Array, gate: float) -> Array:
        """Return the weights of all pieces so far."""
        row = np.zeros(len(self.pieces))
        if self._previous is None:
            return row
        if self.settings.coupling == "chain":
            before = self.rows[self._previous]
            row[: len(before)] = gate * before
            return row
        used = [j for j, piece in enumerate(self.pieces) if piece.rank]
        row[used] = weights[: len(used)]
        return row

    def _enter(self, pieces: list[Piece]) -> None:
        self.pieces.extend(pieces)
        self.entries.extend([self.order] * len(pieces))

    def _close(self, row: Array, gate: float, step: float, carried: float) -> None:
        """End the order: keep its weights and what it fits."""
        order = self.order
        self.rows.append(row)
        self.gates[order], self.skip_steps[order] = gate, step
        if not self.zero[order]:
            earlier = 0.0 if self._previous is None or self.settings.coupling != "chain" else self.skips[self._previous]
            self.skips[order] = carried * earlier + step
            self._fitted = np.zeros(self._fitted.shape)
            for weight, piece in zip(row, self.pieces, strict=True):
                self._fitted += weight * piece.matrix
            if self.skip is not None:
                self._fitted += self.skips[order] * self.skip.matrix
            self._previous = order
        self.order += 1

    def model(self) -> CascadeModel:
        """Return the cascade of all K orders."""
        if not self.pieces:
            s, q = len(self._fitted), self.problem.n_outputs
            self.pieces.append(Piece(np.zeros((s, 0)), np.zeros((0, q))))
            self.entries.append(0)
        weights = np.zeros((self.problem.n_orders, len(self.pieces)))
        for k, row in enumerate(self.rows):
            weights[k, : len(row)] = row
        return CascadeModel(
            n_features=self.problem.n_features,
            pieces=tuple(self.pieces),
            entries=tuple(self.entries),
            weights=weights,
            skips=self.skips,
            gates=self.gates,
            skip_steps=self.skip_steps,
            skip=self.skip,
            coupling=self.settings.coupling,
        )
