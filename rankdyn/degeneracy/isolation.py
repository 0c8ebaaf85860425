"""Zeros of an analytic function on a real interval, isolated by ball arithmetic.

A box is dropped when the enclosure of f excludes zero; it holds exactly one zero when f′ excludes zero and f changes
sign. A zero q of order m that is a simple rational number is recognised exactly, by Taylor coefficients in the function
field; it is the only one in a box on which f^(m) excludes zero. Everything else is halved, and what remains when the
work runs out is returned as undecided.

References
----------
Moore, Kearfott, Cloud, 'Introduction to Interval Analysis', 2009, chapter 8.
Johansson, 'Arb', IEEE Transactions on Computers 2017.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final, NamedTuple

from flint import acb, acb_series, arb

from rankdyn.algebra.function_field import FunctionField
from rankdyn.algebra.quotient import Polynomial
from rankdyn.algebra.real_form import conjugate
from rankdyn.algebra.work import Work
from rankdyn.calculus.balls import BallPoint, BallTaylorRing, ball, precision
from rankdyn.calculus.taylor import PointField
from rankdyn.degeneracy.answer import Interval, ends
from rankdyn.degeneracy.points import constant_generators, polynomial_value
from rankdyn.errors import BudgetExceededError, NotExactError
from rankdyn.expressions.evaluate import evaluate
from rankdyn.expressions.nodes import Exponent, exponential, mul, scaled

_BITS: Final = 96
_BITS_PER_HALVING: Final = 8
"""So that zeros of an order up to about 8 do not drown in rounding errors."""
_SIGN_BITS: Final = (96, 384, 1536)
_COST: Final = 200
"""Work units of one enclosure and term; about what it takes in time."""
_HALVINGS: Final = 48
_DEGREE: Final = 5
_MAX_ORDER: Final = 40
_MAX_DENOMINATOR: Final = 1000


class Zeros(NamedTuple):
    """What was found on an interval.

    Attributes
    ----------
    rational : list of Fraction
        Exact zeros.
    boxes : list of (Fraction, Fraction)
        Each holds exactly one zero, where f′ does not vanish.
    undecided : list of (Fraction, Fraction)
        All other zeros are in these.
    """

    rational: list[Fraction]
    boxes: list[Interval]
    undecided: list[Interval]


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

    def series(self, interval: arb, order: int, bits: int = _BITS) -> acb_series:
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

    def real_coefficients(self, interval: arb, order: int, bits: int = _BITS) -> list[arb]:
        """Return the real parts of the Taylor coefficients."""
        found = self.series(interval, order, bits)
        return [found[k].real for k in range(order + 1)]

    def order_at(self, point: Fraction) -> int:
        """Return the order of the zero at a rational number, as `order_of_zero`, asked for once."""
        if point not in self._orders:
            with precision(_BITS):
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


def isolate(function: RealFunction, within: Interval) -> Zeros:
    """Return all zeros in the closed interval, as far as the work of the function's field reaches."""
    zeros = Zeros([], [], [])
    field = function.field
    whole, work = field.work, field.work.share((field.work.budget - field.work.spent) // 2)
    field.work = work  # the other half is for what follows
    try:
        _search(function, within, zeros, work)
    finally:
        whole.settle(work)
        field.work = whole
    return Zeros(sorted(set(zeros.rational)), sorted(zeros.boxes), _joined(zeros.undecided))


def _search(function: RealFunction, within: Interval, zeros: Zeros, work: Work) -> None:
    stack = [(within, 0)]
    while stack:
        (low, high), depth = stack.pop()
        try:
            if not _decide(function, (low, high), depth, zeros):
                if depth >= _HALVINGS:
                    zeros.undecided.append((low, high))
                else:
                    middle = (low + high) / 2
                    stack += [((middle, high), depth + 1), ((low, middle), depth + 1)]
        except BudgetExceededError:
            zeros.undecided.append((low, high))
            if work.spent > work.budget:
                zeros.undecided.extend(box for box, _ in stack)
                break


def _decide(function: RealFunction, box: Interval, depth: int, zeros: Zeros) -> bool:
    """Record what the box holds, and return whether that is settled."""
    low, high = box
    bits = _BITS + _BITS_PER_HALVING * depth
    with precision(bits):
        interval = ball(low).real.union(ball(high).real)
        value, slope = _ranges(function, interval, ball((low + high) / 2).real, bits)
    if not value.contains(0):
        return True
    if not slope.contains(0):
        signs = function.sign(low), function.sign(high)
        for end, sign in zip(box, signs, strict=True):
            if sign == 0:
                zeros.rational.append(end)
                return True  # f is monotone: there is no other
        if None in signs:
            zeros.undecided.append(box)
        elif signs[0] != signs[1]:
            zeros.boxes.append(box)
        return True
    candidate = simplest_between(low, high)
    order = function.order_at(candidate) if candidate.denominator <= _MAX_DENOMINATOR else 0
    if order:
        with precision(bits):
            highest = function.real_coefficients(interval, order, bits)[order]
        if not highest.contains(0):
            zeros.rational.append(candidate)
            return True
    return False


def _ranges(function: RealFunction, interval: arb, middle: arb, bits: int) -> tuple[arb, arb]:
    """Return enclosures of f and f′ on an interval from Taylor's formula at its middle.

    Plain interval arithmetic is off by about the width w, Taylor's formula of degree d by w^{d+1}: only so can boxes
    near a zero of higher order be dropped before they are as narrow as rounding allows.
    """
    wide = function.real_coefficients(interval, _DEGREE + 1, bits)
    if not wide[0].contains(0):
        return wide[0], wide[1]
    centre = function.real_coefficients(middle, _DEGREE, bits)
    step = interval - middle
    value = slope = arb(0)
    for k in range(_DEGREE + 1, -1, -1):
        coefficient = centre[k] if k <= _DEGREE else wide[k]
        value = value * step + coefficient
        if k:  # f′ is expanded to one degree less; its remainder uses the same coefficient
            slope = slope * step + k * coefficient
    return value, slope


def refine(function: RealFunction, box: Interval, bits: int) -> Interval:
    """Return a box of width at most 2^−bits around the one zero in the box, on which f′ does not vanish (Newton)."""
    low, high = box
    steps = 0
    while high - low > Fraction(1, 1 << bits):
        steps += 1
        precise = bits + 64
        with precision(precise):
            interval = ball(low).real.union(ball(high).real)
            middle = _dyadic((low + high) / 2, bits + 32)
            centre = ball(middle).real
            slope = function.real_coefficients(interval, 1, precise)[1]
            (value,) = function.real_coefficients(centre, 0, precise)
            moved = centre - value / slope
            before = high - low
            if moved.is_finite():
                below, above = ends(moved)
                low, high = max(low, below), min(high, above)
        if high - low > before / 2:  # Newton does not pay yet: halve instead
            sign, start = function.sign(middle), function.sign(low)
            if sign == 0:
                return middle, middle
            if not sign or not start or steps > 4 * bits:
                raise BudgetExceededError("a zero is not enclosed more closely")
            low, high = (low, middle) if sign != start else (middle, high)
    return low, high


def _dyadic(value: Fraction, bits: int) -> Fraction:
    return Fraction(round(value * (1 << bits)), 1 << bits)


def _joined(boxes: list[Interval]) -> list[Interval]:
    joined: list[Interval] = []
    for low, high in sorted(boxes):
        if joined and low <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(high, joined[-1][1])
        else:
            joined.append((low, high))
    return joined


def simplest_between(low: Fraction, high: Fraction) -> Fraction:
    """Return the rational number with the smallest denominator in a closed interval (Stern-Brocot)."""
    whole = -(-low.numerator // low.denominator)
    if whole <= high:
        return Fraction(0 if low <= 0 <= high else whole if whole > 0 else high.numerator // high.denominator)
    base = low.numerator // low.denominator
    return base + 1 / simplest_between(1 / (high - base), 1 / (low - base))
