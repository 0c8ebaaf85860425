"""The meaning of conjectures: exact, three-valued, the same one by one and for many."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rankdyn.conjectures.evaluation import truth, truth_of_many, value, zero_divisor
from rankdyn.conjectures.grammar import parse
from rankdyn.conjectures.printing import text
from rankdyn.conjectures.statements import Comparison, Integer, Multiplication, Rank, Statement
from tests.conjectures.random_statements import statements, terms
from tests.strategies import examples

BOX = list(product(range(4), repeat=3))


def by_python(statement: Statement, ranks) -> bool | None:
    """Evaluate the printed statement with Python's own operators, an oracle for statements that divide by integers."""
    words = text(statement)
    if " implies " in words or "not " in words:
        raise AssertionError("Python has no implies, and its not binds differently")
    return bool(eval(words, {"__builtins__": {}, "max": max, "min": min}, {f"r{k}": r for k, r in enumerate(ranks)}))


@given(statements(divisors=False).filter(lambda s: "implies" not in text(s) and "not " not in text(s)))
@examples(150)
def test_values_are_those_of_python(statement):
    for ranks in BOX[::5]:
        assert truth(statement, ranks) is by_python(statement, ranks)


@given(statements())
@examples(200)
def test_many_sequences_at_once(statement):
    holds, fails = truth_of_many(statement, np.array(BOX))
    assert [True if h else False if f else None for h, f in zip(holds, fails, strict=True)] == [
        truth(statement, ranks) for ranks in BOX
    ]


@pytest.mark.parametrize(
    "written",
    [
        "r0*r1*r2*1000000000000000000 <= 26999999999999999999",
        "9223372036854775807 + r0 > 9223372036854775807",
        "(r0 - r1)*9999999999999999999999//7 != 0 - r2",
        "max(r0, 18446744073709551616) - 18446744073709551615 == 1",
        "r0*4611686018427387904*0 == 0",
        "r0 < 9223372036854775808",
    ],
)
def test_large_integers_are_exact(written):
    statement = parse(written)
    holds, fails = truth_of_many(statement, np.array(BOX))
    assert list(holds) == [by_python(statement, ranks) for ranks in BOX]
    assert list(fails) == list(~holds)


def test_large_ranks_are_exact():
    large = np.array([[2**31, 2**31 - 1], [3_000_000_000, 3_000_000_000]])
    holds, _ = truth_of_many(parse("r0*r0 > r0*r1 and r0*r0 < 4611686018427387905"), large)
    assert list(holds) == [True, False]


def test_the_bound_on_intermediate_values_is_one():
    # Faults planted in the bound would let 64-bit products wrap around: this product is 2^64.
    power = Multiplication(tuple([Integer(65536)] * 4))
    holds, fails = truth_of_many(Comparison((power, Rank(0)), ("==",)), np.array([[0], [1]]))
    assert not holds.any()
    assert fails.all()


@given(terms(), st.sampled_from(BOX))
@examples(100)
def test_a_term_is_undefined_only_where_a_divisor_is_zero(term, ranks):
    statement = Comparison((term, Rank(0)), ("<=",))
    if value(term, ranks) is None:
        assert truth(statement, ranks) is None
        divisor = zero_divisor(statement, ranks)
        assert divisor is not None
        assert value(divisor, ranks) == 0
    else:
        assert truth(statement, ranks) is not None


@pytest.mark.parametrize(
    ("written", "at_zero"),
    [
        ("r1 // r0 <= 2", None),
        ("not r1 // r0 <= 2", None),
        ("r0 > 0 implies r1 // r0 <= 2", True),
        ("r1 // r0 <= 2 implies r0 == 0", True),
        ("r1 // r0 <= 2 implies r0 > 0", None),
        ("r1 // r0 <= 2 and r0 > 0", False),
        ("r0 > 0 and r1 // r0 <= 2", False),
        ("r1 // r0 <= 2 and r0 == 0", None),
        ("r1 // r0 <= 2 or r0 == 0", True),
        ("r1 // r0 <= 2 or r0 > 0", None),
        ("0 <= r1 // r0 <= 2", None),
        ("1 < r0 < r1 // r0", False),
        ("max(r1 // r0, 5) <= 2", None),
        ("0*(r1 // r0) == 0", None),
    ],
)
def test_what_division_by_zero_leaves_undefined(written, at_zero):
    assert truth(parse(written), (0, 3)) is at_zero
