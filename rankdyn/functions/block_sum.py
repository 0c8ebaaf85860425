"""`BlockSum`: the block-diagonal sum A ⊕ B ⊕ …, whose ranks add order by order."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from rankdyn.errors import InvalidInputError
from rankdyn.expressions.nodes import number
from rankdyn.functions.explicit import Explicit
from rankdyn.functions.matrix_function import Change, MatrixFunction, Rows, coerce, common_variable
from rankdyn.functions.typesetting import MAX_SHOWN


class BlockSum(MatrixFunction):
    """The block-diagonal matrix with the given blocks: rank sequences add.

    Parameters
    ----------
    *blocks : MatrixFunction or entries
        One or more, of any shapes.
    variable : str or SymPy Symbol, default 't'
        Used for blocks given as entries.
    """

    __slots__ = ("blocks",)
    blocks: tuple[MatrixFunction, ...]

    def __init__(self, *blocks: Any, variable: Any = "t") -> None:
        parts = tuple(coerce(block, variable) for block in blocks)
        if not parts:
            raise InvalidInputError("a BlockSum needs at least one block")
        common_variable(parts)
        self._set(blocks=parts)

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return sum(block.shape[0] for block in self.blocks), sum(block.shape[1] for block in self.blocks)

    @property
    def variable_name(self) -> str:
        """Name of the variable."""
        return self.blocks[0].variable_name

    @property
    def parameter_names(self) -> tuple[str, ...]:
        """Sorted names of the parameters."""
        return tuple(sorted({name for block in self.blocks for name in block.parameter_names}))

    @property
    def reads_floats(self) -> bool:
        """Whether some entry was a float."""
        return any(block.reads_floats for block in self.blocks)

    def leaves(self) -> tuple[Explicit, ...]:
        """Return the explicit matrices of all blocks."""
        return tuple(leaf for block in self.blocks for leaf in block.leaves())

    def rows(self) -> Rows:
        """Return the entries, zeros outside the blocks."""
        width, before, result = self.shape[1], 0, []
        for block in self.blocks:
            after = width - before - block.shape[1]
            result += [(number(0),) * before + row + (number(0),) * after for row in block.rows()]
            before += block.shape[1]
        return tuple(result)

    def _derivative(self, order: int) -> MatrixFunction:
        return BlockSum(*(block.derivative(order) for block in self.blocks))

    def _difference(self, order: int, step: Fraction) -> MatrixFunction:
        return BlockSum(*(block.difference(order, step) for block in self.blocks))

    def map_entries(self, change: Change) -> MatrixFunction:
        """Return the function with every entry of every block changed."""
        return BlockSum(*(block.map_entries(change) for block in self.blocks))

    @property
    def T(self) -> MatrixFunction:
        """The transpose, block by block."""
        return BlockSum(*(block.T for block in self.blocks))

    def latex(self, *, short: bool = False) -> str:
        """Return the blocks as LaTeX, joined by ⊕."""
        blocks = self.blocks[: MAX_SHOWN if short else None]
        shown = r" \oplus ".join(block._latex_as_term(short) for block in blocks)
        return shown + r" \oplus \cdots" * (len(blocks) < len(self.blocks))

    def _latex_as_term(self, short: bool) -> str:
        return self._latex_as_factor(short)

    def _key(self) -> tuple[object, ...]:
        return self.blocks

    def __repr__(self) -> str:
        return f"BlockSum({', '.join(map(repr, self.blocks))})"
