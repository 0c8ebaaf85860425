"""What a user may hand over as entries: text, numbers, SymPy expressions, nested sequences, arrays."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import isfinite
from numbers import Integral, Rational, Real
from typing import Any, NamedTuple

from rankdyn.errors import InvalidInputError
from rankdyn.expressions.grammar import RESERVED, parse_expression, parse_matrix
from rankdyn.expressions.nodes import Expression, Number, Symbol


class Entries(NamedTuple):
    """Entries as read: rows of expressions, the shape, and whether a float was among them."""

    rows: tuple[tuple[Expression, ...], ...]
    shape: tuple[int, int]
    floats: bool


def read_variable(variable: Any) -> str:
    """Return the name of a variable given as text or as a SymPy symbol without assumptions."""
    name = variable if isinstance(variable, str) else getattr(variable, "name", None)
    try:
        valid = isinstance(name, str) and isinstance(parse_expression(name), Symbol) and name not in RESERVED
    except InvalidInputError:
        valid = False
    if not valid:
        raise InvalidInputError(f"variable must be a name such as 't' or a SymPy Symbol, not {variable!r}")
    if not isinstance(variable, str):
        from rankdyn.functions.sympy_border import refuse_assumptions

        refuse_assumptions(variable)
    return str(name)


def read_entries(entries: Any, variable: str) -> Entries:
    """Read a matrix in any of the accepted forms.

    Raises
    ------
    InvalidInputError
        If it is no matrix; the message names the row or the entry.
    """
    if isinstance(entries, str):
        rows = tuple(map(tuple, parse_matrix(entries)))
        return Entries(rows, (len(rows), len(rows[0])), floats=False)
    if hasattr(entries, "tolist") and len(getattr(entries, "shape", ())) == 2:
        shape = (int(entries.shape[0]), int(entries.shape[1]))
        nested = entries.tolist() if all(shape) else [[]] * shape[0]
    else:
        nested, shape = _nested(entries)
    floats = False
    rows_read = []
    for i, row in enumerate(nested):
        read_row = []
        for j, entry in enumerate(row):
            try:
                read_row.append(read_entry(entry, variable))
            except InvalidInputError as error:
                raise type(error).__new__(type(error), f"entry [{i}][{j}]: {error}") from None
            floats = floats or holds_float(entry)
        rows_read.append(tuple(read_row))
    return Entries(tuple(rows_read), shape, floats)


def is_sympy(entry: Any) -> bool:
    """Return whether an entry is a SymPy object; the class of an undefined function f(t) has no module of its own."""
    return any((cls.__module__ or "").startswith("sympy.") for cls in type(entry).__mro__)


def holds_float(entry: Any) -> bool:
    """Return whether an entry is a float, or a SymPy expression with a float in it."""
    if is_sympy(entry):
        return any(atom.is_Float for atom in entry.atoms())
    return isinstance(entry, Real) and not isinstance(entry, Rational)


def _nested(entries: Any) -> tuple[list[list[Any]], tuple[int, int]]:
    if not isinstance(entries, Sequence):
        raise InvalidInputError(
            f"entries must be a nested list, text '[[1, t], [t, t**2]]', a NumPy array or a SymPy Matrix, "
            f"not {type(entries).__name__}"
        )
    if not entries:
        raise InvalidInputError("[] is no matrix; give a 0-by-n shape as a NumPy array such as numpy.zeros((0, 3))")
    rows = []
    for i, row in enumerate(entries):
        if isinstance(row, str | bytes) or (not isinstance(row, Sequence) and not hasattr(row, "tolist")):
            raise InvalidInputError(f"row {i} must be a list of entries, not {row!r}"[:200])
        rows.append(list(row))
        if len(rows[i]) != len(rows[0]):
            raise InvalidInputError(f"row {i} has {len(rows[i])} entries, row 0 has {len(rows[0])}; rows must be equal")
    if not rows[0]:
        raise InvalidInputError("[[]] is no matrix; give an m-by-0 shape as a NumPy array such as numpy.zeros((1, 0))")
    return rows, (len(rows), len(rows[0]))


def read_entry(entry: Any, variable: str) -> Expression:
    """Read one entry: number, text or SymPy expression."""
    if isinstance(entry, str):
        return parse_expression(entry)
    if isinstance(entry, bool):
        raise InvalidInputError(f"{entry} is not a number; write 0 or 1")
    if isinstance(entry, Integral):
        return Number(Fraction(int(entry)))
    if is_sympy(entry):
        from rankdyn.functions.sympy_border import from_sympy

        return from_sympy(entry, variable)
    if isinstance(entry, Rational):
        return Number(Fraction(int(entry.numerator), int(entry.denominator)))
    if isinstance(entry, Real):
        if not isfinite(entry):
            raise InvalidInputError(f"{float(entry)} is not finite; entries must be numbers")
        # a NumPy float32 prints its own shortest decimal, which is not that of the float64 it converts to
        return Number(Fraction(str(entry)))
    if (hasattr(entry, "numerator") and hasattr(entry, "denominator")) or type(entry).__module__.startswith("flint"):
        return Number(Fraction(str(entry)))
    raise InvalidInputError(f"an entry must be a number, text or a SymPy expression, not {entry!r}"[:200])
