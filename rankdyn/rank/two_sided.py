"""Lower evidence where the independence of the constants is unknown: minors that are not zero at their true values.

Beside e^{t+1} and sin(πt) stand e and π, whose algebraic independence nobody has proved. Upper bounds may take them as
indeterminates, because specialising them only lowers a rank. Lower bounds must hold at the true numbers: they are
minors whose ball excludes zero. Where both meet the answer is exact; where they do not it rests on Schanuel's
conjecture, which implies that all these constants are independent.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

import numpy as np

from rankdyn.calculus.ball_functions import UndefinedPointError
from rankdyn.evidence.certificate import Ball
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.rank.ball_minor import ball_minors, points
from rankdyn.rank.ball_values import ball_values
from rankdyn.rank.reduction import Kind

SCHANUEL: Final = "the independence of its constants is Schanuel's conjecture, not a theorem"

_TRIED: Final = 6


def ball_evidence(
    function: MatrixFunction,
    kind: Kind,
    step: Fraction,
    ranks: Sequence[int],
    rng: np.random.Generator,
    at: Fraction | None = None,
) -> list[Ball | None]:
    """Return ball evidence for rank D^(k) ≥ ranks[k], or None at the orders where none is found.

    Parameters
    ----------
    function, kind, step : MatrixFunction, Kind, Fraction
        What is differentiated, and how.
    ranks : sequence of int
        The ranks of the orders 0, 1, ….
    rng : numpy Generator
        Source of points.
    at : Fraction, optional
        t_0 for pointwise ranks.

    Notes
    -----
    Evidence of rank 0 has no rows: it says that the function is defined at the point, hence that no denominator
    vanishes at the true values of the constants.
    """
    order = len(ranks) - 1
    try:
        minors = ball_minors(function, order, kind, step, rng, ranks, at)
        if not any(ranks):
            _refuse_undefined(function, order, kind, step, rng, at)
    except UndefinedPointError:
        return [None] * len(ranks)
    found: list[Ball | None] = []
    for rank, minor in zip(ranks, minors, strict=True):
        point = {name: str(value) for name, value in minor.point.values.items()}
        if at is not None:
            del point[function.variable_name]
        # the checker's intervals are plainer than Arb's balls: it gets more than twice the precision
        evidence = Ball(2 * minor.bits + 64, point, sorted(minor.rows), sorted(minor.columns))
        found.append(evidence if minor.rank == rank else None)
    return found


def _refuse_undefined(
    function: MatrixFunction, order: int, kind: Kind, step: Fraction, rng: np.random.Generator, at: Fraction | None
) -> None:
    """Raise UndefinedPointError unless the function is defined at a point."""
    names = (function.variable_name, *function.parameter_names)
    drawn = points(names, function.variable_name, rng, at)
    error: UndefinedPointError | None = None
    for _ in range(_TRIED):
        try:
            ball_values(function, order, kind, step, next(drawn), 128)
            return
        except UndefinedPointError as undefined:
            error = undefined
    assert error is not None
    raise error
