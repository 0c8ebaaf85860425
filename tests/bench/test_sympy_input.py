"""SymPy matrices read entry by entry: time an entry, beside SymPy's own conversions."""

from __future__ import annotations

from typing import Any

import pytest

import rankdyn as rd

from .conftest import Measure
from .instances import dense, sympy_polynomials, texts
from .ledger import READ
from .ledger import SYMPY as TASK

SIZES = [4, 8, 16]


def _matrix(n: int) -> Any:
    return sympy_polynomials(dense(n).expanded)


@pytest.mark.parametrize("n", SIZES)
def test_rankdyn(n: int, measure: Measure) -> None:
    matrix = _matrix(n)
    found = measure(TASK, READ, n, lambda: rd.MatrixFunction(matrix), rounds=20, per=n * n)
    assert found.equals(rd.MatrixFunction(texts(dense(n).expanded)))


@pytest.mark.parametrize("n", SIZES)
def test_sympy_poly(n: int, measure: Measure) -> None:
    from sympy import Poly, Symbol

    matrix, t = _matrix(n), Symbol("t")
    found = measure(TASK, "SymPy, Poly(e, t)", n, lambda: [Poly(e, t) for e in matrix], rounds=3, per=n * n)
    assert max(poly.degree() for poly in found) == len(dense(n).expanded) - 1


@pytest.mark.parametrize("n", SIZES)
def test_sympy_domain_matrix(n: int, measure: Measure) -> None:
    matrix = _matrix(n)
    found = measure(TASK, "SymPy, Matrix.to_DM()", n, lambda: matrix.to_DM(), rounds=3, per=n * n)
    assert found.shape == (n, n)
