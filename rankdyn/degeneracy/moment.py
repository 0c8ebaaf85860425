"""`Moment`: one value of the variable t, as an exact expression where it has one, with enclosures at any precision."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor
from typing import Final, NamedTuple

from flint import acb, arb

from rankdyn.algebra.function_field import FunctionField
from rankdyn.algebra.quotient import Polynomial, Quotient
from rankdyn.algebra.work import Work
from rankdyn.calculus.balls import ball, precision
from rankdyn.degeneracy.answer import Box, SpecialPoint, ends
from rankdyn.degeneracy.points import START_BITS, AlgebraicPoint, generators_at, polynomial_value
from rankdyn.expressions.nodes import Expression, Number, add, divide, mul
from rankdyn.expressions.printing import text

_COMPARED_BITS: Final = (64, 256, 1024, 4096)
_WORK: Final = 10_000_000


class Moment(NamedTuple):
    """A value of t.

    Attributes
    ----------
    exact : Expression or None
        The value in normal form.
    enclosure : callable
        From a precision in bits to a ball; a real value has the imaginary part 0 exactly.
    polynomial : str or None
        An irreducible polynomial in t of which it is a root.
    """

    exact: Expression | None
    enclosure: Callable[[int], acb]
    polynomial: str | None = None

    @property
    def value(self) -> str | None:
        """The exact value as text."""
        return None if self.exact is None else text(self.exact)

    @property
    def box(self) -> Box:
        """An enclosure; of a rational number the number itself."""
        if isinstance(self.exact, Number):
            return Box((self.exact.value, self.exact.value))
        return Box.around(self.enclosure(START_BITS))

    @property
    def is_real(self) -> bool:
        """Whether the value is proved real."""
        return bool(self.enclosure(START_BITS).imag == 0)

    def special(self, rank: int) -> SpecialPoint:
        """Return the special point with this value."""
        return SpecialPoint(self.value, self.box, self.polynomial, rank)

    def compare(self, bound: Fraction) -> int | None:
        """Return −1, 0, 1 as the real value is below, at, or above a rational bound; None where that is not decided."""
        if isinstance(self.exact, Number):
            return (self.exact.value > bound) - (self.exact.value < bound)
        for bits in _COMPARED_BITS:
            with precision(bits):
                difference = self.enclosure(bits).real - ball(bound).real
                if not difference.contains(0):
                    return 1 if difference > 0 else -1
        return None

    def inside(self, within: tuple[Fraction, Fraction]) -> bool | None:
        """Return whether the real value lies in a closed interval."""
        above, below = self.compare(within[0]), self.compare(within[1])
        if above == -1 or below == 1:
            return False
        return None if above is None or below is None else True


class MomentPoint(NamedTuple):
    """A value of t with an irreducible polynomial in all generators that vanishes there."""

    field: FunctionField
    polynomial: Polynomial
    moment: Moment

    @property
    def algebraic_index(self) -> int | None:
        """None: exponentials may occur beside t."""
        return None

    def values(self, bits: int) -> list[acb]:
        """Return enclosures of all generators."""
        enclosure = self.moment.enclosure(bits + 32)
        with precision(bits + 32):
            return generators_at(self.field, enclosure)


def constant_field(expression: Expression, variable: str) -> FunctionField:
    """Return the field of a constant expression."""
    return FunctionField.of([expression], variable, (), Work(_WORK))


def simplified(expression: Expression, variable: str) -> Expression:
    """Return a constant expression in normal form."""
    field = constant_field(expression, variable)
    return field.expression(field.element(expression))


def constant_enclosure(expression: Expression, variable: str) -> Callable[[int], acb]:
    """Return enclosures of a constant expression."""
    field = constant_field(expression, variable)
    element = field.element(expression)
    real = element_is_real(element)

    def enclosure(bits: int) -> acb:
        with precision(bits + 32):
            values = generators_at(field, acb(0))
            found = polynomial_value(element.numerator, values) / polynomial_value(element.denominator, values)
        return acb(found.real) if real else found

    return enclosure


def element_is_real(element: Quotient) -> bool:
    """Return whether a constant is real: it is equal to its conjugate."""
    from rankdyn.algebra.real_form import conjugate

    field = element.field
    return conjugate(field, element.numerator) == element * conjugate(field, element.denominator)


def rational_moment(value: Fraction) -> Moment:
    """Return a rational value."""

    def enclosure(bits: int) -> acb:
        with precision(bits):
            return ball(value)

    return Moment(Number(value), enclosure)


def exact_moment(expression: Expression, variable: str) -> Moment:
    """Return the moment of a constant expression."""
    exact = simplified(expression, variable)
    return (
        rational_moment(exact.value)
        if isinstance(exact, Number)
        else Moment(exact, constant_enclosure(exact, variable))
    )


def algebraic_moment(point: AlgebraicPoint) -> Moment:
    """Return the moment of a root of an irreducible polynomial in t; exact if that is linear."""
    field, polynomial = point.field, point.polynomial
    if int(polynomial.degrees()[0]) > 1:
        return Moment(None, point.enclosure, text(field.expression(field.polynomial(polynomial))))
    slope: Polynomial = polynomial.derivative(0)
    rest = polynomial - slope * field.generators[0]
    value = field.polynomial(-rest) / field.polynomial(slope)
    return exact_moment(field.expression(value), field.variable)


def shifted(moment: Moment, steps: int, period: Moment, variable: str) -> Moment:
    """Return moment + steps·period."""
    if not steps:
        return moment
    assert period.exact is not None
    if moment.exact is not None:
        return exact_moment(add((moment.exact, mul((Number(Fraction(steps)), period.exact)))), variable)

    def enclosure(bits: int) -> acb:
        start, step = moment.enclosure(bits), period.enclosure(bits)
        with precision(bits):
            return start + steps * step

    return Moment(None, enclosure)


def steps_within(start: Moment, period: Moment, within: tuple[Fraction, Fraction]) -> range:
    """Return all k for which start + k·period may lie in the interval; start and period are real."""
    with precision(START_BITS):
        first, step = start.enclosure(START_BITS).real, period.enclosure(START_BITS).real
        low, high = sorted(((ball(end).real - first) / step for end in within), key=_middle)
        return range(floor(ends(low)[0]), ceil(ends(high)[1]) + 1)


def _middle(number: arb) -> float:
    return float(number.mid())


def quotient_of(above: Expression, below: Expression, variable: str) -> Expression:
    """Return a quotient of constants in normal form."""
    return simplified(divide(above, below), variable)
