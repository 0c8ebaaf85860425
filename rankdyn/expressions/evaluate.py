"""One homomorphism, many targets: an expression evaluated in any ring that knows numbers, names and exponentials.

The function field, Taylor series modulo a prime, values on a grid of nodes, floating-point arrays and degree bounds are
all such rings; each lives where it is used and this file holds the walk over the tree that they share.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Protocol, TypeVar

from rankdyn.errors import NotExactError
from rankdyn.expressions.nodes import (
    QUARTER_TURN,
    Add,
    Call,
    Exponent,
    Expression,
    Function,
    Mul,
    Number,
    Pow,
    Symbol,
    exponents_of,
    scaled,
)

Element = TypeVar("Element")


class Ring(Protocol[Element]):
    """What a target of `evaluate` must provide."""

    def constant(self, value: Fraction) -> Element:
        """Return the image of a rational number."""

    def symbol(self, name: str) -> Element:
        """Return the image of the variable, a parameter, or one of the constants pi and log(p)."""

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
    # no patterns: a chain of tests takes half the time, and every answer starts here
    if isinstance(expression, Function):
        if expression.name == "exp":
            return ring.exponential(expression.argument)
        function = getattr(ring, "function", None)  # rings of numbers know sin and cos themselves
        if function is not None:
            return function(expression.name, expression.argument)  # type: ignore[no-any-return]
        return _written_with_exponentials(expression, ring)
    if isinstance(expression, Number):
        return ring.constant(expression.value)
    if isinstance(expression, Symbol):
        return ring.symbol(expression.name)
    if isinstance(expression, Pow):
        return ring.power(evaluate(expression.base, ring), expression.exponent)
    if isinstance(expression, Mul):
        return ring.multiply([evaluate(factor, ring) for factor in expression.factors])
    if isinstance(expression, Add):
        return ring.add([evaluate(term, ring) for term in expression.terms])
    if isinstance(expression, Call):
        call = getattr(ring, "call", None)
        if call is None:
            raise NotExactError(outside_reason(expression.name))
        return call(expression.name, evaluate(expression.argument, ring))  # type: ignore[no-any-return]
    raise TypeError(f"not an expression: {expression!r}")


def outside_reason(name: str) -> str:
    """Return why a function outside the exact class has no exact answer."""
    polynomial = "exp sin cos tan sinh cosh tanh".split()
    of = " of what is no polynomial with algebraic coefficients" if name in polynomial else ""
    return f"{name}{of} is outside the exact class"


def _written_with_exponentials(node: Function, ring: Ring[Element]) -> Element:
    """Return the image of sinh, cosh, tanh, sin, cos or tan."""
    first = exponents_of(node)[0]
    if node.name in ("tan", "tanh"):  # of e^{2x}: (e^{2x} − 1)/(e^{2x} + 1)
        square = ring.exponential(first)
        above = ring.add([square, ring.constant(Fraction(-1))])
        factors = [above, ring.power(ring.add([square, ring.constant(Fraction(1))]), -1)]
        if node.name == "tan":
            factors.append(ring.multiply([ring.constant(Fraction(-1)), ring.exponential(QUARTER_TURN)]))
        return ring.multiply(factors)
    plus, minus = ring.exponential(first), ring.exponential(scaled(first, -1))
    if node.name in ("cosh", "cos"):
        return ring.multiply([ring.constant(Fraction(1, 2)), ring.add([plus, minus])])
    difference = ring.add([plus, ring.multiply([ring.constant(Fraction(-1)), minus])])
    if node.name == "sinh":
        return ring.multiply([ring.constant(Fraction(1, 2)), difference])
    return ring.multiply([ring.constant(Fraction(-1, 2)), ring.exponential(QUARTER_TURN), difference])


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
