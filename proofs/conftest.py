"""What every proof test shares: ranks that are exact and accepted by the independent checker."""

from collections.abc import Callable
from typing import Any

import pytest

import rankdyn as rd


@pytest.fixture
def certified() -> Callable[..., tuple[int, ...]]:
    """Return a function that computes ranks, insists on exact evidence, and has it checked."""

    def ranks(function: Any, max_order: int, **options: Any) -> tuple[int, ...]:
        found = rd.rank_sequence(function, max_order, **options)
        assert found.kind == "exact", found.explain()
        assert rd.certify(found)
        return tuple(found)

    return ranks
