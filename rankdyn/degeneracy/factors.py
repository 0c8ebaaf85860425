"""Irreducible factors over Q of polynomials in the generators of a function field; those of K are removed by a norm."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from flint import fmpz_poly

from rankdyn.algebra.function_field import FunctionField
from rankdyn.algebra.quotient import Polynomial, Quotient

_FACTORING_COST: Final = 50


def norm(polynomial: Polynomial, field: FunctionField) -> Polynomial:
    """Return a polynomial free of the generators of the number field that vanishes wherever the given one does.

    If 1/f = c/N in normal form then f·c = N, so every zero of f is one of N.
    """
    return Quotient(field, field.one, polynomial).denominator if field.is_algebraic(polynomial) else polynomial


def irreducible_factors(polynomials: Iterable[Polynomial], field: FunctionField) -> list[Polynomial]:
    """Return the distinct irreducible factors over Q of polynomials that are not zero, constants left out."""
    found: list[Polynomial] = []
    for polynomial in polynomials:
        used = [i for i, d in enumerate(polynomial.degrees()) if d]
        if not used:
            continue
        degree = sum(int(d) for d in polynomial.degrees())
        field.work.spend(_FACTORING_COST * len(polynomial) * (degree + 1) * 4 ** (len(used) - 1))
        for factor in _narrow(polynomial, used[0], field) if len(used) == 1 else _wide(polynomial):
            if factor not in found:
                found.append(factor)
    return found


def _wide(polynomial: Polynomial) -> list[Polynomial]:
    return [factor for factor, _ in polynomial.factor()[1]]


def _narrow(polynomial: Polynomial, index: int, field: FunctionField) -> list[Polynomial]:
    """Factor a polynomial in one generator; FLINT has a faster way for them."""
    return [from_coefficients(factor, index, field) for factor, _ in univariate(polynomial, index).factor()[1]]


def univariate(polynomial: Polynomial, index: int) -> fmpz_poly:
    """Return a polynomial in one generator alone as one of FLINT's univariate polynomials."""
    coefficients = [0] * (int(polynomial.degrees()[index]) + 1)
    for powers, value in polynomial.terms():
        coefficients[int(powers[index])] = value
    return fmpz_poly(coefficients)


def from_coefficients(polynomial: fmpz_poly, index: int, field: FunctionField) -> Polynomial:
    """Return a univariate polynomial at the generator of the given index."""
    count = len(field.generators)
    return field.context.from_dict(
        {
            tuple(k if i == index else 0 for i in range(count)): c
            for k, c in enumerate(map(int, polynomial.coeffs()))
            if c
        }
    )


def divides(divisor: Polynomial, polynomial: Polynomial, field: FunctionField) -> bool:
    """Return whether the polynomial is a multiple of the divisor."""
    if not polynomial:
        return True
    if any(int(a) > int(b) for a, b in zip(divisor.degrees(), polynomial.degrees(), strict=True)):
        return False
    field.work.spend(10 * len(divisor) * len(polynomial))
    return not polynomial % divisor


def multiplicity(factor: Polynomial, polynomial: Polynomial, field: FunctionField) -> int:
    """Return how often an irreducible factor divides a polynomial that is not zero."""
    count = 0
    while divides(factor, polynomial, field):
        polynomial = polynomial / factor
        count += 1
    return count
