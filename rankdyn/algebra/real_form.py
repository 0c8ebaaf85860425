"""Real functions written without I: each term c·e^{A + iB} of a normal form becomes c·e^A·cos B.

The real part of a sum is the sum of the real parts, term by term, so no pairs of conjugate terms need to be found: if
the function is real, the sum of its real parts is the function itself. Roots of unity count as exponentials e^{iπq} and
go into the phase B. The variable and the parameters stand for real numbers.
"""

from __future__ import annotations

from fractions import Fraction

from rankdyn.algebra.function_field import FunctionField
from rankdyn.algebra.quotient import Polynomial, Quotient
from rankdyn.expressions.nodes import (
    I_PI,
    ONE,
    ZERO,
    Exponent,
    Expression,
    Function,
    Number,
    Symbol,
    add,
    divide,
    exponential,
    function,
    mul,
    parts,
    power,
    scaled,
)
from rankdyn.expressions.polynomials import sum_of

Key = tuple[tuple[int, ...], Exponent, Exponent, str]
"""Powers of the names, A, B up to sign, and 'cos' or 'sin'."""


def is_complex(field: FunctionField) -> bool:
    """Return whether some generator of the field is not real."""
    logarithms = (*field.basis.elements(), *field.basis.numbers.generators)
    return any(_is_imaginary(term[0]) for logarithm in logarithms for term in logarithm)


def is_written_real(expression: Expression) -> bool:
    """Return whether I occurs nowhere in an expression, so that it is real for real variable and parameters."""
    functions = (node for node in parts(expression) if isinstance(node, Function))
    return not any(_is_imaginary(monomial) for node in functions for monomial, _ in node.argument)


def written(field: FunctionField, element: Quotient, source: Expression) -> Expression:
    """Return an element as an expression, with cos and sin where the source that it comes from is real.

    Parameters
    ----------
    field : FunctionField
        Its field.
    element : Quotient
        A derivative, difference, value or normal form of the source.
    source : Expression
        What the user wrote.
    """
    if is_complex(field) and is_written_real(source):
        return real_part(field, element)
    return field.expression(element)


def conjugate(field: FunctionField, polynomial: Polynomial) -> Quotient:
    """Return the complex conjugate of a polynomial, the variable and the parameters being real."""
    terms = []
    for powers, coefficient in polynomial.terms():
        real, imaginary = _logarithm(field, powers)
        names = [power(Symbol(n), int(p)) for n, p in zip(field.names, powers, strict=False) if p]
        turned = exponential(sum_of([real, scaled(imaginary, -1)]))
        terms.append(field.element(mul((Number(Fraction(int(coefficient))), *names, turned))))
    return field.add(terms) if terms else field.constant(0)


def real_part(field: FunctionField, element: Quotient) -> Expression:
    """Return the real part with cos and sin in place of the exponentials of imaginary exponents."""
    above, below = element.numerator, element.denominator
    lowest = tuple(-min(int(p) for p in column) for column in zip(*below.monoms(), strict=True))
    if not all(_logarithm(field, _moved(powers, lowest))[1] == () for powers in below.monoms()):
        turned = conjugate(field, below)
        top, bottom = field.polynomial(above) * turned, field.polynomial(below) * turned  # bottom is |below|²
        if len(top.denominator) > 1 or len(bottom.denominator) > 1:
            return field.expression(element)
        (shift, scale), (low, factor) = (next(iter(quotient.denominator.terms())) for quotient in (top, bottom))
        ratio = Number(Fraction(int(factor), int(scale)))
        high = mul((ratio, _real_terms(field, top.numerator, tuple(-int(p) for p in shift))))
        return _divided(high, _real_terms(field, bottom.numerator, tuple(-int(p) for p in low)))
    return _divided(_real_terms(field, above, lowest), _real_terms(field, below, lowest))


def _moved(powers: tuple[int, ...], shift: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(int(a) + int(b) for a, b in zip(powers, shift, strict=True)) if shift else tuple(map(int, powers))


def _divided(above: Expression, below: Expression) -> Expression:
    if isinstance(below, Number):
        factor = Number(1 / below.value)
        terms = getattr(above, "terms", (above,))
        return add(mul((factor, term)) for term in terms) if factor != ONE else above
    return divide(above, below)


def _real_terms(field: FunctionField, polynomial: Polynomial, shift: tuple[int, ...] = ()) -> Expression:
    """Return Σ c·names·e^A·cos B over the terms of polynomial·Π generator^shift."""
    found: dict[Key, Fraction] = {}
    for powers, coefficient in polynomial.terms():
        moved = _moved(powers, shift)
        real, imaginary = _logarithm(field, moved)
        name, sign, phase = _wave(imaginary)
        if sign:
            key = moved[: len(field.names)], real, phase, name
            found[key] = found.get(key, Fraction(0)) + sign * int(coefficient)
    shown = []
    for (names, real, phase, name), value in found.items():
        if value:
            factors = [power(Symbol(n), p) for n, p in zip(field.names, names, strict=True)]
            wave = function(name, phase) if phase else ONE
            shown.append(mul((Number(value), *factors, exponential(real), wave)))
    return add(shown) if shown else ZERO


def _logarithm(field: FunctionField, powers: tuple[int, ...]) -> tuple[Exponent, Exponent]:
    """Return (A, B), the logarithm A + iB of the exponentials in a monomial."""
    start, end = len(field.names), field.algebraic_start
    whole = field.basis.exponent(int(p) for p in powers[start:end])
    roots = zip(field.basis.numbers.generators, powers[end:], strict=True)
    total = sum_of([whole, *(scaled(logarithm, int(p)) for logarithm, p in roots if p)])
    return (
        tuple(term for term in total if not _is_imaginary(term[0])),
        tuple(term for term in total if _is_imaginary(term[0])),
    )


def _is_imaginary(monomial: tuple[tuple[str, int], ...]) -> bool:
    return any(name == "I" for name, _ in monomial)


def _wave(imaginary: Exponent) -> tuple[str, int, Exponent]:
    """Return (name, sign, B) with Re e^{iP} = sign·name(B), quarter turns taken out and B beginning with a plus."""
    turn = dict(imaginary).get(I_PI, Fraction(0)) % 2
    rest = tuple(term for term in imaginary if term[0] != I_PI)
    quarter = (turn * 2).denominator == 1
    steps = int(turn * 2) if quarter else 0
    if not quarter:
        rest = tuple(sorted((*rest, (I_PI, turn if turn <= 1 else turn - 2))))
    phase = tuple(sorted((tuple(i for i in m if i[0] != "I"), value) for m, value in rest))
    flip = bool(phase) and phase[0][1] < 0
    if flip:
        phase = scaled(phase, -1)
    # cos(B + steps·π/2) is cos B, −sin B, −cos B, sin B
    name, sign = (("cos", 1), ("sin", -1), ("cos", -1), ("sin", 1))[steps]
    if name == "sin":
        sign = 0 if not phase else (-sign if flip else sign)
    return name, sign, phase
