"""Matrices of Laurent polynomials in t as coefficient matrices: integrated, and multiplied by constants."""

from __future__ import annotations

from fractions import Fraction

from flint import fmpq, fmpq_mat

from rankdyn.expressions.nodes import Add, Expression, Mul, Number, Pow, Symbol, number, power
from rankdyn.expressions.nodes import add as total
from rankdyn.expressions.nodes import mul as product
from rankdyn.functions.explicit import Explicit
from rankdyn.functions.matrix_function import MatrixFunction

LaurentTerms = dict[int, fmpq_mat]
"""C_i by exponent i, for D = Σ C_i t^i; zero matrices left out."""


def laurent_terms(function: MatrixFunction) -> LaurentTerms | None:
    """Return the coefficient matrices of explicit entries Σ c t^i; None for every other function."""
    if not isinstance(function, Explicit):
        return None
    m, n = function.shape
    found: LaurentTerms = {}
    for i, row in enumerate(function.rows()):
        for j, entry in enumerate(row):
            for term in entry.terms if isinstance(entry, Add) else (entry,):
                read = _monomial(term, function.variable_name)
                if read is None:
                    return None
                coefficient, exponent = read
                if coefficient:
                    matrix = found.setdefault(exponent, fmpq_mat(m, n))
                    matrix[i, j] += fmpq(coefficient.numerator, coefficient.denominator)
    return {exponent: matrix for exponent, matrix in sorted(found.items()) if any(matrix.entries())}


def laurent_function(terms: LaurentTerms, shape: tuple[int, int]) -> Explicit:
    """Return Σ C_i t^i with explicit entries."""
    m, n = shape
    rows = tuple(tuple(_entry(terms, i, j) for j in range(n)) for i in range(m))
    return Explicit.of(rows, shape, "t")


def antiderivative(terms: LaurentTerms) -> LaurentTerms | None:
    """Return Σ C_i t^{i+1}/(i+1); None if t^{−1} occurs."""
    if -1 in terms:
        return None
    return {exponent + 1: matrix * fmpq(1, exponent + 1) for exponent, matrix in terms.items()}


def _entry(terms: LaurentTerms, i: int, j: int) -> Expression:
    t = Symbol("t")
    found: list[Expression] = []
    for exponent, matrix in terms.items():
        value = matrix[i, j]
        if value != 0:
            coefficient = number(Fraction(int(value.p), int(value.q)))
            if not exponent:
                found.append(coefficient)
            else:
                monomial = t if exponent == 1 else power(t, exponent)
                found.append(monomial if coefficient == number(1) else product((coefficient, monomial)))
    return total(found) if found else number(0)


def _monomial(term: Expression, variable: str) -> tuple[Fraction, int] | None:
    """Return the coefficient and the exponent of c t^i."""
    coefficient, exponent = Fraction(1), 0
    for factor in term.factors if isinstance(term, Mul) else (term,):
        if isinstance(factor, Number):
            coefficient *= factor.value
        elif factor == Symbol(variable):
            exponent += 1
        elif isinstance(factor, Pow) and factor.base == Symbol(variable):
            exponent += factor.exponent
        else:
            return None
    return coefficient, exponent
