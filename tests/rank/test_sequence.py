"""`rank_sequence`: what the ranks obey, how they are known, and what happens at unlucky places."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

import rankdyn as rd
from rankdyn.algebra.exponents import ExponentBasis
from rankdyn.algebra.place import Place
from rankdyn.functions.document import from_document, to_document
from rankdyn.rank.structure import structural_bound
from tests.strategies import (
    entry_texts,
    examples,
    explicit,
    kinds,
    matrix_functions,
    orders,
    plain_texts,
    rationals,
    sides,
    steps,
    structured,
)

seeds = st.integers(0, 2**32)


def fresh(D: rd.MatrixFunction) -> rd.MatrixFunction:
    """The same function with nothing remembered from earlier questions."""
    return from_document(to_document(D), D.variable_name)


def exact(D: Any, order: int, kind: str = "derivative", h: Fraction = Fraction(1), **options: Any) -> list[int]:
    found = rd.rank_sequence(D, order, kind=kind, h=h, **options)
    assert found.kind == "exact", found.explain()
    return list(found)


# ---- structure does not matter ----


@given(matrix_functions(), orders, kinds, steps)
@examples(60)
def test_a_structure_and_its_expansion_have_the_same_certified_ranks(
    D: rd.MatrixFunction, order: int, kind: str, h: Fraction
) -> None:
    structural = rd.rank_sequence(D, order, kind=kind, h=h)
    expanded = rd.rank_sequence(D.expand(), order, kind=kind, h=h)
    assert list(structural) == list(expanded)
    assert structural.kind == expanded.kind == "exact"
    assert rd.certify(structural)
    assert rd.certify(expanded)


@given(matrix_functions(entries=entry_texts), st.integers(1, 3), kinds)
@examples(40)
def test_ranks_are_those_of_the_derived_functions(D: rd.MatrixFunction, order: int, kind: str) -> None:
    found = exact(D, order, kind)
    for k, rank in enumerate(found):
        derived = D.derivative(k) if kind == "derivative" else D.difference(k)
        assert rd.generic_rank(derived) == rd.generic_rank(derived)
        assert rd.generic_rank(derived).value == rank
        assert rd.generic_rank(derived).kind == "exact"


# ---- invariance ----


def invertible(n: int, seed: int) -> list[list[int]]:
    """A random product of a lower and an upper triangular matrix of ones: determinant 1."""
    rng = np.random.default_rng(seed)
    lower = np.tril(rng.integers(-2, 3, size=(n, n)), -1) + np.eye(n, dtype=int)
    upper = np.triu(rng.integers(-2, 3, size=(n, n)), 1) + np.eye(n, dtype=int)
    return (lower @ upper).tolist()


@given(matrix_functions(), orders, kinds, seeds)
@examples(40)
def test_ranks_are_invariant_under_constant_invertible_factors_and_transpose(
    D: rd.MatrixFunction, order: int, kind: str, seed: int
) -> None:
    m, n = D.shape
    ranks = exact(D, order, kind)
    assert exact(invertible(m, seed) @ D, order, kind) == ranks
    assert exact(D @ invertible(n, seed + 1), order, kind) == ranks
    assert exact(D.T, order, kind) == ranks
    assert exact(3 * D, order, kind) == ranks
    assert exact(D.shift("2/3"), order, kind) == ranks


@given(explicit(2, 3, plain_texts), orders, rationals.filter(bool), rationals, steps)
@examples(30)
def test_ranks_are_invariant_under_affine_changes_of_time(
    D: rd.MatrixFunction, order: int, c: Fraction, d: Fraction, h: Fraction
) -> None:
    t = sp.Symbol("t")
    moved = D.to_sympy().subs(t, sp.Rational(str(c)) * t + sp.Rational(str(d)))
    moved = moved.replace(lambda e: isinstance(e, sp.exp), lambda e: sp.exp(sp.expand(e.args[0])))
    assert exact(moved, order) == exact(D, order)
    assert exact(moved, order, "difference", h / c) == exact(D, order, "difference", h)


@given(matrix_functions(most=2), matrix_functions(most=2), orders, kinds)
@examples(40)
def test_ranks_of_block_sums_add(A: rd.MatrixFunction, B: rd.MatrixFunction, order: int, kind: str) -> None:
    added = [a + b for a, b in zip(exact(A, order, kind), exact(B, order, kind), strict=True)]
    assert exact(rd.BlockSum(A, B), order, kind) == added


@given(matrix_functions(), orders, kinds)
@examples(40)
def test_the_name_of_the_variable_does_not_matter(D: rd.MatrixFunction, order: int, kind: str) -> None:
    t, x = sp.symbols("t x")
    renamed = rd.MatrixFunction(D.to_sympy().subs(t, x), x)
    assert exact(renamed, order, kind) == exact(D, order, kind)
    assert exact(rd.MatrixFunction(renamed.to_sympy(), t), order, kind)[1:] == [0] * order


# ---- laws ----


@given(matrix_functions(entries=st.one_of(plain_texts, entry_texts)), st.integers(1, 5), kinds, steps)
@examples(60)
def test_laws_l_and_g_hold_from_every_order_on(D: rd.MatrixFunction, order: int, kind: str, h: Fraction) -> None:
    r = exact(D, order, kind, h)
    for j in range(order):
        for k in range(order + 1 - j):
            assert r[j + k] <= (k + 1) * r[j]
            assert r[j + k] <= r[j] + k * (r[j + 1] // 2)


@given(st.lists(plain_texts, min_size=1, max_size=3), orders, seeds)
@examples(40)
def test_decomposable_functions_have_the_staircase_of_their_diagonal(g: list[str], order: int, seed: int) -> None:
    """Theorem M: with U, V constant and invertible, r_k counts the g_i whose k-th derivative does not vanish."""
    r = len(g)
    D = rd.Separable(invertible(r, seed), g, invertible(r, seed + 1))
    t = sp.Symbol("t")
    expected = [sum(sp.expand(sp.diff(sp.sympify(f), t, k)) != 0 for f in g) for k in range(order + 1)]
    assert exact(D, order) == expected
    assert exact(D.expand(), order) == expected


@pytest.mark.parametrize("n", [2, 3, 5])
def test_moment_curves_grow_by_one(n: int) -> None:
    assert exact([[f"t**{i + j}" for j in range(n)] for i in range(n)], n) == [*range(1, n + 1), n - 1]
    rows = [[f"exp({2 * i + 3 * j + 2}*t)" for j in range(n)] for i in range(n)]
    assert exact(rows, n + 1) == [min(n, k + 1) for k in range(n + 2)]


@given(matrix_functions(), orders, kinds)
@examples(60)
def test_structural_bounds_are_never_below_the_ranks(D: rd.MatrixFunction, order: int, kind: str) -> None:
    for k, rank in enumerate(exact(D.expand(), order, kind)):
        assert rank <= structural_bound(D, k) <= min(D.shape)


# ---- kinds of evidence ----


@given(matrix_functions(entries=entry_texts), orders, kinds)
@examples(60)
def test_without_proof_the_same_ranks_are_monte_carlo_with_a_probability(
    D: rd.MatrixFunction, order: int, kind: str
) -> None:
    proved = rd.rank_sequence(D, order, kind=kind)
    found = rd.rank_sequence(fresh(D), order, kind=kind, certify=False)
    assert list(found) == list(proved)
    assert found.kind == "monte-carlo"
    assert found.certificate is None
    for bound in found.bounds:
        assert bound.kind == "monte-carlo"
        assert 0 <= bound.error_probability < 1e-6
        assert bound.error_probability == 0 or bound.value < min(D.shape)
    assert "monte-carlo" in found.explain()
    with pytest.raises(rd.InvalidInputError, match="no certificate"):
        rd.certify(found)


DEFICIENT = [
    ("[[1, t, t**2], [t, t**2, t**3], [t**2, t**3, t**4]]", "derivative"),
    ("[[exp(t), exp(2*t)], [1, exp(t)]]", "derivative"),
    ("[[a*t, a], [b*t, b]]", "derivative"),
    ("[[1/(t + 1), 1/(t + 2)], [t/(t + 1), t/(t + 2)]]", "derivative"),
    ("[[t, 2*t, a], [3*t, 6*t, 3*a]]", "difference"),
    ("[[cosh(t) - 1, sinh(t)], [sinh(t), cosh(t) + 1]]", "difference"),
]


@pytest.mark.parametrize(("text", "kind"), DEFICIENT)
@pytest.mark.parametrize("budget", [0, 1])
def test_without_a_budget_ranks_that_need_a_proof_are_monte_carlo(text: str, kind: str, budget: int) -> None:
    proved = rd.rank_sequence(text, 2, kind=kind)
    found = rd.rank_sequence(text, 2, kind=kind, budget=budget)
    assert list(found) == list(proved)
    assert found.kind == "monte-carlo"
    assert found.certificate is None
    assert 0 < found.error_probability < 1e-6
    assert found.bounds[0].kind == "monte-carlo"
    assert "budget" in found.bounds[0].method
    assert "error probability" in repr(found)


def test_bounds_met_by_shape_or_structure_alone_are_exact_even_without_a_budget() -> None:
    """Nothing has to be computed for these upper bounds, and the lower bounds are proved by a minor modulo a prime."""
    for D, ranks in (
        (rd.MatrixFunction("[[t, 1], [0, t]]"), [2, 2, 0]),
        (rd.Product([["1"], ["t"], ["t**2"]], [["1"], ["t"], ["t**2"]]), [1, 2, 3]),
    ):
        found = rd.rank_sequence(D, len(ranks) - 2, budget=0)
        assert list(found) == ranks[:-1]
        assert found.kind == "exact"
        assert rd.certify(found)


def test_a_budget_between_proves_some_orders_and_says_which() -> None:
    text = "[[1, t, t**2], [t, t**2, t**3], [t**2, t**3, t**4]]"
    full = rd.rank_sequence(text, 5)
    kinds_by_budget = []
    for budget in (0, 20, 100, 400, 2000, 10**5, 10**7):
        found = rd.rank_sequence(text, 5, budget=budget)
        assert list(found) == list(full)
        assert (found.certificate is None) == (found.kind != "exact")
        kinds_by_budget.append(sum(bound.kind == "exact" for bound in found.bounds))
    assert kinds_by_budget == sorted(kinds_by_budget)
    assert kinds_by_budget[0] < kinds_by_budget[-1] == 6


@given(matrix_functions(entries=entry_texts), orders, kinds, seeds)
@examples(40)
def test_the_same_seed_gives_the_same_bytes_and_other_seeds_the_same_ranks(
    D: rd.MatrixFunction, order: int, kind: str, seed: int
) -> None:
    first = rd.rank_sequence(D, order, kind=kind, rng=seed)
    again = rd.rank_sequence(fresh(D), order, kind=kind, rng=np.random.default_rng(seed))
    assert first.certificate.to_json() == again.certificate.to_json()
    other = rd.rank_sequence(D, order, kind=kind, rng=seed + 1)
    random = rd.rank_sequence(D, order, kind=kind, rng=None)
    assert list(first) == list(again) == list(other) == list(random)
    assert rd.certify(other)


def test_ranks_do_not_depend_on_what_was_asked_before() -> None:
    D = rd.MatrixFunction("[[1, exp(t)], [t, t*exp(t)]]")
    long = rd.rank_sequence(D, 5)
    assert list(long) == [1, 2, 1, 1, 1, 1]
    for order in (0, 3, 5):
        assert (
            rd.rank_sequence(D, order).certificate.to_json() == rd.rank_sequence(fresh(D), order).certificate.to_json()
        )
    assert list(rd.rank_sequence(D, 5, kind="difference")) == list(rd.rank_sequence(fresh(D), 5, kind="difference"))


# ---- unlucky places ----


def unlucky_draws(monkeypatch: pytest.MonkeyPatch, count: int, t0: int, units: int = 1) -> list[int]:
    """Make the first `count` places lie at t = t0 with every exponential equal to `units`; return a counter."""
    true = Place.random.__func__
    drawn = [0]

    def random(cls: type[Place], names: Any, basis: ExponentBasis, rng: np.random.Generator) -> Place:
        place = true(cls, names, basis, rng)
        drawn[0] += 1
        if drawn[0] > count:
            return place
        return Place(place.prime, dict.fromkeys(names, t0 % place.prime), basis, (units,) * len(basis.units))

    monkeypatch.setattr(Place, "random", classmethod(random))
    return drawn


UNLUCKY = [
    ("[[t, 0], [0, 1]]", 0, [2, 1, 0]),
    ("[[t*(t - 1), 0, 0], [0, t, 1], [0, 1, t]]", 1, [3, 3, 1, 0]),
    ("[[exp(t) - 1, 0], [0, 1]]", 0, [2, 1, 1]),
    ("[[t - a, 0], [0, 1]]", 5, [2, 1, 0]),
    ("[[t**3, t], [t**2, 2]]", 0, [2, 2, 1, 1, 0]),
    ("[[t/(t + 1), 0, 0], [0, 1, 0], [0, 0, t]]", 0, [3, 2, 1]),
    ("[[t, t**2, 0], [0, 0, 0], [t**2, t**3, 0]]", 0, [1, 2, 2, 1, 0]),
    ("[[t*(t+1), exp(t)*(t+1), 0], [t**2, t*exp(t), 0], [0, 0, t]]", 0, [2, 3, 2]),
]


@pytest.mark.parametrize("count", [1, 2, 3, 7])
@pytest.mark.parametrize(("text", "t0", "ranks"), UNLUCKY)
def test_unlucky_places_are_recovered_from_and_never_give_a_wrong_exact_rank(
    text: str, t0: int, ranks: list[int], count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlucky_draws(monkeypatch, count, t0)
    found = rd.rank_sequence(text, len(ranks) - 1)
    assert list(found) == ranks
    assert found.kind == "exact"
    assert rd.certify(found)


@pytest.mark.parametrize(("text", "t0", "ranks"), UNLUCKY)
def test_unlucky_places_without_proof_give_at_most_a_lower_bound(
    text: str, t0: int, ranks: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    unlucky_draws(monkeypatch, 2, t0)
    for options in ({"certify": False}, {"budget": 0}):
        found = rd.rank_sequence(text, len(ranks) - 1, **options)
        assert all(seen <= true for seen, true in zip(found, ranks, strict=True))
        for bound, true in zip(found.bounds, ranks, strict=True):
            assert bound.value == true or bound.kind == "monte-carlo"


def test_one_unlucky_place_of_two_is_outvoted(monkeypatch: pytest.MonkeyPatch) -> None:
    unlucky_draws(monkeypatch, 1, 0)
    assert list(rd.rank_sequence("[[t, 0], [0, 1]]", 2, certify=False)) == [2, 1, 0]


def test_places_at_poles_are_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = unlucky_draws(monkeypatch, 5, 0)
    assert exact("[[1/t, 1], [1/t**2, 1/t]]", 1) == [1, 2]
    assert drawn[0] > 5


def test_places_at_poles_for_ever_are_an_error_not_a_rank(monkeypatch: pytest.MonkeyPatch) -> None:
    D = rd.MatrixFunction("[[1/t, 1], [1/t**2, 1/t]]")
    unlucky_draws(monkeypatch, 10**6, 0)
    with pytest.raises(rd.InvalidInputError, match="random places"):
        rd.rank_sequence(D, 1)


# ---- methods of proof ----


@pytest.mark.parametrize(
    ("D", "order", "words"),
    [
        ("[[t, 1], [1, t]]", 0, "dimension"),
        (rd.Product([["1"], ["t"]], [["1"], ["t"]]), 0, "structure"),
        ("[[1, t, t**2], [t, t**2, t**3], [t**2, t**3, t**4]]", 1, "law L"),
        ("[[exp(t), exp(2*t)], [1, exp(t)]]", 0, "kernel"),
        ([[f"{i + 1}*{j + 2}*t**3 + t*({i} - {j})" for j in range(7)] for i in range(7)], 0, "evaluations"),
    ],
)
def test_the_method_says_how_the_upper_bound_is_proved(D: Any, order: int, words: str) -> None:
    found = rd.rank_sequence(D, order)
    assert words in found.bounds[order].method
    assert words in found.explain()
    assert rd.certify(found)


@pytest.mark.parametrize("way", ["kernel", "evaluations"])
@pytest.mark.parametrize("n", [3, 6, 9])
def test_kernels_and_evaluations_prove_the_same_ranks(way: str, n: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from rankdyn.rank import upper

    rng = np.random.default_rng(n)
    U = [[f"{a} + {b}*t" for a, b in rng.integers(-4, 5, size=(2, 2))] for _ in range(n)]
    V = [[f"{a} + {b}*t**2" for a, b in rng.integers(-4, 5, size=(2, 2))] for _ in range(n)]
    D = rd.Product(U, V).expand()
    monkeypatch.setattr(upper.UpperProofs, "_evaluations" if way == "kernel" else "_kernel", lambda self, *rest: None)
    found = rd.rank_sequence(D, 4)
    assert found.kind == "exact"
    assert found[0] == 2
    assert list(found) == list(rd.rank_sequence(rd.Product(U, V), 4))
    assert rd.certify(found)


def test_a_large_product_and_three_parameters_are_exact() -> None:
    rng = np.random.default_rng(0)
    U, V = (
        [
            [" + ".join(f"{c}*t**{i}" for i, c in enumerate(rng.integers(-9, 10, 9))) for _ in range(20)]
            for _ in range(40)
        ]
        for _ in range(2)
    )
    D = rd.Product(U, V)
    found = rd.rank_sequence(D, 2)
    assert list(found) == [20, 40, 40]
    assert found.kind == "exact"
    three = rd.rank_sequence("[[a*t, b*exp(c*t)], [a*t*exp(a*t), b*exp((a + c)*t)]]", 2)
    assert (list(three), three.kind) == ([1, 2, 2], "exact")
    assert rd.certify(three)


@pytest.mark.parametrize(
    "text",
    [
        "[[exp(t)**6000/(1 + exp(t))**6000, 1], [1, (1 + exp(t))**6000*exp(-6000*t)]]",
        "[[(t + 1)**9000, (t + 1)**9000 + 1], [(t + 1)**9000*t, (t + 1)**9000*t + t]]",
        f"[[{'9' * 1999}*t + 1, ({'9' * 1999}*t + 1)*({'3' * 1999}*t + 1)], [1, {'3' * 1999}*t + 1]]",
    ],
    ids=["powers of exponentials", "powers", "numbers"],
)
def test_numbers_beyond_the_certificate_format_leave_a_true_answer_of_weaker_kind(text: str) -> None:
    """Coefficients grow past what may be written in a certificate: then there is none, and no error either."""
    found = rd.rank_sequence(text, 1)
    assert list(found) == [1, 2]
    assert found.kind == "monte-carlo" or rd.certify(found)


@given(st.data(), sides, sides)
@examples(40)
def test_constant_matrices_have_their_rank_and_then_zero(data: st.DataObject, m: int, n: int) -> None:
    rows = data.draw(st.lists(st.lists(rationals, min_size=n, max_size=n), min_size=m, max_size=m))
    expected = sp.Matrix([[sp.Rational(x.numerator, x.denominator) for x in row] for row in rows]).rank()
    assert exact(rows, 2) == [expected, 0, 0]
    assert exact(rows, 2, "difference") == [expected, 0, 0]


@given(st.data(), sides)
@examples(30)
def test_parameters_are_generic(data: st.DataObject, n: int) -> None:
    """A parameter in place of a number: the rank is the maximum over numbers, reached at some of a few of them."""
    texts = st.sampled_from(["0", "1", "a", "t", "a*t", "a - t", "2*a", "t**2", "a**2"])
    rows = data.draw(st.lists(st.lists(texts, min_size=n, max_size=n), min_size=n, max_size=n))
    generic = exact(rows, 2)
    at_numbers = [exact([[entry.replace("a", f"({c})") for entry in row] for row in rows], 2) for c in range(-4, 14)]
    for k, rank in enumerate(generic):
        assert rank == max(ranks[k] for ranks in at_numbers)


def test_structured_draws_cover_every_structure() -> None:
    """Guards the strategies: a change there must not silence these tests."""
    seen = set()

    @given(structured(2, 2))
    @examples(100)
    def look(D: rd.MatrixFunction) -> None:
        seen.add(type(D).__name__)

    look()
    assert seen == {"Explicit", "Product", "Separable", "BlockSum", "Sum"}


@pytest.mark.parametrize("kind", ["derivative", "difference"])
def test_constants_in_waves_have_an_error_probability(kind: str) -> None:
    rows = "[[sin(pi*t), t*sin(pi*t), log(2)], [pi*sin(pi*t), pi*t*sin(pi*t), pi*log(2)], [cos(pi*t), 1, 2**t]]"
    found = rd.rank_sequence(rows, 2, kind=kind, certify=False, h="1/2")
    assert found.kind == "monte-carlo"
    assert found.error_probability is not None
    assert 0 < found.error_probability < 1e-6
    assert "Schanuel" in found.bounds[0].method
