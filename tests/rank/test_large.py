"""Sizes beyond what a computer algebra system ranks: exact, and checked."""

import numpy as np

import rankdyn as rd


def factor(rng: np.random.Generator, rows: int, columns: int, degree: int) -> list[list[str]]:
    coefficients = rng.integers(-9, 10, size=(rows, columns, degree + 1)).tolist()
    return [[" + ".join(f"({c})*t**{i}" for i, c in enumerate(entry)) for entry in row] for row in coefficients]


def test_a_product_of_size_40_rank_20_and_degree_8_is_exact():
    rng = np.random.default_rng(0)
    D = rd.Product(factor(rng, 40, 20, 8), factor(rng, 40, 20, 8))
    ranks = rd.rank_sequence(D, 3)
    assert (tuple(ranks), ranks.kind) == ((20, 40, 40, 40), "exact")
    assert rd.certify(ranks)


def test_an_expanded_matrix_of_size_20_and_hidden_rank_10_is_exact():
    rng = np.random.default_rng(1)
    D = rd.Product(factor(rng, 20, 10, 3), factor(rng, 20, 10, 3)).expand()
    ranks = rd.rank_sequence(D, 2)
    assert (tuple(ranks), ranks.kind) == ((10, 20, 20), "exact")
    assert rd.certify(ranks)


def test_three_parameters_are_exact():
    ranks = rd.rank_sequence("[[a*t, b*t, (a + b)*t], [c, t, c + t], [a*exp(c*t), b, a*exp(c*t) + b]]", 3)
    assert (tuple(ranks), ranks.kind) == ((2, 2, 1, 1), "exact")
    assert rd.certify(ranks)
