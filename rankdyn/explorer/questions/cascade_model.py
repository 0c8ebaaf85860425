"""What the cascade of the tab *Cascade* may do, as chosen and as its estimator takes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from rankdyn.errors import InvalidInputError
from rankdyn.explorer.questions.cascade_source import MAX_TEXT
from rankdyn.laws.writing import ranks_of

MAX_RANK: Final = 1000
"""Larger ranks are refused as they are read; those above p or q are clipped, with a note."""


@dataclass(frozen=True, slots=True)
class Model:
    """What the cascade may do, as in `rankdyn fit`.

    Attributes
    ----------
    rank : str
        Of the stages: 'auto', one number, or one for each stage, '2,1,3'.
    coupling : {'chain', 'triangular', 'diagonal'}
        How earlier parts enter an order.
    gates : {'none', 'rank', 'least_squares'}
        Whether there are gates, and how they are chosen.
    skip : bool
        Whether each order adds a multiple of x.
    base : str
        Rank of the base: 'full', 'auto' or a number.
    joint : bool
        Whether all parts are refined together.
    rivals : bool
        Whether other kinds of model are fitted too.
    """

    rank: str = "auto"
    coupling: Literal["chain", "triangular", "diagonal"] = "chain"
    gates: Literal["none", "rank", "least_squares"] = "none"
    skip: bool = False
    base: str = "full"
    joint: bool = False
    rivals: bool = False


def options(model: Model, stages: int) -> dict[str, Any]:
    """Return the arguments of the estimator: those of `rankdyn fit` for the same choices.

    Raises
    ------
    InvalidInputError
        For ranks that are no ranks, or a list that has not one for each stage.
    """
    rank = _read_rank(model.rank)
    if isinstance(rank, list) and len(rank) != stages:
        raise InvalidInputError(
            f"{len(rank)} ranks, but {stages + 1} orders have {stages} stages: give one rank a stage, one number for "
            "all, or auto"
        )
    return {
        "rank": rank,
        "coupling": model.coupling,
        "gates": None if model.gates == "none" else model.gates,
        "skip": model.skip,
        "base_rank": _read_base(model.base),
        "refine": "joint" if model.joint else "greedy",
        "order_weights": "relative",
    }


def for_orders(options: dict[str, Any], orders: tuple[int, ...]) -> dict[str, Any]:
    """Return the arguments for some of the orders: each takes the rank of the stage that leads to it along."""
    rank = options["rank"]
    return options | {"rank": [rank[k - 2] for k in orders[1:]]} if isinstance(rank, list) else options


def is_literal(model: Model) -> bool:
    """Whether this is the model F_{k+1} = F_k + (a part of low rank), of which predicted ranks speak."""
    return model.coupling == "chain" and model.gates == "none" and not model.skip


def _read_rank(text: str) -> Any:
    if text.strip() == "auto":
        return "auto"
    found = _ranks(text, "the ranks of the stages are auto, one number such as 2, or one a stage such as 2,1,3")
    return found if "," in text else found[0]


def _read_base(text: str) -> Any:
    if text.strip() in ("full", "auto"):
        return None if text.strip() == "full" else "auto"
    found = _ranks(text, "the rank of the base is full, auto or a number")
    if len(found) > 1:
        raise InvalidInputError(f"the base has one rank, not {len(found)}")
    return found[0]


def _ranks(text: str, rule: str) -> list[int]:
    if len(text) > MAX_TEXT:
        raise InvalidInputError(f"{rule}; {len(text)} characters are more than {MAX_TEXT}")
    try:
        found = list(ranks_of(text))
    except InvalidInputError as error:
        raise InvalidInputError(f"{rule}; {error}") from None
    if max(found) > MAX_RANK:
        raise InvalidInputError(f"{rule}; {max(found)} is more than {MAX_RANK}")
    return found
