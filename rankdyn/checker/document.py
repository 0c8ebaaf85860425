"""The parts of a certificate as frozen values, read from typed leaves.

Main objects: `Certificate`, `Order`, `Lower` and the upper evidence `Dimension`, `Factors`, `Growth`, `Kernel`,
`Evaluations`. Main result: `read_certificate`. What can be said without computing (keys, types, lengths, ranges,
shapes, names) is settled here; see FORMAT.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from .grammar import NAME, RESERVED, Expression, parse
from .modular import PRIME_LIMIT
from .reading import Leaf
from .structure import BlockSum, Entries, Function, LinearSum, MatrixProduct, Separable, Transpose, leaves

MAX_DIMENSION = 100_000
MAX_NESTING = 50
# Below half the least Mersenne prime in use, so that distinct values stay distinct modulo it.
MAX_VALUE = 2**256


@dataclass(frozen=True, slots=True)
class Lower:
    """rank >= r: a non-zero minor modulo a prime at a point."""

    path: str
    prime: int
    residues: dict[str, int]
    exponents: tuple[Expression, ...]
    values: tuple[int, ...]
    rows: tuple[int, ...]
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Dimension:
    """rank <= r because the shape allows no more."""

    path: str


@dataclass(frozen=True, slots=True)
class Factors:
    """rank <= r because the structure allows no more."""

    path: str


@dataclass(frozen=True, slots=True)
class Growth:
    """rank <= r by the Leibniz law from an earlier order."""

    path: str
    start: int


@dataclass(frozen=True, slots=True)
class Kernel:
    """rank <= r because enough independent vectors are annihilated."""

    path: str
    side: str
    free: tuple[int, ...]
    vectors: tuple[tuple[Expression, ...], ...]


@dataclass(frozen=True, slots=True)
class Evaluations:
    """rank <= r because it is so on a grid larger than the degrees of all minors."""

    path: str
    generators: tuple[Expression, ...]
    values: tuple[tuple[int, ...], ...]


Upper: TypeAlias = Dimension | Factors | Growth | Kernel | Evaluations


@dataclass(frozen=True, slots=True)
class Order:
    """The evidence at one order."""

    rank: int
    lower: Lower | None
    upper: Upper


@dataclass(frozen=True, slots=True)
class Certificate:
    """A whole document. `at` is None for the generic reading, `step` None for derivatives."""

    names: tuple[str, ...]
    function: Function
    at: Fraction | None
    step: Fraction | None
    ranks: tuple[int, ...]
    orders: tuple[Order, ...]


def read_certificate(root: Leaf) -> Certificate:
    """Return the certificate of a document, or raise CertificateError naming the leaf that is wrong."""
    parts = root.members("format", "version", "variable", "parameters", "function", "claim", "orders")
    parts["format"].choice("rankdyn-certificate")
    parts["version"].integer(1, 1)
    variable = _name(parts["variable"])
    parameters = [_name(leaf) for leaf in parts["parameters"].elements()]
    function = _function(parts["function"], variable, 0)
    used: set[str] = set().union(*(expression.names for expression in leaves(function)))
    if parameters != sorted(used - {variable}):
        raise parts["parameters"].refuse(
            f"must be the sorted list of the names in the function other than {variable!r}: "
            f"{sorted(used - {variable})}, not {parameters}"
        )
    claim = parts["claim"].members("reading", "at", "kind", "step", "ranks")
    reading = claim["reading"].choice("generic", "pointwise")
    kind = claim["kind"].choice("derivative", "difference")
    at = _optional(claim["at"], reading == "pointwise", "reading 'pointwise'")
    step = _optional(claim["step"], kind == "difference", "kind 'difference'")
    if step == 0:
        raise claim["step"].refuse("the step of a difference must not be 0")
    ranks = [leaf.integer(0, min(function.shape)) for leaf in claim["ranks"].elements()]
    if not ranks:
        raise claim["ranks"].refuse("must hold at least one rank")
    names = (variable, *parameters)
    orders = [
        _order(leaf, function.shape, names, at is not None, ranks[k])
        for k, leaf in enumerate(parts["orders"].elements(len(ranks)))
    ]
    return Certificate(names, function, at, step, tuple(ranks), tuple(orders))


def _name(leaf: Leaf) -> str:
    text = leaf.string()
    if not NAME.fullmatch(text) or text in RESERVED or len(text) > 1000:
        raise leaf.refuse(f"a name (letters, digits, _, not reserved) must stand here, not {leaf.found()}")
    return text


def _optional(leaf: Leaf, present: bool, case: str) -> Fraction | None:
    """Return a rational that must be there exactly in one case."""
    if present == leaf.is_null():
        raise leaf.refuse(f"must be a rational string for {case} and null otherwise, not {leaf.found()}")
    return leaf.rational() if present else None


def _text(leaf: Leaf) -> Expression:
    return parse(leaf.string(), leaf.path)


def _texts(leaf: Leaf, length: int | None = None) -> tuple[Expression, ...]:
    return tuple(_text(item) for item in leaf.elements(length))


def _function(leaf: Leaf, variable: str, depth: int) -> Function:
    """Read a FUNCTION and check that its shapes fit."""
    if depth > MAX_NESTING:
        raise leaf.refuse(f"functions are nested more than {MAX_NESTING} deep")
    kind = (
        leaf.mapping()
        .get("type", Leaf(None, leaf.path + ".type"))
        .choice("entries", "product", "separable", "block_sum", "sum", "transpose")
    )
    function: Function
    if kind == "entries":
        parts = leaf.members("type", "shape", "rows")
        m, n = (side.integer(0, MAX_DIMENSION) for side in parts["shape"].elements(2))
        function = Entries((m, n), tuple(_texts(row, n) for row in parts["rows"].elements(m)))
    elif kind == "product":
        items = leaf.members("type", "factors")["factors"]
        factors = [_function(item, variable, depth + 1) for item in items.elements()]
        if len(factors) < 2:
            raise items.refuse("a product needs at least 2 factors")
        shapes = [factor.shape for factor in factors[:-1]] + [factors[-1].shape[::-1]]
        for i in range(1, len(shapes)):
            if shapes[i - 1][1] != shapes[i][0]:
                raise items.refuse(
                    f"factors {i - 1} and {i} (the last transposed) do not fit: {shapes[i - 1]}, {shapes[i]}"
                )
        function = MatrixProduct((shapes[0][0], shapes[-1][1]), tuple(factors))
    elif kind == "separable":
        parts = leaf.members("type", "left", "diagonal", "right")
        left, right = (_function(parts[side], variable, depth + 1) for side in ("left", "right"))
        diagonal = _texts(parts["diagonal"])
        if not left.shape[1] == len(diagonal) == right.shape[1]:
            raise leaf.refuse(f"left {left.shape}, {len(diagonal)} diagonal entries and right {right.shape} do not fit")
        function = Separable((left.shape[0], right.shape[0]), left, diagonal, right)
    elif kind == "block_sum":
        items = leaf.members("type", "blocks")["blocks"]
        blocks = [_function(item, variable, depth + 1) for item in items.elements()]
        function = BlockSum((sum(b.shape[0] for b in blocks), sum(b.shape[1] for b in blocks)), tuple(blocks))
        if not blocks:
            raise items.refuse("a block sum needs at least 1 block")
    elif kind == "sum":
        items = leaf.members("type", "terms")["terms"]
        terms = []
        for item in items.elements():
            parts = item.members("coefficient", "function")
            coefficient = _text(parts["coefficient"])
            if variable in coefficient.names:
                raise parts["coefficient"].refuse(f"a coefficient must be free of the variable {variable!r}")
            terms.append((coefficient, _function(parts["function"], variable, depth + 1)))
        if len({term.shape for _, term in terms}) != 1:
            raise items.refuse("a sum needs at least 1 term, and all of one shape")
        function = LinearSum(terms[0][1].shape, tuple(terms))
    else:
        inner = _function(leaf.members("type", "function")["function"], variable, depth + 1)
        function = Transpose(inner.shape[::-1], inner)
    if max(function.shape) > MAX_DIMENSION:
        raise leaf.refuse(f"a shape of {function.shape}; at most {MAX_DIMENSION} rows and columns are read")
    return function


def _order(leaf: Leaf, shape: tuple[int, int], names: tuple[str, ...], pointwise: bool, claimed: int) -> Order:
    parts = leaf.members("rank", "lower", "upper")
    rank = parts["rank"].integer(0)
    if rank != claimed:
        raise parts["rank"].refuse(f"the rank {rank} is not the claimed rank {claimed}")
    if parts["lower"].is_null() != (rank == 0):
        raise parts["lower"].refuse(f"must be null exactly when the rank is 0; the rank is {rank}")
    lower = None if rank == 0 else _lower(parts["lower"], shape, names[1:] if pointwise else names, rank)
    return Order(rank, lower, _upper(parts["upper"], shape, names, pointwise, rank))


def _lower(leaf: Leaf, shape: tuple[int, int], names: tuple[str, ...], rank: int) -> Lower:
    parts = leaf.members("prime", "point", "exponentials", "rows", "columns")
    prime = parts["prime"].integer(2, PRIME_LIMIT - 1)
    residues = {name: value.integer(0, prime - 1) for name, value in parts["point"].members(*names).items()}
    items = [item.members("exponent", "value") for item in parts["exponentials"].elements()]
    return Lower(
        leaf.path,
        prime,
        residues,
        tuple(_restrict(_text(item["exponent"]), names) for item in items),
        tuple(item["value"].integer(1, prime - 1) for item in items),
        _places(parts["rows"], shape[0], rank),
        _places(parts["columns"], shape[1], rank),
    )


def _places(leaf: Leaf, size: int, count: int) -> tuple[int, ...]:
    """Return `count` distinct indices below `size`."""
    places = [item.integer(0, size - 1) for item in leaf.elements(count)]
    if len(set(places)) != count:
        raise leaf.refuse(f"the places {places} are not distinct")
    return tuple(places)


def _upper(leaf: Leaf, shape: tuple[int, int], names: tuple[str, ...], pointwise: bool, rank: int) -> Upper:
    by = (
        leaf.mapping()
        .get("by", Leaf(None, leaf.path + ".by"))
        .choice("dimension", "factors", "growth", "kernel", "evaluations")
    )
    allowed = names[1:] if pointwise else names
    if by == "dimension":
        leaf.members("by")
        return Dimension(leaf.path)
    if by == "factors":
        leaf.members("by")
        return Factors(leaf.path)
    if by == "growth":
        return Growth(leaf.path, leaf.members("by", "from")["from"].integer(0))
    if by == "kernel":
        parts = leaf.members("by", "side", "free", "vectors")
        side = parts["side"].choice("right", "left")
        size = shape[1] if side == "right" else shape[0]
        free = _places(parts["free"], size, size - rank)
        vectors = tuple(_texts(vector, size) for vector in parts["vectors"].elements(size - rank))
        for vector in vectors:
            for entry in vector:
                _restrict(entry, allowed)
        return Kernel(leaf.path, side, free, vectors)
    axes = [axis.members("of", "values") for axis in leaf.members("by", "axes")["axes"].elements()]
    generators = tuple(_restrict(_text(axis["of"]), allowed) for axis in axes)
    values = tuple(tuple(value.integer(-MAX_VALUE, MAX_VALUE) for value in axis["values"].elements()) for axis in axes)
    return Evaluations(leaf.path, generators, values)


def _restrict(expression: Expression, allowed: tuple[str, ...]) -> Expression:
    if extra := sorted(expression.names - set(allowed)):
        raise Leaf(None, expression.path).refuse(f"the name {extra[0]!r} may not occur here, only {list(allowed)}")
    return expression
