"""Algebraic numbers as the roots of a polynomial: isolating boxes, and closed forms where there are any."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import flint
from flint import acb, acb_poly, arb

from rankdyn.algebra.function_field import FunctionField
from rankdyn.calculus.ball_functions import UndefinedPointError
from rankdyn.calculus.balls import BallPoint, BallTaylorRing, precision
from rankdyn.decomposition.conjugation import is_real
from rankdyn.decomposition.constants import Constants, rational_value
from rankdyn.decomposition.factoring import absolute_polynomial, integer_polynomial
from rankdyn.decomposition.univariate import Coefficients
from rankdyn.errors import InvalidInputError
from rankdyn.expressions.evaluate import evaluate
from rankdyn.expressions.functions import raise_to
from rankdyn.expressions.nodes import I_PI, Expression, Number, Symbol, add, exponential, mul, names, number, power
from rankdyn.expressions.printing import text
from rankdyn.functions.typesetting import short_latex

_BITS: Final = (64, 256, 1024)
_MAX_CLOSED_DEGREE: Final = 12


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in the complex plane with rational corners that holds exactly one root of a polynomial.

    Attributes
    ----------
    real, imaginary : (Fraction, Fraction)
        Lower and upper end; the imaginary part of a real root is (0, 0).
    """

    real: tuple[Fraction, Fraction]
    imaginary: tuple[Fraction, Fraction]

    def __str__(self) -> str:
        real, imaginary = (float(sum(ends) / 2) for ends in (self.real, self.imaginary))
        if not any(self.imaginary):
            return f"{real:.12g}"
        return f"{real:.12g} {'-+'[imaginary > 0]} {abs(imaginary):.12g}*I"


@dataclass(frozen=True, slots=True)
class Roots:
    """All roots of a polynomial, under one name.

    Attributes
    ----------
    name : str
        The letter that stands for any one of them, such as ``alpha1``.
    polynomial : tuple of Expression
        Coefficients, lowest first, constant in t; integers without common factor if the polynomial is rational.
    irreducible : bool
        Whether the polynomial is known to be irreducible over the rational numbers, hence minimal.
    boxes : tuple of Box
        Disjoint, one a root; none where parameters occur.
    absolute : tuple of int
        Integer coefficients, lowest first, of a polynomial with these roots (and others, if `polynomial` is not
        rational); empty where parameters occur, or where it was not computed.
    """

    name: str
    polynomial: tuple[Expression, ...]
    irreducible: bool
    boxes: tuple[Box, ...]
    absolute: tuple[int, ...] = ()

    @property
    def degree(self) -> int:
        """The number of roots."""
        return len(self.polynomial) - 1

    @property
    def is_rational(self) -> bool:
        """Whether the polynomial has integer coefficients."""
        return all(isinstance(c, Number) for c in self.polynomial)

    def latex(self) -> str:
        """Return the equation of which these are the roots as LaTeX, a long one in part."""
        terms = [(c, power(Symbol(self.name), i)) for i, c in reversed(list(enumerate(self.polynomial)))]
        return rf"{short_latex(add(mul(term) for term in terms if term[0] != number(0)))} = 0"

    def __str__(self) -> str:
        terms = [mul((c, power(Symbol(self.name), i))) for i, c in reversed(list(enumerate(self.polynomial)))]
        return text(add(term for term, c in zip(terms, reversed(self.polynomial), strict=True) if c != number(0)))


def roots(constants: Constants, polynomial: Coefficients, name: str) -> Roots:
    """Return the roots of a monic squarefree polynomial over the constants."""
    field = constants.field
    rational = [rational_value(constants.quotient(c)) for c in polynomial]
    if None not in rational:
        whole = integer_polynomial(rational)
        integers = tuple(map(int, whole.coeffs()))
        return Roots(name, tuple(map(number, integers)), _is_irreducible(whole), integer_boxes(whole), integers)
    shown = tuple(field.expression(constants.quotient(c)) for c in polynomial)
    real = all(is_real(constants.quotient(c)) for c in polynomial)
    return Roots(name, shown, False, _boxes(field, shown, real=real), absolute_polynomial(constants, polynomial))


