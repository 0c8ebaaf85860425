"""Lifting: every initial difference comes from a trajectory.

Statement. If X′ − X = D, then X^(k+1) − X^(k) = D^(k) for every k. Every matrix D of sums of c t^a e^{bt} has such an
X of the same kind; X + C e^t are all of them.

Proof. Differentiate X′ − X = D k times. For existence solve entry by entry: with b ≠ 1, y = Σ_j y_j t^j e^{bt} has
y′ − y = Σ_j ((b − 1) y_j + (j + 1) y_{j+1}) t^j e^{bt}, triangular and invertible in the y_j. With b = 1 (resonance)
t^{a+1} e^t/(a + 1) has t^a e^t. The difference of two solutions satisfies y′ = y.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rankdyn as rd
from rankdyn.theorems.lifting import THEOREM, check
from rankdyn.theorems.theorem import Instance


def test_resonance_raises_the_power_of_t():
    X = rd.trajectory([["t**2*exp(t)"]])
    assert X.equals(rd.MatrixFunction([["t**3*exp(t)/3"]]))


def test_a_parameter_is_generic():
    assert rd.trajectory([["exp(a*t)"]]).equals(rd.MatrixFunction([["exp(a*t)/(a - 1)"]]))


def test_all_solutions_differ_by_a_constant_times_exp(certified):
    D = rd.MatrixFunction([["t", "exp(2*t)"], ["1", "t**2"]])
    X = rd.trajectory(D, constant=[[1, "c"], [2, 3]])
    assert rd.initial_difference(X).equals(D)
    assert certified(rd.initial_difference(X), 3) == certified(D, 3)


@given(
    st.lists(
        st.sampled_from(["0", "1", "t", "exp(t)", "t*exp(t)", "exp(-t)", "t**2*exp(2*t)", "sin(t)", "exp(b*t)"]),
        min_size=4,
        max_size=4,
    )
)
@settings(max_examples=25, derandomize=True, deadline=None)
def test_successive_differences_are_the_derivatives_of_d(entries):
    outcome = check(Instance("", rd.MatrixFunction([entries[:2], entries[2:]]), 3))
    assert outcome.holds, outcome.detail
    assert outcome.evidence == "exact"


def test_not_every_function_has_a_closed_form():
    """y′ − y = 1/t has no rational solution: a pole of order m in y is one of order m + 1 in y′, so at least 2."""
    assert isinstance(rd.trajectory([["1/t"]]), rd.FormalTrajectory)


@pytest.mark.parametrize("instance", THEOREM.false_neighbour.instances, ids=lambda instance: instance.name)
def test_the_ranks_of_x_are_others(instance):
    assert not THEOREM.false_neighbour.check(instance).holds
