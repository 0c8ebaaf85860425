"""The suite can fail: each planted fault makes the fixture check (`check_case`) fail on some case."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

import rankdyn as rd
from rankdyn.algebra import place, primes
from rankdyn.calculus import leibniz, modular
from rankdyn.functions import product
from rankdyn.rank import (
    estimate,
    evaluations,
    exponential_matrix,
    exponentials,
    kernel,
    lower,
    orders,
    pointwise,
    reduction,
    sequence,
    structure,
    upper,
)
from tests.test_fixtures import CASES, check_case

Fault = Callable[[pytest.MonkeyPatch], None]
COUNT = 40


def chosen() -> list[dict[str, Any]]:
    """Forty cases in turn from every family, kinds mixed; structured ones are made of them below."""
    families: dict[str, list[dict[str, Any]]] = {}
    for case in CASES:
        families.setdefault(case["family"], []).append(case)
    turns = [cases[i % len(cases)] for i in range(2) for cases in families.values()]
    return turns[:COUNT]


STRUCTURED = [
    (
        "product",
        rd.Product([["1", "t"], ["t**2", "exp(t)"], ["t", "0"]], [["1", "t"], ["exp(t)", "1"], ["t", "t**2"]]),
        [2, 3, 3, 3],
    ),
    ("three factors", rd.Product([["1"], ["t"]], [["t**2 + 1"]], [["1"], ["t"]]), [1, 2, 2, 2, 1, 0]),
    ("separable", rd.Separable([[1, 1], [0, 1]], ["t**2", "exp(t)"], [[1, 0], [1, 1]]), [2, 2, 2, 1, 1]),
    ("sum", rd.Product([["1"], ["t"]], [["1"], ["t"]]) + rd.MatrixFunction([["-1", "0"], ["0", "0"]]), [2, 2, 1, 0]),
]


def check_all() -> list[str]:
    """Return the names of the failed checks over fixtures and structures."""
    failed = []
    for case in chosen():
        try:
            check_case(case)
        except (AssertionError, ArithmeticError, ValueError, IndexError, rd.RankdynError) as error:
            failed.append(f"{case['family']}-{case['id']}: {error}")
    for name, D, ranks in STRUCTURED:
        try:
            D = rd.functions.document.from_document(rd.functions.document.to_document(D), "t")  # nothing remembered
            found = rd.rank_sequence(D, len(ranks) - 1)
            assert (list(found), found.kind) == (ranks, "exact")
            assert rd.certify(found)
            for k, rank in enumerate(ranks):
                assert rd.generic_rank(D.derivative(k)).value == rank
                assert D.derivative(k).equals(D.expand().derivative(k))
                assert D.difference(k, 2).equals(D.expand().difference(k, 2))
        except (AssertionError, ArithmeticError, ValueError, IndexError, rd.RankdynError) as error:
            failed.append(f"{name}: {error}")
    return failed


def test_without_a_fault_every_check_passes() -> None:
    assert check_all() == []


# ---- the faults ----


def everywhere(monkeypatch: pytest.MonkeyPatch, name: str, fault: Any) -> None:
    """Put the fault in place of a function in every module that imported it by name."""
    modules = (
        evaluations, estimate, kernel, leibniz, lower, modular, orders, place, pointwise, primes, product, reduction,
        sequence, structure, upper, rd.functions.explicit,
    )  # fmt: skip
    found = [module for module in modules if hasattr(module, name)]
    assert found, name
    for module in found:
        monkeypatch.setattr(module, name, fault)


def leibniz_without_binomials(monkeypatch: pytest.MonkeyPatch) -> None:
    true = leibniz.leibniz_terms

    def terms(order: int, factors: int) -> Iterator[tuple[int, tuple[int, ...]]]:
        return ((1, orders_) for _, orders_ in true(order, factors))

    everywhere(monkeypatch, "leibniz_terms", terms)


def leibniz_without_its_last_term(monkeypatch: pytest.MonkeyPatch) -> None:
    true = leibniz.leibniz_terms

    def terms(order: int, factors: int) -> Iterator[tuple[int, tuple[int, ...]]]:
        known = list(true(order, factors))
        return iter(known[:-1] if len(known) > 1 else known)

    everywhere(monkeypatch, "leibniz_terms", terms)


def taylor_product_that_forgets_the_last_coefficient(monkeypatch: pytest.MonkeyPatch) -> None:
    true = exponential_matrix._Run._products

    def products(self: Any, step: Any) -> Any:
        result = true(self, step)
        if self._is_taylor and len(result) > 1:
            result[-1] = 0
        return result

    monkeypatch.setattr(exponential_matrix._Run, "_products", products)


def taylor_product_coefficient_by_coefficient(monkeypatch: pytest.MonkeyPatch) -> None:
    def products(self: Any, step: Any) -> Any:
        return self._table[:, step.left] * self._table[:, step.right] % self._prime

    monkeypatch.setattr(exponential_matrix._Run, "_products", products)


def taylor_exponential_without_its_chain_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exponentials.Exponentials, "_derivatives", lambda self, place: [])


def node_values_without_the_shift(monkeypatch: pytest.MonkeyPatch) -> None:
    def symbol(self: modular.NodeRing, name: str) -> list[int]:
        return [self.place.values[name]] * (self.order + 1)

    monkeypatch.setattr(modular.NodeRing, "symbol", symbol)


def pivot_search_that_returns_a_singular_block(monkeypatch: pytest.MonkeyPatch) -> None:
    true = rd.algebra.modular_matrix.pivots

    def pivots(matrix: Any, prime: int, *costs: Any) -> Any:
        found = true(matrix, prime, *costs)
        columns = tuple(found.columns[:1]) * len(found.columns)
        return found._replace(columns=columns)

    everywhere(monkeypatch, "pivots", pivots)


def pivot_search_that_takes_the_first_rows_and_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    true = rd.algebra.modular_matrix.pivots

    def pivots(matrix: Any, prime: int, *costs: Any) -> Any:
        r = len(true(matrix, prime, *costs).rows)
        return rd.algebra.modular_matrix.Pivots(tuple(range(r)), tuple(range(r)))

    everywhere(monkeypatch, "pivots", pivots)


def pivot_search_that_stops_early(monkeypatch: pytest.MonkeyPatch) -> None:
    true = rd.algebra.modular_matrix.pivots

    def pivots(matrix: Any, prime: int, *costs: Any) -> Any:
        found = true(matrix, prime, *costs)
        return found._replace(rows=found.rows[:-1], columns=found.columns[:-1])

    everywhere(monkeypatch, "pivots", pivots)


def prime_that_is_composite(monkeypatch: pytest.MonkeyPatch) -> None:
    everywhere(monkeypatch, "random_prime", lambda rng: 46337 * 46327)


def prime_below_the_orders(monkeypatch: pytest.MonkeyPatch) -> None:
    everywhere(monkeypatch, "random_prime", lambda rng: 3)


def prime_below_the_degrees(monkeypatch: pytest.MonkeyPatch) -> None:
    everywhere(monkeypatch, "random_prime", lambda rng: 7)


def prime_that_is_always_the_same_small_one(monkeypatch: pytest.MonkeyPatch) -> None:
    everywhere(monkeypatch, "random_prime", lambda rng: 13)


def point_that_is_always_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    def random(names: Any, basis: Any, rng: Any) -> place.Place:
        return place.Place(2147483629, dict.fromkeys(names, 0), basis, (1,) * len(basis.units))

    monkeypatch.setattr(place.Place, "random", random)


def kernel_that_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    true = kernel.cramer_kernel

    def wrong(rows: Any, pivot_rows: Any, pivot_columns: Any, free: Any, work: Any) -> Any:
        vectors = true(rows, pivot_rows, pivot_columns, free, work)
        return [[entry if j in free else entry * 2 for j, entry in enumerate(vector)] for vector in vectors]

    monkeypatch.setattr(kernel, "cramer_kernel", wrong)
    monkeypatch.setattr(kernel, "annihilated", lambda rows, vectors, field, work: True)


def kernel_of_the_wrong_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    true = kernel.constant_kernel

    def wrong(rows: Any, rank: int, free: list[int], work: Any) -> Any:
        vectors = true(rows, rank, free, work)
        return vectors and [[entry if j in free else -entry for j, entry in enumerate(vector)] for vector in vectors]

    monkeypatch.setattr(kernel, "constant_kernel", wrong)


def too_few_evaluation_points(monkeypatch: pytest.MonkeyPatch) -> None:
    true = evaluations.UnivariateMatrix.minor_degree
    monkeypatch.setattr(
        evaluations.UnivariateMatrix, "minor_degree", lambda self, size: max(0, true(self, size) // 2 - 1)
    )
    monkeypatch.setattr(upper, "_MANY_ENTRIES", 1)


def evaluation_points_that_repeat(monkeypatch: pytest.MonkeyPatch) -> None:
    true = evaluations.evaluation_evidence

    def repeated(matrix: Any, bound: int, rng: Any, work: Any) -> Any:
        found = true(matrix, bound, rng, work)
        axes = [evaluations.Axis(axis.of, [0] * len(axis.values)) for axis in found.axes]
        return evaluations.Evaluations(axes)

    monkeypatch.setattr(upper, "evaluation_evidence", repeated)
    monkeypatch.setattr(upper, "_MANY_ENTRIES", 1)


def difference_weights_without_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    true = leibniz.difference_weights
    everywhere(monkeypatch, "difference_weights", lambda order: [abs(weight) for weight in true(order)])


def difference_weights_of_the_wrong_order(monkeypatch: pytest.MonkeyPatch) -> None:
    true = leibniz.difference_weights
    everywhere(monkeypatch, "difference_weights", lambda order: [*true(order - 1), 0] if order > 1 else true(order))


def exponents_without_their_relations(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every exponential becomes an indeterminate of its own."""
    true = exponentials.Exponentials.at

    def at(self: Any, place: Any) -> Any:
        values = true(self, place)
        offsets = [3 + len(repr(row)) for row in zip(*self._coordinates, strict=True)]
        scale = np.array(offsets, dtype=np.uint64)[: values.shape[1]]
        return values * scale % np.uint64(place.prime)

    monkeypatch.setattr(exponentials.Exponentials, "at", at)


