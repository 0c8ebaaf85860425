"""The printed error probability: its degree and height bounds against exact derivatives, differences and minors.

Everything that is bounded is computed exactly here, with derivatives of SymPy and polynomials of FLINT: entries and
minors of D^(k) and of its differences in the generators t, parameters and z_b = e^b, cleared of denominators; their
total degree after the lowest powers are divided out; their largest integer coefficient. A bound that is too small
anywhere would make the printed probability wrong.
"""

from __future__ import annotations

import itertools
from fractions import Fraction
from math import ceil, log2
from typing import Any

import flint
import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

import rankdyn as rd
from rankdyn.algebra.primes import COUNT, LOWEST
from rankdyn.calculus.size import MinorBound
from rankdyn.functions.sympy_border import to_sympy
from rankdyn.rank.estimate import estimate
from rankdyn.rank.reduction import Reduction
from tests.calculus.test_modular import as_exponent
from tests.strategies import examples, explicit, matrix_functions, products, separables, steps, texts_of_shape

t = sp.Symbol("t")
Fraction_ = tuple[Any, Any]
"""Numerator and denominator, fmpz_mpoly."""


class Generators:
    """Symbols z_b for the basis exponentials of a reduction, and exact fractions of polynomials in all generators."""

    def __init__(self, reduction: Reduction) -> None:
        self.basis = reduction.basis
        self.units = [sp.Symbol(f"z{i}") for i in range(len(self.basis.units))]
        self.names = [*reduction.names, *(z.name for z in self.units)]
        self.context = flint.fmpz_mpoly_ctx.get(self.names, "lex")
        self.variables = dict(zip(self.names, self.context.gens(), strict=True))
        self.one = self.context.constant(1)

    def algebraic(self, expression: sp.Expr) -> sp.Expr:
        """The expression with every e^P replaced by its product of powers of the z_b."""
        shown = sp.sympify(expression).rewrite([sp.sinh, sp.cosh], sp.exp)

        def power(call: sp.Expr) -> sp.Expr:
            counts = self.basis.coordinates(as_exponent(call.args[0]))
            return sp.Mul(*(z**c for z, c in zip(self.units, counts, strict=True)))

        return shown.replace(lambda e: isinstance(e, sp.exp), power)

    def fraction(self, expression: sp.Expr) -> Fraction_:
        """A SymPy expression in the generators as a reduced fraction."""
        if expression.is_Rational:
            return self.context.constant(int(expression.p)), self.context.constant(int(expression.q))
        if expression.is_Symbol:
            return self.variables[expression.name], self.one
        if expression.is_Pow:
            above, below = self.fraction(expression.args[0])
            count = int(expression.args[1])
            return (above**count, below**count) if count >= 0 else (below**-count, above**-count)
        total = (self.one if expression.is_Mul else 0 * self.one), self.one
        for part in map(self.fraction, expression.args):
            total = self.times(total, part) if expression.is_Mul else self.plus(total, part)
        return total

    def times(self, left: Fraction_, right: Fraction_) -> Fraction_:
        return self.reduced(left[0] * right[0], left[1] * right[1])

    def plus(self, left: Fraction_, right: Fraction_) -> Fraction_:
        return self.reduced(left[0] * right[1] + right[0] * left[1], left[1] * right[1])

    def reduced(self, above: Any, below: Any) -> Fraction_:
        common = above.gcd(below)
        return (above / common, below / common) if above else (above, self.one)

    def determinant(self, entries: list[list[Fraction_]]) -> Fraction_:
        """By expansion along the first row."""
        if not entries:
            return self.one, self.one
        total = 0 * self.one, self.one
        for j, (above, below) in enumerate(entries[0]):
            rest = [row[:j] + row[j + 1 :] for row in entries[1:]]
            total = self.plus(total, self.times(((-1) ** j * above, below), self.determinant(rest)))
        return total

    def size(self, polynomial: Any) -> tuple[int, int]:
        """Total degree, the lowest powers divided out, and largest coefficient, the content included."""
        if not polynomial:
            return 0, 0
        monomials = [list(map(int, powers)) for powers in polynomial.monoms()]
        low = [min(column) for column in zip(*monomials, strict=True)]
        return max(map(sum, monomials)) - sum(low), max(abs(int(c)) for c in polynomial.coeffs())


def exact_orders(D: rd.MatrixFunction, reduction: Reduction, g: Generators) -> list[list[list[Fraction_]]]:
    X = D.to_sympy()
    result = []
    for k in range(reduction.order + 1):
        if reduction.kind == "derivative":
            Y = X.diff(t, k)
        else:
            step = sp.Rational(reduction.step.numerator, reduction.step.denominator)
            Y = sp.zeros(*X.shape)
            for j in range(k + 1):
                moved = X.subs(t, t + j * step)
                moved = moved.replace(lambda e: isinstance(e, sp.exp), lambda e: sp.exp(sp.expand(e.args[0])))
                Y += (-1) ** (k - j) * sp.binomial(k, j) * moved
        result.append([[g.fraction(g.algebraic(entry)) for entry in Y.row(i)] for i in range(Y.rows)])
    return result


