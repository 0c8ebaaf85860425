"""The proofs in integers: the identities hold, whatever the polynomial matrix."""

import pytest
from flint import fmpz_mat, fmpz_poly
from hypothesis import given, settings
from hypothesis import strategies as st

from rankdyn.formal.factorization import factorize

polynomials = st.lists(st.integers(-5, 5), max_size=4).map(fmpz_poly)


@st.composite
def products(draw):
    """Draw a product A·B of polynomial matrices: its rank is at most the inner dimension, and often less."""
    m, r, n = (draw(st.integers(1, 4)) for _ in range(3))
    left = [[draw(polynomials) for _ in range(r)] for _ in range(m)]
    right = [[draw(polynomials) for _ in range(n)] for _ in range(r)]
    return [[sum((left[i][k] * right[k][j] for k in range(r)), fmpz_poly()) for j in range(n)] for i in range(m)]


def rank_by_evaluation(matrix):
    """Return the largest rank at more points than the degree of any minor."""
    m, n = len(matrix), len(matrix[0])
    degree = max(entry.degree() for row in matrix for entry in row)
    return max(
        fmpz_mat(m, n, [int(entry(a)) for row in matrix for entry in row]).rank()
        for a in range(max(0, degree) * min(m, n) + 1)
    )


@given(products())
@settings(max_examples=60, derandomize=True, deadline=None)
def test_both_identities_hold(matrix):
    m, n = len(matrix), len(matrix[0])
    rank = rank_by_evaluation(matrix)
    proof = factorize(matrix, (m, n), rank)
    assert proof.multiplier != 0
    assert proof.scale != 0
    for i in range(m):
        for j in range(n):
            product = sum((proof.left[i][k] * proof.right[k][j] for k in range(rank)), fmpz_poly())
            assert product == proof.multiplier * matrix[i][j]
    if rank:
        value = fmpz_mat([[int(entry(proof.point)) for entry in row] for row in matrix])
        found = fmpz_mat(proof.rows) * value * fmpz_mat(proof.columns)
        assert found == fmpz_mat(rank, rank, [proof.scale * (i == j) for i in range(rank) for j in range(rank)])


@given(products(), st.integers(-2, 2).filter(bool))
@settings(max_examples=30, derandomize=True, deadline=None)
def test_a_wrong_rank_is_refused(matrix, error):
    rank = rank_by_evaluation(matrix) + error
    with pytest.raises(ValueError, match="the generic rank is not"):
        factorize(matrix, (len(matrix), len(matrix[0])), rank)


def test_an_unlucky_point_is_passed_over():
    t = fmpz_poly([0, 1])
    proof = factorize([[t * (t - 1)]], (1, 1), 1)
    assert proof.point == -1
