"""Planted data: what is said of the stages is true of the data, by NumPy's least squares and singular values alone."""

import itertools

import numpy as np
import pytest

import rankdyn as rd
from rankdyn import laws
from rankdyn.planted.flow import planted_difference, planted_flow
from rankdyn.planted.maps import planted_adaptation, planted_cascade
from rankdyn.prediction.predict import predict_ranks


def maps_of(data):
    rows, p = data.X.shape
    found = np.linalg.lstsq(data.X, data.Y.reshape(rows, -1), rcond=None)[0]
    return found.reshape(p, *data.Y.shape[1:]).transpose(1, 0, 2)


def ranks_of(data):
    """Return the ranks of the stages of the least-squares maps, relative to the maps themselves."""
    maps = maps_of(data)
    found = []
    for gate, before, after in zip(data.gates, maps, maps[1:], strict=False):
        scale = max(np.linalg.norm(before), np.linalg.norm(after))
        found.append(int((np.linalg.svd(after - gate * before, compute_uv=False) > 1e-10 * scale).sum()))
    return tuple(found)


@pytest.mark.parametrize("ranks", [(2,) * 7, (0, 3, 1), (1, 2, 1, 2), (5, 0, 5)])
@pytest.mark.parametrize("gates", [False, True])
def test_a_cascade_has_the_ranks_it_was_given(ranks, gates):
    factors = np.linspace(0.5, 1.5, len(ranks)) if gates else None
    data = planted_cascade(80, 12, 9, ranks, gates=factors, base_rank=4, rng=3)
    assert data.ranks == ranks == ranks_of(data)
    assert np.linalg.matrix_rank(data.coefficients[0]) == 4
    assert (data.X.shape, data.Y.shape) == ((80, 12), (80, len(ranks) + 1, 9))
    np.testing.assert_allclose(maps_of(data), data.coefficients, atol=1e-10)


def test_singular_values_and_scale_are_those_said():
    data = planted_cascade(4000, 16, 16, (3, 3), strength=0.5)
    sizes = np.linalg.svd(data.stages, compute_uv=False)[:, :3]
    np.testing.assert_allclose(sizes, np.tile(0.5 * 4 * np.array([1.25, 1.0, 0.75]), (2, 1)))
    assert np.var(data.Y[:, 0]) == pytest.approx(1.0, rel=0.05)


def test_the_mirror_case_needs_twice_the_rank_in_a_chain():
    data = planted_adaptation(100, 10, 12, 5, 2)
    assert data.ranks == ranks_of(data) == (2, 4, 4, 4)
    apart = data.coefficients[1:] - data.coefficients[0]
    assert [np.linalg.matrix_rank(part) for part in apart] == [2] * 4


def test_parameters_of_a_chain_on_both_planted_models():
    """d = 64, K = 8, r = 2: naive / chain is 5.6 for the cascade, 4.4 for the adaptation, by counting alone."""
    naive = 8 * 64 * 64
    counts = [
        64 * 64 + sum(rank * 128 for rank in data.ranks)
        for data in (planted_cascade(1, 64, 64, [2] * 7), planted_adaptation(1, 64, 64, 8, 2))
    ]
    assert [round(naive / count, 1) for count in counts] == [5.6, 4.4]


def test_noise_has_the_deviation_asked_for_and_the_seed_decides():
    quiet, loud = (planted_cascade(3000, 5, 7, (1, 2), noise=noise, rng=5) for noise in (0.0, 0.5))
    assert np.std(loud.Y - quiet.Y) == pytest.approx(0.5, rel=0.02)
    again = planted_cascade(3000, 5, 7, (1, 2), noise=0.5, rng=np.random.default_rng(5))
    assert np.array_equal(again.Y, loud.Y)
    assert not np.array_equal(planted_cascade(3000, 5, 7, (1, 2), rng=6).X, quiet.X)


@pytest.mark.parametrize(
    "ranks", [(1, 2, 1, 2), (2, 3, 1), (3, 1, 2), (1, 2, 3, 2), (4, 2, 2, 4), (3, 2, 2, 3), (2, 0)]
)
def test_the_constructors_plant_their_sequences(ranks):
    data = planted_difference(rd.realize(ranks), 50)
    assert data.ranks == ranks == ranks_of(data)
    assert data.proved.kind == "exact"
    assert data.proved.reading == "pointwise"
    assert data.Y.shape[1] == len(ranks) + 1


