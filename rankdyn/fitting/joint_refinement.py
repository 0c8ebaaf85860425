"""Joint refinement: block coordinate descent on Σ_k w_k ‖T_k − D_k‖² from a greedy cascade.

The best piece, all else fixed, is SVD_r of a weighted mean of what all later orders leave to it; the best gates and
weights solve small least-squares problems. Each block is solved exactly, so the loss never increases.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from rankdyn.fitting.cascade_model import CascadeModel
from rankdyn.fitting.cascade_settings import Settings
from rankdyn.fitting.low_rank_piece import best, unrestricted
from rankdyn.fitting.whitened import Whitened

Array: TypeAlias = npt.NDArray[np.float64]

_SINGULAR = 1e-14
"""Relative size below which directions of a small least-squares problem are left alone."""


def weighted_loss(problem: Whitened, model: CascadeModel, order_weights: Array) -> float:
    """Return Σ_k w_k (‖T_k − D_k‖² + constant_k)."""
    return float(order_weights @ problem.losses(model.fitted))


def refine(
    problem: Whitened,
    model: CascadeModel,
    settings: Settings,
    *,
    frozen_base: bool,
    max_iter: int,
    tol: float,
    rng: np.random.Generator,
) -> tuple[CascadeModel, list[float]]:
    """Return a cascade with no larger loss, and the loss before and after each sweep.

    Parameters
    ----------
    problem : Whitened
        The targets.
    model : CascadeModel
        Where to start.
    settings : Settings
        Weights of the orders, and whether gates are free.
    frozen_base : bool
        Whether the first piece stays: joint refinement trades the error of order 1 for that of later orders.
    max_iter, tol : int, float
        Sweeps, and the relative decrease of the loss at which they end.
    rng : numpy Generator
        For the randomised solver.
    """
    path = [weighted_loss(problem, model, settings.order_weights)]
    for _ in range(max_iter):
        swept = _Sweep(problem, model, settings, rng).run(frozen_base)
        loss = weighted_loss(problem, swept, settings.order_weights)
        if not loss < path[-1]:
            break  # rounding: the last model is the better one
        model = swept
        path.append(loss)
        if path[-2] - loss <= tol * path[-2]:
            break
    return model, path


class _Sweep:
    """One pass over all pieces, gates, skips and weights."""

    def __init__(self, problem: Whitened, model: CascadeModel, settings: Settings, rng: np.random.Generator) -> None:
        self.model, self.settings, self.rng = model, settings, rng
        self.pieces = list(model.pieces)
        self.weights = model.weights.copy()
        self.skips, self.gates, self.skip_steps = model.skips.copy(), model.gates.copy(), model.skip_steps.copy()
        self.residuals = problem.targets - model.fitted
        self.targets = problem.targets
        # orders of norm zero are fitted by zero and take no part
        self.active = [k for k in range(model.n_orders) if self.weights[k].any() or self.skips[k] or self.gates[k]]

    def run(self, frozen_base: bool) -> CascadeModel:
        for j, piece in enumerate(self.pieces):
            of_base = self.model.entries[j] == self.model.entries[0]
            if piece.rank and not (of_base and frozen_base):
                self._piece(j)
        if self.model.coupling == "chain":
            for position in range(len(self.active)):
                if not (position == 0 and frozen_base):
                    self._gate(position)
        else:
            for order in self.active[int(frozen_base) :]:
                self._row(order)
        return replace(
            self.model,
            pieces=tuple(self.pieces),
            weights=self.weights,
            skips=self.skips,
            gates=self.gates,
            skip_steps=self.skip_steps,
        )

    def _piece(self, j: int) -> None:
        """Replace a piece by the best one of its rank."""
        column = self.weights[:, j]
        scaled = self.settings.order_weights * column
        size = float(scaled @ column)
        if not size > 0:
            return
        old = self.pieces[j]
        before = old.matrix
        goal = np.tensordot(scaled, self.residuals, axes=1) / size + before
        new = unrestricted(goal) if old.full else best(goal, old.rank, self.settings.solver, self.rng)
        self.residuals -= column[:, None, None] * (new.matrix - before)
        self.pieces[j] = new

    def _gate(self, position: int) -> None:
        """Choose the gate and the skip before an order of a chain: all orders from it on are affine in them."""
        order = self.active[position]
        later = self.active[position:]
        carried = np.cumprod([1.0, *self.gates[later[1:]]])
        directions: list[Array] = []
        gated = position > 0 and self.settings.gates is not None
        if gated:
            previous = self.active[position - 1]
            fitted = self.targets[previous] - self.residuals[previous]
            directions.append(fitted)
        skipped = self.model.skip is not None and (position > 0 or not self.pieces[0].full)
        if skipped and self.model.skip is not None:
            directions.append(self.model.skip.matrix)
        if not directions:
            return
        scaled = self.settings.order_weights[later] * carried
        found = _small(directions, np.tensordot(scaled, self.residuals[later], axes=1), float(scaled @ carried))
        moved = np.tensordot(found, np.stack(directions), axes=1)
        self.residuals[later] -= carried[:, None, None] * moved
        if gated:
            self.gates[order] += found[0]
            self.weights[later] += np.outer(carried, found[0] * self.weights[previous])
            self.skips[later] += carried * found[0] * self.skips[previous]
        if skipped:
            self.skip_steps[order] += found[-1]
            self.skips[later] += carried * found[-1]

    def _row(self, order: int) -> None:
        """Choose the weights of all earlier pieces, and the skip, of one order."""
        used = [j for j, entry in enumerate(self.model.entries) if entry < order and self.pieces[j].rank]
        directions = [self.pieces[j].matrix for j in used]
        skipped = self.model.skip is not None and not (order == self.active[0] and self.pieces[0].full)
        if skipped and self.model.skip is not None:
            directions.append(self.model.skip.matrix)
        if not directions:
            return
        found = _small(directions, self.residuals[order], 1.0)
        self.residuals[order] -= np.tensordot(found, np.stack(directions), axes=1)
        self.weights[order, used] += found[: len(used)]
        if skipped:
            self.skips[order] += found[-1]
            self.skip_steps[order] += found[-1]


def _small(directions: list[Array], goal: Array, size: float) -> Array:
    """Return δ that minimises size·‖Σ δ_i Z_i‖² − 2⟨Σ δ_i Z_i, goal⟩."""
    stack = np.stack([direction.ravel() for direction in directions])
    scales = np.linalg.norm(stack, axis=1)
    scales[scales == 0] = 1.0
    stack = stack / scales[:, None]
    found: Array = np.linalg.lstsq(stack @ stack.T * size, stack @ goal.ravel(), rcond=_SINGULAR)[0] / scales
    return found
