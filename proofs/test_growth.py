"""Law L: r_{j+k} ≤ (k + 1)·r_j.

Proof. Replace D by D^(j), so j = 0. Over the field of meromorphic functions D = U Vᵀ with r_0 columns. By the Leibniz
rule D^(k) = Σ C(k,i) U^(i) V^(k−i)ᵀ is a sum of k + 1 matrices of rank at most r_0. The same for differences, where
the factors are moreover shifted.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rankdyn as rd
from rankdyn.theorems.growth import GROWTH, check_bound, leibniz_bound
from rankdyn.theorems.increase import moment_curve
from rankdyn.theorems.theorem import Instance


def test_it_is_tight_for_every_order(certified):
    assert certified(moment_curve(8), 7) == tuple(k + 1 for k in range(8))


@pytest.mark.parametrize("kind", ["derivative", "difference"])
@given(
    entries=st.lists(
        st.sampled_from(["0", "1", "t", "t**2", "exp(t)", "exp(-t)", "1/(t + 1)", "a*t"]), min_size=6, max_size=6
    )
)
@settings(max_examples=25, derandomize=True, deadline=None)
def test_products_of_any_factors_obey_it(kind, entries):
    D = rd.Product([[e] for e in entries[:3]], [[e] for e in entries[3:]])
    outcome = check_bound(leibniz_bound, Instance("", D, 3, kind))
    assert outcome.holds, outcome.detail
    assert outcome.evidence == "exact"


def test_one_less_is_false():
    for instance in GROWTH.false_neighbour.instances:
        assert not GROWTH.false_neighbour.check(instance).holds
