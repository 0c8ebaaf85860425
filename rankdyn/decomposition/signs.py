"""Are all roots of a polynomial real? Decided by the signs of the pivots of Hermite's form.

For a squarefree polynomial over the reals with roots α_1, …, α_s the form [Σ_i α_i^{j+k}] is positive definite iff all
roots are real (Hermite 1856): so Gaussian elimination on it has s positive pivots. Pivots are constants: rational ones
have signs, other numbers get theirs from balls that exclude zero, and rational functions of parameters are shown to be
negative at some point, or positive everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import islice, product
from typing import Final, NamedTuple

import flint

from rankdyn.algebra.function_field import FunctionField
from rankdyn.algebra.quotient import Polynomial, Quotient
from rankdyn.calculus.ball_functions import UndefinedPointError
from rankdyn.calculus.balls import BallPoint, BallTaylorRing, precision
from rankdyn.decomposition.conjugation import is_real
from rankdyn.decomposition.constants import Constants, Scalar
from rankdyn.decomposition.roots import complex_roots
from rankdyn.decomposition.univariate import Coefficients
from rankdyn.expressions.evaluate import evaluate

_BITS: Final = (64, 256, 1024, 4096, 16384)
_SAMPLES: Final = 200
_VALUES: Final = tuple(
    Fraction(n, d) for n, d in ((1, 1), (-1, 1), (2, 1), (-2, 1), (1, 3), (-1, 3), (7, 2), (-7, 2), (9, 1), (-9, 1))
)


class Verdict(NamedTuple):
    """Whether all roots are real, for all real parameters but a null set; None if that was not decided.

    Attributes
    ----------
    real : bool or None
        The verdict.
    detail : str
        What shows that it is not, in words.
    """

    real: bool | None
    detail: str = ""


def all_roots_real(constants: Constants, polynomial: Coefficients) -> Verdict:
    """Decide whether all roots of a monic squarefree polynomial are real."""
    if not constants.rational and not all(is_real(c) for c in polynomial):
        return Verdict(False, "a coefficient is not real")
    if len(polynomial) == 2:
        return Verdict(True)
    found = _pivots(constants, polynomial)
    if found is None:
        return Verdict(False, "a pivot of Hermite's form vanishes")
    if constants.rational:
        return Verdict(all(pivot > 0 for pivot in found), "a pivot of Hermite's form is not positive")
    return _all_positive(constants.field, [constants.quotient(pivot) for pivot in found])


def _pivots(constants: Constants, polynomial: Coefficients) -> list[Scalar] | None:
    """Return the pivots of Hermite's form, None if one vanishes: then the form is not definite."""
    size, sums = len(polynomial) - 1, [constants.number(len(polynomial) - 1)]
    for k in range(1, 2 * size - 1):  # Newton's identities
        total = constants.number(-k) * polynomial[size - k] if k <= size else constants.number(0)
        for i in range(1, min(k, size + 1)):
            total = total - polynomial[size - i] * sums[k - i]
        sums.append(total)
    constants.spend(size**3)
    form = [sums[j : j + size] for j in range(size)]
    pivots = []
    for k in range(size):
        pivot = form[k][k]
        if not pivot:
            return None
        pivots.append(pivot)
        for i in range(k + 1, size):
            factor = form[i][k] / pivot
            form[i] = [a - factor * b for a, b in zip(form[i], form[k], strict=True)]
    return pivots


def _all_positive(field: FunctionField, pivots: Sequence[Quotient]) -> Verdict:
    names = sorted({name for pivot in pivots for name in _parameters(field, pivot)})
    seen = False
    for point in _points(names):
        signs = [_sign(field, pivot, point) for pivot in pivots]
        if -1 in signs and None not in signs:
            shown = ", ".join(f"{name} = {value}" for name, value in point.items())
            where = f"at {shown} " if shown else ""
            return Verdict(False, f"{where}a pivot of Hermite's form is negative")
        seen = seen or None not in signs
    if not seen:
        return Verdict(None, "no sign could be computed")
    if not names or all(_keeps_its_sign(field, pivot.numerator * pivot.denominator) for pivot in pivots):
        return Verdict(True)
    return Verdict(None, "real at all points tried, not shown to be so everywhere")


def _parameters(field: FunctionField, element: Quotient) -> set[str]:
    names = set()
    for polynomial in (element.numerator, element.denominator):
        degrees = polynomial.degrees()
        names |= {name for name, d in zip(field.names, degrees, strict=False) if d > 0} - set(field.basis.coefficients)
        units = zip(field.basis.units, degrees[len(field.names) :], strict=False)
        names |= {name for (monomial, _), d in units if d > 0 for name, _ in monomial}
    return {name for name in names if name.isidentifier() and name not in ("I", "pi")}


def _points(names: Sequence[str]) -> list[dict[str, Fraction]]:
    values = islice(product(_VALUES, repeat=len(names)), _SAMPLES)
    return [dict(zip(names, value, strict=True)) for value in values]


def _sign(field: FunctionField, element: Quotient, point: dict[str, Fraction]) -> int | None:
    """Return the proved sign of a real constant at rational values of the parameters; None at a pole or zero."""
    expression = field.expression(element)
    for bits in _BITS:
        with precision(bits):
            ring = BallTaylorRing(BallPoint({**point, field.variable: Fraction(0)}), field.variable, 0)
            try:
                value = evaluate(expression, ring)[0].real
            except UndefinedPointError:
                continue
            if value > 0 or value < 0:
                return 1 if value > 0 else -1
        if point and bits > 256:  # a zero of the pivot; other points will do
            return None
    return None


def _keeps_its_sign(field: FunctionField, polynomial: Polynomial) -> bool:
    """Return whether a polynomial in real quantities is shown to have one sign wherever it does not vanish."""
    return all(count % 2 == 0 or _is_definite(field, factor) for factor, count in polynomial.factor()[1])


def _is_definite(field: FunctionField, factor: Polynomial) -> bool:
    parameters = range(1, len(field.names) - len(field.basis.coefficients))
    degrees = [int(d) for d in factor.degrees()]
    if field.is_algebraic(factor) or any(
        degrees[i] and any(name == "I" for name, _ in monomial)
        for i, (monomial, _) in enumerate(field.basis.units, start=len(field.names))
    ):
        return False
    terms = [(powers, int(coefficient)) for powers, coefficient in factor.terms()]
    even = all(int(powers[i]) % 2 == 0 for powers, _ in terms for i in parameters)
    if even and len({coefficient > 0 for _, coefficient in terms}) == 1:  # pi, log(p), e^P are positive
        return True
    used = [i for i, d in enumerate(degrees) if d]
    if len(used) != 1 or used[0] not in parameters:
        return False
    single = [0] * (degrees[used[0]] + 1)
    for powers, coefficient in terms:
        single[int(powers[used[0]])] = coefficient
    return not any(root.imag == 0 for root in complex_roots(flint.fmpz_poly(single)))
