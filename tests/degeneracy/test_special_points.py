"""`special_points` against cases worked by hand, brute force over rational points, and numerical determinants."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rankdyn as rd
from tests.strategies import examples

# ---- worked by hand -------------------------------------------------------------------------------------------------

EXACT = [
    # D, options, (value, rank) of the points
    ("[[t, 0], [0, 1]]", {}, [("0", 1)]),
    ("[[1, t], [t, t**2]]", {}, []),
    ("[[1, 2], [2, 4]]", {}, []),
    ("[[0, 0], [0, 0]]", {}, []),
    ("[[1/(t - 1)]]", {}, []),
    ("[[t - pi]]", {}, [("pi", 0)]),
    ("[[(t - 1/2)*(t + 3), t - 1/2]]", {}, [("1/2", 0)]),
    ("[[t, 0], [0, t**2*(t - 1)]]", {}, [("0", 0), ("1", 1)]),
    ("[[t, 0], [0, t**2]]", {"order": 1}, [("0", 1)]),
    ("[[t**3 - 3*t]]", {"order": 1}, [("-1", 0), ("1", 0)]),
    ("[[sin(t), 0], [0, 1]]", {"within": (-4, 7)}, [("-pi", 1), ("0", 1), ("pi", 1), ("2*pi", 1)]),
    ("[[1 - sin(t), cos(t)], [cos(t), 1 + sin(t)]]", {"within": (-9, 9)}, []),
    ("[[sin(pi*t), 0], [0, cos(pi*t)]]", {"within": (0, 2)}, [(x, 1) for x in ("0", "1/2", "1", "3/2", "2")]),
    ("[[sin(t)**2 - 1/2]]", {"within": (0, 3)}, [("1/4*pi", 0), ("3/4*pi", 0)]),
    ("[[sin(t + 1)]]", {"within": (0, 6)}, [("pi - 1", 0), ("2*pi - 1", 0)]),
    ("[[exp(t) - 2]]", {}, [("log(2)", 0)]),
    ("[[exp(t) + 2]]", {}, []),
    ("[[exp(t) - exp(1)]]", {}, [("1", 0)]),
    ("[[t*exp(t), 0], [0, exp(2*t)]]", {}, [("0", 1)]),
    ("[[exp(t), t], [t*exp(t), 1]]", {}, [("-1", 1), ("1", 1)]),
    ("[[exp(t) - 2, 0], [0, t - 1]]", {"within": (0, 2)}, [("log(2)", 1), ("1", 1)]),
    ("[[sin(t)/t]]", {"within": (-4, 4)}, [("-pi", 0), ("pi", 0)]),
    ("[[sin(t)**2/t]]", {"within": (-1, 1)}, [("0", 0)]),
    ("[[t*sin(t), 0], [0, sin(t)*exp(t)]]", {"within": (-1, 4)}, [("0", 0), ("pi", 0)]),
    ("[[sin(t)*sin(pi*t)]]", {"within": (0, 4)}, [(x, 0) for x in ("0", "1", "2", "3", "pi", "4")]),
    ("[[cos(t) - 1 + t**2/2]]", {"within": (-1, 1)}, [("0", 0)]),
    ("[[t - sin(t)]]", {"within": (-1, 2)}, [("0", 0)]),
    ("[[sin(t), t - pi]]", {"within": (0, 7)}, [("pi", 0)]),
    ("[[exp(I*t) - t]]", {"within": (-5, 5)}, []),
    ("[[(exp(t) - 2)/(t - log(2))]]", {"within": (0, 4)}, []),
]


@pytest.mark.parametrize(("D", "options", "expected"), EXACT)
def test_exact_points(D, options, expected):
    found = rd.special_points(D, **options)
    assert found.complete, found
    assert [(point.value, point.rank) for point in found.points] == expected
    assert all(point.exact and point.is_real for point in found.points)


BOXED = [
    ("[[t**2 - 2, 0], [0, 1]]", {}, [-(2**0.5), 2**0.5], "t**2 - 2"),
    ("[[t**3 - t - 1]]", {"within": (-9, 9)}, [1.324717957244746], "t**3 - t - 1"),
    ("[[t - sqrt(2)]]", {}, [2**0.5], "t**2 - 2"),
    ("[[t**2 - pi]]", {"within": (0, 2)}, [np.pi**0.5], None),
    ("[[t - exp(-t)]]", {"within": (0, 1)}, [0.5671432904097838], None),
    ("[[exp(t**2) - 2]]", {"within": (-2, 2)}, [-(np.log(2) ** 0.5), np.log(2) ** 0.5], None),
    ("[[3*sin(t) + 4*cos(t)]]", {"within": (0, 4)}, [np.pi - np.arctan(4 / 3)], None),
    ("[[exp(t) + exp(pi*t) - 3]]", {"within": (-5, 5)}, [0.18625982809], None),
    ("[[exp(2*t) - exp(t) - 1]]", {}, [np.log((1 + 5**0.5) / 2)], None),
    ("[[(t - sqrt(2))*(t - exp(-t))]]", {"within": (-3, 3)}, [0.5671432904097838, 2**0.5], None),
    ("[[cos(t) - log(2)]]", {"within": (0, 7)}, [np.arccos(np.log(2)), 2 * np.pi - np.arccos(np.log(2))], None),
    ("[[cos(t) - pi]]", {"within": (0, 7)}, [], None),
    ("[[cos(t) + 2*log(2)*sin(t)]]", {"within": (0, 3)}, [np.pi - np.arctan(1 / (2 * np.log(2)))], None),
    ("[[2*cos(2*t) - 2*cos(t) - 1]]", {"within": (0, 3)}, [np.arccos((1 - 13**0.5) / 4)], None),
]


@pytest.mark.parametrize(("D", "options", "expected", "polynomial"), BOXED)
def test_isolated_points(D, options, expected, polynomial):
    found = rd.special_points(D, **options)
    assert found.complete, found
    assert [complex(point.box) for point in found.points] == pytest.approx(expected)
    for point in found.points:
        low, high = point.box.real
        assert not point.exact
        assert high - low < Fraction(1, 10**12)
        assert polynomial is None or point.minimal_polynomial == polynomial


def test_complex_points_are_conjugate():
    found = rd.special_points("[[t**3 - t - 1]]")
    assert len(found.points) == 3
    first, second, real = (complex(point.box) for point in found.points)
    assert first == second.conjugate()
    assert real.imag == 0


FAMILIES = [
    ("[[sin(t), 0], [0, 1]]", [("0", "pi", 1)]),
    ("[[sin(t)*cos(t)]]", [("0", "1/2*pi", 0)]),
    ("[[sin(t) + cos(2*t)]]", [("1/2*pi", "2/3*pi", 0)]),
    ("[[sin(t), 0], [0, sin(2*t)]]", [("0", "pi", 0), ("1/2*pi", "pi", 1)]),
    ("[[sin(sqrt(2)*t)]]", [("0", "1/2*pi*sqrt(2)", 0)]),
    ("[[exp(t) - 2]]", [("log(2)", "2*pi*I", 0)]),
    ("[[exp(t) + 2]]", [("pi*I + log(2)", "2*pi*I", 0)]),
    ("[[cosh(t)]]", [("1/2*pi*I", "pi*I", 0)]),
    ("[[tan(t)]]", [("0", "pi", 0)]),
    ("[[2 + exp(t)/(1 + exp(t)**2), 1]]", []),
]


@pytest.mark.parametrize(("D", "expected"), FAMILIES)
def test_families(D, expected):
    found = rd.special_points(D)
    assert sorted((f.start, f.period, f.rank) for f in found.families) == sorted(expected)


def test_complex_zeros_of_a_real_trigonometric_function_are_not_real_points():
    found = rd.special_points("[[2*cos(t) - 3]]", within=(-20, 20))
    assert found.points == ()
    assert len(found.families) == 2
    assert found.complete


def test_a_zero_on_the_unit_circle_that_is_no_root_of_unity_is_real():
    """5 cos t = 3 + 4 sin(0): z = (3 ± 4i)/5, on the unit circle."""
    found = rd.special_points("[[5*cos(t) - 3]]", within=(-2, 2))
    assert [complex(point.box) for point in found.points] == pytest.approx([-np.arccos(0.6), np.arccos(0.6)])
    assert not any(family.exact for family in found.families)
    assert all(0 <= complex(family.box).real < 2 * np.pi for family in found.families)


def test_of_a_salem_polynomial_only_the_roots_on_the_circle_are_real_points():
    """z⁴ − z³ − z² − z + 1 is its own reversal; two of its roots are real, 1.72… and its inverse."""
    found = rd.special_points("[[2*cos(2*t) - 2*cos(t) - 1]]", within=(-3, 3))
    assert len(found.families) == 4
    assert len(found.points) == 2
    assert found.complete


# ---- poles and limits -----------------------------------------------------------------------------------------------


def test_poles_stand_apart():
    found = rd.special_points("[[1/(t - 1), 0], [0, t]]")
    assert [(pole.value, pole.removable) for pole in found.poles] == [("1", False)]
    assert [point.value for point in found.points] == ["0"]


def test_a_removable_singularity_takes_its_limit():
    found = rd.special_points("[[sin(t)/t, 0], [0, 1 - t]]", within=(-1, 1))
    assert [(pole.value, pole.removable, pole.rank) for pole in found.poles] == [("0", True, 2)]


def test_a_removable_singularity_may_be_special():
    found = rd.special_points("[[(1 - cos(t))/t]]", within=(-1, 1))
    assert [(pole.value, pole.rank) for pole in found.poles] == [("0", 0)]
    assert [point.value for point in found.points] == ["0"]


def test_conjugate_factors_of_a_denominator_are_no_poles():
    """1/(3 sin t + 4 cos t), written over Q(i), has the norm as its denominator, with twice as many roots."""
    found = rd.special_points("[[1/(3*sin(t) + 4*cos(t))]]", within=(0, 7))
    values = [complex(pole.box) for pole in found.poles if not hasattr(pole, "period")]
    zero = np.pi - np.arctan(4 / 3)
    assert sorted(z.real for z in values) == pytest.approx([zero, zero + np.pi])
    assert found.points == ()
    found = rd.special_points("[[1/(t - sqrt(2))]]")
    assert [complex(pole.box) for pole in found.poles] == pytest.approx([2**0.5])


def test_tan_minus_t_has_its_poles():
    found = rd.special_points("[[tan(t) - t]]", within=(-5, 5))
    assert [pole.value for pole in found.poles] == ["-3/2*pi", "-1/2*pi", "1/2*pi", "3/2*pi"]
    assert [complex(p.box) for p in found.points] == pytest.approx([-4.493409457909064, 0, 4.493409457909064])


# ---- brute force ----------------------------------------------------------------------------------------------------

GRID = sorted({Fraction(p, q) for q in (1, 2, 3) for p in range(-6, 7)})
linear = st.tuples(st.integers(-2, 2), st.integers(-2, 2)).map("({0[0]})*t + ({0[1]})".format)
small = st.one_of(st.integers(-2, 2).map(str), linear, st.tuples(linear, linear).map("({0[0]})*({0[1]})".format))


@st.composite
def polynomial_matrices(draw: st.DrawFn) -> list[list[str]]:
    m, n = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    return draw(st.lists(st.lists(small, min_size=n, max_size=n), min_size=m, max_size=m))


@given(polynomial_matrices(), st.integers(0, 1))
@examples(40)
def test_agreement_with_the_rank_at_many_rational_points(rows, order):
    found = rd.special_points(rows, order)
    assert found.complete
    assert found.generic_rank == rd.rank_sequence(rows, order)[order]
    values = {Fraction(point.value): point.rank for point in found.points if point.exact}
    for t0 in GRID:
        rank = rd.rank_at(rows, t0, order)[order]
        assert values.get(t0, found.generic_rank) == rank, t0


@given(polynomial_matrices().filter(lambda rows: len(rows) == len(rows[0])))
@examples(40)
def test_agreement_with_numerical_roots_of_the_determinant(rows):
    found = rd.special_points(rows)
    n = len(rows)
    if found.generic_rank < n:
        return
    degree = 2 * n
    angles = np.exp(2j * np.pi * np.arange(degree + 1) / (degree + 1))
    values = [np.linalg.det([[complex(eval(e, {"t": z})) for e in row] for row in rows]) for z in angles]
    coefficients = np.round(np.fft.fft(values) / (degree + 1)).real
    roots = np.roots(np.trim_zeros(coefficients[::-1], "f")) if coefficients.any() else []
    boxes = [complex(point.box) for point in found.points]
    for root in roots:
        assert min(abs(root - box) for box in boxes) < 1e-3
    for box in boxes:
        assert min(abs(box - root) for root in roots) < 1e-3


@given(st.integers(0, 10**6))
@examples(12)
def test_matrices_of_known_smith_form(seed):
    """U·diag(d_1, …, d_4)·V with unimodular U, V has at a root of p the rank #{i : p does not divide d_i}."""
    rng = np.random.default_rng(seed)
    factors = ["t", "(t - 1)", "(2*t + 3)", "(t**2 - 3)", "(t**2 + t + 1)"]
    powers = np.sort(rng.integers(0, 3, size=(len(factors), 4)) * rng.integers(0, 2, size=(len(factors), 1)), axis=1)
    diagonal = ["*".join(f"{f}**{p}" for f, p in zip(factors, powers[:, i], strict=True)) for i in range(4)]
    zero = bool(rng.integers(2))
    diagonal = [*diagonal[:3], "0"] if zero else diagonal
    size = 3 if zero else 4

    def unimodular() -> rd.MatrixFunction:
        lower, upper = [[["0"] * 4 for _ in range(4)] for _ in range(2)]
        for i in range(4):
            for j in range(4):
                a, b = rng.integers(-2, 3, size=2).tolist()
                for matrix, inside in ((lower, j < i), (upper, j > i)):
                    matrix[i][j] = "1" if i == j else f"({a}) + ({b})*t" if inside else "0"
        return rd.Product(lower, upper)

    rows = [[diagonal[i] if i == j else "0" for j in range(4)] for i in range(4)]
    D = rd.Product(unimodular(), rows, unimodular()).expand()
    found = rd.special_points(D)
    assert found.generic_rank == size
    expected = {}
    for factor, row in zip(factors, powers, strict=True):
        rank = int(np.sum(row[:size] == 0))
        if rank < size:
            expected[factor.strip("()")] = rank
    seen = {}
    for point in found.points:
        named = {"0": "t", "1": "t - 1", "-3/2": "2*t + 3"}.get(point.value or "", point.minimal_polynomial)
        assert seen.setdefault(named, point.rank) == point.rank
    assert seen == expected


