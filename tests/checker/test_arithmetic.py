"""The checker's own arithmetic beside SymPy, and its two ways of evaluating beside each other."""

from __future__ import annotations

import random
from fractions import Fraction
from math import factorial
from typing import Any

import hypothesis
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st
from sympy.polys.matrices import DomainMatrix

from rankdyn.checker.generators import Generators
from rankdyn.checker.grammar import Expression, parse
from rankdyn.checker.grid import (
    MERSENNE_EXPONENTS,
    choose_prime,
    coefficient_bound,
    degree_bound,
    is_mersenne_prime,
    polynomial_matrix,
)
from rankdyn.checker.modular import Point, rank_modulo
from rankdyn.checker.polynomial import Polynomial, Ring
from rankdyn.checker.primes import PRIME_LIMIT, is_prime
from rankdyn.checker.quotient import Exact, Quotient, plain_ring, ring_of
from rankdyn.checker.structure import Function, Work, expand, structural_bounds
from rankdyn.errors import CertificateError
from tests.strategies import examples

T, A = sympy.symbols("t a")
NAMES = ("t", "a")
PRIME = 2_147_483_647
ATOMS = st.sampled_from(
    ["t", "a", "2", "1/3", "0.25", "(t+1)", "(a-t)", "exp(t)", "exp(-t/2)", "sinh(a*t)", "cosh(t+1)", "exp(t**2-t)"]
)


def compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/"]), inner).map(lambda x: f"({x[0]}{x[1]}{x[2]})"),
        st.tuples(inner, st.integers(-2, 3)).map(lambda x: f"({x[0]})**{x[1]}"),
        inner.map(lambda x: f"(-{x}**2)"),
    )


TEXTS = st.recursive(ATOMS, compound, max_leaves=5)


def ring(*expressions: Expression, shift: Fraction = Fraction(0)) -> Ring:
    return ring_of(plain_ring(NAMES, expressions, Work(10**8)), [(expressions, [shift])], slopes=True)


def exact(expression: Expression, shift: Fraction = Fraction(0)) -> Quotient:
    return Exact(ring(expression, shift=shift), shift).scalar(expression)


def as_sympy(polynomial: Polynomial) -> Any:
    ring = polynomial.ring
    bases = [sympy.sympify(name) for name in ring.names]
    roots = [sympy.I if base == -1 else sympy.sqrt(base) for base, _ in ring.plain.field.radicals]
    exponents = [(monomial_value([*bases, 1, *roots], monomial), factor) for monomial, factor in ring.exponents]
    bases += [sympy.exp(value * sympy.Rational(q.numerator, q.denominator)) for value, q in exponents]
    terms = (value * monomial_value(bases, key) for key, value in polynomial.terms.items())
    return sympy.Add(*terms) / polynomial.scale


def monomial_value(bases: list[Any], key: tuple[int, ...]) -> Any:
    return sympy.Mul(*(base**e for base, e in zip(bases, key, strict=bool(key))))


def number(value: Any, t: Fraction, a: Fraction) -> Any:
    """Return a SymPy expression at (t, a) to 40 digits; None at a pole or where the digits are lost."""
    point = {T: sympy.Rational(t.numerator, t.denominator), A: sympy.Rational(a.numerator, a.denominator)}
    result = value.subs(point)
    return None if result.has(sympy.zoo, sympy.nan, sympy.oo) else sympy.N(result, 40)


def quotient_number(q: Quotient, t: Fraction, a: Fraction) -> Any:
    top = number(as_sympy(q.numerator), t, a)
    for core, power in q.denominator.items():
        top = top / number(as_sympy(core), t, a) ** power
    return top


@examples(100)
@hypothesis.example("sinh(a*t)*cosh(t+1)-t", 2)
@hypothesis.example("exp(t**2-t)/(a-t)**2/(t+1)", 3)
@given(TEXTS, st.integers(0, 3))
def test_derivatives_agree_with_sympy(text: str, k: int) -> None:
    expression = parse(text, "text")
    value = sympy.sympify(text, rational=True)
    t, a = Fraction(5, 7), Fraction(3, 11)
    if number(value, t, a) is None:
        with pytest.raises(CertificateError, match="identically zero"):
            exact(expression)
        return
    quotient = exact(expression)
    for _ in range(k):
        quotient = quotient.derivative()
    expected = number(sympy.diff(value, T, k), t, a)
    found = quotient_number(quotient, t, a)
    assert expected is not None
    assert abs(found - expected) <= sympy.Float("1e-25") * (1 + abs(expected))


