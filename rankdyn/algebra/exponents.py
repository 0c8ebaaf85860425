"""Relations between exponentials: a Z-basis for the exponents of a function, and the constants they bring along.

The exponents that occur are rational combinations of monomials: names, times one of 1, π, log p, times products of I
and sqrt(p). Distinct monomials are independent over Q (Baker 1966). For each monomial m let u_m be the positive
generator of the subgroup of Q spanned by its coefficients. Then the u_m·m are a Z-basis of a lattice that contains
every exponent. Three sorts of monomials:

* with t or a parameter: the e^{u_m·m} are algebraically independent over C(t, θ) (Ax 1971), so that e^t, e^{2t},
  e^{t/2} become powers of one indeterminate e^{t/2};
* iπ and log p: their exponentials are algebraic and belong to a `NumberField`;
* other constants, as in e, e^{i·sqrt(2)}, 2^{sqrt(2)}: one *transcendental constant* each, as are π and log p where
  they occur as coefficients. Their independence is proved in three cases only (`ExponentBasis.independence_proved`);
  otherwise they are indeterminates in upper bounds, and lower bounds need their true values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from math import gcd

from rankdyn.algebra.number_field import NumberField
from rankdyn.expressions.nodes import (
    Exponent,
    Expression,
    Monomial,
    coming_down,
    exponents,
    is_algebraic,
    is_constant_name,
    transcendental_constants,
)


class ExponentBasis:
    """The Z-basis u_m·m, one element for each monomial m that occurs, with the constants of the function.

    Parameters
    ----------
    units : mapping of Monomial to Fraction
        u_m for each monomial other than iπ and log p, positive.
    numbers : NumberField
        The field of all algebraic constants.
    coefficients : iterable of str
        Which of ``pi``, ``log(p)`` occur as coefficients.

    Attributes
    ----------
    units : tuple of (Monomial, Fraction)
        Sorted by monomial.
    coefficients : tuple of str
        Sorted.
    """

    def __init__(
        self,
        units: Mapping[Monomial, Fraction],
        numbers: NumberField | None = None,
        coefficients: Iterable[str] = (),
    ) -> None:
        self.units = tuple(sorted(units.items()))
        self.numbers = numbers or NumberField()
        self.coefficients = tuple(sorted(coefficients))
        self._index = {monomial: (i, unit) for i, (monomial, unit) in enumerate(self.units)}

    @classmethod
    def of(
        cls, exponents: Iterable[Exponent], coefficients: Iterable[str] = (), numbers: NumberField | None = None
    ) -> ExponentBasis:
        """Return the basis for the given exponents, constants that occur as coefficients, and a field to contain.

        Raises
        ------
        NotExactError
            If the algebraic constants generate too large a number field.
        """
        numbers = numbers or NumberField()
        exponents = [*exponents, *numbers.generators]
        units: dict[Monomial, Fraction] = {}
        square_roots = set(numbers.gauss)
        with_i = False
        found = set(coefficients)
        for exponent in exponents:
            found |= coming_down(exponent)
            for monomial, value in exponent:
                if is_algebraic(monomial):
                    continue
                known = units.get(monomial)
                units[monomial] = abs(value) if known is None else _gcd(known, value)
                if not is_constant(monomial):  # a derivative brings its constants down
                    with_i |= any(name == "I" for name, _ in monomial)
                    square_roots |= {int(name[5:-1]) for name, _ in monomial if name.startswith("sqrt(")}
        return cls(units, NumberField.of(exponents, square_roots, with_i), found)

    @classmethod
    def of_expressions(cls, expressions: Iterable[Expression]) -> ExponentBasis:
        """Return the basis for all exponents and constants in the expressions."""
        expressions = list(expressions)
        found = frozenset[Exponent]().union(*map(exponents, expressions))
        return cls.of(found, frozenset[str]().union(*map(transcendental_constants, expressions)))

    @cached_property
    def constant_exponentials(self) -> tuple[Monomial, ...]:
        """The monomials free of t and parameters whose exponentials are transcendental constants."""
        return tuple(monomial for monomial, _ in self.units if is_constant(monomial))

    @cached_property
    def independence_proved(self) -> bool:
        """Whether all transcendental constants that occur are known to be algebraically independent.

        (a) only e^α, α in F (Lindemann-Weierstrass); (b) only one of π, log p (Lindemann); (c) only one e^{απ} or
        e^{α log p} (Gelfond-Schneider).
        """
        if self.coefficients:
            return len(self.coefficients) == 1 and not self.constant_exponentials
        if len(self.constant_exponentials) == 1:
            return True
        return not any(name == "pi" or name.startswith("log(") for m in self.constant_exponentials for name, _ in m)

    def coordinates(self, exponent: Exponent) -> tuple[int, ...]:
        """Return the integer coordinates of an exponent, one for each basis element; iπ and log p are passed over.

        Raises
        ------
        ValueError
            If the exponent is not in the lattice.
        """
        found = [0] * len(self.units)
        for monomial, value in exponent:
            index, unit = self._index.get(monomial, (0, Fraction(0)))
            if not unit:
                if is_algebraic(monomial):
                    continue
                raise ValueError(f"the exponent {exponent} is not in the lattice {self.units}")
            found[index], rest = divmod(value.numerator * unit.denominator, value.denominator * unit.numerator)
            if rest:
                raise ValueError(f"the exponent {exponent} is not in the lattice {self.units}")
        return tuple(found)

    def exponent(self, coordinates: Iterable[int]) -> Exponent:
        """Return the exponent with the given coordinates."""
        return tuple((m, unit * c) for (m, unit), c in zip(self.units, coordinates, strict=True) if c)

    def elements(self) -> tuple[Exponent, ...]:
        """Return the basis as exponents."""
        return tuple(((monomial, unit),) for monomial, unit in self.units)


def is_constant(monomial: Monomial) -> bool:
    """Return whether a monomial is free of the variable and the parameters."""
    return all(is_constant_name(name) for name, _ in monomial)


def algebraic_part(exponent: Exponent) -> Exponent:
    """Return the terms iπq and q log p, whose exponential is an algebraic number."""
    return tuple(term for term in exponent if is_algebraic(term[0]))


def _gcd(left: Fraction, right: Fraction) -> Fraction:
    if left.denominator == right.denominator:
        return Fraction(gcd(left.numerator, right.numerator), left.denominator)
    common = gcd(left.numerator * right.denominator, right.numerator * left.denominator)
    return Fraction(common, left.denominator * right.denominator)
