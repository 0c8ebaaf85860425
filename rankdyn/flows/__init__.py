"""Flows x' = v(x, t) that carry Gaussian noise to data, in closed form, with derivatives of every order.

`Gaussian`, `GaussianMixture` and `Empirical` share one interface, `Flow`. Derivatives of order k ≥ 2 come in two kinds
that differ: *conditional* (of the path of a sample; `conditional_targets`, `conditional_mean`) and *material* (of the
trajectory of the flow; `material_derivatives`).

>>> from rankdyn import flows, paths
>>> flow = flows.GaussianMixture([0.5, 0.5], [[-1.0, 0.0], [1.0, 0.0]], 0.1, paths.trigonometric())
>>> x, x0, x1 = flow.sample(5, t=0.5, rng=0)
>>> flow.material_derivatives(x, 0.5, order=8).shape
(5, 8, 2)
"""

from rankdyn.flows.covariance import Covariance
from rankdyn.flows.digits import digits
from rankdyn.flows.fitted_gaussian import factor_gaussian, full_gaussian
from rankdyn.flows.flow import Flow
from rankdyn.flows.gaussian import Gaussian
from rankdyn.flows.mixture import Empirical, GaussianMixture

__all__ = [
    "Covariance",
    "Empirical",
    "Flow",
    "Gaussian",
    "GaussianMixture",
    "digits",
    "factor_gaussian",
    "full_gaussian",
]
