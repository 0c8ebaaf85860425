"""Numerical ranks outside the exact class, against known answers, exact ranks in disguise, and mpmath."""

from __future__ import annotations

import time
from fractions import Fraction

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rankdyn as rd
from rankdyn.rank.outside import outside_call, outside_sequence
from tests.strategies import examples

ONE = Fraction(1)


def sequence(source: object, order: int = 0, kind: str = "derivative", step: Fraction = ONE, **options: object):
    D = source if isinstance(source, rd.MatrixFunction) else rd.MatrixFunction(source)
    return outside_sequence(D, order, kind, step, np.random.default_rng(0), **options)


def nested(name: str, depth: int) -> str:
    return f"{name}(" * depth + "t" + ")" * depth


KNOWN = [
    ("[[1, log(t)], [t, t*log(t)]]", (1, 2, 1, 1)),
    ("[[log(t), log(t**2)], [1, 2]]", (1, 1, 1, 1)),  # 2 log t
    ("[[sqrt(t)**2 - t]]", (0, 0, 0, 0)),
    ("[[sqrt(t), 1], [t, sqrt(t)]]", (1, 2, 2, 2)),
    ("[[asin(t) + acos(t), pi], [1, 2]]", (1, 0, 0, 0)),  # π/2
    ("[[gamma(t + 1) - t*gamma(t), 0], [0, erf(t) + erfc(t) - 1]]", (0, 0, 0, 0)),
    ("[[t**(1/2), t**(1/2)], [1, t]]", (2, 2, 1, 1)),
    ("[[exp(exp(t)), exp(t + exp(t))], [0, 1]]", (2, 1, 1, 1)),
    ("[[cos(log(t)), sin(log(t))], [-sin(log(t)), cos(log(t))]]", (2, 2, 2, 2)),
    ("[[log(t), log(t)**2, 1], [log(t)**2, log(t)**3, log(t)], [1, log(t), 0]]", (2, 3, 3, 3)),
    ("[[a*log(t), b*log(t)], [a, b]]", (1, 1, 1, 1)),
    ("[[t**a, t**(a + 1)], [1, t]]", (1, 2, 1, 1)),
    ("[[log(-1 - t**2), 1], [t, 1]]", (2, 1, 1, 1)),  # on the cut for every real t
    ("[[log(log(log(t)))]]", (1, 1, 1, 1)),
    ("[[acosh(2*t), asin(t/20)]]", (1, 1, 1, 1)),
]


@pytest.mark.parametrize(("text", "expected"), KNOWN, ids=[text for text, _ in KNOWN])
def test_known_ranks(text: str, expected: tuple[int, ...]) -> None:
    found = sequence(text, 3)
    assert tuple(found) == expected
    assert found.kind == "numerical"
    assert found.certificate is None
    assert found.error_probability is None
    assert all(bound.kind == "numerical" and "outside the exact class" in bound.method for bound in found.bounds)


def test_differences_use_the_nodes() -> None:
    assert tuple(sequence("[[log(2**t), 1]]", 2, "difference", Fraction(3))) == (1, 1, 0)
    # Δ_h of gamma(t + 1)/gamma(t) = t
    assert tuple(sequence("[[gamma(t + 1)/gamma(t)]]", 2, "difference", Fraction(1, 3))) == (1, 1, 0)
    assert tuple(sequence("[[gamma(t + 1)/gamma(t)]]", 2)) == (1, 1, 0)
    # periodic under the step, though not constant
    assert tuple(sequence("[[sqrt(2 + cos(2*pi*t)), 1]]", 2, "difference", ONE)) == (1, 0, 0)
    assert tuple(sequence("[[sqrt(2 + cos(2*pi*t)), 1]]", 2, "difference", Fraction(1, 2))) == (1, 1, 1)


