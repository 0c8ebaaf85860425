"""Random matrices without exponentials, as text: polynomial, rational, parametric, constant, by name.

Each family is a function of a `random.Random` giving rows of text in the variable t; `FAMILIES` lists them.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from math import factorial

from .texts import (
    Coefficients,
    Rows,
    add,
    constant_rows,
    derive,
    draw_integer,
    draw_polynomial,
    mix,
    multiply,
    product_rows,
    sum_text,
    text_of,
)


def polynomial(rng: random.Random) -> Rows:
    """Random sparse polynomials: ranks fall as the degrees run out."""
    m, n = rng.randint(2, 5), rng.randint(2, 5)
    return [[text_of(draw_polynomial(rng, rng.choice((0, 1, 2, 5)), 0.5)) for _ in range(n)] for _ in range(m)]


def _factors(rng: random.Random, size: int, rank: int, degree: int) -> list[list[Coefficients]]:
    return [[draw_polynomial(rng, degree, 0.8, 3) for _ in range(rank)] for _ in range(size)]


def product_expanded(rng: random.Random) -> Rows:
    """Expanded U V^T of inner dimension below the size."""
    size = rng.randint(3, 5)
    rank = rng.randint(1, size - 1)
    u, v = _factors(rng, size, rank, rng.choice((0, 1, 2))), _factors(rng, size, rank, rng.choice((1, 2, 3)))
    rows = []
    for x in u:
        row = []
        for y in v:
            total: Coefficients = (Fraction(0),)
            for a, b in zip(x, y, strict=True):
                total = add(total, multiply(a, b))
            row.append(text_of(total))
        rows.append(row)
    return rows


def product_text(rng: random.Random) -> Rows:
    """The same left as sums of products."""
    m, n = rng.randint(2, 5), rng.randint(2, 5)
    rank = rng.randint(1, max(1, min(m, n) - 1))
    u, v = _factors(rng, m, rank, 2), _factors(rng, n, rank, 1)
    return product_rows([[text_of(p) for p in x] for x in u], [[text_of(p) for p in y] for y in v])


def rational(rng: random.Random) -> Rows:
    """Quotients, some rows multiples of others by a rational function."""
    m, n = rng.randint(2, 3), rng.randint(2, 3)
    poles = [f"t+{rng.randint(1, 3)}", f"t-{rng.randint(1, 3)}", "t**2+1", "t"]
    row = [f"({text_of(draw_polynomial(rng, 1))})/({rng.choice(poles)})" for _ in range(n)]
    rows = [row]
    for _ in range(m - 1):
        if rng.random() < 0.7:
            pole = rng.choice(poles)
            rows.append([f"({entry})*({text_of(draw_polynomial(rng, 1, 1))})/({pole})" for entry in rng.choice(rows)])
        else:
            rows.append([f"{draw_integer(rng)}/({rng.choice(poles)})" for _ in range(n)])
    return rows


def rational_moments(rng: random.Random) -> Rows:
    """t^(l_i+m_j) with exponents of both signs, or 1/(t + a_i + b_j): Cauchy."""
    n = rng.randint(2, 4)
    if rng.random() < 0.5:
        left, right = ([rng.randint(-2, 3) for _ in range(n)] for _ in range(2))
        return [[f"{draw_integer(rng, 2)}*t**({a + b})" for b in right] for a in left]
    shifts = rng.sample(range(5), min(n, 3))
    return [[f"1/(t+{a + rng.choice((0, 0, b))})" for b in range(len(shifts))] for a in shifts]


def moments(rng: random.Random) -> Rows:
    """t^(i+j) or c_ij t^(l_i+m_j): the ranks grow, then fall."""
    m, n = rng.randint(2, 5), rng.randint(2, 5)
    left = sorted(rng.sample(range(m + 2), m)) if rng.random() < 0.6 else list(range(m))
    right = sorted(rng.sample(range(n + 2), n)) if rng.random() < 0.6 else list(range(n))
    plain = rng.random() < 0.6
    c = [[1 if plain else rng.choice((0, 1, 1, 2, -1)) for _ in right] for _ in left]
    rows = [[f"{c[i][j]}*t**{a + b}" if c[i][j] else "0" for j, b in enumerate(right)] for i, a in enumerate(left)]
    return mix(rows, rng) if rng.random() < 0.3 and max(m, n) < 4 else rows


def nilpotent_class(rng: random.Random) -> Rows:
    """e^{tA} D_0 e^{tB} with A, B nilpotent shifts: polynomial, constant rank at every order."""
    m, n = rng.randint(2, 5), rng.randint(2, 5)
    d = [[Fraction(x) for x in row] for row in constant_rows(rng, m, n, rng.choice((0.3, 0.6)), 2)]
    cut_rows, cut_columns = {rng.randint(1, m)}, {rng.randint(1, n)}  # where the shift breaks into blocks
    rows = []
    for i in range(m):
        row = []
        for j in range(n):
            p: Coefficients = (Fraction(0),)
            for a in range(i, m):
                if any(i < cut <= a for cut in cut_rows):
                    break
                for b in range(j, n):
                    if any(j < cut <= b for cut in cut_columns):
                        break
                    degree = a - i + b - j
                    weight = d[a][b] / (factorial(a - i) * factorial(b - j))
                    p = add(p, (*([Fraction(0)] * degree), weight))
            row.append(text_of(p))
        rows.append(row)
    return rows


def wronskian(rng: random.Random) -> Rows:
    """u'v^T - uv'^T and uv^T + c u'v'^T: ranks 2, 2, 4 and their kind."""
    n = rng.randint(3, 5)
    u, v = ([(*([Fraction(0)] * e), Fraction(1)) for e in rng.sample(range(6), n)] for _ in range(2))
    sign = rng.choice((-1, -1, 1, 2))
    first, second = ((derive, lambda p: p), (lambda p: p, derive)) if sign < 0 else ((lambda p: p,) * 2, (derive,) * 2)
    rows = []
    for x in u:
        row = []
        for y in v:
            late = multiply(second[0](x), second[1](y))
            row.append(text_of(add(multiply(first[0](x), first[1](y)), tuple(sign * c for c in late))))
        rows.append(row)
    return rows


def deficient(rng: random.Random) -> Rows:
    """The last rows are polynomial combinations of the first ones."""
    free, n = rng.randint(1, 3), rng.randint(2, 5)
    rows = [[text_of(draw_polynomial(rng, 2)) for _ in range(n)] for _ in range(free)]
    for _ in range(rng.randint(1, 5 - free)):
        weights = [text_of(draw_polynomial(rng, 1, 1, 2)) for _ in range(free)]
        rows.append([sum_text([f"({w})*({row[j]})" for w, row in zip(weights, rows, strict=False)]) for j in range(n)])
    return rows


def parameters(rng: random.Random) -> Rows:
    """One to three parameters in the coefficients, low rank by construction or not."""
    names = ["a", "b", "c"][: rng.randint(1, 3)]
    n, rank = rng.randint(2, 4), rng.randint(1, 2)
    words = ["t", "t**2", "1", *names, *(f"{name}*t" for name in names), f"t+{names[-1]}", f"{names[0]}-1"]
    u, v = ([[rng.choice(words) for _ in range(rank)] for _ in range(n)] for _ in range(2))
    rows = product_rows(u, v)
    if rng.random() < 0.4:
        i, j = rng.randrange(n), rng.randrange(n)
        rows[i][j] = sum_text([rows[i][j], rng.choice(("t**3", f"{names[0]}*t**2", "1"))])
    if rng.random() < 0.25:
        rows[0] = [f"({entry})/(t+{names[0]})" for entry in rows[0]]
    return rows


def constant(rng: random.Random) -> Rows:
    """Constant matrices, singular ones among them: r_0 and then zeros; a few entries move."""
    m, n, rank = rng.randint(1, 5), rng.randint(2, 5), rng.randint(1, 3)
    u, v = constant_rows(rng, m, rank), constant_rows(rng, n, rank)
    rows = [[str(sum(a * b for a, b in zip(x, y, strict=True))) for y in v] for x in u]
    if rng.random() < 0.6:
        rows[rng.randrange(m)][rng.randrange(n)] = text_of(draw_polynomial(rng, 3, 0.6))
    return rows


def zero_blocks(rng: random.Random) -> Rows:
    """Block sums of small matrices with zeros between and around, hidden by constants or not."""
    blocks = [
        [["1", "t"], ["t", "t**2"]],
        [["t", "1/2*t**2"], ["1/2*t**2", "1/3*t**3"]],
        [["t**3"]],
        [["t", "1"], ["0", "t"]],
        [["0"]],
        [["1", "t", "t**2"]],
        [["t"], ["t**4"]],
    ]
    chosen: list[Rows] = []
    while len(chosen) < 2 or (rng.random() < 0.4 and len(chosen) < 3):
        chosen.append(rng.choice(blocks))
    m, n = sum(len(block) for block in chosen), sum(len(block[0]) for block in chosen)
    if m > 5 or n > 5:
        return zero_blocks(rng)
    rows, i, j = [["0"] * n for _ in range(m)], 0, 0
    for block in chosen:
        for a, row in enumerate(block):
            rows[i + a][j : j + len(row)] = row
        i, j = i + len(block), j + len(block[0])
    return mix(rows, rng) if rng.random() < 0.5 and min(m, n) > 1 else rows


def decimals(rng: random.Random) -> Rows:
    """Decimal coefficients whose dependencies binary floats would break."""
    n = rng.randint(2, 4)
    first = [f"{rng.randint(1, 9) / 10}*t+{rng.randint(1, 99) / 100}" for _ in range(n)]
    rows = [first, [f"0.1*({entry})+0.2*({entry})" for entry in first]]
    rows += [[f"{rng.randint(1, 9) / 10}*t**{rng.randint(0, 2)}" for _ in range(n)] for _ in range(rng.randint(0, 2))]
    if rng.random() < 0.5:
        rows[1] = [f"0.3*t*({entry})" for entry in first]
    return rows


def single_row(rng: random.Random) -> Rows:
    """Rows and columns: ranks 1, then 0."""
    line = [text_of(draw_polynomial(rng, 4, 0.5)) for _ in range(rng.randint(1, 5))]
    return [line] if rng.random() < 0.5 else [[entry] for entry in line]


FAMILIES: dict[str, Callable[[random.Random], Rows]] = {
    family.__name__: family
    for family in (
        polynomial, product_expanded, product_text, rational, rational_moments, moments, nilpotent_class, wronskian,
        deficient, parameters, constant, zero_blocks, decimals, single_row,
    )
}  # fmt: skip
"""Families by name."""
