"""The velocity of a mixture of isotropic Gaussians: all components at once, by matrix products."""

from __future__ import annotations

import numpy as np

from rankdyn import jets
from rankdyn.flows.path_jets import PathJets
from rankdyn.jets import Jet
from rankdyn.jets.recurrences import Array


def isotropic_velocity(x: Jet, at: PathJets, log_weights: Array, means: Array, variances: Array) -> Jet:
    """Return the jet of v(x(t), t) for data Σ w_i N(μ_i, v_i I).

    All distances are taken from the likeliest mean μ* of each row, y = x − a μ*: |x − a μ_i|² = |y|² − 2a y·ν_i +
    a²|ν_i|² with ν_i = μ_i − μ*. With |x|², x·μ_i and |μ_i|² instead, large numbers would cancel where s is small.

    Parameters
    ----------
    x : Jet, shape (n, d)
        Points.
    at : PathJets
        The path.
    log_weights : ndarray, shape (m,)
        log w_i.
    means : ndarray, shape (m, d)
        μ_i.
    variances : ndarray, shape (m,), or (1,) if they are equal
        v_i ≥ 0.

    Returns
    -------
    Jet, shape (n, d)
    """
    variance = at.variance(variances)
    gain = at.gain(variances, variance)
    near = _likeliest(x.value, at, log_weights, means, variance.value)
    own = means[near]
    y: Jet = x - at.a * own
    logits = _logits(y, at, log_weights, means, near, variance)
    weights = jets.exp(logits - logits.value.max(axis=-1, keepdims=True))
    total = weights.sum(-1, keepdims=True)
    mean: Jet = weights @ means / total  # Σ r_i μ_i
    if len(variances) == 1:
        pulled: Jet = gain * (y - at.a * (mean - own))
    else:
        pull = weights * gain
        mean_gain = pull.sum(-1, keepdims=True) / total
        pulled = mean_gain * y - at.a * (pull @ means / total - mean_gain * own)
    return at.da * mean + pulled


def _logits(y: Jet, at: PathJets, log_weights: Array, means: Array, near: Array, variance: Jet) -> Jet:
    """Return log(w_i N(x; aμ_i, σ_i²)), but for what all components of a row share; shape (n, m)."""
    from scipy.spatial.distance import cdist

    references, which = np.unique(near, return_inverse=True)
    squares = cdist(means[references], means, "sqeuclidean")[which]
    cross = y @ means.T - (y * means[near]).sum(-1, keepdims=True)
    distance = (at.a * at.a) * squares - 2.0 * (at.a * cross)
    if variance.shape[-1] > 1:
        distance = distance + (y * y).sum(-1, keepdims=True) + means.shape[1] * (variance * jets.log(variance))
    found: Jet = log_weights - distance / (2.0 * variance)
    return found


def _likeliest(x: Array, at: PathJets, log_weights: Array, means: Array, variance: Array) -> Array:
    """Return the index of the likeliest component of each row, up to rounding: any index is right, this one is good."""
    a = at.a.value
    distance = (x * x).sum(-1, keepdims=True) - 2 * a * (x @ means.T) + a**2 * (means * means).sum(-1)
    likelihood = log_weights - distance / (2 * variance) - 0.5 * means.shape[1] * np.log(variance)
    return np.asarray(likelihood.argmax(axis=-1))
