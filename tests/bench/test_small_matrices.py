"""Ranks of 10^5 small matrices modulo one prime, all at once, beside python-flint one by one."""

from __future__ import annotations

from typing import Any

import flint
import pytest

from rankdyn.algebra.batch_rank import batch_ranks

from .conftest import Measure
from .instances import SMALL_PRIME, small_matrices
from .ledger import BATCH
from .ledger import SMALL as TASK


def _checked(found: Any, expected: Any) -> None:
    assert list(found[:200]) == list(expected[:200])


def _one_by_one(stack: Any) -> list[int]:
    _, m, n = stack.shape
    return [flint.nmod_mat(m, n, matrix.ravel().tolist(), SMALL_PRIME).rank() for matrix in stack]


@pytest.mark.parametrize("n", [4, 8, 12])
def test_batch(n: int, measure: Measure, measuring: bool) -> None:
    stack = small_matrices(n)[: None if measuring else 1000]
    _checked(measure(TASK, BATCH, n, lambda: batch_ranks(stack, SMALL_PRIME), rounds=10), _one_by_one(stack[:200]))


@pytest.mark.parametrize("n", [4, 8, 12])
def test_python_flint(n: int, measure: Measure, measuring: bool) -> None:
    stack = small_matrices(n)[: None if measuring else 1000]
    found = measure(TASK, "python-flint, one by one", n, lambda: _one_by_one(stack), rounds=2)
    _checked(found, batch_ranks(stack[:200], SMALL_PRIME))
