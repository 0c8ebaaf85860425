"""Arithmetic modulo a prime: primality, rank, and jets of expressions at a point.

Main results: `is_prime` (deterministic), `rank_modulo`, `JetAlgebra`. A point gives residues to the names and to the
named exponentials, which are algebraically independent: it is a ring homomorphism from the functions whose denominators
do not vanish there, and it commutes with Taylor expansion up to order k < p, e^P(t+τ) being e^P(t)·exp(P(t+τ) − P(t)).
So a determinant that is non-zero mod p is a non-zero function.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import mul

from rankdyn.errors import CertificateError

from .generators import Cover, read_exponent
from .grammar import Call, Expression, Name, Number, Power, Product, Sum, Tree
from .polynomial import Polynomial, Work
from .quotient import Exact, Quotient

# Strong pseudoprimes to the first 13 primes start here (Sorenson and Webster, Math. Comp. 86 (2017) 985-1003).
PRIME_LIMIT = 3_317_044_064_679_887_385_961_981
_BASES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41)
Jet = list[int]


class VanishingDenominatorError(CertificateError):
    """A denominator is 0 mod p at the point: the point proves nothing, but refutes nothing either."""


def is_prime(number: int) -> bool:
    """Decide primality below PRIME_LIMIT by strong tests to 13 bases."""
    if number >= PRIME_LIMIT:
        raise ValueError(f"{number} is not below {PRIME_LIMIT}, where the deterministic test ends")
    if number < 2:
        return False
    for base in _BASES:
        if number % base == 0:
            return number == base
    odd, twos = number - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for base in _BASES:
        power = pow(base, odd, number)
        if power in (1, number - 1):
            continue
        for _ in range(twos - 1):
            power = power * power % number
            if power == number - 1:
                break
        else:
            return False
    return True


def inverse(value: int, prime: int) -> int:
    """Return 1/value mod p, or raise ZeroDivisionError."""
    if value % prime == 0:
        raise ZeroDivisionError(f"a denominator is 0 mod {prime} at the point")
    return pow(value, -1, prime)


def residue(value: Fraction, prime: int) -> int:
    """Return a rational mod p, or raise ZeroDivisionError."""
    return value.numerator * inverse(value.denominator, prime) % prime


def rank_modulo(rows: Sequence[Sequence[int]], prime: int, limit: int) -> int:
    """Return min(rank, limit + 1) of a matrix over the field with `prime` elements.

    Each row is reduced by the pivot rows found so far (their pivot is 1, and they are 0 left of it and in the columns
    of earlier pivots); what is left, if anything, is one more pivot row.
    """
    pivots: list[tuple[int, list[int]]] = []
    for given in rows:
        row = [value % prime for value in given]
        for column, pivot in pivots:
            factor = row[column]
            if factor:
                row = [(a - factor * b) % prime for a, b in zip(row, pivot, strict=True)]
        place = next((i for i, value in enumerate(row) if value), None)
        if place is not None:
            if len(pivots) == limit:
                return limit + 1
            scale = pow(row[place], -1, prime)
            pivots.append((place, [value * scale % prime for value in row]))
    return len(pivots)


@dataclass(frozen=True, slots=True)
class Point:
    """Residues of the names and of the exponentials that `cover` names; none of the variable if pointwise."""

    prime: int
    residues: Mapping[str, int]
    cover: Cover
    values: tuple[int, ...]
    pointwise: bool

    def exponential(self, exponent: Mapping[tuple[int, ...], Fraction], plain: Exact, path: str) -> int:
        """Return the residue of exp of a polynomial."""
        result = 1
        for monomial, coefficient in exponent.items():
            # Pointwise, the variable is 0 + shift: a monomial that still contains it is a power of τ, with value 0.
            if self.pointwise and monomial[0]:
                continue
            number, power = self.cover.count(monomial, coefficient, plain.ring, path)
            result = result * pow(self.values[number], power, self.prime) % self.prime
        return result

    def reduce(self, quotient: Quotient, path: str) -> int:
        """Return the residue of an exact quotient that is free of the variable."""
        ring, prime = quotient.numerator.ring, self.prime
        names = len(ring.names)

        def value(polynomial: Polynomial) -> int:
            total = 0
            for key, term in polynomial.terms.items():
                for name, power in zip(ring.names[1:], key[1:names], strict=True):
                    base = self.residues[name] if power >= 0 else inverse(self.residues[name], prime)
                    term = term * pow(base, abs(power), prime) % prime
                for count, generator in zip(key[names:], ring.exponentials, strict=True):
                    if count:
                        number, power = self.cover.count(generator.monomial, count * generator.unit, ring, path)
                        term = term * pow(self.values[number], power, prime) % prime
                total += term
            return total * inverse(polynomial.scale, prime)

        result = value(quotient.numerator)
        for core, power in quotient.denominator.items():
            result = result * pow(inverse(value(core), prime), power, prime) % prime
        return result


class JetAlgebra:
    """Taylor polynomials mod p of length `length` in τ, the variable read as variable + shift + τ.

    Trees are evaluated as they stand, nothing is expanded: (t+1)**1000 costs a dozen products.
    """

    def __init__(self, point: Point, plain: Exact, length: int, work: Work) -> None:
        self.point = point
        self.plain = plain
        self.length = length
        self.work = work
        self.prime = point.prime
        self.exponents: dict[Tree, dict[tuple[int, ...], Fraction]] = {}
        variable = plain.ring.names[0]
        start = residue(plain.shift, self.prime) + point.residues.get(variable, 0)
        self.names = {name: self.constant(value) for name, value in point.residues.items()}
        self.names[variable] = ([start % self.prime, 1] + [0] * length)[:length]
        self.path = ""

    def constant(self, value: int) -> Jet:
        """Return a jet without higher terms."""
        return [value % self.prime] + [0] * (self.length - 1)

    def scalar(self, expression: Expression) -> Jet:
        """Return the jet of a text; a denominator that vanishes raises VanishingDenominatorError."""
        self.path = expression.path
        self.work.spend(self.length)
        try:
            return self.value(expression.tree)
        except ZeroDivisionError as error:
            raise VanishingDenominatorError(f"{expression.path}: {error}; choose another prime or point") from None

    def dot(self, left: Sequence[Jet], right: Sequence[Jet]) -> Jet:
        """Return the sum of products (Leibniz, in Taylor coefficients)."""
        self.work.spend(len(left) * self.length * (self.length + 1) // 2)
        return [
            sum(sum(map(mul, a[: k + 1], b[k::-1])) for a, b in zip(left, right, strict=True)) % self.prime
            for k in range(self.length)
        ]

    def reciprocal(self, jet: Jet) -> Jet:
        """Return 1/jet: b_0 = 1/a_0, b_k = −b_0 Σ_{j>=1} a_j b_{k-j}."""
        lead = inverse(jet[0], self.prime)
        self.work.spend(self.length * self.length)
        result: Jet = []
        for k in range(self.length):
            total = int(k == 0) - sum(jet[j] * result[k - j] for j in range(1, k + 1))
            result.append(total * lead % self.prime)
        return result

    def value(self, tree: Tree) -> Jet:
        """Return the jet of a tree."""
        match tree:
            case Number(number):
                return self.constant(residue(number, self.prime))
            case Name(name):
                return self.names[name]
            case Sum(terms):
                self.work.spend(len(terms) * self.length)
                values = [(sign, self.value(term)) for sign, term in terms]
                return [sum(sign * jet[k] for sign, jet in values) % self.prime for k in range(self.length)]
            case Product(factors):
                result = self.constant(1)
                for sign, factor in factors:
                    jet = self.value(factor)
                    result = self.dot([result], [jet if sign > 0 else self.reciprocal(jet)])
                return result
            case Power(base, exponent):
                jet = self.value(base)
                result, square = self.constant(1), jet if exponent >= 0 else self.reciprocal(jet)
                exponent = abs(exponent)
                while exponent:
                    if exponent & 1:
                        result = self.dot([result], [square])
                    exponent >>= 1
                    square = self.dot([square], [square]) if exponent else square
                return result
            case Call(function, _):
                growing = self.exponential(tree)
                if function == "exp":
                    return growing
                sign = 1 if function == "cosh" else -1
                half = inverse(2, self.prime)
                return [
                    (a + sign * b) * half % self.prime for a, b in zip(growing, self.reciprocal(growing), strict=True)
                ]

    def exponential(self, call: Call) -> Jet:
        """Return the jet of exp: E_0 from the named exponentials, E_k = (1/k) Σ_{j>=1} j P_j E_{k-j}; k < p."""
        if call.argument not in self.exponents:
            self.exponents[call.argument] = read_exponent(self.plain, call, self.path)
        inner = self.value(call.argument)
        result = [self.point.exponential(self.exponents[call.argument], self.plain, self.path)]
        self.work.spend(self.length * self.length)
        for k in range(1, self.length):
            total = sum(j * inner[j] * result[k - j] for j in range(1, k + 1))
            result.append(total * inverse(k, self.prime) % self.prime)
        return result
