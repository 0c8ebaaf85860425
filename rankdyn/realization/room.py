"""`Room`: the shape wanted of a witness, and blocks fitted to it by constant multipliers and zeros."""

from __future__ import annotations

from typing import Any

from rankdyn.errors import InvalidInputError
from rankdyn.evidence.realizability import Obstruction
from rankdyn.functions.block_sum import BlockSum
from rankdyn.functions.zeros import zeros
from rankdyn.limits import MAX_SIDE
from rankdyn.realization.block import Block
from rankdyn.realization.moves import truncated


class Room:
    """What shapes are wanted.

    Parameters
    ----------
    rows, columns : int or None
        The largest numbers; None for any.
    exact : bool
        Whether smaller ones are to be filled up with zeros.
    """

    def __init__(self, rows: int | None, columns: int | None, exact: bool) -> None:
        self.rows, self.columns, self.exact = rows, columns, exact

    @classmethod
    def of(cls, shape: Any, max_size: Any) -> Room:
        """Return the room for a shape, a largest size, or none."""
        if shape is not None and max_size is not None:
            raise InvalidInputError("give shape or max_size, not both")
        if shape is not None:
            if not isinstance(shape, tuple | list) or len(shape) != 2:
                raise InvalidInputError(f"shape must be two integers (rows, columns), not {shape!r}")
            sides = [_checked_side(side, "shape") for side in shape]
            return cls(sides[0], sides[1], True)
        if max_size is not None:
            side = _checked_side(max_size, "max_size")
            return cls(side, side, False)
        return cls(None, None, False)

    @property
    def least(self) -> int | None:
        """The smaller side, which bounds every rank."""
        return None if self.rows is None or self.columns is None else min(self.rows, self.columns)

    def obstruction(self, ranks: tuple[int, ...]) -> Obstruction | None:
        """Return why the ranks do not fit, if they do not."""
        if self.least is None or max(ranks) <= self.least:
            return None
        order = next(k for k, rank in enumerate(ranks) if rank > self.least)
        explanation = (
            f"ranks {ranks} are impossible in {self.rows} rows and {self.columns} columns: r_{order} = {ranks[order]} "
            f"is larger than {self.least}. Smallest change: both sides at least {max(ranks)}."
        )
        return Obstruction(ranks, "shape", explanation, "rank D <= min(rows, columns)")

    def fitted(self, block: Block, length: int) -> Block | None:
        """Return the block in the shape wanted: between constants if it is too large, with zeros if too small."""
        if self.rows is None or self.columns is None or self.least is None:
            return block
        m, n = block.function.shape
        if m > self.rows or n > self.columns:
            smaller = truncated(block, self.least, length)
            if smaller is None:
                return None
            block, (m, n) = smaller, smaller.function.shape
        if not self.exact or (m, n) == (self.rows, self.columns):
            return block
        padded = BlockSum(block.function, zeros(self.rows - m, self.columns - n))
        return Block(padded, f"{block.construction}, with zeros", block.kind)


def _checked_side(side: Any, name: str) -> int:
    if isinstance(side, bool) or not isinstance(side, int) or not 1 <= side <= MAX_SIDE:
        raise InvalidInputError(f"{name} must be from 1 to {MAX_SIDE}, not {side!r}")
    return side
