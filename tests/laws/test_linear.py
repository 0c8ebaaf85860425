"""The linear instances are the laws, written as a·r >= 0."""

from fractions import Fraction
from itertools import product

import pytest

from rankdyn.errors import InvalidInputError
from rankdyn.laws import LAWS, linear_instances

BY_NAME = {law.name: law for law in LAWS}


def test_the_coefficients_of_each_law():
    found = {(i.law, i.parameters): i.coefficients for i in linear_instances(4, 3)}
    assert found["L", (("j", 1), ("k", 2))] == (0, 3, 0, -1)
    assert found["G", (("j", 0), ("k", 3))] == (2, 3, 0, -2)
    assert found["T", (("j", 0), ("M", 3), ("p", 2))] == (5, 0, -3, 2)
    assert all(isinstance(a, Fraction) for coefficients in found.values() for a in coefficients)


@pytest.mark.parametrize("length", [1, 2, 3, 4, 5])
def test_how_many_there_are(length):
    pairs = length * (length - 1) // 2
    found = linear_instances(length, 5)
    assert sum(i.law == "L" for i in found) == pairs
    assert sum(i.law == "G" for i in found) == max(0, pairs - (length - 1))
    assert sum(i.law == "T" for i in found) == 4 * max(0, (length - 1) * (length - 2) // 2)
    assert len(linear_instances(length, 5, signs=True)) == len(found) + length
    assert len({i.coefficients for i in found}) >= len(found) - length


def test_what_keeps_the_laws_keeps_the_instances():
    """L and T are exactly their instances, for M up to the bound; G without the floor asks for less."""
    instances = linear_instances(4, 12)
    for ranks in product(range(6), repeat=4):
        for name in ("L", "T", "G"):
            kept = all(i.value(ranks) >= 0 for i in instances if i.law == name)
            law = BY_NAME[name].check(ranks) is None
            if name == "L":
                assert kept == law
            elif name == "T" and BY_NAME["L"].check(ranks) is None:
                assert kept == law or 0 in ranks  # before a zero the M that is needed may be larger
            if law:
                assert kept, (name, ranks)


def test_a_broken_instance_names_a_broken_law():
    instances = linear_instances(3, 6)
    for ranks in product(range(7), repeat=3):
        for instance in instances:
            if instance.value(ranks) < 0:
                assert BY_NAME[instance.law].check(ranks) is not None


def test_as_text():
    assert str(linear_instances(3, 2)[-1]) == "3*r_0 - 2*r_1 + r_2 >= 0"


@pytest.mark.parametrize("arguments", [(0,), (-1,), (True,), (2.0,), (3, 0)])
def test_bad_arguments(arguments):
    with pytest.raises(InvalidInputError):
        linear_instances(*arguments)
