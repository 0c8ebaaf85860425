"""Relations between exponentials: a Z-basis for the exponents of a function.

The exponents that occur are polynomials in t and the parameters with rational coefficients. For each monomial m let
u_m be the positive generator of the subgroup of Q spanned by its coefficients. Then the u_m·m are a Z-basis of a
lattice that contains every exponent, and their exponentials are algebraically independent over Q(t, θ): those with m ≠
1 over C(t, θ) (Ax, 1971), the remaining one, e^{u_1} with u_1 rational, over Q (Hermite 1873, Lindemann 1882). So e^t,
e^{2t}, e^{t/2} become powers of one indeterminate e^{t/2}, and a function is zero exactly when its normal form is.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import gcd, lcm

from rankdyn.expressions.nodes import Exponent, Monomial


class ExponentBasis:
    """The Z-basis u_m·m, one element for each monomial m that occurs.

    Parameters
    ----------
    units : mapping of Monomial to Fraction
        u_m for each monomial, positive.

    Attributes
    ----------
    units : tuple of (Monomial, Fraction)
        Sorted by monomial.
    """

    __slots__ = ("_index", "units")

    def __init__(self, units: Mapping[Monomial, Fraction]) -> None:
        self.units = tuple(sorted(units.items()))
        self._index = {monomial: (i, unit) for i, (monomial, unit) in enumerate(self.units)}

    @classmethod
    def of(cls, exponents: Iterable[Exponent]) -> "ExponentBasis":
        """Return the basis for the given exponents."""
        units: dict[Monomial, Fraction] = {}
        for exponent in exponents:
            for monomial, value in exponent:
                known = units.get(monomial)
                units[monomial] = abs(value) if known is None else _gcd(known, value)
        return cls(units)

    def coordinates(self, exponent: Exponent) -> tuple[int, ...]:
        """Return the integer coordinates of an exponent, one for each basis element.

        Raises
        ------
        ValueError
            If the exponent is not in the lattice.
        """
        found = [0] * len(self.units)
        for monomial, value in exponent:
            index, unit = self._index.get(monomial, (0, Fraction(0)))
            if not unit or (value / unit).denominator != 1:
                raise ValueError(f"the exponent {exponent} is not in the lattice {self.units}")
            found[index] = int(value / unit)
        return tuple(found)

    def exponent(self, coordinates: Iterable[int]) -> Exponent:
        """Return the exponent with the given coordinates."""
        return tuple((m, unit * c) for (m, unit), c in zip(self.units, coordinates, strict=True) if c)

    def elements(self) -> tuple[Exponent, ...]:
        """Return the basis as exponents."""
        return tuple(((monomial, unit),) for monomial, unit in self.units)


def _gcd(left: Fraction, right: Fraction) -> Fraction:
    return (
        Fraction(
            gcd(left.numerator * right.denominator, right.numerator * left.denominator),
            left.denominator * right.denominator,
        )
        if left.denominator != right.denominator
        else Fraction(gcd(left.numerator, right.numerator), lcm(left.denominator))
    )
