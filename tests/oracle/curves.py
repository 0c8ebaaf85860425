"""Random matrices with exponentials, as text: related exponents, e^{t^2}, sinh and cosh, parameters in exponents."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction

from .texts import (
    Rows,
    constant_rows,
    draw_integer,
    draw_polynomial,
    exponential_text,
    mix,
    product_rows,
    sum_text,
    text_of,
)

RATES = [Fraction(x) for x in ("0", "1", "2", "1/2", "-1", "3", "-1/2", "1/3")]


def exponential(rng: random.Random) -> Rows:
    """c_ij e^{(a_i+b_j)t}: e^t, e^{2t}, e^{t/2}, e^{-t} are related."""
    m, n = rng.randint(2, 4), rng.randint(2, 4)
    left, right = ([rng.choice(RATES) for _ in range(size)] for size in (m, n))
    c = constant_rows(rng, m, n, 0.85) if rng.random() < 0.4 else [[1] * n for _ in range(m)]
    return [
        ["0" if not c[i][j] else exponential_text(a + b) if c[i][j] == 1 else f"{c[i][j]}*{exponential_text(a + b)}"
         for j, b in enumerate(right)]
        for i, a in enumerate(left)
    ]  # fmt: skip


def separable(rng: random.Random) -> Rows:
    """U diag(g) V^T with constant U, V: the staircase."""
    m, n = rng.randint(2, 5), rng.randint(2, 5)
    rank = min(m, n, rng.randint(2, 4))
    words = ["1", "t", "t**2", "t**3", "t**4", "exp(t)", "exp(-t)", "sinh(t)", "1/(t+2)", "exp(t/2)", "exp(t**2)"]
    heavy = rng.sample(words, rank) if rng.random() < 0.5 else rng.choices(words[:5], k=rank - 1) + [rng.choice(words)]
    u, v = constant_rows(rng, m, rank), constant_rows(rng, n, rank)
    return [[sum_text([f"{a * b}*{g}" for a, b, g in zip(x, y, heavy, strict=True) if a * b]) for y in v] for x in u]


def exponential_product(rng: random.Random) -> Rows:
    """U V^T with entries 1, t, e^{qt}, t e^{qt}, left as sums of products."""
    n, rank = rng.randint(2, 4), rng.choice((1, 1, 2))
    words = ["1", "t", "2", "t+1", "exp(t)", "exp(2*t)", "exp(-t)", "t*exp(t)", "exp(t/2)"]
    u, v = ([[rng.choice(words) for _ in range(rank)] for _ in range(n)] for _ in range(2))
    return product_rows(u, v)


def gaussian(rng: random.Random) -> Rows:
    """e^{t^2}, e^{t^2+t} and halves of them."""
    n = rng.randint(2, 3)
    words = ["t**2", "t**2+t", "t", "t**2/2", "2*t", "-t**2", "t**3", "t**2-t/2", "(t+1)**2-1"]
    left, right = ([rng.choice(words) for _ in range(n)] for _ in range(2))
    rows = [[f"exp({sum_text([a, b])})" if rng.random() < 0.85 else "1" for b in right] for a in left]
    if rng.random() < 0.3:
        rows[0] = [f"t*{entry}" for entry in rows[0]]
    return rows


def hyperbolic(rng: random.Random) -> Rows:
    """Mixtures of sinh, cosh and exp, with their identities."""
    n, rank = rng.randint(2, 4), rng.choice((1, 1, 2))
    words = ["cosh(t)", "sinh(t)", "exp(t)", "exp(-t)", "1", "t", "cosh(2*t)", "sinh(t/2)", "cosh(t)+sinh(t)"]
    pick = words[:6] if rng.random() < 0.6 else words
    u, v = ([[rng.choice(pick) for _ in range(rank)] for _ in range(n)] for _ in range(2))
    rows = product_rows(u, v)
    if rng.random() < 0.3:
        rows[-1][-1] = "cosh(t)**2-sinh(t)**2"
    return rows


def hyperbolic_identities(rng: random.Random) -> Rows:
    """2x2 and 3x3 matrices that are singular by an identity of sinh and cosh, disturbed or not."""
    p = rng.choice(("t", "2*t", "t/2", "t**2", "a*t"))
    c = draw_integer(rng)
    matrix = rng.choice((
        [[f"cosh({p})-1", f"sinh({p})"], [f"sinh({p})", f"cosh({p})+1"]],
        [[f"cosh({p})+sinh({p})", f"exp(2*({p}))"], ["1", f"exp({p})"]],
        [[f"sinh(2*({p}))", f"2*sinh({p})"], [f"cosh({p})", "1"]],
        [[f"sinh({p})/cosh({p})", f"sinh({p})"], [f"1/cosh({p})", "1"]],
        [[f"cosh({p})**2", f"sinh({p})**2", "1"], [f"{c}", f"{c}", "0"], [f"sinh({p})", f"sinh({p})", "0"]],
        [[f"cosh({p})**3", f"cosh(3*({p}))+3*cosh({p})"], ["1/4", "1"]],
        [[f"cosh({p})", f"sinh({p})", f"exp({p})"], [f"sinh({p})", f"cosh({p})", f"exp({p})"], ["t", "t", "2*t"]],
    ))  # fmt: skip
    return mix(matrix, rng) if rng.random() < 0.3 else matrix


def jordan(rng: random.Random) -> Rows:
    """Jordan-like: e^{lt} times nilpotent polynomials, and (1, e^t)(1, t)^T with its relatives."""
    rate = exponential_text(rng.choice(RATES[1:5]))
    c = draw_integer(rng, 3)
    matrix = rng.choice((
        [[rate, f"t*{rate}"], ["0", rate]],
        [["1", "t"], [rate, f"t*{rate}"]],
        [["1", "t", f"{c}*t**2"], [rate, f"t*{rate}", f"{c}*t**2*{rate}"]],
        [[rate, f"t*{rate}", f"t**2/2*{rate}"], ["0", rate, f"t*{rate}"], ["0", "0", rate]],
        [["1", "t", "0"], [rate, f"t*{rate}", "0"], ["0", "t", f"{c}*t**2"]],
        [["1", "t", "t**2"], [rate, f"t*{rate}", f"t**2*{rate}"], ["t", "t**2", "t**3"]],
        [["1", "t"], ["t", "t**2"], [rate, f"t*{rate}"], [f"{c}*{rate}", f"{c}*t*{rate}"]],
        [[f"t*{rate}", "t**2"], ["1", f"t*{exponential_text(Fraction(0))}"]],
    ))  # fmt: skip
    return mix(matrix, rng) if rng.random() < 0.4 else matrix


def exponent_parameters(rng: random.Random) -> Rows:
    """e^{at}, e^{bt}, e^{(a+b)t}: one relation; parameters outside the exponents too."""
    words = ["exp(a*t)", "exp(b*t)", "1", "exp(-a*t)", "t", "a", "exp(2*a*t)", "exp(a*t/2)"]
    n, rank = rng.randint(2, 3), rng.choice((1, 1, 1, 2))
    if rng.random() < 0.3:
        return [["exp(a*t)", "exp((a+b)*t)"], [rng.choice(("1", "b", "t")), rng.choice(("exp(b*t)", "a*exp(b*t)"))]]
    pick = words if n == 2 else words[:1] + words[2:6]
    u, v = ([[rng.choice(pick) for _ in range(rank)] for _ in range(n)] for _ in range(2))
    return product_rows(u, v)


def three_parameters(rng: random.Random) -> Rows:
    """a, b and c in coefficients and exponents, rank one or two by construction, disturbed or not."""
    n = rng.randint(2, 3)
    left = ["a", "b*t", "c", "exp(a*t)", "t+c", "a*t+b", "1"]
    right = ["b", "c*t", "exp(b*t)", "1", "t", "a+b", "exp(-a*t)"]
    rank = rng.choice((1, 1, 2)) if n == 3 else 1
    u = [[rng.choice(left) for _ in range(rank)] for _ in range(n)]
    v = [[rng.choice(right) for _ in range(rank)] for _ in range(n)]
    u[0][0], v[0][0], u[-1][0] = "a*t+b", "c", rng.choice(("exp(c*t)", "b*t**2", "c*t"))
    rows = product_rows(u, v)
    if rng.random() < 0.25:
        rows[-1][-1] = sum_text([rows[-1][-1], "a*b*c"])
    return rows


def drop_block(rng: random.Random) -> Rows:
    """Integer c_ij on e^{(a_i+b_j)t} bordered as in named cases of the theory: ranks drop at single orders."""
    size = rng.randint(2, 3)
    theta = 1
    alpha, beta = [1 + i for i in range(1, size)], [1 + 2 * i for i in range(1, size)]
    c = [draw_integer(rng, 3) for _ in range(size)]
    rows = [[f"{c[0]}*exp({theta}*t)", *(f"{-x}*exp({a}*t)" for x, a in zip(c[1:], alpha, strict=True))]]
    for i, b in enumerate(beta):
        diagonal = f"exp({alpha[i] + b - theta}*t)"
        rows.append([f"exp({b}*t)", *(diagonal if j == i else "0" for j in range(size - 1))])
    if rng.random() < 0.5:  # singular at order 0 exactly
        rows[0][0] = f"{-sum(c[1:])}*exp(t)"
    return rows


def logistic(rng: random.Random) -> Rows:
    """Exponentials in denominators."""
    q = rng.choice(("1+exp(t)", "exp(t)-2", "1+exp(-t)", "cosh(t)"))
    poly = text_of(draw_polynomial(rng, 1, 1))
    return rng.choice((
        [[f"1/({q})", "1"], ["1", q]],
        [[f"exp(t)/({q})", f"t/({q})"], ["exp(t)", "t"]],
        [[f"1/({q})", f"({poly})/({q})"], [f"{draw_integer(rng)}", poly]],
        [[f"1/({q})", f"1/({q})**2"], ["1", f"1/({q})"]],
        [[f"t/({q})", "t", "1"], ["1", q, "0"]],
    ))  # fmt: skip


def mixed_deficient(rng: random.Random) -> Rows:
    """Rows of polynomials and exponentials; the last ones combinations with function coefficients."""
    n = rng.randint(2, 4)
    words = ["1", "t", "exp(t)", "t**2", "exp(-t)", "0", "sinh(t)", "2*t-1"]
    rows = [[rng.choice(words) for _ in range(n)] for _ in range(rng.randint(1, 2))]
    weights = ["t", "exp(t)", "1", "t+1", "2"]
    for _ in range(rng.randint(1, 3)):
        chosen = [rng.choice(weights) for _ in rows]
        rows.append([
            sum_text([f"{w}*({row[j]})" if w != "t+1" else f"({w})*({row[j]})"
                      for w, row in zip(chosen, rows, strict=True) if row[j] != "0"])
            for j in range(n)
        ])  # fmt: skip
        if len(rows) > 2:
            break
    return rows


CURVES: dict[str, Callable[[random.Random], Rows]] = {
    family.__name__: family
    for family in (
        exponential, separable, exponential_product, gaussian, hyperbolic, hyperbolic_identities, jordan,
        exponent_parameters, three_parameters, drop_block, logistic, mixed_deficient,
    )
}  # fmt: skip
"""Families by name."""
