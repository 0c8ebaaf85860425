"""The generators that evidence names.

Main object: `Generators`, names and exponentials of single monomials. At most one exponential for each monomial is
admitted: distinct monomials that are not constant are independent over Q modulo constants (Baker: so are 1, π and the
log p over the algebraic numbers), so by Ax's theorem their exponentials are algebraically independent. e^(q I pi) and
e^(q log p) generate the number field; other constants may or may not be independent, which `independent` tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from rankdyn.errors import CertificateError

from .constants import Key, independent
from .grammar import Expression, is_constant
from .polynomial import Ring
from .quotient import Exact
from .reading import located


class Generators:
    """Names and exponentials, numbered in the order given; `ring` is that of the functions written in them."""

    def __init__(self, items: Sequence[Expression], ring: Ring) -> None:
        plain = Exact(ring.plain, Fraction(0))
        self.ring = ring
        self.paths = [item.path for item in items]
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

    @property
    def algebraic(self) -> dict[int, tuple[int, Fraction]]:
        """The generators b^q of the number field: number to base b (−1 for e^(iπq)) and exponent q."""
        bases = self.ring.plain.logarithms
        return {number: (bases[m], q) for m, (number, q) in self.exponentials.items() if m in bases}

    @property
    def independent(self) -> bool:
        """Whether the transcendental constants among the generators are known to be algebraically independent."""
        plain, last = self.ring.plain, len(self.ring.names)
        kinds = [not any(m[:last]) for m in self.exponentials if not any(m[: plain.free]) and m not in plain.logarithms]
        return independent(list(filter(is_constant, self.names)), kinds)

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
        for count, (monomial, unit) in zip(key[len(ring.names) :], ring.exponents, strict=True):
            if count:
                number, coefficient = self.exponentials.get(monomial, (0, Fraction(0)))
                multiple = count * unit / coefficient if coefficient else Fraction(1, 2)
                if multiple.denominator != 1:
                    text = f"exp({ring.plain.described(monomial, count * unit)})"
                    raise CertificateError(f"{text} occurs and is no integer power of an exponential named here")
                powers[number] = int(multiple)
        return tuple(powers)
