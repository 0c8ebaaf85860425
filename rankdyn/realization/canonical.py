"""`Canonical`: C + U F Wᵀ with constant U, C, W and one function F of the constant class, the form moves work on.

Block sums of constant-class functions are one of them with block-diagonal matrices, so that constant multipliers can
mix the blocks; products with constants and sums with constants keep the form.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import factorial

from flint import fmpq, fmpq_mat

from rankdyn.algebra.rational_matrix import Rationals, from_flint, to_flint
from rankdyn.expressions.nodes import Number, number
from rankdyn.functions.block_sum import BlockSum
from rankdyn.functions.constant_class import ConstantClass
from rankdyn.functions.explicit import Explicit
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.functions.product import Product
from rankdyn.functions.sum import Sum
from rankdyn.realization.laurent import laurent_terms


@dataclass(frozen=True)
class Canonical:
    """C + U e^{tA} D_0 e^{tB} Wᵀ; U and W are None for the identity, C is None for zero.

    Parameters
    ----------
    flow : ConstantClass
        Of kind 'exponential'.
    left, right : fmpq_mat or None
        U and W.
    constant : fmpq_mat or None
        C.
    """

    flow: ConstantClass
    left: fmpq_mat | None = None
    right: fmpq_mat | None = None
    constant: fmpq_mat | None = None

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        m, n = self.flow.shape
        return (
            m if self.left is None else int(self.left.nrows()),
            n if self.right is None else int(self.right.nrows()),
        )

    def multiplied(self, left: fmpq_mat, right: fmpq_mat) -> Canonical:
        """Return L · F · Rᵀ."""
        constant = None if self.constant is None else left * self.constant * right.transpose()
        return Canonical(
            self.flow,
            left if self.left is None else left * self.left,
            right if self.right is None else right * self.right,
            constant,
        )

    def squared(self, side: int) -> Canonical:
        """Return the function with zero rows and columns added, side × side."""
        m, n = self.shape
        if (m, n) == (side, side):
            return self
        flow, left, right = self.flow, self.left, self.right
        rows = len(flow.A) if left is not None else side
        columns = len(flow.B) if right is not None else side
        a, d, b = (to_flint(matrix, len(matrix[0])) for matrix in (flow.A, flow.D0, flow.B))
        flow = ConstantClass(
            from_flint(padded(a, rows, rows)),
            from_flint(padded(d, rows, columns)),
            from_flint(padded(b, columns, columns)),
        )
        return Canonical(
            flow,
            None if left is None else padded(left, side, rows),
            None if right is None else padded(right, side, columns),
            None if self.constant is None else padded(self.constant, side, side),
        )

    def absorbed(self) -> Canonical:
        """Return the same function without C, as (U, I) (F ⊕ C) (W, I)ᵀ."""
        if self.constant is None:
            return self
        m, n = self.shape
        none = fmpq_mat(m, m), fmpq_mat(n, n)
        constant = ConstantClass(from_flint(none[0]), from_flint(self.constant), from_flint(none[1]))
        sides = []
        for side, own, size in ((self.left, self.flow.shape[0], m), (self.right, self.flow.shape[1], n)):
            outer = identity(own) if side is None else side
            sides.append(fmpq_mat(size, own + size, [v for i in range(size) for v in _row(outer, i) + _unit(size, i)]))
        joined = _joined([Canonical(self.flow), Canonical(constant)])
        return Canonical(joined.flow, sides[0], sides[1])

    def function(self) -> MatrixFunction:
        """Return it as a matrix function, without the factors and summands that are not there."""
        found: MatrixFunction = self.flow
        if self.left is not None or self.right is not None:
            m, n = self.flow.shape
            left = identity(m) if self.left is None else self.left
            right = identity(n) if self.right is None else self.right
            found = Product(explicit(left), found, explicit(right))
        if self.constant is not None:
            found = Sum(explicit(self.constant), found)
        return found


def canonical(function: MatrixFunction) -> Canonical | None:
    """Return the function in this form, None if it is not of it (entries that are no constants)."""
    if isinstance(function, ConstantClass):
        return Canonical(function) if function.kind == "exponential" else None
    if isinstance(function, BlockSum):
        parts = [canonical(block) for block in function.blocks]
        known = [part for part in parts if part is not None]
        return _joined(known) if len(known) == len(parts) else None
    if isinstance(function, Product) and len(function.factors) == 3:
        left, right = (constant_matrix(function.factors[i]) for i in (0, 2))
        inner = canonical(function.factors[1])
        if left is None or right is None or inner is None:
            return None
        return inner.multiplied(left, right)
    if isinstance(function, Sum) and len(function.terms) == 2:
        constant, inner = constant_matrix(function.terms[0][1]), canonical(function.terms[1][1])
        if constant is None or inner is None or any(c != number(1) for c, _ in function.terms):
            return None
        whole = constant if inner.constant is None else constant + inner.constant
        return Canonical(inner.flow, inner.left, inner.right, whole)
    terms = laurent_terms(function)
    return None if terms is None or min(terms, default=0) < 0 else _of_polynomial(terms, function.shape)


def _of_polynomial(terms: dict[int, fmpq_mat], shape: tuple[int, int]) -> Canonical:
    """Return D(t + 1) for D = Σ C_i t^i: generic ranks stay the same, and t = 0 is a special point no longer.

    With D(t + 1) = Σ E_i t^i/i!, E_i = D^(i)(1), it is (I, 0, …) e^{tN} (E_0; …; E_d), N the shift of block rows.
    """
    m, n = shape
    top = max(terms, default=0)
    moved = []
    for k in range(top + 1):
        value = fmpq_mat(m, n)
        for power, coefficient in terms.items():
            if power >= k:
                value = value + coefficient * (factorial(power) // factorial(power - k))
        moved.append(value)
    shift, stack = fmpq_mat(m * (top + 1), m * (top + 1)), fmpq_mat(m * (top + 1), n)
    for k, value in enumerate(moved):
        for i in range(m):
            if k < top:
                shift[k * m + i, (k + 1) * m + i] = 1
            for j in range(n):
                stack[k * m + i, j] = value[i, j]
    flow = ConstantClass(from_flint(shift), from_flint(stack), from_flint(fmpq_mat(n, n)))
    if not top:
        return Canonical(flow)
    left = fmpq_mat(m, m * (top + 1))
    for i in range(m):
        left[i, i] = 1
    return Canonical(flow, left=left)


def _joined(parts: list[Canonical]) -> Canonical:
    """Return the block sum."""
    flows = [part.flow for part in parts]
    a, d, b = (
        from_flint(diagonal_blocks([_flint(matrix) for matrix in matrices]))
        for matrices in ([f.A for f in flows], [f.D0 for f in flows], [f.B for f in flows])
    )
    flow = ConstantClass(a, d, b)
    left = right = constant = None
    if any(part.left is not None for part in parts):
        left = diagonal_blocks([identity(len(p.flow.A)) if p.left is None else p.left for p in parts])
    if any(part.right is not None for part in parts):
        right = diagonal_blocks([identity(len(p.flow.B)) if p.right is None else p.right for p in parts])
    if any(part.constant is not None for part in parts):
        constant = diagonal_blocks([fmpq_mat(*p.shape) if p.constant is None else p.constant for p in parts])
    return Canonical(flow, left, right, constant)


def diagonal_blocks(blocks: list[fmpq_mat]) -> fmpq_mat:
    """Return the block-diagonal matrix."""
    whole = fmpq_mat(sum(b.nrows() for b in blocks), sum(b.ncols() for b in blocks))
    row = column = 0
    for block in blocks:
        for i in range(block.nrows()):
            for j in range(block.ncols()):
                whole[row + i, column + j] = block[i, j]
        row, column = row + block.nrows(), column + block.ncols()
    return whole


def padded(matrix: fmpq_mat, rows: int, columns: int) -> fmpq_mat:
    """Return the matrix with zero rows below and zero columns on the right."""
    return diagonal_blocks([matrix, fmpq_mat(rows - matrix.nrows(), columns - matrix.ncols())])


def identity(size: int) -> fmpq_mat:
    """Return the identity matrix."""
    return fmpq_mat(size, size, [int(i == j) for i in range(size) for j in range(size)])


def explicit(matrix: fmpq_mat) -> Explicit:
    """Return a constant matrix as a matrix function."""
    rows = tuple(tuple(Number(value) for value in row) for row in from_flint(matrix))
    return Explicit.of(rows, (matrix.nrows(), matrix.ncols()), "t")


def _row(matrix: fmpq_mat, i: int) -> list[fmpq]:
    return [matrix[i, j] for j in range(matrix.ncols())]


def _unit(size: int, i: int) -> list[fmpq]:
    return [fmpq(int(i == j)) for j in range(size)]


def _flint(matrix: Rationals) -> fmpq_mat:
    return to_flint(matrix, len(matrix[0]) if matrix else 0)


def constant_matrix(function: MatrixFunction) -> fmpq_mat | None:
    """Return an explicit matrix of rational numbers as FLINT's; None for every other function."""
    if not isinstance(function, Explicit):
        return None
    m, n = function.shape
    entries: list[fmpq] = []
    for row in function.rows():
        for entry in row:
            if not isinstance(entry, Number):
                return None
            entries.append(fmpq(entry.value.numerator, entry.value.denominator))
    return fmpq_mat(m, n, entries)
