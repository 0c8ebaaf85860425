"""Random conjectures as trees, for the tests of this folder."""

from __future__ import annotations

from hypothesis import strategies as st

from rankdyn.conjectures.statements import (
    Addition,
    Comparison,
    Connection,
    Extremum,
    FloorDivision,
    Implication,
    Integer,
    Multiplication,
    Negation,
    Not,
    Rank,
    length,
)

SIGNS = ["<=", "<", ">=", ">", "==", "!="]


def terms(orders: int = 3, divisors: bool = True, products: bool = True) -> st.SearchStrategy:
    """Terms in r_0, …, r_{orders−1}; with divisors=False every divisor is an integer from 1 on."""
    ranks = st.integers(0, orders - 1).map(Rank)
    leaves = st.one_of(ranks, st.integers(0, 5).map(Integer))

    def compound(inner):
        several = st.lists(inner, min_size=2, max_size=3).map(tuple)
        ours = st.integers(1, 4).map(Integer)
        joined = st.tuples(ranks, inner)
        quotient = st.builds(FloorDivision, ranks, ours)
        anything = [ranks, joined.map(Addition), joined.map(Multiplication), ranks.map(Negation), quotient]
        below = st.one_of(ours, *anything) if divisors else ours
        factors = several if products else st.tuples(st.integers(0, 3).map(Integer), inner)
        return st.one_of(
            several.map(Addition),
            factors.map(Multiplication),
            inner.map(Negation),
            st.builds(FloorDivision, inner, below),
            st.builds(Extremum, st.sampled_from(["max", "min"]), several),
        )

    return st.recursive(leaves, compound, max_leaves=4)


def comparisons(orders: int = 3, divisors: bool = True, products: bool = True, most: int = 3) -> st.SearchStrategy:
    """Chains of comparisons."""
    several = st.lists(terms(orders, divisors, products), min_size=2, max_size=most).map(tuple)
    signs = st.lists(st.sampled_from(SIGNS), min_size=most - 1, max_size=most - 1)
    return st.builds(lambda found, marks: Comparison(found, tuple(marks[: len(found) - 1])), several, signs)


def statements(
    orders: int = 3, divisors: bool = True, products: bool = True, most: int = 3, leaves: int = 3
) -> st.SearchStrategy:
    """Statements that speak of at least one rank."""

    def compound(inner):
        several = st.lists(inner, min_size=2, max_size=3).map(tuple)
        return st.one_of(
            inner.map(Not),
            st.builds(Connection, st.sampled_from(["and", "or"]), several),
            st.builds(Implication, inner, inner),
        )

    return st.recursive(comparisons(orders, divisors, products, most), compound, max_leaves=leaves).filter(length)
