"""From eigenspaces to the columns of U, g and V, and these as expressions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rankdyn.algebra.function_field import FunctionField
from rankdyn.algebra.quotient import Quotient
from rankdyn.decomposition.constant_spaces import ConstantSpaces, Reduced
from rankdyn.decomposition.eigen import Eigenspace, applied
from rankdyn.decomposition.linear_algebra import Matrix, product
from rankdyn.decomposition.univariate import Extension, Residue
from rankdyn.expressions.nodes import Expression, add, mul, power

Element = list[Quotient]
"""An element of C_0[x]/φ, or of the function field with a root of φ: coefficients of powers of the root."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of U, g and V for a root α of φ: entries are polynomials in α, of lower degree than φ."""

    u: list[Element]
    g: Element
    v: list[Element]


@dataclass(frozen=True, slots=True)
class Written:
    """One column as expressions."""

    u: tuple[Expression, ...]
    g: Expression
    v: tuple[Expression, ...]


def columns(space: Eigenspace, start: Matrix, spaces: ConstantSpaces, reduced: Reduced) -> Iterator[Column]:
    """Yield the columns of one eigenspace: B M X, g = Σ λ_i F_i and R Y, scaled so that first entries of u and v are 1.

    Parameters
    ----------
    space : Eigenspace
        X, Y and the eigenvalues λ_i of the N_i = M⁻¹M_i.
    start : matrix
        M.
    spaces, reduced : ConstantSpaces, Reduced
        B, R and the F_i.
    """
    ring = space.ring
    wide = Extension(ring.constants.widened, [ring.constants.quotient(c) for c in ring.modulus])
    left = applied(ring, product(ring.constants, spaces.columns, start), space.right)
    right = applied(ring, spaces.rows, space.left)
    function: Element = [wide.zero] * ring.degree
    for value, factor in zip(space.eigenvalues, reduced.functions, strict=True):
        for i, c in enumerate(value.coefficients):
            function[i] = function[i] + ring.constants.quotient(c) * factor
    for j in range(len(space.right[0])):
        u, v = [row[j] for row in left], [row[j] for row in right]
        first, second = (next(entry for entry in side if entry) for side in (u, v))
        a, b = first.inverse(), second.inverse()
        scale = Residue(wide, [ring.constants.quotient(c) for c in (first * second).coefficients])
        yield Column(
            [_quotients(entry * a) for entry in u],
            (Residue(wide, function) * scale).coefficients,
            [_quotients(entry * b) for entry in v],
        )


def _quotients(residue: Residue) -> Element:
    return [residue.ring.constants.quotient(c) for c in residue.coefficients]


def written(field: FunctionField, column: Column, root: Expression, *, closed: bool) -> Written:
    """Return a column as expressions with a letter for the root, or with the root itself in closed form."""
    u = tuple(_in_powers(field, entry, root) for entry in column.u)
    v = tuple(_in_powers(field, entry, root) for entry in column.v)
    g = _in_powers(field, column.g, root)
    if closed:
        u, (g, *_), v = (_normal(field, part) for part in (u, (g,), v))
    return Written(u, g, v)


def _in_powers(field: FunctionField, element: Element, root: Expression) -> Expression:
    return add(mul((field.expression(c), power(root, i))) for i, c in enumerate(element) if c)


def _normal(field: FunctionField, expressions: Sequence[Expression]) -> tuple[Expression, ...]:
    """Return expressions in normal form, in a field of their own."""
    own = FunctionField.of(expressions, field.variable, _parameters(field), field.work)
    return tuple(own.expression(own.element(expression)) for expression in expressions)


def _parameters(field: FunctionField) -> tuple[str, ...]:
    return field.names[1 : len(field.names) - len(field.basis.coefficients)]
