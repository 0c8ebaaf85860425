"""The number field and the constants beside SymPy and floating point."""

from __future__ import annotations

import cmath
import random
from fractions import Fraction
from itertools import product

import hypothesis
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from rankdyn.checker.constants import Element, Field, cyclotomic, field_of, independent
from rankdyn.checker.grammar import parse
from rankdyn.checker.polynomial import Ring
from rankdyn.checker.quotient import Exact, Quotient, over
from rankdyn.checker.structure import Work
from rankdyn.errors import CertificateError
from tests.strategies import examples

from .test_arithmetic import A, T, as_sympy, compound, exact, number, quotient_number

X = sympy.Symbol("x")


def value(field: Field, element: Element) -> complex:
    total = 0j
    for key, coefficient in element.items():
        term = cmath.exp(2j * cmath.pi * key[0] / field.order) * float(coefficient)
        for (base, n), e in zip(field.radicals, key[1:], strict=True):
            term *= complex(base) ** (e / n)
        total += term
    return total


def test_cyclotomic_polynomials_agree_with_sympy() -> None:
    for n in [*range(1, 130), 210, 385, 420]:
        assert list(cyclotomic(n)) == sympy.Poly(sympy.cyclotomic_poly(n, X), X).all_coeffs()[::-1], n


@pytest.mark.parametrize("order", [1, 2, 3, 4, 5, 7, 8, 12, 15, 20, 24, 28, 60, 84, 97, 420])
def test_roots_of_unity(order: int) -> None:
    field = Field(order, {})
    for j in range(-order, 2 * order):
        element = field.power(-1, Fraction(2 * j, order))
        assert cmath.isclose(value(field, element), cmath.exp(2j * cmath.pi * j / order), abs_tol=1e-9)
        assert all(key[0] < field.totient for key in element)


@pytest.mark.parametrize(("order", "prime"), [(8, 2), (24, 2), (56, 2), (12, 3), (60, 3), (84, 7), (44, 11), (20, 5)])
@pytest.mark.parametrize("given", [False, True])
def test_gauss_sums_are_the_positive_roots(order: int, prime: int, given: bool) -> None:
    field = field_of(order, [prime], {prime: 3} if given else {})
    assert field.radicals == (((prime, 3),) if given else ())
    assert cmath.isclose(value(field, field.root(prime)), prime**0.5, abs_tol=1e-9)


def test_a_gauss_sum_without_i() -> None:
    for prime in (5, 13, 17, 29, 37, 41, 3, 7, 11, 19, 23):
        field = field_of(prime, [prime], {})
        assert field.order == 4 * prime, "a multiple of 4, as FORMAT.md says"
        assert cmath.isclose(value(field, field.root(prime)), prime**0.5, abs_tol=1e-9)
    assert field_of(5, [], {5: 3}).order == 5, "an odd radical needs no root"


@examples(300)
@given(
    st.sampled_from([1, 2, 3, 4, 5, 6, 8, 12, 24]),
    st.dictionaries(st.sampled_from([2, 3, 5]), st.sampled_from([1, 2, 3, 4, 6]), max_size=2),
    st.sampled_from([2, 3, 5]),
    st.fractions(-3, 3, max_denominator=12),
)
def test_powers_of_primes(order: int, powers: dict[int, int], base: int, exponent: Fraction) -> None:
    try:
        field = field_of(order, [], powers | {base: exponent.denominator})
    except CertificateError:
        hypothesis.assume(False)
    assert cmath.isclose(value(field, field.power(base, exponent)), base ** float(exponent), rel_tol=1e-9)


