"""The free moves on realizable sequences: truncated, dropped, raised, integrated, added, transferred.

* `truncated`: U D Wᵀ with generic constant U, W of n rows has the ranks min(r_k, n);
* `dropped`: D^(j) has r_j, r_{j+1}, …;
* `raised`: D ⊕ [1] has r_0 + 1, r_1, r_2, …;
* `integrated`: C + ∫D with N × N values has N, r_0, r_1, … for every N ≥ max r_k (D truncated to size N, C generic);
* `added`: D ⊕ E has the sums;
* `transferred`: from derivatives to differences with step 1, part by part.

Generic constants are small integers, tried in a fixed order until the ranks come out; they are proved for every block
returned. ∫D of the constant class: e^{tA} X e^{tB} where A X + X B = D_0, else the corner (I, 0) e^{tÂ} (0; I) e^{tB}
with  = [[A, D_0], [0, −B]], which needs no equation solved.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from flint import fmpq_mat

from rankdyn.algebra.rational_matrix import from_flint, rank, to_flint
from rankdyn.errors import InvalidInputError, NotExactError
from rankdyn.functions.block_sum import BlockSum
from rankdyn.functions.constant_class import ConstantClass
from rankdyn.functions.explicit import Explicit
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.functions.product import Product
from rankdyn.functions.sum import Sum
from rankdyn.rank.constant_class import values_at_zero
from rankdyn.realization.block import Block
from rankdyn.realization.canonical import Canonical, canonical, identity, padded
from rankdyn.realization.integrals import flow_integrals, laurent_integrals
from rankdyn.realization.laurent import laurent_function, laurent_terms

_ATTEMPTS = 24


def added(blocks: list[Block]) -> Block:
    """Return the block sum; one block is returned as it is."""
    if len(blocks) == 1:
        return blocks[0]
    functions = [part for b in blocks for part in _summands(b.function)]
    return Block(BlockSum(*functions), " + ".join(b.construction for b in blocks), blocks[0].kind)


def raised(block: Block, times: int = 1) -> Block:
    """Return the block with r_0 larger by the number given, ones put on the diagonal."""
    if not times:
        return block
    one = _ones(times)
    return Block(BlockSum(*_summands(block.function), one), f"{block.construction} + {times} constant", block.kind)


def dropped(block: Block, orders: int) -> Block:
    """Return the derivative (or difference) of the order given: r_j, r_{j+1}, …."""
    if not orders:
        return block
    if block.kind == "derivative":
        function = block.function.derivative(orders)
    else:
        function = block.function.difference(orders)
    return Block(_without_zero_terms(function), f"derivative {orders} of {block.construction}", block.kind)


def truncated(block: Block, n: int, length: int) -> Block | None:
    """Return an at most n × n block with the ranks min(r_k, n); None where no constants can be multiplied in.

    Parameters
    ----------
    block : Block
        Of kind 'derivative'.
    n : int
        At least 1.
    length : int
        The number of orders for which the ranks are proved.
    """
    if n < 1:
        raise InvalidInputError(f"a matrix is truncated to at least one row, not {n}")
    m, columns = block.function.shape
    if m <= n and columns <= n:
        return block
    wanted = tuple(min(r, n) for r in block.ranks(length))
    parts, terms = canonical(block.function), laurent_terms(block.function)
    name = f"truncated to {n}: {block.construction}"
    for left, right in zip(_multipliers(n, m), _multipliers(n, columns, seed=1), strict=True):
        if parts is not None and terms is None:
            function = parts.multiplied(left, right).function()
            values = values_at_zero(function, "derivative", length - 1)
            if values is None or tuple(map(rank, values)) != wanted:
                continue
        elif terms is not None:
            turned = right.transpose()
            smaller = {e: product for e, c in terms.items() if any((product := left * c * turned).entries())}
            function = laurent_function(smaller, (int(left.nrows()), int(right.nrows())))
        else:
            return None
        found = Block(function, name)
        try:
            if found.ranks(length) == wanted:
                return found
        except NotExactError:
            continue
    return None


def integrated(block: Block, size: int, length: int) -> Block | None:
    """Return a size × size block with the ranks size, r_0, r_1, …, r_{length−2}; None if no form of it is known.

    Parameters
    ----------
    block : Block
        Of kind 'derivative'.
    size : int
        At least the largest of r_0, …, r_{length−2}; larger blocks are truncated to it.
    length : int
        The number of orders for which the ranks are proved.

    Raises
    ------
    InvalidInputError
        If the size is smaller than a rank.
    """
    before = block.ranks(length - 1)
    if size < max(before):
        raise InvalidInputError(f"ranks up to {max(before)} need at least that size, not {size}")
    if size == 0:
        return block
    small = truncated(block, size, length - 1)
    if small is None:
        return None
    name, wanted = f"integrated: {small.construction}", (size, *before)
    side = max(small.function.shape)
    terms, parts = laurent_terms(small.function), canonical(small.function)
    if terms is not None:
        candidates = laurent_integrals({e: padded(c, side, side) for e, c in terms.items()}, (side, side))
    elif parts is not None:
        candidates = flow_integrals(parts.squared(side))
    else:
        return None
    for function in candidates:
        found = raised(Block(function, name), size - side) if side < size else Block(function, name)
        try:
            if found.ranks(length) == wanted:
                return found
        except NotExactError:
            continue
    return None


def transferred(block: Block, length: int) -> Block | None:
    """Return a block whose differences with step 1 have the ranks that the derivatives of this one have.

    e^{tA} D_0 e^{tB} becomes X^t D_0 Y^t, X = A + c, Y = (c − B)⁻¹, whatever the spectra are, also between constant
    multipliers and beside an added constant, where c is raised until the ranks come out (X^t D_0 Y^t tends to the
    derivatives' matrices as c grows). Explicit entries stay where their differences have the same ranks.
    """
    wanted = block.ranks(length)
    shifts = (0,) if isinstance(block.function, Explicit) else (0, 1, 2, 5, 10, 100, 1000)
    for c in shifts:
        function = _transferred(block.function, c)
        if function is None:
            return None
        found = Block(function, f"{block.construction}, transferred to differences", "difference")
        try:
            if found.ranks(length) == wanted:
                return found
        except NotExactError:
            continue
    return None


# ---- parts ----------------------------------------------------------------------------------------------------------


def _summands(function: MatrixFunction) -> tuple[MatrixFunction, ...]:
    return function.blocks if isinstance(function, BlockSum) else (function,)


def _ones(size: int) -> Explicit:
    """Return the constant identity matrix."""
    return Explicit([[int(i == j) for j in range(size)] for i in range(size)])


def _without_zero_terms(function: MatrixFunction) -> MatrixFunction:
    """Return a derivative in the shortest form the moves know."""
    parts = None if laurent_terms(function) is not None else canonical(function)
    if parts is None or isinstance(function, BlockSum):
        return function
    constant = parts.constant if parts.constant is not None and any(parts.constant.entries()) else None
    return Canonical(parts.flow, parts.left, parts.right, constant).function()


def _multipliers(n: int, side: int, seed: int = 0) -> Iterator[fmpq_mat]:
    """Yield n × side integer matrices of rank n, the simplest first; the identity where side ≤ n."""
    if side <= n:
        for _ in range(_ATTEMPTS):
            yield identity(side)
        return
    rng = np.random.default_rng([n, side, seed])
    for attempt in range(_ATTEMPTS):
        bound = (0, 1, 1, 1, 2, 2, 3, 5)[min(attempt // 2, 7)]
        rest = rng.integers(-bound, bound + 1, size=(n, side - n))
        corner = np.eye(n, dtype=int)
        if attempt > 6:
            corner = corner + rng.integers(-bound, bound + 1, size=(n, n))
        rows = np.hstack([corner, rest] if attempt % 2 == 0 else [rest, corner]).tolist()
        matrix = fmpq_mat(n, side, [int(v) for row in rows for v in row])
        if attempt and rank(matrix) < n:
            matrix = fmpq_mat(n, side, [int(j % n == i) for i in range(n) for j in range(side)])
        yield matrix


def _transferred(function: MatrixFunction, c: int) -> MatrixFunction | None:
    if isinstance(function, ConstantClass):
        if function.kind != "exponential":
            return None
        m, n = function.shape
        a = to_flint(function.A, m) + identity(m) * c
        b = to_flint(function.B, n) - identity(n) * c
        return ConstantClass(from_flint(a), function.D0, from_flint(b), variable=function.variable_name).transferred()
    if isinstance(function, BlockSum):
        parts = [_transferred(block, c) for block in function.blocks]
        known = [part for part in parts if part is not None]
        return BlockSum(*known) if len(known) == len(parts) else None
    if isinstance(function, Product) and len(function.factors) == 3:
        inner = _transferred(function.factors[1], c)
        return None if inner is None else Product(function.factors[0], inner, function.factors[2])
    if isinstance(function, Sum) and len(function.terms) == 2:
        inner = _transferred(function.terms[1][1], c)
        return None if inner is None else Sum(function.terms[0][1], inner)
    return function if isinstance(function, Explicit) else None
