"""All orders of a matrix function at one place modulo a prime.

`Reduction` prepares a function once for given orders: its exponent lattice, the sizes of its entries, and the lane
that evaluates it. Polynomials in t go through their coefficient array; of everything else the distinct entries of all
leaves are evaluated at once, as Taylor series or node values, which structures combine by the Leibniz rule without
expanding.
"""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from math import comb
from operator import add as plus
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from rankdyn.algebra.exponents import ExponentBasis
from rankdyn.algebra.flint_memory import Residues
from rankdyn.algebra.modular_matrix import product
from rankdyn.algebra.place import Place
from rankdyn.calculus.leibniz import difference_weights
from rankdyn.calculus.modular import NodeRing, TaylorRing, shifted_exponents
from rankdyn.calculus.size import Box, MinorBound, Size, SizeRing
from rankdyn.expressions.evaluate import evaluate
from rankdyn.expressions.nodes import Expression
from rankdyn.functions.block_sum import BlockSum
from rankdyn.functions.explicit import Explicit
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.functions.product import Product
from rankdyn.functions.separable import Separable
from rankdyn.functions.sum import Sum
from rankdyn.rank.exponential_matrix import ExponentialMatrix
from rankdyn.rank.polynomial_matrix import polynomial_matrix
from rankdyn.rank.prepared_entries import PreparedEntries
from rankdyn.rank.sizes import EntrySizes
from rankdyn.rank.structure import structural_bound

Kind = Literal["derivative", "difference"]

_SMALL_DEGREE = 60
"""Up to this degree every binomial coefficient C(i, k) is below 2^64."""


class Reduction:
    """A function prepared for evaluation of the orders 0..K modulo primes.

    Parameters
    ----------
    function : MatrixFunction
        The function D.
    order : int
        K.
    kind : 'derivative' or 'difference'
        Which operator is iterated.
    step : Fraction
        h for differences; ignored for derivatives.

    Attributes
    ----------
    error_probabilities : dict
        What `rankdyn.rank.estimate` has found for (order, size of a minor, number of places).
    """

    def __init__(self, function: MatrixFunction, order: int, kind: Kind, step: Fraction) -> None:
        self.function, self.order, self.kind, self.step = function, order, kind, step
        self.variable = function.variable_name
        self.names = (self.variable, *function.parameter_names)
        self.polynomial = polynomial_matrix(function)
        self.basis = ExponentBasis({}) if self.polynomial is not None else self.exponent_basis()
        self._sizes: dict[int, Size] = {}
        self._own_size: Size | None = None
        self._taylor_weights: tuple[npt.NDArray[Any], npt.NDArray[np.intp]] | None = None
        self._divided: list[Box] | None = None
        self._structural: list[int] | None = None
        self._matrix: ExponentialMatrix | None = None
        self.error_probabilities: dict[tuple[int, int, int], float] = {}

    @classmethod
    def of(cls, function: MatrixFunction, order: int, kind: Kind, step: Fraction) -> Reduction:
        """Return the reduction, remembered with the function."""
        key = ("reduction", order, kind, step if kind == "difference" else None)
        if key not in function._cache:
            function._cache[key] = cls(function, order, kind, step)
        found: Reduction = function._cache[key]
        return found

    def exponent_basis(self) -> ExponentBasis:
        """Return the Z-basis of all exponents that occur up to the highest order."""
        entries = PreparedEntries.of(self.function)
        found = sorted(entries.exponents())
        if self.kind == "difference":
            found = shifted_exponents(found, self.variable, self.order, self.step)
        return ExponentBasis.of(found, entries.transcendental_constants())

    def random_place(self, rng: np.random.Generator) -> Place:
        """Return a random place for the function."""
        return Place.random(self.names, self.basis, rng)

    # ---- values -----------------------------------------------------------------------------------------------------

    def at(self, place: Place) -> Residues:
        """Return D^(k)/k!, or Δ_h^k D, for k = 0..K at the place, shape (K+1, m, n).

        Raises
        ------
        UnluckyPlaceError
            If a denominator vanishes there.
        """
        if self.polynomial is not None:
            return self.polynomial.weighted(self._weights(place, self.polynomial.degree), place.prime)
        if self.kind == "derivative":
            return self._leaf_values(TaylorRing(place, self.variable, self.order)).of(self.function)
        ring = NodeRing(place, self.variable, self.order, self.step)
        nodes = self._leaf_values(ring).of(self.function)
        signs = self._difference_matrix(place.prime)
        flat = product(signs, nodes.reshape(self.order + 1, nodes[0].size), place.prime)
        return np.ascontiguousarray(flat.reshape(nodes.shape))

    def _leaf_values(self, ring: TaylorRing | NodeRing) -> _LeafValues:
        """Return the values of all leaves, prepared when first asked for."""
        entries = PreparedEntries.of(self.function)
        if self._matrix is None:
            step = self.step if self.kind == "difference" else None
            self._matrix = ExponentialMatrix(entries.programs, self.basis, self.variable, self.order, step)
        return _LeafValues(ring, entries, self._matrix.values(ring))

    def _weights(self, place: Place, degree: int) -> Residues:
        """Return the matrix from coefficients to orders: C(i, k) t^{i−k}, or differences of powers over the nodes."""
        p, t0 = place.prime, place.values[self.variable]
        powers = [1]
        for _ in range(degree):
            powers.append(powers[-1] * t0 % p)
        if self.kind == "derivative":
            binomials, lowered = self._binomials(degree)
            weights: Residues = (binomials % p).astype(np.uint64, copy=False)
            weights *= np.array(powers, dtype=np.uint64)[lowered]
            weights %= np.uint64(p)
            return weights
        step = place.constant(self.step)
        nodes = []
        for j in range(self.order + 1):
            row, at = [1], (t0 + j * step) % p
            for _ in range(degree):
                row.append(row[-1] * at % p)
            nodes.append(row)
        return product(self._difference_matrix(p), np.array(nodes, dtype=np.uint64), p)

    def _binomials(self, degree: int) -> tuple[npt.NDArray[Any], npt.NDArray[np.intp]]:
        """Return C(i, k), exact, and i − k, or 0 where it is negative, for k = 0..K, i = 0..degree."""
        if self._taylor_weights is None:
            rows = [[comb(i, k) for i in range(degree + 1)] for k in range(self.order + 1)]
            table = np.array(rows, dtype=np.uint64 if degree <= _SMALL_DEGREE else object)
            lowered = np.maximum(np.arange(degree + 1) - np.arange(self.order + 1)[:, None], 0)
            self._taylor_weights = table, lowered
        return self._taylor_weights

    def _difference_matrix(self, prime: int) -> Residues:
        rows = [[w % prime for w in difference_weights(k)] + [0] * (self.order - k) for k in range(self.order + 1)]
        return np.array(rows, dtype=np.uint64)

    # ---- bounds without arithmetic -----------------------------------------------------------------------------------

    @property
    def structural(self) -> list[int]:
        """The structural bound of every order 0..K."""
        if self._structural is None:
            self._structural = [structural_bound(self.function, k) for k in range(self.order + 1)]
        return self._structural

    # ---- sizes ------------------------------------------------------------------------------------------------------

    def minor_bound(self, order: int, size: int) -> MinorBound:
        """Return degree and height bounds for the minors of the given size of D^(order)."""
        return MinorBound.of(self.entry_size(order), size)

    def entry_size(self, order: int) -> Size:
        """Return a bound for all entries of D^(order)."""
        if order not in self._sizes:
            self._sizes[order] = self._entry_size(order)
        return self._sizes[order]

    def denominators(self) -> list[Box]:
        """Return bounds of all that is divided by when the function is evaluated, at every node for differences."""
        if self._divided is None:
            shifts = range(self.order + 1) if self.kind == "difference" else [0]
            rings = [SizeRing(self.names, self.basis, j * self.step) for j in shifts]
            for ring in rings:
                if self.polynomial is None:
                    size = self._function_size(ring)
                    self._own_size = self._own_size or size  # of D itself: the first ring is not shifted
                else:
                    ring.symbol(self.variable)  # the polynomial lane divides by the step's denominator alone
            self._divided = [box for ring in rings for box in ring.divided]
        return self._divided

    def _entry_size(self, order: int) -> Size:
        ring = SizeRing(self.names, self.basis)
        if self.kind == "derivative":
            if self.polynomial is not None:
                scale = ring.constant(Fraction(1, self.polynomial.denominator))
                norm = ring.constant(Fraction(int(self.polynomial.norm))).above.log_norm
                box = Box((0,), (self.polynomial.degree,), norm)
                return ring.derivative(Size(box, scale.below), order)
            self.denominators()  # which finds the size of the function itself on the way
            assert self._own_size is not None
            return ring.derivative(self._own_size, order)
        shifted = []
        for j, weight in enumerate(difference_weights(order)):
            moved = SizeRing(self.names, self.basis, j * self.step)
            shifted.append(moved.multiply([moved.constant(Fraction(weight)), self._function_size(moved)]))
        return ring.add(shifted)

    def _function_size(self, ring: SizeRing) -> Size:
        entries = PreparedEntries.of(self.function)
        return EntrySizes(entries.programs, ring).of(self.function, entries.places)


