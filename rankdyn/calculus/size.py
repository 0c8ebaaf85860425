"""Degree and height of entries and minors, for the error probability of the modular estimator.

An entry is a quotient of Laurent polynomials in t, the parameters and the exponentials e^b. `SizeRing` bounds, without
expanding anything, the range of powers of each generator and the 1-norm of the coefficients: integers, or algebraic
integers measured by the largest absolute value of their conjugates. From these, `MinorBound` bounds the total degree of
any minor of D^(k) with denominators cleared (for the lemma of Schwartz and Zippel) and its largest coefficient (for the
chance that the random prime divides it).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt, lcm, lgamma, log, log2

from rankdyn.algebra.exponents import ExponentBasis, algebraic_part
from rankdyn.errors import InvalidInputError
from rankdyn.expressions.nodes import Exponent
from rankdyn.expressions.polynomials import degree, shift


@dataclass(frozen=True, slots=True)
class Box:
    """A bound on a Laurent polynomial: lowest and highest power of each generator, log2 of the 1-norm."""

    low: tuple[int, ...]
    high: tuple[int, ...]
    log_norm: float

    @property
    def degree(self) -> int:
        """Total degree after the lowest powers are divided out."""
        return sum(self.high) - sum(self.low)

    def times(self, other: "Box", count: int = 1) -> "Box":
        """Return the bound of this times the other to the power `count`."""
        return Box(
            tuple(a + count * b for a, b in zip(self.low, other.low, strict=True)),
            tuple(a + count * b for a, b in zip(self.high, other.high, strict=True)),
            self.log_norm + count * other.log_norm,
        )

    def join(self, other: "Box", log_norm: float) -> "Box":
        """Return a bound with the powers of both and the given norm."""
        return Box(
            tuple(map(min, self.low, other.low)),
            tuple(map(max, self.high, other.high)),
            log_norm,
        )


@dataclass(frozen=True, slots=True)
class Size:
    """A bound on a quotient: its numerator and its denominator."""

    above: Box
    below: Box


class SizeRing:
    """Bounds at the shifted variable t + step, as a target of `rankdyn.expressions.evaluate`.

    Parameters
    ----------
    names : sequence of str
        The variable first, then the parameters.
    basis : ExponentBasis
        The Z-basis of all exponents, shifted ones included, and the constants.
    step : Fraction
        The shift, 0 for derivatives.
    max_degree : int, optional
        A degree beyond it is refused.

    Attributes
    ----------
    divided : list of Box
        Bounds of everything that has been divided by: what must not vanish at a place.
    """

    def __init__(
        self,
        names: Sequence[str],
        basis: ExponentBasis,
        step: Fraction = Fraction(0),
        max_degree: int | None = None,
    ) -> None:
        self.names, self.basis, self.step, self.max_degree = (*names, *basis.coefficients), basis, step, max_degree
        self._zero = (0,) * (len(self.names) + len(basis.units))
        self.divided: list[Box] = []

    def constant(self, value: Fraction) -> Size:
        """Return the bound of a constant."""
        if value.denominator != 1:
            self.divided.append(self._box(_log2(value.denominator)))
        return Size(self._box(_log2(abs(value.numerator))), self._box(_log2(value.denominator)))

    def _box(self, log_norm: float = 0.0, high: tuple[int, ...] | None = None) -> Box:
        return Box(self._zero, high or self._zero, log_norm)

    def symbol(self, name: str) -> Size:
        """Return the bound of t + step, of a parameter, or of one of the constants pi, log(p)."""
        index = self.names.index(name)
        high = tuple(int(i == index) for i in range(len(self._zero)))
        step = self.step if index == 0 else Fraction(0)
        norm = abs(step.numerator) + step.denominator if step else 1
        if step.denominator != 1:
            self.divided.append(self._box(_log2(step.denominator)))
        return Size(self._box(_log2(norm), high), self._box(_log2(step.denominator)))

    def exponential(self, exponent: Exponent) -> Size:
        """Return the bound of e^{P(t + step)}; of its algebraic factor, the absolute values of all conjugates."""
        moved = shift(exponent, self.names[0], self.step)
        spot = (0,) * len(self.names) + self.basis.coordinates(moved)
        constant = algebraic_part(moved)
        if not constant:
            return Size(Box(spot, spot, 0.0), self._box())
        factor, powers, square_roots = self.basis.numbers.split(constant)
        if factor.denominator != 1:
            self.divided.append(self._box(_log2(factor.denominator)))
        norm = _log2(abs(factor.numerator)) + sum(map(log2, square_roots)) / 2
        norm += sum(n * log2(base) for n, base in zip(powers, self.basis.numbers.bases, strict=True))
        return Size(Box(spot, spot, norm * (1 + 1e-12)), self._box(_log2(factor.denominator)))

    def add(self, terms: Sequence[Size]) -> Size:
        """Return the bound of a sum over the product of the denominators."""
        result = terms[0]
        for term in terms[1:]:
            left, right = result.above.times(term.below), term.above.times(result.below)
            norm = _log2_sum(left.log_norm, right.log_norm)
            result = Size(left.join(right, norm), result.below.times(term.below))
        return self._checked(result)

    def multiply(self, factors: Sequence[Size]) -> Size:
        """Return the bound of a product."""
        result = factors[0]
        for factor in factors[1:]:
            result = Size(result.above.times(factor.above), result.below.times(factor.below))
        return self._checked(result)

    def power(self, base: Size, exponent: int) -> Size:
        """Return the bound of an integer power; a negative one exchanges numerator and denominator."""
        above, below = (base.above, base.below) if exponent >= 0 else (base.below, base.above)
        one = self._box()
        if exponent < 0:
            self.divided.append(base.above)
        return self._checked(Size(one.times(above, abs(exponent)), one.times(below, abs(exponent))))

    def _checked(self, size: Size) -> Size:
        if self.max_degree is not None and max(size.above.degree, size.below.degree) > self.max_degree:
            raise InvalidInputError(f"an entry has degree above {self.max_degree}; write it with smaller powers")
        return size

    def derivative(self, size: Size, order: int) -> Size:
        """Return the bound of a derivative: n/q gives n_k/q^{k+1} with n_{k+1} = n_k′q − (k+1)n_kq′."""
        above, below = size.above, size.below
        constant = below.low == below.high == self._zero
        for k in range(order):
            grown = self._differentiated(above)
            if constant:
                above = grown
                continue
            left, right = grown.times(below), above.times(self._differentiated(below))
            above = left.join(right, _log2_sum(left.log_norm, right.log_norm + _log2(k + 1)))
        return self._checked(Size(above, below if constant else self._box().times(below, order + 1)))

    def _differentiated(self, box: Box) -> Box:
        """Bound L·d/dt: each b′ raises the powers of the names, and coefficients by the powers that come down.

        L, the common denominator of all b′, is the same for every box, so that bounds of n′q and nq′ can be added.
        """
        low, high = list(box.low), list(box.high)
        factor = Fraction(abs(box.high[0]) or 1)
        scale = 1
        raised = [0] * len(self.names)
        for index, (monomial, unit) in enumerate(self.basis.units, start=len(self.names)):
            count = degree(monomial, self.names[0])
            reach = max(abs(box.low[index]), abs(box.high[index]))
            if count:
                scale = lcm(scale, unit.denominator)
            if count and reach:
                grown = reach * unit * count
                for name, power in monomial:
                    if name.startswith("sqrt("):
                        grown *= isqrt(int(name[5:-1])) + 1
                    elif name != "I":
                        place = self.names.index(name)
                        raised[place] = max(raised[place], power - (place == 0))
                factor += grown
        for place, rise in enumerate(raised):
            high[place] += rise
        return Box(tuple(low), tuple(high), box.log_norm + _log2(factor * scale))


def _log2(value: int | float | Fraction) -> float:
    """Return log2 rounded up a little; 0 for values up to 1."""
    if value <= 1:
        return 0.0
    if isinstance(value, Fraction):
        value = -(-value.numerator // value.denominator)
    bits = value.bit_length() if isinstance(value, int) else 0
    return float(bits) if bits > 900 else log2(value) * (1 + 1e-12)


def _log2_sum(left: float, right: float) -> float:
    """Return log2(2^left + 2^right), rounded up a little."""
    return max(left, right) + log2(1 + 2 ** (min(left, right) - max(left, right))) * (1 + 1e-12)


@dataclass(frozen=True, slots=True)
class MinorBound:
    """Bounds for minors of size s of a matrix whose entries all obey one `Size`.

    Attributes
    ----------
    degree : int
        Total degree after clearing denominators and lowest powers.
    log_height : float
        log2 of the largest coefficient.
    """

    degree: int
    log_height: float

    @classmethod
    def of(cls, entry: Size, size: int) -> "MinorBound":
        """Return the bound for minors of the given size: each term is s entries over the other s² − s denominators."""
        others = size * size - size
        return cls(
            size * entry.above.degree + others * entry.below.degree,
            lgamma(size + 1) / log(2) + size * entry.above.log_norm + others * entry.below.log_norm,
        )


def join_sizes(sizes: Sequence[Size]) -> Size:
    """Return one size that bounds all of the given ones."""
    above, below = sizes[0].above, sizes[0].below
    for size in sizes[1:]:
        above = above.join(size.above, max(above.log_norm, size.above.log_norm))
        below = below.join(size.below, max(below.log_norm, size.below.log_norm))
    return Size(above, below)
