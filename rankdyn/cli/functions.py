"""Matrix functions as lines of text: entries where they can be written, else the matrices they are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rankdyn.errors import NotExactError

if TYPE_CHECKING:
    from rankdyn.functions.matrix_function import MatrixFunction


def entries(function: MatrixFunction) -> list[list[str]] | None:
    """Return the entries multiplied out, as text, or None if they cannot be written down."""
    from rankdyn.expressions.printing import text

    try:
        return [[text(entry) for entry in row] for row in function.expand().rows()]
    except NotExactError:
        return None


def display(function: MatrixFunction, name: str = "D") -> list[str]:
    """Return the function as lines: its entries in columns, or what it is made of, down to e^(tA) D0 e^(tB)."""
    from rankdyn.functions.block_sum import BlockSum
    from rankdyn.functions.constant_class import ConstantClass
    from rankdyn.functions.product import Product

    t = function.variable_name
    written = entries(function)
    if written is not None:
        constant = all(leaf.derivative().rows() == _zero(leaf.shape) for leaf in function.leaves())
        return [f"{name} =" if constant else f"{name}({t}) =", *_columns(written)]
    match function:
        case ConstantClass():
            formula = f"e^({t}A) D0 e^({t}B)" if function.kind == "exponential" else f"A^{t} D0 B^{t}"
            matrices = (("A", function.A), ("D0", function.D0), ("B", function.B))
            lines = [line for letter, matrix in matrices for line in (f"{letter} =", *_columns(matrix))]
            return [f"{name}({t}) = {formula} with", *lines]
        case BlockSum():
            return _parts(function.blocks, f"{name}({t}) = block-diagonal with the blocks {{}}", name)
        case Product():
            return _parts(function.factors, f"{name}({t}) = {{}}, the last one transposed", name)
    return [f"{name}({t}) = {function!r}"]


def _parts(parts: Sequence[MatrixFunction], formula: str, name: str) -> list[str]:
    names = [f"{name}_{number}" for number in range(1, len(parts) + 1)]
    shown = (line for part, letter in zip(parts, names, strict=True) for line in display(part, letter))
    return [formula.format(" ".join(names)), *shown]


def _zero(shape: tuple[int, int]) -> Any:
    from rankdyn.functions.zeros import zeros

    return zeros(*shape).rows()


def _columns(rows: Sequence[Sequence[Any]]) -> list[str]:
    """Return the rows of a matrix with their columns below each other."""
    texts = [[str(entry) for entry in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    padded = ("  ".join(entry.rjust(width) for entry, width in zip(row, widths, strict=True)) for row in texts)
    return [f"  [ {row} ]" for row in padded]