class _LeafValues:
    """Values of structured functions from those of their leaves, in one ring."""

    def __init__(self, ring: TaylorRing | NodeRing, entries: PreparedEntries, table: Residues) -> None:
        self.ring, self.order, self.taylor = ring, ring.order, isinstance(ring, TaylorRing)
        self.prime = ring.prime
        self.entries, self.table = entries, table

    def of(self, function: MatrixFunction) -> Residues:
        match function:
            case Explicit():
                return self._explicit(function)
            case Product(factors=factors):
                values = [self.of(factor) for factor in factors]
                values[-1] = values[-1].transpose(0, 2, 1)
                return np.ascontiguousarray(reduce(self._multiply, values))
            case Separable():
                return self.of(function.as_product())
            case Sum(terms=terms):
                return np.ascontiguousarray(reduce(plus, (self._term(c, f) for c, f in terms)) % np.uint64(self.prime))
            case BlockSum(blocks=blocks):
                return self._blocks(function.shape, [self.of(block) for block in blocks])
        raise TypeError(f"no reduction for {type(function).__name__}")

    def _explicit(self, function: Explicit) -> Residues:
        return np.ascontiguousarray(self.table[:, self.entries.places(function)])

    def _term(self, coefficient: Expression, function: MatrixFunction) -> Residues:
        scalar = np.uint64(evaluate(coefficient, self.ring)[0])
        return self.of(function) * scalar % np.uint64(self.prime)

    def _multiply(self, left: Residues, right: Residues) -> Residues:
        """Multiply node by node, or Taylor coefficient by the Leibniz rule."""
        if not self.taylor:
            return product(left, right, self.prime)
        orders = []
        for k in range(self.order + 1):
            total = product(left[: k + 1], right[k::-1], self.prime).sum(axis=0, dtype=np.uint64)
            orders.append(total % np.uint64(self.prime))
        return np.array(orders)

    def _blocks(self, shape: tuple[int, int], blocks: list[Residues]) -> Residues:
        values = np.zeros((self.order + 1, *shape), dtype=np.uint64)
        row = column = 0
        for block in blocks:
            _, m, n = block.shape
            values[:, row : row + m, column : column + n] = block
            row, column = row + m, column + n
        return values
