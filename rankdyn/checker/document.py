"""A certificate as typed values: what FORMAT.md allows, with the rules that relate its parts.

Main object: `Certificate`. Main result: `read_certificate`. Whatever can be said without computing (keys, types,
ranges, lengths, shapes, names) is settled here. Evidence keeps the keys of FORMAT.md, with texts as expressions; the
generators of a point or a grid are listed under `of`, with `values` in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from .grammar import MAX_DIGITS, NAME, RESERVED, Expression, is_constant, parse
from .primes import PRIME_LIMIT
from .reading import Leaf, load, require
from .structure import Function

MAX_DIMENSION = 100_000
MAX_NESTING = 50
MAX_VALUE = 2**256
BITS = (32, 4096)
RATIONAL = re.compile(r"-?(0|[1-9][0-9]*)(/[1-9][0-9]*)?")
Evidence = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Certificate:
    """A whole document: `at` is None for the generic reading, `step` None for derivatives.

    An order is the claimed rank with lower evidence, None for rank 0 or a constant class, and upper evidence. A block
    sum may have a certificate of each block instead of orders.
    """

    names: tuple[str, ...]
    function: Function
    at: Fraction | None
    step: Fraction | None
    orders: tuple[tuple[int, Evidence | None, Evidence], ...]
    blocks: tuple[Certificate, ...] = ()

    @property
    def ranks(self) -> list[int]:
        """The ranks for which there is evidence."""
        if self.blocks:
            return [sum(ranks) for ranks in zip(*(block.ranks for block in self.blocks), strict=True)]
        return [rank for rank, _, _ in self.orders]


def read_certificate(source: str | bytes | Mapping[str, object]) -> Certificate:
    """Return the certificate, or raise CertificateError naming the leaf that is wrong."""
    root = load(source)
    inside = _inside(root)
    parts = root.members("format", "version", "variable", "parameters", "function", "claim", inside)
    parts["format"].choice("rankdyn-certificate")
    parts["version"].integer(2, 3)
    variable = _name(parts["variable"])
    parameters = [_name(leaf) for leaf in parts["parameters"].items()]
    function = _function(parts["function"], variable, 0)
    used = sorted(set().union(*(text.names for text in function.leaves())) - {variable})
    rule = f"must be the sorted list of the names in the function other than {variable!r}: {used}, not {parameters}"
    require(parameters == used, "parameters", rule)
    claim = parts["claim"].members("reading", "at", "kind", "step", "ranks")
    at = _rational(claim["at"], claim["reading"].choice("generic", "pointwise") == "pointwise", "reading 'pointwise'")
    step = _rational(
        claim["step"], claim["kind"].choice("derivative", "difference") == "difference", "kind 'difference'"
    )
    require(step != 0, "claim.step", "the step of a difference must not be 0")
    ranks = [leaf.integer(0, min(function.shape)) for leaf in claim["ranks"].items()]
    require(len(ranks) > 0, "claim.ranks", "must hold at least one rank")
    certificate = _evidence(parts[inside], inside, function, variable, at, step, len(ranks))
    for k, (rank, found) in enumerate(zip(ranks, certificate.ranks, strict=True)):
        path = f"orders[{k}].rank" if inside == "orders" else "blocks"
        rule = f"the rank {found} is not the claimed rank {rank}"
        require(rank == found, path, rule if inside == "orders" else f"{rule} of order {k}: ranks of blocks add")
    return certificate


def _inside(leaf: Leaf) -> str:
    """Return whether an object holds orders or blocks."""
    found = leaf.of(dict)
    rule = "the key 'orders' is missing, or 'blocks' for a block_sum"
    require("orders" in found or "blocks" in found, leaf.path, rule)
    return "blocks" if "blocks" in found else "orders"


def _evidence(
    leaf: Leaf, inside: str, function: Function, variable: str, at: Fraction | None, step: Fraction | None, count: int
) -> Certificate:
    """Return the evidence for one function: its orders, or those of its blocks."""
    names = (variable, *sorted(set().union(*(text.names for text in function.leaves())) - {variable}))
    if inside == "blocks":
        rule = f"only a block_sum has blocks, not {function.kind!r}"
        require(function.kind == "block_sum", leaf.path, rule)
        blocks = []
        for block, item in zip(function.parts, leaf.items(len(function.parts)), strict=True):
            kind = _inside(item)
            blocks.append(_evidence(item.members(kind)[kind], kind, block, variable, at, step, count))
        return Certificate(names, function, at, step, (), tuple(blocks))
    allowed, orders = names if at is None else names[1:], []
    for part in leaf.items(count):
        order = part.members("rank", "lower", "upper")
        rank = order["rank"].integer(0, min(function.shape))
        lower = None if order["lower"].value is None else _lower(order["lower"], function.shape, allowed, rank)
        upper = _upper(order["upper"], function.shape, allowed, rank)
        if upper["by"] == "constant_class":
            require(
                lower is None, order["lower"].path, "must be null beside a constant_class, which proves both bounds"
            )
        else:
            rule = f"must be null, or ball evidence without rows, exactly when the rank is 0; the rank is {rank}"
            require(lower is not None if rank else lower is None or "ball" in lower, order["lower"].path, rule)
        orders.append((rank, lower, upper))
    return Certificate(names, function, at, step, tuple(orders))


def _name(leaf: Leaf) -> str:
    text: str = leaf.of(str)
    rule = f"a name (letters, digits, _, not reserved) must stand here, not {leaf.found()}"
    require(bool(NAME.fullmatch(text)) and text not in RESERVED and len(text) <= 1000, leaf.path, rule)
    return text


def _rational(leaf: Leaf, present: bool, case: str) -> Fraction | None:
    """Return a rational that must be there in exactly one case."""
    rule = f"must be a rational string for {case} and null otherwise, not {leaf.found()}"
    require(present == (leaf.value is not None), leaf.path, rule)
    if not present:
        return None
    text: str = leaf.of(str)
    rule = f"a rational such as '-3/2' must stand here, not {leaf.found()}"
    require(len(text) <= MAX_DIGITS and bool(RATIONAL.fullmatch(text)), leaf.path, rule)
    return Fraction(text)


def _text(leaf: Leaf, names: Sequence[str] | None = None) -> Expression:
    """Return a text, in which only the given names may occur."""
    expression = parse(leaf.of(str), leaf.path)
    for name in sorted(expression.names):
        require(names is None or name in names, leaf.path, f"the name {name!r} may not occur here, only {names}")
    return expression


def _function(leaf: Leaf, variable: str, depth: int) -> Function:
    """Return a FUNCTION whose shapes fit."""
    require(depth <= MAX_NESTING, leaf.path, f"functions are nested more than {MAX_NESTING} deep")
    kind, parts = leaf.tagged(
        "type",
        entries="shape rows",
        product="factors",
        separable="left diagonal right",
        block_sum="blocks",
        sum="terms",
        constant_class="kind left start right",
    )

    def inner(leaf: Leaf) -> Function:
        return _function(leaf, variable, depth + 1)

    if kind == "entries":
        m, n = (side.integer(0, MAX_DIMENSION) for side in parts["shape"].items(2))
        return Function(kind, (m, n), tuple(tuple(map(_text, row.items(n))) for row in parts["rows"].items(m)))
    if kind == "constant_class":
        return _constant_class(parts)
    if kind == "product":
        factors = [inner(factor) for factor in parts["factors"].items()]
        require(len(factors) >= 2, parts["factors"].path, "a product needs at least 2 factors")
        return _product(factors, parts["factors"].path)
    if kind == "separable":
        left, right, diagonal = inner(parts["left"]), inner(parts["right"]), parts["diagonal"].items()
        rule = f"{len(diagonal)} diagonal entries do not fit {left.shape} and {right.shape}"
        require(left.shape[1] == len(diagonal) == right.shape[1], leaf.path, rule)
        middle = [Function("entries", (1, 1), ((_text(entry),),)) for entry in diagonal]
        return _product([left, _block_sum(middle, leaf.path), right], leaf.path)
    if kind == "block_sum":
        blocks = [inner(block) for block in parts["blocks"].items()]
        require(len(blocks) >= 1, parts["blocks"].path, "a block sum needs at least 1 block")
        return _block_sum(blocks, leaf.path)
    terms = [term.members("coefficient", "function") for term in parts["terms"].items()]
    weights = tuple(_text(term["coefficient"]) for term in terms)
    for weight in weights:
        require(variable not in weight.names, weight.path, f"a coefficient must be free of the variable {variable!r}")
    functions = tuple(inner(term["function"]) for term in terms)
    rule = "a sum needs at least 1 term, and all of one shape"
    require(len({function.shape for function in functions}) == 1, parts["terms"].path, rule)
    return Function(kind, functions[0].shape, (weights,), functions)


def _constant_class(parts: dict[str, Leaf]) -> Function:
    """Return e^{tA} D_0 e^{tB} or A^t D_0 B^t; D_0 has at least one entry."""
    start = _matrix(parts["start"])
    m, n = len(start), len(start[0]) if start else 0
    require(m > 0 and n > 0, parts["start"].path, "D_0 must have at least one row and one column")
    left, right = _matrix(parts["left"], m), _matrix(parts["right"], n)
    power = parts["kind"].choice("exponential", "power") == "power"
    return Function("constant_class", (m, n), matrices=(left, start, right), power=power)


def _matrix(leaf: Leaf, size: int | None = None) -> tuple[tuple[Fraction, ...], ...]:
    """Return a rational matrix, square if a size is given."""
    rows = leaf.items(size)
    require(len(rows) <= MAX_DIMENSION, leaf.path, f"at most {MAX_DIMENSION} rows are read")
    width = size if size is not None else len(rows[0].of(list)) if rows else 0
    found = []
    for row in rows:
        values = [_rational(value, True, "each entry") for value in row.items(width)]
        found.append(tuple(value for value in values if value is not None))
    return tuple(found)


def _product(factors: Sequence[Function], path: str) -> Function:
    """Return F1 · F2 ⋯ Fnᵀ."""
    shapes = [factor.shape for factor in factors[:-1]] + [factors[-1].shape[::-1]]
    for i, (left, right) in enumerate(pairwise(shapes)):
        rule = f"factors {i} and {i + 1} (the last transposed) do not fit: {left}, {right}"
        require(left[1] == right[0], path, rule)
    return Function("product", (shapes[0][0], shapes[-1][1]), parts=tuple(factors))


def _block_sum(blocks: Sequence[Function], path: str) -> Function:
    m, n = sum(block.shape[0] for block in blocks), sum(block.shape[1] for block in blocks)
    require(max(m, n) <= MAX_DIMENSION, path, f"a shape of {(m, n)}; at most {MAX_DIMENSION} rows and columns are read")
    return Function("block_sum", (m, n), parts=tuple(blocks))


def _lower(leaf: Leaf, shape: tuple[int, int], names: Sequence[str], rank: int) -> Evidence:
    """Return LOWER, its point and exponentials as one list of generators."""
    if "ball" in leaf.of(dict):
        parts = leaf.members("ball", "point", "rows", "columns")
        evidence, point = {"ball": parts["ball"].integer(*BITS)}, parts["point"].members(*names)
        values: list[Any] = [_rational(value, True, "each name") for value in point.values()]
    else:
        parts = leaf.members("prime", "point", "exponentials", "rows", "columns")
        evidence = {"prime": parts["prime"].integer(2, PRIME_LIMIT - 1)}
        extra = [key for key in parts["point"].of(dict) if isinstance(key, str) and is_constant(key)]
        point = parts["point"].members(*names, *extra)
        values = [value.integer(0, evidence["prime"] - 1) for value in point.values()]
    of = [Expression(("name", name), value.path, frozenset({name})) for name, value in point.items()]
    for item in parts["exponentials"].items() if "exponentials" in parts else ():
        members = item.members("exponent", "value")
        exponent = _text(members["exponent"], names)
        of.append(Expression(("exp", exponent.tree), exponent.path, exponent.names))
        values.append(members["value"].integer(1, evidence["prime"] - 1))
    rows, columns = parts["rows"].places(shape[0], rank), parts["columns"].places(shape[1], rank)
    return {**evidence, "of": of, "values": values, "rows": rows, "columns": columns}


def _upper(leaf: Leaf, shape: tuple[int, int], names: Sequence[str], rank: int) -> Evidence:
    """Return UPPER."""
    by, parts = leaf.tagged(
        "by",
        dimension="",
        factors="",
        growth="from",
        kernel="side free vectors",
        evaluations="axes",
        constant_class="",
    )
    if by == "growth":
        return {"by": by, "from": parts["from"].integer(0)}
    if by == "kernel":
        side = parts["side"].choice("right", "left")
        size = shape[1] if side == "right" else shape[0]
        vectors = [[_text(text, names) for text in row.items(size)] for row in parts["vectors"].items(size - rank)]
        return {"by": by, "side": side, "free": parts["free"].places(size, size - rank), "vectors": vectors}
    if by == "evaluations":
        axes = [axis.members("of", "values") for axis in parts["axes"].items()]
        values = [[value.integer(-MAX_VALUE, MAX_VALUE) for value in axis["values"].items()] for axis in axes]
        return {"by": by, "of": [_text(axis["of"], names) for axis in axes], "values": values}
    return {"by": by}
