"""Where the data of the tab *Cascade* come from, within the limits of the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from rankdyn.errors import InvalidInputError
from rankdyn.laws.writing import ranks_of

Kind = Literal["planted", "function", "adaptation", "flow", "factors", "full", "conditional"]

DIGITS: Final = ("factors", "full", "conditional")
"""Kinds of data that are made of the digits; `rankdyn fit` draws the same rows."""

LEAST_ORDERS: Final = 2
MAX_ORDERS: Final = 8
MAX_SIZE: Final = 64
"""Features and outputs of planted data."""

MAX_SIDE: Final = 12
"""Rows of the generator of a linear flow."""

MAX_ROWS: Final = 4000
LEAST_ROWS: Final = 20
MAX_FACTORS: Final = 63
"""Of the covariance of digits, which have 64 pixels."""

MAX_TEXT: Final = 4000
MAX_NOISE: Final = 10.0


@dataclass(frozen=True, slots=True)
class Source:
    """Where data come from; each kind reads the fields that mean something for it.

    Attributes
    ----------
    kind : str
        One of `Kind`.
    orders : int
        K.
    ranks : str
        Planted ranks of the stages, such as '2' or '1,2': repeated from the beginning, or cut, to K - 1 of them.
    size, rows : int
        p = q and n of planted data.
    noise : float
        Standard deviation of what is added to planted targets.
    generator : str
        A of X' = A X.
    factors : int
        Of the covariance of digits.
    path : str
        'variance_preserving', 'linear' or 'trigonometric'.
    time : float
        t of digits.
    seed : int
        Of everything random.
    """

    kind: Kind = "planted"
    orders: int = 4
    ranks: str = "2,3,1"
    size: int = 24
    rows: int = 600
    noise: float = 0.0
    generator: str = ""
    factors: int = 8
    path: str = "variance_preserving"
    time: float = 0.5
    seed: int = 0


def stage_ranks(source: Source) -> list[int]:
    """Return the planted rank of each stage: the list repeated from its beginning, or cut, to the number of stages."""
    given = ranks_of(source.ranks)
    return [given[k % len(given)] for k in range(source.orders - 1)]


def check(source: Source) -> None:
    """Refuse what is beyond the limits of the page, whoever wrote the link that asks for it."""
    limits = (
        ("orders", source.orders, LEAST_ORDERS, MAX_ORDERS),
        ("features", source.size, 1, MAX_SIZE),
        ("rows", source.rows, LEAST_ROWS, MAX_ROWS),
        ("factors", source.factors, 1, MAX_FACTORS),
    )
    for name, value, least, most in limits:
        if not least <= value <= most:
            raise InvalidInputError(
                f"{value} {name}: this page takes {least} to {most}; `rankdyn fit` and rd.CascadedLowRankRegressor "
                "take more"
            )
    if not 0 <= source.noise <= MAX_NOISE:
        raise InvalidInputError(f"noise is a standard deviation from 0 to {MAX_NOISE:g} here, not {source.noise!r}")
    for name, text in (("generator A", source.generator), ("list of ranks", source.ranks)):
        if len(text) > MAX_TEXT:
            raise InvalidInputError(f"the {name} has {len(text)} characters; this page takes {MAX_TEXT}")
