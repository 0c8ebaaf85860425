"""The free moves: the ranks they promise, proved by the block and again from outside."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rankdyn as rd
from rankdyn.errors import InvalidInputError
from rankdyn.expressions.printing import text
from rankdyn.functions.product import Product
from rankdyn.realization import integrals, moves
from rankdyn.realization.block import Block
from rankdyn.realization.canonical import canonical
from rankdyn.realization.constructions.gauge import gauge
from rankdyn.realization.constructions.jordan import jordan
from rankdyn.realization.constructions.monomials import euler
from rankdyn.realization.constructions.periodic import periodic
from rankdyn.realization.constructions.scalar import exponential, power
from rankdyn.realization.constructions.windowed import windowed
from rankdyn.realization.moves import added, dropped, integrated, raised, transferred, truncated

from .oracle import outside_ranks

LENGTH = 5

ATOMS = (
    power(0),
    power(2),
    exponential(),
    windowed([1], 4, 4),
    windowed([-1, 1], 4, 5),
    windowed([1, -2, 2, -2], 4, 7),
    jordan({0: 1, 1: 1}, {0: 2}),
    periodic(3),
    euler([0, 3], [0, 1]),
    gauge([0, 2, 3, 4, 5], [0, 1, 2, 3, 4]),
)

blocks = st.sampled_from(ATOMS)
sums = st.lists(blocks, min_size=1, max_size=3).map(added)
quick = settings(max_examples=30, deadline=None)


def _mixed(block: Block) -> bool:
    """Whether irrational eigenvalues stand beside entries of rank above 1: their products with constants stay open."""
    parts = block.construction
    return "periodic" in parts and ("gauge" in parts or "Euler" in parts)


@quick
@given(sums, st.integers(1, 6))
def test_truncated(block: Block, n: int) -> None:
    found = truncated(block, n, LENGTH)
    if found is None:
        assert _mixed(block)
        return
    assert found.size <= max(n, 1) or found is block
    assert found.ranks(LENGTH) == tuple(min(r, n) for r in block.ranks(LENGTH))


@quick
@given(sums, st.integers(0, 3))
def test_dropped(block: Block, orders: int) -> None:
    assert dropped(block, orders).ranks(LENGTH) == block.ranks(LENGTH + orders)[orders:]


@quick
@given(sums, st.integers(0, 3))
def test_raised(block: Block, times: int) -> None:
    first, *rest = block.ranks(LENGTH)
    assert raised(block, times).ranks(LENGTH) == (first + times, *rest)


@quick
@given(sums, st.integers(0, 2))
def test_integrated(block: Block, more: int) -> None:
    before = block.ranks(LENGTH - 1)
    size = max(before) + more
    found = integrated(block, size, LENGTH)
    if found is None:
        assert _mixed(block)
        return
    assert found.function.shape == (size, size)
    assert found.ranks(LENGTH) == (size, *before)


@quick
@given(st.lists(blocks, min_size=1, max_size=4))
def test_added(parts: list[Block]) -> None:
    total = added(parts).ranks(LENGTH)
    assert total == tuple(map(sum, zip(*(part.ranks(LENGTH) for part in parts), strict=True)))


@pytest.mark.parametrize("block", [b for b in ATOMS if "periodic" not in b.construction], ids=lambda b: b.construction)
def test_integrals_are_antiderivatives(block: Block) -> None:
    found = integrated(block, block.size, LENGTH)
    assert found is not None
    m, n = block.function.shape
    derivative, before = found.function.derivative().expand(), block.function.expand()
    corner = [text(derivative.rows()[i][j]) for i in range(m) for j in range(n)]
    assert corner == [text(entry) for row in before.rows() for entry in row]


@pytest.mark.parametrize("block", ATOMS, ids=lambda block: block.construction)
def test_twice_integrated(block: Block) -> None:
    once = integrated(block, 5, LENGTH - 1)
    assert once is not None
    twice = integrated(once, 6, LENGTH)
    assert twice is not None
    assert twice.ranks(LENGTH) == (6, 5, *block.ranks(LENGTH - 2))


@pytest.mark.parametrize("block", ATOMS[:7], ids=lambda block: block.construction)
def test_transferred_to_differences(block: Block) -> None:
    for derived in (block, truncated(block, 2, LENGTH), integrated(block, max(block.ranks(LENGTH - 1)), LENGTH)):
        assert derived is not None
        found = transferred(derived, LENGTH)
        assert found is not None
        assert found.kind == "difference"
        assert found.ranks(LENGTH) == derived.ranks(LENGTH)


@pytest.mark.parametrize("block", [ATOMS[3], ATOMS[4]], ids=lambda block: block.construction)
def test_transferred_ranks_are_those_from_outside(block: Block) -> None:
    found = transferred(block, LENGTH)
    assert found is not None
    assert outside_ranks(found.function, LENGTH, "difference") == block.ranks(LENGTH)


def test_irrational_spectra_are_transferred_too() -> None:
    found = transferred(periodic(), 6)
    assert found is not None
    assert found.ranks(6) == (1, 2, 1, 2, 1, 2)


def test_entries_whose_differences_have_other_ranks_are_refused() -> None:
    block = ATOMS[-1]
    assert Block(block.function, "entries", "difference").ranks(LENGTH) != block.ranks(LENGTH)
    assert transferred(block, LENGTH) is None
    assert transferred(euler([0, 3], [0, 1]), LENGTH) is not None


def test_moves_agree_with_ranks_from_outside() -> None:
    block = added([windowed([1], 3, 3), power(2)])
    small = truncated(block, 2, LENGTH)
    whole = integrated(block, 4, LENGTH)
    assert small is not None
    assert whole is not None
    assert outside_ranks(small.function, LENGTH) == (2, 2, 2, 2, 1)
    assert outside_ranks(whole.function, LENGTH) == (4, 2, 3, 4, 2)


def test_multipliers_that_do_not_do_are_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    from flint import fmpq_mat

    # constants of too small a rank: every attempt fails, and the move says so instead of returning them
    monkeypatch.setattr(moves, "_multipliers", lambda n, side, seed=0: [fmpq_mat(n, side)] * 3)
    assert truncated(windowed([1], 4, 4), 2, LENGTH) is None


def test_constants_that_cancel_are_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(integrals, "_constants", lambda m, n: [None])
    # ∫ of the constant 1 is t: without a constant added its value is 0 at 0, but its generic rank is 1
    found = integrated(power(0), 1, 3)
    assert found is not None
    assert found.ranks(3) == (1, 1, 0)
    # (1, 2, 1) truncated to 2 x 2 has the antiderivative of rank 2 only with luck: never a wrong claim
    for block in ATOMS:
        got = integrated(block, 5, LENGTH)
        assert got is None or got.ranks(LENGTH) == (5, *block.ranks(LENGTH - 1))


def test_sizes_that_are_too_small_are_refused() -> None:
    with pytest.raises(InvalidInputError):
        integrated(windowed([1], 4, 4), 2, LENGTH)
    with pytest.raises(InvalidInputError):
        truncated(windowed([1], 4, 4), 0, LENGTH)


def test_the_form_that_moves_work_on_is_the_same_function() -> None:
    inner = jordan({0: 1, 1: 1}, {0: 2}).function
    for function in (
        inner,
        rd.BlockSum(inner, windowed([1], 2, 2).function),
        Product([[1, 2]], inner, [[1, 1]]),
        rd.Sum([[1, 0], [0, 1]], inner),
    ):
        form = canonical(function)
        assert form is not None
        assert form.function().expand().equals(function.expand())
        assert form.absorbed().function().expand().equals(function.expand())
    # polynomials are moved by one, so that t = 0 is no special point
    entries = rd.MatrixFunction("[[t**2, 1], [3, t]]")
    form = canonical(entries)
    assert form is not None
    assert form.function().expand().equals(entries.shift(1).expand())
    assert canonical(rd.MatrixFunction("[[exp(t)]]")) is None
