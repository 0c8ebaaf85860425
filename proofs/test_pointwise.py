"""At one point any ranks occur.

Proof. Let E_r be the m x n matrix diag(1, ..., 1, 0, ..., 0) of rank r. Then D = sum E_{r_k} (t - t0)^k / k! has
D^(k)(t0) = E_{r_k}. At several points the Taylor polynomials are prescribed at all of them by Hermite interpolation,
entry by entry. For differences the same holds with Newton's binomials C(t - t0, k).
"""

import pytest

import rankdyn as rd


@pytest.mark.parametrize("kind", ["derivative", "difference"])
@pytest.mark.parametrize("ranks", [(1, 3, 2), (0, 2, 0, 1), (3, 3, 0, 1, 2)])
def test_any_ranks_at_one_point(ranks, kind):
    found = rd.realize(ranks, mode="pointwise", kind=kind)
    assert tuple(rd.rank_at(found.function, 0, len(ranks) - 1, kind=kind)) == ranks
    assert rd.certify(found.certificate)


def test_any_ranks_at_two_points_at_once():
    found = rd.realize([(1, 3, 2), (0, 1, 0)], mode="pointwise", points=[0, "1/3"])
    assert tuple(rd.rank_at(found.function, 0, 2)) == (1, 3, 2)
    assert tuple(rd.rank_at(found.function, "1/3", 2)) == (0, 1, 0)
    assert all(map(rd.certify, found.certificates))


def test_the_generic_ranks_are_others():
    found = rd.realize((1, 3, 2), mode="pointwise")
    assert list(rd.rank_sequence(found.function, 2)) != [1, 3, 2]
    assert rd.realize((1, 3, 2)).law == "L"
