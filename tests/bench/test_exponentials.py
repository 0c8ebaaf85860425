"""Task (b): e^{(α_a + β_b) t}, whose ranks grow by one with every order; in floats they are wrong from n = 8."""

from __future__ import annotations

import pytest

import rankdyn as rd

from .conftest import Measure
from .instances import exponentials
from .ledger import EXPONENTIALS as TASK
from .ledger import FIRST, WARM

K = 6


@pytest.mark.parametrize("n", [4, 8, 16, 32])
@pytest.mark.parametrize("method", [WARM, FIRST])
def test_exponentials(n: int, method: str, measure: Measure) -> None:
    function = exponentials(n)
    setup = (lambda: rd.MatrixFunction(function)) if method == FIRST else None

    def ranks(given: rd.MatrixFunction = function) -> rd.RankSequence:
        return rd.rank_sequence(given, K, certify=False)

    assert list(measure(TASK, method, n, ranks, setup=setup)) == [min(n, k + 1) for k in range(K + 1)]
