"""From roots in z = e^{ct} to values of t: families (log z_0 + 2πik)/c, exact where z_0 is a root of unity or a power.

c is real or imaginary. If it is imaginary the period is real, and the values of t are real exactly when |z_0| = 1. For
a root of an irreducible p over Q that is decided: |z_0| = 1 means 1/z̄_0 = z_0, so p is its own reversal, and of all
roots only z_0 itself meets 1/z̄_0. If c is real, only z_0 > 0 gives a real t, and only one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from math import gcd
from typing import NamedTuple

from flint import acb, arb

from rankdyn.algebra.function_field import FunctionField
from rankdyn.algebra.quotient import Polynomial
from rankdyn.calculus.balls import precision
from rankdyn.degeneracy.answer import Family
from rankdyn.degeneracy.factors import univariate
from rankdyn.degeneracy.moment import Moment, exact_moment, shifted, steps_within
from rankdyn.degeneracy.points import START_BITS, AlgebraicPoint, algebraic_points, exponent_value
from rankdyn.errors import BudgetExceededError, NotExactError
from rankdyn.expressions.functions import I_UNIT, PI, positive_logarithm
from rankdyn.expressions.nodes import Exponent, Expression, Function, Mul, Number, add, divide, mul, negate
from rankdyn.expressions.polynomials import as_expression_terms, sum_of
from rankdyn.expressions.printing import text

_BITS = (64, 256, 1024, 4096)


class Progression(NamedTuple):
    """The values start + k·period of t.

    Attributes
    ----------
    start, period : Moment
        The period is exact.
    turn : Fraction or None
        start/period, if the exponential is a root of unity there.
    real : bool or None
        Whether real values occur: all of them if the period is real, otherwise the start alone. None if not decided.
    point : AlgebraicPoint
        The value z_0 of the exponential.
    """

    start: Moment
    period: Moment
    turn: Fraction | None
    real: bool | None
    point: AlgebraicPoint

    def family(self, rank: int | None) -> Family:
        """Return the progression as part of an answer."""
        field = self.point.field
        equation = text(field.expression(field.polynomial(self.point.polynomial)))
        return Family(self.start.value, self.start.box, str(self.period.value), equation, rank)

    def real_values(self, within: tuple[Fraction, Fraction] | None) -> list[Moment]:
        """Return the real values that may lie in the interval; without one, the start if it is the only real one."""
        if not self.real:
            return []
        if not self.period.is_real:
            return [self.start]
        if within is None:
            return []
        variable = self.point.field.variable
        steps = steps_within(self.start, self.period, within)
        work = self.point.field.work
        if 1000 * len(steps) > work.budget - work.spent:
            raise BudgetExceededError(f"there are about {len(steps)} points; take a shorter interval or raise budget=")
        work.spend(1000 * len(steps))
        return [shifted(self.start, k, self.period, variable) for k in steps]


def rate(field: FunctionField, index: int) -> Exponent | None:
    """Return c if the generator is e^{ct}, None if its exponent is not linear in t."""
    monomial, unit = field.basis.units[index - len(field.names)]
    if dict(monomial).get(field.variable) != 1:
        return None
    return ((tuple(item for item in monomial if item[0] != field.variable), unit),)


def progressions(points: Iterable[AlgebraicPoint]) -> list[Progression]:
    """Return the values of t for roots z_0; those that fill a finer progression evenly are joined."""
    found = [_progression(point) for point in points]
    turning = [p for p in found if p.turn is not None]
    turns = {p.turn for p in turning if p.turn is not None}
    parts = next((m for m in range(len(turns), 1, -1) if {(f + Fraction(1, m)) % 1 for f in turns} == turns), 1)
    joined = []
    for p in sorted(turning, key=lambda p: p.turn or 0):
        assert p.turn is not None
        if p.turn < Fraction(1, parts):
            period = exact_moment(divide(_expression(p.period), Number(Fraction(parts))), p.point.field.variable)
            joined.append(p._replace(period=period, turn=p.turn * parts))
    return joined + [p for p in found if p.turn is None]


def _expression(moment: Moment) -> Expression:
    assert moment.exact is not None
    return moment.exact


def _progression(point: AlgebraicPoint) -> Progression:
    field = point.field
    c = rate(field, point.index)
    assert c is not None
    slope = add(as_expression_terms(c))
    period = exact_moment(divide(mul((Number(Fraction(2)), I_UNIT, PI)), slope), field.variable)
    imaginary = any(name == "I" for name, _ in c[0][0])
    turn = _turn(point)
    if turn is not None:
        start = exact_moment(mul((Number(turn), _expression(period))), field.variable)
        return Progression(start, period, turn, imaginary or not turn, point)
    enclosure = _logarithm(point, c)
    start = _exact_logarithm(point, slope, period) or Moment(None, enclosure)
    if start.exact is not None:
        return Progression(start, period, None, start.is_real, point)
    real = _is_unimodular(point) if imaginary else _is_positive(point)
    if real:
        start = Moment(None, lambda bits: acb(enclosure(bits).real))
    return Progression(start, period, None, real, point)


def _turn(point: AlgebraicPoint) -> Fraction | None:
    """Return q in [0, 1) with z_0 = e^{2πiq}, or None if z_0 is no root of unity."""
    if not point.is_rational_polynomial:
        return None
    order = int(univariate(point.polynomial, point.index).is_cyclotomic())
    if not order:
        return None
    for bits in _BITS:
        with precision(bits):
            root = point.enclosure(bits)
            turns = [Fraction(j, order) for j in range(order) if gcd(j, order) == 1]
            near = [q for q in turns if acb(0, 2 * acb.pi().real * q.numerator / q.denominator).exp().overlaps(root)]
            if len(near) == 1:
                return near[0]
    return None


def _exact_logarithm(point: AlgebraicPoint, slope: Expression, period: Moment) -> Moment | None:
    """Return (log z_0)/c where z_0 is ± a product of rationals and exponentials."""
    field, polynomial, index = point.field, point.polynomial, point.index
    if int(polynomial.degrees()[index]) > 1:
        return None
    above: Polynomial = polynomial.derivative(index)
    rest = polynomial - above * field.generators[index]
    value = field.expression(field.polynomial(-rest) / field.polynomial(above))
    for candidate, half in ((value, 0), (negate(value), 1)):
        logarithm = _logarithm_of(candidate)
        if logarithm is not None:
            real = divide(add(as_expression_terms(logarithm)), slope) if logarithm else Number(Fraction(0))
            try:
                return exact_moment(add((real, mul((Number(Fraction(half, 2)), _expression(period))))), field.variable)
            except NotExactError:
                return None
    return None


def _logarithm_of(constant: Expression) -> Exponent | None:
    """Return a logarithm of a positive rational number times e^P, P any constant; None for other constants."""
    if isinstance(constant, Function) and constant.name == "exp":
        return constant.argument
    if isinstance(constant, Mul):
        parts = [_logarithm_of(factor) for factor in constant.factors]
        return None if None in parts else sum_of([part for part in parts if part is not None])
    return positive_logarithm(constant)


def _logarithm(point: AlgebraicPoint, c: Exponent) -> Callable[[int], acb]:
    """Return enclosures of (log z_0)/c, the imaginary part of the logarithm in [0, 2π)."""

    def enclosure(bits: int) -> acb:
        for more in _BITS:
            root = point.enclosure(bits + more)
            with precision(bits + more):
                logarithm = (-root).log() + acb(0, arb.pi()) if root.real < 0 else root.log()
                if logarithm.imag < 0:
                    logarithm += acb(0, 2 * arb.pi())
                if logarithm.imag == 0 or not logarithm.imag.contains(0):
                    return logarithm / exponent_value(c)
        raise BudgetExceededError("the logarithm of a root is not enclosed")

    return enclosure


def _is_positive(point: AlgebraicPoint) -> bool | None:
    """Return whether z_0 > 0."""
    if not point.is_real:
        return None if point.enclosure(START_BITS).imag.contains(0) and not point.is_rational_polynomial else False
    return next((root > 0 for root in (point.enclosure(bits).real for bits in _BITS) if not root.contains(0)), None)


def _is_unimodular(point: AlgebraicPoint) -> bool | None:
    """Return whether |z_0| = 1."""
    for bits in _BITS:
        with precision(bits):
            if not (abs(point.enclosure(bits)) - 1).contains(0):
                return False
    field, polynomial, index = point.field, point.polynomial, point.index
    imaginary = {i for i, name in enumerate(field.generator_names()) if "I" in re.findall(r"\w+", name)}
    if any(d and i in imaginary - {index} for i, d in enumerate(polynomial.degrees())):
        return None  # conjugation changes the coefficients
    degree = int(polynomial.degrees()[index])
    reversal = field.context.from_dict(
        {
            tuple(degree - int(p) if i == index else int(p) for i, p in enumerate(powers)): c
            for powers, c in polynomial.terms()
        }
    )
    if reversal not in (polynomial, -polynomial):
        return False
    roots = algebraic_points(point.field, point.polynomial, point.index)
    for bits in _BITS:
        with precision(bits):
            mirrored = 1 / point.enclosure(bits).conjugate()
            meeting = [root for root in roots if root.enclosure(bits).overlaps(mirrored)]
            if len(meeting) == 1:
                return bool(meeting[0].enclosure(bits).overlaps(point.enclosure(bits)))
    return None
