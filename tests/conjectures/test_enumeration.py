"""The order of the search: by maximum, sum, lexicographic; every sequence once, in arrays of bounded size."""

from itertools import islice, product

import numpy as np
import pytest

from rankdyn.conjectures.enumeration import sequences


@pytest.mark.parametrize("rows", [1, 3, 10, 1 << 16])
@pytest.mark.parametrize(("length", "max_rank"), [(1, 5), (2, 4), (3, 3), (4, 2), (5, 1), (3, 0)])
def test_all_sequences_in_order(length, max_rank, rows):
    pieces = list(sequences(length, max_rank, rows))
    assert all(1 <= len(piece) <= rows for piece in pieces)
    found = [tuple(map(int, row)) for piece in pieces for row in piece]
    every = product(range(max_rank + 1), repeat=length)
    assert found == sorted(every, key=lambda ranks: (max(ranks), sum(ranks), ranks))


def test_a_large_shell_is_cut_without_being_made():
    pieces = list(islice(sequences(9, 30, 1 << 12), 200))
    assert max(map(len, pieces)) <= 1 << 12
    rows = np.concatenate(pieces)
    keys = [(max(row), sum(row), tuple(row)) for row in rows[:20_000].tolist()]
    assert keys == sorted(set(keys))