@examples(300)
@hypothesis.example(420, {}, random.Random(1))
@hypothesis.example(24, {3: 3, 2: 1}, random.Random(2))
@given(
    st.sampled_from([1, 2, 3, 4, 5, 8, 9, 12, 20]),
    st.dictionaries(st.sampled_from([2, 3, 7]), st.sampled_from([2, 3, 4]), max_size=2),
    st.randoms(use_true_random=False),
)
def test_products_and_inverses(order: int, radicals: dict[int, int], rng: random.Random) -> None:
    """Multiplication reduces to the normal form of the true product, and x · 1/x = 1 for monomials."""
    field = Field(order, {base: n for base, n in radicals.items() if n > 1})
    ring = Ring(("t",), (), field, Work(10**7))
    places = list(product(range(field.totient), *(range(n) for _, n in field.radicals)))

    def some() -> Element:
        return {key: Fraction(rng.randint(-9, 9), rng.randint(1, 4)) for key in rng.sample(places, min(3, len(places)))}

    left, right = some(), some()
    found = ring.element(left) * ring.element(right)
    assert all(key[0] == 0 and key[1] < field.totient for key in found.terms)
    assert all(e < n for key in found.terms for e, (_, n) in zip(key[2:], field.radicals, strict=True))
    back = {key[1:]: Fraction(c, found.scale) for key, c in found.terms.items()}
    assert cmath.isclose(value(field, back), value(field, left) * value(field, right), rel_tol=1e-9, abs_tol=1e-6)
    key = rng.choice(places)
    assert ring.element(field.inverse(key)) * ring.element({key: Fraction(1)}) == ring.constant(1)


@pytest.mark.parametrize(
    ("order", "roots", "powers", "degree"),
    [
        (1, [], {}, 1),
        (1, [-1], {}, 2),
        (1, [-1, 2], {}, 4),
        (8, [2], {}, 4),
        (8, [2], {2: 6}, 12),
        (1, [2, 3, 5], {}, 8),
        (3, [3], {}, 4),
        (21, [3, 7], {}, 24),
        (3, [7], {3: 3}, 12),
        (12, [2, 3], {}, 8),
        (4, [2], {2: 4}, 8),
        (24, [2, 3], {2: 3}, 24),
    ],
)
def test_degrees(order: int, roots: list[int], powers: dict[int, int], degree: int) -> None:
    field = field_of(order, roots, powers)
    found = field.totient
    for _, n in field.radicals:
        found *= n
    assert found == degree


@pytest.mark.parametrize(("order", "roots"), [(8, [2]), (12, [3]), (21, [3, 7]), (4, [2]), (3, [7]), (5, [5, 2])])
def test_degrees_agree_with_sympy(order: int, roots: list[int]) -> None:
    """The degree of a generic element of the true field is that of the normal form."""
    field = field_of(order, roots, {})
    degree = field.totient * 2 ** len(field.radicals)
    element = sympy.exp(2 * sympy.pi * sympy.I / field.order) + sum(
        (i + 2) * sympy.sqrt(p) for i, p in enumerate(roots)
    )
    assert sympy.degree(sympy.minimal_polynomial(sympy.expand_complex(element), X), X) == degree


@pytest.mark.parametrize(
    ("order", "roots", "powers"),
    [
        (1, [], {2: 97}),
        (97 * 3, [], {}),
        (10**50 + 7, [], {}),
        (18500, [], {}),
        (2 * 96**2 + 1, [], {}),
        (1, [2, 3, 5, 7, 11, 13, 17], {}),
        (8, [], {2: 4}),
        (12, [3], {3: 4}),
        (3, [], {3: 4}),
    ],
)
def test_fields_that_are_refused(order: int, roots: list[int], powers: dict[int, int]) -> None:
    with pytest.raises(CertificateError, match=r"degree above 96|is refused"):
        field_of(order, roots, powers)


def test_a_constant_outside_its_field_is_an_error() -> None:
    field = field_of(3, [], {2: 3})
    for base, exponent in ((-1, Fraction(1, 2)), (2, Fraction(1, 2)), (5, Fraction(1, 3)), (2, Fraction(1, 9))):
        with pytest.raises(ValueError, match="no integer"):
            field.power(base, exponent)
    for base in (-1, 2, 3, 5):
        with pytest.raises(ValueError, match="no integer"):
            field.root(base)


