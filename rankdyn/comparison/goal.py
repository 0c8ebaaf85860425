"""What a model has to reach before its parameters are counted, and which orders count at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from rankdyn.errors import InvalidInputError

Array: TypeAlias = npt.NDArray[np.float64]

UNLEARNABLE: Final = 0.9
"""An order whose naive error exceeds this is unlearnable: no linear model tells anything of it, so none can save."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A bound on the error of every order.

    Attributes
    ----------
    kind : {'absolute', 'relative'}
        Error ≤ tolerance, or error ≤ (1 + tolerance) · naive error.
    tolerance : float
        Positive.
    margin : float
        Ranks are chosen on the validation rows for a bound lower by this part, so that it holds on the test rows, too;
        there the bound itself is asked.
    strict : bool
        Whether errors are measured against the exact conditional means instead of single targets, whose own noise hides
        much of what a model misses.
    """

    kind: Literal["absolute", "relative"] = "absolute"
    tolerance: float = 0.01
    margin: float = 0.05
    strict: bool = False

    def __post_init__(self) -> None:
        if self.kind not in ("absolute", "relative"):
            raise InvalidInputError(f"a goal is 'absolute' or 'relative', not {self.kind!r}")
        if not (np.isfinite(self.tolerance) and self.tolerance > 0):
            raise InvalidInputError(f"the tolerance of a goal must be positive, not {self.tolerance!r}")
        if not 0 <= self.margin < 1:
            raise InvalidInputError(f"the margin of a goal must be at least 0 and below 1, not {self.margin!r}")

    def allowed(self, naive: Array) -> Array:
        """Return the largest error of each order, shape (K,), for those of the naive model on the same rows."""
        if self.kind == "absolute":
            return np.full(len(naive), self.tolerance)
        found: Array = (1.0 + self.tolerance) * naive
        return found

    def aimed(self, naive: Array) -> Array:
        """Return what is asked where ranks are chosen; a relative goal keeps the naive error itself within reach."""
        if self.kind == "absolute":
            return (1.0 - self.margin) * self.allowed(naive)
        found: Array = (1.0 + (1.0 - self.margin) * self.tolerance) * naive
        return found

    def __str__(self) -> str:
        percent = f"{100 * self.tolerance:g} %"
        error = "strict error" if self.strict else "error"
        return f"{error} <= {percent}" if self.kind == "absolute" else f"{error} within {percent} of naive"


def learnable(naive: Array) -> tuple[int, ...]:
    """Return the orders, counted from 1, whose naive error is at most 0.9."""
    return tuple(int(k) + 1 for k in np.flatnonzero(naive <= UNLEARNABLE))
