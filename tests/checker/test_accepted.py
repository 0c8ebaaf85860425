"""Certificates of true statements: at least one for each rule of FORMAT.md."""

from __future__ import annotations

import copy
import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from rankdyn.checker import check_certificate

from .support import (
    DIMENSION,
    FACTORS,
    Json,
    certificate,
    entries,
    exponentials,
    grid_of,
    kernel,
    lower,
    moment,
    order,
    parameters,
    pointwise,
)

SCHEMA = json.loads((files("rankdyn.checker") / "schema.json").read_text(encoding="utf-8"))
E: Json = {"exps": {"t": 11}, "t": 5}
STEP: Json = {"exps": {"t/2": 7, "1/6": 3}, "t": 3}
GAUSS: Json = {"exps": {"t**2": 7, "t": 2, "1": 5}, "t": 3}
LEFT = entries(["1", "2"], ["3", "4"])
RIGHT = entries(["1", "0"], ["1", "1"])

GENERIC: dict[str, Json] = {
    "moment": moment(),
    "exponentials": exponentials(),
    "parameters": parameters(),
    "zero by a kernel": certificate(
        entries(["t-t", "0"]), order(0, None, kernel("right", [0, 1], ["1", "0"], ["0", "1"]))
    ),
    "zero by evaluations": certificate(entries(["t-t", "(t+1)**2-t**2-2*t-1"]), order(0, None, grid_of({}))),
    "no rows": certificate(entries(shape=(0, 3)), order(0, None, DIMENSION), order(0, None, FACTORS)),
    "no columns": certificate(entries([], [], shape=(2, 0)), order(0, None, kernel("right", []))),
    "empty product": certificate(
        {"type": "product", "factors": [entries([], [], shape=(2, 0)), entries([], shape=(1, 0))]},
        order(0, None, FACTORS),
    ),
    "constants": certificate(
        entries(["1/3", "E"]), order(1, lower([0], [0], t=0, exps={"1": 2}), DIMENSION), order(0, None, FACTORS)
    ),
    "constant exponent": certificate(
        entries(["exp(t+1/2)", "exp(t)"], ["exp(1/2)", "1"]),
        order(1, lower([0], [0], t=0, exps={"t": 2, "1/2": 7}), kernel("right", [0], ["1", "-exp(1/2)"])),
    ),
    "negative generator": certificate(
        entries(["exp(-t)", "1"], ["1", "exp(t)"]),
        order(1, lower([0], [0], t=0, exps={"-t": 2}), grid_of({"exp(-t)": 2})),
    ),
    "hyperbolic functions": certificate(
        entries(["cosh(t)+sinh(t)", "1"], ["cosh(t)**2-sinh(t)**2", "exp(-t)"]),
        order(1, lower([0], [0], t=0, exps={"t": 2}), grid_of({"exp(t)": 1})),
        order(2, lower([0, 1], [0, 1], t=0, exps={"t": 2}), {"by": "growth", "from": 0}),
    ),
    "separable": certificate(
        {"type": "separable", "left": LEFT, "diagonal": ["t", "exp(t)"], "right": RIGHT},
        order(2, lower([0, 1], [0, 1], **E), FACTORS),
        order(2, lower([0, 1], [0, 1], **E), FACTORS),
        order(1, lower([0], [1], **E), kernel("left", [0], ["1", "-1/2"])),
    ),
    "separable, one constant": certificate(
        {"type": "separable", "left": LEFT, "diagonal": ["t", "7"], "right": RIGHT},
        order(2, lower([0, 1], [0, 1], t=2), FACTORS),
        order(1, lower([0], [0], t=2), FACTORS),
    ),
    "three factors": certificate(
        {"type": "product", "factors": [entries(["1", "t"], ["t", "1"]), entries(["t"], ["1"]), entries(["t"], ["2"])]},
        order(1, lower([0], [0], t=2), FACTORS),
        order(2, lower([0, 1], [0, 1], t=2), DIMENSION),
    ),
    "block sum, sum": certificate(
        {
            "type": "sum",
            "terms": [
                {
                    "coefficient": "-2*a",
                    "function": {
                        "type": "block_sum",
                        "blocks": [
                            entries(["t", "t"]),
                            entries(["exp(t)"], ["t"]),
                        ],
                    },
                },
                {"coefficient": "1/3", "function": entries(["0", "0", "1"], ["0", "0", "0"], ["0", "0", "0"])},
            ],
        },
        order(2, lower([0, 1], [0, 2], a=3, **E), kernel("right", [0], ["1", "-1", "0"])),
        order(2, lower([0, 1], [0, 2], a=3, **E), FACTORS),
        order(1, lower([1], [2], a=3, **E), kernel("left", [0, 2], ["1", "0", "0"], ["0", "0", "1"])),
        parameters=("a",),
    ),
    "denominators": certificate(
        entries(["1/(t+1)", "1/t"], ["t/(t+1)", "1"]),
        order(1, lower([0], [0], t=1), kernel("right", [1], ["-(t+1)/t", "1"])),
        order(2, lower([0, 1], [0, 1], t=1), DIMENSION),
    ),
    "derivatives of a quotient": certificate(
        entries(["1/(t**2+1)", "exp(t)/(t**2+1)"], ["3/(t**2+1)", "3*exp(t)/(t**2+1)"]),
        *[order(1, lower([0], [0], t=1, exps={"t": 2}), kernel("left", [1], ["-3", "1"])) for _ in range(2)],
        order(1, lower([0], [0], t=2, exps={"t": 2}), grid_of({"t": 40, "exp(t)": 3})),
    ),
    "evaluations on two axes": certificate(
        entries(["(a+1)*(t-1)", "(a+1)*(a+t)"], ["(t+2)*(t-1)", "(t+2)*(a+t)"]),
        order(1, lower([0], [0], t=2, a=1), grid_of({"t": [-1, 0, 1, 2], "a": [0, 5, 7, -9]})),
        parameters=("a",),
    ),
    "denominators under evaluations": certificate(
        entries(["1/(t+1)", "1/t"], ["1", "(t+1)/t"]),
        order(1, lower([0], [0], t=1), grid_of({"t": 4})),
    ),
    "differences": certificate(
        entries(["t**2", "exp(t/2)"], ["1", "t"]),
        order(2, lower([0, 1], [0, 1], **STEP), DIMENSION),
        order(2, lower([0, 1], [0, 1], **STEP), DIMENSION),
        order(1, lower([0], [0], **STEP), kernel("left", [1], ["0", "1"])),
        step="1/3",
    ),
    "differences of exp(t**2)": certificate(
        entries(["exp(t**2)", "exp(t**2)"]),
        order(1, lower([0], [0], **GAUSS), DIMENSION),
        order(1, lower([0], [1], **GAUSS), kernel("right", [0], ["1", "-1"])),
        order(1, lower([0], [1], **GAUSS), grid_of({"exp(t**2)": 2, "exp(t)": 5, "exp(1)": 5})),
        step="1",
    ),
    "a high power is not expanded": certificate(
        {"type": "product", "factors": [entries(["(t+1)**1000"], ["t"]), entries(["1"], ["(t-a)**-9999"])]},
        order(1, lower([0], [0], t=2, a=1), FACTORS),
        order(2, lower([0, 1], [0, 1], t=2, a=1), FACTORS),
        parameters=("a",),
    ),
}

