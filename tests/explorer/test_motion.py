"""The moving matrices: every frame is the function at its time, and says what it does not know."""

import json

import numpy as np
import pytest

import rankdyn as rd
from rankdyn.errors import InvalidInputError
from rankdyn.explorer.desk import Job
from rankdyn.explorer.questions.motion import FRAMES, MAX_ORDERS, motion
from rankdyn.explorer.views import motion as view
from rankdyn.explorer.views.answers import waiting
from rankdyn.explorer.widgets.motion import Moving
from rankdyn.functions.document import dumps

D = rd.MatrixFunction("[[t**2 - 2, t], [exp(t), sin(t)], [1, 0]]")


def quiet(*_):
    """Take in reports of progress."""


def moving(function, kind="derivative", orders=3, start="-2", end="2", step="1"):
    return motion(quiet, dumps(function), kind, orders, start, end, step)


@pytest.mark.parametrize(("kind", "step"), [("derivative", "1"), ("difference", "1/2")])
def test_frames_are_the_function_at_their_times(kind, step):
    found = moving(D, kind, 4, "-1", "3", step)
    assert (len(found.times), found.times[0], found.times[-1]) == (FRAMES, -1, 3)
    assert (found.shape, found.kind, len(found.orders)) == ((3, 2), kind, 4)
    for order, frames in enumerate(found.orders):
        E = D.derivative(order) if kind == "derivative" else D.difference(order, step)
        for frame in (0, 50, FRAMES - 1):
            values = np.array(E(f"{-1 + 4 * frame}/1" if frame == 0 else f"{4 * frame - 120}/120"), dtype=float)
            assert np.allclose(np.reshape(frames["values"][frame], (3, 2)), values, rtol=1e-4, atol=1e-9)
            assert np.allclose(frames["singular"][frame], np.linalg.svd(values, compute_uv=False), rtol=1e-4, atol=1e-9)


def test_ranks_come_with_their_evidence():
    assert [(f["rank"], f["evidence"]) for f in moving(D, orders=5).orders] == [
        (rank, "exact") for rank in rd.rank_sequence(D, 4)
    ]
    outside = moving(rd.MatrixFunction("[[log(t + 3)]]"), orders=2)
    assert [(f["rank"], f["evidence"]) for f in outside.orders] == [(1, "numerical")] * 2


def test_poles_and_places_without_a_value_are_left_out():
    found = moving(rd.MatrixFunction("[[1/t, 1], [1, t]]"), orders=1, start="-1", end="1")
    middle = FRAMES // 2
    assert found.times[middle] == 0
    assert found.orders[0]["values"][middle][0] is None
    assert found.orders[0]["singular"][middle] == [None, None]
    assert None not in found.orders[0]["singular"][middle + 1]
    assert moving(rd.MatrixFunction("[[log(t)]]"), orders=1, start="1", end="2").orders[0]["values"][0] == [0.0]


def test_complex_entries_are_named():
    assert moving(rd.MatrixFunction("[[exp(I*t)]]"), orders=1).orders[0]["complex"]
    assert not moving(D, orders=1).orders[0]["complex"]


def test_functions_without_entries_move_too():
    flow = rd.ConstantClass([[0, 2], [1, 0]], [[1, 0], [0, 0]], [[0, 1], [0, 0]])
    found = moving(flow, orders=2, start="0", end="1")
    assert found.orders[0]["values"][0] == [1.0, 0.0, 0.0, 0.0]
    assert [frames["rank"] for frames in found.orders] == list(rd.rank_sequence(flow, 1))


def test_what_is_sent_to_the_page_is_bounded():
    large = rd.MatrixFunction([[f"cos({i + 1}*t)/{j + 7}" for j in range(24)] for i in range(24)])
    found = moving(large, orders=40)
    assert len(found.orders) == MAX_ORDERS
    assert len(json.dumps(found.orders)) < 6_000_000


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"function": rd.MatrixFunction("[[a*t]]")}, "parameters a"),
        ({"function": rd.MatrixFunction([["t"] * 25])}, "up to 24 rows and columns"),
        ({"function": rd.zeros(0, 2)}, "no entries"),
        ({"function": D, "start": "2", "end": "2"}, "from a smaller number to a larger one"),
        ({"function": D, "start": float("nan")}, "rational number"),
        ({"function": D, "end": float("inf")}, "rational number"),
        ({"function": D, "end": "10000000000"}, "10\\^9"),
        ({"function": D, "kind": "difference", "step": "0"}, "h must not be 0"),
    ],
)
def test_what_cannot_move_is_refused(arguments, message):
    with pytest.raises(InvalidInputError, match=message):
        moving(**arguments)
    with pytest.raises(InvalidInputError, match="no JSON"):
        motion(quiet, "<script>", "derivative", 1, 0, 1)


def test_the_widget_holds_the_frames():
    found = moving(D, orders=2)
    widget = Moving.of(found)
    frames = widget.frames
    assert (frames["times"], frames["orders"], frames["shape"]) == (found.times, found.orders, [3, 2])
    job = Job(0)
    job.end("answered", "answered", found)
    element = view.moving(moving(D, orders=1))
    assert view.shown(job, waiting(job), element) is element
    assert element.widget.frames["orders"] == found.orders
