"""The decisions on which exactness rests: vanishing at algebraic numbers, local ranks, and enclosures of ranges."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rankdyn as rd
from rankdyn.algebra.function_field import FunctionField
from rankdyn.algebra.work import Work
from rankdyn.calculus.balls import ball, precision
from rankdyn.degeneracy.isolation import _ranges, simplest_between
from rankdyn.degeneracy.local_rank import rank_of
from rankdyn.degeneracy.points import AlgebraicPoint, algebraic_points
from rankdyn.degeneracy.real_function import RealFunction
from rankdyn.degeneracy.vanishing import vanishes
from rankdyn.expressions.grammar import parse_expression
from tests.strategies import examples


def near_root_of_two(n: int) -> tuple[int, int]:
    """Return a, b with a − b·sqrt(2) = (1 − sqrt(2))^n: huge numbers, tiny difference."""
    a, b = 1, 0
    for _ in range(n):
        a, b = a + 2 * b, a + b
    return a, b


A, B = near_root_of_two(1600)


def roots(text: str, *others: str) -> tuple[FunctionField, list[AlgebraicPoint]]:
    """Return the roots of a polynomial in t in a field that holds the other expressions."""
    expressions = [parse_expression(part) for part in (text, *others)]
    field = FunctionField.of(expressions, "t", (), Work(10**9))
    return field, algebraic_points(field, field.element(expressions[0]).numerator, 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("t - sqrt(2)", [False, True]),
        ("t + sqrt(2)", [True, False]),
        ("t*sqrt(2) - 2", [False, True]),
        ("t**3 - 2*t", [True, True]),
        (f"{B}*t - {A}", [False, False]),
        (f"{B}*t - {A} + (t - sqrt(2))*sqrt(2)", [False, False]),
        (f"({B}*t - {A})*(t - sqrt(2))", [False, True]),
        (f"{B}*t*sqrt(3) - {A}*sqrt(3) + (t - sqrt(2))*sqrt(2)", [False, False]),
    ],
)
def test_vanishing_at_the_roots_of_two(text, expected):
    """B·sqrt(2) − A is about 2^−2035, far below what hundreds of bits of such large numbers show."""
    field, points = roots("t**2 - 2", text)
    f = field.element(parse_expression(text)).numerator
    assert [vanishes(f, point) for point in points] == expected


def test_constants_are_compared_one_by_one():
    field, points = roots("t**2 - 2", "pi*(t - sqrt(2)) + t**2 - 2", "pi*t - sqrt(2)")
    good, bad = (
        field.element(parse_expression(x)).numerator for x in ("pi*(t - sqrt(2)) + t**2 - 2", "pi*t - sqrt(2)")
    )
    assert [vanishes(good, point) for point in points] == [False, True]
    assert [vanishes(bad, point) for point in points] == [False, False]


def test_vanishing_where_the_polynomial_has_transcendental_coefficients():
    """t² + π² has the roots ±iπ; t − iπ is zero at one of them."""
    texts = ("t**2 + pi**2", "t - I*pi", "(t - I*pi)*(t - pi)", "t*I + pi", "t - 2*I*pi", "t**2*I + pi**2*I")
    field, points = roots(*texts)
    f = [field.element(parse_expression(text)).numerator for text in texts]
    signs = [1 if point.enclosure(64).imag > 0 else -1 for point in points]
    for value, expected in zip(f, [(1, -1), (1,), (1,), (1,), (), (1, -1)], strict=True):
        assert [vanishes(value, point) for point in points] == [sign in expected for sign in signs]


def test_a_nearly_vanishing_entry_still_counts_for_the_rank():
    found = rd.special_points([["t**2 - 2", "0"], ["0", f"{B}*t - {A}"]])
    assert [(point.rank, point.minimal_polynomial) for point in found.points if not point.exact] == [
        (1, "t**2 - 2"),
        (1, "t**2 - 2"),
    ]
    assert Fraction(A, B) in [Fraction(point.value) for point in found.points if point.exact]


def test_close_roots_have_disjoint_boxes():
    """t³ − 2(1000t − 1)² has two roots about 6e-8 apart (Mignotte)."""
    found = rd.special_points([["t**5 - 2*(1000*t - 1)**2"]])
    real = sorted(point.box.real for point in found.points if point.is_real)
    assert len(real) == 3
    assert all(left[1] < right[0] for left, right in pairwise(real))


@pytest.mark.parametrize(
    "text", ["sin(3*t) - t/2", "exp(t) - t**7", "t**8 + exp(-t**2)", "cos(t)*exp(t) + t**2*sin(2*t)"]
)
@pytest.mark.parametrize("box", [(-3, 3), (0, 1), (Fraction(1, 3), Fraction(5, 2)), (-1, Fraction(-1, 7))])
def test_ranges_enclose_the_values_inside(text, box):
    expression = parse_expression(text)
    field = FunctionField.of([expression], "t", (), Work(10**9))
    function = RealFunction(field.element(expression).numerator, field)
    low, high = map(Fraction, box)
    with precision(96):
        interval, middle = ball(low).real.union(ball(high).real), ball((low + high) / 2).real
        value, slope = _ranges(function, interval, middle, 96)
        for k in range(33):
            inside = function.real_coefficients(ball(low + (high - low) * k / 32).real, 1)
            assert value.overlaps(inside[0])
            assert slope.overlaps(inside[1])


@given(st.fractions(-5, 5, max_denominator=60), st.fractions(Fraction(1, 400), 2, max_denominator=400))
@examples(100)
def test_the_simplest_fraction_has_the_smallest_denominator(low, width):
    high = low + width
    found = simplest_between(low, high)
    assert low <= found <= high
    assert not any(-(-low * d // 1) <= high * d for d in range(1, found.denominator))


def test_the_rank_at_a_point_waits_for_the_precision_that_shows_a_pivot():
    text = f"{B}*t - {A}"
    field, points = roots("t**2 - 2", text)
    zero, tiny = points[0].polynomial, field.element(parse_expression(text)).numerator
    assert [rank_of([[zero, field.zero], [field.zero, tiny]], point) for point in points] == [(1, 1), (1, 1)]
    assert [rank_of([[zero, zero], [zero, zero]], point) for point in points] == [(0, 0), (0, 0)]