def assert_bounded(D: rd.MatrixFunction, kind: str, step: Fraction, order: int) -> None:
    """Every minor of every size of every order obeys the bound that the error probability uses."""
    reduction = Reduction(D, order, kind, step)
    g = Generators(reduction)
    for k, matrix in enumerate(exact_orders(D, reduction, g)):
        for size in range(1, min(D.shape) + 1):
            bound = reduction.minor_bound(k, size)
            assert isinstance(bound, MinorBound)
            rows = itertools.combinations(range(D.shape[0]), size)
            columns = list(itertools.combinations(range(D.shape[1]), size))
            for r, c in itertools.product(rows, columns):
                degree, height = g.size(g.determinant([[matrix[i][j] for j in c] for i in r])[0])
                assert degree <= bound.degree, (repr(D), kind, step, k, r, c, degree, bound)
                assert height.bit_length() - 1 <= ceil(bound.log_height), (repr(D), kind, step, k, r, c, height, bound)


mild = st.sampled_from(
    ["0", "1", "3", "t", "2*t - 3", "t**2 + 1", "-5*t**3/7 + t", "exp(t)", "exp(-t)", "t*exp(t/2)", "exp(t/3)*(t + 4)",
     "1/t", "1/(t + 2)", "t/(3*t - 1)", "exp(t)/(t + 1)", "1/(1 + exp(t))", "exp(t**2)", "sinh(t)", "1/(1 + exp(t**2))",
     "a*t", "exp(a*t)", "1/(a + t)", "a + 1/2", "exp(a)", "(t + 1)**-2", "1/(1 + 1/t)", "11*exp(2*t) - 13/5"]
)  # fmt: skip


@given(explicit(2, 2, mild), st.integers(0, 2))
@examples(40)
def test_minors_of_derivatives_obey_their_bound(D: rd.MatrixFunction, order: int) -> None:
    assert_bounded(D, "derivative", Fraction(1), order)


@given(explicit(2, 2, mild), st.integers(0, 2), steps)
@examples(30)
def test_minors_of_differences_obey_their_bound(D: rd.MatrixFunction, order: int, step: Fraction) -> None:
    assert_bounded(D, "difference", step, order)


@given(
    st.one_of(products(2, 2), separables(2, 2)), st.integers(0, 2), st.sampled_from(["derivative", "difference"]), steps
)
@examples(30)
def test_minors_of_structures_obey_their_bound(D: rd.MatrixFunction, order: int, kind: str, step: Fraction) -> None:
    assert_bounded(D, kind, step, order)


@pytest.mark.parametrize(
    ("entry", "order"),
    [
        ("1/(1 + exp(t**2))", 3),
        ("(exp(t/7) + exp(100*t/7))/(1 + exp(t**2/101))", 2),
        ("exp(t/97)/(1 + exp(t**2/101) + exp(a*t/103))", 2),
        ("(t**9 + exp(t))/(t**2 + exp(-t))", 2),
        ("1/(5*t - 7)/(t**3 + 11)", 3),
        ("(1 + 1/(1 + 1/(t + 1)))", 3),
        ("t**7", 9),
        ("exp(17*t) - exp(-19*t)", 4),
        ("(1 + a*exp(a*t**2))**2", 3),
        ("(exp(t) + 1)**3/(exp(t) - 1)**2", 2),
        ("1/t**4", 3),
        ("(t/3 + 1/7)**5", 3),
    ],
)
def test_hard_entries_obey_their_bound(entry: str, order: int) -> None:
    assert_bounded(rd.MatrixFunction([[entry]]), "derivative", Fraction(1), order)
    assert_bounded(rd.MatrixFunction([[entry]]), "difference", Fraction(-3, 5), min(order, 2))
    assert_bounded(rd.MatrixFunction([[entry], ["2/3"]]).T, "derivative", Fraction(1), min(order, 2))


def test_three_by_three_minors_obey_their_bound() -> None:
    rows = [["1/(t + 1)", "t", "exp(t)"], ["t**2", "1/(t - 2)", "3"], ["exp(-t)", "5", "1/(1 + exp(t))"]]
    assert_bounded(rd.MatrixFunction(rows), "derivative", Fraction(1), 1)
    signs = [["1", "1", "-1"], ["1", "-1", "1"], ["-1", "1", "1"]]  # determinant 4, though every entry is of size 1
    assert_bounded(rd.MatrixFunction(signs), "derivative", Fraction(1), 0)
    assert_bounded(rd.MatrixFunction([row[:2] + ["t"] for row in rows]), "difference", Fraction(1, 2), 1)