@examples(300)
@hypothesis.example("sinh(a*t)*cosh(t+1)-t", 3, 1, random.Random(1))
@hypothesis.example("exp(t**2-t)/(a-t)**2", 4, 2, random.Random(2))
@hypothesis.example("(exp(-t/2)+t)**-2/3", 4, 1, random.Random(3))
@hypothesis.example("t + a - 2 + t**3 - exp(t)", 2, 1, random.Random(4))
@hypothesis.example("3*t*(a + t)*exp(t**2)*(t - 1)/(t + 2)", 3, 2, random.Random(5))
@given(TEXTS, st.integers(0, 4), st.integers(0, 2), st.randoms(use_true_random=False))
def test_taylor_polynomials_agree_with_exact_derivatives_modulo_p(
    text: str, k: int, j: int, rng: random.Random
) -> None:
    expression, shift = parse(text, "text"), Fraction(j, 3)
    units = ("t**2", "t/6", "a*t", "a/3", "1/18")
    items = [parse(item, "item") for item in ("a", "t", *(f"exp({unit})" for unit in units))]
    residues = [rng.randrange(1, PRIME) for _ in items]
    try:
        quotient = exact(expression, shift)
        point = Point(PRIME, Generators(items, quotient.numerator.ring), residues, k + 1)
        jet = point.jet(quotient)
        straight = point.scalar(expression, Exact(quotient.numerator.ring, shift))
    except CertificateError as error:
        hypothesis.assume("zero" not in str(error))
        raise
    except ZeroDivisionError:
        hypothesis.assume(False)
    for _ in range(k):
        quotient = quotient.derivative()
    value = modular_value(quotient.numerator, residues)
    for core, power in quotient.denominator.items():
        value = value * pow(modular_value(core, residues), -power, PRIME) % PRIME
    assert factorial(k) * jet[k] % PRIME == value
    assert straight == [coefficient % PRIME for coefficient in jet], "the tree as written, without a quotient"


UNITS = {(2, 0): 1, (1, 0): 6, (1, 1): 1, (0, 1): 3, (0, 0): 18}


def modular_value(polynomial: Polynomial, residues: list[int]) -> int:
    total = 0
    for key, value in polynomial.terms.items():
        value = value * pow(residues[1], key[0], PRIME) * pow(residues[0], key[1], PRIME)
        for count, (monomial, unit) in zip(key[3:], polynomial.ring.exponentials, strict=True):
            place = 2 + list(UNITS).index(monomial[:2])
            value = value * pow(residues[place], count * UNITS[monomial[:2]] // unit, PRIME) % PRIME
        total += value
    return total * pow(polynomial.scale, -1, PRIME) % PRIME


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("(exp(t)-1)/t", 0),
        ("(cosh(t)-1)/t**2", 0),
        ("(exp(a*t)-1)/(exp(t)-1)", 0),
        ("t**3/(exp(t)-1-t)", 0),
        ("(t**2-1)/(t**3-1)", 1),
        ("(exp(t-1)-t)/(t-1)**2", 1),
        ("(exp(t**2)-exp(1))/(t-1)", 1),
        ("exp(a*t)*t/(a+t)", 2),
        ("1/(1+t+a*t**2)", 0),
    ],
)
def test_limits_of_derivatives_agree_with_sympy(text: str, at: int) -> None:
    quotient = exact(parse(text, "text"), Fraction(at))
    expected = sympy.series(sympy.sympify(text).subs(T, T + at), T, 0, 5).removeO()
    for i in range(5):
        found = quotient_number(quotient.limit(), Fraction(11), Fraction(3, 7))
        want = number(expected.coeff(T, i), Fraction(0), Fraction(3, 7)) * factorial(i)
        assert abs(found - want) < sympy.Float("1e-28") * (1 + abs(want))
        quotient = quotient.derivative()


@pytest.mark.parametrize("text", ["1/t", "exp(t)/(exp(t)-1)", "t/(cosh(t)-1)", "(t+a)/t", "t**-1*(a+t)"])
def test_poles_are_found(text: str) -> None:
    quotient = exact(parse(text, "text"))
    for _ in range(3):
        with pytest.raises(ZeroDivisionError):
            quotient.limit()
        quotient = quotient.derivative()


