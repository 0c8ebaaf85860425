"""Lower bounds at the true values of all constants: Taylor polynomials in complex intervals at a rational point.

Main result: `Ball`. Every value lies in its interval, so a divisor whose interval excludes 0 is not zero, and a matrix
whose elimination meets only pivots that exclude 0 is invertible. The rank at one point, of a function that is analytic
there, is a lower bound of the generic rank, whatever relations the constants satisfy.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from .constants import Key
from .generators import Generators
from .intervals import Complex, Scale, exponential, logarithm, pi
from .polynomial import Polynomial, power
from .taylor import Taylor


class Ball(Taylor[Complex]):
    """Rational values of names: functions become Taylor polynomials in intervals of unit 2^−bits.

    Without the variable among the names (in the pointwise reading) the variable is 0.
    """

    def __init__(self, bits: int, generators: Generators, values: Sequence[Fraction], length: int) -> None:
        ring = generators.ring
        self.scale = Scale(bits, ring.work)
        zero, one = self.number(Fraction(0)), self.number(Fraction(1))
        super().__init__(zero, one, length, ring.work)
        self.ring = ring
        self.names = {name: self.number(values[number]) for name, number in generators.names.items()}
        self.monomials: dict[Key, Complex] = {}
        self.generators: dict[int, Complex] = {}

    def number(self, value: Fraction) -> Complex:
        """Return a rational."""
        return Complex(self.scale.real(value), self.scale.real(0))

    def residue(self, polynomial: Polynomial, divisor: int = 1) -> Complex:
        """Return the value of a Laurent polynomial over a positive integer."""
        if polynomial.ring.names[0] not in self.names:
            polynomial = polynomial.at_zero()
        total = self.zero
        for key, value in polynomial.terms.items():
            if key not in self.monomials:
                self.monomials[key] = self.product(key)
            total += self.monomials[key] * self.number(Fraction(value))
        return total.over(polynomial.scale * divisor)

    def product(self, key: Key) -> Complex:
        """Return the value of a monomial of the ring."""
        result = self.one[0]
        for place, exponent in enumerate(key):
            if exponent:
                value = power(self.generator(place), abs(exponent), Complex.__mul__)
                result *= value if exponent > 0 else self.inverse(value)
        return result

    def generator(self, place: int) -> Complex:
        """Return the value of a generator of the ring: a name, or e^(q·m), m a monomial of the plain ring."""
        names = self.ring.names
        if place not in self.generators:
            if place < len(names):
                self.generators[place] = self.named(names[place])
            else:
                monomial, factor = self.ring.exponents[place - len(names)]
                exponent = self.plain(monomial) * self.number(factor)
                self.generators[place] = exponential(exponent, self.scale)
        return self.generators[place]

    def named(self, name: str) -> Complex:
        """Return the value of the variable, a parameter, π or log p."""
        if name in self.names:
            return self.names[name]
        value = pi(self.scale) if name == "pi" else logarithm(int(name[4:-1]), self.scale)
        return Complex(value, self.scale.real(0))

    def plain(self, monomial: Key) -> Complex:
        """Return the value of a monomial of the plain ring."""
        names, result = self.ring.names, self.one[0]
        for name, exponent in zip(names, monomial, strict=False):
            if exponent:
                result *= power(self.named(name), exponent, Complex.__mul__)
        for (base, _), exponent in zip(self.ring.plain.field.radicals, monomial[len(names) + 1 :], strict=True):
            if exponent:
                result *= self.root(base)
        return result

    def root(self, base: int) -> Complex:
        """Return √base = e^(log(base)/2), i for base −1."""
        if base == -1:
            return Complex(self.scale.real(0), self.scale.real(1))
        return exponential(self.named(f"log({base})") * self.number(Fraction(1, 2)), self.scale)

    def inverse(self, value: Complex) -> Complex:
        """Return 1/value, or raise ZeroDivisionError."""
        return value.inverse()

    def is_regular(self, matrix: Sequence[Sequence[Complex]]) -> bool:
        """Return whether Gaussian elimination proves that a square matrix is invertible."""
        rows = [list(row) for row in matrix]
        for size in range(len(rows), 0, -1):
            # The pivot that is furthest from 0 for sure, in the first column that is left.
            rows.sort(key=lambda row: row[0].norm().low)
            first = rows.pop()
            if first[0].norm().low <= 0:
                return False
            scale = first[0].inverse()
            self.work.spend(size * size)
            for i, row in enumerate(rows):
                factor = row[0] * scale
                rows[i] = [a - factor * b for a, b in zip(row[1:], first[1:], strict=True)]
        return True
