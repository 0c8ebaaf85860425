"""`nearest` against a search of the whole box."""

import sys
from itertools import product
from time import process_time

import pytest

from rankdyn.errors import InvalidInputError
from rankdyn.laws import allowed, allowed_many, nearest


def by_enumeration(ranks, count, largest):
    found = [other for other in product(range(largest + 1), repeat=len(ranks)) if allowed(other)]
    found.sort(key=lambda other: (sum(abs(a - b) for a, b in zip(other, ranks, strict=True)), other))
    return tuple(found[:count])


@pytest.mark.parametrize(
    "ranks", [(1, 3, 2), (2, 1, 3), (0, 4), (1, 1, 2), (0, 0, 3), (1, 2, 2, 3), (2, 2, 3, 1, 0), (5,), (1, 5, 0)]
)
def test_it_agrees_with_a_search_of_all(ranks):
    assert nearest(ranks, 4) == by_enumeration(ranks, 4, max(ranks) + (4 if len(ranks) < 5 else 2))


def test_an_allowed_sequence_is_its_own_nearest():
    assert nearest((1, 2, 1), 1) == ((1, 2, 1),)


def test_a_spent_budget_gives_the_nearest_that_were_found():
    all_of_them = nearest((1, 3, 2), 12)
    for budget in (0, 10, 100, 300, 1000):
        some = nearest((1, 3, 2), 12, budget=budget)
        assert some == all_of_them[: len(some)]
    assert nearest((1, 3, 2), 12, budget=0) == ()
    assert nearest((1, 10**9), 3) == ()


@pytest.mark.parametrize("budget", [0, 5, 50, 500, 5000])
def test_no_more_prefixes_than_the_budget_are_looked_at(budget, monkeypatch):
    module = sys.modules["rankdyn.laws.nearest"]
    looked_at = []

    def counting(rows):
        looked_at.append(len(rows))
        return allowed_many(rows)

    monkeypatch.setattr(module, "allowed_many", counting)
    nearest((4, 30, 2, 9, 1), 50, budget=budget)
    assert sum(looked_at) <= budget


def test_long_sequences_beside_those_next_to_them():
    """Beyond the length at which all laws are asked of every prefix: the same as trying all neighbours."""
    ranks = (1, 2, 3, 4, 4, 3, 2, 1, 1, 2, 1, 0)
    assert not allowed(ranks)
    neighbours = {
        ranks[:i] + (ranks[i] + step,) + ranks[i + 1 :]
        for i in range(len(ranks))
        for step in (-1, 1)
        if ranks[i] + step >= 0
    }
    wanted = sorted(other for other in neighbours if allowed(other))
    assert nearest(ranks, 50)[: len(wanted)] == tuple(wanted)
    assert len(wanted) > 0


@pytest.mark.parametrize(
    "ranks",
    [tuple(range(200, 0, -1)), tuple(range(1, 201)), (5,) * 10_000, (1, 3) * 60, (1, 3) * 20, tuple(range(40, 0, -1))],
)
def test_very_long_sequences_take_bounded_work(ranks):
    start = process_time()
    found = nearest(ranks, 3)
    assert process_time() - start < 10
    assert all(len(other) == len(ranks) for other in found)


def test_none_asked_for():
    assert nearest((1, 3), 0) == ()


@pytest.mark.parametrize("arguments", [{"count": -1}, {"count": True}, {"count": 1.5}, {"budget": -1}, {"kind": "x"}])
def test_bad_arguments(arguments):
    with pytest.raises(InvalidInputError):
        nearest((1, 3), **arguments)
