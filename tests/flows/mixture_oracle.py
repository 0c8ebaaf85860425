"""Material derivatives of the flow of a Gaussian mixture in mpmath, from definitions, with 60 digits.

The velocity is a' E[x1 | x] + s' E[x0 | x] by Gaussian conditioning with matrices (no eigenvalues, no jets); Taylor
coefficients in t come from mpmath's own numerical differentiation.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import mpmath
import numpy as np

from tests.paths.schedules import Schedule

DIGITS = 60


@dataclass
class MixtureOracle:
    """weights (m,), means (m, d), covariances (m, d, d) in floats, taken exactly; the schedule in mpmath."""

    weights: np.ndarray
    means: np.ndarray
    covariances: np.ndarray
    schedule: Schedule

    def densities(self, x: list[mpmath.mpf], t: mpmath.mpf) -> list[tuple[mpmath.mpf, mpmath.matrix, mpmath.matrix]]:
        """Return for each component its weighted density, E[x1 | x] and E[x0 | x]."""
        a, s = (function(t) for function in self.schedule)
        d, found = len(x), []
        for w, mean, covariance in zip(self.weights, self.means, self.covariances, strict=True):
            mu, sigma = exactly(mean[:, None]), exactly(covariance)
            C = a**2 * sigma + s**2 * mpmath.eye(d)
            apart = mpmath.matrix(x) - a * mu
            solved = mpmath.lu_solve(C, apart)
            density = mpmath.mpf(float(w)) * mpmath.exp(-(apart.T * solved)[0] / 2)
            density /= mpmath.sqrt((2 * mpmath.pi) ** d * mpmath.det(C))
            found.append((density, mu + a * (sigma * solved), s * solved))
        return found

    def log_density(self, x: list[mpmath.mpf], t: mpmath.mpf) -> mpmath.mpf:
        return mpmath.log(sum(density for density, _, _ in self.densities(x, t)))

    def velocity(self, x: list[mpmath.mpf], t: mpmath.mpf) -> list[mpmath.mpf]:
        da, ds = (mpmath.diff(function, t) for function in self.schedule)
        found = self.densities(x, t)
        total = sum(density for density, _, _ in found)
        return list(sum((p / total * (da * data + ds * noise) for p, data, noise in found), mpmath.zeros(len(x), 1)))

    def material_derivatives(self, x: np.ndarray, t: float, order: int) -> list[list[mpmath.mpf]]:
        """Return d^k x/dt^k for k = 1, …, order at one point x, shape (d,)."""
        with mpmath.workdps(DIGITS):
            start = mpmath.mpf(float(t))
            taylor = [[mpmath.mpf(float(value)) for value in x]]
            for k in range(order):
                known = [row[:] for row in taylor]

                @cache  # each coordinate is differentiated by itself, at the same h and with the same precision
                def velocity(h: mpmath.mpf, precision: int, known: list[list[mpmath.mpf]] = known) -> list[mpmath.mpf]:
                    return self.velocity(
                        [mpmath.polyval([row[i] for row in known[::-1]], h) for i in range(len(x))], start + h
                    )

                taylor.append(
                    [
                        mpmath.taylor(lambda h, i=i: velocity(h, mpmath.mp.prec)[i], 0, k)[k] / (k + 1)
                        for i in range(len(x))
                    ]
                )
            return [[mpmath.factorial(k) * value for value in taylor[k]] for k in range(1, order + 1)]


def exactly(array: np.ndarray) -> mpmath.matrix:
    return mpmath.matrix([[mpmath.mpf(float(value)) for value in row] for row in array])


def relative_errors(found: np.ndarray, wanted: list[list[mpmath.mpf]]) -> np.ndarray:
    """Return for each order of one point max_i |found_i − wanted_i| / max_i |wanted_i|; found of shape (K, d)."""
    with mpmath.workdps(DIGITS):
        return np.array(
            [
                float(
                    max(abs(mpmath.mpf(float(a)) - b) for a, b in zip(row, exact, strict=True)) / max(map(abs, exact))
                )
                for row, exact in zip(found, wanted, strict=True)
            ]
        )
