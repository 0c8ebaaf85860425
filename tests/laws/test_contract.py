"""One contract for all laws: data are complete, violations recheck, repairs are least, windows and prefixes behave."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rankdyn.laws import LAWS, Violation, allowed, check
from tests.strategies import examples

BY_NAME = {law.name: law for law in LAWS}
SMALL = [ranks for length in (2, 3, 4) for ranks in product(range(6), repeat=length)]
SMALL += list(product(range(5), repeat=5))

sequences = st.lists(st.integers(0, 9), min_size=1, max_size=7).map(tuple)


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.name)
class TestEach:
    def test_it_is_described(self, law):
        assert law.title
        assert law.statement
        assert "_" in law.latex
        assert (Path(__file__).parents[2] / law.proof).is_file()

    def test_its_tight_sequences_are_allowed(self, law):
        assert law.tight
        assert all(allowed(ranks) for ranks in law.tight)

    def test_it_is_broken_next_to_a_tight_sequence(self, law):
        """Some rank changed by one breaks the law: the sequence is on its border."""
        for ranks in law.tight:
            changed = [
                ranks[:i] + (ranks[i] + step,) + ranks[i + 1 :]
                for i in range(len(ranks))
                for step in (-1, 1)
                if ranks[i] + step >= 0
            ]
            assert any(law.check(other) is not None for other in changed), ranks

    def test_violations_carry_their_numbers(self, law):
        found = 0
        for ranks in SMALL:
            violation = law.check(ranks)
            if violation is None:
                continue
            found += 1
            assert isinstance(violation, Violation)
            assert violation.law == law.name
            assert violation.left > violation.right
            assert str(violation.right) in violation.explanation
            assert violation.explanation.startswith(f"ranks {ranks} are impossible: ")
            index, relation, value = violation.repair
            assert violation.explanation.endswith(f"r_{index} {relation} {value}.")
            assert value >= 0
            assert (ranks[index] < value) == (relation == ">=" or (relation == "=" and value > ranks[index]))
        assert found

    def test_what_an_order_breaks_an_earlier_start_breaks_too(self, law):
        """Laws hold from any order on: ranks put before do not help."""
        for ranks in SMALL[::7]:
            if law.check(ranks) is not None:
                for first in (0, 1, 3, 8):
                    violation = law.check((first, *ranks))
                    if law.name == "P" and first == 0:  # the zero in front is the first zero then, and L complains
                        continue
                    assert violation is not None, (first, ranks)
                    assert violation.order <= law.check(ranks).order + 1

    def test_what_a_prefix_breaks_the_whole_breaks(self, law):
        for ranks in SMALL[::7]:
            if law.check(ranks) is not None:
                for last in (0, 1, 2, 9):
                    assert law.check((*ranks, last)) is not None, (ranks, last)


@given(ranks=sequences)
@examples(400)
def test_dropping_first_ranks_keeps_a_sequence_allowed(ranks):
    if allowed(ranks):
        assert all(allowed(ranks[j:]) for j in range(len(ranks)))
        assert all(allowed(ranks[: k + 1]) for k in range(len(ranks)))


@given(ranks=sequences)
@examples(200)
def test_check_lists_each_broken_law_once_in_the_order_of_the_laws(ranks):
    names = [violation.law for violation in check(ranks)]
    assert names == [law.name for law in LAWS if law.check(ranks) is not None]
    assert allowed(ranks) == (not names)
    assert check(ranks, "difference") == check(ranks)


def mended(law, ranks, index, value):
    """Whether the law is kept after a change, not just because a zero now stands before other ranks."""
    changed = ranks[:index] + (value,) + ranks[index + 1 :]
    return law.check(changed) is None and (value > 0 or BY_NAME["L"].check(changed) is None)


@pytest.mark.parametrize("name", ["L", "G", "T", "DE"])
def test_the_repair_mends_where_one_place_is_broken(name):
    """Among sequences of three ranks the repair mends the law, unless it is broken in a second place too."""
    law = BY_NAME[name]
    repaired = 0
    for ranks in product(range(6), repeat=3):
        violation = law.check(ranks)
        if violation is None:
            continue
        index, _, value = violation.repair
        changed = ranks[:index] + (value,) + ranks[index + 1 :]
        again = law.check(changed)
        repaired += again is None
        if again is not None:
            assert (again.order, again.parameters) != (violation.order, violation.parameters), ranks
    assert repaired > 50


@pytest.mark.parametrize("name", [law.name for law in LAWS])
def test_no_smaller_change_mends_the_law(name):
    """The least change of one rank after which the law is kept is never smaller than the repair that is named."""
    law = BY_NAME[name]
    for ranks in SMALL[::3]:
        violation = law.check(ranks)
        if violation is None or (name == "P" and any(ranks[ranks.index(0) :])):
            continue
        index, _, value = violation.repair
        size = abs(value - ranks[index])
        for i in range(len(ranks)):
            for step in range(1, size):
                assert not mended(law, ranks, i, ranks[i] + step), (ranks, violation.repair, i, step)
                assert ranks[i] < step or not mended(law, ranks, i, ranks[i] - step), (ranks, violation.repair, i)


def test_the_message_of_the_theory():
    assert check((1, 3, 0))[0].explanation == (
        "ranks (1, 3, 0) are impossible: Leibniz gives r_1 <= 2*r_0 = 2, but 3 was asked. Smallest change: r_0 >= 2."
    )


def test_the_names():
    assert [law.name for law in LAWS] == [
        *("L", "G", "T", "DE", "P", "C", "X'", "X''"),
        *("22341", "22421", "23224", "24212"),
    ]