POINTWISE: dict[str, Json] = {
    "removable singularity": pointwise(),
    "pointwise difference": certificate(
        entries(["(exp(t)-1)/t", "1"], ["t", "t"]),
        order(1, lower([0], [0], exps={"1": 4}), kernel("left", [1], ["0", "1"])),
        order(2, lower([0, 1], [0, 1], exps={"1": 4}), DIMENSION),
        at="0",
        step="1",
    ),
    "rank drops at the point": certificate(
        entries(["t", "0"], ["0", "1"]),
        order(1, lower([1], [1]), kernel("right", [0], ["1", "0"])),
        order(1, lower([0], [0]), kernel("left", [1], ["0", "1"])),
        at="0",
    ),
    "parameters stay generic": certificate(
        entries(["exp(a*t)", "1"], ["1", "exp(-a*t)"], ["b*t", "b*t*exp(-t*a)"]),
        order(1, lower([2], [0], a=2, b=3, exps={"a/2": 5}), grid_of({"a": 2, "b": 2, "exp(a/2)": 9})),
        order(2, lower([0, 1], [0, 1], a=2, b=3, exps={"a/2": 5}), DIMENSION),
        parameters=("a", "b"),
        at="1/2",
    ),
    "structure at a point": certificate(
        {"type": "product", "factors": [entries(["1/t"], ["1"]), entries(["t"], ["t**2"])]},
        order(1, lower([0], [0]), FACTORS),
        order(2, lower([0, 1], [0, 1]), FACTORS),
        at="0",
    ),
    "a double zero over a double zero": certificate(
        entries(["(cosh(t)-1)/(1-exp(t))**2", "0"]),
        order(1, lower([0], [0]), DIMENSION),
        at="0",
    ),
}


@pytest.mark.parametrize("name", [*GENERIC, *POINTWISE])
def test_a_true_statement_is_accepted(name: str) -> None:
    document = {**GENERIC, **POINTWISE}[name]
    assert check_certificate(document)
    text = json.dumps(document)
    assert check_certificate(text)
    assert check_certificate(text.encode())


@pytest.mark.parametrize("name", [*GENERIC, *POINTWISE])
def test_the_schema_admits_it(name: str) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate({**GENERIC, **POINTWISE}[name])


def objects(value: Any) -> list[dict[str, Any]]:
    children = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return [value] * isinstance(value, dict) + [one for child in children for one in objects(child)]


@pytest.mark.parametrize("name", ["moment", "parameters", "block sum, sum", "evaluations on two axes"])
def test_schema_and_checker_refuse_an_unknown_and_a_missing_key_everywhere(name: str) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    assert validator.is_valid(GENERIC[name])
    for place in range(len(objects(GENERIC[name]))):
        extra = copy.deepcopy(GENERIC[name])
        objects(extra)[place]["surplus"] = "1"
        assert not validator.is_valid(extra)
        with pytest.raises(ValueError, match="surplus"):
            check_certificate(extra)
        for key in list(objects(GENERIC[name])[place]):
            missing = copy.deepcopy(GENERIC[name])
            del objects(missing)[place][key]
            with pytest.raises(ValueError, match=key):
                check_certificate(missing)


def test_a_lower_bound_never_expands_a_high_power() -> None:
    """Powers at the limit of the grammar, of a sum with parameters, within a small work limit."""
    document = certificate(
        entries(["(t + a + b + c)**10000", "1/(t**2 + a)**9999"]),
        order(1, lower([0], [0], t=2, a=3, b=5, c=7), DIMENSION),
        order(1, lower([0], [1], t=2, a=3, b=5, c=7), DIMENSION),
        parameters=("a", "b", "c"),
    )
    assert check_certificate(document, max_work=1_000_000)


def test_a_denominator_that_cancels_may_be_zero_at_the_point() -> None:
    document = certificate(entries(["(t**2 + t)/t"]), order(1, lower([0], [0], t=0), DIMENSION))
    assert check_certificate(document) is True
