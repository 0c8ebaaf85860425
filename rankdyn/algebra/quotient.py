"""`Quotient`: an element of the function field, with its arithmetic, each step charged to a work counter."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb, prod
from typing import TYPE_CHECKING, Any

from rankdyn.algebra.place import UnluckyPlaceError
from rankdyn.errors import InvalidInputError

if TYPE_CHECKING:
    from rankdyn.algebra.function_field import FunctionField

Polynomial = Any
"""A ``flint.fmpz_mpoly``; python-flint's stubs do not name it as a type of its own."""


class Quotient:
    """An element of a `FunctionField` in normal form.

    Numerator and denominator are coprime, the denominator has a positive leading coefficient and is free of the
    generators of the number field, modulo whose relations the numerator is reduced. So elements are compared by value;
    arithmetic is exact and charged to the field's work counter.
    """

    __slots__ = ("denominator", "field", "numerator")

    def __init__(self, field: FunctionField, numerator: Polynomial, denominator: Polynomial) -> None:
        if field.relations:
            numerator, denominator = _rational_denominator(field, numerator, denominator)
        if not denominator:
            raise InvalidInputError("a denominator is identically zero; remove the quotient")
        if not numerator:
            denominator = field.one
        elif denominator != 1:
            field.work.spend(10 * len(numerator) * len(denominator) if len(denominator) > 1 else len(numerator))
            common = numerator.gcd(denominator)
            if denominator.leading_coefficient() < 0:
                common = -common
            if common != 1:
                numerator, denominator = numerator / common, denominator / common
        self.field, self.numerator, self.denominator = field, numerator, denominator

    def __bool__(self) -> bool:
        """Return whether the function is not identically zero."""
        return bool(self.numerator)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Quotient):
            return NotImplemented
        return bool(self.numerator == other.numerator and self.denominator == other.denominator)

    def __hash__(self) -> int:
        return hash((str(self.numerator), str(self.denominator)))

    def __neg__(self) -> Quotient:
        return Quotient(self.field, -self.numerator, self.denominator)

    def __add__(self, other: Quotient) -> Quotient:
        if self.denominator == other.denominator:
            return Quotient(self.field, self.numerator + other.numerator, self.denominator)
        return Quotient(
            self.field,
            _times(self, self.numerator, other.denominator) + _times(self, other.numerator, self.denominator),
            _times(self, self.denominator, other.denominator),
        )

    def __sub__(self, other: Quotient) -> Quotient:
        return self + -other

    def __mul__(self, other: Quotient) -> Quotient:
        return Quotient(
            self.field,
            _times(self, self.numerator, other.numerator),
            _times(self, self.denominator, other.denominator),
        )

    def __truediv__(self, other: Quotient) -> Quotient:
        return Quotient(
            self.field,
            _times(self, self.numerator, other.denominator),
            _times(self, self.denominator, other.numerator),
        )

    def __pow__(self, exponent: int) -> Quotient:
        above, below = (self.numerator, self.denominator)[:: 1 if exponent >= 0 else -1]
        return Quotient(self.field, _power(self, above, abs(exponent)), _power(self, below, abs(exponent)))

    def residue(self, point: Sequence[int], prime: int) -> int:
        """Return the value modulo `prime` at residues of all generators.

        Raises
        ------
        UnluckyPlaceError
            If the denominator vanishes there.
        """
        below = _residue(self.denominator, point, prime)
        if not below:
            raise UnluckyPlaceError("a denominator vanishes at the place")
        return _residue(self.numerator, point, prime) * pow(below, -1, prime) % prime

    def derivative(self) -> Quotient:
        """Return d/dt of the element."""
        scale, above = self.field.differentiate_polynomial(self.numerator)
        _, below = self.field.differentiate_polynomial(self.denominator)
        if not below:
            return Quotient(self.field, above, self.denominator * scale)
        return Quotient(
            self.field,
            _times(self, above, self.denominator) - _times(self, self.numerator, below),
            _times(self, self.denominator, self.denominator) * scale,
        )


