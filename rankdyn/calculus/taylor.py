"""Exact Taylor coefficients at a rational point, removable singularities included.

An entry is written as a quotient n/q of polynomials in t, θ and exponentials, coprime in the function field. At t =
t_0 + τ both become power series in τ over the field of constants K(θ, e^{b(t_0)}); their quotient is the Taylor
series, a pole if q vanishes to higher order than n.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import factorial

from rankdyn.algebra.exponents import ExponentBasis
from rankdyn.algebra.function_field import FunctionField
from rankdyn.algebra.quotient import Polynomial, Quotient
from rankdyn.algebra.work import Work
from rankdyn.errors import BudgetExceededError, PoleError
from rankdyn.expressions.evaluate import evaluate, power_by_squaring
from rankdyn.expressions.nodes import Exponent, Expression
from rankdyn.expressions.polynomials import degree, shift

Series = list[Quotient]

_MAX_VALUATION = 4_096


def constant_part(exponent: Exponent, variable: str, point: Fraction) -> Exponent:
    """Return P(t_0) for a polynomial P."""
    return tuple(term for term in shift(exponent, variable, point) if not degree(term[0], variable))


class PointField:
    """The function field of some expressions together with its field of constants at t = t_0.

    Parameters
    ----------
    expressions : sequence of Expression
        All expressions that will be expanded.
    variable, parameters : str, sequence of str
        Names.
    point : Fraction
        t_0.
    work : Work
        Counter charged for all arithmetic.
    """

    def __init__(
        self, expressions: Sequence[Expression], variable: str, parameters: Sequence[str], point: Fraction, work: Work
    ) -> None:
        self.functions = FunctionField.of(expressions, variable, parameters, work)
        basis = self.functions.basis
        values = (constant_part(b, variable, point) for b in basis.elements())
        constants = ExponentBasis.of(values, basis.coefficients, basis.numbers)
        self.constants = FunctionField(variable, parameters, constants, work)
        self.point = point

    def taylor(self, expression: Expression, order: int) -> Series:
        """Return the Taylor coefficients 0..order at t_0 as elements of `constants`.

        Raises
        ------
        PoleError
            If t_0 is a pole.
        """
        element = self.functions.element(expression)
        if not element:
            return [self.constants.constant(0)] * (order + 1)
        below = self._series(element.denominator, 0)
        while not any(below):
            if len(below) > _MAX_VALUATION:
                raise BudgetExceededError(f"a denominator vanishes at t0 = {self.point} to order {len(below)} or more")
            below = self._series(element.denominator, 2 * len(below) + 1)
        valuation = next(i for i, coefficient in enumerate(below) if coefficient)
        below = self._series(element.denominator, order + valuation)[valuation:]
        above = self._series(element.numerator, order + valuation)
        if any(above[:valuation]):
            raise PoleError(f"{self.functions.variable} = {self.point} is a pole")
        quotient: Series = []
        for k, coefficient in enumerate(above[valuation:]):
            for j in range(k):
                coefficient = coefficient - quotient[j] * below[k - j]
            quotient.append(coefficient / below[0])
        return quotient

    def _series(self, polynomial: Polynomial, order: int) -> Series:
        expression = self.functions.expression(self.functions.polynomial(polynomial))
        return evaluate(expression, _SeriesRing(self, order))

    def derivatives(self, expression: Expression, order: int) -> Series:
        """Return the derivatives 0..order at t_0."""
        return [c * self.constants.constant(factorial(k)) for k, c in enumerate(self.taylor(expression, order))]


class _SeriesRing:
    """Power series in τ over the constants; numerators and denominators never divide."""

    def __init__(self, point: PointField, order: int) -> None:
        self.base, self.field, self.order = point, point.constants, order

    def constant(self, value: Fraction) -> Series:
        return [self.field.constant(value)] + [self.field.constant(0)] * self.order

    def symbol(self, name: str) -> Series:
        if name != self.field.variable:
            return [self.field.symbol(name)] + [self.field.constant(0)] * self.order
        series = self.constant(self.base.point)
        if self.order:
            series[1] = self.field.constant(1)
        return series

    def exponential(self, exponent: Exponent) -> Series:
        variable = self.field.variable
        moved = shift(exponent, variable, self.base.point)
        inner = self.constant(Fraction(0))
        for monomial, value in moved:
            power = degree(monomial, variable)
            if 0 < power <= self.order:
                term = self.field.constant(value)
                for name, count in monomial:
                    if name != variable:
                        term = term * self.field.symbol(name) ** count
                inner[power] = inner[power] + term
        series = [self.field.exponential(constant_part(exponent, variable, self.base.point))]
        for k in range(1, self.order + 1):
            total = self.field.constant(0)
            for j in range(1, k + 1):
                if inner[j]:
                    total = total + inner[j] * series[k - j] * self.field.constant(Fraction(j, k))
            series.append(total)
        return series

    def add(self, terms: Sequence[Series]) -> Series:
        return [self.field.add(column) for column in zip(*terms, strict=True)]

    def multiply(self, factors: Sequence[Series]) -> Series:
        result = factors[0]
        for factor in factors[1:]:
            self.field.work.spend(100 * (self.order + 1) ** 2)
            result = [self.field.add([result[j] * factor[k - j] for j in range(k + 1)]) for k in range(self.order + 1)]
        return result

    def power(self, base: Series, exponent: int) -> Series:
        if exponent < 0:
            raise PoleError("a numerator or denominator in normal form never divides")
        return power_by_squaring(self, base, exponent) if exponent else self.constant(Fraction(1))
