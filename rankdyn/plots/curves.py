"""`Look` and `curve`: points of named models joined by a line, each model with a colour and marker of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

from matplotlib.axes import Axes

from rankdyn.errors import InvalidInputError
from rankdyn.plots.style import BLACK, BLUE, GREEN, GREY, ORANGE, PURPLE, SKY, VERMILLION

Points: TypeAlias = Sequence[tuple[float, float]]


class Look(NamedTuple):
    """Colour, and marker with line style as in matplotlib's format strings."""

    color: str
    style: str


_LOOKS: Final = (
    Look(BLUE, "o-"),
    Look(VERMILLION, "s--"),
    Look(GREEN, "^-"),
    Look(ORANGE, "v--"),
    Look(PURPLE, "D-"),
    Look(SKY, "P--"),
    Look(BLACK, "X-"),
    Look(GREY, "*:"),
)


def checked_curves(curves: Mapping[str, Points]) -> dict[str, list[tuple[float, float]]]:
    """Return the points of each name as pairs of numbers, at least one curve."""
    try:
        found = {str(name): [(float(x), float(y)) for x, y in points] for name, points in curves.items()}
    except (AttributeError, TypeError, ValueError):
        raise InvalidInputError(
            "curves must be a mapping such as {'chain': [(120, 0.03), (240, 0.01)]}: pairs of numbers by name"
        ) from None
    if not found:
        raise InvalidInputError("there are no curves; give at least one, such as {'chain': [(120, 0.03)]}")
    return found


def curve(axes: Axes, points: Points, name: str, number: int, looks: Mapping[str, Look] | None, **options: Any) -> None:
    """Draw one curve as `looks` says, or with the next of eight looks of its own."""
    look = (looks or {}).get(name, _LOOKS[number % len(_LOOKS)])
    options = {"markersize": 6.0 if "*" in look.style else 2.8} | options
    axes.plot([x for x, _ in points], [y for _, y in points], look.style, color=look.color, label=name, **options)
