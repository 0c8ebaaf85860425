"""Arguments that users give: orders, steps and points, checked where they enter."""

from fractions import Fraction
from typing import Any

from rankdyn.errors import InvalidInputError
from rankdyn.limits import MAX_ORDER


def checked_order(k: Any, name: str) -> int:
    """Return k as an order of differentiation, 0 to MAX_ORDER."""
    if isinstance(k, bool) or not hasattr(k, "__index__"):
        raise InvalidInputError(f"{name} must be an integer from 0 to {MAX_ORDER}, not {k!r}")
    order = int(k.__index__())
    if not 0 <= order <= MAX_ORDER:
        raise InvalidInputError(f"{name} must be from 0 to {MAX_ORDER}, not {order}")
    return order


def checked_step(h: Any) -> Fraction:
    """Return h as a rational step that is not zero."""
    step = checked_rational(h, "h")
    if not step:
        raise InvalidInputError("h must not be 0; a forward difference needs a step")
    return step


def checked_rational(value: Any, name: str) -> Fraction:
    """Return an int, Fraction, rational text or SymPy rational exactly; floats by their shortest decimal."""
    try:
        if isinstance(value, bool):
            raise TypeError
        if isinstance(value, float):
            value = repr(float(value))
        shown = str(value)
        if len(shown) > 1000 or ("e" in shown.lower() and abs(int(shown.lower().split("e")[1])) > 1000):
            raise ValueError
        return Fraction(value if isinstance(value, int | Fraction) else shown)
    except (TypeError, ValueError, ZeroDivisionError):
        shown = repr(value)
        raise InvalidInputError(
            f"{name} must be a rational number such as 1/2, not {shown if len(shown) < 60 else shown[:57] + '...'}"
        ) from None
