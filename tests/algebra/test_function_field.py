"""The function field against SymPy: identities, derivatives, exponent relations; places and primes."""

from __future__ import annotations

from fractions import Fraction

import flint
import numpy as np
import pytest
import sympy as sp
from hypothesis import assume, given
from hypothesis import strategies as st

from rankdyn.algebra import primes
from rankdyn.algebra.exponents import ExponentBasis
from rankdyn.algebra.function_field import FunctionField
from rankdyn.algebra.place import Place, UnluckyPlaceError
from rankdyn.algebra.quotient import Quotient
from rankdyn.algebra.work import Work
from rankdyn.errors import BudgetExceededError, InvalidInputError
from rankdyn.expressions.grammar import parse_expression
from rankdyn.expressions.nodes import exponents, names
from rankdyn.functions.sympy_border import to_sympy
from tests.functions.test_structures import is_zero
from tests.strategies import examples, expression_texts, rationals

t = sp.Symbol("t")


def elements(*sources: str, budget: int = 10**7) -> list[Quotient]:
    """Elements of the common field of several texts; texts that divide by zero are passed over."""
    try:
        read = [parse_expression(source) for source in sources]
    except InvalidInputError:
        assume(False)
        raise
    parameters = sorted(frozenset().union(*map(names, read)) - {"t"})
    field = FunctionField.of(read, "t", parameters, Work(budget))
    try:
        return [field.element(expression) for expression in read]
    except InvalidInputError:
        assume(False)
        raise


def shown(element: Quotient) -> sp.Expr:
    return to_sympy(element.field.expression(element))


def theirs(source: str) -> sp.Expr:
    expression = to_sympy(parse_expression(source))
    assume(not expression.has(sp.zoo, sp.nan))
    return expression


# ---- arithmetic ----


@given(expression_texts)
@examples(150)
def test_normal_form_is_the_same_function(source: str) -> None:
    (x,) = elements(source)
    assert is_zero(shown(x) - theirs(source))


@given(expression_texts, expression_texts)
@examples(100)
def test_field_operations_are_sympys(left: str, right: str) -> None:
    x, y = elements(left, right)
    X, Y = theirs(left), theirs(right)
    assert is_zero(shown(x + y) - (X + Y))
    assert is_zero(shown(x - y) - (X - Y))
    assert is_zero(shown(x * y) - X * Y)
    assert is_zero(shown(-x) + X)
    assert is_zero(shown(x**2) - X**2)
    if y:
        assert is_zero(shown(x / y) - X / Y)
        assert is_zero(shown(y**-2) - Y**-2)


@given(expression_texts, expression_texts)
@examples(100)
def test_equality_and_zero_are_sympys_verdict(left: str, right: str) -> None:
    x, y = elements(left, right)
    assert (x == y) == is_zero(theirs(left) - theirs(right))
    assert bool(x) == (not is_zero(theirs(left)))
    if x == y:
        assert hash(x) == hash(y)
        assert x.field.expression(x) == y.field.expression(y)


@given(expression_texts)
@examples(150)
def test_derivative_is_sympys(source: str) -> None:
    (x,) = elements(source)
    assert is_zero(shown(x.derivative()) - sp.diff(theirs(source), t))


@given(expression_texts, expression_texts)
@examples(100)
def test_derivation_obeys_leibniz_and_the_quotient_rule(left: str, right: str) -> None:
    x, y = elements(left, right)
    assert (x + y).derivative() == x.derivative() + y.derivative()
    assert (x * y).derivative() == x.derivative() * y + x * y.derivative()
    if y:
        assert (x / y).derivative() == (x.derivative() * y - x * y.derivative()) / (y * y)


@given(expression_texts)
@examples(100)
def test_fractions_are_coprime_with_a_positive_leading_denominator(source: str) -> None:
    (x,) = elements(source)
    assert x.denominator.leading_coefficient() > 0
    if x:
        assert x.numerator.gcd(x.denominator) == 1


@pytest.mark.parametrize("source", ["1/(t - t)", "0/(exp(2*t) - exp(t)**2)", "(cosh(t)**2 - sinh(t)**2 - 1)**-1"])
def test_division_by_zero_is_refused(source: str) -> None:
    field = FunctionField.of([parse_expression(source)], "t", [], Work(10**6))
    with pytest.raises(InvalidInputError, match="identically zero"):
        field.element(parse_expression(source))


@pytest.mark.parametrize("source", ["(t + a + b + 1)**2000", "(t + 1)**5000*(t - 1)**5000", "((t+a)**60 + exp(t))**60"])
def test_an_element_beyond_the_budget_is_not_expanded(source: str) -> None:
    expression = parse_expression(source)
    field = FunctionField.of([expression], "t", ["a", "b"], Work(10**5))
    with pytest.raises(BudgetExceededError, match="100000 units"):
        field.element(expression)


