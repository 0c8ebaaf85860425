"""Minors proved non-singular by ball arithmetic, against exact ranks, SymPy minors and planted near-zeros."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
import sympy as sp
from flint import acb, acb_mat, arb, ctx
from hypothesis import given
from hypothesis import strategies as st

import rankdyn as rd
from rankdyn.calculus.ball_functions import UndefinedPointError
from rankdyn.calculus.balls import BallPoint, precision
from rankdyn.rank.ball_minor import BITS, ball_minors, eliminate, points
from rankdyn.rank.ball_values import ball_values
from tests.strategies import examples

ONE = Fraction(1)


def ranks(function: object, order: int = 0, kind: str = "derivative", step: Fraction = ONE, **options: object) -> list:
    D = function if isinstance(function, rd.MatrixFunction) else rd.MatrixFunction(function)
    return [m.rank for m in ball_minors(D, order, kind, step, np.random.default_rng(0), **options)]


def symbolic(D: rd.MatrixFunction, order: int, kind: str, step: Fraction) -> sp.Matrix:
    t, matrix = sp.Symbol("t"), sp.Matrix(D.rows() and D.to_sympy())
    if kind == "derivative":
        return matrix.diff(t, order) if order else matrix
    for _ in range(order):
        matrix = matrix.subs(t, t + sp.Rational(str(step))) - matrix
    return matrix


STRUCTURES = [
    rd.MatrixFunction("[[1, exp(t)], [t, t*exp(t)]]"),
    rd.Product([["1"], ["t"], ["t**2"]], [["a"], ["t"], ["exp(a*t)"]]),
    rd.Product([["1", "t"]], [["t", "0"], ["1", "exp(t)"]], [["t", "1"], ["1/(t + a)", "a"]]),
    rd.Separable([[1, 1], [0, 1], [2, "a"]], ["t", "exp(t)"], [[1, "t"], [1, 1]]),
    rd.Sum([["t", "a"]], [["exp(t)", "t**3"]], coefficients=["1/3", "a/(a + 5)"]),
    rd.BlockSum([["t"]], [["a*t", "exp(t)"]], np.zeros((1, 0)), [["cosh(t)"]]),
    rd.Sum(rd.Product([["t"]], [["exp(t)"]]), rd.MatrixFunction([["t**4"]])),
]


@pytest.mark.parametrize("D", STRUCTURES, ids=repr)
@pytest.mark.parametrize(("kind", "step"), [("derivative", ONE), ("difference", Fraction(1, 3))])
def test_values_of_structures_are_sympys(D: rd.MatrixFunction, kind: str, step: Fraction) -> None:
    at = {"t": Fraction(2, 7), "a": Fraction(3, 5)}
    found = ball_values(D, 3, kind, step, BallPoint(at), 128)
    for k, matrix in enumerate(found):
        exact = symbolic(D, k, kind, step).subs({name: sp.Rational(str(x)) for name, x in at.items()})
        assert (matrix.nrows(), matrix.ncols()) == D.shape
        with precision(200):
            for ball, entry in zip(matrix.entries(), list(exact), strict=True):
                real = arb(str(sp.re(entry).evalf(50)))
                assert abs(ball.real - real) < arb(10) ** -30
                assert ball.imag.contains(0)


@pytest.mark.parametrize("D", STRUCTURES, ids=repr)
@pytest.mark.parametrize("kind", ["derivative", "difference"])
def test_minors_reach_the_exact_ranks(D: rd.MatrixFunction, kind: str) -> None:
    assert ranks(D, 3, kind) == list(rd.rank_sequence(D, 3, kind))


def test_the_minor_is_not_zero_at_the_point_named() -> None:
    D = rd.MatrixFunction("[[1, t, pi*t], [t, t**2, exp(t)], [log(2), t*log(2), t]]")
    for k, minor in enumerate(ball_minors(D, 2, "derivative", ONE, np.random.default_rng(3))):
        chosen = symbolic(D, k, "derivative", ONE).extract(list(minor.rows), list(minor.columns))
        assert len(set(minor.rows)) == len(set(minor.columns)) == minor.rank
        value = chosen.subs(sp.Symbol("t"), sp.Rational(str(minor.point.values["t"]))).det().evalf(30)
        assert abs(value) > 1e-9


def test_constants_whose_relations_are_unknown() -> None:
    # nobody knows whether e and pi are algebraically independent, but this determinant is not 0
    assert ranks([["E", "pi"], ["pi", "E"]]) == [2]
    # nor is sin² + cos² − 1, which is exactly 0
    assert ranks([["sin(1)**2 + cos(1)**2 - 1"]]) == [0]
    assert ranks([["I*sqrt(2)", "2"], ["-1", "I*sqrt(2)"]]) == [1]  # −2 + 2


def test_what_needs_precision_gets_it() -> None:
    # 10**-100 away from singular: not to be seen with 64, 128 or 256 bits
    tiny = "[[pi, pi], [pi, pi + 1/10**100]]"
    (minor,) = ball_minors(rd.MatrixFunction(tiny), 0, "derivative", ONE, np.random.default_rng(0))
    assert (minor.rank, minor.bits) == (2, 512)
    # below 512 bits nothing is proved, and nothing is claimed
    assert ranks("[[pi, pi], [pi, pi + 1/10**300]]") == [1]


def test_an_unproved_pivot_is_no_pivot() -> None:
    around_zero = acb(arb(0, 0.5))
    wide = acb_mat(2, 2, [acb(1), acb(0), acb(0), around_zero])
    found = eliminate(wide, 64)
    assert (found.rows, found.columns) == ((0,), (0,))
    assert found.rest >= -2
    # centred off zero, but zero is inside
    assert eliminate(acb_mat(1, 1, [acb(arb(1, 1.5))]), 64).rows == ()
    assert eliminate(acb_mat(1, 1, [acb(arb(2, 1.5))]), 64).rows == (0,)


@given(st.integers(0, 3), st.integers(1, 4), st.integers(1, 4), st.integers(0, 10**6))
@examples(40)
def test_elimination_finds_the_rank_of_integer_products(r: int, m: int, n: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    matrix = rng.integers(-3, 4, (m, r)) @ rng.integers(-3, 4, (r, n))
    scales = 2.0 ** rng.integers(-300, 300, m)
    with precision(128):
        third = acb(1) / 3  # rounded, so that exact zeros do not stay exact
        balls = acb_mat(m, n, [acb(int(x)) * third * s for row, s in zip(matrix, scales, strict=True) for x in row])
    found = eliminate(balls, 128)
    assert len(found.rows) == np.linalg.matrix_rank(matrix)
    if found.rows:
        assert abs(np.linalg.det(matrix[np.ix_(found.rows, found.columns)])) > 0.5
    assert found.smallest > -20
    assert found.rest < -90


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (2, 0)])
def test_empty_matrices(shape: tuple[int, int]) -> None:
    D = rd.zeros(*shape)
    assert ranks(D, 2) == [0, 0, 0] == ranks(D, 2, "difference")


def test_targets_end_the_search() -> None:
    minors = ball_minors(
        rd.MatrixFunction("[[1, 2], [2, 4]]"), 1, "derivative", ONE, np.random.default_rng(0), targets=[1, 0]
    )
    assert [(m.rank, m.bits) for m in minors] == [(1, BITS[0]), (0, BITS[0])]


def test_the_pointwise_reading_stays_at_its_point() -> None:
    D = "[[t, 0], [0, a*t]]"
    assert ranks(D, 1, at=Fraction(0)) == [0, 2]
    (minor,) = ball_minors(rd.MatrixFunction(D), 0, "derivative", ONE, np.random.default_rng(0), at=Fraction(5))
    assert minor.point.values["t"] == 5


def test_differences_use_the_step() -> None:
    periodic = "[[sin(2*pi*t), 1]]"
    assert ranks(periodic, 1, "difference", Fraction(1)) == [1, 0]
    assert ranks(periodic, 1, "difference", Fraction(1, 3)) == [1, 1]


def test_undefined_everywhere_names_the_entry() -> None:
    D = rd.Product([["t"]], [["1 + log(-1 - t**2)"]])
    with pytest.raises(UndefinedPointError, match=r"entry \[0\]\[0\], 1 \+ log|entry \[0\]\[0\], log.*branch cut"):
        ranks(D)


def test_the_same_seed_gives_the_same_minor_and_the_context_is_restored() -> None:
    before = ctx.prec, ctx.cap
    D = rd.MatrixFunction("[[log(t), a], [t, erf(t)]]")
    first = ball_minors(D, 2, "derivative", ONE, np.random.default_rng(5))
    assert first == ball_minors(D, 2, "derivative", ONE, np.random.default_rng(5))
    assert first != ball_minors(D, 2, "derivative", ONE, np.random.default_rng(6))
    assert (ctx.prec, ctx.cap) == before


def test_points_are_small_and_visit_every_range() -> None:
    drawn = points(["t", "a"], "t", np.random.default_rng(0))
    seen = [next(drawn).values["t"] for _ in range(16)]
    assert all(abs(x) < 13 and x.denominator <= 97 and x for x in seen)
    assert min(seen) < -3
    assert max(seen) > 3
    assert any(0 < x < 1 for x in seen)
    assert any(-1 < x < 0 for x in seen)
