"""Law DE: non-increasing d, e with d_0 = e_0 = r_0 fit the ranks.

Statement. They exist such that for every k ≥ 1

    d_k + e_k + Σ_{0<j<k} max(0, d_j + e_{k−j} − r_0) ≤ r_k ≤ min_{0≤i≤k+1} (Σ_{j<i} d_j + Σ_{l≤k−i} e_l),

and the same from every order on.

Proof. Write D = U Vᵀ with r_0 independent columns in U and in V, W_k for the span of the columns of U, …, U^(k) over K,
and d_k = dim W_k/W_{k−1}. Differentiation induces a K-linear map of W_k/W_{k−1} onto W_{k+1}/W_k, so d_0 ≥ d_1 ≥ …;
the same for e and V. By the Leibniz rule D^(k) = Σ C(k,j) U^(j)V^(k−j)ᵀ.

Upper bound: for a cut i the terms with j < i have their columns in W_{i−1}, of dimension Σ_{j<i} d_j; the terms with
j ≥ i have their rows in the span of those of V, …, V^(k−i), of dimension Σ_{l≤k−i} e_l.

Lower bound: take bases that follow W_0 ⊂ W_1 ⊂ … and the like for V. U^(j) is A_j modulo W_{j−1}, with A_j of size
d_j × r_0 and rank d_j; V^(l) is B_l. In these bases D^(k) has no blocks with j + l > k, and C(k,j)·A_j B_{k−j}ᵀ for
j + l = k. So its rank is at least the sum of the ranks of those, which by Sylvester's inequality are at least
d_j + e_{k−j} − r_0, and exactly e_k and d_k for j = 0 and j = k, where A_0 and B_0 are identities.

For differences Δ^k(UVᵀ) = Σ C(k,j) (Δ^j σ^{k−j}U)(Δ^{k−j}V)ᵀ, and the filtration of the left factor starts at σ^k U.
"""

from itertools import product

import pytest
import sympy

import rankdyn as rd
from rankdyn.laws.dimensions import LAW, fits
from rankdyn.theorems.dimensions import DIMENSIONS, bounds, fits_plainly, sequences
from rankdyn.theorems.increase import moment_curve


def added(vectors, length):
    """Return the dimensions that U, U′, … add, by exact rank over Q at a generic point."""
    t = sympy.Symbol("t")
    columns, found, last = sympy.zeros(vectors.rows, 0), [], 0
    for _ in range(length):
        columns = columns.row_join(vectors)
        rank = columns.subs(t, sympy.Rational(17, 5)).rank()
        found.append(rank - last)
        last, vectors = rank, vectors.diff(t)
    return found


FACTORS = [
    ([["1", "0"], ["t", "1"], ["t**3", "t"]], [["1", "t"], ["0", "t**5"], ["t", "1"], ["t**2", "t**4"]]),
    ([["1"], ["t"], ["t**2"]], [["1"], ["t"], ["t**3"]]),
    ([["t", "1"], ["1", "0"]], [["t**2", "1"], ["1", "t"], ["t", "t**3"]]),
    ([["t**2", "t"], ["1", "t**3"], ["t", "1"], ["0", "t**4"]], [["1", "0"], ["0", "1"], ["t", "t**2"]]),
]


@pytest.mark.parametrize(("U", "V"), FACTORS)
def test_the_dimensions_of_the_factors_fit(U, V, certified):
    """The d and e of actual factors satisfy all the inequalities."""
    ranks = certified(rd.Product(U, V), 4)
    d, e = (added(sympy.Matrix([[sympy.sympify(entry) for entry in row] for row in X]), 5) for X in (U, V))
    assert d == sorted(d, reverse=True)
    assert e == sorted(e, reverse=True)
    assert d[0] == e[0] == ranks[0]
    for k in range(1, 5):
        low, high = bounds(d, e, k, ranks[0])
        assert low <= ranks[k] <= high, (ranks, d, e, k)


def test_the_moment_curve_meets_both_bounds(certified):
    """For d = e = (1, 1, 1, 1): 2 + (k − 1) ≤ r_k ≤ k + 1."""
    assert certified(moment_curve(4), 3) == (1, 2, 3, 4)
    assert [bounds((1, 1, 1, 1), (1, 1, 1, 1), k, 1) for k in (1, 2, 3)] == [(2, 2), (3, 3), (4, 4)]


def test_what_it_kills():
    """1, 2, 2, 3: r_1 = 2 asks for d_1 = e_1 = 1; r_2 = 2 then leaves d_2 + e_2 ≤ 1, and r_3 ≤ 2."""
    assert fits((1, 2, 2, 3))[0] is False
    found = [
        (d, e)
        for d, e in product(sequences(1, 3), repeat=2)
        if all(low <= rank <= high for k, rank in ((1, 2), (2, 2)) for low, high in [bounds(d, e, k, 1)])
    ]
    assert found
    assert all(d[2] + e[2] <= 1 for d, e in found)
    assert max(bounds((*d, d[2]), (*e, e[2]), 3, 1)[1] for d, e in found) == 2
    assert LAW.check((1, 2, 2, 3)).right == 2


def test_the_search_agrees_with_trying_all():
    for ranks in product(range(4), repeat=4):
        assert fits(ranks)[0] == fits_plainly(ranks, ranks[0]), ranks


@pytest.mark.parametrize("instance", DIMENSIONS.named, ids=lambda instance: instance.name)
def test_the_named_instances(instance):
    outcome = DIMENSIONS.check(instance)
    assert outcome.holds, outcome.detail
    assert outcome.evidence == "exact"


def test_the_false_neighbour_is_refuted():
    for instance in DIMENSIONS.false_neighbour.instances:
        assert not DIMENSIONS.false_neighbour.check(instance).holds
