"""Ranks, pivots and products modulo primes: one contract, the native FLINT route, the public route and brute force."""

from __future__ import annotations

import itertools
from typing import Any

import flint
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rankdyn as rd
from rankdyn.algebra import flint_memory, modular_matrix
from rankdyn.algebra.modular_matrix import pivots, product, public_rank, rank
from rankdyn.rank.polynomial_matrix import PolynomialMatrix, _reduced
from tests.strategies import examples, primes
from tests.test_fixtures import CASES

seeds = st.integers(0, 10**9)
sizes = st.integers(0, 6)


def matrix_of(rng: np.random.Generator, m: int, n: int, inner: int, prime: int, zeros: float) -> Any:
    """A random product of inner dimension `inner`, with zeros in its factors."""
    left, right = rng.integers(0, prime, size=(m, inner)), rng.integers(0, prime, size=(inner, n))
    left[rng.random(left.shape) < zeros], right[rng.random(right.shape) < zeros] = 0, 0
    exact = left.astype(object) @ right.astype(object) % prime if inner else np.zeros((m, n), dtype=object)
    return np.ascontiguousarray(exact.astype(np.uint64))


def gauss_rank(matrix: Any, prime: int) -> int:
    """Rank by elimination in Python integers."""
    rows = [[int(x) for x in row] for row in matrix]
    found = 0
    for column in range(matrix.shape[1]):
        pivot = next((i for i in range(found, len(rows)) if rows[i][column] % prime), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        inverse = pow(rows[found][column], -1, prime)
        for i in range(found + 1, len(rows)):
            factor = rows[i][column] * inverse % prime
            rows[i] = [(x - factor * y) % prime for x, y in zip(rows[i], rows[found], strict=True)]
        found += 1
    return found


def determinant(matrix: Any, prime: int) -> int:
    return int(flint.nmod_mat(len(matrix), len(matrix), [int(x) for row in matrix for x in row], prime).det())


@pytest.mark.parametrize("route", [rank, public_rank, lambda matrix, prime: flint_memory.native_rank()(matrix, prime)])
@given(sizes.filter(bool), sizes.filter(bool), sizes, primes, seeds, st.sampled_from([0.0, 0.5]))
@examples(150)
def test_every_route_gives_the_rank_of_elimination(
    route: Any, m: int, n: int, inner: int, prime: int, seed: int, zeros: float
) -> None:
    matrix = matrix_of(np.random.default_rng(seed), m, n, inner, prime, zeros)
    before = matrix.copy()
    assert route(matrix, prime) == gauss_rank(matrix, prime)
    assert (matrix == before).all()


@pytest.mark.parametrize("n", [33, 64, 130])
def test_routes_agree_on_large_matrices(n: int) -> None:
    rng = np.random.default_rng(n)
    for inner in (1, n // 2, n - 1, n):
        matrix = matrix_of(rng, n, n + 3, inner, 2147483647, 0.0)
        assert rank(matrix, 2147483647) == public_rank(matrix, 2147483647) == inner


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0)])
def test_empty_matrices_have_rank_zero(shape: tuple[int, int]) -> None:
    assert rank(np.zeros(shape, dtype=np.uint64), 1073741827) == 0
    assert pivots(np.zeros(shape, dtype=np.uint64), 1073741827) == ((), ())


@given(sizes, sizes, sizes, primes, seeds, st.booleans())
@examples(200)
def test_pivots_are_a_non_singular_block_of_full_rank_with_non_zero_leading_minors(
    m: int, n: int, inner: int, prime: int, seed: int, with_costs: bool
) -> None:
    rng = np.random.default_rng(seed)
    matrix = matrix_of(rng, m, n, inner, prime, 0.4)
    costs = ([int(c) for c in rng.integers(0, 9, m)], [int(c) for c in rng.integers(0, 9, n)]) if with_costs else ()
    rows, columns = pivots(matrix, prime, *costs)
    assert len(rows) == len(columns) == gauss_rank(matrix, prime)
    assert len(set(rows)) == len(rows)
    assert len(set(columns)) == len(columns)
    for size in range(1, len(rows) + 1):
        assert determinant(matrix[np.ix_(rows[:size], columns[:size])], prime)


def test_cheaper_rows_and_columns_are_preferred_as_pivots() -> None:
    matrix = np.ones((3, 3), dtype=np.uint64)
    assert pivots(matrix, 1073741827, [5, 1, 3], [2, 9, 0]) == ((1,), (2,))


def test_pivots_by_brute_force_over_all_small_binary_matrices() -> None:
    for bits in itertools.product((0, 1), repeat=9):
        matrix = np.array(bits, dtype=np.uint64).reshape(3, 3)
        blocks = (
            (r, c)
            for k in range(1, 4)
            for r, c in itertools.product(itertools.combinations(range(3), k), repeat=2)
            if determinant(matrix[np.ix_(r, c)], 2147483647)
        )
        largest = max((len(r) for r, _ in blocks), default=0)
        assert len(pivots(matrix, 2147483647).rows) == largest == rank(matrix, 2147483647)


