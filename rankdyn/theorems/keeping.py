"""What the theorems on laws share: their inequalities on the certified ranks of an instance, and random instances."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from rankdyn.functions.constant_class import ConstantClass
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.functions.product import Product
from rankdyn.theorems.random_functions import random_kind, random_product
from rankdyn.theorems.theorem import Instance, Outcome

Inequalities = Callable[[Sequence[int]], Iterator[tuple[int, int, str]]]
"""Yields left, right and the words for each instance left <= right of a law on given ranks."""


def check_inequalities(inequalities: Inequalities, instance: Instance) -> Outcome:
    """Check left <= right for all instances of a law on the ranks; the slack is the least right − left."""
    ranks = instance.ranks()
    shown = f"ranks {', '.join(map(str, ranks))}"
    slack: int | None = None
    for left, right, words in inequalities(ranks):
        if left > right:
            return Outcome(False, right - left, ranks.kind, f"{shown}: {words}: {left} > {right}")
        if slack is None or right - left < slack:
            slack = right - left
    return Outcome(True, slack, ranks.kind, shown)


def random_nilpotent(rng: np.random.Generator, size: int = 4) -> MatrixFunction:
    """Return e^{tA} D_0 e^{tB} with small nilpotent integer matrices: a polynomial in t."""
    m, n = (int(rng.integers(2, size + 1)) for _ in range(2))
    left = np.tril(rng.integers(-1, 2, size=(m, m)), -1)
    right = np.triu(rng.integers(-1, 2, size=(n, n)), 1)
    inner = int(rng.integers(1, 3))
    start = rng.integers(-1, 2, size=(m, inner)) @ rng.integers(-1, 2, size=(inner, n))
    return ConstantClass(left.tolist(), start.tolist(), right.tolist())


def random_polynomial_factor(rng: np.random.Generator, rows: int, columns: int, degree: int) -> list[list[str]]:
    """Return entries c·t^e, a few of them zero."""
    return [
        [f"({int(rng.integers(-2, 3))})*t**{int(rng.integers(degree + 1))}" for _ in range(columns)]
        for _ in range(rows)
    ]


def random_polynomial(rng: np.random.Generator) -> MatrixFunction:
    """Return U Vᵀ with polynomial entries of degree at most 2 in each factor."""
    m, n = (int(rng.integers(2, 5)) for _ in range(2))
    inner = int(rng.integers(1, 3))
    return Product(random_polynomial_factor(rng, m, inner, 2), random_polynomial_factor(rng, n, inner, 2))


def with_transfer(name: str, function: ConstantClass, max_order: int) -> tuple[Instance, Instance]:
    """Return the instance for derivatives and, for differences, the transferred flow, which has the same ranks."""
    return (
        Instance(name, function, max_order),
        Instance(f"{name}, transferred to differences", function.transferred(), max_order, "difference"),
    )


def random(rng: np.random.Generator) -> Instance:
    """Return a random product or nilpotent flow up to order 4."""
    kind, h = random_kind(rng)
    function = random_product(rng) if rng.integers(2) else random_nilpotent(rng)
    m, n = function.shape
    return Instance(f"random {m}x{n}, {kind}", function, 4, kind, h)
