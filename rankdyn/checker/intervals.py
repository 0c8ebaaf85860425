"""Complex intervals with directed rounding on Python integers: + − * /, exp, π and the logarithms of integers.

Main objects: `Real`, an interval [low, high] / 2^bits; `Complex`, a rectangle. Main results: `exponential`, `pi`,
`logarithm`. *Containment* is the one rule: the result contains f(x) for all x in the arguments. Sums are exact, `//`
and `>>` round down, −(−a // b) rounds up, and series are summed in intervals and widened by a bound of what is cut off.
Nothing is assumed about the width of a result: a wide interval proves less, never more.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import product

from rankdyn.errors import CertificateError

from .structure import Work

MAX_SHIFT = 100_000


def _up(numerator: int, denominator: int) -> int:
    """Return numerator / denominator rounded up, the denominator positive."""
    return -(-numerator // denominator)


@dataclass(frozen=True, slots=True)
class Scale:
    """The unit 2^−bits of all intervals of one computation, and the counter of its work."""

    bits: int
    work: Work

    def real(self, value: Fraction | int) -> Real:
        """Return the interval of a rational."""
        scaled = value.numerator << self.bits
        return Real(scaled // value.denominator, _up(scaled, value.denominator), self)


@dataclass(frozen=True, slots=True)
class Real:
    """The interval [low, high] / 2^bits."""

    low: int
    high: int
    scale: Scale

    def __bool__(self) -> bool:
        """Return False for 0 alone, known exactly."""
        return bool(self.low or self.high)

    def size(self) -> int:
        """Return a bound for the absolute values, in units of 2^−bits."""
        return max(-self.low, self.high)

    def __add__(self, other: Real) -> Real:
        return Real(self.low + other.low, self.high + other.high, self.scale)

    def __neg__(self) -> Real:
        return Real(-self.high, -self.low, self.scale)

    def __sub__(self, other: Real) -> Real:
        return self + -other

    def __mul__(self, other: Real) -> Real:
        # A bilinear function on a rectangle is extremal at corners.
        self.scale.work.spend(8 + (self.size().bit_length() * other.size().bit_length() >> 18))
        corners = [a * b for a, b in product((self.low, self.high), (other.low, other.high))]
        return Real(min(corners) >> self.scale.bits, -(-max(corners) >> self.scale.bits), self.scale)

    def square(self) -> Real:
        """Return x², never negative."""
        corner = self * self
        return Real(max(corner.low, 0), corner.high, self.scale)

    def over(self, divisor: int) -> Real:
        """Return x / divisor for a positive integer."""
        self.scale.work.spend(8 + (self.size().bit_length() * divisor.bit_length() >> 18))
        return Real(self.low // divisor, _up(self.high, divisor), self.scale)

    def inverse(self) -> Real:
        """Return 1/x for an interval of positive numbers; else raise ZeroDivisionError."""
        if self.low <= 0:
            raise ZeroDivisionError("a divisor's interval contains 0; choose another point or more bits")
        self.scale.work.spend(8 + (self.scale.bits * self.high.bit_length() >> 17))
        one = 1 << 2 * self.scale.bits
        return Real(one // self.high, _up(one, self.low), self.scale)

    def widened(self, error: int) -> Real:
        """Return the interval with `error` units more on each side."""
        return Real(self.low - error, self.high + error, self.scale)

    def shifted(self, places: int) -> Real:
        """Return x · 2^places."""
        if places >= 0:
            return Real(self.low << places, self.high << places, self.scale)
        return Real(self.low >> -places, -(-self.high >> -places), self.scale)


@dataclass(frozen=True, slots=True)
class Complex:
    """The rectangle re + i·im."""

    re: Real
    im: Real

    def __bool__(self) -> bool:
        """Return False for 0 alone, known exactly."""
        return bool(self.re) or bool(self.im)

    def __add__(self, other: Complex) -> Complex:
        return Complex(self.re + other.re, self.im + other.im)

    def __sub__(self, other: Complex) -> Complex:
        return Complex(self.re - other.re, self.im - other.im)

    def __mul__(self, other: Complex) -> Complex:
        if not (self.im or other.im):
            return Complex(self.re * other.re, self.im)
        return Complex(self.re * other.re - self.im * other.im, self.re * other.im + self.im * other.re)

    def over(self, divisor: int) -> Complex:
        """Return z / divisor for a positive integer."""
        return Complex(self.re.over(divisor), self.im.over(divisor))

    def norm(self) -> Real:
        """Return |z|²."""
        return self.re.square() + self.im.square()

    def inverse(self) -> Complex:
        """Return 1/z = z̄/|z|²; raise ZeroDivisionError if |z|² is not known to be positive."""
        factor = self.norm().inverse()
        return Complex(self.re * factor, -self.im * factor)


@lru_cache(maxsize=64)
def logarithm(number: int, scale: Scale) -> Real:
    """Return log(number) for an integer >= 2.

    2^e <= 4/3 · number < 2^(e+1) gives number = 2^e·m, 3/4 <= m < 3/2, and log m = 2 artanh z, z = (m−1)/(m+1); and
    log 2 = 2 artanh(1/3).
    """
    e = (4 * number // 3).bit_length() - 1
    power = 2**e
    rest = _artanh(Fraction(number - power, number + power), scale)
    both = rest + scale.real(e) * _artanh(Fraction(1, 3), scale)
    return both + both


def _artanh(z: Fraction, scale: Scale) -> Real:
    """Return artanh z = Σ z^(2k+1)/(2k+1) for |z| <= 1/3.

    The terms from k = n on are at most |z|^(2n+1)/(1 − z²) <= 9/8 · 3^(−2n−1) < 2^(−3n) together in absolute value.
    """
    n = scale.bits // 3 + 1
    factor, square, total = scale.real(z), scale.real(z * z), scale.real(0)
    for k in range(n):
        total, factor = total + factor.over(2 * k + 1), factor * square
    return total.widened(1)


@lru_cache(maxsize=8)
def pi(scale: Scale) -> Real:
    """Return π = 16 arctan(1/5) − 4 arctan(1/239) (Machin)."""
    return scale.real(16) * _arctan(5, scale) - scale.real(4) * _arctan(239, scale)


def _arctan(divisor: int, scale: Scale) -> Real:
    """Return arctan(1/d) = Σ (−1)^k / ((2k+1) d^(2k+1)), d >= 2.

    The series alternates, so the rest from k = n on is below its first term, and d^(2n+1) > 2^bits.
    """
    total, power = scale.real(0), scale.real(Fraction(1, divisor))
    n = scale.bits // 2 + 1
    for k in range(n):
        term = power.over(2 * k + 1)
        total, power = (total - term if k % 2 else total + term), power.over(divisor * divisor)
    return total.widened(1)


def exponential(z: Complex, scale: Scale) -> Complex:
    """Return e^z.

    e^z = 2^k e^w with w = z − k log 2 − 2πij, for any integers k and j; those chosen make w small. Σ w^n/n! is summed
    until n >= 2|w| and |w^n/n!| <= 2 units: each further term is at most half the one before, together at most 2 units.
    """
    log_2, circle = logarithm(2, scale), pi(scale).shifted(1)
    k, j = _nearest(z.re, log_2), _nearest(z.im, circle)
    w = Complex(z.re - scale.real(k) * log_2, z.im - scale.real(j) * circle)
    size = w.re.size() + w.im.size()
    if abs(k) > MAX_SHIFT or size > 16 << scale.bits:
        rule = f"an exponential is not within 2**{MAX_SHIFT} and 2**-{MAX_SHIFT}, or its exponent is not known to ±16"
        raise CertificateError(f"{rule}; choose another point or more bits")
    n, term = 0, Complex(scale.real(1), scale.real(0))
    total = term
    while n << scale.bits < 2 * size or term.re.size() + term.im.size() > 2:
        n += 1
        term = (term * w).over(n)
        total += term
    return Complex(total.re.widened(2).shifted(k), total.im.widened(2).shifted(k))


def _nearest(x: Real, unit: Real) -> int:
    """Return an integer near x / unit; nothing depends on how near."""
    middle, step = x.low + x.high, unit.low + unit.high
    return (2 * middle + step) // (2 * step)
