"""Proof that no denominator is identically zero, made once when entries are read.

A denominator that is invertible at one random place modulo a prime is not zero. Only if several places fail is the
exact function field asked, which then names the entry that divides by zero. Outside the exact class there is no proof:
there an entry is refused if a denominator cannot be told from zero at any of several points, with many digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from rankdyn.algebra.exponents import ExponentBasis
from rankdyn.algebra.function_field import FunctionField
from rankdyn.algebra.place import Place, UnluckyPlaceError
from rankdyn.algebra.work import Work
from rankdyn.calculus.ball_functions import UndefinedPointError, VanishingDenominatorError
from rankdyn.calculus.ball_points import points
from rankdyn.calculus.balls import BallNodeRing, precision
from rankdyn.calculus.modular import TaylorRing
from rankdyn.calculus.size import SizeRing
from rankdyn.errors import BudgetExceededError, InvalidInputError, NotExactError
from rankdyn.expressions.evaluate import evaluate
from rankdyn.expressions.nodes import Call, Expression, Pow, has_division, parts
from rankdyn.expressions.printing import text
from rankdyn.limits import MAX_DEGREE

_TRIES = 4
_BUDGET = 20_000_000
_BITS = (64, 512)
_POINTS = 8


def is_outside(entry: Expression) -> bool:
    """Return whether an entry holds a function outside the exact class."""
    return any(isinstance(node, Call) for node in parts(entry))


def refuse_outside(entries: Sequence[Expression], remedy: str) -> None:
    """Raise NotExactError with a remedy if an entry holds a function outside the exact class."""
    for entry in entries:
        for node in parts(entry):
            if isinstance(node, Call):
                raise NotExactError(f"{text(node)[:60]} is outside the exact class; {remedy}")


def refuse_zero_denominators(rows: Sequence[Sequence[Expression]], variable: str, parameters: Sequence[str]) -> None:
    """Raise InvalidInputError if some entry divides by an identically zero function, or has too high a degree."""
    names = (variable, *parameters)
    for i, row in enumerate(rows):
        for j, entry in enumerate(row):
            if not has_division(entry) and _highest_power(entry) <= 10:
                continue
            if is_outside(entry):
                _refuse_outside(entry, names, f"entry [{i}][{j}], {text(entry)[:60]}")
                continue
            try:
                basis = ExponentBasis.of_expressions([entry])
                evaluate(entry, SizeRing(names, basis, max_degree=MAX_DEGREE))
                if has_division(entry):
                    _refuse(entry, names, basis)
            except NotExactError:  # such as constants that need too large a number field
                _refuse_outside(entry, names, f"entry [{i}][{j}], {text(entry)[:60]}")
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


def _refuse_outside(entry: Expression, names: tuple[str, ...], where: str) -> None:
    """Raise InvalidInputError if a denominator vanishes, as far as can be seen, wherever the entry is defined."""
    vanished = 0
    for bits in _BITS:
        drawn = points(names, names[0], np.random.default_rng(0))
        for _ in range(_POINTS):
            with precision(bits):
                try:
                    evaluate(entry, BallNodeRing(next(drawn), names[0], 0, Fraction(1)))
                    return
                except VanishingDenominatorError:
                    vanished += 1
                except UndefinedPointError:
                    continue
        if not vanished:
            return
    raise InvalidInputError(f"{where}: a denominator is zero at every point where it is defined; remove the quotient")