STRUCTURES = [
    rd.Product([["1"], ["log(t)"]], [["t"], ["1"]]),
    rd.Separable([[1, 0], [1, 1]], ["log(t)", "t"], [[1, 2], [0, 1]]),
    rd.Sum([["log(t)", "t"]], [["1", "sqrt(t)"]], coefficients=["a", "1/3"]),
    rd.BlockSum([["log(t)"]], [["t", "erf(t)"]]),
]


@pytest.mark.parametrize("D", STRUCTURES, ids=repr)
@pytest.mark.parametrize("kind", ["derivative", "difference"])
def test_structures_agree_with_their_entries(D: rd.MatrixFunction, kind: str) -> None:
    written = rd.MatrixFunction([list(row) for row in str_rows(D)])
    assert tuple(sequence(D, 3, kind)) == tuple(sequence(written, 3, kind))


def str_rows(D: rd.MatrixFunction) -> list[list[str]]:
    from rankdyn.expressions.printing import text

    return [[text(entry) for entry in row] for row in D.rows()]


@given(st.lists(st.lists(st.sampled_from(["0", "1", "t", "exp(t)", "a*t", "t**2"]), min_size=3, max_size=3), min_size=2,
                max_size=3), st.sampled_from(["derivative", "difference"]))  # fmt: skip
@examples(40)
def test_functions_of_the_class_in_disguise_have_their_exact_ranks(rows: list[list[str]], kind: str) -> None:
    # √(x² + 1)² − 1 = x²; exp(log(1 + t²)) is not seen through either
    exact = rd.MatrixFunction([[f"({e})**2" for e in row] for row in rows])
    disguised = rd.MatrixFunction([[f"sqrt(({e})**2 + 1 + t**2)**2 - exp(log(1 + t**2))" for e in row] for row in rows])
    assert outside_call(disguised) is not None
    assert tuple(sequence(disguised, 2, kind)) == tuple(rd.rank_sequence(exact, 2, kind))


def test_the_method_says_why_and_how() -> None:
    (bound,) = sequence("[[1, log(t)], [log(t), log(t)**2]]").bounds
    assert bound.method.startswith("log(t) is outside the exact class; at least 1, proved by ball arithmetic at t = ")
    assert "4 random points" in bound.method
    assert "smallest pivot kept 2^" in bound.method
    assert "largest dropped below 2^-" in bound.method
    assert "no clear gap" not in bound.method
    (full,) = sequence("[[log(t)]]").bounds
    assert "at most 1 by the structure of the matrix" in full.method
    (named,) = sequence("[[2**(1/3) + t]]", reason="the field of 2^(1/3) is too large").bounds
    assert named.method.startswith("the field of 2^(1/3) is too large; at least 1")


def test_what_is_proved_is_not_zero() -> None:
    # 10**-60 is far below double precision and above what 256 bits lose
    assert tuple(sequence("[[1, 1], [1, 1 + log(t)/10**60]]")) == (2,)
    # beyond all precisions tried: one pivot is proved, the other is not, and its ball is tiny
    assert tuple(sequence("[[1, 1], [1, 1 + exp(-exp(exp(9 + t**2)))]]")) == (1,)


def test_entries_of_different_sizes_get_more_digits() -> None:
    rows = [[f"gamma(t + {1 + 40 * i * j})" for j in range(4)] for i in range(4)]
    found = sequence(rows, 1)
    assert tuple(found) == (4, 4)
    assert "with 256 bits" not in found.bounds[0].method


def test_the_largest_rank_over_the_points_counts() -> None:
    # 0 for positive t, −2t for negative t
    assert tuple(sequence("[[sqrt(t**2) - t, 0], [0, 0]]")) == (1,)


def test_a_doubtful_gap_is_not_hidden() -> None:
    # rows whose scales differ by more than any precision tried, and no scaling mends it
    n = 6
    rows = [[f"gamma(t + {1 + 4000 * i * j})" for j in range(n)] for i in range(n)]
    found = sequence(rows)
    assert found[0] == n or "no clear gap" in found.bounds[0].method


