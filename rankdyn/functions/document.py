"""Matrix functions as plain data, the FUNCTION objects of the certificate format, and back."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Final

from rankdyn.errors import InvalidInputError
from rankdyn.expressions.printing import text
from rankdyn.functions.block_sum import BlockSum
from rankdyn.functions.constant_class import ConstantClass
from rankdyn.functions.explicit import Explicit
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.functions.product import Product
from rankdyn.functions.separable import Separable
from rankdyn.functions.sum import Sum

FORMAT: Final = "rankdyn-function"
VERSION: Final = 1


def save(function: MatrixFunction, path: str | os.PathLike[str]) -> None:
    """Write a function to a JSON file that `load` reads.

    Parameters
    ----------
    function : MatrixFunction
        The function, factors kept.
    path : str or path
        The file, replaced if it exists.
    """
    Path(path).write_text(dumps(function) + "\n", encoding="utf-8")


def dumps(function: MatrixFunction) -> str:
    """Return the JSON text that `save` writes."""
    return json.dumps(
        {
            "format": FORMAT,
            "version": VERSION,
            "variable": function.variable_name,
            "function": to_document(function),
        }
    )


def load(path: str | os.PathLike[str]) -> MatrixFunction:
    """Return the function that `save` wrote.

    Raises
    ------
    InvalidInputError
        If the file cannot be read or holds no function of this format.
    """
    try:
        return loads(Path(path).read_text(encoding="utf-8"), str(path))
    except OSError as error:
        raise InvalidInputError(f"cannot read {path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise InvalidInputError(f"{path} is no JSON document") from None


def loads(written: str, name: str = "the text") -> MatrixFunction:
    """Return the function of a JSON text; errors call the text by the name given."""
    try:
        document = json.loads(written)
    except (ValueError, RecursionError):
        raise InvalidInputError(f"{name} is no JSON document") from None
    match document:
        case {"format": "rankdyn-function", "version": 1, "variable": str(variable), "function": dict(function)}:
            return from_document(function, variable)
    raise InvalidInputError(f"{name} holds no function in the format {FORMAT}, version {VERSION}")


def to_document(function: MatrixFunction) -> dict[str, Any]:
    """Return the function as nested dictionaries, lists and texts (see rankdyn/checker/FORMAT.md)."""
    match function:
        case Explicit():
            rows = [[text(entry) for entry in row] for row in function.rows()]
            return {"type": "entries", "shape": list(function.shape), "rows": rows}
        case Product():
            return {"type": "product", "factors": [to_document(factor) for factor in function.factors]}
        case Separable():
            diagonal = [text(entry) for entry in function.g]
            return {
                "type": "separable",
                "left": to_document(function.U),
                "diagonal": diagonal,
                "right": to_document(function.V),
            }
        case BlockSum():
            return {"type": "block_sum", "blocks": [to_document(block) for block in function.blocks]}
        case ConstantClass():
            matrices = (function.A, function.D0, function.B)
            left, start, right = ([[str(value) for value in row] for row in matrix] for matrix in matrices)
            return {"type": "constant_class", "kind": function.kind, "left": left, "start": start, "right": right}
        case Sum():
            terms = [{"coefficient": text(c), "function": to_document(f)} for c, f in function.terms]
            return {"type": "sum", "terms": terms}
    raise TypeError(f"no document form for {type(function).__name__}")


def from_document(document: dict[str, Any], variable: str) -> MatrixFunction:
    """Return the function that `to_document` wrote.

    Raises
    ------
    InvalidInputError
        If the document is none.
    """
    try:
        match document:
            case {"type": "entries", "shape": [int(m), int(n)], "rows": list(rows)}:
                if m and n:
                    found = Explicit(rows, variable)
                    if found.shape != (m, n):
                        raise InvalidInputError(f"shape {[m, n]} is not that of the rows, {list(found.shape)}")
                    return found
                return Explicit.of(((),) * m, (m, n), variable)
            case {"type": "product", "factors": list(factors)}:
                return Product(*(from_document(factor, variable) for factor in factors))
            case {"type": "separable", "left": left, "diagonal": list(g), "right": right}:
                return Separable(from_document(left, variable), g, from_document(right, variable))
            case {"type": "block_sum", "blocks": list(blocks)}:
                return BlockSum(*(from_document(block, variable) for block in blocks))
            case {"type": "constant_class", "kind": "exponential" | "power" as kind, "left": a, "start": d, "right": b}:
                return ConstantClass(a, d, b, kind, variable)
            case {"type": "sum", "terms": list(terms)}:
                functions = [from_document(term["function"], variable) for term in terms]
                return Sum(*functions, coefficients=[term["coefficient"] for term in terms])
    except (KeyError, TypeError) as error:
        raise InvalidInputError(f"not the document of a matrix function: {error}") from None
    raise InvalidInputError(f"not the document of a matrix function: {str(document)[:80]}")
