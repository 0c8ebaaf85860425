"""Ranks of functions of constant class: those of rational matrices, exact without any function field.

It answers for `ConstantClass`, for sums of such functions and constant matrices, and for products in which only one
factor is not constant. The value at t = 0 gives a lower bound, the ranks of the parts an upper one; where they meet at
every order the answer is exact, otherwise there is none here.
"""

from __future__ import annotations

from fractions import Fraction

from flint import fmpq_mat

from rankdyn.algebra.rational_matrix import rank, to_flint
from rankdyn.evidence.certificate import Matrices
from rankdyn.evidence.rank_sequence import RankSequence
from rankdyn.expressions.nodes import Expression, Number
from rankdyn.functions.block_sum import BlockSum
from rankdyn.functions.constant_class import ConstantClass
from rankdyn.functions.explicit import Explicit
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.functions.product import Product
from rankdyn.functions.sum import Sum
from rankdyn.rank.answer import Answer
from rankdyn.rank.reduction import Kind


def constant_class_sequence(function: MatrixFunction, order: int, kind: Kind, step: Fraction) -> RankSequence | None:
    """Return the generic ranks of orders 0..K, exact; None where bounds differ or the function is of another sort."""
    found = None if kind == "difference" and step != 1 else matrix_ranks(function, kind, order)
    if found is None:
        return None
    answer = Answer(function, kind, step)
    for value in found:
        answer.add_exact(value, None, Matrices())
    return answer.sequence()


def matrix_ranks(function: MatrixFunction, kind: Kind, order: int) -> tuple[int, ...] | None:
    """Return the ranks of orders 0..K (differences with step 1), proved; None where bounds differ or as above."""
    values = values_at_zero(function, kind, order)
    if values is None:
        return None
    found = tuple(map(rank, values))
    return found if list(found) == _bounds(function, kind, order) else None


def values_at_zero(function: MatrixFunction, kind: Kind, order: int) -> list[fmpq_mat] | None:
    """Return the exact values at t = 0 of orders 0..K (differences with step 1), or None for another function."""
    try:
        return _values(function, kind, order)
    except _OtherError:
        return None


def holds_constant_class(function: MatrixFunction) -> bool:
    """Return whether some part of the function is a ConstantClass."""
    match function:
        case ConstantClass():
            return True
        case BlockSum(blocks=parts) | Product(factors=parts):
            return any(map(holds_constant_class, parts))
        case Sum(terms=terms):
            return any(holds_constant_class(part) for _, part in terms)
    return False


def with_entries(function: MatrixFunction) -> MatrixFunction:
    """Return the function with every ConstantClass written out.

    Raises
    ------
    NotExactError
        If the entries of some part cannot be written down.
    """
    return function.map_entries(lambda entry: entry)


class _OtherError(Exception):
    """The function is not of this sort."""


def _values(function: MatrixFunction, kind: Kind, order: int) -> list[fmpq_mat]:
    """Return the values at t = 0 of all orders."""
    m, n = function.shape
    zero = fmpq_mat(m, n)
    match function:
        case ConstantClass() if function.own_operator == kind:
            return function.matrices(order)
        case Explicit():
            rows = [[_rational(entry) for entry in row] for row in function.rows()]
            return [to_flint(rows, n), *[zero] * order]
        case Sum(terms=terms):
            parts = [(to_flint([[_rational(c)]], 1)[0, 0], _values(part, kind, order)) for c, part in terms]
            return [sum((values[k] * c for c, values in parts), zero) for k in range(order + 1)]
        case Product(factors=factors):
            varying = _varying(factors)
            values = [_values(factor, kind, order) for factor in factors]
            values[-1] = [value.transpose() for value in values[-1]]
            found = []
            for k in range(order + 1):
                product = values[0][k if varying == 0 else 0]
                for i, factor_values in enumerate(values[1:], start=1):
                    product = product * factor_values[k if varying == i else 0]
                found.append(product)
            return found
        case BlockSum(blocks=blocks):
            inside = [_values(block, kind, order) for block in blocks]
            return [_diagonal([values[k] for values in inside], m, n) for k in range(order + 1)]
    raise _OtherError


def _bounds(function: MatrixFunction, kind: Kind, order: int) -> list[int]:
    """Return upper bounds for the generic ranks of all orders."""
    least = min(function.shape)
    match function:
        case Sum(terms=terms):
            parts = [_bounds(part, kind, order) for _, part in terms]
            return [min(least, sum(part[k] for part in parts)) for k in range(order + 1)]
        case BlockSum(blocks=blocks):
            parts = [_bounds(block, kind, order) for block in blocks]
            return [sum(part[k] for part in parts) for k in range(order + 1)]
        case Product(factors=factors):
            varying, parts = _varying(factors), [_bounds(factor, kind, order) for factor in factors]
            return [min(part[k if i == varying else 0] for i, part in enumerate(parts)) for k in range(order + 1)]
    return [rank(value) for value in _values(function, kind, order)]


def _varying(factors: tuple[MatrixFunction, ...]) -> int:
    """Return which factor is not constant; one must be, and only one."""
    varying = [i for i, factor in enumerate(factors) if holds_constant_class(factor)]
    if len(varying) != 1:
        raise _OtherError
    return varying[0]


def _rational(entry: Expression) -> Fraction:
    if not isinstance(entry, Number):
        raise _OtherError
    return entry.value


def _diagonal(blocks: list[fmpq_mat], m: int, n: int) -> fmpq_mat:
    found, row, column = fmpq_mat(m, n), 0, 0
    for block in blocks:
        for i in range(block.nrows()):
            for j in range(block.ncols()):
                found[row + i, column + j] = block[i, j]
        row, column = row + block.nrows(), column + block.ncols()
    return found
