"""Two rings of balls (Arb) in which all orders of any expression appear at once, constants and all functions included.

* `BallTaylorRing`: truncated series Σ c_k τ^k with balls c_k; coefficient k of f(t + τ) is f^(k)(t)/k!.
* `BallNodeRing`: the values at t, t + h, …, t + Kh; their binomial sums are the forward differences.

They are the counterparts of `rankdyn.calculus.modular` over the complex numbers: pi, log(2), I and sqrt(2) have their
true values, which no residue field has. Ball arithmetic takes precision and length from the global ``flint.ctx``:
whatever uses a ring does so within `precision`.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from typing import Generic, NamedTuple, TypeVar

from flint import acb, acb_series, arb, ctx, fmpq

from rankdyn.calculus.ball_functions import VanishingDenominatorError, inverse, jet, value
from rankdyn.expressions.evaluate import Ring, power_by_squaring
from rankdyn.expressions.nodes import Exponent, is_constant_name

Nodes = list[acb]
Element = TypeVar("Element")


class BallPoint(NamedTuple):
    """Where balls are computed.

    Attributes
    ----------
    values : mapping of str to Fraction
        A rational number for the variable and for every parameter.
    height : Fraction
        Imaginary part of the variable: zero but for functions that are on a branch cut for every real t.
    """

    values: Mapping[str, Fraction]
    height: Fraction = Fraction(0)


@contextmanager
def precision(bits: int, length: int = 1) -> Iterator[None]:
    """Set the working precision in bits and the length of series, and restore both afterwards."""
    before = ctx.prec, ctx.cap
    ctx.prec, ctx.cap = bits, length
    try:
        yield
    finally:
        ctx.prec, ctx.cap = before


def ball(number: Fraction) -> acb:
    """Return a ball around a rational number."""
    return acb(fmpq(number.numerator, number.denominator))


def constant_value(name: str) -> acb:
    """Return a ball around one of the constants I, pi, sqrt(p), log(p)."""
    if name == "I":
        return acb(0, 1)
    if name == "pi":
        return acb.pi()
    inside = arb(int(name[name.index("(") + 1 : -1]))
    return acb(inside.sqrt() if name.startswith("sqrt(") else inside.log())


class _BallRing(Ring[Element], Generic[Element]):
    """What both rings share: names and functions of polynomials are computed once."""

    def __init__(self, point: BallPoint, variable: str, order: int) -> None:
        self.point, self.variable, self.order = point, variable, order
        self._known: dict[object, Element] = {}

    def symbol(self, name: str) -> Element:
        """Return the variable, a parameter, or a constant of mathematics."""
        if name not in self._known:
            self._known[name] = self._symbol(name)
        return self._known[name]

    @abstractmethod
    def _symbol(self, name: str) -> Element:
        """Return what `symbol` remembers."""

    def exponential(self, exponent: Exponent) -> Element:
        """Return e^P."""
        return self.function("exp", exponent)

    def function(self, name: str, argument: Exponent) -> Element:
        """Return exp, sin, cos, … of a polynomial."""
        key = name, argument
        if key not in self._known:
            terms = [
                self.multiply([self.constant(value), *(self.power(self.symbol(n), p) for n, p in monomial)])
                for monomial, value in argument
            ]
            self._known[key] = self.call(name, self.add(terms) if terms else self.constant(Fraction(0)))
        return self._known[key]

    @abstractmethod
    def call(self, name: str, argument: Element) -> Element:
        """Return a function outside the exact class."""

    def _start(self) -> acb:
        return ball(self.point.values[self.variable]) + acb(0, 1) * ball(self.point.height)


class BallTaylorRing(_BallRing[acb_series]):
    """Truncated Taylor series with balls as coefficients.

    Parameters
    ----------
    point : BallPoint
        Where the series is expanded.
    variable : str
        The name that is expanded, t = t_0 + τ.
    order : int
        K; elements have K + 1 coefficients.

    Examples
    --------
    >>> from rankdyn.expressions.evaluate import evaluate
    >>> from rankdyn.expressions.grammar import parse_expression
    >>> with precision(64, 3):
    ...     ring = BallTaylorRing(BallPoint({"t": Fraction(1)}), "t", 2)
    ...     print(evaluate(parse_expression("log(t)"), ring)[2].str(5))
    -0.50000
    """

    def constant(self, value: Fraction) -> acb_series:
        """Return a constant series."""
        return acb_series([ball(value)])

    def _symbol(self, name: str) -> acb_series:
        if name == self.variable:
            return acb_series([self._start(), 1])
        return acb_series([constant_value(name) if is_constant_name(name) else ball(self.point.values[name])])

    def call(self, name: str, argument: acb_series) -> acb_series:
        """Return a function outside the exact class."""
        return jet(name, argument)

    def add(self, terms: Sequence[acb_series]) -> acb_series:
        """Return the sum."""
        return sum(terms[1:], terms[0])

    def multiply(self, factors: Sequence[acb_series]) -> acb_series:
        """Return the product, truncated."""
        result = factors[0]
        for factor in factors[1:]:
            result = result * factor
        return result

    def power(self, base: acb_series, exponent: int) -> acb_series:
        """Return the integer power; a base that may vanish under a negative one raises UndefinedPointError."""
        if exponent == 0:
            return self.constant(Fraction(1))
        return power_by_squaring(self, base if exponent > 0 else inverse(base), abs(exponent))


class BallNodeRing(_BallRing[Nodes]):
    """Balls around the values at the nodes t, t + h, …, t + Kh.

    Parameters
    ----------
    point : BallPoint
        The first node.
    variable : str
        The name that is shifted.
    order : int
        K.
    step : Fraction
        h, not zero.
    """

    def __init__(self, point: BallPoint, variable: str, order: int, step: Fraction) -> None:
        super().__init__(point, variable, order)
        self.step = step

    def constant(self, value: Fraction) -> Nodes:
        """Return the same ball at every node."""
        return [ball(value)] * (self.order + 1)

    def _symbol(self, name: str) -> Nodes:
        if name == self.variable:
            return [self._start() + ball(j * self.step) for j in range(self.order + 1)]
        same = constant_value(name) if is_constant_name(name) else ball(self.point.values[name])
        return [same] * (self.order + 1)

    def call(self, name: str, argument: Nodes) -> Nodes:
        """Return a function outside the exact class."""
        return [value(name, x) for x in argument]

    def add(self, terms: Sequence[Nodes]) -> Nodes:
        """Return the sum."""
        return [sum(column[1:], column[0]) for column in zip(*terms, strict=True)]

    def multiply(self, factors: Sequence[Nodes]) -> Nodes:
        """Return the product at every node."""
        result = factors[0]
        for factor in factors[1:]:
            result = [a * b for a, b in zip(result, factor, strict=True)]
        return result

    def power(self, base: Nodes, exponent: int) -> Nodes:
        """Return the integer power; a base that may vanish under a negative one raises UndefinedPointError."""
        if exponent == 0:
            return self.constant(Fraction(1))
        if exponent < 0:
            if any(x.contains(0) for x in base):
                raise VanishingDenominatorError
            base = [1 / x for x in base]
        return power_by_squaring(self, base, abs(exponent))