def structural_bound_that_is_one_too_small(monkeypatch: pytest.MonkeyPatch) -> None:
    true = structure.structural_bound
    everywhere(monkeypatch, "structural_bound", lambda function, order: max(0, true(function, order) - 1))


def law_l_without_the_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """r_k ≤ (k − j)·r_j."""
    true = sequence.cheap_evidence

    def cheap(rank: int, order: int, shape: Any, structural: int, proved: Any) -> Any:
        for j, known in enumerate(proved):
            if (order - j) * known <= rank:
                return rd.evidence.certificate.Growth(j)
        return true(rank, order, shape, structural, proved)

    monkeypatch.setattr(sequence, "cheap_evidence", cheap)


def wrong_rank(monkeypatch: pytest.MonkeyPatch, rank: Callable[[Any, int], int]) -> None:
    """One matrix at a time and all of a stack."""
    everywhere(monkeypatch, "rank", rank)
    everywhere(monkeypatch, "ranks", lambda stack, prime: [rank(matrix, prime) for matrix in stack])


def rank_that_is_one_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    true = rd.algebra.modular_matrix.rank
    wrong_rank(monkeypatch, lambda matrix, prime: min(*matrix.shape, true(matrix, prime) + 1))


def rank_that_is_one_too_small(monkeypatch: pytest.MonkeyPatch) -> None:
    true = rd.algebra.modular_matrix.rank
    wrong_rank(monkeypatch, lambda matrix, prime: max(0, true(matrix, prime) - 1))


