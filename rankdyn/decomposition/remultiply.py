"""U diag(g) Vᵀ multiplied out again, from the answer as it is written: exactly, and in balls at a point.

A sum over all roots of a polynomial is a trace: with the power sums p_j = Σ α^j it is Σ c_j α^j ↦ Σ c_j p_j.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from flint import acb, acb_mat, fmpz_poly

from rankdyn.algebra.function_field import FunctionField
from rankdyn.algebra.quotient import Polynomial, Quotient
from rankdyn.algebra.work import Work
from rankdyn.calculus.balls import BallPoint, BallTaylorRing, precision
from rankdyn.decomposition.answer import Decomposition
from rankdyn.decomposition.roots import Box, Roots, integer_boxes
from rankdyn.errors import NotExactError
from rankdyn.expressions.evaluate import evaluate
from rankdyn.expressions.nodes import Expression
from rankdyn.functions.matrix_function import MatrixFunction


def agrees(found: Decomposition, function: MatrixFunction, work: Work) -> bool:
    """Return whether Σ g·u·vᵀ over all columns and roots is the function, exactly.

    Raises
    ------
    NotExactError
        If factors and function together need too large a number field.
    BudgetExceededError
        If the work runs out.
    """
    wanted = [entry for row in function.rows() for entry in row]
    left, right = found.U.rows(), found.V.rows()
    parts = [
        *found.g,
        *(e for row in (*left, *right) for e in row),
        *(c for r in found.algebraic for c in r.polynomial),
    ]
    letters = [known.name for known in found.algebraic]
    names = [*function.parameter_names, *letters]
    field = FunctionField.of([*wanted, *parts], function.variable_name, names, work)
    sums = {known.name: _power_sums(field, known) for known in found.algebraic}
    u = [[field.element(entry) for entry in row] for row in left]
    v = [[field.element(entry) for entry in row] for row in right]
    g = [field.element(entry) for entry in found.g]
    for i in range(function.shape[0]):
        for j in range(function.shape[1]):
            total = field.constant(0)
            for s, known in enumerate(found.roots):
                work.spend(_cost(u[i][s], v[j][s], g[s]))
                term = u[i][s] * v[j][s] * g[s]
                total = total + (term if known is None else _trace(term, known.name, sums[known.name]))
            if total != field.element(wanted[i * function.shape[1] + j]):
                return False
    return True


def _cost(u: Quotient, v: Quotient, g: Quotient) -> int:
    """Return about how many products of words u·v·g takes: coefficients of algebraic factors may be very long."""
    sizes = [len(x.numerator) for x in (u, v, g)]
    words = 1 + sum(_bits(x.numerator) for x in (u, v, g)) // 64
    return words * (sizes[0] * sizes[1] + (sizes[0] + sizes[1]) * sizes[2]) // 4


def _bits(polynomial: Polynomial) -> int:
    return int(polynomial.leading_coefficient()).bit_length() if polynomial else 0


@dataclass(frozen=True, slots=True)
class _PowerSums:
    """p_0, p_1, …, over one denominator."""

    numerators: list[Polynomial]
    denominator: Polynomial


def _power_sums(field: FunctionField, known: Roots) -> _PowerSums:
    """Return p_0, …, p_{3d−3} by Newton's identities: enough for a product of three residues."""
    lead = field.element(known.polynomial[-1])
    coefficients = [field.element(c) / lead for c in known.polynomial]
    degree, sums = known.degree, [field.constant(known.degree)]
    for k in range(1, 3 * degree - 2):
        total = field.constant(-k) * coefficients[degree - k] if k <= degree else field.constant(0)
        for i in range(1, min(k, degree + 1)):
            total = total - coefficients[degree - i] * sums[k - i]
        sums.append(total)
    common = field.one
    for p in sums:
        common = common * (p.denominator / common.gcd(p.denominator))
    return _PowerSums([p.numerator * (common / p.denominator) for p in sums], common)


def _trace(element: Quotient, letter: str, sums: _PowerSums) -> Quotient:
    """Return the sum of an element over all roots; its denominator is free of them."""
    field = element.field
    index = field.names.index(letter)
    parts: dict[int, dict[tuple[int, ...], int]] = {}
    for powers, coefficient in element.numerator.terms():
        rest = tuple(0 if i == index else int(p) for i, p in enumerate(powers))
        parts.setdefault(int(powers[index]), {})[rest] = int(coefficient)
    total = field.zero
    for power, terms in parts.items():
        field.work.spend(len(terms) * len(sums.numerators[power]))
        total += field.context.from_dict(terms) * sums.numerators[power]
    return Quotient(field, total, element.denominator * sums.denominator)


class _RootRing(BallTaylorRing):
    """Balls at a point, one letter being a root."""

    def __init__(self, point: BallPoint, variable: str, root: tuple[str, acb] | None) -> None:
        super().__init__(point, variable, 0)
        if root is not None:
            self._known[root[0]] = super().constant(Fraction(1)) * root[1]


def residual(found: Decomposition, function: MatrixFunction, point: dict[str, Fraction], digits: int = 50) -> acb_mat:
    """Return balls around the entries of U diag(g) Vᵀ − D at a point, every root put in; they must contain zero.

    Parameters
    ----------
    found : Decomposition
        The factors.
    function : MatrixFunction
        D.
    point : dict
        Rational values of the variable and all parameters.
    digits : int
        Working precision in decimal digits, and somewhat more.

    Raises
    ------
    NotExactError
        If a root has no box because its polynomial holds parameters.
    """
    (m, n), variable = function.shape, function.variable_name
    bits = digits * 10 // 3 + 64
    with precision(bits):
        total = -_values(function.rows(), _RootRing(BallPoint(point), variable, None), (m, n))
        for s, known in enumerate(found.roots):
            for root in _root_balls(known, bits):
                ring = _RootRing(BallPoint(point), variable, root)
                u = _values([[row[s]] for row in found.U.rows()], ring, (m, 1))
                v = _values([[row[s] for row in found.V.rows()]], ring, (1, n))
                total += u * v * evaluate(found.g[s], ring)[0]
    return total


def _root_balls(known: Roots | None, bits: int) -> list[tuple[str, acb] | None]:
    if known is None:
        return [None]
    if not known.is_rational:
        raise NotExactError(f"the roots of {known} are known to a few digits only, or not at all; see Roots.boxes")
    return [(known.name, _ball(box)) for box in integer_boxes(fmpz_poly(list(known.absolute)), 2 * bits)]


def _ball(box: Box) -> acb:
    from rankdyn.calculus.balls import ball

    corners = [ball(end).real for end in (*box.real, *box.imaginary)]
    return acb(corners[0].union(corners[1]), corners[2].union(corners[3]))


def _values(rows: Sequence[Sequence[Expression]], ring: BallTaylorRing, shape: tuple[int, int]) -> acb_mat:
    return acb_mat(*shape, [evaluate(entry, ring)[0] for row in rows for entry in row])
