"""Which exponentials occur in a certificate, and how named exponentials cover them.

Main results: `build_ring`, the ring of everything that occurs; `Cover`, the exponentials that evidence names. At most
one exponential for each monomial is admitted: distinct monomials are independent over Q, so by Ax's theorem (and
Hermite-Lindemann for the constant monomial) the named exponentials are algebraically independent over C(t, θ).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm

from rankdyn.errors import CertificateError

from .grammar import Call, Expression, subtrees
from .polynomial import Exponential, Key, Ring, Work
from .quotient import Exact


def build_ring(names: Sequence[str], uses: Iterable[tuple[Expression, Sequence[Fraction]]], work: Work) -> Ring:
    """Return the ring in which every given expression, at each of its shifts of the variable, can be written.

    Also refuses every argument of exp, sinh, cosh that is not a polynomial.
    """
    plain = Ring(names, (), work)
    algebras: dict[Fraction, Exact] = {}
    units: dict[Key, int] = {}
    for expression, shifts in uses:
        calls = [node for node in subtrees(expression.tree) if isinstance(node, Call)]
        for shift in shifts if calls else ():
            algebra = algebras.setdefault(shift, Exact(plain, shift))
            for call in calls:
                for monomial, coefficient in read_exponent(algebra, call, expression.path).items():
                    units[monomial] = lcm(units.get(monomial, 1), coefficient.denominator)
    return Ring(names, [Exponential(monomial, Fraction(1, unit)) for monomial, unit in sorted(units.items())], work)


def read_exponent(algebra: Exact, call: Call, path: str) -> dict[Key, Fraction]:
    """Return the exponent's coefficients; a refusal names `path`."""
    try:
        return algebra.exponent(call.argument)
    except (ValueError, ZeroDivisionError) as error:
        if isinstance(error, CertificateError):
            raise
        raise CertificateError(f"{path}: {error}") from None


class Cover:
    """Exponentials of single monomials, numbered in the order given; `plain` is a ring of the names alone.

    Parameters
    ----------
    items : sequence of Expression
        The exponents, such as ``t/2``.
    """

    def __init__(self, items: Sequence[Expression], plain: Exact) -> None:
        self.places: dict[Key, tuple[int, Fraction]] = {}
        for number, item in enumerate(items):
            call = Call("exp", item.tree)
            exponent = read_exponent(plain, call, item.path)
            if len(exponent) != 1:
                raise CertificateError(f"{item.path}: an exponent must be one monomial with a rational coefficient")
            ((monomial, coefficient),) = exponent.items()
            if monomial in self.places:
                raise CertificateError(
                    f"{item.path}: a second exponential of one monomial; two would be dependent, give only one"
                )
            self.places[monomial] = (number, coefficient)

    def count(self, monomial: Key, coefficient: Fraction, ring: Ring, path: str) -> tuple[int, int]:
        """Write exp(coefficient · monomial) as an integer power of a named exponential: (its number, the power)."""
        number, unit = self.places.get(monomial, (0, None))
        power = coefficient / unit if unit else None
        if power is None or power.denominator != 1:
            factors = [f"{name}**{e}" for name, e in zip(ring.names, monomial, strict=True) if e]
            text = "*".join([str(coefficient)[:40], *factors])
            raise CertificateError(f"{path}: exp({text}) occurs and is no integer power of an exponential named here")
        return number, int(power)
