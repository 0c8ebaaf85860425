"""The General Leibniz Rule as data, against SymPy's derivatives and shifts of undetermined functions."""

from __future__ import annotations

from math import comb, factorial

import pytest
import sympy as sp

from rankdyn.calculus.leibniz import difference_shifts, difference_weights, leibniz_terms

t, h = sp.symbols("t h")


def functions(count: int) -> list[sp.Expr]:
    return [sp.Function(f"f{i}")(t) for i in range(count)]


def differences(f: sp.Expr, order: int) -> sp.Expr:
    """Δ_h^order f by its definition, one difference after the other."""
    for _ in range(order):
        f = f.subs(t, t + h) - f
    return f


@pytest.mark.parametrize("factors", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("order", [0, 1, 2, 3, 4])
def test_derivative_of_a_product_is_the_sum_of_leibniz_terms(order: int, factors: int) -> None:
    fs = functions(factors)
    total = sum(
        c * sp.prod([sp.diff(f, t, k) for f, k in zip(fs, orders, strict=True)])
        for c, orders in leibniz_terms(order, factors)
    )
    assert sp.expand(sp.diff(sp.prod(fs), t, order) - total) == 0


@pytest.mark.parametrize("factors", [1, 2, 3, 4])
@pytest.mark.parametrize("order", [0, 1, 2, 3])
def test_difference_of_a_product_is_the_sum_of_shifted_leibniz_terms(order: int, factors: int) -> None:
    fs = functions(factors)
    total = sum(
        c
        * sp.prod(
            [
                differences(f, k).subs(t, t + s * h)
                for f, k, s in zip(fs, orders, difference_shifts(orders), strict=True)
            ]
        )
        for c, orders in leibniz_terms(order, factors)
    )
    assert sp.expand(differences(sp.prod(fs), order) - total) == 0


@pytest.mark.parametrize("factors", [1, 2, 3, 4, 6])
@pytest.mark.parametrize("order", [0, 1, 2, 5, 9])
def test_every_composition_occurs_once_with_its_multinomial(order: int, factors: int) -> None:
    terms = list(leibniz_terms(order, factors))
    assert len({orders for _, orders in terms}) == len(terms) == comb(order + factors - 1, factors - 1)
    for coefficient, orders in terms:
        assert sum(orders) == order
        expected = factorial(order)
        for k in orders:
            expected //= factorial(k)
        assert coefficient == expected
    assert sum(coefficient for coefficient, _ in terms) == factors**order
    assert terms[0] == (1, (order,) + (0,) * (factors - 1))


@pytest.mark.parametrize("order", range(7))
def test_difference_weights_are_those_of_iterated_differences(order: int) -> None:
    f = sp.Function("f")
    total = sum(weight * f(t + j * h) for j, weight in enumerate(difference_weights(order)))
    assert sp.expand(differences(f(t), order) - total) == 0
    assert len(difference_weights(order)) == order + 1


def test_shifts_count_the_orders_of_the_later_factors() -> None:
    assert difference_shifts((2, 0, 1)) == (1, 1, 0)
    assert difference_shifts((0, 3)) == (3, 0)
    assert difference_shifts((4,)) == (0,)
