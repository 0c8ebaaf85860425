"""The negation of a conjecture as finitely many systems of linear inequalities.

Over the integers the negation of a ≤ b is a ≥ b + 1. Disjunctions, ≠, max and min are split into cases; a floor with a
constant divisor becomes a variable of its own. What is not linear (r_0·r_1, a divisor with a rank in it) or splits into
too many cases is left to the search.
"""

from __future__ import annotations

from itertools import pairwise
from math import gcd
from typing import Final, TypeAlias

from rankdyn.conjectures.limits import MAX_CASES
from rankdyn.conjectures.linear_form import Form, constant, floor_of, variable
from rankdyn.conjectures.statements import (
    Addition,
    Comparison,
    Connection,
    Extremum,
    FloorDivision,
    Implication,
    Integer,
    Multiplication,
    Negation,
    Not,
    Rank,
    Statement,
    Term,
)

System: TypeAlias = tuple[Form, ...]
"""Inequalities form ≥ 0 that hold together."""

_OPPOSITE: Final = {"<=": ">", "<": ">=", ">=": "<", ">": "<=", "==": "!=", "!=": "=="}


class NotLinearError(Exception):
    """The conjecture is not linear, or splits into too many cases; it is left to the search."""


def refuting_cases(statement: Statement) -> list[System] | None:
    """Return systems such that a sequence violates the statement exactly if it solves one of them.

    Returns None where the statement is not linear or there are more than MAX_CASES systems.

    Examples
    --------
    >>> from rankdyn.conjectures.grammar import parse
    >>> [[f"{form} >= 0" for form in system] for system in refuting_cases(parse("r1 <= max(r0, 3)"))]
    [['r0 - 3 >= 0', '-r0 + r1 - 1 >= 0'], ['-r0 + 2 >= 0', 'r1 - 4 >= 0']]
    """
    try:
        return _systems(statement, False)
    except NotLinearError:
        return None


def _systems(statement: Statement, wanted: bool) -> list[System]:
    """Return systems of which one must hold for the statement to be true (or false)."""
    match statement:
        case Comparison(terms, signs):
            pairs = zip(pairwise(terms), signs, strict=True)
            return _joined([_compared(a, sign if wanted else _OPPOSITE[sign], b) for (a, b), sign in pairs], wanted)
        case Not(inner):
            return _systems(inner, not wanted)
        case Connection(name, parts):
            return _joined([_systems(part, wanted) for part in parts], (name == "and") == wanted)
        case Implication(premise, conclusion):
            return _joined([_systems(premise, not wanted), _systems(conclusion, wanted)], not wanted)


def _joined(parts: list[list[System]], every: bool) -> list[System]:
    """Return the systems for all of the parts to hold, or for one of them."""
    if not every:
        return _bounded([system for part in parts for system in part])
    found: list[System] = [()]
    for part in parts:
        found = _bounded([_simplified(one + two) for one in found for two in part])
    return [system for system in found if all(form.coefficients or form.constant >= 0 for form in system)]


def _bounded(systems: list[System]) -> list[System]:
    if len(systems) > MAX_CASES:
        raise NotLinearError
    return systems


def _simplified(system: System) -> System:
    """Drop repeated inequalities and those that are true of numbers alone; tighten the others."""
    return tuple(dict.fromkeys(_tightened(form) for form in system if form.coefficients or form.constant < 0))


def _tightened(form: Form) -> Form:
    """Divide by the common divisor of the coefficients; the constant is rounded down, as the variables are integers."""
    common = gcd(*(int(c) for _, c in form.coefficients))
    if common < 2:
        return form
    return Form.of(((v, c / common) for v, c in form.coefficients), form.constant // common)


def _compared(left: Term, sign: str, right: Term) -> list[System]:
    found: list[System] = []
    for one, a in _alternatives(left):
        for two, b in _alternatives(right):
            up, down, step = b - a, a - b, constant(1)
            options: dict[str, list[System]] = {
                "<=": [(up,)],
                "<": [(up - step,)],
                ">=": [(down,)],
                ">": [(down - step,)],
                "==": [(up, down)],
                "!=": [(up - step,), (down - step,)],
            }
            found += [_simplified(one + two + option) for option in options[sign]]
    return _bounded([system for system in found if all(form.coefficients for form in system)])


def _alternatives(term: Term) -> list[tuple[System, Form]]:
    """Return forms, each with the conditions under which it is the term's value; one of them always applies."""
    match term:
        case Integer(number):
            return [((), constant(number))]
        case Rank(order):
            return [((), variable(order))]
        case Negation(inner):
            return [(given, -form) for given, form in _alternatives(inner)]
        case FloorDivision(left, right):
            above, below = _alternatives(left), _alternatives(right)
            return _limited([(p + q, _quotient(a, b)) for p, a in above for q, b in below])
        case Extremum(name, parts):
            sign = 1 if name == "max" else -1
            chosen = _choices(parts)
            return _limited(
                [
                    (given + _leads([form.times(sign) for form in forms], i), forms[i])
                    for given, forms in chosen
                    for i in range(len(forms))
                ]
            )
        case Addition(parts) | Multiplication(parts):
            found = []
            for given, forms in _choices(parts):
                total = forms[0]
                for form in forms[1:]:
                    total = total + form if isinstance(term, Addition) else _times(total, form)
                found.append((given, total))
            return found


def _choices(terms: tuple[Term, ...]) -> list[tuple[System, list[Form]]]:
    """Return every way to choose an alternative for each of the terms."""
    found: list[tuple[System, list[Form]]] = [((), [])]
    for term in terms:
        options = _alternatives(term)
        if len(found) * len(options) > MAX_CASES:
            raise NotLinearError
        found = [(given + more, [*forms, form]) for given, forms in found for more, form in options]
    return found


def _limited(found: list[tuple[System, Form]]) -> list[tuple[System, Form]]:
    if len(found) > MAX_CASES:
        raise NotLinearError
    return found


def _leads(forms: list[Form], i: int) -> System:
    """Return the conditions for the i-th form to be the first of the largest."""
    return tuple(forms[i] - forms[j] - constant(int(j < i)) for j in range(len(forms)) if j != i)


def _times(one: Form, two: Form) -> Form:
    if one.coefficients and two.coefficients:
        raise NotLinearError
    return two.times(one.constant) if two.coefficients else one.times(two.constant)


def _quotient(above: Form, below: Form) -> Form:
    if below.coefficients or below.constant == 0:
        raise NotLinearError
    return floor_of(above, int(below.constant))
