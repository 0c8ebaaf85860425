"""Certificates that must be refused: malformed, false, or true with evidence that proves too little."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from rankdyn.checker import check_certificate
from rankdyn.errors import CertificateError

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


def refused(document: object, message: str) -> None:
    with pytest.raises(CertificateError, match=message):
        check_certificate(document)  # type: ignore[arg-type]


def edited(document: Json, path: str, value: Any) -> Json:
    """Return a copy with the leaf at a path such as ``orders[1].lower.prime`` replaced."""
    result = copy.deepcopy(document)
    steps: list[Any] = [int(s) if s.isdigit() else s for s in re.findall(r"\w+", path)]
    place: Any = result
    for step in steps[:-1]:
        place = place[step]
    place[steps[-1]] = value
    return result


LEAVES: list[tuple[Callable[[], Json], str, Any, str]] = [
    (moment, "format", "other", "must be one of 'rankdyn-certificate'"),
    (moment, "version", 1, "at least 2 and at most 3, not the integer 1"),
    (moment, "version", True, "an integer must stand here, not true"),
    (moment, "version", 1.0, "an integer must stand here, not the float 1.0"),
    (moment, "variable", "exp", "a name"),
    (moment, "variable", "s", "parameters: must be the sorted list"),
    (moment, "parameters", ["a"], "must be the sorted list"),
    (parameters, "parameters", ["b", "a"], "must be the sorted list"),
    (parameters, "parameters", ["a"], "must be the sorted list"),
    (parameters, "parameters", ["a", "b", "t"], "must be the sorted list"),
    (moment, "function", [], "an object must stand here, not a list"),
    (moment, "function.type", "matrix", "must be one of 'entries', 'product'"),
    (moment, "function.shape", [2, 3], r"rows\[0\]: the list must have length 3, not 2"),
    (moment, "function.shape", [3, 2], "rows: the list must have length 3, not 2"),
    (moment, "function.shape", [2, -2], "at least 0"),
    (moment, "function.rows[1][0]", 7, "a string must stand here, not the integer 7"),
    (moment, "function.rows[1][0]", "t +", "must stand where 'the end of the text' does"),
    (moment, "function.rows[1][0]", "1/(t-t)", "a denominator is identically zero"),
    (parameters, "function.factors", [], "at least 2 factors"),
    (parameters, "function.factors[1].rows", [["1", "2"], ["3", "4"]], r"rows\[0\]: the list must have length 1"),
    (parameters, "function.factors[1]", entries(["1", "t"]), "do not fit"),
    (moment, "claim.reading", "numerical", "must be one of"),
    (moment, "claim.at", "0", "null otherwise"),
    (pointwise, "claim.at", None, "a rational string for reading 'pointwise'"),
    (pointwise, "claim.at", 0, "a string must stand here"),
    (pointwise, "claim.at", "0.5", "a rational such as"),
    (pointwise, "claim.at", "1/0", "a rational such as"),
    (moment, "claim.step", "1", "null otherwise"),
    (moment, "claim.kind", "difference", "step: must be a rational string"),
    (moment, "claim.ranks[1]", 3, "at most 2"),
    (moment, "claim.ranks[1]", -1, "at least 0"),
    (moment, "claim.ranks[1]", 1, r"orders\[1\].rank: the rank 2 is not the claimed rank 1"),
    (moment, "claim.ranks", [1, 2, 1], "orders: the list must have length 3, not 4"),
    (moment, "claim.ranks", [1, 2, 1, 0, 0], "orders: the list must have length 5, not 4"),
    (moment, "claim.ranks", [], "at least one rank"),
    (moment, "orders[0].lower", None, "exactly when the rank is 0"),
    (moment, "orders[3].lower", lower([], [], t=1), "exactly when the rank is 0"),
    (moment, "orders[1].lower.prime", 2**61, "not prime"),
    (moment, "orders[1].lower.prime", 1_000_001, "not prime"),
    (moment, "orders[1].lower.prime", 2**89 - 1, "at most"),
    (moment, "orders[2].lower.prime", 2, r"orders\[2\].lower.point.t: the integer must be at least 0 and at most 1"),
    (moment, "orders[1].lower.point", {"t": 1, "a": 2}, "the key 'a' is unknown"),
    (moment, "orders[1].lower.point", {"s": 1}, "the key 't' is missing"),
    (parameters, "orders[1].lower.point", {"t": 1, "a": 2}, "the key 'b' is missing"),
    (pointwise, "orders[1].lower.point", {"t": 1}, "the key 't' is unknown"),
    (moment, "orders[1].lower.point.t", 1_000_003, "at most 1000002"),
    (moment, "orders[1].lower.point.t", -1, "at least 0"),
    (moment, "orders[1].lower.rows", [0, 0], "not distinct"),
    (moment, "orders[1].lower.rows", [0, 2], r"rows\[1\]: .* at most 1"),
    (moment, "orders[1].lower.rows", [0, -1], "at least 0"),
    (moment, "orders[1].lower.columns", [1], "must have length 2, not 1"),
    (moment, "orders[2].lower.columns", [0], "is 0 mod 1000003"),
    (exponentials, "orders[0].lower.exponentials", [], r"exp\(1\*t\*\*1\) occurs"),
    (exponentials, "orders[0].lower.exponentials[0].exponent", "2*t", "occurs and is no integer power"),
    (exponentials, "orders[0].lower.exponentials[0].exponent", "t+1", "one monomial"),
    (exponentials, "orders[0].lower.exponentials[0].exponent", "0", "one monomial"),
    (exponentials, "orders[0].lower.exponentials[0].exponent", "1/t", "must be a polynomial"),
    (exponentials, "orders[0].lower.exponentials[0].exponent", "c*t", "the name 'c' may not occur"),
    (exponentials, "orders[0].lower.exponentials[0].value", 0, "at least 1"),
    (
        exponentials,
        "orders[0].lower.exponentials",
        [{"exponent": "t", "value": 3}, {"exponent": "t/2", "value": 2}],
        "second",
    ),
    (moment, "orders[0].upper.by", "guess", "must be one of 'dimension'"),
    (moment, "orders[0].upper", DIMENSION, r"orders\[0\].upper: the shape \(2, 2\) allows rank 2, not only 1"),
    (moment, "orders[0].upper", FACTORS, r"orders\[0\].upper: the structural bound at order 0 is 2, larger than 1"),
    (moment, "orders[1].upper.from", 1, "must be an order before 1"),
    (moment, "orders[1].upper.from", -1, "at least 0"),
    (moment, "orders[2].upper", {"by": "growth", "from": 1}, "allows rank 4, not only 1"),
    (moment, "orders[2].upper", {"by": "growth", "from": 0}, "allows rank 3, not only 1"),
    (pointwise, "orders[1].upper", {"by": "growth", "from": 0}, "generic ranks only"),
    (moment, "orders[0].upper.side", "both", "must be one of 'right', 'left'"),
    (moment, "orders[0].upper.free", [0, 1], "must have length 1, not 2"),
    (moment, "orders[0].upper.free", [2], "at most 1"),
    (moment, "orders[0].upper.vectors", [], "must have length 1, not 0"),
    (moment, "orders[0].upper.vectors", [["-t", "1", "0"]], "must have length 2, not 3"),
    (moment, "orders[0].upper.vectors", [["0", "t-t"]], r"vectors\[0\]\[1\]: must not be zero"),
    (moment, "orders[0].upper.vectors", [["t", "1"]], r"vectors\[0\]: its product with row 0"),
    (moment, "orders[0].upper.vectors", [["-t", "c"]], "the name 'c' may not occur"),
    (moment, "orders[0].upper.vectors", [["-1/(t-t)", "1"]], "identically zero"),
    (moment, "orders[2].upper.vectors", [["1", "1"]], r"orders\[2\].upper.vectors\[0\]: its product with column 1"),
    (pointwise, "orders[0].upper.vectors", [["0", "t"]], "the name 't' may not occur"),
    (exponentials, "orders[0].upper", grid_of({}), r"exp\(1\*t\*\*1\) occurs and is no integer power"),
    (exponentials, "orders[0].upper", grid_of({"exp(2*t)": 9}), "no integer power"),
    (exponentials, "orders[0].upper", grid_of({"exp(t)": 9, "exp(t/2)": 9}), "second exponential of one monomial"),
    (exponentials, "orders[0].upper", grid_of({"exp(t)": [1, 1]}), r"axes\[0\].values: the values are not distinct"),
    (exponentials, "orders[0].upper", grid_of({"exp(t)": []}), "do not exceed the degree bound 0"),
    (exponentials, "orders[0].upper", grid_of({"exp(t)": 3, "t+1": 3}), "a generator is a name"),
    (exponentials, "orders[0].upper", grid_of({"exp(t)": 3, "cosh(t)": 3}), "a generator is a name"),
    (exponentials, "orders[0].upper", grid_of({"exp(t)": [2**300]}), "at most"),
    (pointwise, "orders[2].upper", grid_of({"t": 9}), "the name 't' may not occur"),
]


@pytest.mark.parametrize(("build", "path", "value", "message"), LEAVES)
def test_an_edited_leaf_is_refused(build: Callable[[], Json], path: str, value: Any, message: str) -> None:
    assert check_certificate(build())
    refused(edited(build(), path, value), message)


def test_the_message_names_the_leaf_first() -> None:
    refused(
        edited(moment(), "orders[1].lower.prime", 2.5), r"^orders\[1\]\.lower\.prime: an integer .* not the float 2\.5"
    )
    refused(edited(moment(), "function.rows[1][0]", "inf*t"), r"^function\.rows\[1\]\[0\]: 'inf' is reserved")


ONE = entries(["1"])
FALSE: dict[str, tuple[Json, str]] = {
    "prime not above the order": (
        certificate(entries(["exp(t)"]), *[order(1, lower([0], [0], 2, t=1, exps={"t": 1}), DIMENSION)] * 3),
        r"orders\[2\].lower.prime: 2 must be larger than the order 2",
    ),
    "prime divides a coefficient": (
        certificate(entries(["t/5"]), order(1, lower([0], [0], 5, t=1), DIMENSION)),
        "a denominator is 0 mod 5",
    ),
    "prime divides an exponent's coefficient": (
        certificate(entries(["exp(t/5)"]), order(1, lower([0], [0], 5, t=1, exps={"t/5": 2}), DIMENSION)),
        "5 divides the denominator of .* an exponent",
    ),
    "two and cosh": (
        certificate(entries(["cosh(t)"]), order(1, lower([0], [0], 2, t=1, exps={"t": 1}), DIMENSION)),
        "a denominator is 0 mod 2",
    ),
    "prime divides the step": (
        certificate(
            entries(["t"]),
            order(1, lower([0], [0], t=1), DIMENSION),
            order(1, lower([0], [0], 5, t=1), DIMENSION),
            step="1/5",
        ),
        r"orders\[1\].lower.prime: 5 divides the denominator of claim.at or claim.step",
    ),
    "prime divides the point": (
        certificate(entries(["t"]), order(1, lower([0], [0], 5), DIMENSION), at="1/5"),
        r"orders\[0\].lower.prime: 5 divides",
    ),
    "a denominator vanishes at the point": (
        certificate(entries(["1/(t-3)"]), order(1, lower([0], [0], t=3), DIMENSION)),
        r"function.rows\[0\]\[0\]: a denominator is 0 mod 1000003 at the point",
    ),
    "a denominator vanishes at a step from the point": (
        certificate(entries(["1/(t-3)"]), *[order(1, lower([0], [0], t=2), DIMENSION) for _ in range(2)], step="1"),
        "a denominator is 0 mod",
    ),
    "step zero": (
        certificate(ONE, order(1, lower([0], [0], t=0), DIMENSION), step="0"),
        "claim.step: .* must not be 0",
    ),
    "a pole": (
        certificate(entries(["exp(t)/t"]), order(1, lower([0], [0]), DIMENSION), at="0"),
        r"claim.at: entry \(0, 0\) of the function has a pole at t = 0",
    ),
    "a pole at a step": (
        certificate(entries(["1/(t-1)"]), *[order(1, lower([0], [0]), DIMENSION)] * 2, at="0", step="1"),
        "pole at t = 0 or a step from it",
    ),
    "a kernel with a pole of its own is generic, yet not annihilated": (
        certificate(entries(["t", "1"]), order(1, lower([0], [0], t=1), kernel("right", [1], ["1/t", "1"]))),
        r"orders\[0\].upper.vectors\[0\]: its product",
    ),
    "a denominator identically zero without any lower bound": (
        certificate(entries(["(t-t)/(exp(2*t)-exp(t)**2)"]), order(0, None, grid_of({}))),
        "identically zero",
    ),
    "an undefined coefficient where no value is needed": (
        certificate(
            {"type": "sum", "terms": [{"coefficient": "1/(a-a)", "function": entries(shape=(0, 2))}]},
            order(0, None, DIMENSION),
            parameters=("a",),
        ),
        r"function.terms\[0\].coefficient: a denominator is identically zero",
    ),
    "zero power of an undefined function": (
        certificate(entries(["(1/(t-t))**0"]), order(1, lower([0], [0], t=1), DIMENSION)),
        "a denominator is identically zero",
    ),
    "a wrong rank by a wrong second vector": (
        certificate(
            entries(["1", "t", "t"]),
            order(1, lower([0], [0], t=1), kernel("right", [1, 2], ["0", "1", "-1"], ["0", "-1", "1"])),
        ),
        r"vectors\[0\]\[2\]: must be zero: position 2 is free for vector 1",
    ),
    "a second point of one prime at which the minor vanishes": (
        certificate(
            entries(["t**2"]), order(1, lower([0], [0], t=3), DIMENSION), order(1, lower([0], [0], t=0), DIMENSION)
        ),
        r"orders\[1\].lower: the minor of order 1",
    ),
    "a rank that only the numerators have": (
        certificate(entries(["1/(t+1)", "1"], ["1", "1"]), order(1, lower([0], [0], t=1), grid_of({"t": 4}))),
        "the rank at the grid point .* exceeds 1",
    ),
    "too few values": (
        certificate(entries(["t", "t**2"], ["1", "2*t-1"]), order(1, lower([0], [0], t=1), grid_of({"t": [1]}))),
        r"axes\[0\].values: 1 values do not exceed the degree bound 1 .* at least 2",
    ),
    "the rank is larger at a later point": (
        certificate(entries(["t", "t**2"], ["1", "2*t-1"]), order(1, lower([0], [0], t=1), grid_of({"t": [1, 2]}))),
        r"the rank at the grid point \(2,\) exceeds 1",
    ),
    "two roots are not enough for a determinant of degree two": (
        certificate(entries(["t-1", "0"], ["0", "t-2"]), order(1, lower([0], [0], t=5), grid_of({"t": [1, 2]}))),
        "2 values do not exceed the degree bound 2",
    ),
    "a second difference of t that is not zero": (
        certificate(entries(["t"]), *[order(1, lower([0], [0], t=5), DIMENSION)] * 3, step="1"),
        r"orders\[2\].lower: the minor of order 2",
    ),
    "a varying diagonal counted as constant": (
        certificate(
            {"type": "separable", "left": ONE, "diagonal": ["t"], "right": ONE},
            order(1, lower([0], [0], t=5), FACTORS),
            order(0, None, FACTORS),
        ),
        "structural bound at order 1 is 1, larger than 0",
    ),
    "a generator left out": (
        certificate(
            entries(["a", "t"], ["t", "a"]), order(1, lower([0], [0], t=1, a=1), grid_of({"t": 9})), parameters=("a",)
        ),
        "the generator 'a' occurs and is not named",
    ),
    "the factors' bound in t of a constant exponential": (
        certificate(entries(["exp(t-t)"]), order(1, lower([0], [0], t=1), FACTORS), order(0, None, FACTORS)),
        "structural bound at order 1 is 1, larger than 0",
    ),
    "a coefficient with the variable": (
        certificate(
            {"type": "sum", "terms": [{"coefficient": "t", "function": ONE}]}, order(1, lower([0], [0], t=1), FACTORS)
        ),
        r"function.terms\[0\].coefficient: a coefficient must be free of the variable 't'",
    ),
    "a sum of two shapes": (
        certificate(
            {"type": "sum", "terms": [{"coefficient": "1", "function": f} for f in (ONE, entries(["1", "1"]))]}
        ),
        "all of one shape",
    ),
    "an empty block sum": (certificate({"type": "block_sum", "blocks": []}), "at least 1 block"),
    "an ill-fitting diagonal": (
        certificate({"type": "separable", "left": ONE, "diagonal": ["1", "t"], "right": ONE}),
        "2 diagonal entries",
    ),
    "nested exponentials": (
        certificate(entries(["exp(exp(t))"]), order(1, lower([0], [0], t=1), DIMENSION)),
        r"function.rows\[0\]\[0\]: .*(polynomial|nested)",
    ),
    "an exponential with a pole": (
        certificate(entries(["exp(1/t)"]), order(1, lower([0], [0], t=1, exps={"t": 1}), DIMENSION)),
        "must be a polynomial",
    ),
    "minors too large for the primes": (
        certificate(entries(["2**9999+t", "1"], ["t", "3**9999"]), order(1, lower([0], [0], t=1), grid_of({"t": 9}))),
        "prove the bound by a kernel",
    ),
}


@pytest.mark.parametrize("name", FALSE)
def test_evidence_that_proves_nothing_is_refused(name: str) -> None:
    refused(*FALSE[name])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not JSON"),
        (b"\xff", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "an object must stand here, not a list"),
        (json.dumps(moment()).replace('"version": 3', '"version": NaN'), "version: .* not the float nan"),
        (json.dumps(moment()).replace('"version": 3', '"version": 1.0'), "version: .* not the float 1.0"),
        (json.dumps(moment()).replace('"version": 3', '"version": 1e0'), "version: .* not the float 1.0"),
        (
            json.dumps(moment()).replace('"version": 3', '"version": ' + "1" * 5000),
            "version: .* an integer of 5000 digits",
        ),
        (json.dumps(moment()).replace('"claim": {', '"claim": {"at": null, '), "claim: .* repeats the key 'at'"),
        (7, "JSON text"),
    ],
)
def test_documents_that_are_not_certificates(text: object, message: str) -> None:
    refused(text, message)


def test_deep_functions_and_cycles_are_refused() -> None:
    function: Json = ONE
    for _ in range(60):
        function = {"type": "block_sum", "blocks": [function]}
    refused(certificate(function, order(1, lower([0], [0], t=0), DIMENSION)), "nested more than 50 deep")
    cycle: Json = {"type": "block_sum"}
    cycle["blocks"] = [cycle]
    refused(certificate(cycle, order(0, None, DIMENSION)), "nested more than 50 deep")


HOSTILE = [
    "(t+1)**10000",
    "(1+t+exp(t))**9999",
    "((((1+t)**99)**99)**99)**99",
    "(((7**9999)**9999)**9999)**9999",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_the_work_limit_stops_hostile_expressions(text: str) -> None:
    document = certificate(entries([text, text]), order(0, None, kernel("right", [0, 1], ["1", "0"], ["0", "1"])))
    with pytest.raises(CertificateError, match=r"max_work = 1000000 .* Raise it"):
        check_certificate(document, max_work=1_000_000)


def test_a_wide_product_of_nothing_is_stopped() -> None:
    wide = {"type": "entries", "shape": [100_000, 0], "rows": [[]] * 100_000}
    document = certificate({"type": "product", "factors": [wide, wide]}, order(0, None, grid_of({})))
    with pytest.raises(CertificateError, match="max_work"):
        check_certificate(document)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "end of the text"),
        ("2t", "cannot follow here"),
        ("t t", "cannot follow here"),
        ("2 3", "cannot follow here"),
        ("t**t", "constant integer"),
        ("t**(1/2)", "must be an integer"),
        ("t**10001", "at most 10000"),
        ("t**-10001", "at most 10000"),
        ("t**9**9**9**9", "exponent"),
        ("t**(1/0)", "division by zero"),
        ("t**(1/(2-2))", "division by zero"),
        ("t**0**-1", "division by zero"),
        ("exp t", "followed by"),
        ("exp(t", "must stand where"),
        ("sqrt(t)", "sqrt must be followed by a prime"),
        ("oo*t", "reserved"),
        ("zoo", "reserved"),
        ("f(t)", "cannot follow here"),
        ("t;", "not in the grammar"),
        ("__import__('os')", "not in the grammar"),
        ("t\u00b2", "not in the grammar"),
        ("\u0661", "not in the grammar"),
        ("1" * 4001, "more than 4000 digits"),
        ("1e10001", "decimal exponent above"),
        ("1e99999999999999", "decimal exponent above"),
        ("(" * 101 + "t" + ")" * 101, "nested more than 100 deep"),
        ("2**" * 101 + "1", "nested more than 100 deep"),
        ("t" * 1_000_001, "1000001 characters"),
        (".5", "not in the grammar"),
        ("5.", "not in the grammar"),
        ("*t", "must stand where"),
    ],
)
def test_texts_outside_the_grammar(text: str, message: str) -> None:
    refused(edited(moment(), "function.rows[0][0]", text), r"^function\.rows\[0\]\[0\]: .*" + message)
