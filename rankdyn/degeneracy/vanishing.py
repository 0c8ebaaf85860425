"""Is f(α) = 0? Decided for algebraic α, and three-valued elsewhere: yes by divisibility, no by a ball, or unknown.

Let α be a root of p, irreducible over Q.

* p divides f: yes. If f has rational coefficients in the same generator, no otherwise.
* f has coefficients in a number field K: let ℓ be the leading coefficient of p, D the degree of f, n = deg p·[K : Q].
  Then ℓ^D f(α) is an algebraic integer with at most n conjugates, all below ℓ^D·B in absolute value, with B a bound for
  f at all conjugates. Its norm is an integer, so f(α) ≠ 0 implies |f(α)| ≥ 1/(ℓ^{Dn} B^{n−1}). A ball decides.
* the coefficients of p hold transcendental constants: let h be the greatest common divisor of f and p over K and the
  constants. Then α is a root of just one of h and p/h, and f(α) = 0 exactly if h(α) = 0. A ball excludes one of them.
* f alone holds transcendental constants: they are independent, so every coefficient of f in them is tested by itself.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, log2

from flint import acb

from rankdyn.algebra.quotient import Polynomial, Quotient
from rankdyn.calculus.balls import precision
from rankdyn.degeneracy.factors import divides, univariate
from rankdyn.degeneracy.points import MAX_BITS, AlgebraicPoint, Point, constant_indices, polynomial_value

_TRIED_BITS = (64, 256)
_DIVISOR_BITS = (64, 256, 1024, 4096)


def vanishes(f: Polynomial, point: Point) -> bool | None:
    """Return whether f is zero at the point, None where that is not decided."""
    field = point.field
    if divides(point.polynomial, f, field):
        return True
    for bits in _TRIED_BITS:
        field.work.spend(20 * len(f) * bits // 64)
        with precision(bits):
            if not polynomial_value(f, point.values(bits)).contains(0):
                return False
    index = point.algebraic_index
    if not field.basis.independence_proved:
        return None
    if index is None:
        return _by_common_divisor(f, point) if isinstance(point, AlgebraicPoint) else None
    moving = [i for i, d in enumerate(f.degrees()[: field.algebraic_start]) if d and i != index]
    if not constant_indices(field).issuperset(moving):
        return None
    parts: dict[tuple[int, ...], dict[tuple[int, ...], int]] = {}
    for powers, coefficient in f.terms():
        key = tuple(int(powers[i]) for i in moving)
        rest = tuple(0 if i in moving else int(p) for i, p in enumerate(powers))
        parts.setdefault(key, {})[rest] = int(coefficient)
    return all(_algebraic_zero(field.context.from_dict(part), point, index) for part in parts.values())


def _algebraic_zero(f: Polynomial, point: Point, index: int) -> bool:
    """Return whether f, over a number field, is zero at an algebraic number."""
    field = point.field
    if divides(point.polynomial, f, field):
        return True
    if not field.is_algebraic(f):
        return False
    bits = _separation(f, point, index)
    precise = bits + 64
    while precise <= 64 * MAX_BITS:
        field.work.spend(20 * len(f) * precise // 64)
        with precision(precise):
            value = polynomial_value(f, point.values(precise))
            if not value.contains(0):
                return False
            if value.abs_upper() < acb(2).real ** -bits:
                return True
        precise *= 2
    raise ArithmeticError("the precision of a root does not grow; please report this")


def _by_common_divisor(f: Polynomial, point: AlgebraicPoint) -> bool | None:
    """Return whether f is zero at a root of a polynomial with transcendental coefficients."""
    field, index = point.field, point.index
    if any(d and i != index and i not in constant_indices(field) for i, d in enumerate(f.degrees())):
        return None
    left, right = _in_powers(point.polynomial, point), _in_powers(f, point)
    while right:
        while len(left) >= len(right):
            field.work.spend(1000 * len(right))
            factor = left[-1] / right[-1]
            offset = len(left) - len(right)
            left = [c - factor * right[k - offset] if k >= offset else c for k, c in enumerate(left)][:-1]
            while left and not left[-1]:
                left.pop()
        left, right = right, left
    x = field.polynomial(field.generators[index])
    common = field.add([c * x**k for k, c in enumerate(left)])
    rest = field.polynomial(point.polynomial) / common
    for bits in _DIVISOR_BITS:
        with precision(bits):
            values = point.values(bits)
            if not polynomial_value(common.numerator, values).contains(0):
                return False
            if not polynomial_value(rest.numerator, values).contains(0):
                return True
    return None


def _in_powers(f: Polynomial, point: AlgebraicPoint) -> list[Quotient]:
    """Return the coefficients of the powers of the point's generator, lowest first."""
    parts: dict[int, dict[tuple[int, ...], int]] = {}
    for powers, coefficient in f.terms():
        rest = tuple(0 if i == point.index else int(p) for i, p in enumerate(powers))
        parts.setdefault(int(powers[point.index]), {})[rest] = int(coefficient)
    field = point.field
    return [field.polynomial(field.context.from_dict(parts.get(k, {}))) for k in range(max(parts, default=-1) + 1)]


def _separation(f: Polynomial, point: Point, index: int) -> int:
    """Return b such that f(α) = 0 or |f(α)| ≥ 2^−b."""
    field = point.field
    p = univariate(point.polynomial, index)
    leading, degree = abs(int(p[p.degree()])), int(p.degree())
    largest = 1 + Fraction(max(abs(int(c)) for c in p.coeffs()), leading)  # Cauchy's bound for all conjugates
    numbers = field.basis.numbers
    bound = 0.0
    for powers, coefficient in f.terms():
        size = log2(abs(int(coefficient))) + int(powers[index]) * log2(largest)
        for base, power in zip(numbers.bases, powers[field.algebraic_start :], strict=True):
            size += int(power) * log2(base)
        bound = max(bound, size)
    bound += log2(len(f)) + 1
    n = degree * numbers.degree
    return ceil(int(f.degrees()[index]) * n * log2(leading) + (n - 1) * max(0.0, bound)) + n + 8
