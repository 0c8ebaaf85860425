"""Every construction against SymPy's derivatives of its entries, and the ranks that the theory names."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from rankdyn.realization.block import Block
from rankdyn.realization.constructions.exponentials import exponentials
from rankdyn.realization.constructions.gauge import gauge
from rankdyn.realization.constructions.graded import square_atom
from rankdyn.realization.constructions.jordan import jordan
from rankdyn.realization.constructions.monomials import euler, quasi_homogeneous
from rankdyn.realization.constructions.periodic import periodic
from rankdyn.realization.constructions.scalar import exponential, power
from rankdyn.realization.constructions.shifts import companion, primitive
from rankdyn.realization.constructions.symbol import image, preimage, symbol, to_rational
from rankdyn.realization.constructions.windowed import windowed, windowed_ranks, windowed_with_zeros
from rankdyn.realization.constructions.windowed_table import windowed_table

from .oracle import outside_ranks


def special_symbol() -> Block:
    block = symbol([1, 0, -2, 0], [1, 0, 6, 0], [[1]], -3)
    assert block is not None
    return block


NAMED: dict[str, tuple[Callable[[], Block], tuple[int, ...]]] = {
    "constant": (lambda: power(0), (1, 0, 0)),
    "t**3": (lambda: power(3), (1, 1, 1, 1, 0)),
    "e^t": (exponential, (1, 1, 1, 1)),
    "p = 1": (lambda: windowed([1], 4, 4), (1, 2, 3, 4, 3, 2, 1, 0)),
    "p = x - y": (lambda: windowed([-1, 1], 6, 6), (2, 2, 4, 4, 6)),
    "cubic p": (lambda: windowed([1, -2, 2, -2], 4, 7), (4, 2, 2, 4)),
    "exponentials": (lambda: exponentials(3), (1, 2, 3, 3, 3, 3)),
    "Jordan": (lambda: jordan({0: 1, 1: 1}, {0: 2}), (1, 2, 1, 1, 1, 1)),
    "longer Jordan": (lambda: jordan({0: 2, 1: 1}, {0: 2, -1: 1}), (1, 2, 3, 2, 2, 2)),
    "Euler": (lambda: euler([0, 3], [0, 1]), (1, 2, 1, 1, 1, 0)),
    "Laurent": (lambda: euler([0, -2], [0, 1]), (1, 2, 1, 1, 1)),
    "Euler, rank 1 twice": (lambda: euler([0, -5], [2, -3]), (1, 2, 1, 2, 2, 2, 2)),
    "periodic": (periodic, (1, 2, 1, 2, 1, 2)),
    "symbol": (special_symbol, (2, 3, 4, 1)),
    "gauge": (lambda: gauge([0, 2, 3, 4, 5], [0, 1, 2, 3, 4]), (2, 2, 4, 5)),
    "Q_1": (lambda: square_atom(1), (1, 2, 1, 0)),
    "Q_2": (lambda: square_atom(2), (4, 6, 1, 2, 1, 0)),
    "quasi-homogeneous": (lambda: quasi_homogeneous([[1, 2], [2, 4]], [0, 1], [0, 1]), (1, 2, 1, 0)),
}


@pytest.mark.parametrize("name", NAMED)
def test_named_ranks_and_the_oracle(name: str) -> None:
    make, ranks = NAMED[name]
    block = make()
    assert block.ranks(len(ranks)) == ranks
    assert block.ranks(5) == outside_ranks(block.function, 5)


@pytest.mark.parametrize("k", range(1, 7))
def test_square_atoms_reach_their_bounds(k: int) -> None:
    block = square_atom(k)
    assert block.ranks(3) == (k * k, k * k + k, 1)
    assert block.size == k * k + k


def test_windowed_ranks_are_counts_of_coefficients() -> None:
    rng = np.random.default_rng(5)
    for _ in range(30):
        p = rng.integers(-3, 4, size=int(rng.integers(1, 5))).tolist()
        a, b = (int(v) for v in rng.integers(1, 6, size=2))
        if any(p):
            assert windowed(p, a, b).ranks(7) == windowed_ranks(p, a, b, 7)


def test_windowed_counts_against_the_oracle() -> None:
    block = windowed([1, -2, 1], 3, 4)
    assert windowed_ranks([1, -2, 1], 3, 4, 6) == outside_ranks(block.function, 6)


def test_the_table_of_windowed_binomials_says_the_truth() -> None:
    table = windowed_table(6, 5)
    assert len(table) > 100
    for ranks, (p, a, b) in table.items():
        assert windowed_ranks(p, a, b, 6) == ranks
    assert table[1, 2, 1, 0, 0, 0] == ((1,), 2, 2)


def test_zeros_that_are_asked_for() -> None:
    p = windowed_with_zeros(4, [(1, 1), (2, 3), (3, 0)])
    assert p is not None
    expanded = p
    for k in range(4):
        for order, place in ((1, 1), (2, 3), (3, 0)):
            assert order != k or expanded[place] == 0
        expanded = [x + y for x, y in zip([0, *expanded], [*expanded, 0], strict=True)]
    assert windowed_with_zeros(1, [(0, 0), (0, 1)]) is None


@pytest.mark.parametrize("off", [-3, -2, -1, 0, 1, 2])
def test_offset_of_a_symbol_moves_the_orders(off: int) -> None:
    f, g, s = [2, 0, 1], [1, 0, 3], [[1, 1], [0, 1]]
    block, origin = symbol(f, g, s, off), symbol(f, g, s)
    assert block is not None
    assert origin is not None
    if off <= 0:
        assert block.ranks(8 - off)[-off:] == origin.ranks(8)
    else:
        assert origin.ranks(8 + off)[off:] == block.ranks(8)


def test_a_preimage_is_one() -> None:
    left, right = companion([0, 0, 1]), companion([0, 0])
    solvable = 0
    corners = [[1, 0], [0, 0], [0, 0]], [[0, 0], [0, 0], [0, 1]]
    for start in ([[0, 0], [1, 1], [1, 0]], [[0, 0], [0, 2], [3, 3]], *corners):
        found = preimage(left, start, right, 2)
        if found is not None:
            solvable += 1
            assert to_rational(image(left, image(left, found, right), right)) == to_rational(start)
    assert 0 < solvable < 4


def test_what_has_no_preimage_has_none() -> None:
    # x = y = 0: X ↦ A X + X B is zero
    assert preimage([[0]], [[1]], [[0]]) is None
    assert symbol([0], [0], [[1]], -1) is None


def test_primitive_keeps_the_matrix_up_to_scale() -> None:
    from fractions import Fraction

    scaled = primitive(((Fraction(-1, 2), Fraction(1, 3)), (Fraction(0), Fraction(5, 6))))
    assert scaled == ((3, -2), (0, -5))
    assert primitive(((Fraction(0),),)) == ((0,),)
