"""Matrices on which computer algebra systems and floating point are known to give wrong ranks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sympy as sp

import rankdyn as rd
from tests.test_fixtures import check_case

Trap = dict[str, Any]
TRAPS: list[Trap] = json.loads((Path(__file__).parent / "fixtures" / "traps.json").read_text(encoding="utf-8"))
IN_CLASS = [trap for trap in TRAPS if trap["in_class"]]
BEYOND = [trap for trap in TRAPS if not trap["in_class"]]
t = rd.t


def name_of(trap: Trap) -> str:
    return trap["name"]


def as_sympy(trap: Trap) -> sp.Matrix:
    """The rows as SymPy itself reads them, decimals as fractions."""
    names = {name: sp.Symbol(name) for name in ("t", "a", "b")}
    return sp.Matrix([[sp.sympify(entry, locals=names, rational=True) for entry in row] for row in trap["rows"]])


@pytest.mark.parametrize("trap", IN_CLASS, ids=name_of)
def test_trap_in_the_class_has_its_true_ranks_exactly(trap: Trap) -> None:
    check_case({**trap, "family": "trap", "id": trap["name"]})


@pytest.mark.parametrize("trap", IN_CLASS, ids=name_of)
def test_trap_in_the_class_handed_over_as_sympy_matrix(trap: Trap) -> None:
    check_case({**trap, "rows": as_sympy(trap), "family": "sympy", "id": trap["name"]})


@pytest.mark.parametrize("trap", IN_CLASS, ids=name_of)
def test_trap_estimated_without_proof_has_its_true_ranks_and_is_not_called_exact(trap: Trap) -> None:
    found = rd.rank_sequence(trap["rows"], trap["max_order"], kind=trap["kind"], h=trap["h"], certify=False)
    assert list(found) == trap["ranks"]
    assert found.kind == "monte-carlo"
    assert found.certificate is None


@pytest.mark.parametrize("trap", BEYOND, ids=name_of)
@pytest.mark.parametrize("form", ["text", "sympy"])
def test_trap_beyond_the_class_is_not_called_exact(trap: Trap, form: str) -> None:
    if form == "sympy" and trap["name"] in PLAIN_AFTER_SYMPY:
        check_case({**trap, "rows": as_sympy(trap), "family": "sympy", "id": trap["name"]})
        return
    assert_not_exact(trap["rows"] if form == "text" else as_sympy(trap), trap["max_order"], trap["kind"], trap["h"])


PLAIN_AFTER_SYMPY: frozenset[str] = frozenset()
"""Traps that SymPy's own reading turns into functions of the class."""


def assert_not_exact(rows: Any, max_order: int, kind: str = "derivative", h: str = "1") -> None:
    """Assert that the rows are refused in one line, or answered without any claim of proof."""
    message = ""
    try:
        found = rd.rank_sequence(rows, max_order, kind=kind, h=h)
    except rd.NotExactError as refusal:
        message = str(refusal)
    if message:
        assert "\n" not in message
    else:
        assert found.kind != "exact"
        assert found.certificate is None


SYMPY_IS_WRONG = [
    ("structural zero", sp.Matrix([[(t + 1) ** 2 - t**2 - 2 * t - 1]]), [0, 0]),
    ("decimals as SymPy floats", sp.Matrix([[sp.Float("0.3"), sp.Rational(3, 10)], [1, 1]]), [1, 0]),
    ("tanh of half", sp.Matrix([[sp.sinh(t / 2) / sp.cosh(t / 2), sp.sinh(t)], [1, 1 + sp.cosh(t)]]), [1, 2, 2]),
    ("cosh² − sinh²", sp.Matrix([[sp.cosh(t) ** 2 - 1, sp.sinh(t) ** 2], [1, 1]]), [1, 1, 1]),
    ("e^{2t} and (e^t)²", sp.Matrix([[sp.exp(t), sp.exp(2 * t)], [1, sp.exp(t)]]), [1, 2, 2]),
]