@given(sizes, st.integers(0, 200), sizes, primes, seeds)
@examples(80)
def test_products_are_exact(m: int, inner: int, n: int, prime: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    left = rng.integers(0, prime, size=(m, inner), dtype=np.uint64)
    right = rng.integers(0, prime, size=(inner, n), dtype=np.uint64)
    found = product(left, right, prime)
    expected = np.array(left.astype(object) @ right.astype(object) % prime if inner else np.zeros((m, n), dtype=object))
    assert found.shape == (m, n)
    assert (found.astype(object) == expected).all()


@pytest.mark.parametrize("inner", [1, 63, 64, 65, 128, 1000])
@pytest.mark.parametrize("prime", [1073741827, 2147483647])
def test_products_of_the_largest_residues_are_exact(inner: int, prime: int) -> None:
    left, right = np.full((2, inner), prime - 1, dtype=np.uint64), np.full((inner, 2), prime - 1, dtype=np.uint64)
    assert (product(left, right, prime) == inner % prime).all()


def test_products_broadcast_over_leading_axes() -> None:
    rng = np.random.default_rng(0)
    left = rng.integers(0, 1073741827, size=(3, 2, 4), dtype=np.uint64)
    right = rng.integers(0, 1073741827, size=(3, 4, 5), dtype=np.uint64)
    found = product(left, right, 1073741827)
    for i in range(3):
        assert (found[i] == product(left[i], right[i], 1073741827)).all()


@given(st.lists(st.integers(2**32 - 2**53, 2**53 - 2**32), min_size=1, max_size=20), primes)
@examples(200)
def test_reduction_of_exact_floats_is_the_residue(values: list[int], prime: int) -> None:
    found = _reduced(np.array(values, dtype=np.float64), prime)
    assert [int(x) for x in found] == [value % prime for value in values]


@pytest.mark.parametrize("prime", [1073741827, 2147483629, 2147483647])
def test_reduction_is_exact_next_to_multiples_of_the_prime_up_to_the_largest_sum(prime: int) -> None:
    top = 2**53 // prime
    values = [s * (q * prime + e) for q in (1, 2, top // 2, top - 1, top) for e in (-2, -1, 0, 1, 2) for s in (1, -1)]
    values = [value for value in values if abs(value) <= 2**53 - 2**32] + [2**53 - 2**32, 2**32 - 2**53]
    found = _reduced(np.array(values, dtype=np.float64), prime)
    assert [int(x) for x in found] == [value % prime for value in values]


@given(st.integers(1, 4), st.sampled_from([3, 2**20, 2**36, 2**45, 2**52]), primes, seeds)
@examples(100)
def test_weighted_sums_are_exact_for_coefficients_of_every_size(
    depth: int, largest: int, prime: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    C = rng.integers(-largest, largest, size=(depth, 2, 3), endpoint=True)
    W = rng.integers(0, prime, size=(3, depth), dtype=np.uint64)
    found = PolynomialMatrix.of(C.astype(np.float64)).weighted(W, prime)
    expected = np.tensordot(W.astype(object), C.astype(object), axes=(1, 0)) % prime
    assert (found.astype(object) == expected).all()


# ---- the fallback ----


def without_native(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(modular_matrix, "native_rank", lambda: None)


def test_whole_answers_are_the_same_through_the_public_interface(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = CASES[::12]

    def answers() -> list[Any]:
        found = []
        for case in chosen:
            D = rd.MatrixFunction(case["rows"], case["variable"])
            for certify in (True, False):
                answer = rd.rank_sequence(D, case["max_order"], kind=case["kind"], h=case["h"], certify=certify)
                found.append((tuple(answer), answer.bounds, answer.certificate and answer.certificate.to_json()))
        return found

    native = answers()
    without_native(monkeypatch)
    assert answers() == native


def test_the_native_route_is_in_use_here_or_its_absence_is_known() -> None:
    flint_memory.native_rank.cache_clear()
    assert flint_memory.native_rank() is None or flint_memory.native_rank()(np.eye(3, dtype=np.uint64), 1073741827) == 3


@pytest.mark.parametrize("failure", ["library", "layout", "answers", "bytes"])
def test_a_library_that_is_not_as_expected_is_not_used(failure: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_library() -> Any:
        raise OSError("no library")

    if failure == "library":
        monkeypatch.setattr(flint_memory, "_library", no_library)
    elif failure == "layout":
        monkeypatch.setattr(flint_memory.NativeRank, "is_understood", lambda self: False)
    elif failure == "answers":
        monkeypatch.setattr(flint_memory, "_agrees", lambda route: False)
    else:
        monkeypatch.setattr(flint_memory.sys, "byteorder", "big")
    flint_memory.native_rank.cache_clear()
    try:
        assert flint_memory.native_rank() is None
        assert rank(np.eye(4, dtype=np.uint64), 1073741827) == 4
    finally:
        flint_memory.native_rank.cache_clear()


def test_a_rank_that_disagrees_with_the_public_interface_is_noticed() -> None:
    assert not flint_memory._agrees(lambda matrix, prime: min(matrix.shape))
    assert flint_memory._agrees(public_rank)
