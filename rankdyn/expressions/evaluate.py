"""One homomorphism, many targets: an expression evaluated in any ring that knows numbers, names and exponentials.

The function field, Taylor series modulo a prime, values on a grid of nodes, floating-point arrays and degree bounds are
all such rings; each lives where it is used and this file holds the walk over the tree that they share.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Protocol, TypeVar

from rankdyn.expressions.nodes import Add, Exponent, Expression, Function, Mul, Number, Pow, Symbol

Element = TypeVar("Element")


class Ring(Protocol[Element]):
    """What a target of `evaluate` must provide."""

    def constant(self, value: Fraction) -> Element:
        """Return the image of a rational number."""

    def symbol(self, name: str) -> Element:
        """Return the image of the variable or a parameter."""

    def exponential(self, exponent: Exponent) -> Element:
        """Return the image of e^P."""

    def add(self, terms: Sequence[Element]) -> Element:
        """Return the sum of one or more elements."""

    def multiply(self, factors: Sequence[Element]) -> Element:
        """Return the product of one or more elements."""

    def power(self, base: Element, exponent: int) -> Element:
        """Return the integer power; a negative one divides."""


def evaluate(expression: Expression, ring: Ring[Element]) -> Element:
    """Return the image of the expression in the ring."""
    match expression:
        case Number(value):
            return ring.constant(value)
        case Symbol(name):
            return ring.symbol(name)
        case Add(terms):
            return ring.add([evaluate(term, ring) for term in terms])
        case Mul(factors):
            return ring.multiply([evaluate(factor, ring) for factor in factors])
        case Pow(base, exponent):
            return ring.power(evaluate(base, ring), exponent)
        case Function("exp", argument):
            return ring.exponential(argument)
        case Function(name, argument):
            plus = ring.exponential(argument)
            minus = ring.exponential(tuple((monomial, -value) for monomial, value in argument))
            if name == "sinh":
                minus = ring.multiply([ring.constant(Fraction(-1)), minus])
            return ring.multiply([ring.constant(Fraction(1, 2)), ring.add([plus, minus])])
    raise TypeError(f"not an expression: {expression!r}")


def power_by_squaring(ring: Ring[Element], base: Element, exponent: int) -> Element:
    """Return base**exponent for a positive exponent by repeated squaring in the ring."""
    result: Element | None = None
    while True:
        if exponent & 1:
            result = base if result is None else ring.multiply([result, base])
        exponent >>= 1
        if not exponent:
            assert result is not None
            return result
        base = ring.multiply([base, base])