@pytest.mark.parametrize(("name", "matrix", "ranks"), SYMPY_IS_WRONG, ids=[row[0] for row in SYMPY_IS_WRONG])
def test_sympy_matrices_that_mislead_sympy(name: str, matrix: sp.Matrix, ranks: list[int]) -> None:
    case = {
        "rows": matrix,
        "variable": "t",
        "kind": "derivative",
        "h": "1",
        "max_order": len(ranks) - 1,
        "ranks": ranks,
    }
    check_case({**case, "family": "sympy", "id": name})


@pytest.mark.parametrize(
    ("entries", "ranks"),
    [
        (sp.Matrix(3, 3, lambda i, j: sp.sin((i + j + 1) * t)), [2, 3]),
        (sp.Matrix([[sp.tan(t / 2), sp.sin(t)], [1, 1 + sp.cos(t)]]), [1, 2]),
        (sp.Matrix([[sp.tanh(t / 2), sp.sinh(t)], [1, 1 + sp.cosh(t)]]), [1, 2]),
        (sp.Matrix([[sp.Integer(2) ** t, sp.Integer(4) ** t], [1, sp.Integer(2) ** t]]), [1, 2]),
        (sp.Matrix([[sp.exp(sp.pi * t), sp.pi], [sp.exp(sp.pi * t), sp.pi]]), [1, 1]),
        (sp.Matrix([[sp.exp(sp.sqrt(2) * t), 1], [sp.sqrt(2), sp.sqrt(2) * sp.exp(-sp.sqrt(2) * t)]]), [1, 2]),
        (sp.Matrix([[sp.I * t, 1], [1, -sp.I / t]]), [1, 2]),
    ],
    ids=str,
)
def test_sympy_functions_of_the_class_are_decided_exactly(entries: sp.Matrix, ranks: list[int]) -> None:
    found = rd.rank_sequence(entries, 1)
    assert list(found) == ranks
    assert found.kind == "exact"
    assert rd.certify(found)


@pytest.mark.parametrize(
    "entries",
    [
        sp.Matrix([[sp.asin(t) + sp.acos(t), sp.pi / 2], [1, 1]]),
        sp.Matrix([[sp.sqrt(t**2 + 1) - t, 1], [1, sp.sqrt(t**2 + 1) + t]]),
        sp.Matrix([[t ** sp.Symbol("a"), 1]]),
        sp.Matrix([[sp.exp(sp.exp(t)), 1]]),
        sp.Matrix([[sp.exp(1 / t), 1]]),
        sp.Matrix([[sp.exp(sp.E * t), 1]]),
        sp.Matrix([[sp.log(t), 1]]),
        sp.Matrix([[sp.Heaviside(t), sp.Abs(t)]]),
    ],
    ids=str,
)
def test_sympy_functions_beyond_the_class_are_not_called_exact(entries: sp.Matrix) -> None:
    assert_not_exact(entries, 1)


@pytest.mark.parametrize(
    ("rows", "ranks"),
    [
        ([[0.1 + 0.2, 0.3], [1, 1]], [2, 0]),
        ([["0.1 + 0.2", "0.3"], ["1", "1"]], [1, 0]),
        ([["0.1 + 0.2", 0.3], [1, 1]], [1, 0]),
    ],
)
def test_python_floats_were_already_added_in_binary_but_decimal_text_is_exact(
    rows: list[list[Any]], ranks: list[int]
) -> None:
    found = rd.rank_sequence(rows, 1)
    assert list(found) == ranks
    assert ("shortest decimal" in found.statement) == any(isinstance(entry, float) for row in rows for entry in row)


@pytest.mark.parametrize("n", [12, 20])
def test_moment_matrices_that_floating_point_cannot_rank(n: int) -> None:
    found = rd.rank_sequence([[f"t**{i + j}" for j in range(n)] for i in range(n)], 6)
    assert list(found) == [1, 2, 3, 4, 5, 6, 7]
    assert found.kind == "exact"
    assert rd.certify(found)
