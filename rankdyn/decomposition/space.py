"""Polynomials in x over Q(θ) and K(θ) as FLINT's multivariate ones: for factors, common divisors, resultants."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import flint

from rankdyn.algebra.function_field import FunctionField
from rankdyn.algebra.quotient import Polynomial, Quotient


class Space:
    """Polynomials in x and the generators of a function field, for FLINT's factorisation, gcd and resultant."""

    def __init__(self, field: FunctionField) -> None:
        self.field = field
        names = ["x", *(f"x{i}" for i in range(len(field.generators)))]
        self.context: Any = flint.fmpz_mpoly_ctx.get(names, "degrevlex")
        self.generators = self.context.gens()
        self.algebraic = self.generators[1 + field.algebraic_start :]
        self.zero = self.context.constant(0)
        self.relations = [
            sum((c * x**e for e, c in enumerate(relation)), self.zero)
            for x, relation in zip(self.algebraic, field.basis.numbers.relations, strict=True)
        ]

    def lift(self, polynomial: Sequence[Quotient]) -> Polynomial:
        """Return the polynomial without denominators."""
        common = self.field.one
        for c in polynomial:
            common = common * (c.denominator / common.gcd(c.denominator))
        terms = {}
        for i, c in enumerate(polynomial):
            whole = c.numerator * (common / c.denominator)
            self.field.work.spend(20 * len(whole))
            terms.update({(i, *map(int, powers)): int(value) for powers, value in whole.terms()})
        return self.context.from_dict(terms)

    def lower(self, polynomial: Polynomial) -> list[Quotient]:
        """Return the coefficients of the powers of x as elements of the function field."""
        parts: list[dict[tuple[int, ...], int]] = [{} for _ in range(self.degree(polynomial) + 1)]
        for powers, value in polynomial.terms():
            parts[int(powers[0])][tuple(map(int, powers[1:]))] = int(value)
        return [Quotient(self.field, self.field.context.from_dict(part), self.field.one) for part in parts]

    def degree(self, polynomial: Polynomial) -> int:
        """Return the degree in x."""
        return int(polynomial.degrees()[0])

    def moved(self, by: Polynomial) -> list[Polynomial]:
        """Return the generators with x + by in place of x."""
        return [self.generators[0] + by, *self.generators[1:]]

    def reduced(self, polynomial: Polynomial) -> Polynomial:
        """Return the polynomial modulo the relations of the number field."""
        for relation in self.relations:
            polynomial = polynomial % relation
        return polynomial

    def norm(self, polynomial: Polynomial) -> Polynomial:
        """Return the norm from K(θ)[x] to Q(θ)[x]."""
        start = 1 + self.field.algebraic_start
        for i, relation in enumerate(self.relations, start=start):
            self.field.work.spend(2_000 * len(polynomial) * len(relation))
            polynomial = polynomial.resultant(relation, f"x{i - 1}")
        return polynomial

    def is_squarefree(self, polynomial: Polynomial) -> bool:
        """Return whether no factor that contains x is repeated."""
        self.field.work.spend(20 * len(polynomial) ** 2)
        return self.degree(polynomial.gcd(polynomial.derivative(0))) == 0
