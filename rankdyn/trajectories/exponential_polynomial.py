"""Solutions of y′ − y = f among finite sums of c(t)·e^P, c rational in t: found, or proved not to exist.

Write f = Σ c_P e^P, the P distinct modulo constants. The e^P are independent over the rational functions (Ax 1971), so
y = Σ y_P e^P solves the equation exactly when y_P′ + g y_P = c_P for every P, with the polynomial g = P′ − 1. That is
Risch's differential equation in its simplest case:

* *denominators*: where y_P has a pole of order m ≥ 1, y_P′ has one of order m + 1 and g y_P none above m. So c_P has no
  simple pole, and with q its denominator d = gcd(q, q′) is that of y_P = n/d;
* *numerators*: d n′ + (g d − d′) n = d² c_P is solved from the highest power of t down, because each power of t in n
  has an image with a leading power of its own. Only g = 0 (*resonance*) sends one, that of d, further down; but then
  d/d is a solution of the homogeneous equation and its coefficient may be taken as 0.

So e^{λt} gives e^{λt}/(λ − 1), t^a e^t gives t^{a+1} e^t/(a + 1), and 1/t or e^{t²} have no solution of this form.

References
----------
Risch, 'The problem of integration in finite terms', 1969. Bronstein, 'Symbolic Integration I', 2005, chapter 6.
"""

from __future__ import annotations

from collections.abc import Sequence

from rankdyn.algebra.function_field import FunctionField
from rankdyn.algebra.quotient import Polynomial, Quotient
from rankdyn.errors import BudgetExceededError
from rankdyn.expressions.nodes import exponential
from rankdyn.expressions.polynomials import degree
from rankdyn.expressions.printing import text
from rankdyn.limits import MAX_DIGITS

Coefficients = list[Quotient]
"""A polynomial in t, lowest coefficient first."""

_MAX_BITS = 3 * MAX_DIGITS


class NoClosedFormError(Exception):
    """There is no solution of the form Σ c(t)·e^P, or the function itself is not of that form."""


def moving_exponentials(field: FunctionField) -> list[int]:
    """Return the indices of the generators e^b whose exponent depends on the variable."""
    units = enumerate(field.basis.units, start=len(field.names))
    return [index for index, (monomial, _) in units if degree(monomial, field.variable)]


def components(field: FunctionField, element: Quotient) -> dict[tuple[int, ...], Quotient]:
    """Return the c_P of f = Σ c_P e^P, by the powers of the exponentials that depend on the variable.

    Raises
    ------
    NoClosedFormError
        If an exponential occurs in a denominator otherwise than as a factor.
    """
    moving = moving_exponentials(field)
    below = _by_powers(field, element.denominator, moving)
    if len(below) > 1:
        shown = text(field.expression(field.polynomial(element.denominator)))
        raise NoClosedFormError(f"not an exponential polynomial: it has the denominator {shown[:80]}")
    ((low, denominator),) = below.items()
    return {
        tuple(a - b for a, b in zip(high, low, strict=True)): Quotient(field, part, denominator)
        for high, part in _by_powers(field, element.numerator, moving).items()
    }


def _by_powers(
    field: FunctionField, polynomial: Polynomial, moving: Sequence[int]
) -> dict[tuple[int, ...], Polynomial]:
    found: dict[tuple[int, ...], dict[tuple[int, ...], int]] = {}
    for powers, coefficient in polynomial.terms():
        key = tuple(int(powers[i]) for i in moving)
        rest = tuple(0 if i in moving else int(p) for i, p in enumerate(powers))
        found.setdefault(key, {})[rest] = int(coefficient)
    return {key: field.context.from_dict(terms) for key, terms in found.items()}


def solve(field: FunctionField, element: Quotient) -> Quotient:
    """Return y with y′ − y = f, without a term constant·e^t of its own.

    Raises
    ------
    NoClosedFormError
        If no finite sum of rational functions of t times exponentials solves the equation: this is proved.
    BudgetExceededError
        If the work runs out, or a coefficient passes the limit of digits.
    """
    moving = moving_exponentials(field)
    total = []
    for powers, coefficient in components(field, element).items():
        coordinates = [0] * len(field.basis.units)
        for index, power in zip(moving, powers, strict=True):
            coordinates[index - len(field.names)] = power
        factor = field.element(exponential(field.basis.exponent(coordinates)))
        rate = factor.derivative() / factor - field.constant(1)
        total.append(_solve_component(field, coefficient, rate, factor) * factor)
    return field.add(total) if total else field.constant(0)


