"""Entries with exponentials at one place, all at once: the fast lane for what is no polynomial in t alone.

An `ExponentialMatrix` is prepared once from the distinct entries of a function. Each is written out as a sum of terms
c·m·e^P (`rankdyn.rank.laurent`), m a power product of names and reciprocals. A place then needs one jet for each
distinct P and each distinct m, as arrays over all of them; their products; and one sum over the terms of each entry.
The numbers are those that `TaylorRing` and `NodeRing` give entry by entry, which is also how entries are evaluated that
have too many terms.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import comb, lcm
from typing import Any

import numpy as np
import numpy.typing as npt

from rankdyn.algebra.exponents import ExponentBasis, algebraic_part
from rankdyn.algebra.flint_memory import Residues
from rankdyn.algebra.place import Place
from rankdyn.calculus.modular import Jet, NodeRing, TaylorRing
from rankdyn.expressions.evaluate import evaluate
from rankdyn.expressions.nodes import Exponent, Expression
from rankdyn.expressions.polynomials import degree, shift
from rankdyn.rank.laurent import LaurentRing, NotWrittenOutError, Powers, Term, Terms

Integers = npt.NDArray[Any]
"""Exact integers of any size: int64, or Python's in an array of objects."""

Indices = npt.NDArray[np.intp]


