"""Polynomial matrices as coefficient arrays: the fast lane for functions that are polynomial in t alone.

The array C of shape (d+1, m, n) is kept coefficient-major, so that all orders at one point modulo p are one product of
a (K+1) × (d+1) matrix of weights with C, in float64 and exact. Structured functions are multiplied out here, in
integers, for evaluation only; the functions themselves keep their factors.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
import numpy.typing as npt

from rankdyn.algebra.flint_memory import Residues
from rankdyn.algebra.modular_matrix import UNTHREADED, product
from rankdyn.algebra.univariate import MAX_DEGREE, NotPolynomialError, univariate
from rankdyn.expressions.nodes import Add, Expression, Mul, Number, Pow, Symbol
from rankdyn.functions.block_sum import BlockSum
from rankdyn.functions.explicit import Explicit
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.functions.product import Product
from rankdyn.functions.separable import Separable
from rankdyn.functions.sum import Sum

_EXACT = float(1 << 53)
_DIRECT = float(1 << 50)
"""Below it the quotient by the prime is exactly the integer part of a rounded product, see `_remainders`."""
_REDUCIBLE = float((1 << 53) - (1 << 32))
"""Sums below it are reduced exactly: a quotient that is off by one times a 31-bit prime still stays below 2^53."""
_ONE = Fraction(1)
_MAX_ELEMENTS = 30_000_000


@dataclass(frozen=True, eq=False, slots=True)
class PolynomialMatrix:
    """An integer polynomial matrix over a common denominator.

    Attributes
    ----------
    coefficients : ndarray of float64, shape (d+1, m, n)
        Integers below 2^53 in absolute value.
    denominator : int
        Positive; the function is the polynomial matrix divided by it.
    largest : float
        The largest absolute coefficient.
    norm : float
        The largest 1-norm of an entry, exact below 2^53.
    """

    coefficients: npt.NDArray[np.float64]
    denominator: int
    largest: float
    norm: float

    @classmethod
    def of(cls, coefficients: npt.NDArray[np.float64], denominator: int = 1) -> PolynomialMatrix | None:
        """Return the matrix, or None where the coefficients are too large to be exact."""
        sizes = np.abs(coefficients)
        largest = float(sizes.max(initial=0.0))
        norm = float(sizes.sum(axis=0).max(initial=0.0))
        return cls(coefficients, denominator, largest, norm) if largest < _EXACT else None

    @property
    def degree(self) -> int:
        """The degree bound d."""
        return len(self.coefficients) - 1

    def weighted(self, weights: Residues, prime: int) -> Residues:
        """Return Σ_i weights[k, i]·C_i modulo `prime`, shape (K+1, m, n)."""
        depth, m, n = self.coefficients.shape
        flat = self.coefficients.reshape(depth, m * n)
        if self.largest * 65536.0 * depth >= _REDUCIBLE:
            residues = np.mod(flat, float(prime)).astype(np.uint64)
            return product(weights, residues, prime).reshape(len(weights), m, n)
        values = np.empty((len(weights), m * n), dtype=np.uint64)
        direct = self.norm * prime < _DIRECT
        wide = weights.astype(np.float64)
        pieces = -(-m * n // max(64, UNTHREADED // weights.size))
        block = -(-m * n // max(1, pieces))  # equal pieces, so that no last one falls out of step
        sums, quotients = np.empty((2, len(weights), block))
        for start in range(0, m * n, block or 1):
            columns = flat[:, start : start + block]
            if direct:
                width = columns.shape[1]
                part = np.matmul(wide, columns, out=sums[:, :width])
                values[:, start : start + block] = _remainders(part, prime, quotients[:, :width])
            else:
                values[:, start : start + block] = self._exactly(weights, columns, prime)
        return values.reshape(len(weights), m, n)

    def _exactly(self, weights: Residues, columns: npt.NDArray[np.float64], prime: int) -> npt.NDArray[np.float64]:
        """Return weights @ columns modulo `prime`, the weights in one piece or in 16-bit halves."""
        if self.largest * prime * len(columns) < _REDUCIBLE:
            return _reduced(weights.astype(np.float64) @ columns, prime)
        low = (weights & np.uint64(0xFFFF)).astype(np.float64) @ columns
        high = (weights >> np.uint64(16)).astype(np.float64) @ columns
        return _reduced(_reduced(high, prime) * 65536.0 + _reduced(low, prime), prime)


def _remainders(
    values: npt.NDArray[np.float64], prime: int, quotients: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Return integers below 2^50 modulo `prime` in place, in 0..prime−1; `quotients` is room to work in.

    Notes
    -----
    (x + 1/2)/p keeps a distance of at least 1/(2p) from every integer. With x + 1/2 exact and two roundings of relative
    size 2^-53, it is computed with an error below 2^50/p · 2^-52 (1 + 2^-53) < 1/(2p): the integer part is right, and
    nothing is left to correct.
    """
    np.add(values, 0.5, out=quotients)
    np.multiply(quotients, 1.0 / prime, out=quotients)
    np.floor(quotients, out=quotients)
    np.multiply(quotients, float(prime), out=quotients)
    return np.subtract(values, quotients, out=values)


def _reduced(values: npt.NDArray[np.float64], prime: int) -> npt.NDArray[np.float64]:
    """Return exact integers below 2^53 − 2^32 modulo `prime`, in 0..prime−1; the quotient may be off by one."""
    values -= np.floor(values * (1.0 / prime)) * prime
    values += (values < 0) * float(prime)
    values -= (values >= prime) * float(prime)
    return values


