"""A fitted cascade in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rankdyn.fitting.cascade_regressor import CascadedLowRankRegressor

_CARRY = {
    "chain": "the prediction before it",
    "triangular": "all parts before it, each with a weight of its own",
    "diagonal": "all rank-one parts before it, each with a weight of its own",
}


def explain(regressor: CascadedLowRankRegressor) -> str:
    """Return what was fitted: parts, ranks, what they cost beside separate models, and what they miss."""
    model = regressor.model_
    p, q, K = model.n_features, regressor.n_outputs_, model.n_orders
    base = "an unrestricted base" if model.pieces[0].full else f"a base of rank {model.base_rank}"
    lines = [
        f"{K} {'order' if K == 1 else 'orders'} of {q} outputs from {p} features: {base}, coupling {model.coupling!r}.",
    ]
    ranks = model.stage_ranks
    for k in range(1, K):
        if not model.weights[k].any() and not model.skips[k]:
            lines.append(f"Order {k + 1}: zero (or constant) in the data; predicted as it is.")
            continue
        text = f"Order {k + 1}: {_CARRY[model.coupling]}"
        if model.coupling == "chain" and regressor.gates is not None:
            text += f", times {model.gates[k]:.4g}"
        if model.skip is not None:
            text += f", {model.skip_steps[k]:+.4g} times the skip"
        text += f", plus a part of rank {ranks[k - 1]}" if ranks[k - 1] else "; no new part"
        values = regressor.singular_values_[k - 1]
        if len(values):
            above = int((values > regressor.thresholds_[k - 1]).sum())
            text += f" ({above} singular values above the threshold {regressor.thresholds_[k - 1]:.3g})"
        lines.append(text + ".")
    naive = K * p * q
    ratio = naive / regressor.n_parameters_ if regressor.n_parameters_ else float("inf")
    lines.append(
        f"Parameters: {regressor.n_parameters_}; {K} separate models need {naive}, {ratio:.2f} times as many. "
        f"Multiply-adds a row: {regressor.n_multiply_adds_}."
    )
    if ratio < 1.1 and K > 1:
        lines.append("So the cascade saves next to nothing here: the orders differ by parts of nearly full rank.")
    if len(regressor.loss_path_) > 1:
        lines.append(
            f"Joint refinement took the loss from {regressor.loss_path_[0]:.6g} to {regressor.loss_path_[-1]:.6g} "
            f"in {len(regressor.loss_path_) - 1} sweeps."
        )
    return "\n".join(lines)
