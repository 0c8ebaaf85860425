"""Monomial entries D_ij = c_ij t^{λ_i+μ_j}: Euler blocks and all quasi-homogeneous functions.

D^(k) = diag(t^{λ_i}) [c_ij (λ_i+μ_j)(λ_i+μ_j−1)⋯(λ_i+μ_j−k+1)] diag(t^{μ_j}) t^{−k}: the generic rank is the rank at
t = 1, that of an integer matrix. With c_ij = 1 the function is (t^{λ_i})(t^{μ_j})ᵀ, the Euler block t^Λ 1 1ᵀ t^M:
(1, t³)(1, t)ᵀ has the matrices [[1,1],[1,1]], [[0,1],[3,4]], [[0,0],[6,12]], [[0,0],[6,24]], [[0,0],[0,24]], 0, that is
1, 2, 1, 1, 1, 0.
"""

from __future__ import annotations

from collections.abc import Sequence

from rankdyn.functions.explicit import Explicit
from rankdyn.realization.block import Block


def quasi_homogeneous(coefficients: Sequence[Sequence[int]], rows: Sequence[int], columns: Sequence[int]) -> Block:
    """Return [c_ij t^{λ_i+μ_j}].

    Parameters
    ----------
    coefficients : rows of int
        c_ij.
    rows, columns : sequence of int
        λ_i and μ_j; sums may be negative.
    """
    entries = [
        [_monomial(c, rate + other) for c, other in zip(line, columns, strict=True)]
        for line, rate in zip(coefficients, rows, strict=True)
    ]
    return Block(Explicit(entries), "quasi-homogeneous")


def euler(rows: Sequence[int], columns: Sequence[int]) -> Block:
    """Return (t^{λ_i})(t^{μ_j})ᵀ."""
    block = quasi_homogeneous([[1] * len(columns) for _ in rows], rows, columns)
    return Block(block.function, f"Euler: exponents {list(rows)} and {list(columns)}")


def _monomial(coefficient: int, exponent: int) -> str:
    if not coefficient or not exponent:
        return str(coefficient)
    return f"{coefficient}*t" if exponent == 1 else f"{coefficient}*t**({exponent})"
