"""Entries with exponentials at one place, all at once: the fast lane for what is no polynomial in t alone.

An `ExponentialMatrix` is prepared once from the distinct entries of a function, as straight-line programs
(`rankdyn.rank.straight_line`). At a place each register becomes a jet, and the steps of a program are operations on
arrays of jets. The numbers are those that `TaylorRing` and `NodeRing` give entry by entry.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from rankdyn.algebra.exponents import ExponentBasis
from rankdyn.algebra.flint_memory import Residues
from rankdyn.algebra.place import UnluckyPlaceError
from rankdyn.calculus.modular import NodeRing, TaylorRing
from rankdyn.rank.exponentials import Exponentials
from rankdyn.rank.straight_line import Products, Reciprocals, StraightLineProgram, Sums


class ExponentialMatrix:
    """Distinct entries prepared for evaluation at places.

    Parameters
    ----------
    programs : sequence of StraightLineProgram
        What is to be computed for the entries, in their order.
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
        self,
        programs: Sequence[StraightLineProgram],
        basis: ExponentBasis,
        variable: str,
        order: int,
        step: Fraction | None,
    ) -> None:
        self._programs = [
            (program, Exponentials(program.exponentials, basis, variable, order, step)) for program in programs
        ]

    def values(self, ring: TaylorRing | NodeRing) -> Residues:
        """Return all entries at the place of a ring, shape (K+1, number of entries).

        Raises
        ------
        UnluckyPlaceError
            If a denominator vanishes there.
        """
        values = [_Run(program, ring).values(exponentials) for program, exponentials in self._programs]
        return values[0] if len(values) == 1 else np.concatenate(values, axis=1)


class _Run:
    """One program at one place: a table of the jets of all registers, shape (K+1, number of registers)."""

    def __init__(self, program: StraightLineProgram, ring: TaylorRing | NodeRing) -> None:
        self._program, self._ring = program, ring
        self._is_taylor = isinstance(ring, TaylorRing)
        self._prime = np.uint64(ring.prime)
        residues = [ring.place.constant(Fraction(value)) for value in program.coefficients]
        self._coefficients = np.array(residues, dtype=np.uint64)
        self._table: Residues = np.empty((ring.order + 1, len(program)), dtype=np.uint64)

    def values(self, exponentials: Exponentials) -> Residues:
        """Return the entries, shape (K+1, number of entries)."""
        ring, program = self._ring, self._program
        jets = [ring.constant(Fraction(1)), *map(ring.symbol, program.symbols)]
        leaves = [np.array(jets, dtype=np.uint64).T, exponentials.at(ring.place)]
        start = 0
        for leaf in leaves:
            self._write(start, leaf)
            start += leaf.shape[1]
        for step in program.steps:
            match step:
                case Sums():
                    self._write(step.start, self._sums(step))
                case Products():
                    self._write(step.start, self._products(step))
                case Reciprocals():
                    self._write(step.start, self._reciprocals(step))
        return self._sums(program.results)

    def _write(self, start: int, values: Residues) -> None:
        self._table[:, start : start + values.shape[1]] = values

    def _sums(self, step: Sums) -> Residues:
        terms = self._table[:, step.operands] * self._coefficients[step.coefficients]
        if len(step.starts) == len(step.operands):
            return terms % self._prime
        total: Residues = np.add.reduceat(terms % self._prime, step.starts, axis=1)
        return total % self._prime

    def _products(self, step: Products) -> Residues:
        left, right = self._table[:, step.left], self._table[:, step.right]
        if not self._is_taylor:
            return left * right % self._prime
        total = np.zeros_like(left)
        for j, part in enumerate(left):  # the Leibniz rule; at most 201 residues are added up
            if part.any():
                total[j:] += part * right[: len(total) - j] % self._prime
        return total % self._prime

    def _reciprocals(self, step: Reciprocals) -> Residues:
        base = self._table[:, step.operands]
        inverted = base[:1] if self._is_taylor else base
        if not inverted.all():
            raise UnluckyPlaceError("a denominator vanishes at the place, or at a node of it")
        flat = [pow(value, -1, self._ring.prime) for value in inverted.ravel().tolist()]
        inverses = np.array(flat, dtype=np.uint64).reshape(inverted.shape)
        if not self._is_taylor:
            return inverses
        p, series = self._prime, np.empty_like(base)
        series[0] = inverses[0]
        for k in range(1, len(base)):
            total = (base[1 : k + 1] * series[k - 1 :: -1] % p).sum(axis=0) % p
            series[k] = (p - total) * series[0] % p
        return series
