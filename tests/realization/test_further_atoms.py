"""Hadamard and Krylov blocks and the further atoms: ranks by the exact engine on what they are made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rankdyn as rd
from rankdyn.errors import InvalidInputError
from rankdyn.realization.constructions.hadamard import exponential_pair, exponential_pair_at, hadamard
from rankdyn.realization.constructions.krylov import integrated_krylov, krylov
from rankdyn.realization.further_atoms import further_atoms
from tests.strategies import examples

rates = st.lists(st.integers(-4, 4), min_size=1, max_size=3)


def test_what_the_atoms_are_for() -> None:
    assert [block.ranks(5) for block in further_atoms()] == [
        (1, 2, 3, 2, 3),
        (2, 3, 1, 2, 3),
        (1, 2, 3, 2, 2),
        (1, 2, 1, 2, 2),
        (1, 2, 2, 1, 2),
        (2, 2, 2, 3, 2),
        (4, 3, 4, 7, 6),
        (3, 2, 4, 5, 6),
        (5, 3, 2, 4, 6),
        (6, 5, 3, 4, 7),
    ]


@pytest.mark.parametrize("index", range(10))
def test_the_engine_agrees(index: int) -> None:
    block = further_atoms()[index]
    found = rd.rank_sequence(block.function, 6)
    assert found.kind == "exact"
    assert tuple(found) == block.ranks(7)


@examples(20)
@given(rates, rates, st.integers(-3, 3))
def test_hadamard_entries(rows: list[int], columns: list[int], c: int) -> None:
    coefficients = [[c + i - 2 * j for j in range(len(columns))] for i in range(len(rows))]
    entries = [[f"({coefficients[i][j]})*exp(({a + b})*t)" for j, b in enumerate(columns)] for i, a in enumerate(rows)]
    assert hadamard(coefficients, rows, columns).ranks(5) == tuple(rd.rank_sequence(entries, 4))


@examples(20)
@given(rates, rates, st.integers(0, 4))
def test_rank_one_at_the_order_chosen(rows: list[int], columns: list[int], order: int) -> None:
    if any(a + b == 0 for a in rows for b in columns):
        with pytest.raises(InvalidInputError, match="choose others"):
            exponential_pair_at(order, rows, columns)
    else:
        assert exponential_pair_at(order, rows, columns).ranks(5)[order] == 1


def test_pairs_have_rank_one() -> None:
    assert exponential_pair((0, 1, 2), (1, 2)).ranks(3)[0] == 1


@examples(20)
@given(
    st.integers(1, 4).flatmap(
        lambda r: st.lists(st.lists(st.integers(-2, 2), min_size=r, max_size=r), min_size=r, max_size=r)
    )
)
def test_krylov_drops_to_two(core: list[list[int]]) -> None:
    ranks = krylov(core, 3).ranks(4)
    assert ranks[:2] == (len(core), 2)
    assert all(rank <= len(core) + 3 for rank in ranks)


@pytest.mark.parametrize("arguments", [([], 1), ([[1, 2]], 1), ([[1]], -1)])
def test_bad_cores(arguments: tuple[list[list[int]], int]) -> None:
    with pytest.raises(InvalidInputError, match="T must be square"):
        krylov(*arguments)


def test_opposite_eigenvalues_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="opposite eigenvalues"):
        integrated_krylov([[0, 0], [0, 1]], [[0, 0], [0, 1]], 1)
