"""Points at which polynomials in the generators of a function field are evaluated: isolated, refined on demand.

`AlgebraicPoint` is a root of an irreducible polynomial in one generator (t, or an exponential z = e^{ct}), whose
coefficients may hold constants such as π; `rankdyn.degeneracy.isolation` adds zeros of analytic functions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from flint import acb, acb_poly, arb

from rankdyn.algebra.function_field import FunctionField
from rankdyn.algebra.quotient import Polynomial
from rankdyn.calculus.balls import ball, constant_value, precision
from rankdyn.degeneracy.factors import univariate
from rankdyn.errors import BudgetExceededError
from rankdyn.expressions.nodes import Exponent

START_BITS: Final = 64
MAX_BITS: Final = 1 << 15


class Point(Protocol):
    """A point given by an irreducible polynomial that vanishes there and by enclosures of all generators."""

    @property
    def field(self) -> FunctionField:
        """The field of the generators."""

    @property
    def polynomial(self) -> Polynomial:
        """The polynomial."""

    @property
    def algebraic_index(self) -> int | None:
        """The one generator in which `polynomial` is written over Q, if its root is an algebraic number."""

    def values(self, bits: int) -> list[acb]:
        """Return enclosures of all generators at this precision."""


class AlgebraicPoint:
    """A root of an irreducible polynomial in one generator.

    Parameters
    ----------
    field : FunctionField
        The field of the polynomial.
    polynomial : fmpz_mpoly
        Irreducible over Q, free of the generators of K.
    index : int
        Which generator.
    enclosure : acb
        A ball that isolates the root.
    conjugates : dict of int to list of acb
        Enclosures of all roots by precision, shared by the points of one polynomial.
    """

    def __init__(
        self,
        field: FunctionField,
        polynomial: Polynomial,
        index: int,
        enclosure: acb,
        conjugates: dict[int, list[acb]],
    ) -> None:
        self.field, self.polynomial, self.index = field, polynomial, index
        self._known, self._conjugates = {START_BITS: enclosure}, conjugates

    @property
    def is_rational_polynomial(self) -> bool:
        """Whether the polynomial has rational coefficients."""
        return all(not d or i == self.index for i, d in enumerate(self.polynomial.degrees()))

    @property
    def algebraic_index(self) -> int | None:
        """The generator, if the root is an algebraic number."""
        return self.index if self.is_rational_polynomial else None

    @property
    def is_real(self) -> bool:
        """Whether the root is proved real."""
        return bool(self._known[START_BITS].imag == 0)

    def enclosure(self, bits: int) -> acb:
        """Return a ball around the root at the given precision."""
        if bits not in self._known:
            best = self._known[max(b for b in self._known if b <= bits)]
            if bits not in self._conjugates:
                self._conjugates[bits] = _roots(self.polynomial, self.index, self.field, bits)
            matching = [root for root in self._conjugates[bits] if root.overlaps(best)]
            if len(matching) != 1:
                raise BudgetExceededError("two roots could not be told apart")
            self._known[bits] = matching[0]
        return self._known[bits]

    def values(self, bits: int) -> list[acb]:
        """Return enclosures of all generators; if an exponential is solved for, the others that move are left at 0."""
        root = self.enclosure(bits)
        with precision(bits):
            if not self.index:
                return generators_at(self.field, root)
            values = constant_generators(self.field)
        values[self.index] = root
        return values


def algebraic_points(field: FunctionField, polynomial: Polynomial, index: int) -> list[AlgebraicPoint]:
    """Return the roots of an irreducible polynomial in the generator, real ones first."""
    found = _roots(polynomial, index, field, START_BITS)
    conjugates = {START_BITS: found}
    return [AlgebraicPoint(field, polynomial, index, root, conjugates) for root in found]


def _roots(polynomial: Polynomial, index: int, field: FunctionField, bits: int) -> list[acb]:
    """Return isolating balls of all roots; the imaginary part of a real root is exactly 0."""
    degree = int(polynomial.degrees()[index])
    field.work.spend(50 * degree**2 * (bits // 64))
    with precision(2 * bits):
        if all(not d or i == index for i, d in enumerate(polynomial.degrees())):
            roots: list[acb] = [pair[0] for pair in univariate(polynomial, index).complex_roots()]  # type: ignore[index]
            return list(map(acb, roots))
        values = constant_generators(field)
        coefficients = [acb(0)] * (degree + 1)
        for powers, value in polynomial.terms():
            term = acb(value)
            for i, p in enumerate(powers):
                if p and i != index:
                    term *= values[i] ** int(p)
            coefficients[int(powers[index])] += term
        if degree == 1:
            roots = [-coefficients[0] / coefficients[1]]
        else:
            try:
                roots = acb_poly(coefficients).roots(tol=arb(2) ** -bits, maxprec=16 * bits)
            except ValueError:
                raise BudgetExceededError(
                    "the roots of a polynomial with transcendental coefficients are not isolated"
                ) from None
        if not all(c.imag == 0 for c in coefficients):
            return roots
        return [acb(root.real) if _is_own_conjugate(root, roots) else root for root in roots]


def _is_own_conjugate(root: acb, roots: Sequence[acb]) -> bool:
    """Return whether only the root itself can be its conjugate: then it is real."""
    return [other.overlaps(root.conjugate()) for other in roots].count(True) == 1 and root.overlaps(root.conjugate())


def constant_indices(field: FunctionField) -> frozenset[int]:
    """Return which generators are constants."""
    names = {i for i, name in enumerate(field.names) if name in field.basis.coefficients}
    constants = field.basis.constant_exponentials
    units = {i for i, (monomial, _) in enumerate(field.basis.units, start=len(field.names)) if monomial in constants}
    return frozenset({*names, *units, *range(field.algebraic_start, len(field.generators))})


def constant_generators(field: FunctionField) -> list[acb]:
    """Return the generators that are constants at the precision in force, and 0 for those that are not."""
    values = generators_at(field, acb(0))
    constant = constant_indices(field)
    return [value if i in constant else acb(0) for i, value in enumerate(values)]


def generators_at(field: FunctionField, t: acb) -> list[acb]:
    """Return all generators at a ball for the variable, at the precision in force."""
    known = {field.variable: t}
    values = [t, *(constant_value(name) for name in field.names[1:])]
    logarithms = [*field.basis.elements(), *field.basis.numbers.generators]
    return values + [exponent_value(logarithm, known).exp() for logarithm in logarithms]


def exponent_value(exponent: Exponent, known: Mapping[str, acb] | None = None) -> acb:
    """Return a polynomial in constants, and in names of known value, as a ball."""
    total = acb(0)
    for monomial, value in exponent:
        term = ball(value)
        for name, count in monomial:
            term *= (known[name] if known and name in known else constant_value(name)) ** count
        total += term
    return total


def polynomial_value(polynomial: Polynomial, values: Sequence[acb]) -> acb:
    """Return a polynomial at balls for the generators."""
    total = acb(0)
    powers_of: dict[tuple[int, int], acb] = {}
    for powers, coefficient in polynomial.terms():
        term = acb(coefficient)
        for i, p in enumerate(powers):
            if p:
                key = i, int(p)
                if key not in powers_of:
                    powers_of[key] = values[i] ** key[1]
                term *= powers_of[key]
        total += term
    return total
