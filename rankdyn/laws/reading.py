"""Rank sequences that users give, checked where they enter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from rankdyn.errors import InvalidInputError

MAX_RANKS: Final = 10_000
"""Ranks in one sequence."""

KINDS: Final = ("derivative", "difference")


def checked_ranks(ranks: Any) -> tuple[int, ...]:
    """Return a sequence of ranks as a tuple of ints.

    Parameters
    ----------
    ranks : iterable of int
        Non-negative integers, at least one and at most 10,000; NumPy integers are accepted, bools are not.

    Raises
    ------
    InvalidInputError
        If that is not so; the message names the value, the rule and the remedy.
    """
    if isinstance(ranks, str | bytes) or not isinstance(ranks, Iterable):
        raise InvalidInputError(f"ranks must be a sequence of integers such as (1, 2, 1), not {_shown(ranks)}")
    found: list[int] = []
    for value in ranks:
        if len(found) == MAX_RANKS:
            raise InvalidInputError(f"ranks must be at most {MAX_RANKS} numbers; give fewer orders")
        if isinstance(value, bool) or not hasattr(value, "__index__"):
            raise InvalidInputError(
                f"rank {len(found)} is {_shown(value)}, but a rank is a non-negative integer; write 0, 1, 2, …"
            )
        rank = int(value.__index__())
        if rank < 0:
            raise InvalidInputError(f"rank {len(found)} is {_shown(rank)}, but no rank is negative; the least is 0")
        found.append(rank)
    if not found:
        raise InvalidInputError("there are no ranks; give at least one, such as (1,)")
    return tuple(found)


def checked_kind(kind: Any) -> str:
    """Return 'derivative' or 'difference'."""
    if kind not in KINDS:
        raise InvalidInputError(f"kind must be 'derivative' or 'difference', not {_shown(kind)}")
    return str(kind)


def checked_count(value: Any, name: str, least: int = 0) -> int:
    """Return an integer argument that is at least `least`."""
    if isinstance(value, bool) or not hasattr(value, "__index__") or int(value.__index__()) < least:
        raise InvalidInputError(f"{name} must be an integer of at least {least}, not {_shown(value)}")
    return int(value.__index__())


def _shown(value: Any) -> str:
    if isinstance(value, int) and value.bit_length() > 200:
        return f"an integer of {value.bit_length()} bits"  # its decimal digits could be more than Python will write
    text = repr(value)
    return text if len(text) < 60 else text[:57] + "..."