def _solve_component(field: FunctionField, right: Quotient, rate: Quotient, factor: Quotient) -> Quotient:
    """Return y with y′ + rate·y = right, both rational in t."""
    below = right.denominator
    common = field.polynomial(below.gcd(below.derivative(0)) if below.derivative(0) else below)
    image = in_powers_of_t(field, right * common * common)
    if image is None:
        shown = text(field.expression(right * factor))
        raise NoClosedFormError(
            f"no finite sum of rational functions times exponentials solves y' - y = {shown[:80]}, "
            "because y would have a pole that its derivative cannot match"
        )
    d, g = in_powers_of_t(field, common), in_powers_of_t(field, rate)
    assert d is not None
    assert g is not None
    slope = [field.constant(k) * c for k, c in enumerate(d)][1:]  # d′
    beside = _subtract(field, _multiply(field, g, d), slope)  # n ↦ d n′ + beside·n
    solution: dict[int, Quotient] = {}
    lead = len(beside) - 1 if g else len(d) - 2
    while image:
        power = len(image) - 1 - lead
        scale = beside[-1] if g else field.constant(power - (len(d) - 1)) * d[-1]
        if power < 0 or not scale:
            shown = text(field.expression(right * factor))
            raise NoClosedFormError(
                f"no finite sum of rational functions times exponentials solves y' - y = {shown[:80]}"
            )
        value = image[-1] / scale
        _refuse_digits(value)
        solution[power] = value
        field.work.spend(100 * (len(d) + len(beside)))
        step = [field.constant(0)] * (len(image))
        for k, c in enumerate(d):
            if power:
                step[k + power - 1] = step[k + power - 1] + c * value * field.constant(power)
        for k, c in enumerate(beside):
            step[k + power] = step[k + power] + c * value
        image = _subtract(field, image, step)
    t = field.symbol(field.variable)
    return field.add([value * t**power for power, value in solution.items()] or [field.constant(0)]) / common


def in_powers_of_t(field: FunctionField, element: Quotient) -> Coefficients | None:
    """Return the coefficients of a polynomial in t, none for zero; or None if t is in the denominator."""
    if element.denominator.derivative(0):
        return None
    found: dict[int, dict[tuple[int, ...], int]] = {}
    for powers, coefficient in element.numerator.terms():
        rest = (0, *(int(p) for p in powers[1:]))
        found.setdefault(int(powers[0]), {})[rest] = int(coefficient)
    field.work.spend(100 * (max(found, default=0) + 1))
    return [
        Quotient(field, field.context.from_dict(found.get(k, {})), element.denominator)
        for k in range(max(found, default=-1) + 1)
    ]


def _trimmed(coefficients: Coefficients) -> Coefficients:
    while coefficients and not coefficients[-1]:
        coefficients.pop()
    return coefficients


def _subtract(field: FunctionField, left: Coefficients, right: Coefficients) -> Coefficients:
    zero = field.constant(0)
    length = max(len(left), len(right))
    padded = [list(side) + [zero] * (length - len(side)) for side in (left, right)]
    return _trimmed([a - b if b else a for a, b in zip(*padded, strict=True)])


def _multiply(field: FunctionField, left: Coefficients, right: Coefficients) -> Coefficients:
    if not left or not right:
        return []
    field.work.spend(100 * len(left) * len(right))
    result = [field.constant(0)] * (len(left) + len(right) - 1)
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            result[i + j] = result[i + j] + a * b
    return _trimmed(result)


def _refuse_digits(value: Quotient) -> None:
    largest = max(int(c).bit_length() for p in (value.numerator, value.denominator) for c in p.coeffs())
    if largest > _MAX_BITS:
        raise BudgetExceededError(f"a coefficient has more than {MAX_DIGITS} digits")
