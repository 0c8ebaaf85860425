"""Farkas combinations: exact proofs that linear inequalities contradict each other.

Inequalities form_i ≥ 0 have no rational solution exactly if Σ λ_i form_i = −1 identically for some λ_i ≥ 0. A linear
program in floating point proposes which λ_i are not zero; their values are then solved for in rational numbers and the
identity is checked exactly. What the program misses is not found; what is returned is proved.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from flint import fmpq, fmpq_mat

from rankdyn.conjectures.linear_form import Form, Variable, constant

_ZERO = 1e-9


def contradiction(forms: Sequence[Form], costs: Sequence[float]) -> dict[int, Fraction] | None:
    """Return λ > 0 by the number of the form, with Σ λ_i form_i = −1; or None if none is found.

    Of several the one with the least Σ λ_i cost_i |form_i|² is returned. The square of the length makes one instance of
    a law cheaper than the mean of its neighbours (T with M = 2 is the mean of those with M = 1 and 3).

    Examples
    --------
    >>> from rankdyn.conjectures.linear_form import variable
    >>> contradiction([variable(0), constant(-1) - variable(0).times(2)], [1, 1])
    {0: Fraction(2, 1), 1: Fraction(1, 1)}
    """
    from scipy.optimize import linprog

    variables = _variables(forms)
    scales = [_scale(form) for form in forms]
    matrix = _matrix(forms, scales, variables)
    wanted = np.zeros(len(variables) + 1)
    wanted[-1] = -1
    prices = [cost * float(_square(form) / scale) for form, cost, scale in zip(forms, costs, scales, strict=True)]
    answer = linprog(np.array(prices), A_eq=matrix, b_eq=wanted, bounds=(0, None), method="highs-ds")
    if answer.x is None:
        return None
    support = [i for i, value in enumerate(answer.x) if value > _ZERO]
    found = _solved([forms[i] for i in support], variables)
    if found is None:
        return None
    multipliers = {i: value for i, value in zip(support, found, strict=True) if value}
    return multipliers if is_contradiction([(forms[i], value) for i, value in multipliers.items()]) else None


def is_contradiction(combination: Sequence[tuple[Form, Fraction]]) -> bool:
    """Return whether the multipliers are not negative and the combination is a negative number, exactly."""
    total = constant(0)
    for form, multiplier in combination:
        total = total + form.times(multiplier)
    return all(multiplier >= 0 for _, multiplier in combination) and not total.coefficients and total.constant < 0


def smallest_solution(forms: Sequence[Form]) -> dict[Variable, float] | None:
    """Return, in floating point, a rational solution of form_i ≥ 0 with the least Σ of ranks; None if none is found."""
    from scipy.optimize import linprog

    variables = _variables(forms)
    scales = [_scale(form) for form in forms]
    matrix = _matrix(forms, scales, variables)
    costs = np.array([1.0 if isinstance(name, int) else 0.0 for name in variables])
    answer = linprog(costs, A_ub=-matrix[:-1].T, b_ub=matrix[-1], bounds=(None, None), method="highs-ds")
    return None if answer.x is None else dict(zip(variables, map(float, answer.x), strict=True))


def _variables(forms: Sequence[Form]) -> list[Variable]:
    return list(dict.fromkeys(name for form in forms for name, _ in form.coefficients))


def _scale(form: Form) -> Fraction:
    return max((abs(c) for c in (form.constant, *(c for _, c in form.coefficients)) if c), default=Fraction(1))


def _square(form: Form) -> Fraction:
    return sum((c * c for _, c in form.coefficients), Fraction(0))


def _matrix(forms: Sequence[Form], scales: list[Fraction], variables: list[Variable]) -> Any:
    """Return the scaled coefficients, one form a column, the constants in the last row."""
    rows = {name: row for row, name in enumerate(variables)}
    matrix = np.zeros((len(variables) + 1, len(forms)))
    for column, (form, scale) in enumerate(zip(forms, scales, strict=True)):
        matrix[-1, column] = float(form.constant / scale)
        for name, coefficient in form.coefficients:
            matrix[rows[name], column] = float(coefficient / scale)
    return matrix


def _solved(forms: list[Form], variables: list[Variable]) -> list[Fraction] | None:
    """Return λ with Σ λ_i form_i = −1, exact; free ones are 0. None if there is none."""
    rows = {name: row for row, name in enumerate(variables)}
    table = [[fmpq(0)] * (len(forms) + 1) for _ in range(len(variables) + 1)]
    for column, form in enumerate(forms):
        table[-1][column] = _fmpq(form.constant)
        for name, coefficient in form.coefficients:
            table[rows[name]][column] = _fmpq(coefficient)
    table[-1][-1] = fmpq(-1)
    reduced, rank = fmpq_mat(table).rref()
    found = [Fraction(0)] * len(forms)
    for row in range(rank):
        pivot = next(column for column in range(len(forms) + 1) if reduced[row, column] != 0)
        if pivot == len(forms):
            return None
        value = reduced[row, len(forms)]
        found[pivot] = Fraction(int(value.p), int(value.q))
    return found


def _fmpq(value: Fraction) -> fmpq:
    return fmpq(value.numerator, value.denominator)
