"""Symbols: D_k = (x + y)^{k+off} s in Q[x]/f ⊗ Q[y]/g.

Coefficients of x^i y^j make a matrix on which x acts as companion(f) from the left and y as companion(g)ᵀ from the
right, and x + y as D ↦ A D + D B: the constant class. For off < 0 the equation A X + X B = D is solved |off| times; it
has one solution when no root of f is minus a root of g, and D must lie in the image when there is one. So s, of any
rank, is D_{−off}, and the ranks before it are those of its preimages.

Special cases: f = x^a, g = y^b are the windowed binomials; f, g squarefree are exponentials; f = x² − 1, g = y² + 1 is
(cosh t, sinh t)(cos t, sin t)ᵀ. Example: f = (x² − 1)², g = y⁴ + 6y² + 1, s = 1, off = −3 → 2, 3, 4, 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeAlias

from flint import fmpq, fmpq_mat

from rankdyn.algebra.rational_matrix import Rationals, from_flint
from rankdyn.functions.constant_class import ConstantClass
from rankdyn.realization.block import Block
from rankdyn.realization.constructions.linear_systems import solved
from rankdyn.realization.constructions.shifts import companion, fractions, primitive, transposed

Matrix: TypeAlias = Sequence[Sequence[int]] | Sequence[Sequence[Fraction]]


def symbol(f: Sequence[int], g: Sequence[int], s: Sequence[Sequence[int]], off: int = 0) -> Block | None:
    """Return the block of (x + y)^{k+off} s; None if (x + y)^off s does not exist.

    Parameters
    ----------
    f, g : sequence of int
        The lower coefficients f_0, …, f_{m−1} of the monic f of degree m; likewise g of degree n.
    s : sequence of rows of int
        Coefficients of x^i y^j, at most m × n; the rest is zero.
    off : int, default 0
        Power of x + y by which s is multiplied.
    """
    left, right = companion(f), transposed(companion(g))
    given = from_flint(_padded(s, len(f), len(g)))
    if off < 0:
        start = preimage(left, given, right, -off)
    else:
        start = given
        for _ in range(off):
            start = image(left, start, right)
    if start is None:
        return None
    shown = f"symbol f = {list(f)}, g = {list(g)}, s = {[list(row) for row in s]}, offset {off}"
    return Block(ConstantClass(fractions(left), primitive(start), fractions(right)), shown)


def image(left: Matrix, start: Rationals, right: Matrix) -> Rationals:
    """Return A D + D B."""
    a, d, b = to_rational(left), to_rational(start), to_rational(right)
    return from_flint(a * d + d * b)


def preimage(left: Matrix, start: Matrix, right: Matrix, times: int = 1) -> Rationals | None:
    """Return an X whose image under X ↦ A X + X B, taken so many times, is D, free entries 0; None if there is none."""
    m, n = len(left), len(right)
    a, d, b = to_rational(left), to_rational(start), to_rational(right)
    step = fmpq_mat(m * n, m * n)
    for i in range(m):
        for j in range(n):
            for p in range(m):
                step[i * n + j, p * n + j] += a[i, p]
            for q in range(n):
                step[i * n + j, i * n + q] += b[q, j]
    operator = step
    for _ in range(times - 1):
        operator = operator * step
    solution = solved(operator, d.entries())
    return None if solution is None else from_flint(fmpq_mat(m, n, solution))


def _padded(s: Sequence[Sequence[int]], m: int, n: int) -> fmpq_mat:
    found = fmpq_mat(m, n)
    for i, row in enumerate(s):
        for j, value in enumerate(row):
            found[i, j] = value
    return found


def to_rational(matrix: Matrix) -> fmpq_mat:
    """Return rows of integers or fractions as FLINT's matrix."""
    flat = [fmpq(v.numerator, v.denominator) for row in matrix for v in row]
    return fmpq_mat(len(matrix), len(matrix[0]), flat)
