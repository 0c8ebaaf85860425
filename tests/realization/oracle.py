"""Ranks computed without the code under test: SymPy's derivatives of the entries, or SymPy's powers of A and B."""

from __future__ import annotations

from math import comb
from typing import Any

import sympy as sp

from rankdyn.functions.constant_class import ConstantClass
from rankdyn.functions.explicit import Explicit
from tests.oracle.symbolic import oracle_ranks


def _entry_ranks(function: Any, length: int, kind: str) -> tuple[int, ...]:
    from rankdyn.expressions.printing import text

    expanded = function if isinstance(function, Explicit) else function.expand()
    rows = [[text(entry) for entry in row] for row in expanded.rows()]
    return tuple(oracle_ranks(rows, length - 1, kind))


def _sum_ranks(function: ConstantClass, length: int) -> tuple[int, ...]:
    """Ranks of Σ C(k, j) A^j D_0 B^{k−j}."""
    a, d, b = (sp.Matrix(matrix) for matrix in (function.A, function.D0, function.B))
    matrices = (sum((comb(k, j) * a**j * d * b ** (k - j) for j in range(k + 1)), 0 * d) for k in range(length))
    return tuple(matrix.rank() for matrix in matrices)


def outside_ranks(function: Any, length: int, kind: str = "derivative") -> tuple[int, ...]:
    """Generic ranks of derivatives or differences; the entries are written down wherever they can be."""
    if isinstance(function, ConstantClass) and not function.has_entries:
        assert kind == "derivative"
        return _sum_ranks(function, length)
    return _entry_ranks(function, length, kind)