def polynomial_matrix(function: MatrixFunction) -> PolynomialMatrix | None:
    """Return the coefficients of a function polynomial in its variable alone, or None; remembered with the function."""
    if "polynomial" not in function._cache:
        function._cache["polynomial"] = None if function.parameter_names else _convert(function)
    found: PolynomialMatrix | None = function._cache["polynomial"]
    return found


def _convert(function: MatrixFunction) -> PolynomialMatrix | None:
    match function:
        case Explicit():
            return _from_entries(function)
        case Separable():
            return polynomial_matrix(function.as_product())
        case Product(factors=factors):
            parts = [polynomial_matrix(factor) for factor in factors]
            result = parts[0]
            for i, part in enumerate(parts[1:], start=2):
                if result is None or part is None:
                    return None
                result = _multiply(result, part, transposed=i == len(parts))
            return result
        case BlockSum() | Sum():
            return _combine(function)
    return None


def _from_entries(function: Explicit) -> PolynomialMatrix | None:
    m, n = function.shape
    variable = function.variable_name
    remembered: dict[Expression, _Integers] = {}
    entries = []
    try:
        for row in function.rows():
            for entry in row:
                read = _written_out(entry, variable)
                if read is None:
                    read = remembered.get(entry)
                    if read is None:
                        read = remembered[entry] = _multiplied_out(entry, variable)
                entries.append(read)
    except NotPolynomialError:
        return None
    depth = max((len(values) for values, _ in entries), default=0) or 1
    if depth * m * n > _MAX_ELEMENTS:
        return None
    scale = lcm(*{below for _, below in entries})
    coefficients = np.zeros((m * n, depth))
    for i, (values, below) in enumerate(entries):
        scaled = values if below == scale else [value * (scale // below) for value in values]
        if any(abs(value) >= 1 << 53 for value in scaled):
            return None
        coefficients[i, : len(values)] = scaled
    return PolynomialMatrix.of(np.ascontiguousarray(coefficients.T).reshape(depth, m, n), scale)


_Integers = tuple[list[int], int]
"""Integer coefficients from the constant one up, the last not zero, and their common denominator."""


def _written_out(entry: Expression, variable: str) -> _Integers | None:
    """Read a sum of terms c·t^k, the usual form of large matrices, without any arithmetic; None for other forms."""
    found: dict[int, Fraction] = {}
    t = Symbol(variable)
    for term in entry.terms if isinstance(entry, Add) else (entry,):
        value, monomial = _ONE, term
        if isinstance(term, Mul) and len(term.factors) == 2 and isinstance(term.factors[0], Number):
            value, monomial = term.factors[0].value, term.factors[1]
        if isinstance(monomial, Pow) and monomial.base == t and 0 < monomial.exponent <= MAX_DEGREE:
            power = monomial.exponent
        elif monomial == t:
            power = 1
        elif isinstance(term, Number):
            value, power = term.value, 0
        else:
            return None
        found[power] = found[power] + value if power in found else value
    below = lcm(*(value.denominator for value in found.values()))
    values = [0] * (1 + max((power for power, value in found.items() if value), default=-1))
    for power, value in found.items():
        if value:
            values[power] = value.numerator * (below // value.denominator)
    return values, below


def _multiplied_out(entry: Expression, variable: str) -> _Integers:
    polynomial = univariate(entry, variable)
    return [int(value) for value in polynomial.numer().coeffs()], int(polynomial.denom())


def _multiply(left: PolynomialMatrix, right: PolynomialMatrix, *, transposed: bool) -> PolynomialMatrix | None:
    a, b = left.coefficients, right.coefficients
    b = b.transpose(0, 2, 1) if transposed else b
    depth = len(a) + len(b) - 1
    if depth * a.shape[1] * b.shape[2] > _MAX_ELEMENTS:
        return None
    if left.largest * right.largest * max(1, a.shape[2]) * min(len(a), len(b)) >= _EXACT:
        return None
    total = np.zeros((depth, a.shape[1], b.shape[2]))
    height = max(8, UNTHREADED // max(1, b[0].size))
    for i, part in enumerate(a):
        for top in range(0, len(part) if part.any() else 0, height):
            rows = slice(top, top + height)
            total[i : i + len(b), rows] += part[rows] @ b
    return PolynomialMatrix.of(total, left.denominator * right.denominator)


def _combine(function: BlockSum | Sum) -> PolynomialMatrix | None:
    """Add terms, or set blocks side by side, over a common denominator."""
    if isinstance(function, Sum):
        functions = [term for _, term in function.terms]
        row = Explicit.of((tuple(c for c, _ in function.terms),), (1, len(functions)), function.variable_name)
        scalars = polynomial_matrix(row)
        if scalars is None or scalars.degree:
            return None
        factors = [Fraction(int(c), scalars.denominator) for c in scalars.coefficients[0, 0]]
    else:
        functions, factors = list(function.blocks), [Fraction(1)] * len(function.blocks)
    parts = [polynomial_matrix(part) for part in functions]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    scale = lcm(*(part.denominator * f.denominator for part, f in zip(known, factors, strict=True)))
    total = np.zeros((max(len(part.coefficients) for part in known), *function.shape))
    row_start = column_start = 0
    for part, factor in zip(known, factors, strict=True):
        multiple = factor * scale / part.denominator
        if part.largest * abs(multiple) >= _EXACT:
            return None
        depth, m, n = part.coefficients.shape
        total[:depth, row_start : row_start + m, column_start : column_start + n] += float(multiple) * part.coefficients
        if isinstance(function, BlockSum):
            row_start, column_start = row_start + m, column_start + n
        if float(np.abs(total).max(initial=0.0)) >= _EXACT:
            return None
    return PolynomialMatrix.of(total, scale)
