"""Random matrices of the wider class as text: sines, tangents, surds, powers of numbers, constants, phases.

Each family is a function of a `random.Random` giving rows of text in t; `trig_more` holds the families that are built
around one idea (periods, drops, constants). `TRIG_FAMILIES` lists all of both.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from .texts import Rows, draw_integer, product_rows
from .trig_more import MORE
from .trig_words import (
    CIRCLE,
    DAMPED,
    HALVES,
    MIXED,
    ONES,
    POWERS,
    SURD_CIRCLE,
    SURDS,
    TWINS,
    draw_product,
    hidden_polynomials,
    sometimes_mixed,
    staircase,
)


def circle_product(rng: random.Random) -> Rows:
    """U V^T in 1, t, sin t and cos t."""
    rank = rng.choice((1, 1, 2))
    return draw_product(rng, CIRCLE, rng.randint(2, 5), rng.randint(2, 5), rank)


def circle_staircase(rng: random.Random) -> Rows:
    """Constant factors around sines and polynomials in disguise: ranks fall step by step."""
    words = rng.sample(["sin(t)", "cos(2*t)", "tan(t)", "2**t", "sin(t/2)"], rng.choice((0, 1, 1, 2)))
    return staircase(rng, words + hidden_polynomials(rng, rng.randint(1, 4)))


def hyperbolic_circle(rng: random.Random) -> Rows:
    """(cosh, sinh, ...)(cos, sin, ...)^T: ranks that come back."""
    rate, speed = rng.choice(("t", "2*t", "t/2")), rng.choice(("t", "2*t", "t", "sqrt(2)*t"))
    u = [f"cosh({rate})", f"sinh({rate})", "1", f"exp({rate})"][: rng.randint(2, 4)]
    v = [f"cos({speed})", f"sin({speed})", "1", "t"][: rng.randint(2, 4)]
    rng.shuffle(u)
    return product_rows([[x] for x in u], [[y] for y in v])


def identities(rng: random.Random) -> Rows:
    """2x2 and 3x3 matrices that are singular by an identity, disturbed or not."""
    (a, b), (c, d) = rng.sample(TWINS, 2)
    f, g = rng.choice(("t", "2", "t+1")), rng.choice(("1", "t", "3"))
    matrix = rng.choice((
        [[a, b], [f"({g})", f"({g})"]],
        [[f"({a})*({f})", f"({b})*({f})"], [a, b]],
        [[f"({a})-({b})", c], ["0", d]],
        [[a, c], [b, d]],
        [[a, c], [f"({f})*({b})", f"({f})*({d})"]],
        [[a, f, "1"], [b, f, "1"], [c, g, "0"]],
        [[a, c, "1"], [b, d, "1"], [f"({a})+({b})", f"({c})+({d})", "2"]],
        [[f"({a})-({b})+{f}", g], [f, f"{g}"]],
    ))  # fmt: skip
    return sometimes_mixed(rng, matrix, 0.2)


def frequencies(rng: random.Random) -> Rows:
    """Sines of (a_i + b_j) t, possibly with coefficients."""
    n = rng.randint(2, 4)
    left, right = sorted(rng.sample(range(n + 2), n)), sorted(rng.sample(range(n + 2), n))
    function = rng.choice(("sin", "cos", "sin"))
    speed = rng.choice(("", "", "/2", "*sqrt(2)", "*pi"))
    return [[f"{function}({a + b + 1}*t{speed})" for b in right] for a in left]


def half_angles(rng: random.Random) -> Rows:
    """U V^T in sines of t/2, 3t/2, t."""
    n = rng.randint(2, 3)
    return draw_product(
        rng, [*HALVES, "tan(t/4)", "1"] if n == 2 else [*HALVES[:4], "t", "1"], n, n, rng.choice((1, 1, 2))
    )


def phases(rng: random.Random) -> Rows:
    """Sines shifted by (i+j) pi/n: rank two at most, all linear relations hidden in roots of unity."""
    n, m, size = rng.choice((3, 4, 5, 6, 8)), rng.randint(2, 4), rng.randint(2, 4)
    step, speed = rng.choice((1, 1, 2)), rng.choice(("t", "t", "2*t", "sqrt(3)*t", "t/2"))
    c = [rng.choice(("", "", "2*", "t*")) for _ in range(m)]
    return [
        [f"{c[i]}{'sin' if i % 2 else 'cos'}({speed}+{(i + j) * step}*pi/{n})" for j in range(size)] for i in range(m)
    ]


def powers(rng: random.Random) -> Rows:
    """U V^T in 2^t, 3^t, 2^{t/2} and their kind."""
    m, n = rng.randint(2, 4), rng.randint(2, 4)
    return draw_product(rng, POWERS[:5] + POWERS[6:], m, n, rng.choice((1, 1, 2)))


def power_grid(rng: random.Random) -> Rows:
    """Powers (b_i c_j)^t with integer coefficients."""
    n = rng.randint(2, 4)
    left, right = rng.sample([1, 2, 3, 4, 6, 8], n), rng.sample([1, 2, 3, 4, 9], n)
    plain = rng.random() < 0.5
    return [[f"{1 if plain else draw_integer(rng, 3)}*{a * b}**t" if a * b > 1 else "1" for b in right] for a in left]


def surds(rng: random.Random) -> Rows:
    """Exponentials with sqrt(2), sqrt(3) and sqrt(6) in the exponent."""
    n, rank = rng.randint(2, 4), rng.choice((1, 1, 2))
    if rng.random() < 0.4:
        left = rng.sample(["0", "sqrt(2)", "1+sqrt(2)", "2*sqrt(2)", "sqrt(3)", "sqrt(6)/2"], n)
        right = rng.sample(["0", "1", "-sqrt(2)", "1-sqrt(2)", "sqrt(8)", "sqrt(3)"], n)
        return [[f"exp(({a}+({b}))*t)" for b in right] for a in left]
    return draw_product(rng, SURDS, n, rng.randint(2, 4), rank)


def surd_circle(rng: random.Random) -> Rows:
    """U V^T in sines of sqrt(2) t and sqrt(3) t."""
    return draw_product(rng, SURD_CIRCLE, rng.randint(2, 4), rng.randint(2, 4), 1)


def tangents(rng: random.Random) -> Rows:
    """Tangents, their hyperbolic kin and reciprocals."""
    p = rng.choice(("t", "2*t", "t/2"))
    c = draw_integer(rng)
    matrix = rng.choice((
        [[f"tan({p})", "1"], [f"sin({p})", f"cos({p})"]],
        [[f"tanh({p})", "1"], ["t", f"t*cosh({p})/sinh({p})"]],
        [[f"tan({p})**2", f"sec({p})**2"], ["1", "1"]],
        [[f"tan({p})", f"cot({p})"], ["1", f"1/tan({p})**2"]],
        [[f"tan({p})", f"{c}*tan({p})", "t"], ["1", f"{c}", f"t*cot({p})"]],
        [[f"tanh({p})", f"tan({p})"], [f"{c}", "t"]],
        [[f"tan({p})+t", "1", "t"], ["t", "1", "t"], [f"{c}*tan({p})", "0", "0"]],
        [[f"tan({p})*cos({p})", f"sin({p})*t", "0"], ["1", "t", "t**2"], [f"sec({p})*cos({p})", "t", "t**2"]],
        [[f"tanh({p})*cosh({p})-sinh({p})+t**2", "t"], ["t", "1"]],
    ))  # fmt: skip
    return sometimes_mixed(rng, matrix, 0.2)


def chirps(rng: random.Random) -> Rows:
    """Sines and exponentials of t^2."""
    words = ["sin(t**2)", "cos(t**2)", "exp(t**2)", "1", "t"]
    m, n = rng.randint(2, 3), rng.randint(2, 3)
    return draw_product(rng, rng.choice((words[:2] + words[3:], words[2:], words)), m, n, rng.choice((1, 1, 2)))


def parameters(rng: random.Random) -> Rows:
    """Parameters in arguments and beside them."""
    m, n = rng.randint(2, 3), rng.randint(2, 3)
    if rng.random() < 0.35:
        return rng.choice((
            [["sin(a+t)", "sin(a)*cos(t)+cos(a)*sin(t)"], ["b", "b"]],
            [["cos(a*t)", "sin(a*t)"], ["-a*sin(a*t)", "a*cos(a*t)"]],
            [["cos(a*t)", "sin(a*t)"], ["b*cos(a*t)", "b*sin(a*t)"], ["a", "b"]],
            [["2**(a*t)", "exp(a*log(2)*t)*b"], ["1", "b"]],
            [["sin((a+b)*t)", "sin(a*t)*cos(b*t)"], ["1", "1"]],
            [["cosh(a*t)**2-1", "sinh(a*t)"], ["sinh(a*t)", "1"]],
            [["exp(I*a*t)", "cos(a*t)"], ["1", "1-I*tan(a*t)/(1+I*tan(a*t))"]],
            [["a*t**2", "b*t", "1"], ["b*t", "b**2/a", "b/(a*t)"]],
        ))  # fmt: skip
    words = rng.choice(
        (["sin(a*t)", "cos(a*t)", "a", "t"], ["2**(a*t)", "a*t+b", "b", "1"], ["sin(b*t)", "exp(a*t)", "t", "1"])
    )
    return draw_product(rng, words, m, n, 1)


def rational_circle(rng: random.Random) -> Rows:
    """Sines in denominators, beside rational functions."""
    q = rng.choice(("2+sin(t)", "1+cos(t)", "3-cos(2*t)", "1+2**t", "sin(t)+cos(t)"))
    c = draw_integer(rng)
    return rng.choice((
        [[f"1/({q})", "1"], ["1", q]],
        [[f"sin(t)/({q})", f"t/({q})"], ["sin(t)", "t"]],
        [[f"1/({q})", f"t/({q})", f"{c}"], ["1", "t", "0"]],
        [[f"({q})/(t+1)", f"{c}*({q})"], ["1", f"{c}*(t+1)"]],
        [[f"({q})**2/({q})-({q})+t", "1/t"], ["1", "1/t**2"]],
        [[f"{c}/(t+2)", f"cos(t)/({q})"], ["1", "t"], ["0", f"1/({q})"]],
    ))  # fmt: skip


def damped(rng: random.Random) -> Rows:
    """e^t cos t and its kin."""
    return draw_product(rng, DAMPED, rng.randint(2, 4), rng.randint(2, 3), 1)


def mixed_product(rng: random.Random) -> Rows:
    """U V^T in words of all kinds, three of them at a time."""
    words = [*rng.sample(MIXED, 3), "t", "1"]
    return draw_product(rng, words, rng.randint(2, 5), rng.randint(2, 5), rng.choice((1, 1, 1, 2)))


def scalars(rng: random.Random) -> Rows:
    """1x1: zeros and polynomials in disguise."""
    a, b = rng.choice(TWINS)
    power = rng.choice(("1", "t", "t**2", "t**3"))
    return rng.choice((
        [[f"({a})-({b})"]],
        [[f"({a})-({b})+{power}"]],
        [[f"{power}*{rng.choice(ONES)}"]],
        [[f"({a})+({b})"]],
        [[f"{power}*({a})/({b})"]],
    ))  # fmt: skip


def deficient(rng: random.Random) -> Rows:
    """Rows of words; further rows are combinations of them with function coefficients."""
    n = rng.randint(2, 4)
    words = ["1", "t", "sin(t)", "cos(t)", "0", "t**2"] if rng.random() < 0.6 else ["1", "t", "2**t", "exp(t)", "0"]
    rows = [[rng.choice(words) for _ in range(n)] for _ in range(rng.randint(1, 2))]
    weights = [rng.choice(("t", words[2], "1", "2", "t")) for _ in range(4)]
    for _ in range(rng.randint(1, 3)):
        u = [rng.choice(weights) for _ in rows]
        rows.append(product_rows([u], [list(column) for column in zip(*rows, strict=True)])[0])
        if len(rows) > 3:
            break
    return rows


TRIG_FAMILIES: dict[str, Callable[[random.Random], Rows]] = {
    **{
        family.__name__: family
        for family in (
            circle_product, circle_staircase, hyperbolic_circle, identities, frequencies, half_angles, phases, powers,
            power_grid, surds, surd_circle, tangents, chirps, parameters, rational_circle, damped, mixed_product,
            scalars, deficient,
        )
    },
    **MORE,
}  # fmt: skip
"""Families by name."""

STEPS: dict[str, tuple[str, ...]] = {
    "turns": ("1", "1/2", "1/3", "2"), "periodic_staircase": ("1", "1", "2", "1/2"), "drops": ("1",),
    "chirps": ("1", "1/2"),
}  # fmt: skip
"""Steps of differences where the family asks for some of its own."""
