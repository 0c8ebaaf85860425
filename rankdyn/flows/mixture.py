"""`GaussianMixture` and `Empirical`: flows that are not linear, by responsibilities of components."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from rankdyn import jets
from rankdyn.errors import InvalidInputError
from rankdyn.flows.covariance import Covariance
from rankdyn.flows.flow import Flow, checked_path
from rankdyn.flows.gaussian import drawn, regressed
from rankdyn.flows.isotropic import isotropic_velocity
from rankdyn.flows.path_jets import PathJets
from rankdyn.jets import Jet
from rankdyn.jets.reading import finite_array, fixed_array
from rankdyn.jets.recurrences import Array
from rankdyn.paths import Path, linear


class GaussianMixture(Flow):
    """The flow of data x1 ~ Σ_i w_i N(μ_i, Σ_i).

    v(x, t) = Σ_i r_i(x, t) v_i(x, t): the velocities of the components, weighted with their responsibilities, the
    softmax of log w_i + log N(x; a μ_i, a²Σ_i + s² I).

    Parameters
    ----------
    weights : array-like, shape (m,)
        w_i > 0, with sum 1.
    means : array-like, shape (m, d)
        μ_i.
    covariances : float, array-like of shape (m,) or (m, d, d), or sequence of m Covariance
        Σ_i: one variance for all, one for each, or matrices; they may be singular.
    path : Path
        From noise to data; the linear one if not given.

    Raises
    ------
    InvalidInputError
        For NaN, wrong shapes, weights that are not positive or whose sum is not 1 up to 1e-9, negative variances,
        matrices that are not symmetric or have a negative eigenvalue.

    Examples
    --------
    >>> flow = GaussianMixture([0.5, 0.5], [[-1.0], [1.0]], 0.25)
    >>> print(flow.velocity([[0.0], [0.5]], 0.5))
    [[0.        ]
     [0.46245883]]
    """

    def __init__(
        self,
        weights: npt.ArrayLike,
        means: npt.ArrayLike,
        covariances: npt.ArrayLike | Sequence[Covariance],
        path: Path | None = None,
    ) -> None:
        self.means = fixed_array(means, "the means")
        if self.means.ndim != 2 or 0 in self.means.shape:
            raise InvalidInputError(f"the means must have shape (m, d), one mean a row, not {self.means.shape}")
        count, self.dimension = self.means.shape
        self.weights = _read_weights(weights, count)
        self.covariances = _read_covariances(covariances, count, self.dimension)
        self.path = linear() if path is None else checked_path(path)
        self._log_weights = np.log(self.weights)
        self._isotropic = all(not len(covariance.values) for covariance in self.covariances)

    def __repr__(self) -> str:
        m, d = self.means.shape
        return f"<Gaussian mixture flow, {m} components, d = {d}, path {self.path.name}>"

    @property
    def _row_size(self) -> int:
        return max(self.means.shape) if self._isotropic else self.dimension

    def _velocity(self, x: Jet, at: PathJets) -> Jet:
        if self._isotropic:
            variances = np.array([covariance.rest for covariance in self.covariances])
            distinct = variances[:1] if np.all(variances == variances[0]) else variances
            return isotropic_velocity(x, at, self._log_weights, self.means, distinct)
        velocities, logits = [], []
        for log_weight, mean, covariance in zip(self._log_weights, self.means, self.covariances, strict=True):
            slope, log_density = regressed(x - at.a * mean, covariance, at)
            velocities.append(at.da * mean + slope)
            logits.append(log_weight + log_density)
        top = np.max([logit.value for logit in logits], axis=0)
        # a constant shift for each row: no exponential overflows, one of them is 1
        shares = [jets.exp(logit - top) for logit in logits]
        total, moved = shares[0], shares[0] * velocities[0]
        for share, velocity in zip(shares[1:], velocities[1:], strict=True):
            total, moved = total + share, moved + share * velocity
        found: Jet = moved / total
        return found

    def _draw(self, n: int, rng: np.random.Generator) -> Array:
        component = rng.choice(len(self.weights), size=n, p=self.weights / self.weights.sum())
        found = np.empty((n, self.dimension))
        for i in np.unique(component):
            rows = component == i
            found[rows] = drawn(int(rows.sum()), self.means[i], self.covariances[i], rng)
        return found


class Empirical(Flow):
    """The flow of a data set: x1 is one of its N points, each equally likely.

    Near the data (s → 0) the trajectories end in single points: the flow is defined where s(t) > 0.

    Parameters
    ----------
    points : array-like, shape (N, d)
        The data.
    path : Path
        From noise to data; the linear one if not given.

    Raises
    ------
    InvalidInputError
        For NaN or a wrong shape.

    Examples
    --------
    >>> flow = Empirical([[-1.0], [1.0]])
    >>> print(flow.velocity([[0.0]], 0.5))
    [[0.]]
    """

    def __init__(self, points: npt.ArrayLike, path: Path | None = None) -> None:
        self.points = fixed_array(points, "the points")
        if self.points.ndim != 2 or 0 in self.points.shape:
            raise InvalidInputError(f"the points must have shape (N, d), one a row, not {self.points.shape}")
        self.path = linear() if path is None else checked_path(path)
        self.dimension = self.points.shape[1]

    def __repr__(self) -> str:
        N, d = self.points.shape
        return f"<empirical flow, {N} points, d = {d}, path {self.path.name}>"

    @property
    def _row_size(self) -> int:
        return int(max(self.points.shape))

    def _velocity(self, x: Jet, at: PathJets) -> Jet:
        return isotropic_velocity(x, at, np.zeros(len(self.points)), self.points, np.zeros(1))

    def _draw(self, n: int, rng: np.random.Generator) -> Array:
        return self.points[rng.integers(len(self.points), size=n)]


def _read_weights(weights: npt.ArrayLike, count: int) -> Array:
    found = fixed_array(weights, "the weights")
    if found.shape != (count,):
        raise InvalidInputError(f"there are {count} means, but weights of shape {found.shape}; give one a component")
    if not np.all(found > 0):
        raise InvalidInputError(f"weights must be positive, but {found.min()} is one; leave that component out")
    if abs(found.sum() - 1) > 1e-9:
        raise InvalidInputError(f"the weights sum to {found.sum()}, not to 1; divide them by their sum")
    return found


def _read_covariances(
    given: npt.ArrayLike | Sequence[Covariance], count: int, dimension: int
) -> tuple[Covariance, ...]:
    if isinstance(given, Sequence) and all(isinstance(one, Covariance) for one in given):
        found = tuple(one for one in given if isinstance(one, Covariance))
    else:
        array = finite_array(given, "the covariances")
        if array.ndim == 0:
            array = np.broadcast_to(array, (count,))
        if array.ndim == 1:
            found = tuple(Covariance.isotropic(variance, dimension) for variance in array)
        elif array.ndim == 3:
            found = tuple(Covariance.matrix(sigma, f"covariance {i}") for i, sigma in enumerate(array))
        else:
            raise InvalidInputError(
                f"covariances must be one variance, or of shape ({count},) or ({count}, {dimension}, {dimension}), "
                f"not {array.shape}"
            )
    if len(found) != count or any(covariance.dimension != dimension for covariance in found):
        raise InvalidInputError(
            f"there are {count} means of {dimension} coordinates; give as many covariances, of that size"
        )
    return found
