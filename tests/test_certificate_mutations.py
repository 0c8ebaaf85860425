"""Every leaf of real certificates is changed: the check refuses and names the place, or the statement is still true.

'Still true' is decided by an outside oracle, SymPy's exact rank over the function field, on the statement that the
mutated document makes.
"""

import copy
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import sympy as sp
from jsonschema import Draft202012Validator

import rankdyn as rd
from rankdyn.checker import check_certificate
from rankdyn.checker.check import __file__ as checker_file
from tests.oracle.orders import successive_matrices
from tests.oracle.reading import read_matrix
from tests.oracle.symbolic import exact_rank

Path = tuple[str | int, ...]

SUBJECTS = {
    "exponential": rd.rank_sequence("[[1, exp(t)], [t, t*exp(t)]]", 3),
    "difference": rd.rank_sequence("[[1, exp(t)], [t, t*exp(t)]]", 2, kind="difference", h="1/2"),
    "parameters": rd.rank_sequence("[[a*t, b], [a*t**2, b*t]]", 2),
    "rational": rd.rank_sequence("[[1/(t + 1), 2], [t/(t + 1), 2*t]]", 2),
    "evaluations": rd.rank_sequence(
        rd.Product([[f"t**{i}"] for i in range(6)], [[f"t**{i} + 1"] for i in range(6)]).expand(), 1
    ),
    "product": rd.rank_sequence(rd.Product([["1"], ["t"], ["t**2"]], [["1"], ["t"], ["a"]]), 1),
    "separable": rd.rank_sequence(rd.Separable([[1], [2]], ["t"], [[1], [3]]), 2),
    "blocks and sums": rd.rank_sequence(
        rd.BlockSum([["t"]], rd.Sum([["1"]], [["exp(t)"]], coefficients=["2", "-1"])), 1
    ),
    "pointwise": rd.rank_at("[[t, 0], [0, 1]]", 0, 1),
    "removable": rd.rank_at("[[(exp(t) - 1)/t, 1], [1, 1]]", 0, 1),
    "constant class": rd.rank_sequence(rd.ConstantClass([["0", "1/2"], ["1", "0"]], [[1], [2]], [[3]]), 2),
    "powers": rd.rank_sequence(
        rd.ConstantClass([[2, 1], [0, 1]], [[1], [2]], [["1/2"]], kind="power"), 2, "difference"
    ),
    "multiplied and added": rd.rank_sequence(
        rd.Product([[1, 2]], rd.ConstantClass([[1, 1], [0, 1]], [[1], [0]], [[0]]), [["-3/2"]]) + [["1/2"]], 1
    ),
    "nested blocks": rd.rank_sequence(
        rd.BlockSum(rd.BlockSum([["t"]], [["1"]]), rd.ConstantClass([[0, 0], [1, 0]], [[1], [0]], [[0]])), 1
    ),
    "left kernel": rd.rank_sequence("[[t, t**2, 1], [2*t, 2*t**2, 2]]", 1),
}
DOCUMENTS = {name: found.certificate.to_dict() for name, found in SUBJECTS.items()}


def leaves(node: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    children: Any = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else None
    if children is None:
        yield path, node
        return
    for key, child in children:
        yield from leaves(child, (*path, key))


def variants(leaf: Any) -> list[Any]:
    """Values of the right and of the wrong type to put in place of a leaf."""
    if isinstance(leaf, int):
        return [leaf + 1, leaf - 1, 0, -leaf or 7, 2**61 - 1, str(leaf), float(leaf), True, None]
    if isinstance(leaf, str):
        return [leaf + "+1", f"-({leaf})", f"2*({leaf})", f"({leaf})*t", "0", "1", "t", "nonsense(", "", 1, None]
    return [0, "0", "1/2", True]


def mutated(document: Any, path: Path, value: Any) -> Any:
    changed = copy.deepcopy(document)
    target = changed
    for key in path[:-1]:
        target = target[key]
    target[path[-1]] = value
    return changed


def spelled(path: Path) -> str:
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).lstrip(".")


def matrix_power(matrix: sp.Matrix) -> sp.Matrix:
    """A^t as e^{t log A}, by the eigenvalues, which are to be positive."""
    vectors, diagonal = matrix.diagonalize()
    t = sp.Symbol("t")
    return vectors * sp.diag(*(sp.exp(t * sp.log(diagonal[i, i])) for i in range(diagonal.rows))) * vectors.inv()


def matrices_of(function: Any) -> list[sp.Matrix]:
    """Return A, D_0 and B of a constant class."""
    return [sp.Matrix([[sp.Rational(x) for x in row] for row in function[key]]) for key in ("left", "start", "right")]


def constant_class_ranks(function: Any, claim: Any) -> list[int]:
    """Return the ranks of a constant class from its definition, by the binomial sums over powers of A and B."""
    a, d, b = (
        sp.Matrix([[sp.Rational(x) for x in row] for row in function[key]]) for key in ("left", "start", "right")
    )
    orders = range(len(claim["ranks"]))
    if function["kind"] == "exponential":
        terms = [[sp.binomial(k, j) * a**j * d * b ** (k - j) for j in range(k + 1)] for k in orders]
    else:
        terms = [[(-1) ** (k - j) * sp.binomial(k, j) * a**j * d * b**j for j in range(k + 1)] for k in orders]
    return [sum(found[1:], found[0]).rank() for found in terms]