# ---- the formula ----


def probability(
    D: rd.MatrixFunction, order: int, kind: str = "derivative", h: Fraction = Fraction(1)
) -> tuple[rd.RankSequence, Reduction]:
    return rd.rank_sequence(D, order, kind=kind, h=h, certify=False), Reduction(D, order, kind, h)


@given(matrix_functions(), st.integers(0, 3))
@examples(60)
def test_printed_probability_is_at_least_both_terms_for_two_independent_places(
    D: rd.MatrixFunction, order: int
) -> None:
    found, reduction = probability(D, order)
    for k, bound in enumerate(found.bounds):
        size = bound.value + 1
        if size > min(D.shape):
            assert bound.error_probability == 0.0
            continue
        minor = reduction.minor_bound(k, size)
        zero, prime = Fraction(minor.degree, LOWEST - 1), Fraction(int(minor.log_height / 30), COUNT)
        places = estimate_places(D, k, order)
        assert bound.error_probability >= float(min(Fraction(1), zero + prime)) ** places * (1 - 1e-9)
        assert 0 <= bound.error_probability <= 1


def estimate_places(D: rd.MatrixFunction, k: int, order: int) -> int:
    from rankdyn.rank.structure import structural_bound

    structural = [structural_bound(D, j) for j in range(order + 1)]
    reduction = Reduction(D, order, "derivative", Fraction(1))
    return estimate(reduction, structural, np.random.default_rng(0))[k].places


@given(matrix_functions(), st.integers(0, 3))
@examples(60)
def test_probability_of_all_orders_together_is_their_sum(D: rd.MatrixFunction, order: int) -> None:
    found, _ = probability(D, order)
    assert found.error_probability == min(1.0, sum(bound.error_probability for bound in found.bounds))


def test_probability_grows_with_degree_and_height() -> None:
    def of(*entries: str) -> float:
        return rd.rank_sequence([list(entries), list(entries)], 0, certify=False).error_probability

    assert 0 < of("t", "1") < of("t**10", "1") < of("t**1000", "1") < 1
    assert of("t", "1") < of(f"{10**300}*t", "1") < of(f"{10**900}*t", "1")
    assert of("t", "1") < of("exp(t)", "t")
    assert of("exp(t)", "exp(2147483648*t)") == 1.0


def test_probability_is_conditional_on_denominators_that_do_not_vanish() -> None:
    """A draw at which something divided by vanishes is repeated; the failure among those kept is bounded."""
    D = rd.MatrixFunction([["1/(t**900 + 1)", "t/(t**900 + 1)"], ["1/(t**900 + 2)", "t/(t**900 + 2)"]])
    found, reduction = probability(D, 0)
    divided = reduction.denominators()
    assert sum(box.degree for box in divided) >= 1800
    minor = reduction.minor_bound(0, 2)
    kept = 1 - 1800 / (LOWEST - 1)
    one = (minor.degree / (LOWEST - 1) + int(minor.log_height / 30) / COUNT) / kept
    assert found.bounds[0].error_probability >= one**2 * (1 - 1e-12)


@pytest.mark.parametrize(
    ("entry", "degrees"),
    [
        ("1/t", 1),
        ("1/(1 + 1/t)", 2),
        ("(1/t)**-1", 1),
        ("1/(t**2 + a) + 1/(exp(t) + 1)", 3),
        ("t/t", 1),
        ("t", 0),
    ],
)
def test_everything_that_is_divided_by_is_counted(entry: str, degrees: int) -> None:
    D = rd.MatrixFunction([[entry]])
    assert sum(box.degree for box in Reduction(D, 0, "derivative", Fraction(1)).denominators()) >= degrees
    nodes = Reduction(D, 3, "difference", Fraction(1)).denominators()
    assert sum(box.degree for box in nodes) >= 4 * degrees


@given(texts_of_shape(2, 2, mild))
@examples(30)
def test_observed_degree_of_an_entry_is_never_above_its_size(rows: list[list[str]]) -> None:
    D = rd.MatrixFunction(rows)
    reduction = Reduction(D, 0, "derivative", Fraction(1))
    g = Generators(reduction)
    size = reduction.entry_size(0)
    for row in D.rows():
        for entry in row:
            above, below = g.fraction(g.algebraic(to_sympy(entry)))
            for part, box in ((above, size.above), (below, size.below)):
                degree, height = g.size(part)
                assert degree <= box.degree
                assert height == 0 or log2(height) <= box.log_norm + 1e-6
