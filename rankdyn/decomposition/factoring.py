"""Factors of a squarefree polynomial over the constants, where FLINT finds them; nothing is decided here.

Over Q and over Q(θ) FLINT factors. Over a number field K = Q(γ) the norm of φ(x − kγ) is factored instead, and φ has
the common factors of φ(x − kγ) and the factors of the norm (Trager 1976). Where that costs too much φ is left whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, islice
from typing import Final

import flint

from rankdyn.algebra.quotient import Polynomial
from rankdyn.decomposition.constants import Constants
from rankdyn.decomposition.space import Space
from rankdyn.decomposition.univariate import Coefficients, divided, gcd, monic

_MAX_TERMS: Final = 400
_MAX_NORM_DEGREE: Final = 36
_SHIFTS: Final = 6


def integer_polynomial(polynomial: Coefficients) -> flint.fmpz_poly:
    """Return a rational polynomial times the integer that makes it primitive, leading coefficient positive."""
    whole = flint.fmpq_poly(polynomial).numer()
    content = whole.content()
    return whole / (content if whole[whole.degree()] > 0 else -content)


def factors(constants: Constants, polynomial: Coefficients) -> list[Coefficients]:
    """Return monic factors of a monic squarefree polynomial, those that were found, in a fixed order.

    Their coefficients are rational, or elements of the function field.
    """
    if len(polynomial) <= 2:
        return [polynomial]
    if constants.rational:
        _, found = integer_polynomial(polynomial).factor()
        ordered = sorted(
            (factor for factor, _ in found), key=lambda f: (f.degree(), [abs(c) for c in f.coeffs()], f.coeffs())
        )
        return [monic([flint.fmpq(c) for c in factor.coeffs()]) for factor in ordered]
    field = constants.field
    space = Space(field)
    lifted = space.lift(polynomial)
    if len(lifted) > _MAX_TERMS:
        return [polynomial]
    algebraic = any(field.is_algebraic(c.numerator) for c in polynomial)
    parts = [lifted] if algebraic else [factor for factor, _ in lifted.factor()[1] if space.degree(factor)]
    ordered = sorted(parts, key=lambda p: (space.degree(p), str(p)))
    return [factor for part in ordered for factor in over_number_field(constants, monic(space.lower(part)))]


def over_number_field(constants: Constants, polynomial: Coefficients) -> list[Coefficients]:
    """Return the factors over K(θ) of a monic polynomial that is irreducible over Q(θ), or has coefficients in K(θ)."""
    field = constants.field
    constants = constants.widened
    polynomial = [constants.quotient(c) for c in polynomial]
    degree = (len(polynomial) - 1) * field.basis.numbers.degree
    if not field.relations or len(polynomial) <= 2 or degree > _MAX_NORM_DEGREE:
        return [polynomial]
    space = Space(field)
    lifted = space.lift(polynomial)
    if len(lifted) > _MAX_TERMS // 4:
        return [polynomial]
    for gamma in islice(_shifts(space), _SHIFTS):
        norm = space.norm(lifted.compose(*space.moved(-gamma), ctx=space.context))
        if not space.is_squarefree(norm):
            continue
        rest, found = polynomial, []
        for factor, _ in norm.factor()[1]:
            if space.degree(factor) and len(rest) > 1:
                back = space.reduced(factor.compose(*space.moved(gamma), ctx=space.context))
                common = gcd(constants, divided(monic(space.lower(back)), rest, constants.number(0))[1] or rest, rest)
                found.append(common)
                rest = divided(rest, common, constants.number(0))[0]
        return sorted(found, key=lambda p: (len(p), [str(c.numerator) for c in p]))
    return [polynomial]


def absolute_polynomial(constants: Constants, polynomial: Coefficients) -> tuple[int, ...]:
    """Return the integer polynomial without repeated roots whose roots are those of φ and of its conjugates.

    Nothing where parameters or transcendental constants occur, or where it costs too much.
    """
    field = constants.field
    degree = (len(polynomial) - 1) * field.basis.numbers.degree
    space = Space(field)
    lifted = space.lift([constants.quotient(c) for c in polynomial])
    if degree > _MAX_NORM_DEGREE or any(int(d) for d in lifted.degrees()[1 : 1 + field.algebraic_start]):
        return ()
    norm = flint.fmpq_poly([c.numerator.leading_coefficient() if c else 0 for c in space.lower(space.norm(lifted))])
    whole = integer_polynomial(list((norm / norm.gcd(norm.derivative())).coeffs()))
    return tuple(map(int, whole.coeffs()))


def _shifts(space: Space) -> Iterator[Polynomial]:
    """Yield integer combinations of the generators of K."""
    for k in count(1):
        yield sum(((k + i * i) * g for i, g in enumerate(space.algebraic)), space.zero)
