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

from flint import arb

from rankdyn.algebra.work import Work
from rankdyn.calculus.balls import ball, precision
from rankdyn.degeneracy.answer import Interval, ends
from rankdyn.degeneracy.real_function import BITS, RealFunction
from rankdyn.errors import BudgetExceededError

_BITS_PER_HALVING: Final = 8
"""So that zeros of an order up to about 8 do not drown in rounding errors."""
_HALVINGS: Final = 48
_DEGREE: Final = 5
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
    bits = BITS + _BITS_PER_HALVING * depth
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
