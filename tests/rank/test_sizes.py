"""Bounds of many entries at once are those of `SizeRing`, entry by entry."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given

import rankdyn as rd
from rankdyn.calculus.size import Box, SizeRing, join_sizes
from rankdyn.expressions.evaluate import evaluate
from rankdyn.rank import sizes
from rankdyn.rank.prepared_entries import PreparedEntries
from rankdyn.rank.reduction import Reduction
from rankdyn.rank.sizes import EntrySizes
from tests.strategies import entry_texts, examples, text_matrices

from .test_exponential_matrix import ENTRIES


def together_and_one_by_one(rows: list[list[str]], step: Fraction) -> list[tuple[Box, Box]]:
    """Return pairs of bounds that are to be equal: of all entries, numerators and denominators."""
    D = rd.MatrixFunction(rows)
    kind = "difference" if step else "derivative"
    reduction = Reduction(D, 1, kind, step or Fraction(1))  # type: ignore[arg-type]
    rings = [SizeRing(reduction.names, reduction.exponent_basis(), step) for _ in range(2)]
    entries = PreparedEntries.of(D)
    found = EntrySizes(entries.programs, rings[0]).of(D, entries.places)
    expected = join_sizes([evaluate(entry, rings[1]) for row in D.rows() for entry in row])
    return [(found.above, expected.above), (found.below, expected.below)]


def assert_same(found: Box, expected: Box) -> None:
    """Degrees are equal, norms not below, and above by what rounding up allows."""
    assert (found.low, found.high) == (expected.low, expected.high)
    assert expected.log_norm - 1e-9 <= found.log_norm <= expected.log_norm * (1 + 1e-9) + 1e-6


@pytest.mark.parametrize("step", [Fraction(0), Fraction(2, 3)])
@pytest.mark.parametrize("entry", ENTRIES)
def test_bounds_are_those_of_the_ring(entry: str, step: Fraction) -> None:
    for found, expected in together_and_one_by_one([[entry]], step):
        assert_same(found, expected)


@given(text_matrices(entries=entry_texts))
@examples(60)
def test_bounds_of_random_matrices_are_those_of_the_ring(rows: list[list[str]]) -> None:
    for found, expected in together_and_one_by_one(rows, Fraction(0)):
        assert_same(found, expected)


def test_powers_beyond_floating_point_stay_exact() -> None:
    """2^60·t and 2^60·t + 2·t differ by 2, which doubles of that size cannot hold."""
    huge = 2**60
    (above, _), _ = together_and_one_by_one([[f"exp({huge + 2}*t) + exp({huge}*t)", f"exp({huge - 1}*t)"]], Fraction(0))
    assert above.degree == 3


def test_a_fault_in_sums_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    true = sizes._Run._sums

    def without_norms(self: sizes._Run, *given: object) -> tuple[sizes._Boxes, sizes._Boxes]:
        above, below = true(self, *given)  # type: ignore[arg-type]
        return sizes._Boxes(above.low, above.high, 0 * above.log_norm), below

    monkeypatch.setattr(sizes._Run, "_sums", without_norms)
    (found, expected), _ = together_and_one_by_one([ENTRIES], Fraction(0))
    with pytest.raises(AssertionError):
        assert_same(found, expected)
