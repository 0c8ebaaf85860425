"""What a cascade may do, as checked values: ranks, coupling, gates, skip, weights of orders."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from numbers import Integral
from typing import Any, Literal, TypeAlias, get_args

import numpy as np
import numpy.typing as npt

from rankdyn.errors import InvalidInputError
from rankdyn.fitting.cascade_model import Coupling, Skip
from rankdyn.fitting.low_rank_piece import Solver
from rankdyn.fitting.whitened import Whitened

Array: TypeAlias = npt.NDArray[np.float64]

Gates: TypeAlias = Literal["rank", "least_squares"]
RankSelection: TypeAlias = Literal["threshold", "cv"]
Refinement: TypeAlias = Literal["greedy", "joint"]
Rank: TypeAlias = int | None
"""A rank, None for one that the data decide."""


@dataclass(frozen=True, eq=False, slots=True)
class Settings:
    """Parameters of a cascade after they were checked.

    Attributes
    ----------
    base_rank : int or None
        Rank of the base, None for 'auto'; `full_base` goes before it.
    full_base : bool
        Whether the base is unrestricted.
    ranks : tuple of (int or None)
        Of the stages, None for 'auto'.
    coupling, gates, skip
        As in the estimator; gates is None where all are 1, skip None where there is none.
    order_weights : ndarray, shape (K,)
        Positive.
    solver : {'exact', 'randomized'}
        Of singular values.
    """

    base_rank: Rank
    full_base: bool
    ranks: tuple[Rank, ...]
    coupling: Coupling
    gates: Gates | None
    skip: Skip | None
    order_weights: Array
    solver: Solver


def choice(value: Any, names: Any, name: str) -> Any:
    """Return a value if it is one of the names of a Literal type."""
    allowed = get_args(names)
    if not (isinstance(value, str) and value in allowed):
        raise InvalidInputError(f"{name} must be one of {', '.join(map(repr, allowed))}, not {value!r}")
    return value


def read_ranks(rank: Any, count: int, limit: int) -> tuple[Rank, ...]:
    """Return the ranks of the stages: 'auto', one integer for all, or a list with one for each.

    Raises
    ------
    InvalidInputError
        For a negative rank, something that is no rank, or a list of another length.
    """
    if isinstance(rank, Iterable) and not isinstance(rank, str):
        given = list(rank)
        if len(given) != count:
            raise InvalidInputError(
                f"rank has {len(given)} entries, but {count + 1} orders have {count} stages: give one rank a stage"
            )
        return tuple(read_rank(each, limit, f"rank of stage {k + 1}") for k, each in enumerate(given))
    return (read_rank(rank, limit, "rank"),) * count


def read_rank(rank: Any, limit: int, name: str) -> Rank:
    """Return a rank from 0 to `limit`, or None for 'auto'; a larger one is clipped with a warning."""
    if isinstance(rank, str) and rank == "auto":
        return None
    if isinstance(rank, bool) or not isinstance(rank, Integral):
        raise InvalidInputError(f"{name} must be 'auto' or an integer, not {rank!r}")
    value = int(rank)
    if value < 0:
        raise InvalidInputError(f"{name} is {value}, but a rank is not negative: give 0 to {limit}, or 'auto'")
    if value > limit:
        warnings.warn(
            f"{name} is {value}, but features and outputs allow at most {limit}: {limit} is used", stacklevel=2
        )
    return min(value, limit)


def read_skip(skip: Any, problem: Whitened) -> Skip | None:
    """Return the skip in whitened coordinates: False, True for the identity on the first q features, or a p × q map."""
    p, q = problem.n_features, problem.n_outputs
    if skip is None or isinstance(skip, bool | np.bool_):
        if not skip:
            return None
        if p < q:
            raise InvalidInputError(
                f"skip=True needs at least as many features as outputs, but p = {p} < q = {q}; give a p × q matrix"
            )
        return Skip(problem.from_coefficients[:, :q], 0)
    matrix = np.asarray(skip, dtype=np.float64)
    if matrix.shape != (p, q) or not np.isfinite(matrix).all():
        raise InvalidInputError(f"skip must be True, False or a finite matrix of shape {(p, q)}, not {matrix.shape}")
    return Skip(problem.from_coefficients @ matrix, int(np.count_nonzero(matrix)))


def read_order_weights(weights: Any, problem: Whitened) -> Array:
    """Return positive weights of the orders: None for 1, 'relative' for 1/‖Y_k‖² (1 where that is zero), or K numbers.

    They weigh errors; the targets are never rescaled, since differences of rescaled targets have full rank.
    """
    K = problem.n_orders
    if weights is None:
        return np.ones(K)
    if isinstance(weights, str):
        if weights != "relative":
            raise InvalidInputError(f"order_weights must be None, 'relative' or {K} numbers, not {weights!r}")
        found: Array = 1.0 / np.where(problem.norms > 0, problem.norms, 1.0)
        return found
    array = np.asarray(weights, dtype=np.float64)
    if array.shape != (K,) or not (np.isfinite(array).all() and (array > 0).all()):
        raise InvalidInputError(f"order_weights must be {K} positive numbers, one an order, not {weights!r}")
    return array


def orders_of_norm_zero(problem: Whitened) -> npt.NDArray[np.bool_]:
    """Return which orders are zero, or constant where there is an intercept, up to rounding of their mean."""
    means = problem.n_samples * np.einsum("kq,kq->k", problem.target_means, problem.target_means)
    level = 16 * float(np.finfo(np.float64).eps) * np.sqrt(max(problem.n_samples, 1))
    zero: npt.NDArray[np.bool_] = problem.norms <= level**2 * means
    return zero
