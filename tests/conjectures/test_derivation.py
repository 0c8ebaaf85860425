"""Theorems: every derivation is rechecked, none contradicts what is realizable, and planted faults are seen."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rankdyn.conjectures import derive as module
from rankdyn.conjectures.cases import refuting_cases
from rankdyn.conjectures.derive import derive
from rankdyn.conjectures.evaluation import truth
from rankdyn.conjectures.farkas import contradiction, is_contradiction
from rankdyn.conjectures.grammar import parse
from rankdyn.conjectures.law_instances import LawInstance, law_instances
from rankdyn.conjectures.linear_form import Form, constant, floor_of, variable
from rankdyn.laws import allowed
from tests.conjectures import recheck
from tests.conjectures.random_statements import statements
from tests.strategies import examples

DERIVED = {
    "r1 <= 2*r0": "L",
    "r3 <= 4*r0": "L",
    "3*r0 + r2 >= 2*r1": "T",
    "13*r0 + 36*r2 >= 12*r1": "T",
    "41*r0 + 400*r2 >= 40*r1": "T",
    "r2 <= r0 + 2*(r1//2)": "G",
    "r4 <= r2 + r3": "G",
    "r3 <= r0 + 3*(r1//2)": "G",
    "r2 == 0 implies r1 <= r0": "T",
    "not (r0 == 2 and r1 == 3 and r2 == 0)": "T",
    "not (r0 == 1 and r1 == 2 and r2 == 3 and r3 == 1)": "T",
    "not (r0 == 1 and r1 == 1 and r2 == 2)": "G",
    "r0 == 1 and r1 == 3 implies r2 > 100": "L",
    "r1 == 3 implies r0 >= 2": "L",
    "(r1 + 1)//2 <= r0": "L",
    "max(r1, r2) <= 3*r0": "L",
    "min(r1, r2) <= max(2*r0, r0)": "L",
    "r1//2 <= r0 and 0 <= r2 <= 3*r0 < 3*r0 + 1": "L",
    "r0 == 0 implies r1 == 0 and r2 == 0": "L",
    "r0 != 0 or r1 == 0": "L",
    "r0 >= 0": "",
    "r0 == r0": "",
    "2*r0 != 2*r1 + 1": "",
    "r0//2*2 <= r0 < r0//2*2 + 2": "",
    "r0//-2 <= 0": "",
    "r0//2//2 <= r0": "",
    "(r0 + (r1 + 1)//2)//3 <= r0 + r1": "",
    "min(r0, r1) <= (r0 + r1)//2 <= max(r0, r1)": "",
}


@pytest.mark.parametrize("conjecture", DERIVED)
def test_theorems_are_derived_and_rechecked(conjecture):
    derivation = derive(parse(conjecture))
    assert derivation is not None
    recheck.check(derivation, 8)
    assert derivation.laws == tuple(filter(None, [DERIVED[conjecture]]))
    assert conjecture.split()[0].strip("(") in str(derivation)


@pytest.mark.parametrize(
    "conjecture",
    [
        "r1 <= r0",
        "r0 + r2 >= r1",
        "r2 <= r0 + r1 - 1",
        "r2 <= r1 + 1",
        "5*r0 + 2*r2 >= 4*r1",  # T with M = 4 has 4 r_2
        "r3 == 0 implies r2 <= r1 - 1",
        "not (r0 == 4 and r1 == 6 and r2 == 1)",
        "r0*r1 >= 0",  # true, but not linear
        "r0 > 0 implies r1//r0 <= 2",  # true, but a rank in the divisor
        "not (r0 == 1 and r1 == 2 and r2 == 2 and r3 == 3)",  # true by DE, which is no linear law
    ],
)
def test_what_does_not_follow_is_not_derived(conjecture):
    assert derive(parse(conjecture)) is None


def test_the_derivation_uses_one_instance_where_one_is_enough():
    for conjecture in ("r1 <= 2*r0", "3*r0 + r2 >= 2*r1", "r3 <= 4*r0", "9*r0 + 16*r2 >= 8*r1"):
        derivation = derive(parse(conjecture))
        assert derivation is not None
        assert [len(case.steps) for case in derivation.cases] == [2]
        assert {step.multiplier for step in derivation.cases[0].steps} == {1}


@given(statements(divisors=False, products=False, most=2))
@examples(120)
def test_what_is_derived_contradicts_no_law_and_is_rechecked(statement):
    derivation = derive(statement)
    if derivation is None:
        return
    recheck.check(derivation)
    for ranks in product(range(5), repeat=3):
        assert truth(statement, ranks) or not allowed(ranks)


@given(statements(divisors=False, products=False))
@examples(120)
def test_the_cases_are_the_negation(statement):
    systems = refuting_cases(statement)
    if systems is None:
        return
    for ranks in product(range(4), repeat=3):
        solved = any(all(form.value(ranks) >= 0 for form in system) for system in systems)
        assert solved is (truth(statement, ranks) is False)


@pytest.mark.parametrize("ranks", [(4, 6, 1), (2, 2, 4), (1, 2, 3), (6, 4, 6), (3, 1, 2), (0, 0, 0), (2, 3, 1)])
def test_law_instances_hold_for_realizable_sequences(ranks):
    for instance in law_instances(3, 20):
        if instance.condition is None or instance.condition.value(ranks) >= 0:
            assert instance.form.value(ranks) >= 0


@given(
    st.lists(st.integers(-9, 9), min_size=1, max_size=3),
    st.integers(-9, 9),
    st.integers(-6, 6).filter(bool),
    st.tuples(*[st.integers(0, 9)] * 3),
)
@examples(150)
def test_floors_of_forms(coefficients, number, divisor, ranks):
    form = Form.of(((k, Fraction(c)) for k, c in enumerate(coefficients)), number)
    found = floor_of(form, divisor)
    assert found.value(ranks) == form.value(ranks) // divisor
    assert all(part.value(ranks) >= 0 for floor in found.floors() for part in floor.definition())


def test_many_cases_are_left_to_the_search():
    parts = " and ".join(f"max(r{k}, r{k + 1}) != r{k + 2}" for k in range(6))
    assert refuting_cases(parse(f"not ({parts})")) is None
    assert derive(parse(" or ".join(f"r0 == {k}" for k in range(40)))) is None


# ---- planted faults --------------------------------------------------------------------------------------------------


def test_a_wrong_multiplier_is_no_contradiction():
    forms = [variable(0), constant(-1) - variable(0).times(2)]
    assert is_contradiction([(forms[0], Fraction(2)), (forms[1], Fraction(1))])
    assert not is_contradiction([(forms[0], Fraction(1)), (forms[1], Fraction(1))])
    assert not is_contradiction([(-forms[0], Fraction(-2)), (forms[1], Fraction(1))])
    assert not is_contradiction([(forms[0], Fraction(1)), (-forms[0], Fraction(1))])  # 0 >= 0
    assert not is_contradiction([])
    assert contradiction([variable(0), constant(-1) + variable(0)], [1, 1]) is None


@pytest.fixture
def derivation():
    found = derive(parse("r2 <= r0 + r1"))
    assert found is not None
    recheck.check(found)
    return found


def test_the_recheck_sees_a_changed_multiplier(derivation):
    case = derivation.cases[0]
    for place, step in enumerate(case.steps):
        for multiplier in (step.multiplier * 2, -step.multiplier, step.multiplier + Fraction(1, 10**9)):
            steps = list(case.steps)
            steps[place] = replace(step, multiplier=multiplier)
            with pytest.raises(AssertionError):
                recheck.check(replace(derivation, cases=(replace(case, steps=tuple(steps)),)))


def test_the_recheck_sees_a_missing_case():
    found = derive(parse("max(r1, r2) <= 3*r0"))
    assert found is not None
    assert len(found.cases) == 2
    for case in found.cases:
        with pytest.raises(AssertionError, match="is in no case"):
            recheck.check(replace(found, cases=(case,)))


@pytest.mark.parametrize(
    ("false_law", "conjecture"),
    [
        (LawInstance("L", "j = 0, k = 1", variable(0) - variable(1)), "r1 <= r0"),
        (LawInstance("T", "j = 0, p = 1, M = 2", variable(0) + variable(2) - variable(1)), "r0 + r2 >= r1"),
        (LawInstance("G", "j = 0, k = 2", variable(0) - variable(2)), "r2 <= r0"),
        (LawInstance("rank", "", variable(1) - constant(1)), "r1 >= 1"),
        (LawInstance("T", "j = 0, p = 1, every M, as r2 = 0", variable(0) - variable(1)), "r1 <= r0 or r2 < 0"),
    ],
)
def test_the_recheck_sees_a_false_law(monkeypatch, false_law, conjecture):
    monkeypatch.setattr(module, "law_instances", lambda length, largest: [false_law])
    derivation = derive(parse(conjecture))
    assert derivation is not None
    with pytest.raises(AssertionError):
        recheck.check(derivation)
