"""The pointwise reading: any sequences at any points, proved by rank_at and recomputed with SymPy."""

from __future__ import annotations

from fractions import Fraction

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

import rankdyn as rd
from rankdyn.errors import InvalidInputError
from rankdyn.realization.pointwise import pointwise_function, pointwise_ranks
from tests.strategies import examples

sequences = st.lists(st.integers(0, 4), min_size=1, max_size=5).map(tuple)
points = st.fractions(-3, 3, max_denominator=3)


def sympy_ranks(function: rd.MatrixFunction, point: Fraction, length: int) -> tuple[int, ...]:
    """Differentiate and substitute with SymPy."""
    matrix, t = function.to_sympy(), sympy.Symbol("t")
    at = sympy.Rational(point.numerator, point.denominator)
    return tuple(matrix.diff(t, k).subs(t, at).rank() if k else matrix.subs(t, at).rank() for k in range(length))


@examples(25)
@given(sequences, points)
def test_any_sequence_at_one_point(ranks: tuple[int, ...], point: Fraction) -> None:
    function = pointwise_function(ranks, point)
    (proved,) = pointwise_ranks(function, ranks, point)
    assert tuple(proved) == ranks
    assert proved.kind == "exact"
    assert proved.certificate is not None
    assert sympy_ranks(function, point, len(ranks)) == ranks


@examples(12)
@given(st.lists(st.tuples(sequences, points), min_size=2, max_size=3, unique_by=lambda one: one[1]))
def test_any_sequences_at_several_points(wanted: list[tuple[tuple[int, ...], Fraction]]) -> None:
    ranks, places = zip(*wanted, strict=True)
    function = pointwise_function(ranks, places)
    assert [tuple(found) for found in pointwise_ranks(function, ranks, places)] == list(ranks)
    for sequence, point in wanted:
        assert sympy_ranks(function, point, len(sequence)) == sequence


@examples(15)
@given(sequences, sequences, st.integers(5, 7))
def test_differences(ranks: tuple[int, ...], others: tuple[int, ...], distance: int) -> None:
    function = pointwise_function([ranks, others], [0, distance], kind="difference")
    proved = pointwise_ranks(function, [ranks, others], [0, distance], kind="difference")
    assert [tuple(found) for found in proved] == [ranks, others]
    for sequence, point in ((ranks, 0), (others, distance)):
        values = [sympy.Matrix(function(point + j)) for j in range(len(sequence))]
        for k, rank in enumerate(sequence):
            total = sum(
                (values[j] * (-1) ** (k - j) * sympy.binomial(k, j) for j in range(k + 1)), sympy.zeros(*function.shape)
            )
            assert total.rank() == rank


def test_entries_are_small_integers() -> None:
    assert str(pointwise_function((1, 3, 2))) == "[[t**2 + t + 1, 0, 0], [0, t**2 + t, 0], [0, 0, t]]"


def test_shape() -> None:
    assert pointwise_function((1, 2), shape=(2, 5)).shape == (2, 5)
    assert tuple(rd.rank_at(pointwise_function((1, 2), shape=(2, 5)), 0, 1)) == (1, 2)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (((1, 3), 0, (2, 4)), "at most min"),
        (([(1,), (2,)], [0]), "one sequence for each point"),
        (([(1,), (2,)], [1, "1"]), "given twice"),
        (([(1, 1), (2,)], [0, 1], None, "difference"), "no integer or at least 2"),
        (((1, -1),), "no rank is negative"),
        (((1, True),), "non-negative integer"),
        (([],), "no ranks"),
        (((1,) * 202,), "limit is 201"),
        (((2000,),), "limit is 1024"),
        (((1,), 0, None, "integral"), "kind must be"),
    ],
)
def test_bad_input(arguments: tuple[object, ...], says: str) -> None:
    with pytest.raises(InvalidInputError, match=says):
        pointwise_function(*arguments)  # type: ignore[arg-type]


def test_a_wrong_function_is_not_certified() -> None:
    with pytest.raises(InvalidInputError, match=r"the ranks \(1, 3, 2\) \(exact\), not \(1, 3, 3\)"):
        pointwise_ranks(pointwise_function((1, 3, 2)), (1, 3, 3))
