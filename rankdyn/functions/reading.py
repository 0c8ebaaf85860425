"""What a user may hand over as entries: text, numbers, SymPy expressions, nested sequences, arrays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import lru_cache
from math import isfinite
from numbers import Integral, Rational, Real
from typing import Any, NamedTuple

from rankdyn.errors import InvalidInputError
from rankdyn.expressions.grammar import RESERVED, parse_expression, parse_matrix
from rankdyn.expressions.nodes import Expression, Number, Symbol


class Entries(NamedTuple):
    """Entries as read.

    Attributes
    ----------
    rows : tuple of tuple of Expression
        The entries.
    shape : (int, int)
        Rows and columns.
    floats : bool
        Whether a float was among them.
    polynomial_names : frozenset of str, optional
        The names in them, where reading has shown that all are polynomials of moderate degree, written out.
    """

    rows: tuple[tuple[Expression, ...], ...]
    shape: tuple[int, int]
    floats: bool
    polynomial_names: frozenset[str] | None = None


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
        from rankdyn.functions.sympy_in import refuse_assumptions

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
        nested: list[list[Any]] = entries.tolist() if all(shape) else [[]] * shape[0]
    else:
        nested, shape = _nested(entries)
    if any(is_sympy(entry) for row in nested for entry in row):
        return _read_with_sympy(nested, shape, variable)
    rows = tuple(
        tuple(_read_at(i, j, entry, lambda e: read_entry(e, variable)) for j, entry in enumerate(row))
        for i, row in enumerate(nested)
    )
    return Entries(rows, shape, any(holds_float(entry) for row in nested for entry in row))


def _read_with_sympy(nested: list[list[Any]], shape: tuple[int, int], variable: str) -> Entries:
    """Read entries of which some are SymPy's: one reader for all, which knows more of them afterwards."""
    from rankdyn.functions.sympy_in import SympyReader

    reader = SympyReader()
    floats, numbers = False, True
    rows = []
    for i, row in enumerate(nested):
        read_row = []
        for j, entry in enumerate(row):
            if is_sympy(entry):
                read_row.append(_read_at(i, j, entry, reader.read))
                continue
            read_row.append(_read_at(i, j, entry, lambda e: read_entry(e, variable)))
            floats = floats or holds_float(entry)
            numbers = numbers and isinstance(read_row[-1], Number)
        rows.append(tuple(read_row))
    names = frozenset(reader.names) if numbers and reader.written_out else None
    return Entries(tuple(rows), shape, floats or reader.floats, names)


def _read_at(row: int, column: int, entry: Any, read: Callable[[Any], Expression]) -> Expression:
    """Read one entry; an error names its place."""
    try:
        return read(entry)
    except InvalidInputError as error:
        raise type(error).__new__(type(error), f"entry [{row}][{column}]: {error}") from None


def is_sympy(entry: Any) -> bool:
    """Return whether an entry is a SymPy object; the class of an undefined function f(t) has no module of its own."""
    return _is_sympy_type(type(entry))  # type: ignore[arg-type]


@lru_cache(maxsize=256)
def _is_sympy_type(kind: type) -> bool:
    return any((cls.__module__ or "").startswith("sympy.") for cls in kind.__mro__)


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
        from rankdyn.functions.sympy_in import from_sympy

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
