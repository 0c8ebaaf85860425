"""Proof that no denominator is identically zero, made once when entries are read.

A denominator that is invertible at one random place modulo a prime is not zero. Only if several places fail is the
exact function field asked, which then names the entry that divides by zero.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rankdyn.algebra.exponents import ExponentBasis
from rankdyn.algebra.function_field import FunctionField
from rankdyn.algebra.place import Place, UnluckyPlaceError
from rankdyn.algebra.work import Work
from rankdyn.calculus.modular import TaylorRing
from rankdyn.calculus.size import SizeRing
from rankdyn.errors import BudgetExceededError, InvalidInputError
from rankdyn.expressions.evaluate import evaluate
from rankdyn.expressions.nodes import Expression, Pow, exponents, has_division
from rankdyn.expressions.printing import text
from rankdyn.limits import MAX_DEGREE

_TRIES = 4
_BUDGET = 20_000_000


def refuse_zero_denominators(rows: Sequence[Sequence[Expression]], variable: str, parameters: Sequence[str]) -> None:
    """Raise InvalidInputError if some entry divides by an identically zero function, or has too high a degree."""
    names = (variable, *parameters)
    for i, row in enumerate(rows):
        for j, entry in enumerate(row):
            if not has_division(entry) and _highest_power(entry) <= 10:
                continue
            basis = ExponentBasis.of(exponents(entry))
            try:
                evaluate(entry, SizeRing(names, basis, max_degree=MAX_DEGREE))
                if has_division(entry):
                    _refuse(entry, names, basis)
            except InvalidInputError as error:
                raise InvalidInputError(f"entry [{i}][{j}], {text(entry)[:60]}: {error}") from None


def _highest_power(entry: Expression) -> int:
    """Return the largest product of exponents of nested powers."""
    match entry:
        case Pow(base, exponent):
            return max(1, abs(exponent)) * _highest_power(base)
        case _:
            return max(map(_highest_power, getattr(entry, "terms", getattr(entry, "factors", ()))), default=1)


def _refuse(entry: Expression, names: tuple[str, ...], basis: ExponentBasis) -> None:
    rng = np.random.default_rng(0)
    for _ in range(_TRIES):
        try:
            evaluate(entry, TaylorRing(Place.random(names, basis, rng), names[0], 0))
            return
        except UnluckyPlaceError:
            continue
    try:
        FunctionField(names[0], names[1:], basis, Work(_BUDGET)).element(entry)
    except BudgetExceededError:
        raise InvalidInputError(
            "a denominator vanishes at every point tried and is too large to be expanded; write it more simply"
        ) from None
