"""Hypothesis strategies of the whole suite, in one place.

Texts are strategies of their own: a test that compares with an outside oracle hands the *text* to both sides.
Random examples are the same in every run; ``RANKDYN_SEARCH=50`` tries fifty times as many, at random.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

import rankdyn as rd

SEARCH = int(os.environ.get("RANKDYN_SEARCH", "0"))


def examples(count: int) -> Callable[[Any], Any]:
    """Return the settings of a random test: `count` examples, or many more at random when a search is asked for."""
    return settings(
        max_examples=count * (SEARCH or 1),
        derandomize=not SEARCH,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )


# ---- numbers ----

small_integers = st.integers(-5, 5)
rationals = st.builds(Fraction, st.integers(-9, 9), st.integers(1, 6))
steps = rationals.filter(bool)
orders = st.integers(0, 4)
kinds = st.sampled_from(["derivative", "difference"])
primes = st.sampled_from([1073741827, 1610612741, 2147483629, 2147483647])

# ---- texts of scalar expressions ----

names = st.sampled_from(["t", "t", "t", "a", "b"])
exponent_texts = st.sampled_from(
    [
        "t",
        "-t",
        "2*t",
        "t/2",
        "t/3",
        "t**2",
        "t**2/2 - t",
        "a*t",
        "(a + b)*t",
        "b*t/2",
        "t + 1",
        "1/3",
        "a",
        "-2*t**2 + a",
    ]
)
numbers = st.one_of(
    st.integers(0, 12).map(str),
    st.tuples(st.integers(0, 9), st.integers(1, 9)).map("{0[0]}/{0[1]}".format),
    st.sampled_from(["0.5", ".25", "1e2", "12.5e-1", "3."]),
)
exponentials = st.tuples(st.sampled_from(["exp", "sinh", "cosh"]), exponent_texts).map("{0[0]}({0[1]})".format)


def _compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pair = st.tuples(inner, inner)
    return st.one_of(
        pair.map("{0[0]} + {0[1]}".format),
        pair.map("{0[0]} - {0[1]}".format),
        pair.map("{0[0]}*{0[1]}".format),
        pair.map("({0[0]})*({0[1]})".format),
        pair.map("{0[0]}/({0[1]})".format),
        inner.map("-{0}".format),
        inner.map("-({0})".format),
        inner.map("+{0}".format),
        st.tuples(inner, st.integers(-2, 3)).map("({0[0]})**{0[1]}".format),
        st.tuples(names, st.integers(0, 4)).map("{0[0]}**{0[1]}".format),
        st.tuples(names, st.integers(0, 2), st.integers(0, 2)).map("-{0[0]}**{0[1]}**{0[2]}".format),
        st.tuples(names, st.integers(1, 3)).map("{0[0]}**-{0[1]}".format),
    )


expression_texts = st.recursive(st.one_of(names, numbers, exponentials), _compound, max_leaves=8)
"""Texts of the grammar; some divide by zero."""

polynomial_texts = st.lists(
    st.tuples(small_integers, st.integers(0, 4)).map("({0[0]})*t**{0[1]}".format), min_size=1, max_size=3
).map(" + ".join)

entry_texts = st.one_of(
    polynomial_texts,
    st.sampled_from(
        [
            "0",
            "1",
            "t",
            "exp(t)",
            "exp(-t)",
            "t*exp(t/2)",
            "sinh(t)",
            "cosh(2*t)",
            "1/(t + 3)",
            "t/(t**2 + 1)",
            "exp(t**2)",
        ]
    ),
    st.sampled_from(["a", "a*t", "exp(a*t)", "b*t**2", "1/(t + a)", "a + b*exp(t)", "1/(1 + exp(t))"]),
)
"""Entries without zero denominators, small enough for exact answers."""

plain_texts = st.one_of(polynomial_texts, st.sampled_from(["exp(t)", "exp(-t)", "exp(2*t)", "cosh(t)", "t*exp(t/2)"]))
"""Entries without parameters and poles."""

# ---- matrix functions ----


def texts_of_shape(m: int, n: int, entries: st.SearchStrategy[str] = entry_texts) -> st.SearchStrategy[list[list[str]]]:
    """Return rows of texts."""
    return st.lists(st.lists(entries, min_size=n, max_size=n), min_size=m, max_size=m)


def explicit(m: int, n: int, entries: st.SearchStrategy[str] = entry_texts) -> st.SearchStrategy[rd.MatrixFunction]:
    """Return explicit matrices of the given shape."""
    return texts_of_shape(m, n, entries).map(rd.MatrixFunction)


sides = st.integers(1, 3)


@st.composite
def text_matrices(draw: st.DrawFn, entries: st.SearchStrategy[str] = entry_texts) -> list[list[str]]:
    """Rows of texts, up to 3 by 3."""
    return draw(texts_of_shape(draw(sides), draw(sides), entries))


@st.composite
def products(draw: st.DrawFn, m: int, n: int, entries: st.SearchStrategy[str] = plain_texts) -> rd.Product:
    """Products of two to four factors."""
    inner = draw(st.lists(st.integers(1, 2), min_size=1, max_size=3))
    shapes = [(a, b) for a, b in zip([m, *inner], inner, strict=False)]
    return rd.Product(*(draw(explicit(a, b, entries)) for a, b in shapes), draw(explicit(n, inner[-1], entries)))


@st.composite
def separables(draw: st.DrawFn, m: int, n: int, entries: st.SearchStrategy[str] = plain_texts) -> rd.Separable:
    """U diag(g) Vᵀ, the sides constant or not."""
    r = draw(st.integers(1, 3))
    side = draw(st.sampled_from([small_integers.map(str), entries]))
    g = draw(st.lists(entries, min_size=r, max_size=r))
    return rd.Separable(draw(explicit(m, r, side)), g, draw(explicit(n, r, side)))


@st.composite
def block_sums(draw: st.DrawFn, m: int, n: int, entries: st.SearchStrategy[str] = plain_texts) -> rd.MatrixFunction:
    """Two blocks side by side where the shape allows it."""
    if min(m, n) < 2:
        return rd.BlockSum(draw(explicit(m, n, entries)))
    a, b = draw(st.integers(1, m - 1)), draw(st.integers(1, n - 1))
    return rd.BlockSum(draw(explicit(a, b, entries)), draw(structured(m - a, n - b, entries, depth=0)))


@st.composite
def sums(draw: st.DrawFn, m: int, n: int, entries: st.SearchStrategy[str] = plain_texts) -> rd.Sum:
    """Combinations of two functions with rational coefficients."""
    parts = [draw(structured(m, n, entries, depth=0)) for _ in range(2)]
    return rd.Sum(*parts, coefficients=[draw(rationals), draw(st.sampled_from([1, -1, 2, "1/3"]))])


@st.composite
def structured(
    draw: st.DrawFn, m: int, n: int, entries: st.SearchStrategy[str] = plain_texts, depth: int = 1
) -> rd.MatrixFunction:
    """Any structure of the given shape; sums and block sums hold other structures."""
    kinds_of = [explicit, products, separables] + [block_sums, sums] * depth
    return draw(draw(st.sampled_from(kinds_of))(m, n, entries))


@st.composite
def matrix_functions(
    draw: st.DrawFn, entries: st.SearchStrategy[str] = plain_texts, most: int = 3
) -> rd.MatrixFunction:
    """Any structure, up to `most` a side."""
    return draw(structured(draw(st.integers(1, most)), draw(st.integers(1, most)), entries))
