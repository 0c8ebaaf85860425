"""Hypothesis strategies for users' own tests: `matrix_functions`, `rank_sequences`, `permutations`.

>>> from hypothesis import given
>>> from rankdyn.testing import strategies
>>> @given(strategies.rank_sequences(max_length=3, max_rank=2, status="allowed"))
... def test_growth(ranks):
...     assert all(after <= 2 * before for before, after in zip(ranks, ranks[1:]))
>>> test_growth()
"""

from rankdyn.testing.function_strategies import (
    block_sums,
    explicit,
    matrix_functions,
    plain_texts,
    polynomial_texts,
    products,
    separables,
    structured,
    sums,
)
from rankdyn.testing.sequence_strategies import permutations, rank_sequences

__all__ = [
    "block_sums",
    "explicit",
    "matrix_functions",
    "permutations",
    "plain_texts",
    "polynomial_texts",
    "products",
    "rank_sequences",
    "separables",
    "structured",
    "sums",
]
