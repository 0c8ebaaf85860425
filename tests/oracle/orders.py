"""The matrices D^(k) or Delta_h^k D, k = 0..K, by SymPy's `diff` and `subs`."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import sympy as sp

KINDS = ("derivative", "difference")


def successive_matrices(matrix: Any, max_order: int, kind: str, h: str, variable: Any) -> list[Any]:
    """List D^(0), ..., D^(K), or the forward differences with step `h`.

    Parameters
    ----------
    matrix : sympy.Matrix
        D(t).
    max_order : int
        K; the list has K+1 members.
    kind : {'derivative', 'difference'}
        Which of the two.
    h : str
        Step, a non-zero rational as text; ignored for derivatives.
    variable : sympy.Symbol
        The t of D(t).

    Returns
    -------
    list of sympy.Matrix
        Not simplified.
    """
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {KINDS}, not {kind!r}")
    if kind == "derivative":
        # Long products are expanded first (a polynomial identity): diff alone would grow like (factors)^k.
        derivatives = [matrix.applyfunc(lambda entry: sp.expand(entry) if entry.is_polynomial() else entry)]
        for _ in range(max_order):
            derivatives.append(derivatives[-1].applyfunc(lambda entry: sp.diff(entry, variable)))
        return derivatives
    step = sp.Rational(h)
    if step == 0:
        raise ValueError("a difference needs h != 0")
    # The difference table: row 0 holds D(t), D(t+h), ..., D(t+Kh), each next row the differences of the last.
    table = [
        matrix.applyfunc(lambda entry, j=j: entry.subs(variable, variable + j * step)) for j in range(max_order + 1)
    ]
    differences = [table[0]]
    while len(table) > 1:
        table = [(late - early).applyfunc(sp.expand) for early, late in pairwise(table)]
        differences.append(table[0])
    return differences
