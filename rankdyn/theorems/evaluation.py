"""The evaluation theorem: the rank at a point never exceeds the generic rank, and equals it off a finite set."""

from __future__ import annotations

from fractions import Fraction

import flint
import numpy as np

from rankdyn.certification import certify
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.functions.product import Product
from rankdyn.rank.pointwise import rank_at
from rankdyn.rank.polynomial_matrix import polynomial_matrix
from rankdyn.theorems.increase import moment_curve
from rankdyn.theorems.random_functions import random_kind
from rankdyn.theorems.theorem import Claim, FalseNeighbour, Instance, Outcome, Theorem, both_kinds

POINTS = tuple(Fraction(i, 2) for i in range(-4, 5))
"""Where instances are evaluated, besides the rational roots of the exhibited minor."""


def exhibited_minor(instance: Instance, order: int, rows: list[int], columns: list[int]) -> flint.fmpq_poly:
    """Return the minor of D^(order) on the certified rows and columns: a polynomial that is not zero.

    Off its roots the rank is the generic rank, so its roots are the finite set of the theorem.
    """
    function = instance.function
    moved = function.derivative(order) if instance.kind == "derivative" else function.difference(order, instance.h)
    table = polynomial_matrix(moved)
    if table is None:
        raise ValueError(f"{instance.name} is not polynomial; the finite set is exhibited for polynomials")
    entries = [[flint.fmpz_poly([int(c) for c in table.coefficients[:, i, j]]) for j in columns] for i in rows]
    return flint.fmpq_poly(_determinant(entries))


def _determinant(entries: list[list[flint.fmpz_poly]]) -> flint.fmpz_poly:
    """Return the determinant by fraction-free elimination."""
    size, previous, sign = len(entries), flint.fmpz_poly([1]), 1
    for k in range(size):
        pivot = next((i for i in range(k, size) if entries[i][k]), None)
        if pivot is None:
            return flint.fmpz_poly([0])
        if pivot != k:
            entries[k], entries[pivot] = entries[pivot], entries[k]
            sign = -sign
        for i in range(k + 1, size):
            for j in range(k + 1, size):
                value = entries[k][k] * entries[i][j] - entries[i][k] * entries[k][j]
                entries[i][j] = value // previous
        previous = entries[k][k]
    return sign * previous if size else flint.fmpz_poly([1])


def rational_roots(polynomial: flint.fmpq_poly) -> list[Fraction]:
    """Return the rational roots."""
    _, factors = polynomial.numer().factor()
    linear = (factor for factor, _ in factors if factor.degree() == 1)
    return sorted(Fraction(-int(factor[0]), int(factor[1])) for factor in linear)


def check(instance: Instance) -> Outcome:
    """Check the inequality at the points, and equality wherever the exhibited minor does not vanish."""
    generic = instance.ranks()
    if generic.certificate is None:
        return Outcome(False, None, generic.kind, "no certificate, so no minor is exhibited")
    drops: list[str] = []
    slack: int | None = None
    (orders,) = generic.certificate.all_orders()  # the instances are no block sums
    for order, evidence in enumerate(orders):
        lower = evidence.lower
        minor = exhibited_minor(instance, order, lower.rows if lower else [], lower.columns if lower else [])
        if not minor:
            return Outcome(False, None, "exact", f"order {order}: the certified minor is zero")
        roots = rational_roots(minor)
        for point in sorted({*POINTS, *roots}):
            pointwise = rank_at(instance.function, point, order, instance.kind, instance.h)
            certify(pointwise)
            room = generic[order] - pointwise[order]
            slack = room if slack is None else min(slack, room)
            at = f"order {order}, t = {point}: rank {pointwise[order]}, generic {generic[order]}"
            if room < 0 or (room and point not in roots):
                return Outcome(False, slack, "exact", at)
            if room:
                drops.append(at)
    found = "; ".join(drops[:2]) or "no drop at any rational root of the exhibited minors"
    return Outcome(True, slack, "exact", found)


def equal_everywhere(instance: Instance) -> Outcome:
    """Check that the rank at every point is the generic rank."""
    generic = instance.ranks()
    for point in POINTS:
        pointwise = rank_at(instance.function, point, instance.max_order, instance.kind, instance.h)
        for order, (low, high) in enumerate(zip(pointwise, generic, strict=True)):
            if low != high:
                detail = f"order {order}, t = {point}: rank {low}, generic rank {high}"
                return Outcome(False, high - low, pointwise.kind, detail)
    return Outcome(True, 0, generic.kind, "equal at all points tried")


def random(rng: np.random.Generator) -> Instance:
    """Return a random polynomial matrix that is singular at a random rational point."""
    kind, h = random_kind(rng)
    m, n, root = int(rng.integers(1, 4)), int(rng.integers(1, 4)), int(rng.integers(-2, 3))
    inner = int(rng.integers(1, 3))

    def factor(rows: int) -> list[list[str]]:
        low, high = rng.integers(-3, 4, size=(2, rows, inner)).tolist()
        return [[f"({low[i][j]}) + ({high[i][j]})*(t - ({root}))**2" for j in range(inner)] for i in range(rows)]

    return Instance(f"random {m}x{n}, special at {root}, {kind}", Product(factor(m), factor(n)), 1, kind, h)


_DIAGONAL = MatrixFunction([["t", "0"], ["0", "1"]])
_CUBIC = MatrixFunction([["t**3 - t", "t - 1"], ["0", "t + 1/2"]])

THEOREM = Theorem(
    name="evaluation",
    title="Evaluation: pointwise rank <= generic rank",
    statement="rank D^(k)(t0) <= r_k for every t0, with equality off the roots of one minor that is not zero",
    hypotheses=("D polynomial where the finite set is exhibited",),
    named=(
        *both_kinds("diag(t, 1)", _DIAGONAL, 1),
        *both_kinds("roots at -1, -1/2, 0, 1", _CUBIC, 2, h=Fraction(1, 2)),
        *both_kinds("moment curve, n = 3", moment_curve(3), 2),
    ),
    random=random,
    check=check,
    false_neighbour=FalseNeighbour(
        "rank D^(k)(t0) = r_k at every t0",
        equal_everywhere,
        (Instance("diag(t, 1)", _DIAGONAL, 0), Instance("roots at -1, 0, 1", _CUBIC, 1, "difference")),
    ),
    typeset=(
        r"$\operatorname{rank} D^{(k)}(t_0) \le r_k$ for every $t_0$, with equality off the roots of one "
        r"minor that is not zero"
    ),
    claims=(
        Claim("polynomial matrices", coq=("rank_evalmx_le", "rank_evalmx", "rank_evalmx_all", "generic_point")),
        Claim("all functions"),
    ),
    proof="proofs/test_evaluation.py",
)
