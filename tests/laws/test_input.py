"""Bad input is refused with the value, the rule and the remedy; large input is answered in time."""

from time import process_time

import numpy as np
import pytest

import rankdyn as rd
from rankdyn.errors import InvalidInputError
from rankdyn.laws import allowed, check, nearest
from rankdyn.laws.dimensions import fits


@pytest.mark.parametrize("question", [check, allowed, nearest])
@pytest.mark.parametrize(
    ("ranks", "said"),
    [
        ((), "at least one"),
        ((1, -2), "rank 1 is -2, but no rank is negative"),
        ((1, 1.5), "rank 1 is 1.5, but a rank is a non-negative integer"),
        ((1, 2.0), "rank 1 is 2.0"),
        ((True, 1), "rank 0 is True"),
        ((1, None), "rank 1 is None"),
        ((1, "2"), "rank 1 is '2'"),
        ("121", "sequence of integers"),
        (7, "sequence of integers"),
        ((1,) * 10_001, "at most 10000"),
        ((1, -(10**6000)), "an integer of 19932 bits"),
    ],
)
def test_bad_ranks(question, ranks, said):
    with pytest.raises(InvalidInputError, match=said):
        question(ranks)


def test_an_endless_sequence_is_cut_off():
    def ones():
        while True:
            yield 1

    with pytest.raises(InvalidInputError, match="at most 10000"):
        check(ones())


@pytest.mark.parametrize("kind", ["integral", None, 3])
def test_a_bad_kind(kind):
    with pytest.raises(InvalidInputError, match="'derivative' or 'difference'"):
        check((1, 2), kind)


def test_whatever_counts_as_integers():
    assert check(np.array([1, 3])) == check([1, 3]) == check(iter((1, 3)))
    assert check(rd.rank_sequence("[[1, t], [t, t**2]]", 3)) == []


def best_time(action, runs=3):
    """Return the best of a few times, each with an empty memory of DE."""
    times = []
    for _ in range(runs):
        fits.cache_clear()
        start = process_time()
        action()
        times.append(process_time() - start)
    return min(times)


def test_200_random_sequences_that_break_the_cheap_laws_are_refused_in_10_ms_each():
    rng = np.random.default_rng(0)
    slow, refused = [], 0
    for index in range(260):
        length, largest = (5, 8, 40, 200)[index % 4], (6, 40, 1000, 10**9)[index // 65]
        ranks = tuple(rng.integers(0, largest + 1, size=length).tolist())
        found = check(ranks)
        if not found or found[0].law not in ("L", "G", "T"):
            continue
        refused += 1
        first = found[0]
        assert first.left > first.right
        assert str(first.left) in first.explanation
        if all(best_time(lambda ranks=ranks: check(ranks), runs) > 0.010 for runs in (2, 10)):
            slow.append(ranks)
    assert refused >= 200
    assert not slow


@pytest.mark.parametrize(
    "ranks",
    [
        (10**9,) * 200,
        tuple(range(1, 201)),
        (1,) * 199 + (200,),
        tuple(10**9 - (k % 2) * 3 * 10**8 for k in range(200)),
        tuple(min(k + 1, 200 - k) for k in range(200)),
        tuple(10**9 - 7 * k * k for k in range(200)),
    ],
)
def test_the_cheap_laws_take_less_than_10_ms_on_200_ranks(ranks):
    from rankdyn.laws import LAWS

    for law in LAWS[:3]:
        assert any(best_time(lambda law=law: law.check(ranks), runs) <= 0.010 for runs in (3, 20)), law.name


@pytest.mark.parametrize("ranks", [(10**9,) * 200, (5, 7) * 5000, tuple(range(10_000)), (10**30, 10**31)])
def test_large_input_is_answered(ranks):
    assert best_time(lambda: check(ranks), runs=1) < 10
    assert allowed(ranks) == (not check(ranks))
