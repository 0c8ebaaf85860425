"""Text matrices into SymPy, for the symbolic oracle only (fixtures are trusted text, rankdyn has its own grammar)."""

from __future__ import annotations

import re
from typing import Any

import sympy as sp
from sympy.parsing.sympy_parser import parse_expr, rationalize, standard_transformations

FUNCTIONS: dict[str, Any] = {"exp": sp.exp, "sinh": sp.sinh, "cosh": sp.cosh}
"""Functions of the exact class."""

BEYOND: dict[str, Any] = {
    name: getattr(sp, name) for name in "sin cos tan cot sec csc tanh asin acos atan sqrt log pi E I".split()
}
"""Names outside that class; the wider class and the trap rows beyond it use them."""


def read_entry(text: str, beyond: bool = False) -> Any:
    """Read one entry, decimals exactly.

    Parameters
    ----------
    text : str
        For example ``'0.1*t + exp(a*t)/2'``.
    beyond : bool
        Whether the names of `BEYOND` are functions too (otherwise they are refused).

    Returns
    -------
    sympy.Expr
        With plain symbols (no assumptions) for all other names.

    Raises
    ------
    ValueError
        When a name of `BEYOND` stands in a text of the class, or a float survives.
    """
    known = {**FUNCTIONS, **BEYOND} if beyond else FUNCTIONS
    names = set(re.findall(r"(?<![0-9.])[A-Za-z_]\w*", text))
    refused = names & (BEYOND.keys() - known.keys())
    if refused:
        raise ValueError(f"{text!r} is outside the class: {sorted(refused)}")
    scope = {name: known.get(name, sp.Symbol(name)) for name in names}
    expression = sp.sympify(parse_expr(text, scope, (*standard_transformations, rationalize)))
    if expression.has(sp.Float):
        raise ValueError(f"a float survived in {text!r}")
    return expression


def read_matrix(rows: list[list[str]], beyond: bool = False) -> Any:
    """Read rows of text as an immutable SymPy matrix."""
    return sp.ImmutableDenseMatrix([[read_entry(entry, beyond) for entry in row] for row in rows])