def _rational_denominator(
    field: FunctionField, numerator: Polynomial, denominator: Polynomial
) -> tuple[Polynomial, Polynomial]:
    """Return an equal quotient, reduced, whose denominator is free of the generators of the number field.

    For each generator x of degree n the denominator b is multiplied by b^{n−1} − e_1 b^{n−2} + … ± e_{n−1}, e_k the
    elementary symmetric functions of its conjugates, which gives ±e_n, its norm. They come from the traces of the
    powers of b by Newton's identities; the trace of x^j from those of the minimal polynomial's roots.
    """
    numerator, denominator = field.reduced(numerator), field.reduced(denominator)
    if not field.is_algebraic(denominator):
        return numerator, denominator
    for i, relation in enumerate(field.basis.numbers.relations):
        index, degree = field.algebraic_start + i, len(relation) - 1
        if not int(denominator.degrees()[index]):
            continue
        traces = _power_sums(relation)
        cofactor, power = field.one, denominator
        symmetric: list[Polynomial] = [field.one]
        sums: list[Polynomial] = []
        for k in range(1, degree + 1):
            field.work.spend(20 * len(power) * len(denominator))
            sums.append(_trace(power, index, traces, field))
            total = sum(((-1) ** (j - 1) * symmetric[k - j] * sums[j - 1] for j in range(1, k + 1)), field.zero)
            symmetric.append(field.reduced(total) / k)
            if k < degree:
                cofactor = field.reduced(cofactor * denominator) + (-1) ** k * symmetric[k]
                power = field.reduced(power * denominator)
        numerator = field.reduced(numerator * cofactor) * (-1) ** (degree - 1)
        denominator = symmetric[degree]
    return numerator, denominator


def _power_sums(relation: Sequence[int]) -> list[int]:
    """Return Σ root^j, j < n, over the roots of a monic polynomial, lowest coefficient first (Newton)."""
    n = len(relation) - 1
    sums = [n]
    for j in range(1, n):
        sums.append(-j * relation[n - j] - sum(relation[n - i] * sums[j - i] for i in range(1, j)))
    return sums


def _trace(polynomial: Polynomial, index: int, traces: Sequence[int], field: FunctionField) -> Polynomial:
    """Return the sum over the conjugates in which one generator takes all its values."""
    found: dict[tuple[int, ...], int] = {}
    for powers, coefficient in polynomial.terms():
        key = tuple(0 if i == index else int(e) for i, e in enumerate(powers))
        found[key] = found.get(key, 0) + int(coefficient) * traces[int(powers[index])]
    return field.context.from_dict({key: value for key, value in found.items() if value})


def _residue(polynomial: Polynomial, point: Sequence[int], prime: int) -> int:
    total = 0
    for powers, coefficient in polynomial.terms():
        term = int(coefficient)
        for value, count in zip(point, powers, strict=True):
            if count:
                term = term * pow(value, int(count), prime) % prime
        total += term
    return total % prime


def _times(owner: Quotient, left: Polynomial, right: Polynomial) -> Polynomial:
    if right == 1:
        return left
    if left == 1:
        return right
    owner.field.work.spend(len(left) * len(right))
    return left * right


def _power(owner: Quotient, base: Polynomial, exponent: int) -> Polynomial:
    """Return base**exponent, charging for the size of the result: terms times words of a coefficient."""
    if exponent <= 1 or not base:
        return base**exponent
    length = len(base)
    terms = min(comb(length - 1 + exponent, exponent), prod(int(d) * exponent + 1 for d in base.degrees()))
    norm = sum(abs(int(c)) for c in base.coeffs())
    words = 1 + exponent * norm.bit_length() // 64
    owner.field.work.spend(terms * words * (length if length > 1 else 1))
    return base**exponent
