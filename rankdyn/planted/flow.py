"""Planted data made of matrix functions: derivatives of a trajectory at one t, with the true rank of each stage.

The true ranks are the pointwise ranks at that t, which the engine proves; unless another t is asked for they are the
generic ranks, those at almost every t.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt

from rankdyn.errors import InvalidInputError, NotExactError, PoleError
from rankdyn.evidence.realizability import Witness
from rankdyn.expressions.nodes import Number
from rankdyn.functions.arguments import checked_rational
from rankdyn.functions.block_sum import BlockSum
from rankdyn.functions.matrix_function import MatrixFunction, coerce
from rankdyn.functions.product import Product
from rankdyn.functions.sum import Sum
from rankdyn.planted.data import Array, Planted, checked_sizes, dense_or_low_rank, orthonormal, planted_data
from rankdyn.prediction.predict import predict_ranks
from rankdyn.prediction.stage_ranks import StageRanks
from rankdyn.rank.sequence import checked_rng
from rankdyn.trajectories.linear_flow import coefficients

_POINTS = tuple(Fraction(n, d) for n, d in ((0, 1), (1, 3), (-1, 3), (3, 5), (-3, 5), (1, 1), (-1, 1), (7, 5), (2, 1)))
"""Where a trajectory may be taken; among those with generic ranks the best conditioned one is."""


def planted_flow(
    A: Any,
    n_orders: int,
    n_samples: int,
    *,
    t0: Any = None,
    noise: float = 0.0,
    rng: int | np.random.Generator | None = 0,
) -> Planted:
    """Return states z of a linear flow z′ = A(t) z at one t, and their derivatives z′, …, z^(K) there.

    Parameters
    ----------
    A : MatrixFunction, text, nested sequence, NumPy array or SymPy Matrix
        The generator, n × n, without parameters; p = q = n.
    n_orders : int
        K, at least 2.
    n_samples : int
        Rows.
    t0 : int, Fraction or text, optional
        The point. By default a small rational one at which the ranks are the generic ones, among a few the best
        conditioned.
    noise, rng
        As in `planted_cascade`.

    Returns
    -------
    Planted
        C_k = F_k(t0)ᵀ, as ``z^(k) = F_k z``; its ranks are those at t0, and `proved.at` is t0.

    Raises
    ------
    InvalidInputError
        For parameters, or if no point tried has the generic ranks.
    PoleError
        If t0 is a pole of A.
    """
    generator, function = checked_rng(rng), _without_parameters(A)
    generic = predict_ranks(function, n_orders)
    orders = coefficients(function, n_orders)[1:]
    values, there = _taken(orders, generic, t0, lambda at: predict_ranks(function, n_orders, at=at), differences=False)
    found = values.transpose(0, 2, 1)
    return planted_data(found, tuple(there), np.ones(n_orders - 1), n_samples, noise, generator, there)


def planted_difference(
    D: Any,
    n_samples: int,
    *,
    n_orders: int | None = None,
    n_features: int | None = None,
    n_outputs: int | None = None,
    t0: Any = None,
    noise: float = 0.0,
    rng: int | np.random.Generator | None = 0,
) -> Planted:
    """Return a trajectory with a given initial difference at one t: its stages are D, D′, D″, … there.

    With Z′ − Z = D, Z^(k+1) = Z^(k) + D^(k) whatever Z(t0) is. The K targets are z = Z w, z′, …, z^(K−1), w the
    features; read them as velocity, acceleration, … of another trajectory if order 1 is to be a velocity. The stage
    from the j-th target to the next is D^(j−1)(t0): ``realize(ranks).function`` plants any ranks that a construction
    has, 1, 2, 1, 2 for example.

    Parameters
    ----------
    D : MatrixFunction, Witness, text, nested sequence, NumPy array or SymPy Matrix
        The initial difference, m × n, without parameters. A Witness gives its function and the number of orders.
    n_samples : int
        Rows.
    n_orders : int, optional
        K, at least 2; needed unless D is a Witness.
    n_features, n_outputs : int, optional
        p ≥ n and q ≥ m: D is put into p × q by random orthonormal matrices, which keep singular values. n and m, but at
        least 6, if not given.
    t0, noise, rng
        As in `planted_flow`.

    Returns
    -------
    Planted
        Its ranks are those at t0; `proved` is ``predict_ranks(D, K, given="difference", first_order=0, at=t0)``.

    Raises
    ------
    InvalidInputError
        For parameters, sizes too small for D, or if no point tried has the generic ranks.
    PoleError
        If t0 is a pole of D.
    """
    generator = checked_rng(rng)
    if isinstance(D, Witness):
        n_orders = len(D.ranks) + 1 if n_orders is None else n_orders
        D = D.function
    if n_orders is None:
        raise InvalidInputError("give n_orders, the number of targets; only a Witness implies it")
    function = _without_parameters(D)
    m, n = function.shape
    p, q = (max(6, side) if given is None else given for side, given in ((n, n_features), (m, n_outputs)))
    if p < n or q < m:
        raise InvalidInputError(f"a {m} x {n} function needs at least {n} features and {m} outputs, not {p} and {q}")
    checked_sizes(n_samples, p, q)
    generic = predict_ranks(function, n_orders, given="difference", first_order=0)
    stages = [function.derivative(k) for k in range(n_orders - 1)]
    values, there = _taken(
        stages,
        generic,
        t0,
        lambda at: predict_ranks(function, n_orders, given="difference", first_order=0, at=at),
        differences=True,
    )
    into, out_of = orthonormal(p, n, generator), orthonormal(q, m, generator)
    parts = np.einsum("pn,kmn,qm->kpq", into, values, out_of, optimize=True)
    largest = float(np.linalg.norm(parts[0])) or 1.0
    base = dense_or_low_rank(p, q, None, generator) * (largest / np.sqrt(q))
    found = np.cumsum(np.concatenate([base[None], parts]), axis=0)
    return planted_data(found, tuple(there), np.ones(n_orders - 1), n_samples, noise, generator, there)


def _without_parameters(value: Any) -> MatrixFunction:
    function = coerce(value, "t")
    if function.parameter_names:
        raise InvalidInputError(
            f"data need numbers, but the function has the parameter {function.parameter_names[0]}; give it a value by "
            "subs"
        )
    return function


def _taken(
    functions: Sequence[MatrixFunction],
    generic: StageRanks,
    asked: Any,
    ranks_at: Callable[[Fraction], StageRanks],
    *,
    differences: bool,
) -> tuple[Array, StageRanks]:
    """Return the values and the ranks at the point asked for, or at the best conditioned one with the generic ranks.

    Conditioned: the least singular value that the ranks count, relative to the norm of the values, over all stages.
    Points where an order vanishes that does not vanish elsewhere come last.
    """
    if asked is not None:
        point = checked_rational(asked, "t0")
        there, values = ranks_at(point), _values(functions, point)
        if values is None:
            raise PoleError(f"the function or a derivative has no finite real value at t = {point}; choose another t0")
        return values, there
    usable: list[tuple[int, float, Fraction, Array]] = []
    for point in _POINTS:
        values = _values(functions, point)
        if values is None:
            continue
        stages = values if differences else np.diff(values, axis=0)
        sizes = np.linalg.svd(stages, compute_uv=False)
        kept = [float(size[rank - 1]) for size, rank in zip(sizes, generic, strict=True) if rank]
        vanishing = int((~values.any(axis=(1, 2))).sum())
        condition = min(kept, default=1.0) / (float(np.abs(values).max(initial=0.0)) or 1.0)
        usable.append((vanishing, -condition, point, values))
    for _, _, point, values in sorted(usable, key=lambda item: item[:2]):
        try:
            there = ranks_at(point)
        except NotExactError:  # such as a product with e^{tA}, A with irrational eigenvalues: exact at t = 0 only
            continue
        if tuple(there) == tuple(generic):
            return values, there
    raise InvalidInputError(
        f"at none of t = {', '.join(map(str, _POINTS))} the ranks are proved to be the generic ones, {tuple(generic)}; "
        "give t0"
    )


def _values(functions: Sequence[MatrixFunction], point: Fraction) -> Array | None:
    """Return the values at a point, shape (number of functions, m, n); None if some entry is not finite and real."""
    found = np.array([_value(function, float(point)) for function in functions])
    return found if np.isrealobj(found) and np.isfinite(found).all() else None


def _value(function: MatrixFunction, t: float) -> npt.NDArray[Any]:
    """Return the value at t part by part: some part may have no entries that could be written down."""
    match function:
        case BlockSum(blocks=blocks):
            from scipy.linalg import block_diag

            return np.asarray(block_diag(*(_value(block, t) for block in blocks)))
        case Sum(terms=terms) if all(isinstance(c, Number) for c, _ in terms):
            parts = [float(c.value) * _value(part, t) for c, part in terms if isinstance(c, Number)]
            return np.asarray(np.sum(parts, axis=0))
        case Product(factors=factors):
            *left, last = (_value(factor, t) for factor in factors)
            return np.asarray(reduce(np.matmul, [*left, last.T]))
    return np.asarray(function.evaluate([t])[0])
