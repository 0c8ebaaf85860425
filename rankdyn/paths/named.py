"""The paths of diffusion and flow-matching models: linear, variance preserving, trigonometric.

Time runs from noise at t = 0 to data at t = 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import pi

from rankdyn import jets
from rankdyn.errors import InvalidInputError
from rankdyn.jets import Jet
from rankdyn.jets.reading import finite_array
from rankdyn.paths.path import Path


def linear() -> Path:
    """Return a = t, s = 1 − t (rectified flow, conditional optimal transport); W = 1."""
    return Path(_time, _time_left, name="linear")


def trigonometric() -> Path:
    """Return a = sin(πt/2), s = cos(πt/2): variance preserving, W = π/2."""
    return Path(_sine, _cosine, name="trigonometric")


def variance_preserving(beta_min: float = 0.1, beta_max: float = 20.0) -> Path:
    """Return a = e^{−B/2}, s = √(1 − a²) with B = ∫_0^τ β, β(τ) = β_min + (β_max − β_min) τ and τ = 1 − t.

    At t = 1, s ends like a square root: there the path has no derivatives, and asking for them is an error.

    Parameters
    ----------
    beta_min, beta_max : float
        The rate of noising at the data and at the noise end, per unit of time; both positive.

    Raises
    ------
    InvalidInputError
        For rates that are not positive and finite.

    References
    ----------
    Y. Song et al., Score-based generative modeling through stochastic differential equations, ICLR 2021, appendix B.
    """
    for name, rate in (("beta_min", beta_min), ("beta_max", beta_max)):
        if not float(finite_array(rate, name)) > 0:
            raise InvalidInputError(f"{name} must be positive, not {rate!r}")
    schedule = _Schedule(float(beta_min), float(beta_max))
    return Path(_Signal(schedule), _Noise(schedule), name=f"variance_preserving({schedule.first:g}, {schedule.last:g})")


@dataclass(frozen=True)
class _Schedule:
    """B as a function of t. Classes, not closures: paths can be pickled, and equal ones compare equal."""

    first: float
    last: float

    def __call__(self, t: Jet) -> Jet:
        left = 1.0 - t
        return left * (self.first + (0.5 * (self.last - self.first)) * left)


@dataclass(frozen=True)
class _Signal:
    schedule: _Schedule

    def __call__(self, t: Jet) -> Jet:
        return jets.exp(-0.5 * self.schedule(t))


@dataclass(frozen=True)
class _Noise:
    schedule: _Schedule

    def __call__(self, t: Jet) -> Jet:
        # 1 − e^{−B}, without the cancellation of 1 − a² near the data
        return jets.sqrt(-jets.expm1(-self.schedule(t)))


def _time(t: Jet) -> Jet:
    return t


def _time_left(t: Jet) -> Jet:
    return 1.0 - t


def _sine(t: Jet) -> Jet:
    return jets.sin((pi / 2) * t)


def _cosine(t: Jet) -> Jet:
    return jets.cos((pi / 2) * t)
