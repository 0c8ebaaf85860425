"""At one point only the sides of the matrix bound the ranks."""

import pytest

import rankdyn as rd
from rankdyn.errors import InvalidInputError
from rankdyn.laws import allowed, check_pointwise


@pytest.mark.parametrize("ranks", [(1, 3, 2), (0, 2, 0, 3), (3, 1, 0, 0, 1)])
def test_what_no_generic_ranks_can_be_occurs_at_a_point(ranks):
    """D = Σ t^k/k!·diag(1, …, 1, 0, …) with r_k ones has the ranks r_k at t = 0."""
    assert not allowed(ranks)
    assert check_pointwise(ranks) == check_pointwise(ranks, shape=(3, 4)) == []
    factorial = [1, 1, 2, 6, 24]
    diagonal = [" + ".join(f"t**{k}/{factorial[k]}" for k, r in enumerate(ranks) if i < r) or "0" for i in range(3)]
    D = rd.MatrixFunction([[diagonal[i] if i == j else "0" for j in range(4)] for i in range(3)])
    assert tuple(rd.rank_at(D, 0, len(ranks) - 1)) == ranks


def test_the_sides_bound_them():
    (violation,) = check_pointwise((1, 4, 2), shape=(3, 7))
    assert (violation.law, violation.order, violation.left, violation.right) == ("shape", 1, 4, 3)
    assert "a 3 x 7 matrix has r_1 <= 3, but 4 was asked" in violation.explanation
    assert check_pointwise((1, 3, 2), shape=(3, 7)) == []
    assert check_pointwise((1,), shape=(0, 3))[0].right == 0


@pytest.mark.parametrize("shape", [(-1, 2), (True, 2), (2.5, 2)])
def test_bad_shapes(shape):
    with pytest.raises(InvalidInputError, match="side of shape"):
        check_pointwise((1, 2), shape)
