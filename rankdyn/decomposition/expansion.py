"""D = Σ f_i M_i with constant matrices M_i and functions f_i that are linearly independent over all constants.

With one denominator q for all entries the f_i are the monomials in t and the exponentials that depend on t, divided by
q: these generators are algebraically independent over the constants (Ax 1971). A function that is real for real t and
real parameters gets a real basis instead, with m + m̄ and i(m − m̄) in place of monomials m and m̄ that are not real
(cos and sin in place of e^{it} and e^{−it}); its M_i are real. What is common to the entries of a matrix goes into its
function, so that the M_i are as simple as they can be.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rankdyn.algebra.function_field import FunctionField
from rankdyn.algebra.quotient import Polynomial, Quotient
from rankdyn.algebra.work import Work
from rankdyn.decomposition.conjugation import conjugate, inverted, is_real
from rankdyn.decomposition.constants import Constants, occurring, rational_value, undecided_constants, varying
from rankdyn.decomposition.linear_algebra import Matrix
from rankdyn.errors import NotExactError
from rankdyn.expressions.nodes import QUARTER_TURN
from rankdyn.functions.matrix_function import MatrixFunction

Key = tuple[int, ...]
Quotients = list[list[Quotient]]


@dataclass(frozen=True, slots=True)
class Expansion:
    """D = Σ f_i M_i.

    Attributes
    ----------
    functions : list of Quotient
        The f_i, linearly independent over the constants.
    matrices : list of matrices
        The M_i, with entries in `constants`; real if `real` is true.
    constants : Constants
        The field of constants.
    real : bool or None
        Whether D is real for real t and real parameters; None if that rests on an unknown independence of constants.
    """

    functions: list[Quotient]
    matrices: list[Matrix]
    constants: Constants
    real: bool | None


def expand(function: MatrixFunction, work: Work) -> Expansion:
    """Return the expansion.

    Raises
    ------
    NotExactError
        For entries outside the exact class, and where constants meet whose independence is unknown.
    BudgetExceededError
        If the work runs out.
    """
    rows = function.rows()
    flat = [entry for row in rows for entry in row]
    field = FunctionField.of(flat, function.variable_name, function.parameter_names, work)
    entries = [[field.element(entry) for entry in row] for row in rows]
    work.spend(100 * len(flat))
    real: bool | None = all(is_real(entry) for row in entries for entry in row)
    if not real and not field.basis.independence_proved:
        real = None
    functions, matrices = _terms(field, entries, real=bool(real))
    for i, matrix in enumerate(matrices):
        functions[i], matrices[i] = _simplified(field, functions[i], matrix, real=bool(real))
    _refuse_undecided(field, matrices)
    rational = all(rational_value(entry) is not None for matrix in matrices for row in matrix for entry in row)
    constants = Constants(field, rational)
    converted = [[[constants.scalar(entry) for entry in row] for row in matrix] for matrix in matrices]
    return Expansion(functions, converted, constants, real)


def _terms(field: FunctionField, entries: Quotients, *, real: bool) -> tuple[list[Quotient], list[Quotients]]:
    """Return the functions and matrices, not yet simplified."""
    denominator, numerators = _over_common_denominator(field, entries)
    below, shift = field.polynomial(denominator), field.one
    if real and inverted(field):
        mirrored = conjugate(below)
        if mirrored != below:  # times its conjugate the denominator is real, up to the monomial that is taken out
            shift = mirrored.denominator
            numerators = [[field.reduced(_times(field, p, mirrored.numerator)) for p in row] for row in numerators]
            below = below * mirrored
    matrices = _collected(field, numerators, shift)
    if not real or not inverted(field):
        return [_monomial(field, key) / below for key in matrices], list(matrices.values())
    functions: list[Quotient] = []
    found: list[Quotients] = []
    unit = (
        field.exponential(QUARTER_TURN) if any(_mirrored(field, key) != key for key in matrices) else field.constant(1)
    )
    half = field.constant(2) * below
    for key, matrix in matrices.items():
        other = _mirrored(field, key)
        if other == key:
            functions.append(_monomial(field, key) / below)
            found.append(matrix)
        elif key > other:  # with its conjugate: m A + m̄ Ā = (m + m̄)/2 · (A + Ā) + i(m − m̄)/2 · (−i)(A − Ā)
            m, n, partner = _monomial(field, key), _monomial(field, other), matrices[other]
            pairs = [[(a, b) for a, b in zip(r, s, strict=True)] for r, s in zip(matrix, partner, strict=True)]
            functions += [(m + n) / half, unit * (m - n) / half]
            found += [[[a + b for a, b in row] for row in pairs], [[-unit * (a - b) for a, b in row] for row in pairs]]
    kept = [i for i, matrix in enumerate(found) if any(entry for row in matrix for entry in row)]
    return [functions[i] for i in kept], [found[i] for i in kept]


def _over_common_denominator(field: FunctionField, entries: Quotients) -> tuple[Polynomial, list[list[Polynomial]]]:
    common = field.one
    for row in entries:
        for entry in row:
            if entry.denominator != common and entry.denominator != 1:
                field.work.spend(10 * len(common) * len(entry.denominator))
                common = common * (entry.denominator / common.gcd(entry.denominator))
    return common, [[_times(field, e.numerator, common / e.denominator) for e in row] for row in entries]


def _times(field: FunctionField, left: Polynomial, right: Polynomial) -> Polynomial:
    field.work.spend(len(left) * len(right))
    return left * right


def _collected(
    field: FunctionField, numerators: Sequence[Sequence[Polynomial]], shift: Polynomial
) -> dict[Key, Quotients]:
    """Return the constant matrix of each monomial in the generators that vary, the monomial `shift` divided out."""
    indices = varying(field)
    ((shift_powers, _),) = shift.terms()
    constant_part = field.one
    for i, power in enumerate(shift_powers):
        if i not in indices:
            constant_part *= field.generators[i] ** int(power)
    parts: dict[Key, dict[tuple[int, int], dict[Key, int]]] = {}
    for i, row in enumerate(numerators):
        for j, numerator in enumerate(row):
            field.work.spend(10 * len(numerator))
            for powers, coefficient in numerator.terms():
                key = tuple(int(powers[k]) - int(shift_powers[k]) for k in indices)
                rest = tuple(0 if k in indices else int(p) for k, p in enumerate(powers))
                parts.setdefault(key, {}).setdefault((i, j), {})[rest] = int(coefficient)
    field.work.spend(20 * len(parts) * sum(map(len, numerators)))
    zero = field.constant(0)
    matrices = {}
    for key in sorted(parts):
        matrix = [[zero] * len(row) for row in numerators]
        for (i, j), terms in parts[key].items():
            matrix[i][j] = Quotient(field, field.context.from_dict(terms), constant_part)
        matrices[key] = matrix
    return matrices


def _monomial(field: FunctionField, key: Key) -> Quotient:
    above, below = field.one, field.one
    for index, power in zip(varying(field), key, strict=True):
        if power > 0:
            above *= field.generators[index] ** power
        elif power:
            below *= field.generators[index] ** -power
    return Quotient(field, above, below)


def _mirrored(field: FunctionField, key: Key) -> Key:
    """Return the exponents of the conjugate of a monomial."""
    inverse = set(inverted(field))
    return tuple(-p if index in inverse else p for index, p in zip(varying(field), key, strict=True))


def _simplified(
    field: FunctionField, function: Quotient, matrix: Quotients, *, real: bool
) -> tuple[Quotient, Quotients]:
    """Move what the entries have in common into the function.

    A common factor may hold constants whose independence is unknown only if it is one term: of that it is certain that
    it does not vanish. In a real basis it must be real.
    """
    entries = [entry for row in matrix for entry in row if entry]
    common = entries[0].denominator
    for entry in entries:
        common = common * (entry.denominator / common.gcd(entry.denominator))
    whole = [entry.numerator * (common / entry.denominator) for entry in entries]
    content = whole[0]
    for polynomial in whole[1:]:
        field.work.spend(10 * len(content) * len(polynomial))
        content = content.gcd(polynomial)
    if len(content) > 1 and undecided_constants(field, occurring(field, [content])):
        content = content.term_content()
    factor = Quotient(field, content, common)
    if real and not is_real(factor):
        return function, matrix
    return function * factor, [[entry / factor if entry else entry for entry in row] for row in matrix]


def _refuse_undecided(field: FunctionField, matrices: list[Quotients]) -> None:
    """Raise NotExactError if the decision would rest on constants whose independence is unknown."""
    entries = [entry for matrix in matrices for row in matrix for entry in row]
    indices = occurring(field, [p for entry in entries for p in (entry.numerator, entry.denominator)])
    undecided = undecided_constants(field, indices)
    if undecided:
        raise NotExactError(
            f"whether {' and '.join(undecided)} are algebraically independent is unknown, and the decision rests on "
            "it; put a parameter in place of all but one of them"
        )
