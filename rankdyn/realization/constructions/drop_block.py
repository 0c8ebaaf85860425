"""Drop blocks: functions of full rank at all orders but chosen ones, and what can be built of them.

Main results: `drop_block`, `compact_drop_block`, `realize_by_drops`. All are [c_ij e^{(a_i + b_j)t}] with rates
λ_ij = a_i + b_j and determinant Σ_σ ±(∏ c_{iσ(i)}) μ_σ^k at order k, μ_σ = ∏ λ_{iσ(i)}. Where the products of c over
the permutations in the pattern of non-zero c can be prescribed, any kernel vector of [μ_σ^k]_{k∈S} will do; with
distinct positive μ and one term more than |S| the kernel is a line (generalised Vandermonde), and the sum has no real
zero k beyond those of S (Descartes): no further drop, for ever.

* **Drop block.** Size s + 1, s = |S|, rank s at the orders of S and s + 1 at every other. The pattern is an arrow:
  D_00 = c_0 e^{θt}, D_0i = −c_i e^{α_i t}, D_i0 = e^{β_i t}, D_ii = e^{(α_i + β_i − θ)t}, with μ_0 = θ and
  μ_i = α_i β_i/(α_i + β_i − θ); here θ = 1, α_i = 1 + i, β_i = 1 + 2i. Minus row and column 0 it is diagonal and
  invertible: the rank is never below s.
* **Compact drop block.** Size n = ⌊s/2⌋ + 2 (s ≥ 1), rank n − 1 at the orders of S and n at every other: half the
  size. Two rows are full, the others are the edges of a star on the columns 0, …, n − 2. A permutation sends one full
  row to column n − 1 and the other, g, to a column v of the star, which settles the rest: 2(n − 1) terms, each with an
  entry c_gv of its own. Minus a full row and a column of the star the determinant is one term: the rank is never below
  n − 1. For s even one entry is zero, which removes one term.
* **Theorem.** Let R = max r. Take sets S_1, …, S_m, m = R − min r, in which each order k occurs R − r_k times. If
  Σ (⌊|S_j|/2⌋ + 2) ≤ R, then r is realizable, with size R: compact drop blocks, and blocks e^t of rank 1 throughout.
  With the drop blocks alone R ≥ Σ_k (R − r_k) + m is asked.

For size 3 and four orders a real c exists (α = (1, 3, 9), β = (0, 2, 11)), in general not a rational one; it is not
made here.

References
----------
Gantmacher and Krein, Oscillation Matrices and Kernels, chapter II (generalised Vandermonde determinants).
Brualdi and Gibson, Convex polyhedra of doubly stochastic matrices I, 1977 (faces that are simplices: there the products
over the permutations are free).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations, count
from math import gcd, prod

from flint import fmpq, fmpq_mat

from rankdyn.errors import InvalidInputError
from rankdyn.functions.block_sum import BlockSum
from rankdyn.functions.constant_class import ConstantClass
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.limits import MAX_ORDER, MAX_SIDE
from rankdyn.rank.reduction import Kind
from rankdyn.realization.block import Block


def drop_block(orders: Iterable[int], kind: Kind = "derivative") -> Block:
    """Return a block of size |S| + 1 with rank |S| at the orders of S and |S| + 1 at all others.

    Parameters
    ----------
    orders : iterable of int
        S, a finite set of orders from 0 to 200; the empty set gives e^t.
    kind : 'derivative' or 'difference', default 'derivative'
        The operator whose ranks are meant; the block for differences is the transferred one.

    Examples
    --------
    >>> from rankdyn.realization.constructions.drop_block import drop_block
    >>> drop_block({1}).function
    ConstantClass([[0, 0], [0, 2]], [[3, 2], [1, 1]], [[1, 0], [0, 2]])
    >>> drop_block({1, 2}).ranks(6)
    (3, 2, 2, 3, 3, 3)
    """
    drops = _checked_orders(orders)
    size = len(drops)
    theta, alpha, beta = 1, [1 + i for i in range(1, size + 1)], [1 + 2 * i for i in range(1, size + 1)]
    mu = [Fraction(theta), *(Fraction(a * b, a + b - theta) for a, b in zip(alpha, beta, strict=True))]
    c = _kernel([[rate**k for rate in mu] for k in drops], size + 1)
    start = [[int(j in (0, i)) for j in range(size + 1)] for i in range(size + 1)]
    start[0] = [c[0], *(-value for value in c[1:])]
    left, right = [0, *(b - theta for b in beta)], [theta, *alpha]
    name = f"drop block for S = {_set(drops)}" if drops else "e^t"
    return _block(left, start, right, name, kind)


def compact_drop_block(orders: Iterable[int], kind: Kind = "derivative") -> Block:
    """Return a block of size n = ⌊|S|/2⌋ + 2 with rank n − 1 at the orders of S and n at all others; e^t for S empty.

    Parameters
    ----------
    orders : iterable of int
        S, a finite set of orders from 0 to 200.
    kind : 'derivative' or 'difference', default 'derivative'
        As for `drop_block`.

    Examples
    --------
    >>> from rankdyn.realization.constructions.drop_block import compact_drop_block
    >>> print(compact_drop_block({0}).function)
    [[exp(t), exp(2*t)], [exp(2*t), exp(3*t)]]
    >>> compact_drop_block({0, 2, 3}).ranks(7)
    (2, 3, 2, 2, 3, 3, 3)
    """
    drops = _checked_orders(orders)
    if not drops:
        return drop_block((), kind)
    size = len(drops) // 2 + 2
    star = size - 1
    entries = [(g, v) for v in range(star) for g in (0, 1)][: len(drops) + 1]
    left = [0, 1, *range(2, size)]  # rows 0 and 1 are full, row i ≥ 2 is the edge from column 0 to column i − 1
    # F_0(v) = (v + 2)/2 and F_1(v) = (v + 2)²/(2v + 2) increase in v = 0, 1, …, so that the μ, which are (1 + z) F_0(v)
    # and z F_1(v) but for a common factor, are distinct for all rates z of the last column but at most (n − 1)²
    for last in count(1):
        right = [*range(1, size), last]
        permutations = [_through(g, v, size) for g, v in entries]
        mu = [prod(left[i] + right[j] for i, j in enumerate(p)) for p in permutations]
        if len(set(mu)) == len(mu):
            break
    c = _kernel([[Fraction(rate) ** k for rate in mu] for k in drops], len(mu))
    start = [[0] * size for _ in range(size)]
    start[0][star] = start[1][star] = 1
    for i in range(2, size):
        start[i][0] = start[i][i - 1] = 1
    for (g, v), p, value in zip(entries, permutations, c, strict=True):
        start[g][v] = _sign(p) * value
    return _block(left, start, right, f"compact drop block for S = {_set(drops)}", kind)


def _through(g: int, v: int, size: int) -> list[int]:
    """Return the permutation that sends full row g to column v of the star and the other to the last column."""
    found = [size - 1] * size
    found[g] = v
    for i in range(2, size):
        found[i] = 0 if i - 1 == v else i - 1
    return found


def realize_by_drops(ranks: Sequence[int], kind: Kind = "derivative") -> Block | None:
    """Return a block sum of compact drop blocks with the given ranks; None where the theorem does not apply.

    Examples
    --------
    >>> from rankdyn.realization.constructions.drop_block import realize_by_drops
    >>> realize_by_drops((5, 4, 5, 3)).ranks(6)
    (5, 4, 5, 3, 5, 5)
    >>> realize_by_drops((1, 3, 2)) is None
    True
    """
    wanted = tuple(ranks)
    if not 0 < max(wanted) <= MAX_SIDE or len(wanted) > MAX_ORDER + 1:
        return None
    drops, rest = drop_sets(wanted), drops_to_spare(wanted)
    if rest < 0:
        return None
    blocks = [compact_drop_block(orders, kind) for orders in drops] + [drop_block((), kind)] * rest
    function: MatrixFunction = blocks[0].function
    if len(blocks) > 1:
        function = BlockSum(*(block.function for block in blocks))
    parts = [f"compact drop blocks for {', '.join(map(_set, drops))}"] if drops else []
    parts += [f"{rest} of rank 1 throughout"] if rest else []
    return Block(function, " and ".join(parts), kind)


def drop_sets(ranks: Sequence[int]) -> list[tuple[int, ...]]:
    """Return max r − min r sets of orders in which each order k occurs max r − r_k times.

    A block for s orders has the size ⌊s/2⌋ + 2, so that an odd s is better used: from {k : max r − r_k > j}, an order
    moves from a set of even size to a smaller one of even size as long as there are two.
    """
    top, bottom = max(ranks), min(ranks)
    sets = [{k for k, rank in enumerate(ranks) if top - rank > j} for j in range(top - bottom)]
    while True:
        even = sorted((orders for orders in sets if len(orders) % 2 == 0), key=len)
        if not even or len(even[0]) == len(even[-1]):
            break
        moved = max(even[-1] - even[0])
        even[-1].remove(moved)
        even[0].add(moved)
    return [tuple(sorted(orders)) for orders in sets]


def drops_to_spare(ranks: Sequence[int]) -> int:
    """Return max r minus the size of the compact drop blocks; `realize_by_drops` needs it not to be negative.

    Examples
    --------
    >>> from rankdyn.realization.constructions.drop_block import drops_to_spare
    >>> drops_to_spare((7, 9, 8)), drops_to_spare((3, 5, 4))
    (4, 0)
    """
    return max(ranks) - sum(len(orders) // 2 + 2 for orders in drop_sets(ranks))


def _block(left: Sequence[int], start: list[list[int]], right: Sequence[int], construction: str, kind: Kind) -> Block:
    function = ConstantClass(_diagonal(left), start, _diagonal(right))
    return Block(function if kind == "derivative" else function.transferred(), construction, kind)


def _sign(permutation: Sequence[int]) -> int:
    inversions = sum(one > other for one, other in combinations(permutation, 2))
    return -1 if inversions % 2 else 1


def _kernel(rows: list[list[Fraction]], columns: int) -> list[int]:
    """Return the primitive integer vector that spans the kernel, of dimension one, its first entry positive."""
    if not rows:
        return [1] * columns
    matrix = fmpq_mat(len(rows), columns, [fmpq(x.numerator, x.denominator) for row in rows for x in row])
    kernel, nullity = matrix.numer_denom()[0].nullspace()
    if nullity != 1:  # distinct positive rates exclude it
        raise AssertionError(f"a generalised Vandermonde matrix has a kernel of dimension {nullity}")
    vector = [int(kernel[i, 0]) for i in range(columns)]
    common = gcd(*vector) * (1 if vector[0] > 0 else -1)
    return [value // common for value in vector]


def _set(orders: Sequence[int]) -> str:
    return "{" + ", ".join(map(str, orders)) + "}"


def _diagonal(values: Sequence[int]) -> list[list[int]]:
    return [[value if i == j else 0 for j in range(len(values))] for i, value in enumerate(values)]


def _checked_orders(orders: Iterable[int]) -> tuple[int, ...]:
    found = []
    for k in orders:
        if isinstance(k, bool) or not hasattr(k, "__index__") or not 0 <= int(k.__index__()) <= MAX_ORDER:
            raise InvalidInputError(f"every order must be an integer from 0 to {MAX_ORDER}, not {k!r}")
        found.append(int(k))
    return tuple(sorted(set(found)))