def _is_irreducible(polynomial: flint.fmpz_poly) -> bool:
    _, found = polynomial.factor()
    return len(found) == 1 and found[0][1] == 1


def integer_boxes(polynomial: flint.fmpz_poly, bits: int = 64) -> tuple[Box, ...]:
    """Return isolating boxes of the roots of a squarefree integer polynomial; FLINT proves them."""
    with precision(bits):
        return tuple(map(_box, complex_roots(polynomial)))


def complex_roots(polynomial: Any) -> list[acb]:
    """Return disjoint balls around the roots of a squarefree integer polynomial; real roots have imaginary part 0."""
    return [root for root, _ in polynomial.complex_roots()]  # python-flint's stub leaves out the multiplicities


def _boxes(field: FunctionField, coefficients: tuple[Expression, ...], *, real: bool) -> tuple[Box, ...]:
    """Return isolating boxes for coefficients that are numbers, nothing where parameters occur."""
    if any(names(c) for c in coefficients):
        return ()
    for bits in _BITS:
        with precision(bits):
            ring = BallTaylorRing(BallPoint({field.variable: Fraction(0)}), field.variable, 0)
            try:
                found = acb_poly([evaluate(c, ring)[0] for c in coefficients]).roots()
            except (UndefinedPointError, ValueError):
                continue
            boxes = tuple(map(_box, found))
            if real:
                boxes = tuple(map(_symmetric, boxes))
            if all(_apart(a, b) for i, a in enumerate(boxes) for b in boxes[:i]):
                return tuple(
                    Box(box.real, (Fraction(0), Fraction(0))) if real and _meets_axis(box) else box for box in boxes
                )
    return ()


def _meets_axis(box: Box) -> bool:
    return box.imaginary[0] <= 0 <= box.imaginary[1]


def _symmetric(box: Box) -> Box:
    """Return a box that meets the real axis made symmetric: of a real polynomial its only root is then real."""
    height = max(map(abs, box.imaginary))
    return Box(box.real, (-height, height)) if _meets_axis(box) else box


def _apart(left: Box, right: Box) -> bool:
    pairs = ((left.real, right.real), (left.imaginary, right.imaginary))
    return any(a[1] < b[0] or b[1] < a[0] for a, b in pairs)


def _box(ball: acb) -> Box:
    return Box(_ends(ball.real), _ends(ball.imag))


def _ends(ball: arb) -> tuple[Fraction, Fraction]:
    return _exact(ball.lower()), _exact(ball.upper())


def _exact(number: arb) -> Fraction:
    mantissa, exponent = number.man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def closed_forms(polynomial: flint.fmpz_poly) -> list[Expression] | None:
    """Return the roots as numbers of the exact class, for quadratic, cyclotomic and binomial polynomials; else None."""
    degree = polynomial.degree()
    if degree > _MAX_CLOSED_DEGREE:
        return None
    try:
        order = int(polynomial.is_cyclotomic())
        if degree == 2:
            c, b, a = (Fraction(int(v)) for v in polynomial.coeffs())
            root = raise_to(number(b * b - 4 * a * c), number(Fraction(1, 2)))
            return [add((mul((number(sign / (2 * a)), root)), number(-b / (2 * a)))) for sign in (1, -1)]
        if order:
            turns = [Fraction(2 * k, order) for k in range(order) if Fraction(k, order).denominator == order]
            return [exponential(((I_PI, turn),)) for turn in turns]
        if not any(polynomial.coeffs()[1:-1]):
            value = Fraction(-int(polynomial[0]), int(polynomial[degree]))
            size = raise_to(number(abs(value)), number(Fraction(1, degree)))
            turns = [Fraction(2 * k + (value < 0), degree) for k in range(degree)]
            return [mul((size, exponential(((I_PI, turn),)) if turn else number(1))) for turn in turns]
    except InvalidInputError:  # a number too long to take apart
        return None
    return None
