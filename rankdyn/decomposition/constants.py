"""The constants of a function, as the field over which the decision is linear algebra.

Constant means constant in t: C_0 = K(θ, π, log p, e^{…}), the rational functions in the generators of a `FunctionField`
that are free of t. Where no such generator is met C_0 is Q, and its elements are FLINT's ``fmpq``; otherwise they are
`Quotient`. Both know + − * / and truth, which is all that `rankdyn.decomposition.linear_algebra` asks of a scalar.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import Any, Final, Protocol, TypeAlias

import flint

from rankdyn.algebra.exponents import ExponentBasis, is_constant
from rankdyn.algebra.function_field import FunctionField
from rankdyn.algebra.quotient import Polynomial, Quotient
from rankdyn.algebra.work import Work
from rankdyn.expressions.printing import polynomial_text

Scalar: TypeAlias = Any
"""An element of a `Ring`; the two sorts share no type."""

_COST: Final = {True: 10, False: 300}
"""Work units of one operation, by whether the scalars are rational."""


class Ring(Protocol):
    """What linear algebra needs to know of its scalars."""

    def number(self, value: int) -> Scalar:
        """Return an integer as a scalar."""

    def spend(self, operations: int) -> None:
        """Charge arithmetic operations about to be done."""


class Constants:
    """C_0, the field of constants of a function.

    Parameters
    ----------
    field : FunctionField
        The field of the function.
    rational : bool
        Whether rational numbers suffice.
    """

    def __init__(self, field: FunctionField, rational: bool) -> None:
        self.field, self.rational = field, rational

    @property
    def work(self) -> Work:
        """The counter charged."""
        return self.field.work

    def spend(self, operations: int) -> None:
        """Charge arithmetic operations about to be done."""
        self.field.work.spend(_COST[self.rational] * operations)

    def number(self, value: int | Fraction) -> Scalar:
        """Return a rational number as a scalar."""
        value = Fraction(value)
        return flint.fmpq(value.numerator, value.denominator) if self.rational else self.field.constant(value)

    def scalar(self, element: Quotient) -> Scalar:
        """Return an element that is constant in t as a scalar; ValueError if Q is meant and it is not rational."""
        if not self.rational:
            return element
        value = rational_value(element)
        if value is None:
            raise ValueError(f"{element.numerator}/{element.denominator} is not rational")
        return value

    def quotient(self, scalar: Scalar) -> Quotient:
        """Return a scalar as an element of the function field."""
        if isinstance(scalar, Quotient):
            return scalar
        return self.field.constant(Fraction(int(scalar.p), int(scalar.q)))

    @cached_property
    def widened(self) -> Constants:
        """The same constants, as elements of the function field."""
        return Constants(self.field, rational=False) if self.rational else self


def rational_value(element: Quotient) -> flint.fmpq | None:
    """Return an element as a rational number, None if it is none."""
    above, below = element.numerator, element.denominator
    if not above:
        return flint.fmpq(0)
    if not above.is_constant() or not below.is_constant():
        return None
    return flint.fmpq(int(above.leading_coefficient()), int(below.leading_coefficient()))


def varying(field: FunctionField) -> list[int]:
    """Return the indices of the generators that depend on t; these are algebraically independent over C (Ax 1971)."""
    exponentials = (
        index
        for index, (monomial, _) in enumerate(field.basis.units, start=len(field.names))
        if any(name == field.variable for name, _ in monomial)
    )
    return [0, *exponentials]


def occurring(field: FunctionField, polynomials: list[Polynomial]) -> list[int]:
    """Return the indices of the generators that occur."""
    return [i for i in range(len(field.generators)) if any(p and int(p.degrees()[i]) for p in polynomials)]


def undecided_constants(field: FunctionField, indices: list[int]) -> list[str]:
    """Return the transcendental constants among the generators if their independence is unknown; otherwise nothing.

    Only those that occur count: beside e and π nothing can be decided, beside e alone everything.
    """
    basis, split = field.basis, len(field.names)
    coefficients = [name for name in basis.coefficients if field.names.index(name) in indices]
    units = {m: unit for i, (m, unit) in enumerate(basis.units, start=split) if i in indices and is_constant(m)}
    if ExponentBasis(units, coefficients=coefficients).independence_proved:
        return []
    return coefficients + [f"exp({polynomial_text(((monomial, unit),))})" for monomial, unit in units.items()]
