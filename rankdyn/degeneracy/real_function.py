"""`RealFunction`: a polynomial in t and exponentials as a real function of real t, with enclosures and exact zeros."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from flint import acb, acb_series, arb

from rankdyn.algebra.function_field import FunctionField
from rankdyn.algebra.quotient import Polynomial
from rankdyn.algebra.real_form import conjugate
from rankdyn.calculus.balls import BallPoint, BallTaylorRing, ball, precision
from rankdyn.calculus.taylor import PointField
from rankdyn.degeneracy.points import constant_generators, polynomial_value
from rankdyn.errors import BudgetExceededError, NotExactError
from rankdyn.expressions.evaluate import evaluate
from rankdyn.expressions.nodes import Exponent, exponential, mul, scaled

BITS: Final = 96
_SIGN_BITS: Final = (96, 384, 1536)
_COST: Final = 200
"""Work units of one coefficient and term; about what it takes in time."""
_MAX_ORDER: Final = 40


class _WideRing(BallTaylorRing):
    """Taylor series whose coefficients enclose those at all points of a ball for the variable."""

    def __init__(self, start: arb, variable: str, order: int) -> None:
        super().__init__(BallPoint({}), variable, order)
        self._ball = acb(start)

    def _start(self) -> acb:
        return self._ball


class RealFunction:
    """A polynomial in t and exponentials as a real function of real t, up to a factor without zeros.

    With half the sum of the highest and lowest powers of each e^{iP} taken out, and a constant factor, the function is
    equal to its conjugate if any such factors make it so. Otherwise its real part is used, and `is_real` is False:
    zeros of the real part are then candidates only.
    """

    def __init__(self, polynomial: Polynomial, field: FunctionField) -> None:
        self.field, self.polynomial = field, polynomial
        self.expression = field.expression(field.polynomial(polynomial))
        self.is_real, self._constant, shift = _real_multiple(polynomial, field)
        self._orders: dict[Fraction, int] = {}
        self._scaled = mul((self.expression, exponential(shift))) if shift else self.expression

    def series(self, interval: arb, order: int, bits: int = BITS) -> acb_series:
        """Return Taylor coefficients 0..order that enclose those at all points of the ball."""
        self.field.work.spend(_COST * len(self.polynomial) * (order + 1) * (1 + bits // 512))
        with precision(bits, order + 1):
            found = evaluate(self._scaled, _WideRing(interval, self.field.variable, order))
            if self._constant is None:
                return found
            above, below = (polynomial_value(p, constant_generators(self.field)) for p in self._constant)
            ratio = above / below  # conj(f) = ratio·f, so f·sqrt(ratio) is real
            root = acb(0, 1) * (-ratio).sqrt() if ratio.real < 0 else ratio.sqrt()
            return found * acb_series([root])

    def real_coefficients(self, interval: arb, order: int, bits: int = BITS) -> list[arb]:
        """Return the real parts of the Taylor coefficients."""
        found = self.series(interval, order, bits)
        return [found[k].real for k in range(order + 1)]

    def order_at(self, point: Fraction) -> int:
        """Return the order of the zero at a rational number, as `order_of_zero`, asked for once."""
        if point not in self._orders:
            with precision(BITS):
                near = self.real_coefficients(ball(point).real, 0)[0].contains(0)
            self._orders[point] = self.order_of_zero(point) if near else 0
        return self._orders[point]

    def order_of_zero(self, point: Fraction) -> int:
        """Return the order of the zero at a rational number, 0 if there is none that normal forms show.

        Raises
        ------
        BudgetExceededError
            If it is above 40.
        """
        field = PointField([self.expression], self.field.variable, (), point, self.field.work)
        try:
            length = 1
            while length <= _MAX_ORDER:
                coefficients = field.taylor(self.expression, length - 1)
                found = next((k for k, c in enumerate(coefficients) if c), None)
                if found is not None:
                    return found
                length *= 3
        except NotExactError:
            return 0
        raise BudgetExceededError(f"a zero of order above {_MAX_ORDER}")

    def sign(self, point: Fraction) -> int | None:
        """Return the sign at a rational number, None if it is not decided."""
        for bits in _SIGN_BITS:
            with precision(bits):
                (value,) = self.real_coefficients(ball(point).real, 0, bits)
                if not value.contains(0):
                    return 1 if value > 0 else -1
        return 0 if self.order_at(point) else None


def _real_multiple(
    polynomial: Polynomial, field: FunctionField
) -> tuple[bool, tuple[Polynomial, Polynomial] | None, Exponent]:
    """Return (is real, c, S): conj(f e^S) = c·f e^S, c a quotient of constants or None for 1, if that is so at all."""
    start = len(field.names)
    turning = [
        index
        for index, (monomial, _) in enumerate(field.basis.units, start=start)
        if any(name == "I" for name, _ in monomial)
    ]
    ends = [[int(p) for p in column] for column in zip(*polynomial.monoms(), strict=True)]
    sums = {index: min(ends[index]) + max(ends[index]) for index in turning}
    shift = [0] * len(field.basis.units)
    for index, total in sums.items():
        shift[index - start] = total
    turned = conjugate(field, polynomial) * field.element(exponential(field.basis.exponent(shift)))
    half = scaled(field.basis.exponent(shift), Fraction(-1, 2)) if any(shift) else ()
    if turned.denominator != 1 and any(turned.denominator.degrees()):
        return False, None, half
    ours, theirs = _by_moving(polynomial, field), _by_moving(turned.numerator, field)
    scale = field.polynomial(turned.denominator)
    key = next(iter(ours))
    if key not in theirs:
        return False, None, half
    ratio = field.polynomial(theirs[key]) / field.polynomial(ours[key]) / scale
    if turned != field.polynomial(polynomial) * ratio:
        return False, None, half
    return True, None if ratio == field.constant(1) else (ratio.numerator, ratio.denominator), half


def _by_moving(polynomial: Polynomial, field: FunctionField) -> dict[tuple[int, ...], Polynomial]:
    """Return the coefficients, polynomials in the generators of K, of the monomials in all others."""
    end = field.algebraic_start
    found: dict[tuple[int, ...], dict[tuple[int, ...], int]] = {}
    for powers, coefficient in polynomial.terms():
        key, rest = tuple(map(int, powers[:end])), (*[0] * end, *map(int, powers[end:]))
        found.setdefault(key, {})[rest] = int(coefficient)
    return {key: field.context.from_dict(terms) for key, terms in found.items()}
