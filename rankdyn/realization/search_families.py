"""Families of candidates for the search: stacks of small matrices whose ranks are taken all at once modulo a prime.

Every family fills a `Batch`: matrices M_0, …, M_{K−1} modulo p for many candidates, and how to make the matrix function
of one of them over Q. Ranks modulo p are at most those over Q, seldom smaller: they propose, exact ranks decide.

Small ranks are built in rather than waited for: the matrix M_j of some order j is a product of thin factors, and the
orders before it are its preimages under X ↦ A X + X B (companion flows) or under division by falling factorials
(monomials t^e). Gradings split the matrices into blocks, polynomials in x² into two, so that a rank drops under fewer
conditions. Sparse small integers make further coincidences likely.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt
from flint import nmod_mat

from rankdyn.functions.constant_class import ConstantClass
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.realization.constructions.shifts import primitive
from rankdyn.realization.constructions.symbol import preimage
from rankdyn.realization.laurent import laurent_function

Integers: TypeAlias = npt.NDArray[np.int64]

PRIME: Final = 67108859
"""The largest prime below 2^26, for which ranks of many matrices are taken together in float64."""

ORDERS: Final = 8
"""Orders looked at: five and three that may be dropped."""


@dataclass(frozen=True)
class Batch:
    """Many candidates of one family.

    Attributes
    ----------
    matrices : list of arrays, shape (N, m, n)
        M_0, M_1, … modulo the prime.
    make : callable
        From the index of a candidate to its matrix function over Q; None if it has none.
    name : str
        The family's.
    """

    matrices: list[Integers]
    make: Callable[[int], MatrixFunction | None]
    name: str


def sparse(rng: np.random.Generator, shape: tuple[int, ...], density: float, bound: int) -> Integers:
    """Return random integers of absolute value at most `bound`, zero with probability 1 − density or more."""
    values = rng.integers(-bound, bound + 1, size=shape)
    return np.asarray(values * (rng.random(shape) < density), dtype=np.int64)


def thin(rng: np.random.Generator, count: int, n: int, density: float, bound: int) -> Integers:
    """Return random n × n matrices, a third of them sparse, the others of rank at most n − 1, n − 2, …."""
    inner = int(rng.integers(1, n + 1))
    if inner == n:
        return sparse(rng, (count, n, n), density, bound)
    return sparse(rng, (count, n, inner), density, bound) @ sparse(rng, (count, inner, n), density, bound)


def flow_matrices(a: Integers, start: Integers, b: Integers) -> list[Integers]:
    """Return M_0, M_1, … with M_{k+1} = A M_k + M_k B modulo the prime."""
    found = [start % PRIME]
    for _ in range(ORDERS - 1):
        found.append((a @ found[-1] + found[-1] @ b) % PRIME)
    return found


def companions(rng: np.random.Generator, count: int, n: int, bound: int, step: int) -> Integers:
    """Return companion matrices of random sparse polynomials of degree n, with only every step-th coefficient."""
    found = np.zeros((count, n, n), dtype=np.int64)
    found[:, np.arange(1, n), np.arange(n - 1)] = 1
    kept = (n - np.arange(n)) % step == 0
    found[:, :, n - 1] = -sparse(rng, (count, n), float(rng.choice([0.3, 0.5, 0.8])), bound) * kept
    return found


def graded_mask(rng: np.random.Generator, n: int, step: int) -> Integers:
    """Return ones where i + j has one residue modulo the step: such matrices stay of that kind at every order."""
    places = np.add.outer(np.arange(n), np.arange(n))
    return np.asarray(places % step == int(rng.integers(step)), dtype=np.int64)


# ---- families -------------------------------------------------------------------------------------------------------


def companion_flows(rng: np.random.Generator, count: int, n: int) -> Batch:
    """Make symbols: companion matrices A and Bᵀ, D_0 sparse or thin."""
    density, bound, step = _density(rng), int(rng.choice([1, 2, 3])), int(rng.choice([1, 1, 2, 3]))
    a, b = companions(rng, count, n, bound, step), companions(rng, count, n, bound, step).transpose(0, 2, 1)
    start = thin(rng, count, n, density, bound) * graded_mask(rng, n, step)
    return Batch(flow_matrices(a, start, b), _flows(a, start, b), "companion flow")


def sparse_flows(rng: np.random.Generator, count: int, n: int) -> Batch:
    """Make flows with A, B and D_0 sparse; in a third of the batches A and B nilpotent."""
    density, bound = _density(rng), int(rng.choice([1, 2]))
    a, b = sparse(rng, (count, n, n), density, bound), sparse(rng, (count, n, n), density, bound)
    if rng.integers(3) == 0:
        a, b = np.tril(a, -1), np.triu(b, 1)
    start = thin(rng, count, n, density, bound)
    return Batch(flow_matrices(a, start, b), _flows(a, start, b), "sparse flow")


def backward_flows(rng: np.random.Generator, count: int, n: int) -> Batch:
    """Make symbols with M_j thin for some j from 1 to 4, the orders before it solved for."""
    many = 64
    pairs = max(1, count // many)
    density, bound, back = _density(rng), int(rng.choice([1, 2, 3])), int(rng.integers(1, 5))
    step = int(rng.choice([1, 1, 2, 3]))
    a, b = companions(rng, pairs, n, bound, step), companions(rng, pairs, n, bound, step).transpose(0, 2, 1)
    later = thin(rng, pairs * many, n, density, bound) * graded_mask(rng, n, step)
    start = np.empty_like(later)
    for pair in range(pairs):
        inverse = _inverse_step(a[pair], b[pair], back)
        chosen = slice(pair * many, (pair + 1) * many)
        values = later[chosen].reshape(many, n * n)
        # an operator that is singular modulo p has no use here: its candidates become zero
        start[chosen] = 0 if inverse is None else (values % PRIME @ inverse % PRIME).reshape(many, n, n)
    wide_a, wide_b = np.repeat(a, many, axis=0), np.repeat(b, many, axis=0)

    def make(index: int) -> MatrixFunction | None:
        left, right = _rational(wide_a[index]), _rational(wide_b[index])
        first = preimage(left, _rational(later[index]), right, back)
        return None if first is None else ConstantClass(left, primitive(first), right)

    return Batch(flow_matrices(wide_a, start, wide_b), make, "backward flow")


def monomial_entries(rng: np.random.Generator, count: int, n: int) -> Batch:
    """Make c_ij t^{λ_i+μ_j}, with the matrix at t = 1 of some order thin."""
    density, bound, back = _density(rng), int(rng.choice([1, 2, 3])), int(rng.integers(0, 5))
    if rng.integers(2):
        rows = columns = np.broadcast_to(np.arange(n), (count, n))
    else:
        top = int(rng.integers(2, 7))
        rows, columns = rng.integers(0, top, size=(count, n)), rng.integers(-1, top, size=(count, n))
    powers = rows[:, :, np.newaxis] + columns[:, np.newaxis, :]
    later = thin(rng, count, n, density, bound)
    scale = np.ones_like(powers)
    for k in range(back):
        scale = scale * (powers - k)
    free = sparse(rng, (count, n, n), density, bound)
    inverses = _inverses(scale)
    start = np.where(scale == 0, free, later * inverses % PRIME)
    found = [start % PRIME]
    for k in range(ORDERS - 1):
        found.append(found[-1] * (powers - k) % PRIME)

    def make(index: int) -> MatrixFunction:
        terms: dict[int, Any] = {}
        for i in range(n):
            for j in range(n):
                factor = int(scale[index, i, j])
                value = Fraction(int(later[index, i, j]), factor) if factor else Fraction(int(free[index, i, j]))
                if value:
                    terms.setdefault(int(powers[index, i, j]), {})[i, j] = value
        return _from_monomials(terms, n)

    return Batch(found, make, "quasi-homogeneous")


FAMILIES: Final = (companion_flows, backward_flows, monomial_entries, sparse_flows)


# ---- parts ----------------------------------------------------------------------------------------------------------


def _density(rng: np.random.Generator) -> float:
    return float(rng.choice([0.3, 0.4, 0.5, 0.7, 0.9]))


def _rational(matrix: Integers) -> tuple[tuple[Fraction, ...], ...]:
    return tuple(tuple(map(Fraction, row)) for row in matrix.tolist())


def _flows(a: Integers, start: Integers, b: Integers) -> Callable[[int], MatrixFunction]:
    return lambda index: ConstantClass(_rational(a[index]), _rational(start[index]), _rational(b[index]))


def _inverse_step(a: Integers, b: Integers, times: int) -> Integers | None:
    """Return the matrix by which vec(M) is multiplied from the right to undo X ↦ A X + X B so many times."""
    n = len(a)
    step = np.kron(a, np.eye(n, dtype=np.int64)) + np.kron(np.eye(n, dtype=np.int64), b.T)
    matrix = nmod_mat(n * n, n * n, [int(v) for v in (step % PRIME).ravel()], PRIME)
    try:
        inverse = matrix.inv() ** times
    except ZeroDivisionError:
        return None
    flat = np.array([int(v) for v in inverse.entries()], dtype=np.int64).reshape(n * n, n * n)
    return np.ascontiguousarray(flat.T)


def _inverses(values: Integers) -> Integers:
    """Return the inverses modulo the prime, 0 for 0."""
    distinct, where = np.unique(values, return_inverse=True)
    table = np.array([pow(int(v), -1, PRIME) if v else 0 for v in distinct], dtype=np.int64)
    found: Integers = table[where].reshape(values.shape)
    return found


def _from_monomials(terms: dict[int, dict[tuple[int, int], Fraction]], n: int) -> MatrixFunction:
    from flint import fmpq, fmpq_mat

    matrices = {}
    for power, entries in sorted(terms.items()):
        matrix = fmpq_mat(n, n)
        for place, value in entries.items():
            matrix[place] = fmpq(value.numerator, value.denominator)
        matrices[power] = matrix
    return laurent_function(matrices, (n, n))
