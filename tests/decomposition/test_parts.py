"""The parts of the decision, each against SymPy or against what it must satisfy."""

from random import Random

import flint
import pytest
import sympy

import rankdyn as rd
from rankdyn.algebra.work import Work
from rankdyn.decomposition import splitting, writing
from rankdyn.decomposition.commuting import Separating, coefficients, minimal_polynomial
from rankdyn.decomposition.conjugation import conjugate, is_real
from rankdyn.decomposition.constants import Constants
from rankdyn.decomposition.eigen import NotSeparatingError, eigenspace
from rankdyn.decomposition.expansion import expand
from rankdyn.decomposition.factoring import factors
from rankdyn.decomposition.linear_algebra import characteristic_polynomial, echelon, inverse, product
from rankdyn.decomposition.signs import all_roots_real
from rankdyn.decomposition.univariate import Extension, ZeroDivisorError, divided, gcd, multiplied, squarefree_part
from rankdyn.functions.explicit import Explicit


def constants_of(text, rational=False):
    function = rd.MatrixFunction(text)
    assert isinstance(function, Explicit)
    return Constants(function.field(Work(10**9)), rational)


RATIONAL = constants_of("[[t]]", rational=True)


def q(*values):
    return [flint.fmpq(v) for v in values]


def scalars(constants, *texts):
    return [constants.field.element(rd.MatrixFunction([[text]]).rows()[0][0]) for text in texts]


@pytest.mark.parametrize("constants", [RATIONAL, RATIONAL.widened], ids=["fmpq", "field"])
def test_linear_algebra_is_that_of_sympy(constants):
    rng = Random(1)
    for _ in range(20):
        n = rng.randint(1, 4)
        numbers = [[rng.randint(-2, 2) for _ in range(n)] for _ in range(n)]
        matrix, theirs = [[constants.number(v) for v in row] for row in numbers], sympy.Matrix(numbers)
        wanted = [constants.number(int(c)) for c in theirs.charpoly().all_coeffs()[::-1]]
        assert characteristic_polynomial(constants, matrix) == wanted
        assert tuple(echelon(constants, matrix).pivots) == theirs.rref()[1]
        inverted = inverse(constants, matrix)
        assert (inverted is None) == (theirs.det() == 0)
        if inverted is not None:
            unit = product(constants, matrix, inverted)
            assert all(unit[i][j] == constants.number(int(i == j)) for i in range(n) for j in range(n))
        smallest = minimal_polynomial(constants, matrix)
        assert (len(smallest) - 1 == n) or len(squarefree_part(constants, wanted)) <= len(smallest)


@pytest.mark.parametrize("constants", [RATIONAL, RATIONAL.widened], ids=["fmpq", "field"])
def test_greatest_common_divisors(constants):
    a, b, c = ([constants.number(v) for v in values] for values in ([-1, 1], [2, 1], [3, 0, 1]))
    zero = constants.number(0)
    left, right = multiplied(multiplied(a, b, zero), b, zero), multiplied(b, c, zero)
    assert gcd(constants, left, right) == b
    assert gcd(constants, a, c) == [constants.number(1)]
    assert divided(right, b, zero) == (c, [])
    assert squarefree_part(constants, left) == multiplied(a, b, zero)


def test_a_zero_divisor_shows_a_factor():
    for constants in (RATIONAL, RATIONAL.widened):
        ring = Extension(constants, [constants.number(v) for v in (-6, 11, -6, 1)])  # (x − 1)(x − 2)(x − 3)
        with pytest.raises(ZeroDivisorError) as caught:
            ring.element([constants.number(v) for v in (2, -3, 1)]).inverse()
        assert caught.value.factor == [constants.number(v) for v in (2, -3, 1)]
        unit = ring.element([constants.number(5), constants.number(1)])
        assert unit * unit.inverse() == ring.number(1)


def test_a_combination_that_does_not_separate_is_noticed():
    one, two = [q(1, 0), q(0, 1)], [q(1, 0), q(0, 2)]
    with pytest.raises(NotSeparatingError):
        eigenspace(RATIONAL, q(-1, 1), Separating([1, 0], one, q(-1, 1)), [one, two])


@pytest.mark.parametrize("text", ["[[1, t, 0], [0, 2, t], [0, 0, 3]]", "[[1 + t, 0], [1, 2]]", "[[t, 1], [a**2, t]]"])
def test_the_answer_does_not_depend_on_factoring(monkeypatch, text):
    """With whole polynomials as moduli: what needs them apart comes to light as a zero divisor."""
    monkeypatch.setattr(splitting, "factors", lambda constants, polynomial: [polynomial])
    monkeypatch.setattr(splitting, "over_number_field", lambda constants, polynomial: [polynomial])
    monkeypatch.setattr(writing, "closed_forms", lambda polynomial: None)
    whole = rd.decompose(text)
    monkeypatch.undo()
    apart = rd.decompose(text)
    assert (bool(whole), whole.field) == (bool(apart), apart.field)


