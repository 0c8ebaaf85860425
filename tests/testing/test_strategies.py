"""The strategies draw what they promise, reach what they should, and shrink to the smallest examples."""

import re
import subprocess
import sys
from itertools import pairwise

import hypothesis
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

import rankdyn as rd
from rankdyn.errors import InvalidInputError
from rankdyn.evidence.realizability import Witness
from rankdyn.laws import allowed, check
from rankdyn.realization.realize import realize
from rankdyn.testing import sequence_strategies, strategies
from tests.strategies import examples

SEARCHED = settings(
    max_examples=3000, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
)


def smallest(strategy, condition):
    return hypothesis.find(strategy, condition, settings=SEARCHED)


# ---- rank sequences ----


@given(strategies.rank_sequences(max_length=4, max_rank=3, min_length=2))
@examples(50)
def test_bounds_of_sequences(ranks):
    assert 2 <= len(ranks) <= 4
    assert all(type(rank) is int and 0 <= rank <= 3 for rank in ranks)


@given(strategies.rank_sequences(max_length=5, status="allowed"))
@examples(100)
def test_allowed_sequences(ranks):
    assert allowed(ranks)


@given(strategies.rank_sequences(max_length=4, max_rank=3, status="impossible"))
@examples(100)
def test_impossible_sequences(ranks):
    assert not allowed(ranks)


@given(strategies.rank_sequences(max_length=3, max_rank=3, status="realizable"))
@examples(25)
def test_realizable_sequences(ranks):
    answer = realize(ranks)
    assert isinstance(answer, Witness)
    assert rd.certify(answer)


def test_every_allowed_sequence_is_drawn():
    drawn = set()

    @given(strategies.rank_sequences(max_length=3, max_rank=2, min_length=3, status="allowed"))
    @settings(SEARCHED, max_examples=400)
    def collect(ranks):
        drawn.add(ranks)

    collect()
    assert drawn == {
        ranks for ranks in ((a, b, c) for a in range(3) for b in range(3) for c in range(3)) if allowed(ranks)
    }


@pytest.mark.parametrize("status", ["any", "allowed"])
@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (lambda ranks: True, (0,)),
        (lambda ranks: len(ranks) > 2, (0, 0, 0)),
        (lambda ranks: max(ranks) > 2, (3,)),
        (lambda ranks: any(b > a for a, b in pairwise(ranks)), None),
        (lambda ranks: len(ranks) > 2 and ranks[2] > ranks[1] + 1, None),
    ],
)
def test_what_sequences_shrink_to(status, condition, found):
    by_status = {"any": {2: (0, 1), 3: (0, 0, 2)}, "allowed": {2: (1, 2), 3: (2, 2, 4)}}
    shrunk = smallest(strategies.rank_sequences(max_length=4, max_rank=4, status=status), condition)
    assert shrunk == (found or by_status[status][len(shrunk)])


def test_impossible_sequences_shrink_to_the_smallest():
    impossible = strategies.rank_sequences(max_length=4, max_rank=4, status="impossible")
    assert smallest(impossible, lambda ranks: True) == (0, 1)
    assert smallest(impossible, lambda ranks: check(ranks)[0].law == "DE") == (1, 2, 2, 3)
    positive = smallest(impossible, lambda ranks: min(ranks) > 0)
    assert len(positive) <= 3
    for changed in (positive[:-1], positive[1:], *lowered(positive)):
        assert min(changed) == 0 or allowed(changed)


def lowered(ranks):
    return [(*ranks[:k], rank - 1, *ranks[k + 1 :]) for k, rank in enumerate(ranks)]


def test_realizable_means_that_realize_has_a_function(monkeypatch):
    monkeypatch.setattr(sequence_strategies, "_is_realized", lambda ranks: sum(ranks) % 2 == 0)

    @given(strategies.rank_sequences(max_length=3, max_rank=3, status="realizable"))
    @examples(20)
    def check_sum(ranks):
        assert sum(ranks) % 2 == 0

    check_sum()


def test_realizable_sequences_shrink():
    realizable = strategies.rank_sequences(max_length=3, max_rank=3, status="realizable")
    assert smallest(realizable, lambda ranks: max(ranks) > ranks[0]) == (1, 2)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"max_length": 0}, "max_length"),
        ({"max_length": 2, "min_length": 3}, "min_length is 3, but max_length is 2"),
        ({"max_rank": -1}, "max_rank"),
        ({"status": "open"}, "status must be one of any, allowed, realizable, impossible"),
        ({"status": "impossible", "max_length": 1}, "no sequence of length 1 is impossible"),
        ({"status": "impossible", "max_rank": 0}, "no sequence of zeros is impossible"),
    ],
)
def test_bad_arguments(arguments, message):
    with pytest.raises(InvalidInputError, match=message):
        strategies.rank_sequences(**arguments)


