"""The plots: each draws where it is told and returns it, leaves nothing behind, and says what is not exact."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Iterator
from math import dist, sqrt
from typing import Any

import matplotlib
import numpy as np
import pytest
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

import rankdyn as rd
from rankdyn import plots
from rankdyn.errors import InvalidInputError
from rankdyn.permutations.least_shifts import table
from rankdyn.plots.realizable_counts import counted
from rankdyn.plots.style import BLUE

MOMENT = "[[1, t], [t, t**2]]"


def fitted() -> rd.CascadedLowRankRegressor:
    """Return a cascade of stage ranks 1 and 2."""
    rng = np.random.default_rng(0)
    X = rng.standard_normal((60, 4))
    first = rng.standard_normal((4, 4))
    second = first + np.outer(first[:, 0], first[0])
    third = second + rng.standard_normal((4, 2)) @ rng.standard_normal((2, 4))
    return rd.CascadedLowRankRegressor().fit(X, np.stack([X @ first, X @ second, X @ third], axis=1))


CASES: dict[str, Callable[..., Axes]] = {
    "cascade_error": lambda **ax: plots.cascade_error({"chain": [(100, 0.3), (200, 0.0)], "naive": [(900, 0)]}, **ax),
    "law_map": lambda **ax: plots.law_map(1, top=3, **ax),
    "parameters_against_order": lambda **ax: plots.parameters_against_order({"naive": [(1, 64), (2, 128)]}, **ax),
    "permutohedron": lambda **ax: plots.permutohedron(3, **ax),
    "pointwise_ranks": lambda **ax: plots.pointwise_ranks(MOMENT, **ax),
    "realizable_counts": lambda **ax: plots.realizable_counts(**ax),
    "stage_ranks": lambda **ax: plots.stage_ranks((2, 1), (2, 1), **ax),
    "stage_singular_values": lambda **ax: plots.stage_singular_values(fitted(), 1, **ax),
    "staircase": lambda **ax: plots.staircase((1, 2, 1, 0), **ax),
    "times": lambda **ax: plots.times([plots.TimedMethod("warm", {4: 0.01, 8: 0.1})], **ax),
}

ELSEWHERE = {"growth", "growth_bounds", "law_map_of_length_4", "least_shifts", "singular_values", "theorem_graph"}
"""Tested in test_theory_plots.py."""


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    plt.close("all")


def new() -> Axes:
    """Return axes that pyplot does not know."""
    return Figure().subplots()


def test_every_plot_is_here() -> None:
    drawing = {
        name for name in plots.__all__ if "ax" in inspect.signature(getattr(plots, name), eval_str=False).parameters
    }
    assert drawing == set(CASES) | (ELSEWHERE & drawing)


@pytest.mark.parametrize("name", CASES)
def test_it_draws_on_the_axes_given_and_leaves_nothing_behind(name: str) -> None:
    ax = new()
    before = dict(matplotlib.rcParams)
    assert CASES[name](ax=ax) is ax
    assert len(ax.get_children()) > len(new().get_children())
    assert dict(matplotlib.rcParams) == before
    assert plt.get_fignums() == []
    assert plots.picture(ax, "png").startswith(b"\x89PNG")


@pytest.mark.parametrize("name", CASES)
def test_without_axes_it_makes_some(name: str) -> None:
    ax = CASES[name]()
    assert isinstance(ax, Axes)
    assert [plt.figure(number) for number in plt.get_fignums()] == [ax.figure]
    assert plt.rcParams["font.size"] == 10  # the style of the package is not left in force
    assert ax.xaxis.label.get_fontsize() == 7.5  # but the plot has it


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("wrong", ["axes", Figure(), [1]], ids=["text", "figure", "list"])
def test_what_is_no_axes_is_refused(name: str, wrong: object) -> None:
    with pytest.raises(InvalidInputError, match="ax must be matplotlib axes or None"):
        CASES[name](ax=wrong)


# ---------------------------------------------------------------- staircase


def test_steps_and_dots() -> None:
    ax = plots.staircase(rd.rank_sequence(MOMENT, 3), ax=new(), name="moments")
    assert (ax.get_title(), ax.get_xlabel(), ax.get_ylabel()) == ("moments", "order $k$", "rank $r_k$")
    (dots,) = ax.lines
    assert dots.get_xydata().tolist() == [[0, 1], [1, 2], [2, 1], [3, 0]]
    assert dots.get_markerfacecolor() == BLUE
    assert [patch.get_data().values.tolist() for patch in ax.patches] == [[1, 2, 1, 0]] * 2
    assert ax.get_xlim() == (-0.5, 3.5)


@pytest.mark.parametrize(
    ("ranks", "words"),
    [
        (rd.rank_sequence(MOMENT, 3, certify=False), "monte-carlo"),
        (rd.rank_sequence("[[1, log(t)], [t, t*log(t)]]", 2), "numerical"),
    ],
    ids=["monte-carlo", "numerical"],
)
def test_what_is_not_exact_says_so(ranks: rd.RankSequence, words: str) -> None:
    ax = plots.staircase(ranks, ax=new())
    assert ax.get_ylabel() == f"rank $r_k$ ({words})"
    assert ax.lines[0].get_markerfacecolor() == "white"


def test_many_orders_have_few_ticks() -> None:
    ax = plots.staircase([1] * 200, ax=new())
    assert len(ax.get_xticks()) < 20
    assert all(float(tick).is_integer() for tick in ax.get_xticks())


@pytest.mark.parametrize("wrong", [(), (1, -1), (1.5,), "12", None])
def test_what_are_no_ranks_is_refused(wrong: Any) -> None:
    with pytest.raises(InvalidInputError, match="rank"):
        plots.staircase(wrong, ax=new())


# ---------------------------------------------------------------- pointwise ranks


def of(ax: Axes) -> dict[str, list[list[float]]]:
    """Return the points of the curves with a label."""
    return {str(line.get_label()): line.get_xydata().tolist() for line in ax.lines}


def test_drops_stand_where_the_special_points_are() -> None:
    drawn = of(plots.pointwise_ranks("[[t**2 - 2, 0], [0, t]]", ax=new()))
    assert np.allclose(drawn["rank drops"], [[-sqrt(2), 1], [0, 1], [sqrt(2), 1]])
    assert [at for at, rank in drawn["rank at $t_0$"] if rank == 2] == [i / 4 for i in range(-8, 9) if i]
    assert {y for _, y in drawn["generic rank"]} == {2}


def test_points_of_ones_own() -> None:
    drawn = of(plots.pointwise_ranks("[[t**2 - 2, 0], [0, t]]", 1, points=["1/3", 0], ax=new()))
    assert drawn["rank drops"] == [[0, 1]]
    assert np.allclose(drawn["rank at $t_0$"], [[1 / 3, 2]])


def test_a_pole_has_no_dot() -> None:
    drawn = of(plots.pointwise_ranks("[[1/t]]", points=[-1, 0, 1], ax=new()))
    assert [at for at, _ in drawn["rank at $t_0$"] + drawn["rank drops"]] == [-1, 1]


def test_without_special_points_the_others_are_drawn() -> None:
    ax = plots.pointwise_ranks("[[a*t, 1], [0, t]]", ax=new())  # special points need values of a
    assert of(ax)["rank drops"] == [[0, 1]]
    assert len(of(ax)["rank at $t_0$"]) == 16


def test_ranks_that_are_only_numerical_say_so() -> None:
    ax = plots.pointwise_ranks("[[log(t)]]", points=[2, 3], interval=(1, 4), ax=new())
    assert ax.get_ylabel() == "rank $D$ (numerical)"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"interval": (2, 2)}, "a < b"),
        ({"interval": "02"}, "pair"),
        ({"interval": (0, "x")}, "rational"),
        ({"points": []}, "1 to 200"),
        pytest.param({"points": iter(int, 1)}, "1 to 200", id="endless points"),
        ({"points": "12"}, "list"),
        ({"points": ["x"]}, "rational"),
        ({"order": -1}, "order"),
        ({"order": 10**9}, "order"),
    ],
    ids=str,
)
def test_arguments_that_break_a_rule(options: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        plots.pointwise_ranks(MOMENT, ax=new(), **options)


# ---------------------------------------------------------------- permutohedron


@pytest.mark.parametrize("n", [3, 4])
def test_places_are_apart_and_within_the_axes(n: int) -> None:
    places = plots.permutohedron_places(n)
    assert sorted(places) == sorted(row.permutation for row in table(n))
    assert all(abs(x) <= 1 and abs(y) <= 1 for x, y in places.values())
    assert min(dist(a, b) for a in places.values() for b in places.values() if a != b) > 0.2


def test_edges_of_the_hexagon_join_neighbours() -> None:
    """Of S_3 the six sides: all distances between permutations that differ by one exchange are the least ones."""
    places = plots.permutohedron_places(3)
    for one in places:
        for other in ((one[1], one[0], one[2]), (one[0], one[2], one[1])):
            assert dist(places[one], places[other]) == pytest.approx(1)


def test_vertices_look_like_their_least_shift() -> None:
    ax = plots.permutohedron(4, ax=new())
    at = {(x, y): one for one, (x, y) in plots.permutohedron_places(4).items()}
    shifts = {row.permutation: row.shift for row in table(4)}
    found = {}
    for line in ax.lines:
        if line.get_marker() in "osH" and len(line.get_xdata()) == 1:
            found[at[line.get_xdata()[0], line.get_ydata()[0]]] = "osH".index(str(line.get_marker()))
    assert found == shifts
    assert sum(len(line.get_xdata()) == 2 for line in ax.lines) == 36


def test_the_chosen_one_has_a_ring() -> None:
    plain, ringed = (plots.permutohedron(3, chosen=chosen, ax=new()) for chosen in (None, (2, 1, 3)))
    rings = [line.get_xydata()[0] for line in ringed.lines if line.get_color() == "none"]
    assert [tuple(ring) for ring in rings] == [plots.permutohedron_places(3)[2, 1, 3]]
    assert not [line for line in plain.lines if line.get_color() == "none"]


@pytest.mark.parametrize("n", [2, 5, "4", None, True, 10**100])
def test_other_permutohedra_are_refused(n: Any) -> None:
    with pytest.raises(InvalidInputError, match="n must be 3 or 4"):
        plots.permutohedron(n, ax=new())


@pytest.mark.parametrize("chosen", [(1, 2), (1, 1, 2), (0, 1, 2), "123", 5, (1, 2, 3, 4), (True, 2, 3)])
def test_what_is_no_permutation_has_no_ring(chosen: Any) -> None:
    with pytest.raises(InvalidInputError, match="permutation of 1, …, 3"):
        plots.permutohedron(3, chosen=chosen, ax=new())


# ---------------------------------------------------------------- laws and counts


def test_cells_bear_the_law_that_forbids_them() -> None:
    ax = plots.law_map(2, top=5, ax=new())
    cells = {text.get_position(): text.get_text() for text in ax.texts}
    assert len(cells) == len(ax.patches) == 36
    for (second, third), law in cells.items():
        broken = rd.laws.check((2, int(second), int(third)))
        assert law == (broken[0].law if broken else "")


def test_what_is_not_decided_is_open_not_impossible(monkeypatch: pytest.MonkeyPatch) -> None:
    """Planted fault: constructions that find nothing."""
    module = importlib.import_module("rankdyn.plots.law_map")
    module._verdict.cache_clear()
    monkeypatch.setattr(module, "constructing", lambda kind: lambda ranks: None)
    ax = plots.law_map(1, top=2, ax=new())
    module._verdict.cache_clear()
    assert [text.get_text() for text in ax.texts] == ["?", "L", "L", "?", "?", "G", "T", "?", "?"]


@pytest.mark.parametrize(("first", "top"), [(-1, 5), (13, 5), (1, 0), (1, 13), (1.5, 5), ("1", 5), (1, 10**30)])
def test_maps_that_are_too_large_or_none(first: Any, top: Any) -> None:
    with pytest.raises(InvalidInputError):
        plots.law_map(first, top=top, ax=new())


def test_counts_are_drawn_as_they_are() -> None:
    drawn = of(plots.realizable_counts(ax=new()))
    assert drawn["$m = 3$"] == [[n, counted()[n, 3][0]] for n in range(1, 6)]
    assert drawn["$m = 4$"][-1] == [4, 181]


# ---------------------------------------------------------------- fitting and times


def test_the_values_kept_are_filled() -> None:
    model = fitted()
    for stage in (1, 2):
        drawn = of(plots.stage_singular_values(model, stage, ax=new()))
        assert len(drawn["kept"]) == stage == model.ranks_[stage - 1]
        values = [value for _, value in drawn["kept"] + drawn["not kept"]]
        assert values == [v for v in model.singular_values_[stage - 1] if v > 0]
        assert min(v for _, v in drawn["kept"]) > model.thresholds_[stage - 1]


@pytest.mark.parametrize("stage", [0, 3, "1", True, None, 10**100])
def test_stages_that_are_not_there(stage: Any) -> None:
    with pytest.raises(InvalidInputError, match="stage must be from 1 to 2"):
        plots.stage_singular_values(fitted(), stage, ax=new())


def test_a_model_that_is_not_fitted() -> None:
    with pytest.raises(InvalidInputError, match=r"call its fit\(X, Y\) first"):
        plots.stage_singular_values(rd.CascadedLowRankRegressor(), 1, ax=new())


def test_predicted_and_found_stage_ranks() -> None:
    predicted = rd.predict_ranks("[[0, 1], [1, 0]]", 4)
    ax = plots.stage_ranks(predicted, (1, 1, 0), ax=new())
    assert of(ax)["found in data"] == [[1, 1], [2, 1], [3, 0]]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["predicted, exact", "found in data"]
    with pytest.raises(InvalidInputError, match="3 ranks are predicted, but 2 were found"):
        plots.stage_ranks(predicted, (1, 1), ax=new())


def test_small_errors_are_drawn_at_the_floor() -> None:
    curves = {"chain": [(100, 0.3), (200, 0.0)]}
    look = plots.Look("#123456", "s:")
    ax = plots.cascade_error(curves, floor=1e-3, looks={"chain": look}, ax=new())
    assert of(ax)["chain"] == [[100, 0.3], [200, 1e-3]]
    assert (ax.lines[-1].get_color(), ax.lines[-1].get_marker()) == ("#123456", "s")
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")


@pytest.mark.parametrize("curves", [{}, [(1, 2)], {"chain": [1, 2]}, {"chain": [("x", 1)]}, {"chain": None}, None])
def test_what_are_no_curves(curves: Any) -> None:
    for plot in (plots.cascade_error, plots.parameters_against_order):
        with pytest.raises(InvalidInputError, match="curves"):
            plot(curves, ax=new())


def test_times_that_cannot_be_drawn() -> None:
    for methods in ([], [plots.TimedMethod("none", {})], [plots.TimedMethod("no time", {4: 0.0})]):
        with pytest.raises(InvalidInputError, match=r"measured|positive"):
            plots.times(methods, ax=new())


# ---------------------------------------------------------------- files


@pytest.mark.parametrize("format", ["pdf", "svg", "png"])
def test_the_same_bytes_whatever_the_settings_of_the_reader(format: str) -> None:
    def once() -> bytes:
        with plots.styled():
            ax = plots.staircase((1, 2, 1), ax=new())
        return plots.picture(ax, format)

    first = once()
    others = {"savefig.dpi": 50, "svg.hashsalt": "other", "svg.fonttype": "none", "pdf.fonttype": 3}
    with matplotlib.rc_context({**others, "savefig.facecolor": "red"}):
        assert once() == first
    assert b"CreationDate" not in first
    assert b"dc:date" not in first


def test_what_is_no_picture() -> None:
    with pytest.raises(InvalidInputError, match="choose from pdf, svg, png"):
        plots.picture(new(), "exe")
    with pytest.raises(InvalidInputError, match="not str"):
        plots.picture("plot")  # type: ignore[arg-type]
