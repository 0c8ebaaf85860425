"""Entries written out as sums of terms c·m·e^P, so that many of them are evaluated at once.

`LaurentRing` is a target of `rankdyn.expressions.evaluate`. An element is a dictionary from terms to coefficients; in a
term, m is a power product of atoms, which are names and the reciprocals of sums. Products and powers are multiplied
out, sin, cos, … being sums of exponentials, and equal terms are collected, up to a number of terms beyond which an
entry is better evaluated as it stands. Power products and exponents are kept once and known by their numbers, so that
terms are pairs of small integers.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from fractions import Fraction
from typing import Final, Generic, TypeAlias, TypeVar

from rankdyn.expressions.evaluate import evaluate
from rankdyn.expressions.nodes import Exponent, Function, scaled

Powers: TypeAlias = tuple[tuple[int, int], ...]
"""A power product of atoms by their numbers, sorted: ``((0, 2), (3, -1))``."""

Term: TypeAlias = tuple[int, int]
"""The numbers of a power product and of an exponent; (0, 0) is 1."""

Terms: TypeAlias = dict[Term, int | Fraction]
"""A sum of terms with coefficients that are not zero; ``{}`` is 0."""

_MAX_TERMS: Final = 400

Value = TypeVar("Value", bound=Hashable)


class NotWrittenOutError(Exception):
    """An entry has too many terms when written out, or divides by zero."""


class Numbering(Generic[Value]):
    """Values by number, the neutral one first, and their sums.

    Attributes
    ----------
    values : list
        Each value once.
    """

    def __init__(self, neutral: Value, combine: Callable[[Value, Value], Value]) -> None:
        self.values = [neutral]
        self._numbers = {neutral: 0}
        self._combine = combine
        self._known: dict[tuple[int, int], int] = {}

    def number(self, value: Value) -> int:
        """Return the number of a value, a new one if need be."""
        found = self._numbers.setdefault(value, len(self.values))
        if found == len(self.values):
            self.values.append(value)
        return found

    def plus(self, left: int, right: int) -> int:
        """Return the number of the sum of two values."""
        if not left or not right:
            return left or right
        found = self._known.get((left, right))
        if found is None:
            found = self._known[left, right] = self.number(self._combine(self.values[left], self.values[right]))
        return found


class _SumsOfTerms:
    """The ring itself; sin, cos, … come in as sums of exponentials."""

    def __init__(self, over: _SumsOfTerms | None = None) -> None:
        self.atoms: list[str | Terms] = over.atoms if over else []
        self.products: Numbering[Powers] = over.products if over else Numbering((), _sum)
        self.exponents: Numbering[Exponent] = over.exponents if over else Numbering((), _sum)
        self._atom_numbers: dict[Hashable, int] = over._atom_numbers if over else {}

    def constant(self, value: Fraction) -> Terms:
        """Return a constant."""
        return {(0, 0): value.numerator if value.denominator == 1 else value} if value else {}

    def symbol(self, name: str) -> Terms:
        """Return the atom of that name."""
        return self._atom(name, name, 1)

    def exponential(self, exponent: Exponent) -> Terms:
        """Return e^P."""
        return {(0, self.exponents.number(exponent)): 1}

    def add(self, terms: Sequence[Terms]) -> Terms:
        """Return the sum."""
        total = dict(terms[0])
        for other in terms[1:]:
            for term, value in other.items():
                total[term] = total[term] + value if term in total else value
        return _checked(total)

    def multiply(self, factors: Sequence[Terms]) -> Terms:
        """Return the product, multiplied out."""
        together, plus = self.products.plus, self.exponents.plus
        result = factors[0]
        for factor in factors[1:]:
            if len(result) * len(factor) > 4 * _MAX_TERMS:
                raise NotWrittenOutError
            total: Terms = {}
            for (powers, exponent), value in result.items():
                for (more, other), factor_value in factor.items():
                    term = together(powers, more), plus(exponent, other)
                    product = value * factor_value
                    total[term] = total[term] + product if term in total else product
            result = _checked(total)
        return result

    def power(self, base: Terms, exponent: int) -> Terms:
        """Return the integer power; the reciprocal of a sum of several terms is an atom."""
        if exponent == 0:
            return {(0, 0): 1}
        if len(base) == 1:
            (((product, argument), value),) = base.items()
            raised = tuple((atom, count * exponent) for atom, count in self.products.values[product])
            term = (
                self.products.number(raised),
                self.exponents.number(scaled(self.exponents.values[argument], exponent)),
            )
            return {term: value**exponent if exponent > 0 else Fraction(value) ** exponent}
        if exponent < 0:
            if not base:
                raise NotWrittenOutError
            return self._atom(frozenset(base.items()), base, -exponent)
        if exponent > _MAX_TERMS:
            raise NotWrittenOutError
        result = base
        for _ in range(exponent - 1):
            result = self.multiply([result, base])
        return result

    def _atom(self, key: Hashable, atom: str | Terms, count: int) -> Terms:
        number = self._atom_numbers.setdefault(key, len(self.atoms))
        if number == len(self.atoms):
            self.atoms.append(atom)
        return {(self.products.number(((number, count),)), 0): 1}


class LaurentRing(_SumsOfTerms):
    """Sums of terms, each function of each argument written with exponentials once.

    Attributes
    ----------
    atoms : list of str or Terms
        A name, or the sum of which the atom is the reciprocal; that holds earlier atoms only.
    products, exponents : Numbering
        The power products and the exponents that occur.
    """

    def __init__(self) -> None:
        super().__init__()
        self._functions: dict[tuple[str, Exponent], Terms] = {}
        # a ring that does not know functions, over the same atoms
        self._plain = _SumsOfTerms(self)

    def function(self, name: str, argument: Exponent) -> Terms:
        """Return sin P, cos P, …."""
        key = name, argument
        if key not in self._functions:
            self._functions[key] = evaluate(Function(name, argument), self._plain)
        return self._functions[key]


def _checked(total: Terms) -> Terms:
    if len(total) > _MAX_TERMS:
        raise NotWrittenOutError
    return total if all(total.values()) else {term: value for term, value in total.items() if value}


Key = TypeVar("Key")
Count = TypeVar("Count", int, Fraction)


def _sum(left: tuple[tuple[Key, Count], ...], right: tuple[tuple[Key, Count], ...]) -> tuple[tuple[Key, Count], ...]:
    """Return the sum of two sorted sums without zero terms: of powers, or of the polynomials in exponents."""
    terms = dict(left)
    for key, count in right:
        terms[key] = terms[key] + count if key in terms else count
    return tuple(sorted(item for item in terms.items() if item[1]))
