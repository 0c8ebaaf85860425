"""The factors written down, in closed form where that fits, and multiplied out again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import TypeAlias

from rankdyn.algebra.work import Work
from rankdyn.decomposition.answer import Decomposition, Field
from rankdyn.decomposition.columns import Column, Written, written
from rankdyn.decomposition.constants import Constants
from rankdyn.decomposition.eigen import Eigenspace
from rankdyn.decomposition.factoring import integer_polynomial
from rankdyn.decomposition.remultiply import agrees
from rankdyn.decomposition.roots import Roots, closed_forms, roots
from rankdyn.decomposition.univariate import Coefficients
from rankdyn.errors import NotExactError
from rankdyn.expressions.nodes import ONE, Symbol, add, mul, power
from rankdyn.expressions.printing import text
from rankdyn.functions.explicit import Explicit
from rankdyn.functions.matrix_function import MatrixFunction

Found: TypeAlias = list[tuple[Eigenspace, list[Column]]]


def finished(function: MatrixFunction, found: Found, field: Field, rank: int, work: Work) -> Decomposition:
    """Write the factors down, in closed form if that fits, and multiply them out again.

    Parameters
    ----------
    function : MatrixFunction
        D.
    found : list of (Eigenspace, list of Column)
        The columns of each eigenspace.
    field : 'real' or 'complex'
        What the answer says.
    rank : int
        How many columns there must be, all conjugates counted.
    work : Work
        Counter.
    """
    for closed in (True, False):
        try:
            answer = answer_of(function, list(_written(function, found, closed=closed)), field)
            right = agrees(answer, function, work)
        except NotExactError:
            if closed:  # the closed forms need too large a number field
                continue
            raise
        if not right or len(answer) != rank:
            raise ArithmeticError(f"U diag(g) V^T is not D; this is an error of rankdyn, report it with {function!r}")
        return answer
    raise AssertionError("unreachable")


def _written(function: MatrixFunction, found: Found, *, closed: bool) -> Iterator[tuple[Written, Roots | None]]:
    """Yield the columns with the algebraic number that each is written with."""
    used = {function.variable_name, *function.parameter_names}
    for space, parts in found:
        constants, modulus = space.ring.constants, space.ring.modulus
        field = constants.field
        if len(modulus) == 2:
            yield from ((written(field, column, ONE, closed=False), None) for column in parts)
            continue
        forms = closed_forms(integer_polynomial(modulus)) if closed and constants.rational else None
        if forms is not None:
            yield from ((written(field, column, form, closed=True), None) for form in forms for column in parts)
            continue
        name = next(name for k in count(1) if (name := f"alpha{k}") not in used)
        used.add(name)
        known = roots(constants, modulus, name)
        yield from ((written(field, column, Symbol(name), closed=False), known) for column in parts)


def shown(constants: Constants, polynomial: Coefficients) -> str:
    """Return a polynomial in x as text."""
    field, x = constants.field, Symbol("x")
    powers = reversed(list(enumerate(polynomial)))
    return text(add(mul((field.expression(constants.quotient(c)), power(x, i))) for i, c in powers if c))


def answer_of(function: MatrixFunction, parts: list[tuple[Written, Roots | None]], field: Field) -> Decomposition:
    """Return the columns side by side."""
    (m, n), variable, floats = function.shape, function.variable_name, function.reads_floats
    u = tuple(tuple(part.u[i] for part, _ in parts) for i in range(m))
    v = tuple(tuple(part.v[j] for part, _ in parts) for j in range(n))
    left, right = Explicit.of(u, (m, len(parts)), variable, floats), Explicit.of(v, (n, len(parts)), variable, floats)
    return Decomposition(left, tuple(w.g for w, _ in parts), right, field, tuple(r for _, r in parts), function.shape)
