"""The zero function of any shape, 0-by-n included."""

from typing import Any

from rankdyn.errors import InvalidInputError
from rankdyn.expressions.nodes import ZERO
from rankdyn.functions.explicit import Explicit
from rankdyn.functions.reading import read_variable


def zeros(rows: int, columns: int, variable: Any = "t") -> Explicit:
    """Return the zero matrix function of the given shape.

    Parameters
    ----------
    rows, columns : int
        Not negative; 0 gives an empty matrix, of rank 0.
    variable : str or SymPy Symbol, default 't'
        The variable.
    """
    if not all(hasattr(side, "__index__") and side >= 0 for side in (rows, columns)):
        raise InvalidInputError(f"rows and columns must be integers from 0 on, not {rows!r} and {columns!r}")
    return Explicit.of(((ZERO,) * columns,) * rows, (rows, columns), read_variable(variable))
