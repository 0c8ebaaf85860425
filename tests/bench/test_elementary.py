"""Task (c): sums of products of exp, sin, cos and rational functions."""

from __future__ import annotations

import pytest

import rankdyn as rd
from rankdyn.functions.explicit import Explicit

from .conftest import Measure
from .instances import elementary
from .ledger import ELEMENTARY as TASK
from .ledger import FIRST_CALL, WARM

K = 4


def _ranks(function: rd.MatrixFunction) -> rd.RankSequence:
    return rd.rank_sequence(function, K, certify=False)


@pytest.mark.parametrize("n", [3, 8])
@pytest.mark.parametrize("method", [WARM, FIRST_CALL])
def test_elementary_functions(n: int, method: str, measure: Measure) -> None:
    function = elementary(n)

    def parsed() -> rd.MatrixFunction:
        """The same entries, nothing prepared."""
        return Explicit.of(function.rows(), function.shape, "t")

    if method == FIRST_CALL:
        found = measure(TASK, method, n, _ranks, setup=parsed, rounds=15)
    else:
        found = measure(TASK, method, n, lambda: _ranks(function))
    assert list(found) == [min(n, 2 * (k + 1)) for k in range(K + 1)]
