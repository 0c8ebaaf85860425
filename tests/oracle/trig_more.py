"""More families of the wider class: periods, ranks that drop at one order, constants, complex numbers, rotations."""

from __future__ import annotations

import random
from collections.abc import Callable

from .texts import Rows, draw_integer
from .trig_words import TURNS, draw_product, hidden_polynomials, sometimes_mixed, staircase


def turns(rng: random.Random) -> Rows:
    """Sines of pi t and 2 pi t: differences see periods."""
    return draw_product(rng, TURNS, rng.randint(2, 4), rng.randint(2, 4), rng.choice((1, 1, 2)))


def periodic_staircase(rng: random.Random) -> Rows:
    """Polynomials times functions of period 1: they fall under differences with step 1 only."""
    waves = [
        "sin(2*pi*t)",
        "cos(2*pi*t)",
        "t*sin(2*pi*t)",
        "t**2*cos(2*pi*t)",
        "tan(pi*t)",
        "sin(pi*t)**2",
        "exp(2*pi*I*t)",
    ]
    words = rng.sample(waves, rng.randint(1, 3)) + hidden_polynomials(rng, rng.randint(0, 2))
    return staircase(rng, words, 2, 4)


def drops(rng: random.Random) -> Rows:
    """2x2 with (b_i c_j)^t whose determinant vanishes at one order of the differences with step 1, and bordered."""
    order = rng.randint(0, 3)
    bases = [[2, 3], [4, 6]] if rng.random() < 0.5 else [[2, 6], [3, 9]]
    first, second = (bases[0][0] - 1) * (bases[1][1] - 1), (bases[0][1] - 1) * (bases[1][0] - 1)
    rows = [
        [f"{second**order}*{bases[0][0]}**t", f"{first**order}*{bases[0][1]}**t"],
        [f"{bases[1][0]}**t", f"{bases[1][1]}**t"],
    ]
    return _bordered(rng, rows)


def surd_drops(rng: random.Random) -> Rows:
    """The same for derivatives, rates with sqrt(2): the coefficients are powers of them."""
    order = rng.randint(1, 3)
    a, b, c, d = "sqrt(2)", "(1+sqrt(2))", "2*sqrt(2)", "(1+2*sqrt(2))"  # a + d = b + c
    rows = [[f"({b}*{c})**{order}*exp({a}*t)", f"({a}*{d})**{order}*exp({b}*t)"], [f"exp({c}*t)", f"exp({d}*t)"]]
    return _bordered(rng, rows)


def _bordered(rng: random.Random, rows: Rows) -> Rows:
    if rng.random() < 0.5:
        rows = [[*rows[0], "0"], [*rows[1], "0"], ["0", "0", rng.choice(("t", "t**2", "sin(t)", "3"))]]
    if rng.random() < 0.4:
        rows = [*rows, [f"{draw_integer(rng)}*({x})" for x in rows[0]]]
    return rows


def constants(rng: random.Random) -> Rows:
    """Constants in entries: surds, pi, E, logarithms, a cube root, and zeros made of them."""
    zero = rng.choice((
        "sqrt(2)*sqrt(3)-sqrt(6)", "log(6)-log(2)-log(3)", "(2+sqrt(3))*(2-sqrt(3))-1", "E**(I*pi)+1",
        "2**(1/3)*4**(1/3)-2", "sin(pi/3)-sqrt(3)/2", "cos(pi/5)-(1+sqrt(5))/4", "tan(pi/6)*sqrt(3)-1",
        "exp(2)-E**2", "log(8)-3*log(2)", "sqrt(8)-2*sqrt(2)", "1/(1+sqrt(2))-sqrt(2)+1", "tan(pi/8)-sqrt(2)+1",
        "exp(log(5))-5", "sqrt(1/3)-sqrt(3)/3", "sin(pi/12)*4-sqrt(6)+sqrt(2)", "exp(1/2)**2-E", "I**2+1",
    ))  # fmt: skip
    k = rng.choice(
        ("sqrt(2)", "pi", "E", "log(2)", "(2**(1/3))", "sqrt(3)", "(1+sqrt(5))", "log(3)", "sqrt(E)", "(3**(2/3))")
    )
    f = rng.choice(("sin(t)", "t", "t**2", "2**t", "exp(t)"))
    return sometimes_mixed(rng, rng.choice((
        [[f"{zero}+t", k], [f"{k}*t", f"{k}**2"]],
        [[f"({zero})*{f}", "t"], ["0", k]],
        [[f"{k}*{f}", f], [f"{k}**2", k]],
        [[f"{k}*{f}", f"({f})/{k}", zero], [f"{k}**2*t", "t", zero], ["1", "t", f"{k}+{zero}"]],
        [[f"{k}+{f}", f"{k}-({f})"], [f"{k}**2-({f})**2", f"({k}-({f}))**2"]],
        [[f"{zero}+{k}", f"{k}*t", "t**2"], ["1", "t", f"t**2/{k}"], [f, f"t*{f}", "0"]],
    )))  # fmt: skip


