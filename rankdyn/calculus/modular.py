"""Two rings modulo a prime in which all orders of an expression appear at once.

* `TaylorRing`: F_p[τ]/τ^{K+1}; coefficient k of f(t + τ) is f^(k)(t)/k!, and k! is a unit because p > K.
* `NodeRing`: F_p^{K+1}, the values at t, t + h, …, t + Kh; their binomial sums are the forward differences.

Both are targets of `rankdyn.expressions.evaluate`; elements are lists of K + 1 residues.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import comb
from operator import mul

from rankdyn.algebra.place import Place, UnluckyPlaceError
from rankdyn.expressions.evaluate import power_by_squaring
from rankdyn.expressions.nodes import Exponent
from rankdyn.expressions.polynomials import degree, shift

Jet = list[int]


class TaylorRing:
    """Truncated Taylor series at a place.

    Parameters
    ----------
    place : Place
        The residues at which the series is expanded.
    variable : str
        The name that is expanded, t = t_0 + τ.
    order : int
        K; elements have K + 1 coefficients.
    """

    def __init__(self, place: Place, variable: str, order: int) -> None:
        self.place, self.variable, self.order = place, variable, order
        self.prime = place.prime
        self._exponentials: dict[Exponent, Jet] = {}

    def constant(self, value: Fraction) -> Jet:
        """Return a constant series."""
        return [self.place.constant(value)] + [0] * self.order

    def symbol(self, name: str) -> Jet:
        """Return t_0 + τ for the variable, a constant for a parameter or one of the named constants."""
        jet = [self.place.named(name)] + [0] * self.order
        if name == self.variable and self.order:
            jet[1] = 1
        return jet

    def exponential(self, exponent: Exponent) -> Jet:
        """Return e^P(t_0)·exp(P(t_0 + τ) − P(t_0)), by E′ = P′E."""
        known = self._exponentials.get(exponent)
        if known is None:
            known = self._exponentials[exponent] = self._exponential(exponent)
        return known

    def _exponential(self, exponent: Exponent) -> Jet:
        p = self.prime
        inner = [0] * (self.order + 1)
        start = self.place.values[self.variable]
        for monomial, value in exponent:
            top = degree(monomial, self.variable)
            if not top:
                continue
            scale = self.place.constant(value)
            for name, count in monomial:
                if name != self.variable:
                    scale = scale * pow(self.place.named(name), count, p) % p
            for j in range(1, min(top, self.order) + 1):
                inner[j] += scale * comb(top, j) * pow(start, top - j, p)
        series = [self.place.exponential(exponent)]
        for k in range(1, self.order + 1):
            total = sum(j * inner[j] * series[k - j] for j in range(1, k + 1))
            series.append(total * pow(k, -1, p) % p)
        return series

    def add(self, terms: Sequence[Jet]) -> Jet:
        """Return the sum."""
        return [sum(column) % self.prime for column in zip(*terms, strict=True)]

    def multiply(self, factors: Sequence[Jet]) -> Jet:
        """Return the product, truncated: the Leibniz rule for Taylor coefficients."""
        result = factors[0]
        for factor in factors[1:]:
            result = [sum(map(mul, result[: k + 1], factor[k::-1])) % self.prime for k in range(self.order + 1)]
        return result

    def power(self, base: Jet, exponent: int) -> Jet:
        """Return the integer power.

        Raises
        ------
        UnluckyPlaceError
            If the exponent is negative and the base vanishes at the place.
        """
        if exponent == 0:
            return self.constant(Fraction(1))
        return power_by_squaring(self, base if exponent > 0 else self._inverse(base), abs(exponent))

    def _inverse(self, base: Jet) -> Jet:
        if not base[0]:
            raise UnluckyPlaceError("a denominator vanishes at the place")
        first = pow(base[0], -1, self.prime)
        series = [first]
        for k in range(1, self.order + 1):
            series.append(-first * sum(base[j] * series[k - j] for j in range(1, k + 1)) % self.prime)
        return series


class NodeRing:
    """Values at the nodes t, t + h, …, t + Kh of a place.

    Parameters
    ----------
    place : Place
        The residues at the first node.
    variable : str
        The name that is shifted.
    order : int
        K.
    step : Fraction
        h, not zero.
    """

    def __init__(self, place: Place, variable: str, order: int, step: Fraction) -> None:
        self.place, self.variable, self.order, self.step = place, variable, order, step
        self.prime = place.prime
        self._exponentials: dict[Exponent, Jet] = {}

    def constant(self, value: Fraction) -> Jet:
        """Return the same residue at every node."""
        return [self.place.constant(value)] * (self.order + 1)

    def symbol(self, name: str) -> Jet:
        """Return t + jh for the variable, a constant for a parameter or one of the named constants."""
        value = self.place.named(name)
        if name != self.variable:
            return [value] * (self.order + 1)
        step = self.place.constant(self.step)
        return [(value + j * step) % self.prime for j in range(self.order + 1)]

    def exponential(self, exponent: Exponent) -> Jet:
        """Return e^{P(t + jh)}, the shifted exponents expanded in the basis of the place."""
        known = self._exponentials.get(exponent)
        if known is None:
            shifted = (shift(exponent, self.variable, j * self.step) for j in range(self.order + 1))
            known = self._exponentials[exponent] = [self.place.exponential(moved) for moved in shifted]
        return known

    def add(self, terms: Sequence[Jet]) -> Jet:
        """Return the sum."""
        return [sum(column) % self.prime for column in zip(*terms, strict=True)]

    def multiply(self, factors: Sequence[Jet]) -> Jet:
        """Return the product at every node."""
        result = factors[0]
        for factor in factors[1:]:
            result = [a * b % self.prime for a, b in zip(result, factor, strict=True)]
        return result

    def power(self, base: Jet, exponent: int) -> Jet:
        """Return the integer power; a zero at a node under a negative one raises UnluckyPlaceError."""
        if exponent < 0 and not all(base):
            raise UnluckyPlaceError("a denominator vanishes at a node of the place")
        return [pow(value, exponent, self.prime) for value in base]


def shifted_exponents(exponents: Sequence[Exponent], variable: str, order: int, step: Fraction) -> list[Exponent]:
    """Return the exponents at every node t + jh, j = 0..order; for t-free exponents only once."""
    return [
        shift(exponent, variable, j * step)
        for exponent in exponents
        for j in range(order + 1 if any(degree(monomial, variable) for monomial, _ in exponent) else 1)
    ]