def as_matrix(function: Any) -> sp.Matrix:
    """Return the function of a document as a SymPy matrix, by the table in FORMAT.md."""
    match function["type"]:
        case "entries":
            return read_matrix(function["rows"]) if all(function["shape"]) else sp.zeros(*function["shape"])
        case "product":
            *rest, last = map(as_matrix, function["factors"])
            result = rest[0]
            for factor in rest[1:]:
                result = result * factor
            return result * last.T
        case "separable":
            diagonal = sp.diag(*read_matrix([function["diagonal"]]))
            return as_matrix(function["left"]) * diagonal * as_matrix(function["right"]).T
        case "block_sum":
            return sp.diag(*map(as_matrix, function["blocks"]))
        case "constant_class":
            a, d, b = matrices_of(function)
            t = sp.Symbol("t")
            if function["kind"] == "exponential":
                return (a * t).exp() * d * (b * t).exp()
            return matrix_power(a) * d * matrix_power(b)
        case "sum":
            parts = [read_matrix([[t["coefficient"]]])[0] * as_matrix(t["function"]) for t in function["terms"]]
            return sum(parts[1:], parts[0])
    raise AssertionError(function)


def is_true(document: Any) -> bool:
    """Return whether the claim of a document holds, by the oracle."""
    claim, t = document["claim"], sp.Symbol(document["variable"])
    if document["function"]["type"] == "constant_class":
        return constant_class_ranks(document["function"], claim) == claim["ranks"]
    orders = successive_matrices(
        as_matrix(document["function"]), len(claim["ranks"]) - 1, claim["kind"], claim["step"] or "1", t
    )
    if claim["at"] is not None:
        point = sp.Rational(claim["at"])
        orders = [matrix.applyfunc(lambda e: sp.limit(e, t, point) if e.has(t) else e) for matrix in orders]
    return [exact_rank(matrix) for matrix in orders] == claim["ranks"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_certificate_itself_is_accepted_and_true_and_of_the_schema(name):
    document = DOCUMENTS[name]
    assert check_certificate(document)
    assert is_true(document)
    from pathlib import Path as File

    schema = json.loads((File(checker_file).parent / "schema.json").read_text())
    Draft202012Validator(schema).validate(document)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_change_of_one_leaf_is_refused_by_name_or_leaves_a_true_statement(name):
    document = DOCUMENTS[name]
    refused = accepted = 0
    for path, leaf in leaves(document):
        for value in variants(leaf):
            if type(value) is type(leaf) and value == leaf:
                continue
            changed = mutated(document, path, value)
            message = refusal(changed)
            if message is None:
                accepted += 1
                assert is_true(changed), f"a false statement was accepted: {spelled(path)} -> {value!r}"
            else:
                refused += 1
                assert names_the_place(message, path), f"{spelled(path)} -> {value!r}: {message}"
    assert refused > accepted > 0


def refusal(document: Any) -> str | None:
    """Return why a document is refused, or None if it is accepted."""
    try:
        check_certificate(copy.deepcopy(document))
    except rd.CertificateError as error:
        return str(error)
    return None


def names_the_place(message: str, path: Path) -> bool:
    """Return whether the message names the leaf, or the part of the document where the change comes to light.

    A change of the function or of the claim shows where the evidence no longer fits it: at some order.
    """
    assert "\n" not in message
    if re.search(r"orders\[\d+\]", message) or spelled(path) in message:
        return True
    return str(path[0]) in message


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_missing_key_an_extra_key_and_a_missing_order_are_refused(name):
    document = DOCUMENTS[name]
    for key in document:
        with pytest.raises(rd.CertificateError, match=key):
            check_certificate({k: v for k, v in document.items() if k != key})
    with pytest.raises(rd.CertificateError, match="extra"):
        check_certificate({**document, "extra": 1})
    inside = "orders" if "orders" in document else "blocks"
    with pytest.raises(rd.CertificateError, match=inside):
        check_certificate({**document, inside: document[inside][:-1]})
    with pytest.raises(rd.CertificateError, match="version"):
        check_certificate({**document, "version": 1})


def test_always_refused():
    """The list of the contract: each must be refused whatever the oracle says."""
    exponential, evaluations, difference = (DOCUMENTS[name] for name in ("exponential", "evaluations", "difference"))
    axes = ("orders", 0, "upper", "axes", 0)
    points = evaluations["orders"][0]["upper"]["axes"][0]["values"]
    false_function = copy.deepcopy(exponential)
    false_function["function"]["rows"][1][1] = "t*exp(t) + 1"
    wrong = {
        "wrong rank": mutated(mutated(exponential, ("claim", "ranks", 0), 2), ("orders", 0, "rank"), 2),
        "a function for which the claim is false": false_function,
        "wrong variable": mutated(exponential, ("variable",), "s"),
        "wrong kind": mutated(exponential, ("claim", "kind"), "difference"),
        "h = 0": mutated(difference, ("claim", "step"), "0"),
        "no h": mutated(difference, ("claim", "step"), None),
        "too few points": mutated(evaluations, (*axes, "values"), points[:5]),
        "repeated points": mutated(evaluations, (*axes, "values"), [points[1], *points[1:]]),
        "repeated pivots": mutated(exponential, ("orders", 1, "lower", "rows"), [0, 0]),
        "pivot out of range": mutated(exponential, ("orders", 1, "lower", "columns", 0), 2),
        "negative pivot": mutated(exponential, ("orders", 1, "lower", "columns", 0), -1),
        "a composite modulus": mutated(exponential, ("orders", 0, "lower", "prime"), 1073741827 * 1073741831),
        "a vector that is not in the kernel": mutated(exponential, ("orders", 0, "upper", "vectors", 0, 0), "exp(t)"),
        "unknown version": mutated(exponential, ("version",), 99),
    }
    assert [what for what, document in wrong.items() if refusal(document) is None] == []
