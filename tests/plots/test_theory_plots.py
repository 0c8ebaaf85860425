"""Plots of the theory: they take axes and return them, leave pyplot alone, show what is exact, refuse what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import rankdyn as rd
from rankdyn.errors import InvalidInputError
from rankdyn.plots.growth import growth, growth_bounds
from rankdyn.plots.law_map_of_length_4 import law_map_of_length_4, length_4_verdicts
from rankdyn.plots.least_shifts import least_shifts
from rankdyn.plots.singular_values import singular_values
from rankdyn.plots.style import VERMILLION
from rankdyn.plots.theorem_graph import theorem_graph

PLOTS: dict[str, Callable[..., Axes]] = {
    "growth": lambda **options: growth(3, **options),
    "growth_bounds": lambda **options: growth_bounds("[[1, t], [t, t**2]]", 2, **options),
    "law_map_of_length_4": lambda **options: law_map_of_length_4(top=2, **options),
    "least_shifts": lambda **options: least_shifts(3, **options),
    "singular_values": lambda **options: singular_values("[[t, 1], [1, t]]", **options),
    "theorem_graph": theorem_graph,
}


def curves(axes: Axes) -> np.ndarray[Any, Any]:
    """Return the singular values drawn, shape (points, curves), and a last column with the points."""
    drawn = [line for line in axes.lines if len(line.get_xdata()) > 2]
    return np.column_stack([*(line.get_ydata() for line in drawn), drawn[0].get_xdata()])


def marks(axes: Axes) -> list[float]:
    """Return where vertical lines stand."""
    return [float(line.get_xdata()[0]) for line in axes.lines if line.get_color() == VERMILLION]


@pytest.mark.parametrize("name", PLOTS)
def test_axes_are_taken_and_returned(name: str) -> None:
    axes = Figure().subplots()
    before = pyplot.get_fignums()
    assert PLOTS[name](ax=axes) is axes
    assert pyplot.get_fignums() == before
    axes.figure.canvas.draw()


@pytest.mark.parametrize("name", PLOTS)
def test_other_axes_are_refused(name: str) -> None:
    with pytest.raises(InvalidInputError, match="ax must be matplotlib axes"):
        PLOTS[name](ax=Figure())


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda ax: growth(1, ax=ax), "size must be an integer from 2 to 12"),
        (lambda ax: growth(13, ax=ax), "size must be"),
        (lambda ax: growth_bounds("[[t]]", 41, ax=ax), "max_order must be"),
        (lambda ax: law_map_of_length_4(top=5, ax=ax), "top must be an integer from 1 to 4"),
        (lambda ax: law_map_of_length_4(top=0, ax=ax), "top must be"),
        (lambda ax: least_shifts(6, ax=ax), "n must be 3, 4 or 5"),
        (lambda ax: least_shifts(True, ax=ax), "n must be 3, 4 or 5"),
        (lambda ax: singular_values("[[a*t]]", ax=ax), r"D.subs\(\{'a': 1\}\)"),
        (lambda ax: singular_values("[[t]]", -1, ax=ax), "order must be"),
        (lambda ax: singular_values("[[t]]", interval=(1, 1), ax=ax), "a < b"),
        (lambda ax: singular_values("[[t]]", interval=(0, 10**10), ax=ax), "interval must lie within"),
        (lambda ax: singular_values("[[t]]", interval=3, ax=ax), "interval must be a pair"),
        (lambda ax: singular_values("[[t]]", points=1, ax=ax), "points must be"),
        (lambda ax: singular_values("[[t]]", kind="integral", ax=ax), "kind must be"),
        (lambda ax: singular_values([["t"] * 1000], points=5000, ax=ax), "points=4000 or fewer"),
        (lambda ax: singular_values(np.zeros((0, 3)), ax=ax), "no singular values"),
    ],
)
def test_bad_input_is_refused_and_nothing_drawn(call: Callable[[Axes], Axes], message: str) -> None:
    axes = Figure().subplots()
    with pytest.raises(InvalidInputError, match=message):
        call(axes)
    assert not axes.lines
    assert not axes.texts


# ---- singular values ------------------------------------------------------------------------------------------------


def test_curves_are_singular_values_and_fall_to_the_line_where_the_rank_drops() -> None:
    axes = singular_values("[[t, 1], [1, t]]", ax=Figure().subplots())
    *values, points = curves(axes).T
    assert marks(axes) == [-1.0, 1.0]
    floor = min(values[1])
    for large, small, t in zip(*values, points, strict=True):
        assert large == pytest.approx(abs(t) + 1)
        assert small == floor if abs(t) == 1 else small == pytest.approx(abs(abs(t) - 1))
    assert sum(values[1] == floor) == 2
    assert [line.get_ydata()[0] for line in axes.lines if list(line.get_xdata()) == [0, 1]] == [floor]
    assert "numerical" in axes.get_ylabel()
    assert axes.get_xlabel() == "t (lines: the rank drops, exact)"


def test_special_points_between_the_others_are_drawn_too() -> None:
    axes = singular_values("[[t**2 - 2, 0], [0, 5]]", points=5, ax=Figure().subplots())
    small, points = curves(axes)[:, 1], curves(axes)[:, -1]
    assert points == pytest.approx([-2, -(2**0.5), -1, 0, 1, 2**0.5, 2])
    assert (small == small.min()).tolist() == [False, True, False, False, False, True, False]


@pytest.mark.parametrize(("order", "rank"), [(0, 1), (1, 2), (2, 3), (3, 2)])
def test_as_many_curves_run_above_the_line_as_the_rank_says(order: int, rank: int) -> None:
    powers = [["1"], ["t"], ["t**2"]]
    axes = singular_values(rd.Product(powers, powers), order, ax=Figure().subplots())
    lines = [line.get_ydata()[0] for line in axes.lines if list(line.get_xdata()) == [0, 1]]
    assert len(lines) == (rank < 3), "the line stands where some value is zero, and only there"
    assert ((curves(axes)[:, :-1] > (lines or [0])[0]).sum(axis=1) == rank).all()
    ticks = [(at, label.get_text()) for at, label in zip(axes.get_yticks(), axes.get_yticklabels(), strict=True)]
    assert all((label == "0") == (at == lines[0]) and at >= lines[0] for at, label in ticks if lines)


def test_curves_end_at_poles_and_go_on_where_a_limit_exists() -> None:
    pole = curves(singular_values("[[1/(t - 1/3), 1], [1, t]]", ax=Figure().subplots()))
    (gap,) = np.flatnonzero(np.isnan(pole).any(axis=1))
    assert pole[gap, -1] == pytest.approx(1 / 3)
    poles = curves(singular_values("[[1/(t**2 - 2), 1], [1, t]]", ax=Figure().subplots()))  # no float is a pole
    assert poles[np.isnan(poles).any(axis=1), -1] == pytest.approx([-(2**0.5), 2**0.5])
    assert np.nanmax(poles[:, 0]) < 1e3
    assert not np.isnan(curves(singular_values("[[sin(t)/t, 1], [1, t]]", ax=Figure().subplots()))).any()


def test_values_too_large_for_axes_are_left_out() -> None:
    axes = singular_values("[[exp(1000*t), 1], [1, t]]", ax=Figure().subplots())
    values = curves(axes)[:, 0]
    assert np.isnan(values[-1])
    assert values[0] < 10
    axes.figure.canvas.draw()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[log(t + 3), 1], [1, t]]", "t (where the rank drops was not decided)"),
        ("[[exp(t), 1], [1, exp(-t)]]", "t"),
    ],
)
def test_what_is_known_of_the_drops_is_said(text: str, said: str) -> None:
    axes = singular_values(text, ax=Figure().subplots())
    assert axes.get_xlabel() == said
    assert marks(axes) == []
    assert singular_values(text, mark_special=False, ax=Figure().subplots()).get_xlabel() == "t"


def test_stretches_that_were_not_decided_are_hatched() -> None:
    entries = [[f"exp({i + 1}*t)*t**{j} + sin({i * j}*t)" for j in range(5)] for i in range(5)]
    axes = singular_values(rd.MatrixFunction(entries), 2, ax=Figure().subplots())
    assert "hatched: not decided" in axes.get_xlabel()
    assert any(patch.get_hatch() for patch in axes.patches)


def test_constant_class_drops_nowhere() -> None:
    D = rd.ConstantClass([[0, 2], [1, 0]], [[1, 0], [0, 0]], [[0, 0], [1, 0]])
    axes = singular_values(D, 1, ax=Figure().subplots())
    assert axes.get_xlabel() == "t"
    assert marks(axes) == []


def test_names_are_left_out_where_they_would_touch() -> None:
    def named(side: float, text: str) -> list[str]:
        axes = singular_values(text, ax=Figure(figsize=(side, 3)).subplots())
        return [t.get_text() for t in axes.texts if t.get_text() != "zero up to rounding"]

    assert named(6, "[[t*(t - 1), 1], [0, 1]]") == ["t = 0: rank 1", "t = 1: rank 1"]
    assert named(2, "[[t*(t - 1), 1], [0, 1]]") == ["0", "1"]
    assert named(2, "[[t*(t - 1)*(t - 1/20), 1], [0, 1]]") == []
    assert named(9, "[[sin(2*t), 1], [0, 1]]") == ["t = −π/2: rank 1", "t = 0: rank 1", "t = π/2: rank 1"]
    assert named(6, "[[t**2 - 2, 1], [0, 1]]") == ["t ≈ −1.41: rank 1", "t ≈ 1.41: rank 1"]


def test_differences() -> None:
    axes = singular_values("[[t**2, 0], [0, 1]]", 1, kind="difference", ax=Figure().subplots())
    assert marks(axes) == [-0.5]  # (t + 1)² − t² = 2 t + 1
    assert r"\Delta" in axes.get_ylabel()


# ---- ranks ----------------------------------------------------------------------------------------------------------


def test_growth_labels_evidence_weaker_than_exact() -> None:
    axes = growth_bounds("[[1, log(t)], [t, t*log(t)]]", 2, ax=Figure().subplots())
    assert axes.lines[-1].get_label() == "ranks (numerical)"
    assert axes.lines[-1].get_markerfacecolor() == "white"
    assert growth(4, ax=Figure().subplots()).lines[-1].get_label() == "false neighbour"


@pytest.mark.parametrize(("top", "realizable"), [(1, 5), (3, 69), (4, 181)])
def test_maps_count_what_the_atlas_holds(top: int, realizable: int) -> None:
    found = length_4_verdicts(top)
    assert len(found) == (top + 1) ** 4
    assert len(rd.atlas.open().query(4, top, "witness")) == realizable
    assert sum(verdict == "" for verdict in found.values()) == realizable


@pytest.mark.parametrize(("n", "counts"), [(3, {"0": 4, "1": 2}), (4, {"0": 9, "1": 6, "2": 9})])
def test_least_shifts_of_small_n(n: int, counts: dict[str, int]) -> None:
    axes = least_shifts(n, ax=Figure().subplots())
    assert [label.get_text() for label in axes.get_yticklabels()] == [f"{c}\n({m})" for c, m in counts.items()]
