"""Upper bounds that the structure of a function gives without any arithmetic: dimensions and inner dimensions."""

from __future__ import annotations

from rankdyn.calculus.leibniz import leibniz_terms
from rankdyn.expressions.nodes import names
from rankdyn.functions.block_sum import BlockSum
from rankdyn.functions.explicit import Explicit
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.functions.product import Product
from rankdyn.functions.separable import Separable
from rankdyn.functions.sum import Sum

_MANY_TERMS = 20_000


def structural_bound(function: MatrixFunction, order: int) -> int:
    """Return a bound for the rank of D^(order) or Δ_h^order D, the one that FORMAT.md calls structural.

    Notes
    -----
    A product of n factors is bounded by Σ min_i bound(F_i, k_i) over k_1 + … + k_n = k, by the Leibniz rule; where
    there are too many terms, by its shape alone.
    """
    limit = min(function.shape)
    match function:
        case Explicit():
            bound = 0 if order and function.is_constant else limit
        case BlockSum(blocks=blocks):
            bound = sum(structural_bound(block, order) for block in blocks)
        case Sum(terms=terms):
            bound = sum(structural_bound(term, order) for _, term in terms)
        case Separable():
            variable = function.variable_name
            moving = sum(variable in names(entry) for entry in function.g)
            tables = [
                [structural_bound(function.U, j) for j in range(order + 1)],
                [len(function.g), *[moving] * order],
                [structural_bound(function.V, j) for j in range(order + 1)],
            ]
            bound = _leibniz_bound(tables, order, limit)
        case Product(factors=factors):
            bound = _leibniz_bound([[structural_bound(f, j) for j in range(order + 1)] for f in factors], order, limit)
        case _:
            raise TypeError(f"no structural bound for {type(function).__name__}")
    return min(bound, limit)


def _leibniz_bound(tables: list[list[int]], order: int, limit: int) -> int:
    total = 0
    for count, (_, orders) in enumerate(leibniz_terms(order, len(tables))):
        total += min(table[k] for table, k in zip(tables, orders, strict=True))
        if total >= limit or count > _MANY_TERMS:
            return limit
    return total