# ---- permutations ----


@given(st.integers(1, 6).flatmap(lambda n: st.tuples(st.just(n), strategies.permutations(n))))
@examples(50)
def test_permutations(drawn):
    n, permutation = drawn
    assert sorted(permutation) == list(range(1, n + 1))


def test_every_permutation_is_drawn_and_they_shrink_towards_the_identity():
    drawn = set()

    @given(strategies.permutations(3))
    @settings(SEARCHED, max_examples=200)
    def collect(permutation):
        drawn.add(permutation)

    collect()
    assert len(drawn) == 6
    assert smallest(strategies.permutations(), lambda p: True) == (1,)
    assert smallest(strategies.permutations(4), lambda p: True) == (1, 2, 3, 4)
    assert smallest(strategies.permutations(), lambda p: list(p) != sorted(p)) == (2, 1)
    assert smallest(strategies.permutations(), lambda p: not allowed(p)) == (1, 3, 2)
    with pytest.raises(InvalidInputError):
        strategies.permutations(0)


# ---- matrix functions ----


@given(strategies.matrix_functions())
@examples(40)
def test_matrix_functions_have_exact_ranks(D):
    assert max(D.shape) <= 3
    ranks = rd.rank_sequence(D, 2)
    assert ranks.kind == "exact"
    assert allowed(tuple(ranks))


def test_every_structure_is_drawn():
    drawn = set()

    @given(strategies.matrix_functions())
    @settings(SEARCHED, max_examples=150)
    def collect(D):
        drawn.add(type(D).__name__)

    collect()
    assert drawn == {"Explicit", "Product", "Separable", "BlockSum", "Sum"}


def grows(D):
    if min(D.shape) < 2:
        return False
    start, moved = rd.rank_sequence(D, 1, certify=False)
    return moved > start


def test_what_matrix_functions_shrink_to():
    functions = strategies.matrix_functions(max_side=2)
    assert smallest(functions, lambda D: True) == rd.MatrixFunction("[[0]]")
    assert smallest(functions, lambda D: D.shape[0] > 1) == rd.MatrixFunction("[[0], [0]]")
    moving = smallest(functions, lambda D: rd.generic_rank(D.derivative(), certify=False).value == 1)
    assert moving == rd.MatrixFunction("[[t]]")
    full = smallest(functions, lambda D: min(D.shape) > 1 and rd.generic_rank(D, certify=False).value == 2)
    assert full.shape == (2, 2)
    assert set(re.findall(r"[0-9a-z]+", str(full))) == {"0", "1"}
    growing = smallest(functions, grows)
    assert growing.shape == (2, 2)
    assert tuple(rd.rank_sequence(growing, 1)) == (1, 2)
    assert len(repr(growing)) < 80


def test_entries_and_sides_may_be_given():
    @given(strategies.matrix_functions(entries=st.sampled_from(["a*t", "exp(a*t)"]), max_side=1))
    @examples(30)
    def check(D):
        assert D.shape == (1, 1)
        assume(D.parameter_names)
        assert D.parameter_names == ("a",)

    check()


def test_shapes_may_be_given():
    @given(strategies.structured(2, 4))
    @examples(30)
    def check(D):
        assert D.shape == (2, 4)

    check()


def test_what_is_impossible_is_not_found():
    with pytest.raises(NoSuchExample):
        hypothesis.find(
            strategies.matrix_functions(max_side=2),
            lambda D: rd.rank_sequence(D, 1, certify=False)[1] > 2 * rd.generic_rank(D, certify=False).value,
            settings=settings(SEARCHED, max_examples=100),
        )


# ---- the extra ----


def test_without_hypothesis_the_error_names_the_extra_and_the_assertions_work():
    program = """
import sys
sys.modules["hypothesis"] = None
import rankdyn.testing as testing
testing.assert_rank_sequence("[[1, t]]", [1, 1, 0])
try:
    testing.strategies
except ModuleNotFoundError as error:
    print(error, error.name)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "needs hypothesis" in done.stdout
    assert "pip install 'rankdyn[test]'" in done.stdout
    assert done.stdout.strip().endswith(" hypothesis")


def test_the_assertions_do_not_import_hypothesis():
    program = "import sys, rankdyn.testing; print('hypothesis' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
