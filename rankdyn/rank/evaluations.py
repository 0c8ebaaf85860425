"""Upper evidence by enough evaluations of a polynomial matrix in one generator.

A minor of size s = r + 1 of an integer polynomial matrix has degree at most N, the smaller of the sums of the s
largest row degrees and column degrees, and coefficients at most H in absolute value, the product of the s largest row
(or column) 1-norms. If the rank modulo p is at most r at N + 1 distinct points, for distinct primes p > N with product
above 2H, every such minor vanishes modulo each prime, hence identically. The points are the certificate; the ranks
modulo primes are how they are verified here.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import comb, log2

import numpy as np
import numpy.typing as npt

from rankdyn.algebra.flint_memory import Residues
from rankdyn.algebra.modular_matrix import product, rank
from rankdyn.algebra.primes import random_prime
from rankdyn.algebra.work import Work
from rankdyn.calculus.leibniz import difference_weights
from rankdyn.evidence.certificate import Axis, Evaluations
from rankdyn.rank.estimate import EstimateTooSmallError
from rankdyn.rank.orders import PolynomialRows
from rankdyn.rank.reduction import Reduction

MAX_POINTS = 20_000
"""Evaluations that a certificate may list."""

Coefficients = npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class UnivariateMatrix:
    """An integer polynomial matrix in one generator: coefficients of shape (d+1, m, n), Python integers."""

    generator: str
    coefficients: Coefficients

    def minor_degree(self, size: int) -> int:
        """Return a bound for the degree of minors of the given size."""
        occupied = self.coefficients.astype(bool)
        degree = (occupied * np.arange(len(occupied))[:, None, None]).max(axis=0)
        sides = (np.sort(degree.max(axis=axis))[::-1][:size].sum() for axis in (0, 1))
        return int(min(sides))

    def log_height(self, size: int) -> float:
        """Return log2 of a bound for the coefficients of minors of the given size."""
        norms = np.abs(self.coefficients).sum(axis=0)
        sides = (sorted((max(1, int(v)).bit_length() for v in norms.sum(axis=axis)), reverse=True) for axis in (0, 1))
        return float(min(sum(side[:size]) for side in sides))


def from_reduction(reduction: Reduction, order: int) -> UnivariateMatrix | None:
    """Return D^(order), times a common denominator, for a function that is a polynomial in its variable alone."""
    polynomial = reduction.polynomial
    if polynomial is None:
        return None
    depth, m, n = polynomial.coefficients.shape
    exact = polynomial.coefficients.astype(np.int64).astype(object)
    if reduction.kind == "derivative":
        factors = [comb(i, order) for i in range(depth)]
        rows = [exact[i] * factors[i] for i in range(order, depth)]
        result = np.array(rows, dtype=object) if rows else np.zeros((1, m, n), dtype=object)
        return UnivariateMatrix(reduction.variable, result.reshape(-1, m, n))
    table = _difference_table(depth, order, reduction.step)
    flat = table.dot(exact.reshape(depth, m * n))
    return UnivariateMatrix(reduction.variable, flat.reshape(depth, m, n))


def _difference_table(depth: int, order: int, step: Fraction) -> Coefficients:
    """Return the integer matrix that takes coefficients to those of Δ_h^order, times a power of h's denominator."""
    table = np.zeros((depth, depth), dtype=object)
    weights = difference_weights(order)
    for i in range(depth):
        for low in range(i + 1):
            moment = sum(w * (j * step) ** (i - low) for j, w in enumerate(weights))
            table[low, i] = int(moment * comb(i, low) * step.denominator**depth)
    return table


def from_polynomials(rows: PolynomialRows, names: list[str]) -> UnivariateMatrix | None:
    """Return polynomial rows that involve one generator only in that generator, or None."""
    active = sorted({i for row in rows for entry in row for i, d in enumerate(entry.degrees()) if int(d) > 0})
    if len(active) != 1:
        return None
    depth = 1 + max(int(entry.degrees()[active[0]]) for row in rows for entry in row)
    result = np.zeros((depth, len(rows), len(rows[0])), dtype=object)
    for i, row in enumerate(rows):
        for j, entry in enumerate(row):
            for powers, coefficient in entry.terms():
                result[int(powers[active[0]]), i, j] = int(coefficient)
    return UnivariateMatrix(names[active[0]], result)


def evaluation_cost(matrix: UnivariateMatrix, bound: int) -> int:
    """Return the work units that `evaluation_evidence` would spend."""
    depth, m, n = (int(side) for side in matrix.coefficients.shape)
    points, primes = matrix.minor_degree(bound + 1) + 1, int(matrix.log_height(bound + 1)) // 30 + 2
    return points * primes * m * n * (depth + bound) // 40


def evaluation_evidence(
    matrix: UnivariateMatrix, bound: int, rng: np.random.Generator, work: Work
) -> Evaluations | None:
    """Return points that prove rank ≤ bound, or None if there would be too many.

    Parameters
    ----------
    matrix : UnivariateMatrix
        The matrix.
    bound : int
        The claimed rank, below min(m, n).
    rng : numpy Generator
        Source of primes.
    work : Work
        Counter.

    Raises
    ------
    EstimateTooSmallError
        If the rank is larger at one of the points.
    BudgetExceededError
        If the work is exhausted.
    """
    size = bound + 1
    count = matrix.minor_degree(size) + 1
    if count > MAX_POINTS:
        return None
    work.spend(evaluation_cost(matrix, bound))
    points = [i // 2 * (1 if i % 2 else -1) + (i % 2) for i in range(count)]
    needed = matrix.log_height(size) + 1
    used: set[int] = set()
    while sum(map(log2, used)) <= needed:
        prime = random_prime(rng)
        if prime in used:
            continue
        used.add(prime)
        if not _vanishes(matrix, points, bound, prime):
            raise EstimateTooSmallError(f"the rank exceeds {bound} at an evaluation point")
    return Evaluations([Axis(matrix.generator, sorted(points))])


def _vanishes(matrix: UnivariateMatrix, points: list[int], bound: int, prime: int) -> bool:
    """Return whether the rank modulo `prime` is at most `bound` at every point."""
    depth, m, n = matrix.coefficients.shape
    residues: Residues = (matrix.coefficients % prime).astype(np.uint64).reshape(depth, m * n)
    block = max(1, 4_000_000 // max(1, m * n))
    for start in range(0, len(points), block):
        powers = _powers(points[start : start + block], depth, prime)
        values = np.ascontiguousarray(product(powers, residues, prime).reshape(-1, m, n))
        if any(rank(value, prime) > bound for value in values):
            return False
    return True


def _powers(points: list[int], depth: int, prime: int) -> Residues:
    base = np.array([point % prime for point in points], dtype=np.uint64)
    columns = [np.ones_like(base)]
    for _ in range(depth - 1):
        columns.append(columns[-1] * base % np.uint64(prime))
    return np.stack(columns, axis=1)
