"""Arithmetic modulo a prime: primality, rank, and Taylor polynomials of expressions at a point.

Main results: `is_prime`, `rank_modulo`, `Jets`. Residues of algebraically independent generators define a ring
homomorphism from the functions whose denominators do not vanish at the point. It commutes with Taylor expansion up to
order k < p, e^P(t+τ) being e^P(t)·exp(P(t+τ) − P(t)). So a determinant that is non-zero mod p is a non-zero function.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from math import prod
from operator import mul

from .generators import Generators
from .grammar import Expression, Tree
from .polynomial import Key, Polynomial, power
from .quotient import Exact, Quotient
from .reading import UndefinedError, located

# Strong pseudoprimes to the first 13 primes start here (Sorenson and Webster, Math. Comp. 86 (2017) 985-1003).
PRIME_LIMIT = 3_317_044_064_679_887_385_961_981
_BASES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41)
Jet = list[int]


def is_prime(number: int) -> bool:
    """Decide primality below PRIME_LIMIT by strong tests to 13 bases."""
    if number >= PRIME_LIMIT:
        raise ValueError(f"{number} is not below {PRIME_LIMIT}, where the deterministic test ends")
    if number < 2 or any(number % base == 0 for base in _BASES):
        return number in _BASES
    odd, twos = number - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for base in _BASES:
        # For a prime, base^odd is 1, or it or one of its first twos - 1 repeated squares is -1.
        powers = [pow(base, odd << i, number) for i in range(twos)]
        if powers[0] != 1 and number - 1 not in powers:
            return False
    return True


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


class Point:
    """Residues mod p of generators: functions become Taylor polynomials mod p, `length` coefficients f^(k)/k! of them.

    Without the variable among the generators (in the pointwise reading) the variable is 0.
    """

    def __init__(self, prime: int, generators: Generators, values: Sequence[int], length: int) -> None:
        self.prime = prime
        self.generators = generators
        self.values = values
        self.length = length
        self.work = generators.ring.work
        self.key = (
            prime,
            length,
            tuple(values),
            tuple(generators.names.items()),
            tuple(generators.exponentials.items()),
        )
        self.monomials: dict[Key, int] = {}
        self.values_of: dict[tuple[Tree, Fraction], Jet] = {}

    def residue(self, polynomial: Polynomial) -> int:
        """Return the value of a Laurent polynomial."""
        if polynomial.ring.names[0] not in self.generators.names:
            polynomial = polynomial.at_zero()
        for key in polynomial.terms.keys() - self.monomials.keys():
            powers = zip(self.values, self.generators.powers(key), strict=True)
            factors = [pow(x if e > 0 else inverse(x, self.prime), abs(e), self.prime) for x, e in powers if e]
            self.monomials[key] = prod(factors) % self.prime
        self.work.spend(len(polynomial.terms))
        total = sum(value * self.monomials[key] for key, value in polynomial.terms.items())
        return total * inverse(polynomial.scale, self.prime) % self.prime

    def taylor(self, polynomial: Polynomial) -> Jet:
        """Return the Taylor coefficients of a Laurent polynomial."""
        jet, factor = [], 1
        for k in range(self.length):
            if k > 0:
                polynomial, factor = polynomial.derivative(), factor * inverse(k, self.prime)
            jet.append(self.residue(polynomial) * factor % self.prime)
        return jet

    def scalar(self, expression: Expression, exact: Exact) -> Jet:
        """Return what a text means; a refusal begins with its path.

        The tree is evaluated as it stands, so that a high power is never expanded. Where something that is written
        below a fraction bar is 0 mod p, the exact quotient tells whether the function itself is undefined.
        """
        try:
            with located(expression.path):
                return self.value(expression.tree, exact)
        except UndefinedError:
            quotient = exact.scalar(expression)
            with located(expression.path):
                return self.jet(quotient)

    def value(self, tree: Tree, exact: Exact) -> Jet:
        """Return what a tree means; powers and exponentials are remembered, since texts repeat them."""
        match tree:
            case ("number", number):
                return self.taylor(exact.number(number).numerator)
            case ("name", name):
                return self.taylor(exact.names[name].numerator)
            case ("sum", *terms):
                jets = [self.value(term, exact) for term in terms]
                self.work.spend(len(jets) * self.length)
                return [sum(column) % self.prime for column in zip(*jets, strict=True)]
            case ("product", *factors):
                return reduce(self.multiply, [self.value(factor, exact) for factor in factors])
        if (tree, exact.shift) not in self.values_of:
            self.values_of[tree, exact.shift] = self.raised(tree, exact)
        return self.values_of[tree, exact.shift]

    def raised(self, tree: Tree, exact: Exact) -> Jet:
        """Return the value of a power or an exponential."""
        kind, content, *exponent = tree
        if kind == "exp":
            return self.taylor(exact.exponential(content).numerator)
        one = [1] + [0] * (self.length - 1)
        base = self.value(content, exact)
        if exponent[0] < 0:
            base = self.divide(one, base)
        return power(base, abs(exponent[0]), self.multiply) if exponent[0] else one

    def jet(self, quotient: Quotient) -> Jet:
        """Return the Taylor coefficients of an exact quotient."""
        below = [1] + [0] * (self.length - 1)
        for core, exponent in quotient.denominator.items():
            below = self.multiply(below, power(self.taylor(core), exponent, self.multiply))
        return self.divide(self.taylor(quotient.numerator), below)

    def divide(self, above: Jet, below: Jet) -> Jet:
        """Return the Taylor coefficients of n/b: c_k = (n_k − Σ_{j>=1} b_j c_{k-j}) / b_0."""
        self.work.spend(self.length * (self.length + 1) // 2)
        lead, jet = inverse(below[0], self.prime), list[int]()
        for k, value in enumerate(above):
            jet.append((value - sum(map(mul, below[1 : k + 1], jet[::-1]))) * lead % self.prime)
        return jet

    def multiply(self, left: Jet, right: Jet) -> Jet:
        """Return the product."""
        return self.dot([left], [right])

    def dot(self, left: Sequence[Jet], right: Sequence[Jet]) -> Jet:
        """Return the sum of products (Leibniz, in Taylor coefficients)."""
        self.work.spend(len(left) * self.length * (self.length + 1) // 2)
        pairs = [(a, b) for a, b in zip(left, right, strict=True) if any(a) and any(b)]
        return [sum(sum(map(mul, a[: k + 1], b[k::-1])) for a, b in pairs) % self.prime for k in range(self.length)]
