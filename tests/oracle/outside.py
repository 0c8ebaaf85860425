"""Random inputs from outside the exact class: never to be called exact.

Every matrix has at least one entry with a function that no rewriting brings into the class: each `word` is outside by
itself (a logarithm or root of something that varies and is no square or power, an exponent that is no
polynomial or has a coefficient outside the span), occurs once in an entry, is never squared, and is combined with
ordinary entries by + - * / only.
"""

from __future__ import annotations

import random
from typing import Any

from .texts import Rows

Input = dict[str, Any]

FUNCTIONS = "log sqrt asin acos atan asinh acosh atanh erf gamma".split()
ARGUMENTS = (
    "t", "t+1", "2*t", "t/2", "t**2+1", "a*t", "a+t", "a", "exp(t)+1", "sin(t)+2", "t**2+t+1", "1/(t+2)", "2**t+1",
    "a*t+1", "t**3", "cos(sqrt(2)*t)+3", "3*a+1", "t**2+a**2", "tan(t)", "pi*t", "t+sqrt(2)", "exp(t)+exp(2*t)",
)  # fmt: skip
"""No squares, no powers of e; all vary with t or a parameter."""

EXPONENTIALS = "exp sin cos tan sinh cosh tanh cot sec csc".split()
EXPONENTS = (
    "exp(t)", "1/t", "sqrt(t)", "t/(t+1)", "sin(t)", "a/t", "log(t+1)*t", "1/(t**2+1)", "exp(-t)", "cosh(t)", "2**t",
    "t**(3/2)", "1/(t+a)", "t*exp(t)", "a**t", "tan(t/2)", "t*sqrt(t+1)",
)  # fmt: skip
"""No polynomials (an exponential of a lone logarithm would be a power)."""

COEFFICIENTS = (
    "E", "log(2)*log(3)", "log(2)/log(3)", "(E+pi)", "pi**2", "2**(1/3)", "pi*log(2)", "(1/pi)", "E**2", "log(2)**2",
    "5**(1/4)", "(1/log(2))", "(pi+1/pi)", "(1+2**(1/3))", "(sqrt(2)+E)", "(log(2)*log(5)+1)", "(pi**2-pi)", "3**(2/3)",
    "I*E", "(pi/E)", "sqrt(2)*E", "pi**3", "(2**(1/3)+sqrt(2))",
)  # fmt: skip
"""Constants outside the span."""

POLYNOMIALS = ("t", "2*t", "t/2", "t**2", "a*t", "(t**2+t)", "(t+1)", "t*a**2", "t**3", "a")
BASES = ("2", "3", "6", "(1/2)", "sqrt(2)", "10")
BASE_COEFFICIENTS = ("E", "pi", "log(3)*log(5)", "log(7)", "2**(1/3)", "pi**2", "(E+1)", "(pi+1)")
"""Outside the span times the logarithm of any of the bases."""

POWERS = (
    "t**a", "a**t", "t**t", "t**(1/2)", "t**pi", "(t+1)**(1/3)", "(t**2+1)**(3/2)", "t**sqrt(2)", "a**(1/2)",
    "(a+1)**t", "t**(-1/2)", "(sin(t)+2)**t", "t**E", "t**I", "t**(a/2)", "t**0.5", "(t+a)**(2/3)", "a**(t**2)",
    "(2*t)**t", "t**(t+1)", "(t+2)**a", "a**(2*t+1)", "(exp(t)+1)**(1/2)", "(t**2+t)**(1/4)", "a**pi", "t**log(2)",
    "(a*t)**(1/3)", "a**b", "t**(-a)",
)  # fmt: skip

ORDINARY = (
    "1", "t", "2", "t+1", "exp(t)", "sin(t)", "cos(2*t)", "2**t", "t**2", "a", "sqrt(2)", "exp(sqrt(2)*t)", "1/(t+3)",
    "tanh(t)", "pi", "t*cos(t)", "a*t", "log(2)", "3", "-t",
)  # fmt: skip
"""Entries of the class, none of them zero."""


def word(rng: random.Random) -> str:
    """One function outside the class."""
    kind = rng.randrange(5)
    if kind == 0:
        return f"{rng.choice(FUNCTIONS)}({rng.choice(ARGUMENTS)})"
    if kind == 1:
        return f"{rng.choice(EXPONENTIALS)}({rng.choice(EXPONENTS)})"
    if kind == 2:
        return rng.choice(POWERS)
    more = rng.choice(("", "", "", "+t", "-2*t", "+1", "+sqrt(2)*t", "+t**4"))
    if kind == 3:
        return f"{rng.choice(EXPONENTIALS)}({rng.choice(COEFFICIENTS)}*{rng.choice(POLYNOMIALS)}{more})"
    return f"{rng.choice(BASES)}**({rng.choice(BASE_COEFFICIENTS)}*{rng.choice(POLYNOMIALS)}{more})"


def entry(rng: random.Random) -> str:
    """A word alone or combined with an ordinary entry."""
    chosen, plain = word(rng), rng.choice(ORDINARY)
    return rng.choice((
        chosen, chosen, f"{rng.choice((2, 3, -1, -5))}*{chosen}", f"({plain})*{chosen}", f"{plain}+{chosen}",
        f"{plain}-{chosen}", f"{chosen}/({plain})", f"({plain})/{chosen}", f"1/(1+{chosen})", f"({chosen}+{plain})/2",
    ))  # fmt: skip


def matrix(rng: random.Random) -> Rows:
    """1x1 to 3x3 with one to three entries outside; the others ordinary, none of them zero."""
    m, n = rng.choice(((1, 1), (1, 2), (2, 1), (2, 2), (2, 2), (2, 3), (3, 2), (3, 3)))
    rows = [[rng.choice(ORDINARY) for _ in range(n)] for _ in range(m)]
    if rng.random() < 0.3:  # rank one but for what follows
        rows = [[f"({rows[i][0]})*({rows[0][j]})" for j in range(n)] for i in range(m)]
    elif m > 1 and rng.random() < 0.2:  # one row a multiple of another
        rows[-1] = [f"({rng.choice(('2', 't', '-1'))})*({x})" for x in rows[0]]
    for i, j in rng.sample([(i, j) for i in range(m) for j in range(n)], min(m * n, rng.choice((1, 1, 1, 2, 3)))):
        rows[i][j] = entry(rng)
    return rows


def inputs(count: int, seed: int = 0) -> list[Input]:
    """Inputs: rows, order 1 or 2, kind and step."""
    rng, seen = random.Random(seed), set()
    found: list[Input] = []
    while len(found) < count:
        rows = matrix(rng)
        if str(rows) in seen:
            continue
        seen.add(str(rows))
        kind = "difference" if rng.random() < 0.25 else "derivative"
        found.append({"rows": rows, "max_order": rng.randint(1, 2), "kind": kind, "h": rng.choice(("1", "1/2"))})
    return found
