"""Complex conjugation of functions of a real variable with real parameters: I ↦ −I, e^{iP} ↦ e^{−iP}."""

from __future__ import annotations

from rankdyn.algebra.function_field import FunctionField
from rankdyn.algebra.quotient import Polynomial, Quotient


def inverted(field: FunctionField) -> list[int]:
    """Return the indices of the exponentials that conjugation inverts: those of exponents with I."""
    return [
        index
        for index, (monomial, _) in enumerate(field.basis.units, start=len(field.names))
        if any(name == "I" for name, _ in monomial)
    ]


def conjugate(element: Quotient) -> Quotient:
    """Return the complex conjugate: f̄ with f̄(t) the conjugate of f(t) for real t and real parameters."""
    field = element.field
    above, shift_above = _conjugate(field, element.numerator)
    below, shift_below = _conjugate(field, element.denominator)
    return Quotient(field, above * shift_below, below * shift_above)


def _conjugate(field: FunctionField, polynomial: Polynomial) -> tuple[Polynomial, Polynomial]:
    """Return (p, m), m a monomial, with conjugate p/m."""
    order, root = field.basis.numbers.order, field.algebraic_start
    if not polynomial:
        return polynomial, field.one
    degrees = polynomial.degrees()
    shift = {index: int(degrees[index]) for index in inverted(field)}
    terms: dict[tuple[int, ...], int] = {}
    for powers, coefficient in polynomial.terms():
        moved = [int(p) for p in powers]
        for index, top in shift.items():
            moved[index] = top - moved[index]
        if order > 1:
            moved[root] = -moved[root] % order
        terms[tuple(moved)] = int(coefficient)
    monomial = field.one
    for index, top in shift.items():
        monomial *= field.generators[index] ** top
    return field.reduced(field.context.from_dict(terms)), monomial


def is_real(element: Quotient) -> bool:
    """Return whether an element is its own conjugate."""
    return conjugate(element) == element
