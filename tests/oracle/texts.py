"""Small exact polynomials and their text, from which the families build matrices (pure Python)."""

from __future__ import annotations

import random
from fractions import Fraction

Coefficients = tuple[Fraction, ...]
"""Coefficients of 1, t, t**2, ... ."""

Rows = list[list[str]]


def draw_integer(rng: random.Random, bound: int = 5) -> int:
    """A non-zero integer of absolute value at most `bound`."""
    return rng.choice((-1, 1)) * rng.randint(1, bound)


def draw_polynomial(rng: random.Random, degree: int, density: float = 0.7, bound: int = 5) -> Coefficients:
    """Random integer coefficients up to a random degree; may be zero."""
    top = rng.randint(0, degree)
    return tuple(Fraction(draw_integer(rng, bound)) if rng.random() < density else Fraction(0) for _ in range(top + 1))


def add(p: Coefficients, q: Coefficients) -> Coefficients:
    """Sum."""
    size = max(len(p), len(q))
    padded = [tuple(r) + (Fraction(0),) * (size - len(r)) for r in (p, q)]
    return tuple(a + b for a, b in zip(*padded, strict=True))


def multiply(p: Coefficients, q: Coefficients) -> Coefficients:
    """Product."""
    product = [Fraction(0)] * max(len(p) + len(q) - 1, 1)
    for i, a in enumerate(p):
        for j, b in enumerate(q):
            product[i + j] += a * b
    return tuple(product)


def derive(p: Coefficients) -> Coefficients:
    """Derivative."""
    return tuple(i * c for i, c in enumerate(p))[1:] or (Fraction(0),)


def text_of(p: Coefficients, variable: str = "t") -> str:
    """For example ``'1/2-3*t+t**4'``; ``'0'`` for zero."""
    terms = []
    for i, c in enumerate(p):
        if c:
            power = "" if i == 0 else variable if i == 1 else f"{variable}**{i}"
            size = str(abs(c)) if abs(c) != 1 or not power else ""
            terms.append(("-" if c < 0 else "+") + "*".join(part for part in (size, power) if part))
    joined = "".join(terms)
    return joined.removeprefix("+") or "0"


def sum_text(terms: list[str]) -> str:
    """Join terms, leaving out zeros; ``'0'`` for none."""
    kept = [term for term in terms if term != "0"]
    return "+".join(kept).replace("+-", "-") or "0"


def product_text(factors: list[str]) -> str:
    """Join factors with parentheses where they are sums; ``'0'`` when one is zero."""
    if "0" in factors:
        return "0"
    kept = [factor for factor in factors if factor != "1"] or ["1"]
    if len(kept) == 1:
        return kept[0]
    simple = [f if f.replace("*", "").replace(".", "").isalnum() or _is_call(f) else f"({f})" for f in kept]
    return "*".join(simple)


def _is_call(text: str) -> bool:
    return text.startswith(("exp(", "sinh(", "cosh(")) and text.index(")") == len(text) - 1


def product_rows(u: Rows, v: Rows) -> Rows:
    """The text of U V^T, entries as sums of products, not expanded."""
    return [[sum_text([product_text([a, b]) for a, b in zip(x, y, strict=True)]) for y in v] for x in u]


def exponential_text(rate: Fraction, monomial: str = "t") -> str:
    """``'exp(3/2*t)'``, ``'1'`` for rate 0."""
    if rate == 0:
        return "1"
    if abs(rate) == 1:
        return f"exp({'-' if rate < 0 else ''}{monomial})"
    return f"exp({rate}*{monomial})"


def constant_rows(rng: random.Random, m: int, n: int, density: float = 0.8, bound: int = 3) -> list[list[int]]:
    """A random integer matrix."""
    return [[draw_integer(rng, bound) if rng.random() < density else 0 for _ in range(n)] for _ in range(m)]


def mix(rows: Rows, rng: random.Random) -> Rows:
    """Multiply by unimodular constants on both sides: the ranks stay, the zeros hide. Text stays a sum."""
    m, n = len(rows), len(rows[0])
    left, right = ([[int(i == j) for j in range(size)] for i in range(size)] for size in (m, n))
    for matrix in (left, right):
        size = len(matrix)
        for _ in range(size - 1):
            i, j = rng.sample(range(size), 2)
            c = rng.choice((-2, -1, 1, 2))
            matrix[i] = [a + c * b for a, b in zip(matrix[i], matrix[j], strict=True)]
    mixed = []
    for i in range(m):
        entries = []
        for j in range(n):
            terms = []
            for a in range(m):
                for b in range(n):
                    c = left[i][a] * right[j][b]
                    if c and rows[a][b] != "0":
                        terms.append(rows[a][b] if c == 1 else f"{c}*({rows[a][b]})")
            entries.append(sum_text(terms))
        mixed.append(entries)
    return mixed
