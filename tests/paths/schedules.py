"""The schedules a(t), s(t) in mpmath, written from their definitions."""

from __future__ import annotations

from collections.abc import Callable

import mpmath

Schedule = tuple[Callable[[mpmath.mpf], mpmath.mpf], Callable[[mpmath.mpf], mpmath.mpf]]


def variance_preserving(beta_min: float, beta_max: float) -> Schedule:
    """a = exp(−½ ∫_t^1 β), β(u) = β_max + (β_min − β_max) u: linear from β_max at the noise, u = 0, to β_min."""
    low, high = mpmath.mpf(beta_min), mpmath.mpf(beta_max)

    def integral(t: mpmath.mpf) -> mpmath.mpf:
        return high * (1 - t) + (low - high) * (1 - t * t) / 2

    return lambda t: mpmath.exp(-integral(t) / 2), lambda t: mpmath.sqrt(1 - mpmath.exp(-integral(t)))


SCHEDULES: dict[str, Schedule] = {
    "linear": (lambda t: t, lambda t: 1 - t),
    "trigonometric": (lambda t: mpmath.sin(mpmath.pi * t / 2), lambda t: mpmath.cos(mpmath.pi * t / 2)),
    "variance preserving": variance_preserving(0.1, 20.0),
    "slow": variance_preserving(0.5, 3.0),
}
