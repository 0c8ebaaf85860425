"""Exponentials e^P at one place, all at once: at the nodes of differences or as Taylor series."""

from __future__ import annotations

from fractions import Fraction
from math import comb
from typing import Any

import numpy as np
import numpy.typing as npt

from rankdyn.algebra.exponents import ExponentBasis, algebraic_part
from rankdyn.algebra.flint_memory import Residues
from rankdyn.algebra.place import Place
from rankdyn.expressions.nodes import Exponent
from rankdyn.expressions.polynomials import degree, shift

Integers = npt.NDArray[Any]
"""Exact integers of any size: int64, or Python's in an array of objects."""

Indices = npt.NDArray[np.intp]


class Exponentials:
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
