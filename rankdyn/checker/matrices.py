"""The exact matrices a certificate speaks of: D^(k) or Δ_h^k D, as functions or as values at a point.

Main object: `ExactMatrices`. Everything is computed when first asked for, since many certificates never need it.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import comb

from rankdyn.errors import CertificateError

from .document import Certificate, Kernel
from .generators import build_ring
from .grammar import Expression
from .polynomial import Ring, Work
from .quotient import Exact, Quotient, add, differentiate, multiply
from .structure import expand, leaves
from .taylor import taylor_coefficients

Matrix = list[list[Quotient]]


class ExactMatrices:
    """D and its derivatives or differences in exact quotients.

    In the generic reading the first name of the ring is the variable t itself. In the pointwise reading it is τ with
    t = t0 + τ, and the matrices returned are the values at τ = 0.
    """

    def __init__(self, certificate: Certificate, work: Work) -> None:
        self.certificate = certificate
        self.work = work
        self.order = len(certificate.ranks) - 1
        start = certificate.at or Fraction(0)
        step = certificate.step
        self.shifts = [start] if step is None else [start + j * step for j in range(self.order + 1)]
        self.plain = Ring(certificate.names, (), work)
        self.ring = build_ring(certificate.names, self._uses(), work)
        self.derivatives: list[Matrix] = []

    def _uses(self) -> Iterator[tuple[Expression, list[Fraction]]]:
        for expression in leaves(self.certificate.function):
            yield expression, self.shifts
        for order in self.certificate.orders:
            if isinstance(order.upper, Kernel):
                for vector in order.upper.vectors:
                    for expression in vector:
                        yield expression, [Fraction(0)]

    def at_order(self, k: int) -> Matrix:
        """Return D^(k) (pointwise: D^(k)/k!, of the same rank and kernel) or Δ_h^k D."""
        if not self.derivatives:
            self.derivatives = self._all() if self.certificate.step is not None else self._first()
        while len(self.derivatives) <= k:
            self.derivatives.append([[differentiate(entry) for entry in row] for row in self.derivatives[-1]])
        return self.derivatives[k]

    def _first(self) -> list[Matrix]:
        """Return D alone, or in the pointwise reading the Taylor coefficients D^(k)/k! at the point."""
        matrix = self._expand(self.shifts[0])
        if self.certificate.at is None:
            return [matrix]
        series = [
            [self._taylor(entry, self.order, i, j) for j, entry in enumerate(row)] for i, row in enumerate(matrix)
        ]
        return [[[entry[k] for entry in row] for row in series] for k in range(self.order + 1)]

    def _all(self) -> list[Matrix]:
        """Return all differences: Δ_h^k D = Σ_j (-1)^(k-j) C(k,j) D(t + jh)."""
        samples = [self._expand(shift) for shift in self.shifts]
        if self.certificate.at is not None:
            samples = [
                [[self._taylor(entry, 0, i, j)[0] for j, entry in enumerate(row)] for i, row in enumerate(sample)]
                for sample in samples
            ]
        m, n = self.certificate.function.shape
        self.work.spend(m * n * len(samples) ** 2)
        return [
            [
                [
                    add(self.ring, [_times(samples[s][i][j], (-1) ** (k - s) * comb(k, s)) for s in range(k + 1)])
                    for j in range(n)
                ]
                for i in range(m)
            ]
            for k in range(self.order + 1)
        ]

    def _expand(self, shift: Fraction) -> Matrix:
        return expand(self.certificate.function, Exact(self.ring, shift), self.work.spend)

    def _taylor(self, entry: Quotient, order: int, i: int, j: int) -> list[Quotient]:
        try:
            return taylor_coefficients(entry, order)
        except ZeroDivisionError:
            at = self.certificate.at
            where = f"{self.certificate.names[0]} = {at}" + (" or a step from it" if self.certificate.step else "")
            raise CertificateError(
                f"claim.at: entry ({i}, {j}) of the function has a pole at {where}; use the generic reading"
            ) from None


def _times(quotient: Quotient, factor: int) -> Quotient:
    return multiply(quotient, Quotient(quotient.numerator.ring.constant(factor), {}))
