"""The exact cascade: the rank of every stage.

Statement. Let X be an m × n matrix of analytic functions, D = X′ − X, r_k = grank D^(k). Fix t and let the target of
order k be X^(k)(t) w for features w that span their space. An exact cascade, F_{k+1} = F_k + L_k with targets F_k w,
has stages L_k of rank r_k for almost every t, and of rank at most r_k at every t. If X′ = A X with X invertible, the
stages as maps of the state z = X w are F_{k+1} − F_k, with F_0 = I, F_{k+1} = F_k′ + F_k A. If D is linearly
decomposable, the r_k never increase.

Proof. As the w span their space, the targets of order k determine the map w ↦ X^(k)(t) w; so F_k = X^(k)(t), and
L_k = X^(k+1)(t) − X^(k)(t) = (X′ − X)^(k)(t) = D^(k)(t) has no choice. A product B_k A_k of inner dimension r can be
L_k if and only if r ≥ rank L_k. Some minor of size r_k of D^(k) is not identically zero and, being analytic, vanishes
at isolated points only; all larger minors vanish identically.

For a linear flow with X invertible X^(k) = F_k X (theorem flows): as a map of the state z = X w order k is F_k, so that
the stage is F_{k+1} − F_k = D^(k) X⁻¹, and multiplying by an invertible matrix changes no rank.

If D is linearly decomposable, D = U diag(g) Vᵀ, then r_k counts the g_i^(k) that are not zero (theorem M), and a
derivative of zero is zero.
"""

import numpy as np
import pytest

import rankdyn as rd
from rankdyn.planted.flow import planted_difference, planted_flow
from rankdyn.prediction.predict import predict_ranks
from rankdyn.theorems.cascade import THEOREM, fitted_ranks


def stages_of(data):
    """Return the differences of the least-squares maps of consecutive orders, found by NumPy alone."""
    rows, p = data.X.shape
    maps = np.linalg.lstsq(data.X, data.Y.reshape(rows, -1), rcond=None)[0].reshape(p, *data.Y.shape[1:])
    return np.diff(maps.transpose(1, 0, 2), axis=0)


def ranks_of(data):
    sizes = np.linalg.svd(stages_of(data), compute_uv=False)
    return tuple((sizes > 1e-10 * sizes.max()).sum(axis=1).tolist())


@pytest.mark.parametrize("instance", THEOREM.named, ids=lambda instance: instance.name)
def test_the_named_cascades(instance):
    outcome = THEOREM.check(instance)
    assert outcome.holds, outcome.detail
    assert outcome.evidence == "exact"


def test_a_planted_cascade_goes_up_and_down(certified):
    """The constructors make D with ranks 1, 2, 1, 2; a trajectory of it is fitted from order to order."""
    witness = rd.realize((1, 2, 1, 2))
    assert certified(witness.function, 3) == (1, 2, 1, 2)
    data = planted_difference(witness, 60)
    assert data.ranks == ranks_of(data) == fitted_ranks(data) == (1, 2, 1, 2)


def test_a_flow_is_known_from_its_generator():
    """X′ = A X, A = [[0, 1 + t²], [0, t]]: the data hold states z and F_k z; nobody solves for X."""
    A = rd.MatrixFunction([["0", "1 + t**2"], ["0", "t"]])
    predicted = predict_ranks(A, 5)
    assert predicted.kind == "exact"
    assert all(map(rd.certify, predicted.certificates))
    data = planted_flow(A, 5, 40)
    assert tuple(predicted) == data.ranks == ranks_of(data) == (1, 1, 1, 1)


def test_an_order_that_vanishes_is_fitted_as_it_is():
    """A³ = 0: the maps of the state need a stage from A² to 0 that no fitter adds; X + C e^t has no such order."""
    nilpotent = next(instance for instance in THEOREM.named if instance.name == "constant nilpotent A")
    detail = THEOREM.check(nilpotent).detail
    assert "state stage ranks 2, 1, 0, 0; found again" in detail
    assert "from X' - X stage ranks 3, 2, 1, 0, 0; found again" in detail
    data = planted_flow(nilpotent.generator, 5, 40)
    assert data.ranks == ranks_of(data) == (2, 1, 0, 0)
    assert fitted_ranks(data) == (2, 0, 0, 0)


def test_data_at_one_t_show_the_rank_at_that_t():
    """D = diag(t, 1) has rank 2 for almost every t, but the data of t = 0 have a stage of rank 1."""
    D = rd.MatrixFunction([["t", "0"], ["0", "1"]])
    assert tuple(predict_ranks(D, 3, given="difference", first_order=0)) == (2, 1)
    data = planted_difference(D, 40, n_orders=3, t0=0)
    assert data.ranks == ranks_of(data) == fitted_ranks(data) == (1, 1)
    assert tuple(predict_ranks(D, 3, given="difference", first_order=0, at=0)) == (1, 1)


def test_features_that_do_not_span_hide_ranks():
    """Without the hypothesis: with w on a line no map of rank 2 can be told from one of rank 1."""
    data = planted_difference(rd.realize((2, 2)), 40)
    flat = data.X[:, :1] * np.ones((1, data.X.shape[1]))
    targets = np.einsum("np,kpq->nkq", flat, data.coefficients)
    assert np.linalg.matrix_rank(targets[:, 1] - targets[:, 0]) == 1
    assert data.ranks == (2, 2)


def test_stage_ranks_do_increase():
    for instance in THEOREM.false_neighbour.instances:
        outcome = THEOREM.false_neighbour.check(instance)
        assert not outcome.holds
        assert outcome.evidence == "exact"