def test_pointwise_ranks() -> None:
    D = "[[log(t), 0], [0, a*t]]"
    assert tuple(sequence(D, 1, at=ONE)) == (1, 2)  # log 1 = 0
    assert tuple(sequence(D, 1, at=Fraction(2))) == (2, 2)
    found = sequence(D, 1, at=ONE)
    assert found.statement.startswith("ranks at t = 1")
    for point in (Fraction(0), Fraction(-1)):
        with pytest.raises(rd.InvalidInputError, match=rf"entry \[0\]\[0\], log\(t\): .*cut.* at t = {point}"):
            sequence(D, at=point)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[[t, gamma(-3)]]", r"entry \[0\]\[1\], gamma\(-3\): gamma has a pole"),
        (f"[[1], [{nested('exp', 50)}]]", r"entry \[1\]\[0\], exp.*too large"),
        ("[[1/(gamma(t) - gamma(t)) + 0*t]]", "a denominator is zero"),
        ("[[log(log(t) - log(t))]]", "cut"),
    ],
)
def test_undefined_everywhere_is_refused(text: str, reason: str) -> None:
    with pytest.raises(rd.InvalidInputError, match=reason):
        sequence(text)


@pytest.mark.parametrize(
    "text",
    [
        *(f"[[{nested(name, 50)}]]" for name in "log sqrt sin gamma erf Ei airybi LambertW loggamma zeta tan".split()),
        "[[exp(exp(exp(t)))]]",
        "[[sqrt(t)**1000, t**1000]]",
        "[[(log(t)**10000 + 1)**10000]]",
        "[[zeta(exp(exp(exp(t))))]]",
        "[[gamma(exp(exp(exp(t))))]]",
    ],
)
@pytest.mark.parametrize("kind", ["derivative", "difference"])
def test_nothing_hangs(text: str, kind: str) -> None:
    start = time.process_time()
    try:
        found = sequence(text, 5, kind)
        assert found.kind == "numerical"
    except rd.InvalidInputError as error:
        if "entry [0][0]" not in str(error):
            raise
    assert time.process_time() - start < 10


def test_thirty_by_thirty_takes_seconds() -> None:
    rows = [[f"log(t + {i + j + 1})*erf(t/{i + 1})" for j in range(30)] for i in range(30)]
    start = time.process_time()
    found = sequence(rows, 3)
    assert time.process_time() - start < 30
    assert found[0] == 30


def test_a_matrix_too_large_is_refused_at_once() -> None:
    with pytest.raises(rd.BudgetExceededError, match="500 x 500"):
        sequence(rd.Product([["log(t)"]] * 500, [["1"]] * 500))


def test_empty_matrices() -> None:
    empty = rd.BlockSum(rd.zeros(0, 2), [["log(t)"]])
    assert tuple(sequence(empty, 1)) == (1, 1)
    assert tuple(sequence(rd.zeros(0, 2), 1, reason="asked for")) == (0, 0)


def test_the_same_seed_gives_the_same_answer() -> None:
    D = "[[log(t), a], [t, log(t)]]"
    assert sequence(D, 2).explain() == sequence(D, 2).explain()


def test_ranks_agree_with_mpmath() -> None:
    # 3 × 3 of second derivatives, computed independently at one point
    functions = [lambda z: mpmath.log(z), lambda z: mpmath.sqrt(z), lambda z: mpmath.gamma(z)]
    texts = ["log(t)", "sqrt(t)", "gamma(t)"]
    D = [[f"{texts[i]}*{texts[j]}" for j in range(3)] for i in range(3)]
    with mpmath.workdps(60):
        for k, expected in enumerate(sequence(D, 4)):
            matrix = mpmath.matrix(3, 3)
            for i in range(3):
                for j in range(3):
                    matrix[i, j] = mpmath.diff(
                        lambda z, i=i, j=j: functions[i](z) * functions[j](z), mpmath.mpf(5) / 4, k
                    )
            singular = mpmath.svd_r(matrix, compute_uv=False)
            assert sum(s > 1e-20 * singular[0] for s in singular) == expected
