"""`allowed_many` says what `allowed` says, and fast."""

from itertools import product
from time import process_time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rankdyn.errors import InvalidInputError
from rankdyn.laws import LAWS, allowed, allowed_many
from rankdyn.laws.many import keep_half, keep_leibniz, keep_toeplitz
from tests.strategies import examples


@pytest.mark.parametrize(("length", "largest"), [(1, 9), (2, 9), (3, 6), (4, 4), (5, 3)])
def test_all_sequences(length, largest):
    rows = list(product(range(largest + 1), repeat=length))
    assert allowed_many(np.array(rows)).tolist() == [allowed(row) for row in rows]


@pytest.mark.parametrize(("name", "keep"), [("L", keep_leibniz), ("G", keep_half), ("T", keep_toeplitz)])
def test_each_law_on_columns_says_what_its_check_says(name, keep):
    (law,) = (law for law in LAWS if law.name == name)
    for length, largest in ((1, 3), (3, 8), (4, 4), (5, 3)):
        rows = list(product(range(largest + 1), repeat=length))
        assert keep(np.array(rows)).tolist() == [law.check(row) is None for row in rows]


@given(rows=st.lists(st.lists(st.integers(0, 30), min_size=6, max_size=6), min_size=1, max_size=20))
@examples(60)
def test_random_rows(rows):
    assert allowed_many(rows).tolist() == [allowed(row) for row in rows]


@pytest.mark.parametrize("scale", [10**8, 10**9, 10**9 + 1, 10**17])
def test_large_entries(scale):
    rows = [[1, 2, 1], [1, 3, 2], [1, 1, 2], [4, 6, 1], [4, 7, 1], [1, 2, 0], [5, 5, 5]]
    large = (np.array(rows) * scale).tolist()
    assert allowed_many(large).tolist() == [allowed(row) for row in large]


@pytest.mark.parametrize("s", [10**9, 3 * 10**9, 10**10 + 19, 10**12 + 39, 10**15 + 37, 10**17 + 3])
def test_steep_descents_of_large_entries(s):
    """The best M of law T is about 2s/r_2 there, and its products about s²/r_2."""
    rows = [(s, 2 * s, last) for last in (1, 2, 3, 7, s // 10**4, s // 100, s // 10, s // 3, s // 2, s)]
    rows += [(3 * s, 4 * s, last) for last in (1, 7, s // 1000, s // 5)]
    verdicts = [allowed(row) for row in rows]
    assert True in verdicts
    assert False in verdicts
    assert allowed_many(rows).tolist() == verdicts
    assert [bool(allowed_many([row])[0]) for row in rows] == verdicts


def test_a_million_rows():
    rng = np.random.default_rng(0)
    rows = rng.integers(0, 6, size=(1_000_000, 5))
    start = process_time()
    mask = allowed_many(rows)
    assert process_time() - start < 60
    assert 0 < mask.sum() < len(rows)
    sample = rng.integers(len(rows), size=300)
    assert mask[sample].tolist() == [allowed(row) for row in rows[sample]]


def test_no_rows():
    assert allowed_many(np.zeros((0, 3), dtype=int)).tolist() == []


@pytest.mark.parametrize(
    ("array", "said"),
    [
        ([1, 2, 1], r"shape \(N, L\)"),
        (np.zeros((2, 0), dtype=int), r"1 <= L"),
        ([[1.0, 2.0]], "not of type float64"),
        ([[True, False]], "not of type bool"),
        ([[1, -1]], "-1"),
        ([[1, 2], [1]], "same length"),
        (np.array([[2**63]], dtype=np.uint64), "2\\^63"),
    ],
)
def test_bad_arrays(array, said):
    with pytest.raises(InvalidInputError, match=said):
        allowed_many(array)


def test_a_bad_kind():
    with pytest.raises(InvalidInputError, match="'integral'"):
        allowed_many([[1]], kind="integral")
