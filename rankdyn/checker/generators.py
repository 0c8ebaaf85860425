"""The generators that evidence names.

Main object: `Generators`, names and exponentials of single monomials. At most one exponential for each monomial is
admitted: distinct monomials are independent over Q, so by Ax's theorem (and Hermite-Lindemann for the constant
monomial) the generators are algebraically independent.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from rankdyn.errors import CertificateError

from .grammar import Expression
from .polynomial import Key, Ring
from .quotient import Exact
from .reading import located


class Generators:
    """Names and exponentials, numbered in the order given; `ring` is that of the functions written in them."""

    def __init__(self, items: Sequence[Expression], ring: Ring) -> None:
        plain = Exact(Ring(ring.names, (), ring.work), Fraction(0))
        self.ring = ring
        self.names: dict[str, int] = {}
        self.exponentials: dict[Key, tuple[int, Fraction]] = {}
        for number, item in enumerate(items):
            with located(item.path):
                kind, content = item.tree[:2]
                if kind == "name" and content not in self.names:
                    self.names[content] = number
                elif kind == "exp":
                    exponent = plain.exponent(content)
                    if len(exponent) != 1:
                        raise CertificateError("an exponent must be one monomial with a rational coefficient")
                    ((monomial, coefficient),) = exponent.items()
                    if monomial in self.exponentials:
                        raise CertificateError("a second exponential of one monomial; they would be dependent")
                    self.exponentials[monomial] = (number, coefficient)
                else:
                    raise CertificateError("a generator is a name, given once, or exp of one monomial")

    def powers(self, key: Key) -> Key:
        """Return the integer exponents of the generators in a monomial of the ring."""
        ring = self.ring
        ring.work.spend(len(key))
        powers = [0] * (len(self.names) + len(self.exponentials))
        for name, power in zip(ring.names, key, strict=False):
            if power:
                if name not in self.names:
                    raise CertificateError(f"the generator {name!r} occurs and is not named")
                powers[self.names[name]] = power
        for count, (monomial, unit) in zip(key[len(ring.names) :], ring.exponentials, strict=True):
            if count:
                number, coefficient = self.exponentials.get(monomial, (0, Fraction(0)))
                multiple = Fraction(count, unit) / coefficient if coefficient else Fraction(1, 2)
                if multiple.denominator != 1:
                    factors = [f"{name}**{e}" for name, e in zip(ring.names, monomial, strict=True) if e]
                    text = "*".join([str(Fraction(count, unit))[:40], *factors])
                    raise CertificateError(f"exp({text}) occurs and is no integer power of an exponential named here")
                powers[number] = int(multiple)
        return tuple(powers)
