"""Theorem I: without the hypothesis ranks grow; two families that grow as fast as law L allows from rank one."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.functions.product import Product
from rankdyn.theorems.monotone import as_expected
from rankdyn.theorems.random_functions import random_kind
from rankdyn.theorems.theorem import Claim, FalseNeighbour, Instance, Theorem, both_kinds


def moment_curve(n: int) -> Product:
    """Return D_ij = t^{i+j}, i, j = 0..n−1, as the product of the moment curve with itself."""
    powers = [[f"t**{i}"] for i in range(n)]
    return Product(powers, powers)


def exponential_family(alpha: Sequence[Fraction | int], beta: Sequence[Fraction | int]) -> MatrixFunction:
    """Return D_ab = e^{(α_a + β_b)t}."""
    return MatrixFunction([[f"exp(({Fraction(a) + Fraction(b)})*t)" for b in beta] for a in alpha])


def growing(n: int, max_order: int) -> tuple[int, ...]:
    """Return min(n, k + 1) for k = 0..max_order."""
    return tuple(min(n, k + 1) for k in range(max_order + 1))


def random_moment(rng: np.random.Generator) -> Instance:
    """Return a moment matrix of random size up to its last growing order."""
    n = int(rng.integers(1, 8))
    kind, h = random_kind(rng)
    return Instance(f"t^(i+j), n = {n}, {kind}, h = {h}", moment_curve(n), n - 1, kind, h, growing(n, n - 1))


def random_exponential(rng: np.random.Generator) -> Instance:
    """Return an exponential family with random distinct positive rates."""
    n = int(rng.integers(1, 5))
    alpha, beta = (
        sorted(Fraction(int(v), 2) for v in rng.choice(np.arange(1, 12), size=n, replace=False)) for _ in range(2)
    )
    kind, h = random_kind(rng)
    h = abs(h)
    shown = f"alpha = ({', '.join(map(str, alpha))}), beta = ({', '.join(map(str, beta))})"
    return Instance(f"{shown}, {kind}", exponential_family(alpha, beta), 5, kind, h, growing(n, 5))


MOMENT = Theorem(
    name="increase-moment",
    title="I: the moment curve gains one rank an order",
    statement="D_ij = t^(i+j), n x n, has r_k = k + 1 for every k < n",
    hypotheses=("characteristic 0", "k < n"),
    named=(
        *both_kinds("n = 2", moment_curve(2), 1, (1, 2)),
        *both_kinds("n = 5", moment_curve(5), 4, growing(5, 4), Fraction(1, 3)),
        *both_kinds("n = 12", moment_curve(12), 11, growing(12, 11)),
    ),
    random=random_moment,
    check=as_expected,
    false_neighbour=FalseNeighbour(
        "r_k = min(n, k + 1) for every k, also from order n on",
        as_expected,
        both_kinds("n = 2 up to order 2", moment_curve(2), 2, growing(2, 2)),
    ),
    typeset=r"$D_{ij} = t^{i+j}$, $n \times n$, has $r_k = k + 1$ for every $k < n$",
    claims=(
        Claim("derivatives", coq=("growth_sharp", "realizable_count_up")),
        Claim("forward differences"),
    ),
    uses=(
        "growth",
        "evaluation",
    ),
    proof="proofs/test_increase.py",
)

EXPONENTIAL = Theorem(
    name="increase-exponential",
    title="I: the exponential family grows to full rank and stays",
    statement="D_ab = e^((alpha_a + beta_b) t), n x n, has r_k = min(n, k + 1) for every k",
    hypotheses=("the alpha are distinct and positive", "the beta are distinct and positive", "h > 0 for differences"),
    named=(
        *both_kinds("alpha = beta = (1, 2)", exponential_family((1, 2), (1, 2)), 6, growing(2, 6)),
        *both_kinds(
            "alpha = (1, 2, 5), beta = (1/2, 3, 4)",
            exponential_family((1, 2, 5), (Fraction(1, 2), 3, 4)),
            6,
            growing(3, 6),
            Fraction(1, 2),
        ),
    ),
    random=random_exponential,
    check=as_expected,
    false_neighbour=FalseNeighbour(
        "it suffices that the alpha are distinct and the beta are distinct",
        as_expected,
        (
            Instance(
                "alpha = (0, 1), beta = (1, -1/3)",
                exponential_family((0, 1), (1, Fraction(-1, 3))),
                4,
                expected=growing(2, 4),
            ),
        ),
    ),
    typeset=r"$D_{ab} = e^{(\alpha_a + \beta_b) t}$, $n \times n$, has $r_k = \min(n, k + 1)$ for every $k$",
    claims=(
        Claim("derivatives", proof="Proof. D^(k) = diag(e^{α_a t})"),
        Claim("forward differences", proof="For differences"),
    ),
    uses=("leibniz",),
    proof="proofs/test_increase.py",
)