# ---- relations between exponentials ----


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("exp(2*t)", "exp(t)**2"),
        ("exp(t)", "exp(t/2)*exp(t/2)"),
        ("exp(t/2)*exp(t/3)", "exp(5*t/6)"),
        ("exp(t + 1)", "exp(1)*exp(t)"),
        ("exp(a*t)*exp(b*t)", "exp((a + b)*t)"),
        ("exp((t + a)**2)", "exp(t**2 + 2*a*t)*exp(a**2)"),
        ("exp(-t)", "1/exp(t)"),
        ("cosh(3*t)", "4*cosh(t)**3 - 3*cosh(t)"),
        ("exp(1/2)**2", "exp(1)"),
    ],
)
def test_related_exponentials_are_recognised(left: str, right: str) -> None:
    x, y = elements(left, right)
    assert x == y


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("exp(t)", "exp(t**2)"),
        ("exp(t)", "exp(a*t)"),
        ("exp(t)", "exp(t + 1)"),
        ("exp(1)", "3"),
        ("exp(2147483648*t)", "exp(t)"),
        ("exp(a)", "a"),
        ("exp(t)", "t"),
        ("exp(1)", "exp(2)"),
    ],
)
def test_unrelated_exponentials_are_kept_apart(left: str, right: str) -> None:
    x, y = elements(left, right)
    assert x != y


def test_the_basis_is_the_greatest_common_divisor_for_each_monomial() -> None:
    read = [parse_expression(s) for s in ("exp(2*t)", "exp(t/2 + a*t)", "exp(-t/3 + 4*a*t)", "exp(6/5)")]
    basis = ExponentBasis.of(frozenset().union(*map(exponents, read)))
    assert dict(basis.units) == {
        (("t", 1),): Fraction(1, 6), (("a", 1), ("t", 1)): Fraction(1), (): Fraction(6, 5),
    }  # fmt: skip
    (moved,) = exponents(read[2])
    assert dict(zip(dict(basis.units), basis.coordinates(moved), strict=True))[(("t", 1),)] == -2


@given(st.lists(rationals.filter(bool), min_size=1, max_size=5))
@examples(200)
def test_coordinates_and_exponents_are_inverse_and_the_unit_generates_exactly(values: list[Fraction]) -> None:
    arguments = [(((("t", 1),), value),) for value in values]
    basis = ExponentBasis.of(arguments)
    coordinates = [basis.coordinates(argument)[0] for argument in arguments]
    assert [basis.exponent((c,)) for c in coordinates] == arguments
    assert np.gcd.reduce(coordinates) == 1
    assert basis.units[0][1] > 0


def test_an_exponent_outside_the_lattice_is_an_error() -> None:
    basis = ExponentBasis.of([(((("t", 1),), Fraction(1)),)])
    for argument in ((((("t", 1),), Fraction(1, 2)),), (((("a", 1),), Fraction(1)),)):
        with pytest.raises(ValueError, match="not in the lattice"):
            basis.coordinates(argument)


# ---- places ----


@given(expression_texts, expression_texts, st.integers(0, 10**6))
@examples(100)
def test_a_place_is_a_ring_homomorphism(left: str, right: str, seed: int) -> None:
    x, y = elements(left, right)
    field = x.field
    place = Place.random(field.names, field.basis, np.random.default_rng(seed))
    point = [*(place.values[name] for name in field.names), *place.units]
    p = place.prime
    try:
        u, v = x.residue(point, p), y.residue(point, p)
        assert (x + y).residue(point, p) == (u + v) % p
        assert (x * y).residue(point, p) == u * v % p
        if v:
            assert (x / y).residue(point, p) == u * pow(v, -1, p) % p
    except UnluckyPlaceError:
        assume(False)


def test_a_place_has_residues_below_its_prime_and_units_that_are_not_zero() -> None:
    basis = ExponentBasis.of([(((("t", 1),), Fraction(1)),), (((), Fraction(2)),)])
    for seed in range(50):
        place = Place.random(("t", "a"), basis, np.random.default_rng(seed))
        assert set(place.values) == {"t", "a"}
        assert all(0 <= value < place.prime for value in place.values.values())
        assert all(0 < unit < place.prime for unit in place.units)
        assert len(place.units) == 2


def test_exponentials_at_a_place_multiply() -> None:
    (x,), (y,) = (exponents(parse_expression(s)) for s in ("exp(t/2)", "exp(3*t/2 - a)"))
    (z,) = exponents(parse_expression("exp(2*t - a)"))
    place = Place.random(("t", "a"), ExponentBasis.of([x, y, z]), np.random.default_rng(1))
    assert place.exponential(x) * place.exponential(y) % place.prime == place.exponential(z)


# ---- primes ----


def test_random_primes_are_primes_of_31_bits() -> None:
    rng = np.random.default_rng(0)
    drawn = [primes.random_prime(rng) for _ in range(400)]
    assert all(1 << 30 < p < 1 << 31 and sp.isprime(p) for p in drawn)
    assert len(set(drawn)) > 395
    assert min(drawn) < 1.1 * 2**30
    assert max(drawn) > 1.9 * 2**30


def test_the_number_of_admissible_primes_is_right() -> None:
    assert (
        int(flint.fmpz(2**31).prime_pi() if hasattr(flint.fmpz, "prime_pi") else sp.primepi(2**31))
        - int(sp.primepi(2**30))
        == primes.COUNT
    )
    assert (primes.LOWEST, primes.HIGHEST) == (2**30, 2**31 - 1)


# ---- work ----


def test_work_is_refused_before_the_budget_is_passed() -> None:
    work = Work(10)
    work.spend(10)
    with pytest.raises(BudgetExceededError):
        work.spend(1)


def test_a_share_is_a_part_of_what_is_left_and_is_settled_without_debts() -> None:
    work = Work(100)
    work.spend(40)
    share = work.share(1000)
    assert share.budget == 60
    with pytest.raises(BudgetExceededError):
        share.spend(61)
    work.settle(share)
    assert work.spent == 100
    assert work.share(5).budget == 0
