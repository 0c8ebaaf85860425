"""Taylor polynomials of expressions at a point: what residues modulo a prime and complex intervals have in common.

Main object: `Taylor`. A point gives values to the generators; every leaf of a tree is a Laurent polynomial in them,
whose derivatives are exact, and sums, products and quotients follow the tree as it is written.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from operator import mul
from typing import Generic, TypeVar

from .grammar import Expression, Tree
from .intervals import Complex
from .polynomial import Polynomial, power
from .quotient import Exact
from .reading import located
from .structure import Work

Value = TypeVar("Value", int, Complex)


class Taylor(ABC, Generic[Value]):
    """Values of generators: functions become Taylor polynomials, lists of `length` coefficients f^(k)/k!."""

    def __init__(self, zero: Value, one: Value, length: int, work: Work) -> None:
        self.zero: Value = zero
        self.one: list[Value] = [one] + [zero] * (length - 1)
        self.length = length
        self.work = work
        self.values_of: dict[tuple[Tree, Fraction], list[Value]] = {}

    @abstractmethod
    def residue(self, polynomial: Polynomial, divisor: int = 1) -> Value:
        """Return the value of a Laurent polynomial over a positive integer."""

    @abstractmethod
    def inverse(self, value: Value) -> Value:
        """Return 1/value, or raise ZeroDivisionError."""

    def normal(self, value: Value) -> Value:
        """Return a value in normal form, after additions and multiplications."""
        return value

    def taylor(self, polynomial: Polynomial) -> list[Value]:
        """Return the Taylor coefficients of a Laurent polynomial."""
        jet, factorial = [], 1
        for k in range(self.length):
            if k > 0:
                polynomial, factorial = polynomial.derivative(), factorial * k
            jet.append(self.residue(polynomial, factorial))
        return jet

    def scalar(self, expression: Expression, exact: Exact) -> list[Value]:
        """Return what a text means, evaluated as it stands, so that a high power is never expanded."""
        with located(expression.path):
            return self.value(expression.tree, exact)

    def value(self, tree: Tree, exact: Exact) -> list[Value]:
        """Return what a tree means; powers and exponentials are remembered, since texts repeat them."""
        match tree:
            case ("sum", *terms):
                jets = [self.value(term, exact) for term in terms]
                self.work.spend(len(jets) * self.length)
                return [self.normal(sum(column, self.zero)) for column in zip(*jets, strict=True)]
            case ("product", *factors):
                return reduce(self.multiply, [self.value(factor, exact) for factor in factors])
            case ("power" | "exp", *_):
                if (tree, exact.shift) not in self.values_of:
                    self.values_of[tree, exact.shift] = self.raised(tree, exact)
                return self.values_of[tree, exact.shift]
        return self.taylor(exact.value(tree).numerator)

    def raised(self, tree: Tree, exact: Exact) -> list[Value]:
        """Return the value of a power or an exponential."""
        kind, content, *exponent = tree
        if kind == "exp":
            return self.taylor(exact.exponential(content).numerator)
        base = self.value(content, exact)
        if exponent[0] < 0:
            base = self.divide(self.one, base)
        return power(base, abs(exponent[0]), self.multiply) if exponent[0] else self.one

    def divide(self, above: list[Value], below: list[Value]) -> list[Value]:
        """Return the Taylor coefficients of n/b: c_k = (n_k − Σ_{j>=1} b_j c_{k-j}) / b_0."""
        self.work.spend(self.length * (self.length + 1) // 2)
        lead, jet = self.inverse(below[0]), list[Value]()
        for k, value in enumerate(above):
            jet.append(self.normal((value - sum(map(mul, below[1 : k + 1], jet[::-1]), self.zero)) * lead))
        return jet

    def multiply(self, left: list[Value], right: list[Value]) -> list[Value]:
        """Return the product."""
        return self.dot([left], [right])

    def dot(self, left: Sequence[list[Value]], right: Sequence[list[Value]]) -> list[Value]:
        """Return the sum of products (Leibniz, in Taylor coefficients)."""
        self.work.spend(len(left) * self.length * (self.length + 1) // 2)
        pairs = [(a, b) for a, b in zip(left, right, strict=True) if any(a) and any(b)]
        columns = [[sum(map(mul, a[: k + 1], b[k::-1]), self.zero) for a, b in pairs] for k in range(self.length)]
        return [self.normal(sum(column, self.zero)) for column in columns]
