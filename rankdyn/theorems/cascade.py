"""The exact cascade: its stages have the ranks of the derivatives of the initial difference, and data show them.

The ranks are proved by the engine. Beside that the fitter has to find them, from data without noise and with its
automatic ranks; that is floating point and proves nothing, but an instance on which it finds others fails.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from rankdyn import laws
from rankdyn.certification import certify
from rankdyn.evidence.rank_sequence import STRENGTH, Kind
from rankdyn.evidence.realizability import Witness
from rankdyn.functions.constant_class import ConstantClass
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.functions.separable import Separable
from rankdyn.realization.realize import realize
from rankdyn.theorems import flows
from rankdyn.theorems.monotone import non_increasing
from rankdyn.theorems.random_functions import random_invertible, random_scalar
from rankdyn.theorems.theorem import Claim, FalseNeighbour, Instance, Outcome, SequenceInstance, Theorem

if TYPE_CHECKING:
    from rankdyn.planted.data import Planted
    from rankdyn.prediction.stage_ranks import StageRanks

_SAMPLES = 64
"""Rows of data: more than the features of any instance, so that the exact cascade is determined."""


def check(instance: Instance | SequenceInstance) -> Outcome:
    """Check that the exact stages have the ranks of D, D′, …, and that the fitter finds them in data.

    A sequence is first realized by the constructors; the orders of its cascade start with the state itself, those of a
    flow with the velocity.
    """
    if isinstance(instance, SequenceInstance):
        witness = realize(instance.function)
        if not isinstance(witness, Witness):
            return Outcome(False, None, "none", f"{instance.function} was not realized")
        return _of_difference(Instance(instance.name, witness.function, len(witness.ranks) - 1, expected=witness.ranks))
    if isinstance(instance, flows.Flow):
        return _of_flow(instance)
    return _of_difference(instance)


def _of_flow(instance: flows.Flow) -> Outcome:
    """Check a flow from its generator alone: the orders 1, …, K have the stages 1, …, K − 1; then from X′ − X."""
    from rankdyn.planted.flow import planted_flow
    from rankdyn.prediction.predict import predict_ranks

    exact = flows.check(instance)
    if not exact.holds or instance.generator is None:
        return exact
    orders = instance.max_order + 1
    ranks = instance.ranks()
    predicted = predict_ranks(instance.generator, orders)
    data = planted_flow(instance.generator, orders, _SAMPLES)
    outcome = _compared(tuple(ranks)[1:], ranks.kind, predicted, data, None)
    if not outcome.holds:
        return outcome
    # X + C e^t has the same initial difference as X, and no order that vanishes
    lifted = _of_difference(instance)
    weakest = min((outcome.evidence, lifted.evidence), key=STRENGTH.__getitem__)  # type: ignore[arg-type]
    return Outcome(lifted.holds, None, weakest, f"as maps of the state {outcome.detail}; from X' - X {lifted.detail}")


def _of_difference(instance: Instance) -> Outcome:
    """Check a trajectory from its initial difference; the orders 0, …, K have the stages 0, …, K − 1."""
    from rankdyn.planted.flow import planted_difference
    from rankdyn.prediction.predict import predict_ranks

    ranks, slack = instance.ranks(), None
    if instance.expected is not None and tuple(ranks) != instance.expected:
        return Outcome(False, None, ranks.kind, f"ranks {tuple(ranks)}, expected {instance.expected}")
    if isinstance(instance.function, Separable):
        monotone = non_increasing(instance)
        if not monotone.holds:
            return monotone
        slack = monotone.slack
    orders = len(ranks) + 1
    predicted = predict_ranks(instance.function, orders, given="difference", first_order=0)
    data = planted_difference(instance.function, _SAMPLES, n_orders=orders)
    return _compared(tuple(ranks), ranks.kind, predicted, data, slack)


def _compared(
    wanted: tuple[int, ...], evidence: Kind, predicted: StageRanks, data: Planted, slack: int | None
) -> Outcome:
    """Compare the ranks of D with those predicted, those at the point of the data, and those that the fitter finds."""
    for certificate in (predicted.certificate, *predicted.certificates):
        if certificate is not None:
            certify(certificate)
    kinds: list[Kind] = [evidence, predicted.kind, "numerical" if data.proved is None else data.proved.kind]
    weakest = min(kinds, key=STRENGTH.__getitem__)
    detail = f"stage ranks {', '.join(map(str, wanted))}"
    where = "" if data.proved is None else f"at t = {data.proved.at}"
    if tuple(predicted) != wanted:
        return Outcome(False, slack, weakest, f"{detail}, but {tuple(predicted)} were predicted")
    if data.ranks != wanted:
        return Outcome(False, slack, weakest, f"{detail}, but {data.ranks} {where}")
    found, orders = fitted_ranks(data), [bool(order.any()) for order in data.coefficients]
    # the fitter predicts an order that vanishes as it is, without a stage that would lead to it
    if found != tuple(rank if there else 0 for rank, there in zip(wanted, orders[1:], strict=True)):
        return Outcome(False, slack, "numerical", f"{detail}, but the fitter found {found} in data {where}")
    rows, features = data.X.shape
    recovery = f"found again, numerically, in {rows} rows of {features} features {where}"
    if found != wanted:
        recovery += ", but for those that lead to an order that vanishes: the fitter predicts it as it is"
    return Outcome(True, slack, weakest, f"{detail}; {recovery}")


def fitted_ranks(data: Planted) -> tuple[int, ...]:
    """Return the ranks that the fitter chooses for the stages of a literal cascade, without being told any."""
    from rankdyn.fitting.cascade_regressor import CascadedLowRankRegressor

    fitted = CascadedLowRankRegressor(rank="auto").fit(data.X, data.Y)
    return tuple(int(rank) for rank in fitted.ranks_)


def random(rng: np.random.Generator) -> Instance | SequenceInstance:
    """Return a random linear flow, a random decomposable D, or a random sequence that no law forbids."""
    choice = int(rng.integers(3))
    if choice == 0:
        return flows.random(rng)
    if choice == 1:
        return _random_decomposable(rng)
    while True:
        ranks = tuple(int(rank) for rank in rng.integers(0, 4, size=int(rng.integers(3, 5))))
        if any(ranks) and laws.allowed(ranks):
            return SequenceInstance(f"random {ranks}, by the constructors", ranks)


def _random_decomposable(rng: np.random.Generator) -> Instance:
    """Return U diag(g) Vᵀ with numbers in place of parameters: data need numbers."""
    r = int(rng.integers(1, 4))
    m, n = r + int(rng.integers(0, 2)), r + int(rng.integers(0, 2))
    diagonal = [random_scalar(rng, int(rng.integers(1, 3))) for _ in range(r)]
    function = Separable(random_invertible(rng, m, r), diagonal, random_invertible(rng, n, r))
    numbers = function.subs(dict.fromkeys(function.parameter_names, "1/3"))
    return Instance(f"random U diag(g) V^T, {m}x{n}", numbers, 3)


_PERIODIC = ConstantClass([[0, 1], [1, 0]], [[1, 0], [0, 0]], [[0, 1], [-1, 0]])
_U, _V = [[1, 0, 1], [0, 1, 1], [1, 1, 0], [2, 1, 3]], [[1, 2, 0], [0, 1, 1], [1, 0, 1]]

THEOREM = Theorem(
    name="cascade",
    title="Stage k of an exact cascade has the rank of D^(k)",
    statement=(
        "the stages of the exact cascade of a trajectory, L_k = X^(k+1) - X^(k), have at almost every t the generic "
        "rank r_k of D^(k), D = X' - X, and at no t a larger one; for X' = A X with X invertible they are, as maps of "
        "the state, F_{k+1} - F_k, of the same ranks; if D is linearly decomposable, their generic ranks never increase"
    ),
    hypotheses=("the features span their space, so that data determine the maps", "X is analytic"),
    named=(
        *flows.THEOREM.named,
        Instance("decomposable: 1, t, t^2 with mixed U, V", Separable(_U, ["1", "t", "t**2"], _V), 3),
        Instance("decomposable: t, e^t, cosh 2t", Separable(_U, ["t", "exp(t)", "cosh(2*t)"], _V), 4),
        *(
            SequenceInstance(f"planted {', '.join(map(str, ranks))}, by the constructors", ranks)
            for ranks in ((1, 2, 1, 2), (1, 2, 3, 2), (2, 2, 4, 2), (3, 1, 2), (2, 3, 1))
        ),
    ),
    random=random,
    check=check,
    false_neighbour=FalseNeighbour(
        "the stage ranks of an exact cascade never increase, whatever D is",
        non_increasing,
        (
            Instance("1, 2, 1, 2, ...", _PERIODIC, 3),
            Instance("1, 2, 1, 0", MatrixFunction([["1", "t"], ["t", "t**2"]]), 3),
        ),
    ),
    typeset=(
        r"the stages of the exact cascade of a trajectory, $L_k = X^{(k+1)} - X^{(k)}$, have at almost every $t$ the "
        r"generic rank $r_k$ of $D^{(k)}$, $D = X' - X$, and at no $t$ a larger one; for $X' = A X$ with $X$ "
        r"invertible, as maps of the state, they are $F_{k+1} - F_k$, of the same ranks; if $D$ is linearly "
        r"decomposable, their generic ranks never increase"
    ),
    claims=(
        Claim("all trajectories"),
        Claim("linear flows, as maps of the state", proof="For a linear flow"),
        Claim("decomposable D", proof="If D is linearly decomposable"),
    ),
    uses=("flows", "monotone"),
    proof="proofs/test_cascade.py",
    method="certified ranks; beside them the fitter finds the same, numerically",
)