def test_identities_are_decided() -> None:
    zeros = [
        "exp(t)**2-exp(2*t)",
        "cosh(t)**2-sinh(t)**2-1",
        "sinh(2*t)-2*sinh(t)*cosh(t)",
        "exp(t/2)*exp(t/3)-exp(5*t/6)",
    ]
    zeros += ["(t**2-1)/(t-1)-t-1", "E**2-exp(2)", "exp(t*(t+1))-exp(t**2)*exp(t)", "2**-1-0.5", "-t**2+(-t)**2"]
    others = ["exp(t)-exp(t/2)", "exp(1)-3", "exp(t+1)-exp(t)", "exp(a*t)-exp(a)*exp(t)", "-t**2-(-t)**2"]
    for text in zeros + others:
        value = exact(parse(text, "x"))
        assert bool(value) == (text in others), text


def test_precedence_is_that_of_python() -> None:
    for text in (
        "-t**2",
        "2**-1",
        "2**3**2",
        "-2**2",
        "2*-t",
        "2*-t**2",
        "--t**2/-3**2",
        "t/2/3",
        "t-2-3",
        "--t",
        "2*--t",
        "2*+-t",
        "6/2*t",
        "-t*a**2/3+1e2-1.50e-1",
        "t^3",
    ):
        value = exact(parse(text, "x"))
        python = sympy.sympify(text.replace("^", "**"), rational=True)
        assert sympy.expand(as_sympy(value.numerator) - python) == 0, text


def test_primality_agrees_with_sympy() -> None:
    assert all(is_prime(n) == sympy.isprime(n) for n in range(-3, 30_000))
    # Least strong pseudoprimes to the first 4, 7, 9 and 12 prime bases, Carmichael numbers, squares of primes.
    composites = [
        3215031751,
        341550071728321,
        3825123056546413051,
        318665857834031151167461,
        561,
        41041,
        825265,
        1009**2,
    ]
    assert not any(map(is_prime, [*composites, (2**31 - 1) ** 2, (2**31 - 1) * (2**19 - 1)]))
    assert all(map(is_prime, [2**31 - 1, 2**61 - 1, 10**18 + 9, 3317044064679887385961813]))
    with pytest.raises(ValueError, match="not below"):
        is_prime(PRIME_LIMIT)


def test_mersenne_primes() -> None:
    assert [q for q in (3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 61, 67, 89) if is_mersenne_prime(q)] == [
        3, 5, 7, 13, 17, 19, 31, 61, 89,
    ]  # fmt: skip
    assert all(map(is_mersenne_prime, MERSENNE_EXPONENTS[:8]))
    assert choose_prime(2**521 - 2) == 2**521 - 1
    assert choose_prime(2**521 - 1) == 2**607 - 1


@examples(150)
@given(st.integers(0, 5), st.integers(0, 5), st.sampled_from([2, 3, 5, 7]), st.data())
def test_rank_modulo_agrees_with_sympy(m: int, n: int, p: int, data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.lists(st.integers(-9, 9), min_size=n, max_size=n), min_size=m, max_size=m))
    rank = DomainMatrix(rows, (m, n), sympy.ZZ).convert_to(sympy.GF(p)).rank() if m and n else 0
    assert rank_modulo(rows, p, 5) == rank
    for limit in range(5):
        assert rank_modulo(rows, p, limit) == min(rank, limit + 1)


@examples(40)
@given(st.integers(1, 3), st.integers(1, 3), st.data())
def test_grid_bounds_hold_for_every_minor(m: int, n: int, data: st.DataObject) -> None:
    texts = st.sampled_from(["0", "1", "t", "t**2-3*t", "1/t", "exp(t)*t+2", "exp(-t/2)-t/3", "5", "exp(t/2)+exp(-t)"])
    expressions = [[parse(data.draw(texts), "x") for _ in range(n)] for _ in range(m)]
    common = ring(*(e for row in expressions for e in row))
    rows = [[Exact(common, Fraction(0)).scalar(e) for e in row] for row in expressions]
    axes = Generators([parse("t", "x"), parse("exp(t/2)", "x")], common)
    matrix = polynomial_matrix(rows, axes)
    x, y = sympy.symbols("x y")
    dense = sympy.Matrix(m, n, lambda i, j: sympy.Add(*(c * x ** k[0] * y ** k[1] for k, c in matrix[i][j].items())))
    assert all(min(k) >= 0 for row in matrix for terms in row for k in terms)
    # The clearing of rows and columns must not change the rank; y stands for exp(t/2).
    half = [Fraction(2, unit) for _, unit in common.exponentials]
    original = sympy.Matrix(
        m, n, lambda i, j: laurent(rows[i][j].numerator, [1, 0, 0, *half], sympy.Integer(7), sympy.Integer(3))
    )
    assert original.rank() == dense.subs({x: 7, y: 3}).rank()
    for size in range(1, min(m, n) + 1):
        degrees, bound = [degree_bound(matrix, size, axis) for axis in (0, 1)], coefficient_bound(matrix, size)
        for i in range(m - size + 1):
            for j in range(n - size + 1):
                minor = sympy.Poly(dense[i : i + size, j : j + size].det(), x, y)
                if not minor.is_zero:
                    assert max(map(abs, minor.coeffs())) <= bound
                    assert minor.degree(x) <= degrees[0]
                    assert minor.degree(y) <= degrees[1]


