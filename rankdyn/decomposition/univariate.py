"""Polynomials in one letter x over the constants, as lists with the lowest coefficient first, and residues modulo one.

`Extension` is C_0[x]/φ. φ need not be irreducible: then it is a product of fields, and dividing by a zero divisor
raises `ZeroDivisorError` with the factor of φ that came to light (dynamic evaluation, Della Dora, Dicrescenzo and
Duval 1985). So nothing here depends on factoring.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import flint

from rankdyn.decomposition.constants import Constants, Scalar
from rankdyn.decomposition.space import Space

Coefficients: TypeAlias = list[Scalar]


class ZeroDivisorError(ArithmeticError):
    """A residue modulo φ shares a factor with φ.

    Parameters
    ----------
    factor : list of Scalar
        The common factor, monic, neither 1 nor φ.
    """

    def __init__(self, factor: Coefficients) -> None:
        super().__init__("a zero divisor splits the modulus")
        self.factor = factor


def trimmed(polynomial: Sequence[Scalar]) -> Coefficients:
    """Return the polynomial without leading zeros."""
    found = list(polynomial)
    while found and not found[-1]:
        found.pop()
    return found


def added(left: Sequence[Scalar], right: Sequence[Scalar]) -> Coefficients:
    """Return the sum."""
    if len(left) < len(right):
        left, right = right, left
    return trimmed([a + right[i] if i < len(right) else a for i, a in enumerate(left)])


def multiplied(left: Sequence[Scalar], right: Sequence[Scalar], zero: Scalar) -> Coefficients:
    """Return the product; coefficients of the two sides may be of different sorts that multiply."""
    result = [zero] * max(0, len(left) + len(right) - 1)
    for i, a in enumerate(left):
        if a:
            for j, b in enumerate(right):
                if b:
                    result[i + j] = result[i + j] + a * b
    return trimmed(result)


def divided(left: Sequence[Scalar], right: Sequence[Scalar], zero: Scalar) -> tuple[Coefficients, Coefficients]:
    """Return quotient and remainder by a polynomial that is not zero."""
    rest, quotient = trimmed(left), [zero] * max(0, len(left) - len(right) + 1)
    while len(rest) >= len(right):
        factor, shift = rest[-1] / right[-1], len(rest) - len(right)
        quotient[shift] = factor
        for i, b in enumerate(right[:-1]):
            rest[shift + i] = rest[shift + i] - factor * b
        rest.pop()
        rest = trimmed(rest)
    return trimmed(quotient), rest


def monic(polynomial: Sequence[Scalar]) -> Coefficients:
    """Return the polynomial divided by its leading coefficient."""
    return [c / polynomial[-1] for c in polynomial]


def gcd(constants: Constants, left: Sequence[Scalar], right: Sequence[Scalar]) -> Coefficients:
    """Return the monic greatest common divisor of two polynomials, not both zero."""
    a, b, zero = trimmed(left), trimmed(right), constants.number(0)
    if constants.rational:
        return list(flint.fmpq_poly(a).gcd(flint.fmpq_poly(b)).coeffs())
    field = constants.field
    if a and b and not any(field.is_algebraic(c.numerator) for c in (*a, *b)):
        space = Space(field)
        first, second = space.lift(a), space.lift(b)
        field.work.spend(100 * len(first) * len(second))
        return monic(space.lower(first.gcd(second)))
    while len(b) > 1:
        constants.spend(len(a) * len(b))
        a, b = b, divided(a, monic(b), zero)[1]
    return [constants.number(1)] if b else monic(a)


def derivative(constants: Constants, polynomial: Sequence[Scalar]) -> Coefficients:
    """Return d/dx."""
    return [constants.number(i) * c for i, c in enumerate(polynomial)][1:]


def squarefree_part(constants: Constants, polynomial: Sequence[Scalar]) -> Coefficients:
    """Return the monic polynomial with the same roots, each simple."""
    common = gcd(constants, polynomial, derivative(constants, polynomial))
    return monic(divided(polynomial, common, constants.number(0))[0])


def by_multiplicity(constants: Constants, polynomial: Sequence[Scalar]) -> list[tuple[Coefficients, int]]:
    """Return the squarefree factors with the multiplicity of their roots, by gcds alone (Yun 1976)."""
    zero, found, k = constants.number(0), [], 1
    common = gcd(constants, polynomial, derivative(constants, polynomial))
    simple = monic(divided(polynomial, common, zero)[0])
    while len(simple) > 1:
        further = gcd(constants, simple, common)
        factor = monic(divided(simple, further, zero)[0])
        if len(factor) > 1:
            found.append((factor, k))
        simple, common, k = further, divided(common, further, zero)[0], k + 1
    return found


class Extension:
    """C_0[x]/φ for a monic squarefree φ of degree ≥ 1.

    Parameters
    ----------
    constants : Constants
        C_0.
    modulus : list of Scalar
        φ, lowest coefficient first.
    """

    def __init__(self, constants: Constants, modulus: Coefficients) -> None:
        self.constants, self.modulus = constants, modulus
        self.zero = constants.number(0)
        self.degree = len(modulus) - 1
        self.rational_modulus = flint.fmpq_poly(modulus) if constants.rational else None

    def spend(self, operations: int) -> None:
        """Charge arithmetic operations about to be done."""
        self.constants.spend(operations * self.degree**2)

    def number(self, value: int) -> Residue:
        """Return an integer."""
        return self.element([self.constants.number(value)])

    def element(self, polynomial: Sequence[Scalar]) -> Residue:
        """Return the residue of a polynomial in x."""
        return Residue(self, divided(polynomial, self.modulus, self.zero)[1])


class Residue:
    """An element of an `Extension`."""

    __slots__ = ("coefficients", "ring")

    def __init__(self, ring: Extension, coefficients: Coefficients) -> None:
        self.ring, self.coefficients = ring, coefficients

    def __bool__(self) -> bool:
        return bool(self.coefficients)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Residue) and not (self - other)

    __hash__ = None  # type: ignore[assignment]

    def __neg__(self) -> Residue:
        return Residue(self.ring, [-c for c in self.coefficients])

    def __add__(self, other: Residue) -> Residue:
        return Residue(self.ring, added(self.coefficients, other.coefficients))

    def __sub__(self, other: Residue) -> Residue:
        return self + -other

    def __mul__(self, other: Residue) -> Residue:
        modulus = self.ring.rational_modulus
        if modulus is not None:
            product = flint.fmpq_poly(self.coefficients) * flint.fmpq_poly(other.coefficients)
            return Residue(self.ring, list((product % modulus).coeffs()))
        return self.ring.element(multiplied(self.coefficients, other.coefficients, self.ring.zero))

    def __truediv__(self, other: Residue) -> Residue:
        return self * other.inverse()

    def scaled(self, constant: Scalar) -> Residue:
        """Return the product with a constant that is not zero."""
        return Residue(self.ring, [c * constant for c in self.coefficients])

    def inverse(self) -> Residue:
        """Return 1/self by Euclid's algorithm.

        Raises
        ------
        ZeroDivisorError
            If a factor of the modulus divides the element.
        """
        ring, one = self.ring, self.ring.constants.number(1)
        if ring.rational_modulus is not None:
            ring.constants.work.spend(1_000 * ring.degree**3)  # the numbers grow with the degree
            common, factor, _ = flint.fmpq_poly(self.coefficients).xgcd(ring.rational_modulus)
            if common.degree() > 0:
                raise ZeroDivisorError(list(common.coeffs()))
            return Residue(ring, list(factor.coeffs()))
        a, b = ring.modulus, self.coefficients
        s, u = [], [one]  # s·self = a, u·self = b modulo φ
        while len(b) > 1:
            ring.constants.spend(len(a) * len(b))
            quotient, rest = divided(a, b, ring.zero)
            a, b = b, rest
            s, u = u, added(s, [-c for c in multiplied(quotient, u, ring.zero)])
        if not b:
            raise ZeroDivisorError(monic(a))
        return ring.element([c / b[0] for c in u])
