"""`Gaussian`: the flow of Gaussian data, linear in x, with its coefficient matrices."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from rankdyn import jets
from rankdyn.errors import InvalidInputError
from rankdyn.flows.covariance import Covariance
from rankdyn.flows.flow import Flow, checked_path, positive_order
from rankdyn.flows.path_jets import PathJets
from rankdyn.jets import Jet
from rankdyn.jets.reading import finite_array, fixed_array
from rankdyn.jets.recurrences import Array
from rankdyn.paths import Path, linear


class Gaussian(Flow):
    """The flow of data x1 ~ N(μ, Σ).

    Along an eigenvector of Σ with eigenvalue λ, x_t has the standard deviation σ(t) = √(a²λ + s²), and the deviation
    from the mean path, x(t) − a(t) μ, moves in proportion to it: all material derivatives are in closed form,

        x^(k) = a^(k) μ + V diag(σ^(k)/σ) Vᵀ (x − a μ).

    Parameters
    ----------
    mean : array-like, shape (d,)
        μ.
    covariance : array-like, shape (d, d), or float, or Covariance
        Σ; a number stands for that multiple of the identity. It may be singular; the flow then ends where s(t) = 0.
    path : Path
        From noise to data; the linear one if not given.

    Raises
    ------
    InvalidInputError
        For NaN, wrong shapes, a matrix that is not symmetric or has a negative eigenvalue.

    Examples
    --------
    >>> flow = Gaussian([0.0, 0.0], [[4.0, 0.0], [0.0, 1.0]])
    >>> print(flow.velocity([[1.0, 1.0]], 0.5))
    [[1.2 0. ]]
    """

    def __init__(self, mean: npt.ArrayLike, covariance: npt.ArrayLike | Covariance, path: Path | None = None) -> None:
        self.mean = fixed_array(mean, "the mean")
        if self.mean.ndim != 1 or not len(self.mean):
            raise InvalidInputError(f"the mean must have shape (d,), not {self.mean.shape}")
        self.covariance = _read(covariance, len(self.mean))
        self.path = linear() if path is None else checked_path(path)
        self.dimension = len(self.mean)

    @classmethod
    def factors(cls, mean: npt.ArrayLike, loadings: npt.ArrayLike, rest: float, path: Path | None = None) -> Gaussian:
        """Return the flow of a factor model, Σ = L Lᵀ + ρ I, at O(d r) operations a point.

        Parameters
        ----------
        mean : array-like, shape (d,)
            μ.
        loadings : array-like, shape (d, r)
            L.
        rest : float
            ρ ≥ 0.
        path : Path
            The linear one if not given.
        """
        return cls(mean, Covariance.factors(loadings, rest), path)

    def __repr__(self) -> str:
        return f"<Gaussian flow, d = {self.dimension}, path {self.path.name}>"

    def coefficient_matrices(self, t: float, order: int) -> tuple[Array, Array]:
        """Return F_k and b_k with x^(k) = F_k x + b_k for the material derivatives, k = 1, …, K.

        F_1 = A(t) is the matrix of the flow, F_{k+1} = F_k' + F_k A; all are symmetric and share the eigenvectors of Σ.

        Parameters
        ----------
        t : float
            The time.
        order : int
            K ≥ 1.

        Returns
        -------
        F : ndarray, shape (K, d, d)
        b : ndarray, shape (K, d)
            b_k = a^(k) μ − a F_k μ; zero for mean zero.

        Raises
        ------
        InvalidInputError
            As `material_derivatives`.
        """
        if np.ndim(t):
            raise InvalidInputError(f"t must be one number, not {t!r}: the matrices belong to one time"[:200])
        at = PathJets.of(self.path, t, 1, positive_order(order))
        F = self.covariance.with_spectrum(self._gains(at)[:, 0])
        a = at.a.derivatives()[:, 0]
        return F, a[1:] * self.mean - a[0] * (F @ self.mean)

    def _gains(self, at: PathJets) -> Array:
        """Return σ^(k)/σ along each direction, k = 1, …, K; shape (K, n or 1, directions)."""
        deviation = jets.sqrt(at.variance(self.covariance.spectrum))
        found: Array = deviation.derivatives()[1:] / deviation.value
        return found

    def _material(self, x: Array, at: PathJets, order: int) -> Array:
        V, gains = self.covariance.vectors, self._gains(at)
        a = at.a.derivatives()
        centred = x - a[0] * self.mean
        along = centred @ V
        found = (gains[..., : V.shape[1]] * along) @ V.T
        if self.covariance.has_rest:
            found = found + gains[..., -1:] * (centred - along @ V.T)
        return np.moveaxis(found + a[1:] * self.mean, 0, 1)

    def _velocity(self, x: Jet, at: PathJets) -> Jet:
        centred = x - at.a * self.mean
        return at.da * self.mean + regressed(centred, self.covariance, at)[0]

    def _draw(self, n: int, rng: np.random.Generator) -> Array:
        return drawn(n, self.mean, self.covariance, rng)


def regressed(centred: Jet, covariance: Covariance, at: PathJets) -> tuple[Jet, Jet]:
    """Return the regression of x_t' − a'μ on the deviation x_t − aμ, and the log density of x_t but for (d/2) log 2π.

    Parameters
    ----------
    centred : Jet, shape (n, d)
        x_t − a(t) μ.
    covariance : Covariance
        Σ.
    at : PathJets
        The path.

    Returns
    -------
    Jet, shape (n, d)
        (a a'Σ + s s' I)(a²Σ + s² I)⁻¹ (x_t − aμ).
    Jet, shape (n, 1)
    """
    V, r = covariance.vectors, covariance.vectors.shape[1]
    variance = at.variance(covariance.spectrum)
    gain = at.gain(covariance.spectrum, variance)
    along = centred @ V
    slope = (gain[:, :r] * along) @ V.T
    distance = (along * along / variance[:, :r]).sum(-1, keepdims=True)
    if covariance.has_rest:
        beside = centred - along @ V.T
        slope = slope + gain[:, r:] * beside
        distance = distance + (beside * beside).sum(-1, keepdims=True) / variance[:, r:]
    volume = (jets.log(variance) * covariance.multiplicities).sum(-1, keepdims=True)
    return slope, -0.5 * (distance + volume)


def drawn(n: int, mean: Array, covariance: Covariance, rng: np.random.Generator) -> Array:
    """Return n samples of N(μ, Σ), shape (n, d)."""
    V = covariance.vectors
    found: Array = mean + (rng.standard_normal((n, V.shape[1])) * np.sqrt(covariance.values)) @ V.T
    if covariance.has_rest:
        other = rng.standard_normal((n, len(mean)))
        found = found + np.sqrt(covariance.rest) * (other - (other @ V) @ V.T)
    return found


def _read(covariance: npt.ArrayLike | Covariance, dimension: int) -> Covariance:
    if not isinstance(covariance, Covariance):
        array = finite_array(covariance, "the covariance")
        covariance = Covariance.matrix(array) if array.ndim else Covariance.isotropic(array, dimension)
    if covariance.dimension != dimension:
        raise InvalidInputError(
            f"the covariance is of size {covariance.dimension}, but the mean has {dimension} coordinates"
        )
    return covariance
