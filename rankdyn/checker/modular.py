"""Arithmetic modulo a prime: rank, and Taylor polynomials of expressions at a point.

Main results: `rank_modulo`, `Point`. Residues of algebraically independent generators, with residues of roots of unity
and radicals that satisfy the relations of their field, define a ring homomorphism from the functions whose denominators
do not vanish at the point. It commutes with Taylor expansion up to order k < p, e^P(t+τ) being e^P(t)·exp(P(t+τ) −
P(t)). So a determinant that is non-zero mod p is a non-zero function.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isqrt, prod

from rankdyn.errors import CertificateError

from .constants import Key
from .generators import Generators
from .grammar import Expression
from .polynomial import Polynomial, power
from .quotient import Exact, Quotient
from .reading import UndefinedError, located
from .taylor import Taylor

MAX_ORDER = 10_000


def rank_modulo(rows: Sequence[Sequence[int]], prime: int, limit: int) -> int:
    """Return min(rank, limit + 1) of a matrix over the field with `prime` elements.

    Each row is reduced by the pivot rows found so far (their pivot is 1, and they are 0 left of it and in the columns
    of earlier pivots); what is left, if anything, is one more pivot row.
    """
    pivots: list[tuple[int, list[int]]] = []
    for given in rows:
        row = [value % prime for value in given]
        for column, pivot in pivots:
            if factor := row[column]:
                row = [(a - factor * b) % prime for a, b in zip(row, pivot, strict=True)]
        place = next((i for i, value in enumerate(row) if value), None)
        if place is not None:
            if len(pivots) == limit:
                return limit + 1
            scale = pow(row[place], -1, prime)
            pivots.append((place, [value * scale % prime for value in row]))
    return len(pivots)


def inverse(value: int, prime: int) -> int:
    """Return 1/value mod p, or raise ZeroDivisionError."""
    if value % prime == 0:
        raise ZeroDivisionError(f"a denominator is 0 mod {prime} at the point; choose another prime or point")
    return pow(value, -1, prime)


class Point(Taylor[int]):
    """Residues mod p of generators: functions become Taylor polynomials mod p, `length` coefficients f^(k)/k! of them.

    Without the variable among the generators (in the pointwise reading) the variable is 0.
    """

    def __init__(self, prime: int, generators: Generators, values: Sequence[int], length: int) -> None:
        super().__init__(0, 1, length, generators.ring.work)
        self.prime = prime
        self.generators = generators
        self.values = values
        self.monomials: dict[Key, int] = {}
        for number in generators.algebraic:
            with located(generators.paths[number]):
                self.check_algebraic(number)

    def check_algebraic(self, number: int) -> None:
        """Check that the value of a root of unity or radical satisfies the equation which defines it.

        A root of Φ_N mod p is an element of exact order N (N is then prime to p); that of p'^(a/n), gcd(a, n) = 1, is
        one of x^n = p'^a. As K is a tensor product (constants.py), the equations are all that a homomorphism needs.
        """
        (base, exponent), value, prime = self.generators.algebraic[number], self.values[number], self.prime
        n = exponent.denominator
        if base == -1:
            order = (exponent / 2).denominator
            if order > MAX_ORDER:
                raise CertificateError(f"a root of unity of order {str(order)[:40]}; at most {MAX_ORDER} is read")
            factors = [q for q in range(2, order + 1) if order % q == 0 and all(q % d for d in range(2, isqrt(q) + 1))]
            if pow(value, order, prime) != 1 or any(pow(value, order // q, prime) == 1 for q in factors):
                raise CertificateError(f"the value {value} has not the multiplicative order {order} mod {prime}")
        else:
            above, below = (pow(base, max(sign * exponent.numerator, 0), prime) for sign in (1, -1))
            if pow(value, n, prime) * below % prime != above:
                raise CertificateError(f"the value {value} is not {base} to the power {str(exponent)[:40]} mod {prime}")

    def residue(self, polynomial: Polynomial, divisor: int = 1) -> int:
        """Return the value of a Laurent polynomial over a positive integer."""
        if polynomial.ring.names[0] not in self.generators.names:
            polynomial = polynomial.at_zero()
        for key in polynomial.terms.keys() - self.monomials.keys():
            powers = zip(self.values, self.generators.powers(key), strict=True)
            factors = [pow(x if e > 0 else self.inverse(x), abs(e), self.prime) for x, e in powers if e]
            self.monomials[key] = prod(factors) % self.prime
        self.work.spend(len(polynomial.terms))
        total = sum(value * self.monomials[key] for key, value in polynomial.terms.items())
        return total * self.inverse(polynomial.scale * divisor) % self.prime

    def inverse(self, value: int) -> int:
        """Return 1/value mod p, or raise ZeroDivisionError."""
        if value % self.prime == 0:
            rule = f"a denominator is 0 mod {self.prime} at the point"
            raise ZeroDivisionError(f"{rule}; choose another prime or point")
        return pow(value, -1, self.prime)

    def normal(self, value: int) -> int:
        """Return the residue."""
        return value % self.prime

    def scalar(self, expression: Expression, exact: Exact) -> list[int]:
        """Return what a text means; a refusal begins with its path.

        Where something that is written below a fraction bar is 0 mod p, the exact quotient tells whether the function
        itself is undefined.
        """
        try:
            return super().scalar(expression, exact)
        except UndefinedError:
            quotient = exact.scalar(expression)
            with located(expression.path):
                return self.jet(quotient)

    def jet(self, quotient: Quotient) -> list[int]:
        """Return the Taylor coefficients of an exact quotient."""
        below = self.one
        for core, exponent in quotient.denominator.items():
            below = self.multiply(below, power(self.taylor(core), exponent, self.multiply))
        return self.divide(self.taylor(quotient.numerator), below)