@pytest.mark.parametrize(
    ("constants", "coefficients", "degrees"),
    [
        (constants_of("[[t]]", rational=True), ["6", "-5", "1"], [1, 1]),
        (constants_of("[[I*t]]"), ["1", "0", "1"], [1, 1]),
        (constants_of("[[sqrt(2)*t]]"), ["-2", "0", "1"], [1, 1]),
        (constants_of("[[sqrt(3)*t]]"), ["-2", "0", "1"], [2]),
        (constants_of("[[sqrt(2)*t + sqrt(3)]]"), ["1", "0", "-10", "0", "1"], [1, 1, 1, 1]),
        (constants_of("[[sqrt(2)*t]]"), ["1", "0", "-10", "0", "1"], [2, 2]),
        (constants_of("[[2**(1/3)*t]]"), ["-2", "0", "0", "1"], [1, 2]),
        (constants_of("[[sqrt(2)*t]]"), ["-sqrt(2)", "0", "1"], [2]),
        (constants_of("[[sqrt(2)*a*t]]"), ["-2*a**2", "0", "1"], [1, 1]),
        (constants_of("[[a*t]]"), ["-a", "0", "1"], [2]),
        (constants_of("[[a*t + b]]"), ["a*b", "-a-b", "1"], [1, 1]),
    ],
)
def test_factors(constants, coefficients, degrees):
    polynomial = scalars(constants, *coefficients)
    polynomial = [constants.scalar(c) for c in polynomial]
    found = factors(constants, polynomial)
    assert sorted(len(f) - 1 for f in found) == degrees
    total = [constants.number(1)]
    for factor in found:
        total = multiplied(total, factor, constants.number(0))
    assert total == polynomial


@pytest.mark.parametrize(
    ("text", "coefficients", "real"),
    [
        ("[[t]]", ["1", "-3", "0", "1"], True),
        ("[[t]]", ["-1", "-1", "0", "1"], False),
        ("[[t]]", ["1", "0", "1"], False),
        ("[[sqrt(2)*t]]", ["1", "-3*sqrt(2)", "0", "1"], True),
        ("[[sqrt(2)*t]]", ["sqrt(2)", "0", "1"], False),
        ("[[pi*t]]", ["1", "-pi", "1"], True),
        ("[[pi*t]]", ["3", "-pi", "1"], False),
        ("[[a*t]]", ["-a**2 - 1", "0", "1"], True),
        ("[[a*t]]", ["-a", "0", "1"], False),
        ("[[a*t]]", ["-a**4 + a**2 - 1", "0", "1"], True),
        ("[[a*t + b]]", ["-a**2 - b**2", "0", "1"], True),
        ("[[a*t + b]]", ["-a**2 + a*b - b**2", "0", "1"], None),
        ("[[sqrt(2)*a*t]]", ["-sqrt(2)*a**2 - 1", "0", "1"], None),  # not decided rather than guessed
        ("[[I*t]]", ["I", "1"], False),
    ],
)
def test_real_roots(text, coefficients, real):
    constants = constants_of(text)
    assert all_roots_real(constants, scalars(constants, *coefficients)).real is real


def test_conjugation():
    field = constants_of("[[cos(t), exp(I*a*t), sqrt(2)*I, tan(t), exp(2*I*pi/5), exp(I), exp(I*t**2)*t]]").field
    rows = rd.MatrixFunction(
        "[[cos(t), exp(I*a*t), sqrt(2)*I, tan(t), exp(2*I*pi/5), exp(I), sin(t)/(2 + cos(t))]]"
    ).rows()
    elements = [field.element(entry) for entry in rows[0]]
    assert [is_real(e) for e in elements] == [True, False, False, True, False, False, True]
    for a in elements:
        assert conjugate(conjugate(a)) == a
        assert is_real(a + conjugate(a))
        assert is_real(a * conjugate(a))
        for b in elements:
            assert conjugate(a * b) == conjugate(a) * conjugate(b)
            assert conjugate(a + b) == conjugate(a) + conjugate(b)


@pytest.mark.parametrize(
    "text",
    [
        "[[cos(t), sin(t)], [t, 1]]",
        "[[tan(t), 1/(2 + sin(t))], [exp(t)*cos(2*t), cos(t + 1)]]",
        "[[exp(I*t), I], [sqrt(2)*t, 1/(a + t)]]",
        "[[a*t/(b*t + 1), exp(a*t)], [pi, cos(a*t)]]",
        "[[exp(t + 1), sin(pi*t)], [2, 3]]",
    ],
)
def test_an_expansion_adds_up(text):
    D = rd.MatrixFunction(text)
    found = expand(D, Work(10**9))
    field, constants = found.constants.field, found.constants
    for i, row in enumerate(D.rows()):
        for j, entry in enumerate(row):
            total = field.constant(0)
            for f, matrix in zip(found.functions, found.matrices, strict=True):
                total = total + f * constants.quotient(matrix[i][j])
            assert total == field.element(entry)
    if found.real:
        assert all(is_real(f) for f in found.functions)
        assert all(is_real(constants.quotient(x)) for matrix in found.matrices for row in matrix for x in row)


def test_combinations_are_the_same_in_every_run():
    assert list(coefficients(3)) == list(coefficients(3))
    assert next(coefficients(2)) == [1, 0]


def test_a_decision_is_told_when_the_factors_are_too_large():
    D = "[[a*t + b, b*t + d, c*t + a], [c*t + a, b*t + c, c*t + b], [a*t + d, c*t + d, b*t + b]]"
    with pytest.raises(rd.BudgetExceededError, match="complex numbers, that is proved"):
        rd.decompose(D, budget=20_000_000)
