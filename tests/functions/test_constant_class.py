"""`ConstantClass`: entries, calculus and ranks agree with what SymPy makes of the definition."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

import rankdyn as rd
from rankdyn.algebra.rational_matrix import rational_spectrum, spectral_parts, to_flint
from tests.strategies import examples

small = st.integers(-2, 2)


def matrices(rows: int, columns: int, values: Any = small) -> st.SearchStrategy[list[list[int]]]:
    row = st.lists(values, min_size=columns, max_size=columns)
    return st.lists(row, min_size=rows, max_size=rows)


@st.composite
def with_rational_spectra(draw: Any) -> rd.ConstantClass:
    """Triangular A and B: their eigenvalues are the diagonal entries."""
    m, n = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    a, b = draw(matrices(m, m)), draw(matrices(n, n))
    a = [[value if j <= i else 0 for j, value in enumerate(row)] for i, row in enumerate(a)]
    b = [[value if j >= i else 0 for j, value in enumerate(row)] for i, row in enumerate(b)]
    return rd.ConstantClass(a, draw(matrices(m, n)), b)


@st.composite
def any_of_the_class(draw: Any) -> rd.ConstantClass:
    m, n = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    return rd.ConstantClass(draw(matrices(m, m)), draw(matrices(m, n)), draw(matrices(n, n)))


def sympy_matrix(rows: Any) -> sp.Matrix:
    return sp.Matrix([[sp.Rational(x.numerator, x.denominator) for x in row] for row in rows])


@given(with_rational_spectra())
@examples(40)
def test_the_entries_are_those_of_the_matrix_exponentials(D: rd.ConstantClass) -> None:
    t = sp.Symbol("t")
    a, d, b = map(sympy_matrix, (D.A, D.D0, D.B))
    expected = (a * t).exp() * d * (b * t).exp()
    assert sp.simplify(D.to_sympy() - expected) == sp.zeros(*D.shape)


@given(with_rational_spectra(), st.integers(0, 3))
@examples(40)
def test_derivatives_and_ranks_are_those_of_the_entries(D: rd.ConstantClass, k: int) -> None:
    entries = rd.MatrixFunction(str(D))
    assert D.derivative(k).equals(entries.derivative(k))
    assert isinstance(D.derivative(k), rd.ConstantClass)
    assert list(D.ranks(3)) == list(rd.rank_sequence(entries, 3))
    assert list(rd.rank_sequence(D, 3, kind="difference")) == list(rd.rank_sequence(entries, 3, kind="difference"))


@given(with_rational_spectra(), st.integers(0, 3))
@examples(40)
def test_the_transfer_has_the_same_ranks_for_differences(D: rd.ConstantClass, k: int) -> None:
    moved = D.transferred()
    entries = rd.MatrixFunction(str(moved))
    assert moved.ranks(4) == D.ranks(4)
    assert moved.difference(k).equals(entries.difference(k))
    assert list(rd.rank_sequence(entries, 4, kind="difference")) == list(D.ranks(4))


@given(any_of_the_class())
@examples(60)
def test_the_transfer_of_any_matrices_keeps_the_ranks_and_is_certified(D: rd.ConstantClass) -> None:
    for function, kind in ((D, "derivative"), (D.transferred(), "difference"), (D.T, "derivative")):
        found = rd.rank_sequence(function, 4, kind=kind)
        assert (found.kind, rd.certify(found)) == ("exact", True)
        assert tuple(found) == D.ranks(4)


@given(any_of_the_class(), st.lists(st.floats(-1, 1), min_size=1, max_size=3))
@examples(30)
def test_floating_values_satisfy_the_differential_equation(D: rd.ConstantClass, points: list[float]) -> None:
    values, slopes = D.evaluate(points), D.derivative().evaluate(points)
    a, b = (np.array(matrix, dtype=float) for matrix in (D.A, D.B))
    assert np.allclose(slopes, a @ values + values @ b, rtol=1e-6, atol=1e-8)
    assert np.allclose(D.evaluate([0.0])[0], np.array(D.D0, dtype=float))


def test_irrational_eigenvalues_have_ranks_but_no_entries() -> None:
    D = rd.ConstantClass([[0, 2], [1, 0]], [[1, 0], [0, 0]], [[0, 1], [-1, 0]])
    assert not D.has_entries
    found = rd.rank_sequence(D, 4)
    assert (list(found), found.kind) == (list(D.ranks(4)), "exact")
    with pytest.raises(rd.NotExactError, match="cannot be written down"):
        D.rows()
    with pytest.raises(rd.NotExactError, match="cannot be written down"):
        rd.rank_sequence(D, 2, kind="difference")
    assert str(D) == repr(D)
    values = D.evaluate([0.5])
    assert np.allclose(values[0, 0], np.cosh(0.5 * np.sqrt(2)) * np.array([np.cos(0.5), np.sin(0.5)]))


def test_values() -> None:
    D = rd.ConstantClass([[0, "1/2"], [1, 0]], [[1], [2]], [["-3"]])
    assert eval(repr(D), vars(rd)) == D
    assert hash(eval(repr(D), vars(rd))) == hash(D)
    assert rd.ConstantClass([[0, 1], [1, 0]], [[1], [2]], [["-3"]]) != D
    power = rd.ConstantClass([[2]], [[1]], [["1/3"]], kind="power", variable="s")
    assert eval(repr(power), vars(rd)) == power
    assert "e^{t" in D.latex()
    assert "^{s}" in power.latex()
    assert D.parameters == ()


def test_saved_and_loaded(tmp_path: Any) -> None:
    D = rd.BlockSum(rd.ConstantClass([[0, 2], [1, 0]], [[1], [0]], [[3]]), [["t"]])
    rd.save(D, tmp_path / "function.json")
    assert rd.load(tmp_path / "function.json") == D


def test_spectral_parts_of_a_defective_matrix() -> None:
    matrix = to_flint([[Fraction(2), Fraction(1)], [Fraction(0), Fraction(2)]], 2)
    spectrum = rational_spectrum(matrix)
    assert spectrum == {Fraction(2): 2}
    (parts,) = spectral_parts(matrix, spectrum).values()
    assert [part.tolist() for part in parts] == [[[1, 0], [0, 1]], [[0, 1], [0, 0]]]


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        (([[1, 2]], [[1], [2]], [[1]]), {}, "A is 1 x 2, but D0 has 2 rows: A must be 2 x 2"),
        (([[1]], [[1, 2]], [[1]]), {}, "B is 1 x 1, but D0 has 2 columns: B must be 2 x 2"),
        (([["t"]], [[1]], [[1]]), {}, "A must hold rational numbers only"),
        (([[1]], [[1]], [["sqrt(2)"]]), {}, "B must hold rational numbers only"),
        (([[1]], [[1]], [[1]]), {"kind": "other"}, "kind must be 'exponential' or 'power', not 'other'"),
        (([[0]], [[1]], [[1]]), {"kind": "power"}, "A is singular"),
        (([[1]], [[1]], [[0]]), {"kind": "power"}, "B is singular"),
    ],
)
def test_bad_input(arguments: Any, options: Any, message: str) -> None:
    with pytest.raises(rd.InvalidInputError, match=message):
        rd.ConstantClass(*arguments, **options)


def test_powers_are_not_transferred_again() -> None:
    with pytest.raises(rd.InvalidInputError, match="already"):
        rd.ConstantClass([[2]], [[1]], [[1]], kind="power").transferred()
