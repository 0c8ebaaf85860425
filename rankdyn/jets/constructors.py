"""Jets to begin with: the variable, constants, and functions known by their derivatives."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from rankdyn.errors import InvalidInputError
from rankdyn.jets.jet import Jet, factorials
from rankdyn.jets.reading import finite_array, read_order


def variable(t0: npt.ArrayLike, order: int) -> Jet:
    """Return the jet of t itself at t0: t0 + h.

    Parameters
    ----------
    t0 : array-like
        Where; an array gives a jet at each of its points.
    order : int
        K ≥ 0.

    Examples
    --------
    >>> variable(2.0, 3)
    Jet([2.0, 1.0, 0.0, 0.0])
    """
    point = finite_array(t0, "t0")
    found = np.zeros((read_order(order) + 1, *point.shape))
    found[0] = point
    found[1:2] = 1.0
    return Jet._of(found)


def constant(value: npt.ArrayLike, order: int) -> Jet:
    """Return the jet of a constant array: its derivatives vanish."""
    array = finite_array(value, "the value of a constant")
    return Jet._of(np.concatenate([array[None], np.zeros((read_order(order), *array.shape))]))


def stack(parts: Sequence[Jet], axis: int = 0) -> Jet:
    """Return several jets as one, along a new axis of the value.

    Raises
    ------
    InvalidInputError
        If there are none, or they differ in order or shape, or the axis does not exist.

    Examples
    --------
    >>> t = variable(2.0, 1)
    >>> stack([t, t * t])
    Jet([[2.0, 4.0], [1.0, 4.0]])
    """
    kinds = {(part.order, part.shape) for part in parts}
    if len(kinds) != 1:
        raise InvalidInputError(f"stack takes one or more jets of one order and shape, not {sorted(kinds)}")
    ndim = parts[0].ndim + 1
    if not -ndim <= axis < ndim:
        raise InvalidInputError(f"axis {axis} does not exist among {ndim}")
    return Jet._of(np.stack([part.coefficients for part in parts], axis=axis % ndim + 1))


def from_derivatives(derivatives: npt.ArrayLike) -> Jet:
    """Return the jet with given f(t0), f'(t0), …, f^(K)(t0), shape (K + 1, ...).

    Examples
    --------
    >>> from_derivatives([1.0, 1.0, 2.0, 6.0])
    Jet([1.0, 1.0, 1.0, 1.0])
    """
    jet = Jet(derivatives)
    return Jet._of(jet.coefficients / factorials(jet))