def test_every_short_sequence_that_exists_can_be_planted():
    count = 0
    for ranks in itertools.product(range(4), repeat=3):
        if laws.allowed(ranks):
            data = planted_difference(rd.realize(ranks), 20)
            assert data.ranks == ranks == ranks_of(data)
            count += 1
    assert count == 30


def test_stages_are_derivatives_of_the_difference():
    """Singular values of the stages are those of SymPy's D^(k)(t0): the embedding is orthonormal."""
    D = rd.MatrixFunction([["1", "t"], ["t", "exp(t)"]])
    data = planted_difference(D, 40, n_orders=4, t0="3/5", n_features=5, n_outputs=7)
    for k, stage in enumerate(data.stages):
        value = np.array(D.to_sympy().diff("t", k).subs("t", 0.6) if k else D.to_sympy().subs("t", 0.6), dtype=float)
        expected = np.linalg.svd(value, compute_uv=False)
        np.testing.assert_allclose(np.linalg.svd(stage, compute_uv=False)[:2], expected, atol=1e-12)
    assert data.proved.at == pytest.approx(0.6)


def test_a_flow_gives_states_and_their_derivatives():
    """A = [[0, 1], [-1, 0]]: z′ = A z, z″ = −z, z‴ = −A z."""
    data = planted_flow("[[0, 1], [-1, 0]]", 3, 30)
    A = np.array([[0, 1], [-1, 0]])
    np.testing.assert_array_equal(data.coefficients, [A.T, -np.eye(2), -A.T])
    assert data.ranks == ranks_of(data) == (2, 2)
    moving = planted_flow("[[0, t], [0, 0]]", 3, 30, t0=1)
    assert moving.ranks == ranks_of(moving) == tuple(predict_ranks("[[0, t], [0, 0]]", 3, at=1)) == (0, 1)
    assert planted_flow("[[0, t], [0, 0]]", 3, 30).ranks == (1, 1)


def test_a_point_with_generic_ranks_is_taken_unless_another_is_asked_for():
    D = rd.MatrixFunction([["t", "0"], ["0", "1"]])
    assert planted_difference(D, 30, n_orders=3).ranks == (2, 1)
    assert planted_difference(D, 30, n_orders=3, t0=0).ranks == (1, 1)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: planted_cascade(10, 4, 4, (5,)), "0 to min"),
        (lambda: planted_cascade(10, 4, 4, (-1,)), "0 to min"),
        (lambda: planted_cascade(0, 4, 4, (1,)), "n_samples must be"),
        (lambda: planted_cascade(10, 4, 4, (1,), noise=float("nan")), "noise must be"),
        (lambda: planted_cascade(10, 4, 4, (1, 1), gates=[1.0]), "finite gates"),
        (lambda: planted_adaptation(10, 4, 4, 0, 1), "n_orders must be"),
        (lambda: planted_difference("[[a, t]]", 10, n_orders=2), "has the parameter a"),
        (lambda: planted_difference("[[t]]", 10), "give n_orders"),
        (lambda: planted_difference("[[t, 1]]", 10, n_orders=2, n_features=1), "at least 2 features"),
        (lambda: planted_flow("[[1, 2]]", 2, 10), "must be square"),
    ],
)
def test_bad_input_is_refused_with_a_reason(call, message):
    with pytest.raises(rd.InvalidInputError, match=message):
        call()


def test_a_pole_is_named():
    with pytest.raises(rd.PoleError, match="t = 0"):
        planted_difference("[[1/t]]", 10, n_orders=2, t0=0)


def test_the_best_conditioned_point_is_taken():
    """The second singular value of diag(1, e^{-20t²}) is largest at t = 0, and far below the rounding at t = 2."""
    data = planted_difference("[[1, 0], [0, exp(-20*t**2)]]", 30, n_orders=2)
    assert data.proved.at == 0
    assert ranks_of(data) == (2,)
    moved = planted_difference("[[1, 0], [0, exp(-20*(t - 1)**2)]]", 30, n_orders=2)
    assert moved.proved.at == 1


def test_no_point_with_generic_ranks_is_an_error():
    vanishing = "*".join(f"(t - ({point}))" for point in ("0", "1/3", "-1/3", "3/5", "-3/5", "1", "-1", "7/5", "2"))
    with pytest.raises(rd.InvalidInputError, match="at none of t = 0"):
        planted_difference(f"[[{vanishing}]]", 30, n_orders=2)
    assert planted_difference(f"[[{vanishing}]]", 30, n_orders=2, t0="1/2").ranks == (1,)
