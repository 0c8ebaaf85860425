"""Words from which the families of the wider class are made: functions, the same function written twice, zeros."""

from __future__ import annotations

import random

from .texts import Rows, constant_rows, mix, product_rows, sum_text

CIRCLE = ["sin(t)", "cos(t)", "1", "t"]
HALVES = ["sin(t/2)", "cos(t/2)", "sin(3*t/2)", "cos(3*t/2)", "sin(t)", "cos(t)"]
TURNS = ["sin(pi*t)", "cos(pi*t)", "sin(2*pi*t)", "cos(2*pi*t)", "1", "t"]
SURDS = ["exp(sqrt(2)*t)", "exp(-sqrt(2)*t)", "exp(sqrt(3)*t)", "exp(t)", "1", "t"]
SURD_CIRCLE = ["sin(sqrt(2)*t)", "cos(sqrt(2)*t)", "cos(sqrt(3)*t)", "1", "t"]
POWERS = ["2**t", "3**t", "2**(t/2)", "(1/2)**t", "sqrt(2)**t", "6**t", "1", "t"]
DAMPED = ["exp(t)*cos(t)", "exp(t)*sin(t)", "exp(-t)*cos(t)", "exp(-t)*sin(t)", "1", "t"]
MIXED = ["sin(t)", "cos(t)", "exp(t)", "2**t", "cosh(t)", "sinh(t)", "t", "1", "exp(sqrt(2)*t)"]

ONES = [
    "(sin(t)**2+cos(t)**2)",
    "(sec(t)**2-tan(t)**2)",
    "(cosh(t)**2-sinh(t)**2)",
    "2**t*(1/2)**t",
    "(tanh(t)*cosh(t)/sinh(t))",
    "(sqrt(2)**t*2**(-t/2))",
    "(cos(sqrt(2)*t)**2+sin(sqrt(2)*t)**2)",
    "(exp(log(3)*t)/3**t)",
    "(tan(t/2)*(1+cos(t))/sin(t))",
    "(csc(t)*sin(t))",
]
"""Ways to write 1."""

TWINS = [
    ("1-cos(t)**2", "sin(t)**2"),
    ("tan(t/2)*(1+cos(t))", "sin(t)"),
    ("sin(2*t)", "2*sin(t)*cos(t)"),
    ("cos(2*t)", "1-2*sin(t)**2"),
    ("cos(3*t)", "4*cos(t)**3-3*cos(t)"),
    ("tan(t)", "sin(t)/cos(t)"),
    ("tan(2*t)", "2*tan(t)/(1-tan(t)**2)"),
    ("tanh(t/2)", "sinh(t)/(1+cosh(t))"),
    ("tanh(t)", "(2**t-2**t*exp(-2*t))/(2**t+2**t*exp(-2*t))"),
    ("sqrt(8)**t", "2**(3*t/2)"),
    ("exp(log(2)*t)", "2**t"),
    ("4**t*3**t", "12**t"),
    ("exp(2*log(3)*t)", "9**t"),
    ("sin(t+pi/4)*sqrt(2)", "sin(t)+cos(t)"),
    ("2*sin(t+pi/3)", "sin(t)+sqrt(3)*cos(t)"),
    ("2*cos(t-pi/6)", "sqrt(3)*cos(t)+sin(t)"),
    ("cos(t+pi/2)", "-sin(t)"),
    ("sin(pi/2-t)", "cos(t)"),
    ("sec(t)", "1/cos(t)"),
    ("cot(t)", "cos(t)/sin(t)"),
    ("exp(t+1)", "E*exp(t)"),
    ("cos(t)", "(exp(I*t)+exp(-I*t))/2"),
    ("sin(sqrt(8)*t)", "2*sin(sqrt(2)*t)*cos(sqrt(2)*t)"),
    ("exp(sqrt(6)*t)", "exp(sqrt(2)*sqrt(3)*t)"),
    ("sin(pi*(t+1/2))", "cos(pi*t)"),
    ("1/(1+tan(t)**2)", "cos(t)**2"),
    ("cosh(2*t)", "2*cosh(t)**2-1"),
    ("sin(t)**3", "(3*sin(t)-sin(3*t))/4"),
    ("sqrt(2)*sin(pi/8)*sin(t)*cos(pi/8)", "sin(t)/2"),
    ("exp(t*(1+sqrt(2)))", "exp(t)*exp(sqrt(2)*t)"),
    ("(2+sqrt(3))*exp(t)", "exp(t)/(2-sqrt(3))"),
    ("log(6)*t", "log(2)*t+log(3)*t"),
    ("3**(log(2)/log(3)*t)", "2**t"),
]
"""The same function twice."""


def draw_product(rng: random.Random, words: list[str], m: int, n: int, rank: int) -> Rows:
    """U V^T with entries from the words, as different within a column as there are words."""

    def column(size: int) -> list[str]:
        return rng.sample(words, size) if size <= len(words) else [*rng.sample(words, len(words)), "1", "2"][:size]

    u, v = ([column(size) for _ in range(rank)] for size in (m, n))
    return product_rows(*([list(row) for row in zip(*columns, strict=True)] for columns in (u, v)))


def staircase(rng: random.Random, words: list[str], low: int = 2, high: int = 5) -> Rows:
    """U diag(g) V^T with constant U and V: the rank of the k-th order counts the g^(k) that are not zero."""
    m, n = min(high, rng.randint(low, high + 1)), min(high, rng.randint(low, high + 1))
    u, v = constant_rows(rng, m, len(words), 0.7, 2), constant_rows(rng, n, len(words), 0.7, 2)
    return [[sum_text([_scaled(a * b, g) for a, b, g in zip(x, y, words, strict=True) if a * b]) for y in v] for x in u]


def _scaled(c: int, word: str) -> str:
    wrapped = f"({word})" if "+" in word or "-" in word else word
    return wrapped if c == 1 else f"{c}*{wrapped}"


def hidden_polynomials(rng: random.Random, count: int) -> list[str]:
    """Powers of t, some times a way to write 1."""
    chosen = []
    for _ in range(count):
        power = rng.choice(("1", "t", "t", "t**2", "t**2", "t**3", "t**4"))
        chosen.append(f"{power}*{rng.choice(ONES)}" if rng.random() < 0.5 else power)
    return chosen


def sometimes_mixed(rng: random.Random, rows: Rows, share: float = 0.3) -> Rows:
    """Multiplied by unimodular constants now and then."""
    return mix(rows, rng) if rng.random() < share and max(len(rows), len(rows[0])) < 4 else rows
