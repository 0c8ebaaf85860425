"""The number field K of a certificate: roots of unity and real radicals of primes, in a normal form that decides zero.

Main objects: `Field`; an `Element` of it, rationals at keys (j, e, …) that stand for ζ^j · x^e ⋯ with ζ = e^(2πi/N) and
x = p^(1/n) > 0. The relations are Φ_N(ζ) = 0 and x^n = p. Main results: `field_of`; `independent`, the rule for the
transcendental constants. A base b is a prime or −1: b^q is a power of the real radical, or e^(iπq).

*The elements ζ^j x^e ⋯ with j < φ(N), e < n, … are a basis of K over Q.* Let F = Q(ζ) and Δ the group that the radicals
and Q^* generate. Kneser's theorem says [F(Δ) : F] = (ΔF^* : F^*), if ζ_q ∈ ΔF^* implies ζ_q ∈ F for odd primes q, and
1 + i ∈ ΔF^* implies i ∈ F. Both hold, and the index is Π n: a real radical r in an abelian field is c√d with c, d
rational, since x^m − r^m is irreducible for the least m with r^m rational, and splits there, in real numbers, only if
m <= 2. So ζ_q = f·r gives f² = ζ_q²/(c²d) and ζ_q² ∈ F; 1 + i = f·r gives f² = 2i/(c²d) and i ∈ F; and r ∈ F gives
√d ∈ F, d a product of primes p with even n: the conductor of Q(√d) (d or 4d) divides N. Then an odd p | d divides N, or
d = 2 and 8 | N. In these cases `field_of` takes √p as a Gauss sum in ζ, and leaves only odd n.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from functools import cache
from math import gcd, lcm, prod

from rankdyn.errors import CertificateError

from .grammar import MAX_BITS

MAX_DEGREE = 96
Key = tuple[int, ...]
Element = dict[Key, Fraction]


@cache
def cyclotomic(order: int) -> tuple[int, ...]:
    """Return Φ_N, lowest coefficient first: x^N − 1 divided by the Φ_d of all smaller divisors d."""
    quotient = [-1] + [0] * (order - 1) + [1]
    for divisor in (d for d in range(1, order) if order % d == 0):
        low = cyclotomic(divisor)
        size = len(low) - 1
        for top in range(len(quotient) - 1, size - 1, -1):
            # Subtract quotient[top] · x^(top − size) · Φ_d below the place top, which keeps the quotient's coefficient.
            for i in range(size):
                quotient[top - size + i] -= quotient[top] * low[i]
        del quotient[:size]
    return tuple(quotient)


class Field:
    """Q(ζ, p^(1/n), …) with ζ = e^(2πi/order) and `radicals` {p: n}; −1 may stand for p: i, the root of x² = −1."""

    def __init__(self, order: int, radicals: Mapping[int, int]) -> None:
        self.order = order
        self.radicals = tuple(sorted(radicals.items()))
        self.places = {base: place for place, (base, _) in enumerate(self.radicals, 1)}
        self.width = 1 + len(self.radicals)
        relation = cyclotomic(order)
        self.totient = len(relation) - 1
        # powers[j] is ζ^j, 0 <= j < N, as pairs (i, coefficient) with i < φ(N).
        row = [1] + [0] * (self.totient - 1)
        self.powers: list[list[tuple[int, int]]] = []
        for _ in range(order):
            self.powers.append([(i, c) for i, c in enumerate(row) if c])
            row = [a - row[-1] * b for a, b in zip([0, *row[:-1]], relation[:-1], strict=True)]

    @property
    def rational(self) -> bool:
        """Whether the field is Q."""
        return self.totient == 1 and not self.radicals

    def reduce(self, terms: Mapping[Key, int], start: int) -> dict[Key, int]:
        """Return the normal form of a sum of terms in whose keys the field's exponents, all >= 0, begin at `start`."""
        reduced: dict[Key, int] = {}
        for key, value in terms.items():
            exponents = list(key[start : start + self.width])
            for place, (base, n) in enumerate(self.radicals, 1):
                whole, exponents[place] = divmod(exponents[place], n)
                value *= base**whole
            before, after = key[:start], (*exponents[1:], *key[start + self.width :])
            for power, coefficient in self.powers[exponents[0] % self.order]:
                place_of = (*before, power, *after)
                reduced[place_of] = reduced.get(place_of, 0) + coefficient * value
        return reduced

    def monomial(self, zeta: int, powers: Mapping[int, int], factor: Fraction = Fraction(1)) -> Element:
        """Return factor · ζ^zeta · Π p^(e/n), where 0 <= e < n."""
        tail = tuple(powers.get(base, 0) for base, _ in self.radicals)
        return {(i, *tail): c * factor for i, c in self.powers[zeta % self.order]}

    def power(self, base: int, exponent: Fraction) -> Element:
        """Return base^exponent, which must lie in the field: a positive number, or for base −1 e^(iπ·exponent)."""
        if base == -1:
            return self.monomial(_whole(exponent / 2 * self.order), {})
        n = dict(self.radicals).get(base, 1)
        if (exponent * n).denominator == 2:
            # n is odd, and √p is a Gauss sum: p^exponent is √p times a power of p^(1/n).
            ((rest, factor),) = self.power(base, exponent - Fraction(1, 2)).items()
            return {(key[0], *rest[1:]): value * factor for key, value in self.root(base).items()}
        whole, part = divmod(_whole(exponent * n), n)
        if abs(whole) * base.bit_length() > MAX_BITS:
            raise CertificateError(f"{base} to the power {str(exponent)[:40]} is too large: more than {MAX_BITS} bits")
        return self.monomial(0, {base: part}, Fraction(base) ** whole)

    def root(self, base: int) -> Element:
        """Return √base, which must lie in the field; i for base −1.

        For an odd prime p the Gauss sum Σ (a/p) ζ_p^a is √p if p ≡ 1 mod 4, else i√p; and √2 = ζ_8 + ζ_8^−1.
        """
        n = dict(self.radicals).get(base, 1)
        if n % 2 == 0:
            return self.monomial(0, {base: n // 2})
        if base == -1:
            return self.monomial(_whole(Fraction(self.order, 4)), {})
        if base == 2:
            turn = _whole(Fraction(self.order, 8))
            signs = {turn: 1, -turn: 1}
        else:
            turn, squares = _whole(Fraction(self.order, base)), {a * a % base for a in range(1, base)}
            quarter = 0 if base % 4 == 1 else -_whole(Fraction(self.order, 4))
            signs = {quarter + a * turn: 1 if a in squares else -1 for a in range(1, base)}
        total: Element = {}
        for turn, sign in signs.items():
            for key, value in self.monomial(turn, {}).items():
                total[key] = total.get(key, Fraction(0)) + sign * value
        return total

    def inverse(self, key: Key) -> Element:
        """Return 1 / (ζ^j x^e ⋯), for 1/x^e = x^(n−e)/p."""
        powers = {base: (n - e) % n for (base, n), e in zip(self.radicals, key[1:], strict=True)}
        factor = prod((Fraction(1, base) for base, e in powers.items() if e), start=Fraction(1))
        return self.monomial(-key[0], powers, factor)


def _whole(number: Fraction) -> int:
    """Return an integer, which it must be: otherwise the field was made too small."""
    if number.denominator != 1:
        raise ValueError(f"{number} is no integer: a constant outside its field")
    return number.numerator


def field_of(order: int, roots: Collection[int], powers: Mapping[int, int]) -> Field:
    """Return the field with the roots of unity of an order, √b for each b of `roots` (i for −1), and the p^(1/n).

    `powers` is {p: n}. The order is made a multiple of 4 where i occurs, or where a Gauss sum may need i.
    """
    order = lcm(order, 4 if -1 in roots else 1)
    radicals = {p: lcm(powers.get(p, 1), 2 if p in roots else 1) for p in {*roots, *powers} - {-1}}
    for p, n in radicals.items():
        if p > 2 and n % 2 == 0 and order % p == 0:
            order = lcm(order, 4)
    for p, n in radicals.items():
        if n % 2 == 0 and order % (p if p > 2 else 8) == 0:
            if n % 4 == 0:
                rule = f"sqrt({p}) lies in the field of the roots of unity of order {order}"
                raise CertificateError(f"{p}**(1/{n}) is refused where {rule}; nothing is refuted")
            radicals[p] = n // 2
    # φ(N) >= √(N/2), so a larger order need not be factored.
    small = order <= 2 * MAX_DEGREE**2
    totient = sum(gcd(j, order) == 1 for j in range(order)) if small else MAX_DEGREE + 1
    if totient * prod(radicals.values()) > MAX_DEGREE:
        raise CertificateError(
            f"roots of unity of order {str(order)[:20]} and radicals of degrees {str(radicals)[:60]} make a field of "
            f"degree above {MAX_DEGREE}; nothing is refuted"
        )
    return Field(order, {p: n for p, n in radicals.items() if n > 1})


def independent(coefficients: Collection[str], exponents: Iterable[bool]) -> bool:
    """Return whether transcendental constants are known to be algebraically independent over Q.

    `coefficients` are those of π, log p that occur; `exponents` tells of each constant exponential e^m whether m is
    algebraic, a monomial in i and √p. Without π and log p: several e^m with m algebraic (Lindemann-Weierstrass: the m
    are independent over Q), or one e^m of any kind (Gelfond-Schneider: m is α·iπ or α·log p, α algebraic and not
    rational). Otherwise exactly one of π, log p alone (Lindemann).
    """
    kinds = list(exponents)
    if coefficients:
        return len(coefficients) == 1 and not kinds
    return len(kinds) <= 1 or all(kinds)
