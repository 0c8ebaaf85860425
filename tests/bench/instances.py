"""What is timed: dense products, expanded products and exponential matrices, with their ranks known beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from math import comb
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

import rankdyn as rd

Integers: TypeAlias = npt.NDArray[np.int64]
"""Coefficients, the power of t first: shape (d+1, m, n)."""

PRIME = 2147483629
POINT = 1234567891
SMALL_PRIME = 33554393
"""A prime below 2^25."""

DENSE = {4: (3, 4), 8: (5, 6), 16: (6, 8), 32: (8, 8), 64: (10, 10), 128: (10, 10), 256: (10, 10)}
"""n: degree of the factors and highest order K."""

EXPANDED = {16: 12, 32: 16, 64: 10}
"""n: degree of the expanded matrix of rank n/2."""


@dataclass(frozen=True)
class Dense:
    """D = U Vᵀ, both n × n/2 with random coefficients in −9..9."""

    left: Integers
    right: Integers
    max_order: int

    @cached_property
    def function(self) -> rd.Product:
        """The product of the parsed factors."""
        return rd.Product(rd.MatrixFunction(texts(self.left)), rd.MatrixFunction(texts(self.right)))

    def fresh(self) -> rd.Product:
        """Return the same product with nothing remembered of an earlier call."""
        return rd.Product(*(rd.MatrixFunction(factor) for factor in self.function.factors))

    @property
    def ranks(self) -> list[int]:
        """n/2, then n: the derivative of a generic product has twice its rank."""
        n = self.left.shape[1]
        return [n // 2] + [n] * self.max_order

    @cached_property
    def expanded(self) -> Integers:
        """The coefficients of D."""
        total = np.zeros(
            (len(self.left) + len(self.right) - 1, self.left.shape[1], self.right.shape[1]), dtype=np.int64
        )
        for i, part in enumerate(self.left):
            total[i : i + len(self.right)] += part @ self.right.transpose(0, 2, 1)
        return total

    @cached_property
    def derivatives(self) -> list[Integers]:
        """The coefficients of D^(k)/k! for k = 0..K."""
        return [
            np.stack([comb(i, k) * self.expanded[i] for i in range(k, len(self.expanded))])
            for k in range(self.max_order + 1)
        ]

    @cached_property
    def residues(self) -> list[Integers]:
        """The derivatives at the fixed point modulo the fixed prime, by Horner's rule."""
        values = []
        for coefficients in self.derivatives:
            value = np.zeros_like(coefficients[0])
            for part in coefficients[::-1]:
                value = (value * POINT + part) % PRIME
            values.append(value)
        return values


@cache
def dense(n: int) -> Dense:
    """Return the dense product of size n of task (a)."""
    degree, max_order = DENSE[n]
    return Dense(*_factors(n, degree), max_order)


@cache
def hidden(n: int) -> Dense:
    """Return the product whose expansion hides the rank n/2."""
    return Dense(*_factors(n, EXPANDED[n] // 2), max_order=8)


def _factors(n: int, degree: int) -> tuple[Integers, Integers]:
    rng = np.random.default_rng(n)
    left, right = (rng.integers(-9, 10, size=(degree + 1, n, n // 2)) for _ in range(2))
    return left, right


def texts(coefficients: Integers) -> list[list[str]]:
    """Return the entries as a user would write them."""
    _, rows, columns = coefficients.shape
    return [[_text(coefficients[:, i, j].tolist()) for j in range(columns)] for i in range(rows)]


def _text(values: list[int]) -> str:
    terms = [f"{value}*t**{power}" if power else str(value) for power, value in enumerate(values) if value]
    return " + ".join(terms).replace("+ -", "- ") or "0"


@cache
def exponentials(n: int) -> rd.MatrixFunction:
    """Return e^{(α_a + β_b) t} with distinct positive α and β: r_k = min(n, k + 1) by Cauchy–Binet."""
    rng = np.random.default_rng(n)
    alpha, beta = (rng.permutation(3 * n)[:n] + 1 for _ in range(2))
    return rd.MatrixFunction([[f"exp({a + b}*t)" for b in beta.tolist()] for a in alpha.tolist()])


@cache
def elementary(n: int) -> rd.MatrixFunction:
    """Return Σ_r f_r g_rᵀ, r = 1, 2, of exponentials, sines, cosines and rational functions: r_k = min(n, 2(k + 1))."""
    left = [(f"exp({i}*t)*cos(t)", f"sin({i}*t)/(t + {i})") for i in range(1, n + 1)]
    right = [(f"cos({j}*t) + t**{j}", f"exp(-{j}*t)/(t**2 + {j})") for j in range(1, n + 1)]
    return rd.MatrixFunction([[f"{f}*({g}) + {p}*{q}" for g, q in right] for f, p in left])


@cache
def small_matrices(n: int) -> Integers:
    """Return 10^5 dense n × n matrices of residues below `SMALL_PRIME`."""
    return np.random.default_rng(n).integers(0, SMALL_PRIME, size=(100_000, n, n))


def sympy_polynomials(coefficients: Integers) -> Any:
    """Return the matrix as a SymPy Matrix of sums of c·t^k."""
    from sympy import Matrix, Symbol

    t = Symbol("t")
    _, rows, columns = coefficients.shape
    return Matrix(rows, columns, lambda i, j: sum(int(c) * t**k for k, c in enumerate(coefficients[:, i, j])))