class ExponentialMatrix:
    """Distinct entries prepared for evaluation at places.

    Parameters
    ----------
    entries : sequence of Expression
        The entries, each once.
    basis : ExponentBasis
        The lattice of all exponents, shifted ones included.
    variable : str
        The name of t.
    order : int
        K.
    step : Fraction or None
        The step of differences, None for derivatives.
    """

    def __init__(
        self, entries: Sequence[Expression], basis: ExponentBasis, variable: str, order: int, step: Fraction | None
    ) -> None:
        self.order = order
        self.numbers = {entry: i for i, entry in enumerate(entries)}
        self._ring = LaurentRing()
        self._others: list[tuple[int, Expression]] = []
        written: list[Terms] = []
        for i, entry in enumerate(entries):
            try:
                written.append(evaluate(entry, self._ring))
            except NotWrittenOutError:
                self._others.append((i, entry))
                written.append({})
        self._scale = lcm(*{value.denominator for terms in written for value in terms.values()})
        terms: dict[Term, int] = {}
        where: list[int] = []
        coefficients: list[int] = []
        starts: list[int] = []
        for found in written:
            starts.append(len(where))
            for term, value in found.items() or (((0, 0), 0),):
                where.append(terms.setdefault(term, len(terms)))
                coefficients.append(value.numerator * (self._scale // value.denominator))
        self._where, self._starts = np.array(where, dtype=np.intp), np.array(starts, dtype=np.intp)
        self._coefficients = _integers(coefficients)
        products, self._product_of_term = _distinct([product for product, _ in terms])
        arguments, self._argument_of_term = _distinct([argument for _, argument in terms])
        self._products = [self._ring.products.values[product] for product in products]
        exponents = [self._ring.exponents.values[argument] for argument in arguments]
        self._exponentials = _Exponentials(exponents, basis, variable, order, step)

    def values(self, ring: TaylorRing | NodeRing) -> Residues:
        """Return all entries at the place of a ring, shape (K+1, number of entries).

        Raises
        ------
        UnluckyPlaceError
            If a denominator vanishes there.
        """
        p = np.uint64(ring.prime)
        terms = self._terms(ring)
        coefficients = (self._coefficients % ring.prime).astype(np.uint64)
        values: Residues = np.add.reduceat(terms[:, self._where] * coefficients % p, self._starts, axis=1) % p
        if self._scale != 1:
            values = values * np.uint64(ring.place.constant(Fraction(1, self._scale))) % p
        for i, entry in self._others:
            values[:, i] = evaluate(entry, ring)
        return values

    def _terms(self, ring: TaylorRing | NodeRing) -> Residues:
        """Return m·e^P for each distinct term, shape (K+1, number of terms)."""
        p = np.uint64(ring.prime)
        exponentials = self._exponentials.at(ring.place)[:, self._argument_of_term]
        if self._products == [()]:
            return exponentials
        products = np.array(self._product_jets(ring), dtype=np.uint64).T[:, self._product_of_term]
        if isinstance(ring, NodeRing):
            return products * exponentials % p
        total = np.zeros_like(exponentials)
        for j, part in enumerate(products):  # the Leibniz rule; at most 201 residues are added up
            if part.any():
                total[j:] += part * exponentials[: len(total) - j] % p
        return total % p

    def _product_jets(self, ring: TaylorRing | NodeRing) -> list[Jet]:
        """Return the jet of each distinct power product."""
        one = ring.constant(Fraction(1))
        atoms: list[Jet] = []
        powers: dict[tuple[int, int], Jet] = {}

        def jet(product: Powers) -> Jet:
            for atom, count in product:
                if (atom, count) not in powers:
                    powers[atom, count] = ring.power(atoms[atom], count)
            return ring.multiply([powers[factor] for factor in product]) if product else one

        for atom in self._ring.atoms:  # a reciprocal holds earlier atoms only
            if isinstance(atom, str):
                atoms.append(ring.symbol(atom))
                continue
            parts = []
            for (product, argument), value in atom.items():
                factors = [ring.constant(Fraction(value)), jet(self._ring.products.values[product])]
                exponential = [ring.exponential(self._ring.exponents.values[argument])] if argument else []
                parts.append(ring.multiply([*factors, *exponential]))
            atoms.append(ring.power(ring.add(parts), -1))
        return [jet(product) for product in self._products]


class _Exponentials:
    """e^P for several P, at the nodes of differences or as Taylor series."""

    def __init__(
        self, arguments: list[Exponent], basis: ExponentBasis, variable: str, order: int, step: Fraction | None
    ) -> None:
        self._order, self._variable, self._count = order, variable, len(arguments)
        self._is_taylor = step is None
        at_nodes = [shift(P, variable, j * (step or Fraction(0))) for j in range(order + 1) for P in arguments]
        moved = arguments if step is None else at_nodes
        rows = [basis.coordinates(argument) for argument in moved]
        self._coordinates = [_integers(list(column)) for column in zip(*rows, strict=True)]
        self._powers = [_distinct(column.tolist()) for column in self._coordinates]
        constants = [algebraic_part(argument) for argument in moved]
        number: dict[Exponent, int] = {}
        self._constant_of = np.array([number.setdefault(c, len(number)) for c in constants], dtype=np.intp)
        self._constants = list(number)
        self._units = basis.units

    def at(self, place: Place) -> Residues:
        """Return the residues, shape (K+1, number of exponents)."""
        p = np.uint64(place.prime)
        values = np.ones(len(self._constant_of), dtype=np.uint64)
        for unit, (different, index) in zip(place.units, self._powers, strict=True):
            values = values * _powers(unit, different, place.prime)[index] % p
        if any(self._constants):
            constants = [place.algebraic(constant) if constant else 1 for constant in self._constants]
            values = values * np.array(constants, dtype=np.uint64)[self._constant_of] % p
        return self._series(place, values) if self._is_taylor else values.reshape(self._order + 1, self._count)

    def _series(self, place: Place, values: Residues) -> Residues:
        """Return the Taylor coefficients of E = e^P, by E′ = P′E."""
        p = np.uint64(place.prime)
        slopes = self._derivatives(place)
        series = np.zeros((self._order + 1, self._count), dtype=np.uint64)
        series[0] = values
        for k in range(1, self._order + 1):
            total = np.zeros(self._count, dtype=np.uint64)
            for j, slope in enumerate(slopes[:k], start=1):  # at most 200 residues are added up
                total += slope * series[k - j] % p
            series[k] = total % p * np.uint64(pow(k, -1, place.prime)) % p
        return series

    def _derivatives(self, place: Place) -> list[Residues]:
        """Return the Taylor coefficients j·P_j of P′, from the coordinates of P in the basis."""
        p, start = place.prime, place.values[self._variable]
        slopes: list[Residues] = []
        for (monomial, unit), coordinates in zip(self._units, self._coordinates, strict=True):
            top = degree(monomial, self._variable)
            if not top:
                continue
            scale = place.constant(unit)
            for name, count in monomial:
                if name != self._variable:
                    scale = scale * pow(place.named(name), count, p) % p
            residues = (coordinates % p).astype(np.uint64)
            for j in range(1, min(top, self._order) + 1):
                factor = j * scale * comb(top, j) * pow(start, top - j, p) % p
                slope = residues * np.uint64(factor) % np.uint64(p)
                if j > len(slopes):
                    slopes.append(slope)
                else:
                    slopes[j - 1] = (slopes[j - 1] + slope) % np.uint64(p)
        return slopes


def _integers(values: list[int]) -> Integers:
    small = all(-(1 << 62) < value < 1 << 62 for value in values)
    return np.array(values, dtype=np.int64 if small else object)


def _distinct(values: list[int]) -> tuple[list[int], Indices]:
    """Return the different values in ascending order, and which of them stands where."""
    different = sorted(set(values))
    number = {value: i for i, value in enumerate(different)}
    return different, np.array([number[value] for value in values], dtype=np.intp)


def _powers(base: int, exponents: list[int], prime: int) -> Residues:
    """Return base^e modulo the prime for ascending e, each from the one before."""
    found: list[int] = []
    jumps: dict[int, int] = {}
    value, before = 1, 0
    for exponent in exponents:
        jump = exponent - before
        if jump not in jumps:
            jumps[jump] = pow(base, jump, prime)
        value, before = value * jumps[jump] % prime, exponent
        found.append(value)
    return np.array(found, dtype=np.uint64)
