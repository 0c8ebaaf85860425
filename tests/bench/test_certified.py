"""Certified ranks of expanded matrices of hidden rank n/2, upper bound and certificate included."""

from __future__ import annotations

import pytest

import rankdyn as rd

from .conftest import Measure
from .instances import EXPANDED, hidden, texts
from .ledger import CERTIFIED, FROM_TEXT
from .ledger import EXPANDED as TASK


def _certified(function: rd.MatrixFunction) -> rd.RankSequence:
    return rd.rank_sequence(function, 8)


@pytest.mark.parametrize("n", EXPANDED)
def test_prepared_function(n: int, measure: Measure) -> None:
    function = rd.MatrixFunction(texts(hidden(n).expanded))
    found = measure(TASK, CERTIFIED, n, _certified, setup=lambda: rd.MatrixFunction(function), rounds=3, memory=True)
    assert list(found) == hidden(n).ranks
    assert found.kind == "exact"
    assert found.certificate is not None


@pytest.mark.parametrize("n", EXPANDED)
def test_from_text(n: int, measure: Measure) -> None:
    entries = texts(hidden(n).expanded)
    found = measure(TASK, FROM_TEXT, n, lambda: _certified(rd.MatrixFunction(entries)), rounds=3)
    assert list(found) == hidden(n).ranks
    assert found.kind == "exact"