def derivative_without_the_exponential_part(monkeypatch: pytest.MonkeyPatch) -> None:
    field = rd.algebra.function_field.FunctionField
    monkeypatch.setattr(field, "differentiate_polynomial", lambda self, polynomial: (1, polynomial.derivative(0)))


def difference_without_the_shift_of_the_first_factor(monkeypatch: pytest.MonkeyPatch) -> None:
    everywhere(monkeypatch, "difference_shifts", lambda orders_: (0,) * len(orders_))


FAULTS: list[Fault] = [
    difference_without_the_shift_of_the_first_factor,
    leibniz_without_binomials,
    leibniz_without_its_last_term,
    taylor_product_that_forgets_the_last_coefficient,
    taylor_product_coefficient_by_coefficient,
    taylor_exponential_without_its_chain_rule,
    node_values_without_the_shift,
    pivot_search_that_returns_a_singular_block,
    pivot_search_that_takes_the_first_rows_and_columns,
    pivot_search_that_stops_early,
    prime_that_is_composite,
    prime_below_the_orders,
    prime_below_the_degrees,
    prime_that_is_always_the_same_small_one,
    point_that_is_always_zero,
    kernel_that_is_none,
    kernel_of_the_wrong_sign,
    too_few_evaluation_points,
    evaluation_points_that_repeat,
    difference_weights_without_signs,
    difference_weights_of_the_wrong_order,
    exponents_without_their_relations,
    structural_bound_that_is_one_too_small,
    law_l_without_the_one,
    rank_that_is_one_too_large,
    rank_that_is_one_too_small,
    derivative_without_the_exponential_part,
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_planted_fault_is_caught_by_the_fixture_check(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    fault(monkeypatch)
    assert check_all(), f"no check noticed {fault.__name__}"