def complex_numbers(rng: random.Random) -> Rows:
    """I in entries and exponents."""
    p = rng.choice(("t", "2*t", "sqrt(2)*t", "pi*t"))
    c = draw_integer(rng, 3)
    return sometimes_mixed(rng, rng.choice((
        [[f"exp(I*{p})", f"cos({p})+I*sin({p})"], [f"{c}", f"{c}"]],
        [[f"cos({p})", f"I*sin({p})"], [f"I*sin({p})", f"cos({p})"]],
        [["t+I", "1"], ["t**2+1", "t-I"]],
        [[f"exp(I*{p})", "t"], ["1", f"t*exp(-I*{p})"]],
        [[f"exp((1+I)*{p})", f"exp({p})"], [f"exp(I*{p})", "1"]],
        [[f"cosh(I*{p})-cos({p})+t", "I*t**2"], ["1", "I*t"]],
        [["(t+I)*(t-I)-t**2", "t"], [f"{c}", f"{c}*t"], ["I", "t**2"]],
        [[f"exp(I*{p})", f"exp(-I*{p})", f"cos({p})"], ["1", "1", "1"], ["t", "-t", "0"]],
    )))  # fmt: skip


def rotations(rng: random.Random) -> Rows:
    """R(at) C R(bt) with constant C: solutions of D' = AD + DB, the ranks stay."""
    a, b = rng.sample(["t", "2*t", "sqrt(2)*t", "t/2", "t"], 2)
    c = [[rng.choice((0, 1, -1, 2)) for _ in range(2)] for _ in range(2)]
    if rng.random() < 0.5:
        c = [[1, 2], [2, 4]]
    left = [[f"cos({a})", f"sin({a})"], [f"-sin({a})", f"cos({a})"]]
    right = [[f"cos({b})", f"-sin({b})"], [f"sin({b})", f"cos({b})"]]
    rows = [["+".join(
        f"({c[i][j]})*({left[x][i]})*({right[j][y]})" for i in range(2) for j in range(2) if c[i][j]) or "0"
        for y in range(2)] for x in range(2)]  # fmt: skip
    return [[*row, tail] for row, tail in zip(rows, ("t", "0"), strict=True)] if rng.random() < 0.4 else rows


def diagonals(rng: random.Random) -> Rows:
    """Diagonal matrices, plain or behind constants: each entry dies, or not, at an order of its own."""
    n = rng.randint(2, 5)
    words = [*hidden_polynomials(rng, n), "sin(2*pi*t)", "sin(t)", "2**t-2**t", "cos(pi*t)", "t*sin(2*pi*t)"]
    entries = rng.sample(words, n)
    rows = [[entries[i] if i == j else "0" for j in range(n)] for i in range(n)]
    if rng.random() < 0.6:
        rows[0][-1] = rng.choice(("t", "t**3", "sin(t)", "1"))
    return sometimes_mixed(rng, rows, 0.5)


def growing(rng: random.Random) -> Rows:
    """f g^T times powers of t: rank one at first, then one more with every order."""
    f = rng.choice(("sin(t)", "2**t", "tan(t)", "exp(sqrt(2)*t)", "sin(pi*t)", "1/(2+cos(t))"))
    m, n = rng.randint(2, 5), rng.randint(2, 5)
    left = sorted(rng.sample(range(m + 1), m))
    right = sorted(rng.sample(range(n + 1), n))
    times = rng.choice((0, 1, 1, 2))  # how many rows carry f
    return [[f"t**{a + b}*{f}" if i < times else f"t**{a + b}" for b in right] for i, a in enumerate(left)]


MORE: dict[str, Callable[[random.Random], Rows]] = {
    family.__name__: family
    for family in (
        turns, periodic_staircase, drops, surd_drops, constants, complex_numbers, rotations, diagonals, growing,
    )
}  # fmt: skip
"""Families by name."""
