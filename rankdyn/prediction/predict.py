"""`predict_ranks`: the ranks that the stages of an exact cascade have, from the flow alone.

A cascade over the orders 1, …, K has F_{k+1} = F_k + (a part of rank r_k). For a linear flow X′ = A X with X invertible
X^(k) = F_k X, F_0 = I, F_{k+1} = F_k′ + F_k A, and the stage from order k to k + 1 is F_{k+1} − F_k, whose rank is that
of D^(k), D = X′ − X (theorem flows). Those ranks the engine proves; for flows known in floating point they are counted.

References
----------
'Tracking High-order Evolutions via Cascading Low-rank Fitting', arXiv 2604.10980.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any, Literal, get_args

import numpy as np

from rankdyn.algebra.rational_matrix import rank
from rankdyn.errors import InvalidInputError
from rankdyn.evidence.certificate import Certificate
from rankdyn.evidence.rank_sequence import STRENGTH, RankBound, RankSequence
from rankdyn.expressions.nodes import Number
from rankdyn.functions.arguments import checked_order, checked_rational
from rankdyn.functions.block_sum import BlockSum
from rankdyn.functions.constant_class import ConstantClass
from rankdyn.functions.matrix_function import MatrixFunction, coerce
from rankdyn.limits import MAX_ORDER
from rankdyn.prediction.numerical import NumericalFlow, counted
from rankdyn.prediction.stage_ranks import StageRanks, stages_statement
from rankdyn.rank.constant_class import holds_constant_class, values_at_zero
from rankdyn.rank.pointwise import rank_at
from rankdyn.rank.sequence import rank_sequence
from rankdyn.trajectories.formal import FormalTrajectory
from rankdyn.trajectories.initial_difference import initial_difference
from rankdyn.trajectories.linear_flow import coefficients

Given = Literal["generator", "solution", "difference"]


def predict_ranks(
    flow: Any,
    n_orders: int,
    *,
    given: Given = "generator",
    at: Any = None,
    first_order: int = 1,
    gates: bool = False,
    skip: bool = False,
    budget: int | None = None,
    rng: int | np.random.Generator | None = 0,
) -> StageRanks:
    """Return the ranks of the stages of an exact cascade over the orders of derivative of a flow.

    Entry j is the rank of X^(k+1) − X^(k), k = first_order + j: for the orders 1, …, K entry k − 1 belongs to the stage
    from order k to k + 1, as in `ranks_` of a fitted cascade.

    Parameters
    ----------
    flow : MatrixFunction, text, nested sequence, NumPy array, SymPy Matrix, FormalTrajectory or numerical flow
        A(t), X(t) or D(t), as `given` says: A is n × n, X and D are m × n; parameters stay generic. A FormalTrajectory
        is a solution whatever `given` says. A numerical flow, such as `rankdyn.flows.Gaussian`, has the method
        ``coefficient_matrices(t, order)``.
    n_orders : int
        K, the number of orders of the cascade, at least 2; the answer has K − 1 ranks.
    given : 'generator', 'solution' or 'difference', default 'generator'
        Whether `flow` is A of X′ = A X (X invertible), a solution X, or the initial difference D = X′ − X.
    at : int, Fraction or text, optional
        A point t0. Data taken at one t show the *pointwise* ranks there, which are never above the generic ones (those
        at all t outside a discrete set, the answer without `at`). Rational; for a numerical flow any float.
    first_order : int, default 1
        The lowest order of the cascade; 0 if the state itself is its first target.
    gates, skip : bool, default False
        For a numerical flow with common orthonormal eigenvectors of all F_k, such as a Gaussian one: the least ranks of
        F_{k+1} − γ_k F_k − c_k I over the gates γ_k, the skips c_k, or both.
    budget : int, optional
        Work units for the proofs, for each call of the engine.
    rng : int, numpy Generator or None, default 0
        Source of random primes and points.

    Returns
    -------
    StageRanks
        A tuple of K − 1 ints with ``.kind``, ``.bounds``, ``.certificate`` or ``.certificates``, and ``.explain()``.
        Exact for functions in the exact class; for a numerical flow, whose ranks count singular values above 1e-9 of
        the norms of F_k and F_{k+1}, always 'numerical'.

    Raises
    ------
    InvalidInputError
        If an argument breaks a rule, or A is not square.
    PoleError
        If `at` is a pole.

    Notes
    -----
    The ranks are those of the literal model, F_{k+1} = F_k + B_k A_k; gates and skips can lower them. A Gaussian of r
    factors in d dimensions has literal stages of rank d, and of rank r with skips.

    Examples
    --------
    >>> import rankdyn as rd
    >>> predict_ranks("[[1, 1], [0, 1]]", 4)
    StageRanks(1, 1, 1; exact)
    >>> predict_ranks("[[t, t**2/2], [t**2/2, t**3/3]]", 5, given="difference")
    StageRanks(1, 2, 1, 0; exact)
    >>> predict_ranks("[[t, 0], [0, 1]]", 3, given="difference", at=0, first_order=0)
    StageRanks(1, 1; exact; at 0)
    """
    count, first = _checked_orders(n_orders, first_order)
    if given not in get_args(Given):
        raise InvalidInputError(f"given must be one of {', '.join(map(repr, get_args(Given)))}, not {given!r}")
    if isinstance(flow, NumericalFlow):
        if given != "generator":
            raise InvalidInputError(f"a {type(flow).__name__} flow is no {given}; leave out given={given!r}")
        return counted(flow, count, first, at, gates=gates, skip=skip)
    if gates or skip:
        raise InvalidInputError(
            "gates and skips are predicted for numerical flows such as rankdyn.flows.Gaussian only; leave them out for "
            "the ranks of the literal model"
        )
    if hasattr(flow, "material_derivatives"):
        raise InvalidInputError(
            f"the derivatives of a {type(flow).__name__} flow are not linear in the state: its stages have no rank; "
            "predict those of a Gaussian with the same mean and covariance"
        )
    point = None if at is None else checked_rational(at, "at")
    if given == "generator" and not isinstance(flow, FormalTrajectory):
        A = coerce(flow, "t")
        D = _difference_of_constant(A)
        if D is None:
            return _of_moving(A, count, first, point, budget, rng)
    else:
        D = coerce(flow, "t") if given == "difference" and not isinstance(flow, FormalTrajectory) else None
        D = initial_difference(flow) if D is None else D
    highest = first + count - 2
    if point is None:
        found = rank_sequence(D, highest, budget=budget, rng=rng)
    else:
        found = _at(D, point, highest, budget, rng)
    return StageRanks(
        found.bounds[first:], stages_statement(first, count, point, D), found.certificate, first_order=first, at=point
    )


def _checked_orders(n_orders: Any, first_order: Any) -> tuple[int, int]:
    count, first = checked_order(n_orders, "n_orders"), checked_order(first_order, "first_order")
    if count < 2:
        raise InvalidInputError(
            f"n_orders is {count}, but a stage leads from one order to the next: give at least 2 orders"
        )
    if first + count - 1 > MAX_ORDER:
        raise InvalidInputError(f"the highest order would be {first + count - 1}; at most {MAX_ORDER} is possible")
    return count, first


def _difference_of_constant(A: MatrixFunction) -> MatrixFunction | None:
    """Return e^{tA}(A − I), X′ − X for a rational constant A; None if A is another.

    X′ − X = e^{tA}(A − I), because A commutes with e^{tA}.
    """
    entries = [[entry.value for entry in row if isinstance(entry, Number)] for row in A.expand().rows()]
    size = len(entries)
    if not size or A.shape != (size, size) or any(len(row) < size for row in entries):
        return None
    moved = [[value - int(i == j) for j, value in enumerate(row)] for i, row in enumerate(entries)]
    nothing = [[0] * size for _ in range(size)]
    return ConstantClass(entries, moved, nothing, variable=A.variable_name)


def _of_moving(
    A: MatrixFunction,
    count: int,
    first: int,
    point: Fraction | None,
    budget: int | None,
    rng: int | np.random.Generator | None,
) -> StageRanks:
    """Return the ranks of F_{k+1} − F_k, each with a certificate of its own."""
    if point is not None:
        rank_at(A, point, budget=budget, rng=rng)  # where A has a pole X need not be invertible: PoleError
    stages = [after - before for before, after in pairwise(coefficients(A, first + count - 1)[first:])]
    if point is None:
        found = [rank_sequence(stage, 0, budget=budget, rng=rng) for stage in stages]
    else:
        found = [rank_at(stage, point, budget=budget, rng=rng) for stage in stages]
    certificates: list[Certificate] = [answer.certificate for answer in found if answer.certificate is not None]
    return StageRanks(
        [answer.bounds[0] for answer in found],
        stages_statement(first, count, point, A),
        certificates=certificates if len(certificates) == len(found) else (),
        first_order=first,
        at=point,
    )


def _at(
    D: MatrixFunction, point: Fraction, order: int, budget: int | None, rng: int | np.random.Generator | None
) -> RankSequence:
    """Return pointwise ranks, also where D is of constant class and its entries cannot be written down."""
    if isinstance(D, ConstantClass) and D.own_operator == "derivative":
        return rank_sequence(D, order, budget=budget, rng=rng)  # proved at every t
    exact = values_at_zero(D, "derivative", order) if not point and holds_constant_class(D) else None
    if exact is not None:
        method = "the rank of the rational value at t = 0"
        return RankSequence([RankBound(rank(value), "exact", 0.0, method) for value in exact], "pointwise ranks at 0")
    if not isinstance(D, BlockSum):
        return rank_at(D, point, order, budget=budget, rng=rng)
    parts = [_at(block, point, order, budget, rng) for block in D.blocks]
    bounds = [_added([part.bounds[k] for part in parts]) for k in range(order + 1)]
    return RankSequence(bounds, f"pointwise ranks at {point}, block by block")


def _added(parts: Sequence[RankBound]) -> RankBound:
    kind = min((part.kind for part in parts), key=STRENGTH.__getitem__)
    known = [part.error_probability for part in parts if part.error_probability is not None]
    probability = min(1.0, sum(known)) if len(known) == len(parts) else None
    return RankBound(sum(map(int, parts)), kind, probability, f"ranks of {len(parts)} blocks add")


__all__ = ["NumericalFlow", "StageRanks", "predict_ranks"]
