"""Proved lower bounds by ball arithmetic: a minor of D^(k) at a rational point whose ball excludes zero.

Gaussian elimination with full pivoting on a matrix of balls. A pivot counts only if its ball excludes zero: then the
true pivot is not zero, and the product of the true pivots is, up to sign, the minor of the rows and columns chosen.
What is left over proves nothing: its entries may be zero or merely too small for the precision.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, NamedTuple

import numpy as np
from flint import acb, acb_mat, arb

from rankdyn.calculus.ball_functions import UndefinedPointError
from rankdyn.calculus.ball_points import points as points  # also from here, for those who ask for minors
from rankdyn.calculus.balls import BallPoint, precision
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.rank.ball_values import ball_values
from rankdyn.rank.reduction import Kind

BITS: Final = (64, 128, 256, 512)
"""Precisions tried for a proof, one after the other."""

POINTS: Final = 6
"""Points tried at each precision."""


class Elimination(NamedTuple):
    """What Gaussian elimination proves, and what it leaves.

    Attributes
    ----------
    rows, columns : tuple of int
        A proved non-singular submatrix, in the order of the pivots.
    smallest : float
        log2 of the smallest pivot, a lower bound; rows and columns are scaled to largest entries near 1.
    rest : float
        log2 of the largest entry left over, an upper bound on the same scale; −inf if nothing is left.
    """

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    smallest: float
    rest: float


class BallMinor(NamedTuple):
    """rank ≥ `rank`, proved.

    Attributes
    ----------
    rank : int
        The size of the minor.
    rows, columns : tuple of int
        Which minor, in the order of the pivots.
    bits : int
        The working precision in bits at which its ball excludes zero.
    point : BallPoint
        Where: a rational number for the variable and every parameter.
    """

    rank: int
    rows: tuple[int, ...]
    columns: tuple[int, ...]
    bits: int
    point: BallPoint


def eliminate(matrix: acb_mat, bits: int) -> Elimination:
    """Return a non-singular submatrix of the matrix of balls, proved, as large as elimination at this precision finds.

    Parameters
    ----------
    matrix : acb_mat
        Balls around the true entries.
    bits : int
        Working precision.
    """
    with precision(bits):
        return _eliminate(matrix)


def _eliminate(matrix: acb_mat) -> Elimination:
    rest = _scaled(_scaled(matrix).transpose()).transpose()
    free_rows, free_columns = list(range(rest.nrows())), list(range(rest.ncols()))
    rows: list[int] = []
    columns: list[int] = []
    smallest = 0.0
    while free_rows and free_columns:
        width = len(free_columns)
        entries = rest.entries()
        sizes = [entry.abs_lower() for entry in entries]
        largest = max(sizes)
        if not largest > 0:
            return Elimination(
                tuple(rows), tuple(columns), smallest, max(_log2(entry.abs_upper()) for entry in entries)
            )
        smallest = min(smallest, _log2(largest))
        i, j = divmod(sizes.index(largest), width)
        rows.append(free_rows.pop(i))
        columns.append(free_columns.pop(j))
        pivot = entries[i * width + j]
        others = [k for k in range(len(free_rows) + 1) if k != i]
        top = acb_mat(1, width - 1, [entries[i * width + c] for c in range(width) if c != j])
        left = acb_mat(len(others), 1, [entries[r * width + j] / pivot for r in others])
        kept = acb_mat(len(others), width - 1, [entries[r * width + c] for r in others for c in range(width) if c != j])
        rest = kept - left * top
    return Elimination(tuple(rows), tuple(columns), smallest, -np.inf)


def _scaled(matrix: acb_mat) -> acb_mat:
    """Return the matrix with every row multiplied by the power of 2 that brings its largest entry near 1: exact."""
    width = matrix.ncols()
    if not width:
        return matrix
    entries = matrix.entries()
    scaled: list[acb] = []
    for start in range(0, len(entries), width):
        row = entries[start : start + width]
        size = max(_log2(entry.abs_upper()) for entry in row)
        factor = arb(1) if not np.isfinite(size) else arb(2) ** -round(size)
        scaled += [entry * factor for entry in row]
    return acb_mat(matrix.nrows(), width, scaled)


def _log2(size: arb) -> float:
    """Return log2 of a bound, −inf for 0; beyond the range of floats too."""
    if not size > 0:
        return -np.inf
    if not size.is_finite():
        return np.inf
    mantissa, exponent = size.mid().man_exp()
    return float(int(mantissa).bit_length() + int(exponent))


def ball_minors(
    function: MatrixFunction,
    order: int,
    kind: Kind,
    step: Fraction,
    rng: np.random.Generator,
    targets: Sequence[int] | None = None,
    at: Fraction | None = None,
) -> list[BallMinor]:
    """Return a proved non-singular minor of D^(k), or Δ_h^k D, for every k = 0..order.

    Parameters
    ----------
    function : MatrixFunction
        D.
    order, kind, step : int, Kind, Fraction
        K, which operator is iterated, and h for differences.
    rng : numpy Generator
        Source of the points.
    targets : sequence of int, optional
        The rank sought at each order; the search ends when all are reached. The smaller dimension by default.
    at : Fraction, optional
        t_0 for pointwise ranks; only the parameters are random then.

    Returns
    -------
    list of BallMinor
        For each order the largest minor found, which may be smaller than the target: rank 0 with no rows if there is
        none.

    Raises
    ------
    UndefinedPointError
        If the function is defined at no point tried; the message is that of the last.

    Examples
    --------
    >>> import rankdyn as rd
    >>> D = rd.MatrixFunction("[[1, pi], [log(2), t]]")
    >>> [found.rank for found in ball_minors(D, 1, "derivative", Fraction(1), np.random.default_rng(0))]
    [2, 1]
    """
    names = (function.variable_name, *function.parameter_names)
    wanted = list(targets) if targets is not None else [min(function.shape)] * (order + 1)
    drawn = points(names, function.variable_name, rng, at)
    tried = [next(drawn) for _ in range(POINTS if at is None or len(names) > 1 else 1)]
    best: list[BallMinor] = [BallMinor(0, (), (), BITS[0], tried[0])] * (order + 1)
    reason: UndefinedPointError | None = None
    defined = False
    for level in BITS:
        bits = level + (2 * order if kind == "difference" else 0)  # binomial sums cancel up to 2^K
        for point in tried:
            missing = [k for k in range(order + 1) if best[k].rank < wanted[k]]
            if not missing:
                return best
            try:
                matrices = ball_values(function, max(missing), kind, step, point, bits)
            except UndefinedPointError as error:
                reason = error
                continue
            defined = True
            for k in missing:
                found = eliminate(matrices[k], bits)
                if len(found.rows) > best[k].rank:
                    best[k] = BallMinor(len(found.rows), found.rows, found.columns, bits, point)
    if not defined and reason is not None:
        raise reason
    return best