def laurent(polynomial: Polynomial, weights: list[Any], x: Any, y: Any) -> Any:
    """Return the value with the variable at x and each exponential at y**weight."""
    parts = []
    for key, value in polynomial.terms.items():
        power = sum(count * weight for count, weight in zip(key[3:], weights[3:], strict=True))
        parts.append(sympy.Rational(value, polynomial.scale) * x ** key[0] * y ** int(power))
    return sympy.Add(*parts)


def entries(rows: list[list[str]]) -> Function:
    texts = tuple(tuple(parse(text, "x") for text in row) for row in rows)
    return Function("entries", (len(rows), len(rows[0])), texts)


def random_function(rng: random.Random, m: int, n: int, depth: int) -> Function:
    texts = ["0", "1", "t", "t**2", "2", "exp(t)", "t-3", "exp(2*t)", "t**3"]

    def leaf(r: int, c: int) -> Function:
        return entries([[rng.choice(texts) for _ in range(c)] for _ in range(r)])

    kind = rng.randrange(1, 6) if depth else 0
    if kind in (1, 2):
        inner = rng.randint(1, 2)
        parts = [random_function(rng, m, inner, depth - 1), random_function(rng, inner, kind, 0), leaf(n, kind)]
        return Function("product", (m, n), parts=tuple(parts))
    if kind == 3:
        diagonal = Function("block_sum", (2, 2), parts=(leaf(1, 1), leaf(1, 1)))
        return Function("product", (m, n), parts=(leaf(m, 2), diagonal, leaf(n, 2)))
    if kind == 4:
        terms = tuple(random_function(rng, m, n, depth - 1) for _ in range(2))
        return Function("sum", (m, n), ((parse("2", "x"), parse("-a/3", "x")),), terms)
    if kind == 5 and m > 1 and n > 1:
        return Function("block_sum", (m, n), parts=(leaf(1, 1), random_function(rng, m - 1, n - 1, depth - 1)))
    return leaf(m, n)


def sympy_matrix(function: Function) -> Any:
    rows = [[as_sympy(exact(text).numerator) for text in row] for row in function.texts]
    parts = [sympy_matrix(part) for part in function.parts]
    if function.kind == "entries":
        return sympy.Matrix(rows)
    if function.kind == "block_sum":
        return sympy.diag(*parts)
    if function.kind == "sum":
        return rows[0][0] * parts[0] + rows[0][1] * parts[1]
    result = parts[0]
    for part in [*parts[1:-1], parts[-1].T]:
        result = result * part
    return result


@pytest.mark.parametrize("seed", range(25))
def test_expansion_and_structural_bounds_agree_with_sympy(seed: int) -> None:
    rng = random.Random(seed)
    function = random_function(rng, rng.randint(1, 3), rng.randint(1, 3), 3)
    matrix = sympy_matrix(function)
    algebra = Exact(ring(parse("exp(t)", "x")), Fraction(0))
    rows = expand(function, algebra.scalar, algebra.dot, Work(10**8))
    found = sympy.Matrix(*function.shape, [as_sympy(entry.numerator) for row in rows for entry in row])
    assert (found - matrix).applyfunc(sympy.expand).is_zero_matrix
    bounds = structural_bounds(function, "t", 3, Work(10**8))
    for k in range(4):
        values = matrix.diff(T, k) if k else matrix
        assert values.subs({sympy.exp(T): 5, A: 7}).subs(T, sympy.Rational(13, 3)).rank() <= bounds[k]


def test_structural_bounds_by_hand() -> None:
    def bounds(*parts: Function) -> list[int]:
        return structural_bounds(Function("product", (9, 9), parts=parts), "t", 3, Work(10**6))

    def block(r: int, text: str) -> Function:
        return entries([[text] * r] * 9)

    assert bounds(block(1, "t"), block(1, "t")) == [1, 2, 3, 4]
    assert bounds(block(2, "t"), block(2, "1")) == [2, 2, 2, 2]
    square = entries([["t"] * 2] * 2)
    assert bounds(block(2, "t"), square, block(2, "t")) == [2, 6, 9, 9]
    assert bounds(block(2, "1"), square, block(2, "1")) == [2, 2, 2, 2]
