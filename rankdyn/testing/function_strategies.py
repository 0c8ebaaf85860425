"""Hypothesis strategies for matrix functions of every structure.

Entries are drawn as *texts* of the grammar, so that a test can hand the same text to an outside oracle. All shrink
towards explicit 1 × 1 matrices with small integers.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from rankdyn.functions.block_sum import BlockSum
from rankdyn.functions.explicit import Explicit
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.functions.product import Product
from rankdyn.functions.separable import Separable
from rankdyn.functions.sum import Sum
from rankdyn.testing.hypothesis_extra import DrawFn, SearchStrategy, st

Texts = SearchStrategy[str]

small_integers = st.integers(-5, 5)
rationals = st.builds(Fraction, st.integers(-9, 9), st.integers(1, 6))

polynomial_texts: Texts = st.lists(
    st.tuples(small_integers, st.integers(0, 4)).map("({0[0]})*t**{0[1]}".format), min_size=1, max_size=3
).map(" + ".join)
"""Polynomials in t with small integer coefficients."""

plain_texts: Texts = st.one_of(
    small_integers.map(str),  # first, and drawn in one step, so that entries shrink to 0
    st.sampled_from(["t", "t**2", "t**3"]),
    polynomial_texts,
    st.sampled_from(["exp(t)", "exp(-t)", "exp(2*t)", "cosh(t)", "t*exp(t/2)"]),
)
"""Entries without parameters and poles, for which ranks are exact; they shrink to 0, then t."""


def texts_of_shape(m: int, n: int, entries: Texts = plain_texts) -> SearchStrategy[list[list[str]]]:
    """Return rows of texts, m × n."""
    return st.lists(st.lists(entries, min_size=n, max_size=n), min_size=m, max_size=m)


def explicit(m: int, n: int, entries: Texts = plain_texts) -> SearchStrategy[Explicit]:
    """Return explicit matrices of the given shape."""
    return texts_of_shape(m, n, entries).map(MatrixFunction)  # type: ignore[arg-type]


@st.composite
def products(draw: DrawFn, m: int, n: int, entries: Texts = plain_texts) -> Product:
    """Draw products of two to four factors with inner dimensions 1 or 2."""
    inner = draw(st.lists(st.integers(1, 2), min_size=1, max_size=3))
    shapes = [(a, b) for a, b in zip([m, *inner], inner, strict=False)]
    return Product(*(draw(explicit(a, b, entries)) for a, b in shapes), draw(explicit(n, inner[-1], entries)))


@st.composite
def separables(draw: DrawFn, m: int, n: int, entries: Texts = plain_texts) -> Separable:
    """Draw U diag(g) Vᵀ with up to three functions g, the sides constant or not."""
    r = draw(st.integers(1, 3))
    side = draw(st.sampled_from([small_integers.map(str), entries]))
    g = draw(st.lists(entries, min_size=r, max_size=r))
    return Separable(draw(explicit(m, r, side)), g, draw(explicit(n, r, side)))


@st.composite
def block_sums(draw: DrawFn, m: int, n: int, entries: Texts = plain_texts) -> MatrixFunction:
    """Draw two blocks along the diagonal where the shape allows it."""
    if min(m, n) < 2:
        return BlockSum(draw(explicit(m, n, entries)))
    a, b = draw(st.integers(1, m - 1)), draw(st.integers(1, n - 1))
    return BlockSum(draw(explicit(a, b, entries)), draw(structured(m - a, n - b, entries, depth=0)))


@st.composite
def sums(draw: DrawFn, m: int, n: int, entries: Texts = plain_texts) -> Sum:
    """Draw linear combinations of two functions with rational coefficients."""
    parts = [draw(structured(m, n, entries, depth=0)) for _ in range(2)]
    return Sum(*parts, coefficients=[draw(rationals), draw(st.sampled_from([1, -1, 2, "1/3"]))])


@st.composite
def structured(draw: DrawFn, m: int, n: int, entries: Texts = plain_texts, depth: int = 1) -> MatrixFunction:
    """Draw any structure of the given shape; sums and block sums hold other structures."""
    kinds_of: list[Callable[[int, int, Texts], SearchStrategy[MatrixFunction]]] = [explicit, products, separables]
    kinds_of += [block_sums, sums] * depth
    return draw(draw(st.sampled_from(kinds_of))(m, n, entries))


@st.composite
def matrix_functions(draw: DrawFn, entries: Texts = plain_texts, max_side: int = 3) -> MatrixFunction:
    """Draw matrix functions of every structure: explicit, products, separable, block sums, sums.

    Parameters
    ----------
    entries : strategy of str, optional
        The entries as texts of the grammar; polynomials and exponentials of t if not given.
    max_side : int, default 3
        The most rows, and columns.
    """
    m, n = draw(st.integers(1, max_side)), draw(st.integers(1, max_side))
    return draw(structured(m, n, entries))
