"""The first oracle: SymPy's derivatives, rank over Q(t, theta, z) by fraction-free elimination.

Main functions: `oracle_ranks` (the answer) and `work` (a size that does not depend on the machine's speed, by which
`make_fixtures` leaves out matrices that would take SymPy long).
"""

from __future__ import annotations

from typing import Any

import sympy as sp
from sympy.polys.matrices import DomainMatrix

from .orders import successive_matrices
from .reading import read_matrix
from .transcendentals import replace_exponentials


def _polynomial_rows(matrix: Any) -> tuple[list[list[Any]], Any]:
    """Rows over Q[t, theta, z], each cleared of its denominators and contents, and the domain.

    Multiplying a row by a non-zero element of the function field changes no rank.
    """
    replaced, transcendentals = replace_exponentials(matrix, matrix.free_symbols)
    generators = sorted(replaced.free_symbols | set(transcendentals), key=str)
    if not generators:
        return [[sp.QQ.from_sympy(entry) for entry in replaced.row(i)] for i in range(replaced.rows)], sp.QQ
    field = sp.QQ.frac_field(*generators)
    ring = field.get_ring()
    rows = []
    for i in range(replaced.rows):
        fractions = [field.from_sympy(entry) for entry in replaced.row(i)]
        common, content = ring.one, ring.zero
        for fraction in fractions:
            common = ring.lcm(common, fraction.denom)
        cleared = [fraction.numer * ring.exquo(common, fraction.denom) for fraction in fractions]
        for element in cleared:
            content = ring.gcd(content, element)
        rows.append([ring.exquo(element, content) if element else element for element in cleared])
    return rows, ring


def exact_rank(matrix: Any) -> int:
    """Rank of a SymPy matrix of the class over its function field.

    Raises
    ------
    ArithmeticError
        When the domain is not an exact field's or polynomial ring's (EXRAW and EX know no zero test).
    """
    if 0 in matrix.shape:
        return 0
    rows, domain = _polynomial_rows(matrix)
    if not (domain.is_QQ or domain.is_PolynomialRing) or not domain.is_Exact:
        raise ArithmeticError(f"rank over {domain} is not exact")
    dense = DomainMatrix(rows, matrix.shape, domain).to_dense()
    if dense.domain != domain:
        raise ArithmeticError(f"the domain changed to {dense.domain}")
    _, _, pivots = dense.rref_den(method="FF", keep_domain=True)
    return len(pivots)


def _matrices(rows: list[list[str]], max_order: int, kind: str, h: str, variable: str) -> list[Any]:
    return successive_matrices(read_matrix(rows), max_order, kind, h, sp.Symbol(variable))


def oracle_ranks(
    rows: list[list[str]], max_order: int, kind: str = "derivative", h: str = "1", variable: str = "t"
) -> list[int]:
    """Generic ranks r_0..r_K of a matrix given as text.

    Parameters
    ----------
    rows : list of list of str
        The entries of D; every name but `variable`, exp, sinh, cosh is a parameter.
    max_order : int
        K.
    kind : {'derivative', 'difference'}
        Derivatives, or forward differences with step `h`.
    h : str
        Rational step as text.
    variable : str
        Name of t.

    Returns
    -------
    list of int
        K+1 exact ranks.

    Examples
    --------
    >>> oracle_ranks([["1", "exp(t)"], ["t", "t*exp(t)"]], 5)
    [1, 2, 1, 1, 1, 1]
    """
    return [exact_rank(matrix) for matrix in _matrices(rows, max_order, kind, h, variable)]


def work(rows: list[list[str]], max_order: int, kind: str = "derivative", h: str = "1", variable: str = "t") -> int:
    """Cost of `oracle_ranks`, machine-independent: terms of the cleared last order times size times symbols."""
    matrix = _matrices(rows, max_order, kind, h, variable)[-1]
    cleared, domain = _polynomial_rows(matrix)
    if domain.is_QQ:
        return int(matrix.rows * matrix.cols)
    terms = sum(len(element) for row in cleared for element in row)
    return int(terms * min(matrix.shape) ** 2 * len(domain.symbols))
