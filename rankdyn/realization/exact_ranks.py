"""`exact_ranks`: the ranks of the functions that realizations are made of, exact by integer matrices where they can be.

The values of all derivatives (or differences with step 1) at t = 0 are rational matrices:

* e^{tA} D_0 e^{tB} has M_k = Σ_j C(k, j) A^j D_0 B^{k−j}, whose rank is the generic rank, at every t;
* U F Wᵀ with constant U, W has U F^(k)(0) Wᵀ, and its generic rank is at most min(rank F^(k), rows of U, rows of W);
* C + F with a constant matrix C has C + F(0) at order 0 and the matrices of F from order 1 on.

The rank of the value at 0 is a lower bound, the other an upper bound. Where they meet the rank is settled; where
they do not, and for entries of other kinds, `rank_sequence` answers, and only what it proves is accepted.
"""

from __future__ import annotations

from fractions import Fraction

from flint import fmpq, fmpq_mat

from rankdyn.algebra.rational_matrix import rank
from rankdyn.errors import NotExactError
from rankdyn.expressions.nodes import Number
from rankdyn.functions.block_sum import BlockSum
from rankdyn.functions.constant_class import ConstantClass
from rankdyn.functions.explicit import Explicit
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.functions.product import Product
from rankdyn.functions.sum import Sum
from rankdyn.rank.reduction import Kind
from rankdyn.rank.sequence import rank_sequence


def exact_ranks(function: MatrixFunction, length: int, kind: Kind = "derivative") -> tuple[int, ...]:
    """Return r_0, …, r_{length−1}, proved.

    Parameters
    ----------
    function : MatrixFunction
        Any; quick for the structures named in this module's header.
    length : int
        How many orders, at least 1.
    kind : 'derivative' or 'difference', default 'derivative'
        The operator that is iterated; differences have the step 1.

    Raises
    ------
    NotExactError
        If some rank is not proved.
    """
    if isinstance(function, BlockSum):
        parts = [exact_ranks(block, length, kind) for block in function.blocks]
        return tuple(map(sum, zip(*parts, strict=True)))
    if isinstance(function, ConstantClass) and function.own_operator == kind:
        return function.ranks(length - 1)
    lower = values_at_zero(function, length, kind)
    if lower is not None:
        upper = _upper(function, length, kind)
        if upper is not None and (found := tuple(map(rank, lower))) == upper:
            return found
    if not _has_entries(function):
        raise NotExactError(f"the ranks of this function are not proved by its integer matrices: {function!r}")
    answer = rank_sequence(function if isinstance(function, Explicit) else function.expand(), length - 1, kind=kind)
    if answer.kind != "exact":
        raise NotExactError(f"the ranks {tuple(answer)} of this function are {answer.kind}, not exact: {function!r}")
    return tuple(answer)


def values_at_zero(function: MatrixFunction, length: int, kind: Kind = "derivative") -> list[fmpq_mat] | None:
    """Return the first derivatives (or differences) at t = 0; None where entries would have to be differentiated."""
    constant = constant_matrix(function)
    if constant is not None:
        zero = fmpq_mat(constant.nrows(), constant.ncols())
        return [constant, *([zero] * (length - 1))]
    if isinstance(function, ConstantClass):
        return function.matrices(length - 1) if function.own_operator == kind else None
    if isinstance(function, Product) and len(function.factors) == 3:
        left, right = (constant_matrix(function.factors[i]) for i in (0, 2))
        inner = values_at_zero(function.factors[1], length, kind)
        if left is None or right is None or inner is None:
            return None
        turned = right.transpose()
        return [left * value * turned for value in inner]
    if isinstance(function, Sum):
        m, n = function.shape
        total = [fmpq_mat(m, n) for _ in range(length)]
        for coefficient, term in function.terms:
            values = values_at_zero(term, length, kind)
            if values is None or not isinstance(coefficient, Number):
                return None
            scale = fmpq(coefficient.value.numerator, coefficient.value.denominator)
            total = [before + value * scale for before, value in zip(total, values, strict=True)]
        return total
    return None


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
            value = Fraction(entry.value)
            entries.append(fmpq(value.numerator, value.denominator))
    return fmpq_mat(m, n, entries)


def _upper(function: MatrixFunction, length: int, kind: Kind) -> tuple[int, ...] | None:
    """Return upper bounds of the generic ranks from the structure."""
    side = min(function.shape)
    if isinstance(function, ConstantClass) and function.own_operator == kind:
        return function.ranks(length - 1)
    if isinstance(function, Product) and len(function.factors) == 3:
        inner = _upper(function.factors[1], length, kind)
        return None if inner is None else tuple(min(side, bound) for bound in inner)
    if isinstance(function, Sum):
        moving = [term for _, term in function.terms if constant_matrix(term) is None]
        if len(moving) == 1:
            inner = _upper(moving[0], length, kind)
            return None if inner is None else (side, *inner[1:])
    return None


def _has_entries(function: MatrixFunction) -> bool:
    """Return whether the entries can be written down, so that `rank_sequence` can answer."""
    if isinstance(function, ConstantClass):
        return function.has_entries
    if isinstance(function, BlockSum):
        return all(map(_has_entries, function.blocks))
    if isinstance(function, Product):
        return all(map(_has_entries, function.factors))
    if isinstance(function, Sum):
        return all(_has_entries(term) for _, term in function.terms)
    return True