def test_independence() -> None:
    known = [([], []), ([], [True]), ([], [True, True]), ([], [False]), (["pi"], []), (["log(2)"], [])]
    unknown = [([], [True, False]), (["pi"], [True]), (["pi"], [False]), (["pi", "log(2)"], []), ([], [False, False])]
    assert all(independent(*case) for case in known)
    assert not any(independent(*case) for case in unknown)


ZEROS = [
    "I**2+1",
    "sqrt(2)**2-2",
    "1/sqrt(2)-sqrt(2)/2",
    "1/I+I",
    "exp(I*pi)+1",
    "exp(2*I*pi/3)**2+exp(2*I*pi/3)+1",
    "exp(1/3*log(2))**3-2",
    "exp(-2/3*log(2))*2-exp(log(2)/3)",
    "exp(1/2*log(2))-sqrt(2)",
    "cos(pi/5)-(1+sqrt(5))/4",
    "cos(2*pi/5)-(sqrt(5)-1)/4",
    "sin(pi/12)-(sqrt(2)*sqrt(3)-sqrt(2))/4",
    "tan(pi/12)-2+sqrt(3)",
    "tan(1/8*pi)-sqrt(2)+1",
    "sin(t)**2+cos(t)**2-1",
    "sin(t+pi/4)*sqrt(2)-sin(t)-cos(t)",
    "sin(t+1/12*pi)*4-sin(t)*sqrt(2)*(sqrt(3)+1)-cos(t)*sqrt(2)*(sqrt(3)-1)",
    "cos(3*t)-4*cos(t)**3+3*cos(t)",
    "tan(2*t)*(1-tan(t)**2)-2*tan(t)",
    "tanh(t)-(exp(2*t)-1)/(exp(2*t)+1)",
    "cosh(I*t)-cos(t)",
    "sin(I*a*t)-I*sinh(a*t)",
    "exp(t*log(2))**2-exp(t*log(2)*2)",
    "exp((t+1)*log(2))-2*exp(t*log(2))",
    "exp(log(2)*t/2+log(2)*t/3)-exp(5/6*log(2)*t)",
    "cos(pi*(t+1))+cos(pi*t)",
    "exp(sqrt(2)**3*t)-exp(sqrt(2)*t)**2",
    "exp(I**3*t)-cos(t)+I*sin(t)",
    "1/(1+sqrt(2))-sqrt(2)+1",
    "1/(sin(t)+I*cos(t))-sin(t)+I*cos(t)",
    "exp(1/3*log(2)+1/5*I*pi)**15+32",
]
OTHERS = [
    "sqrt(2)-sqrt(3)",
    "sqrt(5)+cos(pi/5)",
    "sqrt(2)*sqrt(3)-sqrt(7)",
    "I-1",
    "pi-3",
    "pi**2-10",
    "log(2)-log(3)",
    "exp(pi)-23",
    "exp(pi*t)-exp(t)",
    "exp(I)-1",
    "sin(1)-sin(2)",
    "exp(sqrt(2)*t)-exp(t)",
    "exp(log(2)*t)-exp(log(3)*t)",
    "sin(t+pi/4)-sin(t)",
    "exp(1/3*log(2))-exp(1/2*log(2))",
    "exp(2*I*pi/5)-exp(2*I*pi/7)",
    "cos(pi/5)+(1+sqrt(5))/4",
]


@pytest.mark.parametrize("text", ZEROS + OTHERS)
def test_identities_of_constants_are_decided(text: str) -> None:
    found = exact(parse(text, "x"))
    assert bool(found) == (text in OTHERS)
    expected = number(sympy.sympify(text, rational=True), Fraction(5, 7), Fraction(3, 11))
    assert (abs(expected) > 1e-20) == (text in OTHERS), "the test itself"


def test_gauss_periods_of_17() -> None:
    """√17 through cosines: the classical half sums."""
    squares = [1, 2, 4, 8]
    text = "4*(" + "+".join(f"cos(2/17*{k}*pi)" for k in squares) + ")+1-sqrt(17)"
    assert not exact(parse(text, "x"))


