"""Functions of constant class: their ranks are ranks of rational matrices.

Main results: `values_at_zero`, `bounds`. For D = e^{tA} D_0 e^{tB} the derivative of order k is e^{tA} M_k e^{tB} with
M_0 = D_0, M_{k+1} = A M_k + M_k B; for D = A^t D_0 B^t, A and B invertible, Δ_1^k D = A^t M_k B^t with
M_{k+1} = A M_k B − M_k. So rank M_k is the rank at every t. Of block sums, of sums, and of products in which one factor
varies and all others are constant, the value at t = 0 gives a lower bound and the ranks of the parts an upper one.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import prod

from rankdyn.errors import CertificateError

from .grammar import Expression
from .structure import Function, Matrix, Work, transpose

Rational = Matrix[Fraction]


def holds_constant_class(function: Function) -> bool:
    """Return whether a part of the function is given by its matrices instead of entries."""
    return function.kind == "constant_class" or any(map(holds_constant_class, function.parts))


def values_at_zero(function: Function, differences: bool, order: int, work: Work) -> list[Rational]:
    """Return the values at t = 0 of the derivatives, or differences with step 1, of orders 0..order."""
    m, n = function.shape
    zero: Rational = [[Fraction(0)] * n for _ in range(m)]
    if function.kind == "entries":
        return [[list(map(rational, row)) for row in function.texts], *[zero] * order]
    if function.kind == "constant_class":
        return _matrices(function, differences, order, work)
    parts = [values_at_zero(part, differences, order, work) for part in function.parts]
    if function.kind == "sum":
        weights = [rational(text) for text in function.texts[0]]
        work.spend(m * n * len(parts) * (order + 1))
        return [_sum(weights, [part[k] for part in parts]) for k in range(order + 1)]
    if function.kind == "block_sum":
        shapes = [block.shape for block in function.parts]
        return [_diagonal([part[k] for part in parts], shapes) for k in range(order + 1)]
    varying = _varying(function)
    shapes = [part.shape for part in function.parts]
    parts[-1] = [transpose(matrix, shapes[-1]) for matrix in parts[-1]]
    found = []
    for k in range(order + 1):
        chosen = [part[k if i == varying else 0] for i, part in enumerate(parts)]
        product = chosen[0]
        for factor, width in zip(chosen[1:], [*(shape[1] for shape in shapes[1:-1]), shapes[-1][0]], strict=True):
            product = multiply(product, factor, width, work)
        found.append(product if k == 0 or varying is not None else zero)
    return found


def bounds(function: Function, differences: bool, order: int, work: Work) -> list[int]:
    """Return upper bounds on the generic ranks of orders 0..order."""
    least = min(function.shape)
    if function.kind in ("entries", "constant_class"):
        return [rank(matrix, work) for matrix in values_at_zero(function, differences, order, work)]
    parts = [bounds(part, differences, order, work) for part in function.parts]
    if function.kind != "product":
        return [min(least, sum(part[k] for part in parts)) for k in range(order + 1)]
    varying = _varying(function)
    found = [min(part[k if i == varying else 0] for i, part in enumerate(parts)) for k in range(order + 1)]
    return found if varying is not None else [found[0]] + [0] * order


def rational(text: Expression) -> Fraction:
    """Return the value of a text that is a rational number."""
    match text.tree:
        case ("number", value):
            return Fraction(value)
        case ("product", *factors) if all(factor[0] == "number" for factor in factors):  # 3/2 is 3·2⁻¹
            return Fraction(prod(factor[1] for factor in factors))
    raise CertificateError(f"{text.path}: beside a constant_class only rational numbers may stand, such as -3/2")


def multiply(left: Rational, right: Rational, width: int, work: Work) -> Rational:
    """Return the product; the width of the right factor is needed when it has no rows."""
    work.spend(len(left) * max(1, len(right)) * width)
    columns = transpose(right, (len(right), width))
    return [[_dot(row, column) for column in columns] for row in left]


def rank(matrix: Sequence[Sequence[Fraction]], work: Work) -> int:
    """Return the exact rank, by elimination."""
    rows, found = [list(row) for row in matrix], 0
    width = len(rows[0]) if rows else 0
    for column in range(width):
        pivot = next((i for i in range(found, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        head = rows[found]
        for i in range(found + 1, len(rows)):
            if factor := rows[i][column] / head[column]:
                work.spend(width)
                rows[i] = [a - factor * b for a, b in zip(rows[i], head, strict=True)]
        found += 1
    return found


def _varying(function: Function) -> int | None:
    """Return which factor of a product varies, None if none does."""
    varying = [i for i, part in enumerate(function.parts) if holds_constant_class(part)]
    if len(varying) > 1:
        raise CertificateError("function: two factors of a product with a constant_class vary; at most one may")
    return varying[0] if varying else None


def _matrices(function: Function, differences: bool, order: int, work: Work) -> list[Rational]:
    left, start, right = (list(map(list, matrix)) for matrix in function.matrices)
    m, n = function.shape
    if function.power != differences:
        own = "differences" if function.power else "derivatives"
        raise CertificateError(f"claim.kind: a constant_class of this kind proves ranks of {own} only")
    if function.power and (rank(left, work), rank(right, work)) != (m, n):
        raise CertificateError("function: 'left' and 'right' of a constant_class of kind 'power' must be invertible")
    found = [start]
    for _ in range(order):
        last = found[-1]
        if function.power:
            moved = multiply(multiply(left, last, n, work), right, n, work)
            found.append([[a - b for a, b in zip(*rows, strict=True)] for rows in zip(moved, last, strict=True)])
        else:
            sides = multiply(left, last, n, work), multiply(last, right, n, work)
            found.append([[a + b for a, b in zip(*rows, strict=True)] for rows in zip(*sides, strict=True)])
    return found


def _dot(left: Sequence[Fraction], right: Sequence[Fraction]) -> Fraction:
    return sum((a * b for a, b in zip(left, right, strict=True) if a and b), Fraction(0))


def _sum(weights: Sequence[Fraction], matrices: Sequence[Rational]) -> Rational:
    return [[_dot(weights, entries) for entries in zip(*rows, strict=True)] for rows in zip(*matrices, strict=True)]


def _diagonal(blocks: Sequence[Rational], shapes: Sequence[tuple[int, int]]) -> Rational:
    width, before, rows = sum(n for _, n in shapes), 0, list[list[Fraction]]()
    for block, (_, n) in zip(blocks, shapes, strict=True):
        rows += [[Fraction(0)] * before + row + [Fraction(0)] * (width - before - n) for row in block]
        before += n
    return rows
