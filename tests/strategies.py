"""Hypothesis strategies of the whole suite, in one place.

The strategies for matrix functions are those that the package offers its users, `rankdyn.testing.strategies`.
Texts are strategies of their own: a test that compares with an outside oracle hands the *text* to both sides.
Random examples are the same in every run; ``RANKDYN_SEARCH=50`` tries fifty times as many, at random.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

import rankdyn as rd
from rankdyn.testing import strategies
from rankdyn.testing.function_strategies import (
    block_sums,
    explicit,
    plain_texts,
    polynomial_texts,
    products,
    rationals,
    separables,
    small_integers,
    structured,
    sums,
    texts_of_shape,
)

__all__ = [
    "block_sums",
    "entry_texts",
    "examples",
    "explicit",
    "exponent_texts",
    "exponentials",
    "expression_texts",
    "kinds",
    "matrix_functions",
    "names",
    "numbers",
    "orders",
    "plain_texts",
    "polynomial_texts",
    "primes",
    "products",
    "rationals",
    "separables",
    "sides",
    "small_integers",
    "steps",
    "structured",
    "sums",
    "text_matrices",
    "texts_of_shape",
]

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

# ---- matrix functions ----

sides = st.integers(1, 3)


@st.composite
def text_matrices(draw: st.DrawFn, entries: st.SearchStrategy[str] = entry_texts) -> list[list[str]]:
    """Rows of texts, up to 3 by 3."""
    return draw(texts_of_shape(draw(sides), draw(sides), entries))


def matrix_functions(
    entries: st.SearchStrategy[str] = plain_texts, most: int = 3
) -> st.SearchStrategy[rd.MatrixFunction]:
    """Any structure, up to `most` a side."""
    return strategies.matrix_functions(entries, max_side=most)