ATOMS = st.sampled_from(
    ["t", "a", "1/3", "I", "sqrt(2)", "pi", "log(3)", "exp(t*log(2)/2)", "exp(1/2*log(2))", "exp(2/3*I*pi)"]
    + ["sin(t)", "cos(pi*t+pi/4)", "tan(t/2)", "tanh(a*t)", "exp(I*sqrt(3)*t)", "sin(t+1)", "sqrt(3)", "cosh(I*t*pi)"]
)
TEXTS = st.recursive(ATOMS, compound, max_leaves=5)


@examples(200)
@hypothesis.example("sin(t)*exp(I*sqrt(3)*t)/(sqrt(2)+tan(t/2))", 3)
@hypothesis.example("(cos(pi*t+pi/4)*exp(2/3*I*pi))**-2*exp(t*log(2)/2)", 2)
@given(TEXTS, st.integers(0, 3))
def test_derivatives_with_constants_agree_with_sympy(text: str, k: int) -> None:
    t, a = Fraction(5, 7), Fraction(3, 11)
    try:
        quotient = exact(parse(text, "text"))
    except CertificateError as error:
        hypothesis.assume(not any(word in str(error) for word in ("identically zero", "degree above", "is refused")))
        raise
    for _ in range(k):
        quotient = quotient.derivative()
    expected = number(sympy.diff(sympy.sympify(text, rational=True), T, k), t, a)
    found = quotient_number(quotient, t, a)
    assert expected is not None
    assert abs(sympy.N(found - expected, 40)) <= sympy.Float("1e-22") * (1 + abs(expected))


@examples(150)
@given(st.sampled_from(ZEROS[:20]), TEXTS)
def test_a_hidden_zero_vanishes(zero: str, text: str) -> None:
    try:
        quotient = exact(parse(f"({zero})*({text})+({zero})", "text"))
    except CertificateError as error:
        hypothesis.assume(not any(word in str(error) for word in ("identically zero", "degree above", "is refused")))
        raise
    assert not quotient


def test_cores_that_differ_by_a_constant_unit_are_equal() -> None:
    ring = exact(parse("exp(I*t)*exp(2/5*I*pi)*exp(1/3*log(2))", "x")).numerator.ring
    algebra = Exact(ring, Fraction(0))

    def core(text: str) -> Quotient:
        return over(ring.constant(1), algebra.scalar(parse(text, "x")).numerator)

    plain = core("exp(I*t)+1")
    for factor in ("exp(2/5*I*pi)", "exp(-4/5*I*pi)", "exp(1/3*log(2))", "exp(-2/3*log(2)+6/5*I*pi)*t**2*exp(-I*t)"):
        other = core(f"(exp(I*t)+1)*{factor}")
        assert other.denominator == plain.denominator
        assert not core(factor).denominator, "a monomial is a unit"
        assert (core(factor) * algebra.scalar(parse(factor, "x"))).numerator == ring.constant(1)


@examples(200)
@given(st.integers(1, 30), st.integers(1, 30))
def test_orders_of_two_roots_of_unity(m: int, n: int) -> None:
    hypothesis.assume(sympy.totient(sympy.lcm(m, n)) <= 96)
    text = f"exp(2*I*pi/{m})*exp(2*I*pi/{n})-exp(2*I*pi*({m + n})/{m * n})"
    assert not exact(parse(text, "x"))


def test_text_of_sympy_agrees() -> None:
    """The reading of the ring by the tests: a value without any name."""
    quotient = exact(parse("I*sqrt(3)*pi+exp(1/3*log(2))*log(2)*a", "x"))
    expected = sympy.I * sympy.sqrt(3) * sympy.pi + sympy.Integer(2) ** sympy.Rational(1, 3) * sympy.log(2) * A
    assert abs(sympy.N((as_sympy(quotient.numerator) - expected).subs(A, 3), 30)) < 1e-25
