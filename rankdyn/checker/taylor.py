"""Exact Taylor coefficients of a quotient at variable = 0, removable singularities included.

Main result: `taylor_coefficients`. The coefficients are quotients free of the variable: of Laurent polynomials in
parameters and exponentials that do not contain it. Valuations are found by exact expansion, so a removable singularity
is told from a pole with certainty.
"""

from __future__ import annotations

from fractions import Fraction

from .polynomial import Key, Polynomial
from .quotient import Quotient, over


def taylor_coefficients(quotient: Quotient, order: int) -> list[Quotient]:
    """Return c_0, …, c_order with quotient = Σ c_i variable^i near 0.

    Raises
    ------
    ZeroDivisionError
        If the quotient has a pole at 0 (the parameters generic).
    """
    ring = quotient.numerator.ring
    if not quotient:
        return [quotient] * (order + 1)
    divisor = ring.constant(1)
    for core, power in quotient.denominator.items():
        divisor = divisor * core**power
    # Cores are divided by their lowest monomial, so the divisor has no negative power; it is not zero: this loop ends.
    window = 1
    while not any(below := series(divisor, 0, window)):
        window *= 2
    valuation = next(i for i, coefficient in enumerate(below) if coefficient)
    lowest = min(valuation, *(key[0] for key in quotient.numerator.terms))
    top = series(quotient.numerator, lowest, valuation + order + 1)
    if any(top[: valuation - lowest]):
        raise ZeroDivisionError("the function has a pole")
    top = top[valuation - lowest :]
    bottom = series(divisor, valuation, valuation + order + 1)
    # c_i = numerators[i] / lead^(i+1), from Σ_j c_j bottom[i-j] = top[i].
    lead = bottom[0]
    numerators: list[Polynomial] = []
    for i in range(order + 1):
        parts = [top[i] * lead**i]
        parts += [-(numerators[j] * bottom[i - j] * lead ** (i - j - 1)) for j in range(i)]
        numerators.append(ring.sum(parts))
    return [over(part, lead, i + 1) if part else Quotient(part, {}) for i, part in enumerate(numerators)]


def series(polynomial: Polynomial, start: int, stop: int) -> list[Polynomial]:
    """Return the coefficients of variable^start, …, variable^(stop-1), each free of the variable.

    `start` must not exceed the valuation when it is above the lowest exponent: lower coefficients are left out.
    """
    ring = polynomial.ring
    names = len(ring.names)
    collected: list[dict[Key, int]] = [{} for _ in range(stop - start)]
    groups: dict[Key, dict[Key, int]] = {}
    for key, value in polynomial.terms.items():
        groups.setdefault(key[names:], {})[key] = value
    result: list[list[Polynomial]] = [[] for _ in collected]
    for exponents, terms in groups.items():
        first = min(key[0] for key in terms)
        waves = exponential_series(polynomial, exponents, stop - first)
        for key, value in terms.items():
            frozen = tuple(
                0 if generator.monomial[0] else count
                for count, generator in zip(exponents, ring.exponentials, strict=True)
            )
            factor = Polynomial(ring, {(0, *key[1:names], *frozen): value}, polynomial.scale)
            for i in range(max(start, key[0]), stop):
                if waves[i - key[0]]:
                    result[i - start].append(factor * waves[i - key[0]])
    return [ring.sum(parts) if parts else ring.constant(0) for parts in result]


def exponential_series(polynomial: Polynomial, exponents: Key, length: int) -> list[Polynomial]:
    """Return the first `length` coefficients of Π e^(count·unit·monomial) over the monomials that contain the variable.

    With R the exponent, E' = R'E gives E_j = (1/j) Σ_{s=1..j} s R_s E_{j-s}.
    """
    ring = polynomial.ring
    slopes: dict[int, list[Polynomial]] = {}
    for count, generator in zip(exponents, ring.exponentials, strict=True):
        power = generator.monomial[0]
        if count and power:
            key = (0, *generator.monomial[1:]) + (0,) * len(ring.exponentials)
            value: Fraction = count * power * generator.unit
            slopes.setdefault(power, []).append(Polynomial(ring, {key: value.numerator}, value.denominator))
    rising = {power: ring.sum(parts) for power, parts in slopes.items()}
    waves = [ring.constant(1)] if length > 0 else []
    for j in range(1, length):
        parts = [slope * waves[j - power] for power, slope in rising.items() if power <= j]
        waves.append(ring.sum(parts) * ring.constant(Fraction(1, j)))
    return waves
