"""What can be taken home: LaTeX, the line of Python, JSON that the command line reads."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from rankdyn.errors import NotExactError
from rankdyn.explorer.question import Export
from rankdyn.functions.matrix_function import MatrixFunction

MAX_LATEX_ENTRIES: Final = 400


def latex_of(function: MatrixFunction, name: str = "D") -> Export:
    """Return a function as a LaTeX formula."""
    rows, columns = function.shape
    if rows * columns > MAX_LATEX_ENTRIES:
        written = f"% {name} is of size {rows} x {columns}: too large to be typeset; see the certificate"
    else:
        try:
            written = f"{name}({function.variable_name}) = {function.latex()}"
        except NotExactError as error:
            written = f"% {name} cannot be written in elementary entries: {error}"
    return Export("LaTeX", f"{name}.tex", "text/x-tex", written)


def python_of(asked: Any, options: Mapping[str, Any]) -> str:
    """Return the program that asks the same."""
    defaults = {"mode": "generic", "kind": "derivative", "points": None}
    words = "".join(f", {name}={value!r}" for name, value in options.items() if value != defaults[name])
    return f"import rankdyn as rd\n\nanswer = rd.realize({asked!r}{words})\nprint(answer)\n"


def saved(name: str, filename: str, document: Mapping[str, Any]) -> Export:
    """Return plain data as a JSON file."""
    return Export(name, filename, "application/json", json.dumps(document, ensure_ascii=False, indent=1) + "\n")
