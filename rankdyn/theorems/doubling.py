"""Laws X′ and X″: functions with r_0 = r_1 = 2, their normal forms, and how high their ranks can rise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np

from rankdyn.expressions.printing import text
from rankdyn.functions.block_sum import BlockSum
from rankdyn.functions.constant_class import ConstantClass
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.functions.product import Product
from rankdyn.theorems.increase import moment_curve
from rankdyn.theorems.keeping import check_inequalities, with_transfer
from rankdyn.theorems.random_functions import random_kind, random_scalar
from rankdyn.theorems.theorem import Claim, FalseNeighbour, Instance, Theorem, both_kinds

Vector = Sequence[str]


def derivative(vector: Vector) -> list[str]:
    """Return the derivative of a vector of functions as texts."""
    return [text(row[0]) for row in MatrixFunction([[entry] for entry in vector]).derivative().rows()]


def form_ia(p: Vector, q: Vector, psi: str) -> Product:
    """Return p qᵀ + ψ p′q′ᵀ."""
    dp, dq = derivative(p), derivative(q)
    return Product(
        [[a, f"({psi})*({b})"] for a, b in zip(p, dp, strict=True)], [list(r) for r in zip(q, dq, strict=True)]
    )


def form_ib(p: Vector, q: Vector) -> Product:
    """Return p q′ᵀ − p′qᵀ."""
    dp, dq = derivative(p), derivative(q)
    return Product([[a, f"-({b})"] for a, b in zip(p, dp, strict=True)], [[b, a] for a, b in zip(q, dq, strict=True)])


def form_ii(c: Vector, x: Vector, q: Vector) -> Product:
    """Return c qᵀ + x q′ᵀ with c constant."""
    return Product([list(r) for r in zip(c, x, strict=True)], [list(r) for r in zip(q, derivative(q), strict=True)])


def form_iii(x: Vector, y: Vector) -> BlockSum:
    """Return c c̃ᵀ + x yᵀ with c and c̃ constant and independent of x and y: the constant 1 beside x yᵀ."""
    return BlockSum(MatrixFunction([["1"]]), Product([[entry] for entry in x], [[entry] for entry in y]))


def inequalities(ranks: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    """Yield r_i <= 3 after ranks 2, 2, 2 and after ranks 2, 2, 3, 2 in a row."""
    return after(ranks, ((2, 2, 2), (2, 2, 3, 2)))


def after(ranks: Sequence[int], patterns: tuple[tuple[int, ...], ...]) -> Iterator[tuple[int, int, str]]:
    """Yield r_i <= 3 for all i after one of the patterns."""
    for pattern in patterns:
        for j in range(len(ranks) - len(pattern)):
            if tuple(ranks[j : j + len(pattern)]) == pattern:
                shown = ", ".join(map(str, pattern))
                for i in range(j + len(pattern), len(ranks)):
                    yield ranks[i], 3, f"after {shown} from order {j}, r_{i}"


def _hasty(ranks: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    return after(ranks, ((2, 2, 3),))


def random_vector(rng: np.random.Generator, size: int) -> list[str]:
    """Return a vector of random functions."""
    return [random_scalar(rng, 1) for _ in range(size)]


def random(rng: np.random.Generator) -> Instance:
    """Return one of the four normal forms with random vectors."""
    kind, h = random_kind(rng)
    size = int(rng.integers(3, 5))
    p, q, x = (random_vector(rng, size) for _ in range(3))
    form = int(rng.integers(4))
    function: MatrixFunction
    if form == 0:
        function = form_ia(p, q, random_scalar(rng, 1))
    elif form == 1:
        function = form_ib(p, q)
    elif form == 2:
        function = form_ii([str(int(v)) for v in rng.integers(-1, 2, size=size)], x, q)
    else:
        function = form_iii(x, q)
    m, n = function.shape
    return Instance(f"random {m}x{n}, form {('ia', 'ib', 'ii', 'iii')[form]}, {kind}", function, 4, kind, h)


_PLATEAU = ConstantClass(
    [[1, 0, 0], [1, -1, 0], [1, 0, 1]], [[-1, 0, 1], [0, 1, 1], [0, 0, 0]], [[0, 1, 0], [0, 0, 1], [0, 0, 0]]
)
_RETURN = ConstantClass(
    [[1, 0, 0], [1, -1, 0], [-1, -1, 0]],
    [[0, -1, 1, 1], [0, 0, -1, 1], [0, 1, -1, -1]],
    [[1, 0, 1, -1], [0, 0, -1, -1], [0, 0, -1, 0], [0, 0, 0, 1]],
)
_RISING = form_iii(["1", "t", "t**2", "t**3"], ["1", "t", "t**2", "t**3"])

DOUBLING = Theorem(
    name="doubling",
    title="X', X'': after 2, 2, 2 or 2, 2, 3, 2 the ranks are at most 3",
    statement="after three ranks 2 in a row, and after ranks 2, 2, 3, 2 in a row, no rank exceeds 3",
    hypotheses=("characteristic 0",),
    named=(
        *with_transfer("ranks 2, 2, 2, 3", _PLATEAU, 5),
        *with_transfer("ranks 2, 2, 3, 2, 3", _RETURN, 5),
        *both_kinds("the constant 1 beside a moment curve", _RISING, 5),
        *both_kinds("two constants", BlockSum(moment_curve(1), moment_curve(1)), 3),
    ),
    random=random,
    check=partial(check_inequalities, inequalities),
    false_neighbour=FalseNeighbour(
        "after ranks 2, 2, 3 in a row no rank exceeds 3",
        partial(check_inequalities, _hasty),
        both_kinds("the constant 1 beside a moment curve", _RISING, 3),
    ),
    typeset=r"after ranks $2, 2, 2$ in a row, and after ranks $2, 2, 3, 2$ in a row, no rank exceeds $3$",
    claims=(
        Claim(
            "after 2, 2, 2, derivatives",
            coq=("two_two_two", "grank_two_two_two"),
            proof="Both follow from one statement.",
        ),
        Claim("after 2, 2, 3, 2, derivatives", proof="Both follow from one statement."),
        Claim("forward differences", proof="For differences let"),
    ),
    uses=("dimensions",),
    proof="proofs/test_doubling.py",
)
