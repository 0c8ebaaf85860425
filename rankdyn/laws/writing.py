"""Rank sequences, shapes and points as people write them: read strictly, and errors name the item."""

from __future__ import annotations

import re
from typing import Final

from rankdyn.errors import InvalidInputError

_MAX_CHARACTERS: Final = 1_000_000
_MAX_DIGITS: Final = 18
"""Digits of a rank: far beyond every matrix, and cheap to read."""


def ranks_of(text: str) -> tuple[int, ...]:
    """Return the sequence written as '2,3,1'; spaces are allowed around items.

    Raises
    ------
    InvalidInputError
        If the text is no sequence of whole numbers from 0 on; the message names the item.
    """
    if len(text) > _MAX_CHARACTERS:
        raise InvalidInputError(f"a sequence has at most {_MAX_CHARACTERS} characters, not {len(text)}")
    if not text.strip():
        raise InvalidInputError("the sequence is empty; write ranks from order 0 on, such as 2,3,1")
    items = [item.strip() for item in text.split(",")]
    for number, item in enumerate(items, start=1):
        if not re.fullmatch("[0-9]+", item):
            shown = f"is {_short(item)}" if item else "is missing"
            raise InvalidInputError(
                f"item {number} of the sequence {_short(text)} {shown}: write whole numbers from 0 on, such as 2,3,1"
            )
        if len(item) > _MAX_DIGITS:
            raise InvalidInputError(f"item {number} of the sequence has {len(item)} digits, more than {_MAX_DIGITS}")
    return tuple(map(int, items))


def shape_of(text: str) -> tuple[int, int]:
    """Return the shape written as '3x4'."""
    found = re.fullmatch("([0-9]{1,6}) *[x×] *([0-9]{1,6})", text.strip())
    if found is None:
        raise InvalidInputError(f"a shape is written as ROWSxCOLUMNS, such as 3x4, not {_short(text)}")
    return int(found[1]), int(found[2])


def points_of(text: str) -> list[str]:
    """Return the points written as '0,1/2'; what a point may be is said by the function that takes it."""
    items = [item.strip() for item in text.split(",")]
    for number, item in enumerate(items, start=1):
        if not re.fullmatch(r"[+-]?[0-9]{1,100}(/[0-9]{1,100}|\.[0-9]{1,100})?", item):
            shown = f"is {_short(item)}" if item else "is missing"
            raise InvalidInputError(
                f"item {number} of the points {shown}: write rational numbers separated by commas, such as 0,1/2"
            )
    return items


def shown(ranks: tuple[int, ...]) -> str:
    """Return a sequence as people write it."""
    return ",".join(map(str, ranks))


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "...")
