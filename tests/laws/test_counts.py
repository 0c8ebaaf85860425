"""How many sequences the laws leave, by enumeration: the counts of the theory."""

from itertools import product

import numpy as np
import pytest

from rankdyn.laws import LAWS, allowed_many, check

GENERAL = {"L", "G", "T", "DE"}
CASES = {"22341", "22421", "23224", "24212"}


def all_sequences(length, largest):
    return product(range(largest + 1), repeat=length)


@pytest.mark.parametrize(
    ("length", "largest", "general", "every"),
    [
        (2, 3, 12, 12),
        (3, 3, 30, 30),
        (3, 5, 101, 101),
        (4, 3, 69, 69),
        (4, 4, 182, 181),
        (4, 5, 364, 363),
        (5, 3, 154, 153),
        (5, 4, 546, 525),
    ],
)
def test_sequences_left(length, largest, general, every):
    broken = [{violation.law for violation in check(ranks)} for ranks in all_sequences(length, largest)]
    assert sum(not laws & GENERAL for laws in broken) == general
    assert sum(not laws for laws in broken) == every
    array = np.array(list(all_sequences(length, largest)))
    assert allowed_many(array).sum() == every


def test_what_kills_the_21_of_length_5_beyond_the_general_laws():
    killers = {}
    for ranks in all_sequences(5, 4):
        laws = [violation.law for violation in check(ranks)]
        if laws and not GENERAL & set(laws):
            killers["".join(map(str, ranks))] = laws
    assert len(killers) == 21
    assert {name for name, laws in killers.items() if laws == [name]} == CASES
    assert {name for name, laws in killers.items() if "P" in laws} >= set(
        "22310 22420 23410 23420 24410 32420 33410".split()
    )
    assert killers["23411"] == killers["24411"] == ["C"]
    assert killers["22234"] == ["X'"]
    assert killers["22324"] == ["X''"]
    assert all(
        name.startswith("2224") or name.endswith("2224")
        for name, laws in killers.items()
        if "X'" in laws and name != "22234"
    )


@pytest.mark.parametrize(
    ("ranks", "law"),
    [
        ((1, 3), "L"),
        ((0, 1), "L"),
        ((1, 1, 2), "G"),
        ((1, 2, 0), "T"),
        ((2, 3, 0), "T"),
        ((1, 2, 3, 1), "T"),
        ((3, 5, 1), "T"),
        ((1, 2, 2, 3), "DE"),
        ((2, 2, 2, 4), "X'"),
        ((3, 3, 5, 2, 0), "P"),
        ((3, 4, 5, 1, 0), "P"),
        ((2, 4, 2, 1, 2), "24212"),
    ],
)
def test_the_law_that_is_known_to_kill(ranks, law):
    assert law in {violation.law for violation in check(ranks)}


def test_every_law_kills_something_that_no_other_kills():
    """None of the laws is there for nothing, but L and T, of which T contains L."""
    alone = set()
    for length, largest in ((3, 5), (4, 5), (5, 4)):
        for ranks in all_sequences(length, largest):
            laws = {violation.law for violation in check(ranks)}
            if len(laws) == 1:
                alone |= laws
    assert alone >= {law.name for law in LAWS} - {"L", "G", "T"}