mixed_entries = st.sampled_from(
    ["t", "1", "exp(t)", "exp(-t) - t", "sin(t)", "cos(2*t)", "t - 1", "t*exp(t) - 1", "exp(t) - 2", "2"]
)


@given(st.lists(mixed_entries, min_size=4, max_size=4))
@examples(30)
def test_mixed_functions_agree_with_numerical_determinants(entries):
    D = rd.MatrixFunction([entries[:2], entries[2:]])
    try:
        found = rd.special_points(D, within=(-3, 3))
    except rd.InvalidInputError:
        raise AssertionError("an interval was given") from None
    if found.generic_rank < 2:
        return
    times = np.linspace(-3, 3, 4001)
    values = np.linalg.det(D.evaluate(times))
    at = np.array([complex(point.box).real for point in found.points])
    if len(at):
        assert np.abs(np.linalg.det(D.evaluate(at))).max() < 1e-8
    left = [tuple(map(float, box.box.real)) for box in found.undecided]
    for low, high, a, b in zip(times, times[1:], values, values[1:], strict=False):
        if a * b < 0:
            inside = ((at >= low - 1e-9) & (at <= high + 1e-9)).any()
            assert inside or any(x <= high and low <= y for x, y in left), (low, high)


@given(st.lists(st.tuples(st.integers(-3, 3), st.integers(-3, 3)), min_size=1, max_size=3), st.integers(-3, 3))
@examples(30)
def test_trigonometric_polynomials_agree_with_sign_changes(terms, constant):
    text = " + ".join(f"({a})*cos({k}*t) + ({b})*sin({k}*t)" for k, (a, b) in enumerate(terms, 1)) + f" + ({constant})"
    D = rd.MatrixFunction([[text]])
    found = rd.special_points(D, within=(0, 6))
    assert found.complete
    if not found.generic_rank:
        return
    times = np.linspace(0, 6, 3001)
    values = D.evaluate(times)[:, 0, 0]
    at = np.array([complex(point.box).real for point in found.points])
    if len(at):
        assert np.abs(D.evaluate(at)).max() < 1e-8
    for low, high, a, b in zip(times, times[1:], values, values[1:], strict=False):
        if a * b < 0 and min(abs(a), abs(b)) > 1e-9:
            assert ((at >= low - 1e-9) & (at <= high + 1e-9)).any(), (text, low)


