"""The search finds the smallest counterexample and says what it does not know, whatever decides the sequences."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rankdyn as rd
from rankdyn.conjectures.answer import Counterexample, NotFound
from rankdyn.conjectures.evaluation import truth
from rankdyn.conjectures.grammar import parse
from rankdyn.conjectures.limits import CANDIDATE_WORK, CONSTRUCTION_WORK
from rankdyn.conjectures.printing import text
from rankdyn.conjectures.search import search
from rankdyn.errors import InvalidInputError
from rankdyn.evidence.realizability import Obstruction, Open, Witness
from tests.conjectures.random_statements import statements
from tests.strategies import examples

ENOUGH = 10**9
CERTIFICATE = rd.rank_sequence("[[1]]", 0).certificate
BOX = sorted(product(range(4), repeat=3), key=lambda ranks: (max(ranks), sum(ranks), ranks))


def none_forbidden(rows):
    return np.ones(len(rows), dtype=bool)


class Deciding:
    """Stands in for realize: sequences are realizable, open or forbidden as told; what was asked is remembered.

    What is `hidden` is realizable, but takes so many candidates of a search; until then it is open.
    """

    def __init__(self, realizable=(), unknown=(), hidden=()):
        self.realizable, self.unknown, self.hidden = set(realizable), {*unknown, *dict(hidden)}, dict(hidden)
        self.asked, self.searched = [], {}

    def __call__(self, ranks, candidates):
        if candidates:
            assert ranks not in self.searched
            self.searched[ranks] = candidates
        else:
            self.asked.append(ranks)
        if ranks in self.realizable or candidates >= self.hidden.get(ranks, ENOUGH):
            assert CERTIFICATE is not None
            return Witness(rd.MatrixFunction("[[1]]"), ranks, CERTIFICATE, "told")
        return Open(ranks, ("told",)) if ranks in self.unknown else Obstruction(ranks, "told", "", "")


subsets = st.integers(0, 2**64 - 1).map(lambda bits: {ranks for k, ranks in enumerate(BOX) if bits >> k & 1})


@given(statements(divisors=False), subsets, subsets)
@examples(200)
def test_the_counterexample_is_the_smallest(statement, realizable, unknown):
    statement = parse(f"({text(statement)}) or r2 < 0")  # so that the length is 3
    unknown = unknown - realizable
    violating = [ranks for ranks in BOX if not truth(statement, ranks)]
    wanted = next((ranks for ranks in violating if ranks in realizable), None)
    before = violating[: violating.index(wanted)] if wanted else violating

    decide = Deciding(realizable, unknown)
    answer = search(statement, 3, ENOUGH, decide, none_forbidden)
    searched = answer.searched
    assert searched.open == tuple(ranks for ranks in before if ranks in unknown)
    assert searched.forbidden == len([ranks for ranks in before if ranks not in unknown])
    assert searched.violating == len(before) + (wanted is not None)
    if wanted is None:
        assert isinstance(answer, NotFound)
        assert (searched.sequences, searched.complete_to) == (64, 3)
        proved = [m for m in range(-1, 4) if all(max(r) > m for r in searched.open)]
        assert searched.holds_to == max(proved)
    else:
        assert isinstance(answer, Counterexample)
        assert answer.ranks == wanted
        assert answer.minimal is (not searched.open)
        assert searched.sequences == BOX.index(wanted) + 1


@given(statements(divisors=False), subsets)
@examples(60)
def test_laws_spare_the_work_and_change_nothing(statement, realizable):
    statement = parse(f"({text(statement)}) or r2 < 0")
    forbidden = [ranks for ranks in BOX if ranks not in realizable]

    def allowed(rows):
        return np.array([tuple(row) not in forbidden for row in rows.tolist()], dtype=bool)

    one, two = Deciding(realizable), Deciding(realizable)
    assert search(statement, 3, ENOUGH, one, none_forbidden) == search(statement, 3, ENOUGH, two, allowed)
    assert set(two.asked) <= realizable
    assert len(two.asked) <= 1


def test_an_open_sequence_makes_minimality_conditional():
    answer = search(parse("r1 <= r0"), 4, ENOUGH, Deciding([(1, 3)], [(0, 1), (0, 2)]), none_forbidden)
    assert isinstance(answer, Counterexample)
    assert answer.ranks == (1, 3)
    assert not answer.minimal
    assert answer.searched.open == ((0, 1), (0, 2))
    assert "unless one of these open sequences is realizable: (0, 1), (0, 2)" in str(answer)
    assert answer.to_dict()["minimal"] is False
    certain = search(parse("r1 <= r0"), 4, ENOUGH, Deciding([(1, 3)]), none_forbidden)
    assert isinstance(certain, Counterexample)
    assert certain.minimal
    assert "no function has smaller ranks" in str(certain)


def test_what_is_not_found_says_what_was_searched():
    answer = search(parse("r1 <= r0"), 5, ENOUGH, Deciding([], [(1, 4)]), none_forbidden)
    assert isinstance(answer, NotFound)
    assert answer.searched.holds_to == 3
    assert answer.searched.complete_to == 5
    assert "36 sequences of length 2, all with entries up to 5" in str(answer)
    assert "15 violate the conjecture; laws forbid 14" in str(answer)
    assert "open, neither realized nor forbidden: (1, 4)" in str(answer)
    assert "holds for all functions with ranks up to 3" in str(answer)


def test_the_budget_counts_sequences():
    decide = Deciding(BOX)
    answer = search(parse("r0 + r1 + r2 >= 0"), 40, 5_000, decide, none_forbidden)
    assert isinstance(answer, NotFound)
    assert decide.asked == []
    assert 17**3 <= answer.searched.sequences == 5_000 < 18**3
    assert answer.searched.complete_to == 16
    assert "the budget of 5000 work units ran out" in str(answer)
    assert search(parse("r0 >= 0"), 1, 0, decide, none_forbidden).searched.complete_to == -1


@pytest.mark.parametrize("calls", [0, 1, 2, 3])
def test_the_budget_counts_realizations(calls):
    decide = Deciding([], BOX)
    answer = search(parse("r0 < 2 or r2 < 0"), 3, calls * CONSTRUCTION_WORK + 500, decide, none_forbidden)
    assert isinstance(answer, NotFound)
    assert len(decide.asked) == calls == len(answer.searched.open)
    assert sum(decide.searched.values()) * CANDIDATE_WORK <= 500
    assert answer.searched.complete_to == 1
    assert answer.searched.holds_to == 1
    assert answer.searched.violating == calls
    assert "ran out" in answer.searched.note


def test_open_sequences_are_searched_for_with_what_is_left():
    hidden = [((0, 1), 300), ((1, 2), 200), ((0, 3), 1)]
    work = 8 * CONSTRUCTION_WORK
    # (0, 1), (0, 2), (1, 2) stay open in the first round, which ends at (1, 3).
    decide = Deciding([(1, 3)], [(0, 2)], hidden)
    answer = search(parse("r1 <= r0"), 4, work, decide, none_forbidden)
    assert isinstance(answer, Counterexample)
    assert (answer.ranks, answer.minimal) == ((0, 1), True)
    assert list(decide.searched) == [(0, 1)]
    spent = len(decide.asked) * CONSTRUCTION_WORK
    share = (work - spent) // CANDIDATE_WORK // len([r for r in decide.asked if r in decide.unknown])
    assert 0 <= share - decide.searched[0, 1] <= 5

    hidden[0] = ((0, 1), 10**6)
    decide = Deciding([(1, 3)], [(0, 2)], hidden)
    answer = search(parse("r1 <= r0"), 4, work, decide, none_forbidden)
    assert isinstance(answer, Counterexample)
    assert (answer.ranks, answer.searched.open) == ((1, 2), ((0, 1), (0, 2)))
    assert list(decide.searched) == [(0, 1), (0, 2), (1, 2)]
    total = sum(decide.searched.values()) * CANDIDATE_WORK + len(decide.asked) * CONSTRUCTION_WORK
    assert total <= work


def test_an_open_sequence_may_be_the_only_counterexample():
    decide = Deciding([], [(0, 1)], [((1, 2), 10)])
    answer = search(parse("r1 <= r0"), 4, ENOUGH, decide, none_forbidden)
    assert isinstance(answer, Counterexample)
    assert (answer.ranks, answer.searched.open) == ((1, 2), ((0, 1),))
    assert max(decide.searched.values()) <= 10**6


def test_a_fault_in_realize_is_not_passed_on():
    def other(ranks, candidates):
        assert CERTIFICATE is not None
        return Witness(rd.MatrixFunction("[[1]]"), (1, 1), CERTIFICATE, "told")

    with pytest.raises(AssertionError, match="came back"):
        search(parse("r1 <= r0"), 3, ENOUGH, other, none_forbidden)


def test_division_by_zero_names_the_sequence_and_the_guard():
    with pytest.raises(InvalidInputError, match=r"divides by r0, which is 0 at the ranks \(0, 0\).*'r0 != 0 implies"):
        search(parse("r1//r0 <= 2"), 3, ENOUGH, Deciding(), none_forbidden)
    with pytest.raises(InvalidInputError, match=r"divides by r1 - 2, which is 0 at the ranks \(0, 2\)"):
        search(parse("r0//(r1 - 2) <= 2"), 3, ENOUGH, Deciding(), none_forbidden)
    answer = search(parse("r0 != 0 implies r1//r0 <= 2"), 3, ENOUGH, Deciding([(1, 3)]), none_forbidden)
    assert isinstance(answer, Counterexample)
    assert answer.ranks == (1, 3)


def test_division_by_zero_at_a_forbidden_sequence_does_not_matter():
    def allowed(rows):
        return rows[:, 0] > 0

    answer = search(parse("r1//r0 <= 2"), 3, ENOUGH, Deciding([(1, 3)]), allowed)
    assert isinstance(answer, Counterexample)
    assert answer.ranks == (1, 3)
    assert answer.searched.violating == 1
