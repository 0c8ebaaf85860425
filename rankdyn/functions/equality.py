"""Whether two matrix functions are the same: normal forms decide it, structure alone outside the exact class."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

import numpy as np

from rankdyn.algebra.function_field import FunctionField
from rankdyn.algebra.work import Work
from rankdyn.calculus.ball_functions import UndefinedPointError
from rankdyn.calculus.ball_points import points
from rankdyn.calculus.balls import BallNodeRing, precision
from rankdyn.errors import NotExactError
from rankdyn.expressions.evaluate import evaluate
from rankdyn.expressions.nodes import Expression, add, negate
from rankdyn.expressions.printing import text
from rankdyn.functions.denominators import is_outside, refuse_outside
from rankdyn.limits import DEFAULT_BUDGET

_POINTS: Final = 8
_BITS: Final = (128, 512)


def same_entries(
    left: Sequence[Expression], right: Sequence[Expression], variable: str, parameters: Sequence[str]
) -> bool:
    """Return whether two lists of expressions of equal length are the same functions, one by one.

    Raises
    ------
    NotExactError
        If it cannot be proved: entries outside the exact class that are not written alike, or a difference that is zero
        only if constants such as e and π obey a relation, which nobody has refuted.
    BudgetExceededError
        If the entries are too large to be compared.
    """
    differing = [pair for pair in zip(left, right, strict=True) if pair[0] != pair[1]]
    exact = [pair for pair in differing if not any(map(is_outside, pair))]
    differences = [add((a, negate(b))) for a, b in exact]
    field = FunctionField.of(differences, variable, parameters, Work(DEFAULT_BUDGET))
    nonzero = [difference for difference in differences if field.element(difference)]
    if nonzero and (
        field.basis.independence_proved or any(_is_proved_nonzero(d, variable, parameters) for d in nonzero)
    ):
        return False
    if nonzero:
        raise NotExactError(
            f"whether {text(nonzero[0])[:60]} is zero depends on relations between its constants that are not known; "
            "compare values of D.evaluate"
        )
    if len(exact) < len(differing):
        outside = [entry for pair in differing for entry in pair]
        refuse_outside(outside, "compare values of D.evaluate, or write the entries alike")
    return True


def _is_proved_nonzero(difference: Expression, variable: str, parameters: Sequence[str]) -> bool:
    """Return whether the value at some point is a ball without zero."""
    for bits in _BITS:
        drawn = points((variable, *parameters), variable, np.random.default_rng(0))
        for _ in range(_POINTS):
            with precision(bits):
                try:
                    (value,) = evaluate(difference, BallNodeRing(next(drawn), variable, 0, Fraction(1)))
                except UndefinedPointError:
                    continue
                if not value.contains(0):
                    return True
    return False