# ---- what cannot be decided, and what is refused --------------------------------------------------------------------


def test_a_double_zero_that_is_not_simple_to_name_is_left_undecided():
    """1 + cos t − (t − π)²/2 has a zero of order 4 at π, where no sign changes: it is neither dropped nor claimed."""
    found = rd.special_points("[[1 + cos(t) - (t - pi)**2/2]]", within=(3, 4))
    assert found.points == ()
    (left,) = found.undecided
    low, high = map(float, left.box.real)
    assert low <= np.pi <= high
    assert high - low < 1e-9


def test_powers_of_a_factor_do_not_hide_its_zeros():
    found = rd.special_points("[[(t - cos(t))**2*(1 + (exp(t) - 3)**2)]]", within=(0, 1))
    assert len(found.points) == 1
    assert found.complete


def test_two_conditions_that_may_meet_are_undecided_or_excluded():
    found = rd.special_points("[[t*exp(t) - 1, t - cos(t)]]", within=(0, 1))
    assert found.points == ()
    assert found.complete


def test_the_end_of_the_budget_leaves_boxes():
    found = rd.special_points("[[sin(t) - t/2 + exp(t)/50]]", within=(-30, 30), budget=20_000)
    assert not found.complete
    assert "budget" in str(found)
    full = rd.special_points("[[sin(t) - t/2 + exp(t)/50]]", within=(-30, 30))
    assert full.complete
    for point in full.points:
        inside = any(box.box.real[0] <= point.box.real[0] <= box.box.real[1] for box in found.undecided)
        assert inside or any(abs(complex(p.box) - complex(point.box)) < 1e-9 for p in found.points)


def test_parameters_are_refused_with_the_remedy():
    with pytest.raises(rd.InvalidInputError, match=r"parameters a, b.*subs"):
        rd.special_points("[[a*t + b]]")


def test_mixed_functions_need_an_interval():
    with pytest.raises(rd.InvalidInputError, match=r"exp\(t\).*within"):
        rd.special_points("[[t - exp(t)]]")


@pytest.mark.parametrize("within", [(1, 0), (0, 0), "01", (0,), 3, ("a", 1)])
def test_bad_intervals_are_refused(within):
    with pytest.raises(rd.InvalidInputError, match="within"):
        rd.special_points("[[t]]", within=within)


def test_functions_outside_the_exact_class_are_refused():
    with pytest.raises(rd.NotExactError):
        rd.special_points("[[log(t)]]", within=(1, 2))


def test_an_empty_matrix_has_none():
    assert rd.special_points(rd.zeros(0, 3)).points == ()


def test_the_answer_is_a_value_in_words():
    first, second = (rd.special_points("[[t, 0], [0, 1]]") for _ in range(2))
    assert first == second
    assert hash(first) == hash(second)
    assert first.explain() == "order 0: the generic rank is 2; it drops\n  at t = 0: rank 1"
