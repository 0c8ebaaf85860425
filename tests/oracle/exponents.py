"""Exponents of the wider class: polynomials in t and parameters, coefficients spanned by constants over Q.

A term is (monomial, roots, constants): powers of t and parameters; a product of square roots of the distinct `roots`,
-1 among them for I; powers, possibly negative, of pi and of logarithms of primes ('log2'). An exponent of the class
has terms whose constants are none, pi or one logarithm. Distinct terms are linearly independent over Q (Baker).
"""

from __future__ import annotations

from fractions import Fraction
from math import comb, isqrt

from .forms import Node, rational

Powers = tuple[tuple[str, int], ...]
Term = tuple[Powers, tuple[int, ...], Powers]
Exponent = dict[Term, Fraction]

ONE: Term = ((), (), ())
IMAGINARY: Exponent = {((), (-1,), ()): Fraction(1)}
TURN: Exponent = {((), (-1,), (("pi", 1),)): Fraction(1)}
"""I pi."""


def prime_factors(n: int) -> dict[int, int]:
    """Factor a positive integer by trial division."""
    found: dict[int, int] = {}
    p = 2
    while p <= isqrt(n):
        while n % p == 0:
            found[p], n = found.get(p, 0) + 1, n // p
        p += 1
    return {**found, n: found.get(n, 0) + 1} if n > 1 else found


def constant(value: Fraction | int) -> Exponent:
    """A rational number as an exponent."""
    return {ONE: Fraction(value)} if value else {}


def _join(a: Powers, b: Powers) -> Powers:
    powers = dict(a)
    for name, power in b:
        powers[name] = powers.get(name, 0) + power
    return tuple(sorted((name, power) for name, power in powers.items() if power))


def multiply(p: Exponent, q: Exponent) -> Exponent:
    """Product."""
    product: Exponent = {}
    for (m, r, k), a in p.items():
        for (n, s, j), b in q.items():
            c = a * b
            for common in set(r) & set(s):
                c *= common
            term = (_join(m, n), tuple(sorted(set(r) ^ set(s))), _join(k, j))
            product[term] = product.get(term, Fraction(0)) + c
    return {term: c for term, c in product.items() if c}


def add(p: Exponent, q: Exponent, sign: int = 1) -> Exponent:
    """p + sign q."""
    total = dict(p)
    for term, c in q.items():
        total[term] = total.get(term, Fraction(0)) + sign * c
    return {term: c for term, c in total.items() if c}


def inverse(p: Exponent) -> Exponent:
    """1/p for a single term without t and parameters, or a sum of products of square roots."""
    numerator, denominator = constant(1), p
    for root in sorted({root for _, roots, _ in p for root in roots}):  # times the conjugate: the root goes
        if len(denominator) > 1:
            conjugate = {term: -c if root in term[1] else c for term, c in denominator.items()}
            numerator, denominator = multiply(numerator, conjugate), multiply(denominator, conjugate)
    if len(denominator) != 1:
        raise ValueError("an exponent must be a polynomial")
    (((monomial, roots, constants), c),) = denominator.items()
    if monomial:
        raise ValueError("an exponent must be a polynomial")
    size = Fraction(1)
    for root in roots:
        size *= root
    term: Term = ((), roots, tuple((name, -power) for name, power in constants))
    return multiply(numerator, {term: 1 / (c * size)})


def _root_of(value: Fraction) -> Exponent:
    """The principal square root of a rational."""
    if not value:
        return {}
    factors = prime_factors(abs(value.numerator) * value.denominator)
    outside, roots = Fraction(1, value.denominator), [-1] if value < 0 else []
    for p, power in factors.items():
        outside *= p ** (power // 2)
        roots += [p] * (power % 2)
    return {((), tuple(sorted(roots)), ()): outside}


def expand(node: Node) -> Exponent:
    """Expand a tree; ValueError unless it is a polynomial over the constants (not yet: of the class)."""
    value = rational(node)
    if value is not None:
        return constant(value)
    if node.op == "name":
        return {(((node.name, 1),), (), ()): Fraction(1)}
    if node.op == "constant" and node.name != "E":
        return IMAGINARY if node.name == "I" else {((), (), (("pi", 1),)): Fraction(1)}
    if node.op == "neg":
        return add({}, expand(node.args[0]), -1)
    if node.op in ("+", "-"):
        return add(expand(node.args[0]), expand(node.args[1]), 1 if node.op == "+" else -1)
    if node.op in ("*", "/"):
        right = expand(node.args[1])
        return multiply(expand(node.args[0]), right if node.op == "*" else inverse(right))
    if node.op == "log":
        return logarithm(node.args[0])
    if node.op in ("sqrt", "**"):
        base = expand(node.args[0])
        power = Fraction(1, 2) if node.op == "sqrt" else rational(node.args[1])
        if power is not None and power.denominator == 2 and set(base) <= {ONE}:
            base, power = _root_of(base.get(ONE, Fraction(0))), 2 * power
        if power is not None and power.denominator == 1:
            base = inverse(base) if power < 0 else base
            result = constant(1)
            for _ in range(abs(int(power))):
                result = multiply(result, base)
            return result
    raise ValueError(f"an exponent must be a polynomial with coefficients of the class, not {node.op} {node.name}")


def logarithm(node: Node) -> Exponent:
    """The principal logarithm of a constant: rational, root of a rational, power of E, products of these."""
    if node.op == "constant" and node.name == "E":
        return constant(1)
    if node.op == "exp" or (node.op == "**" and node.args[0].name == "E"):
        inner = expand(node.args[-1])
        if all(not monomial and -1 not in roots for monomial, roots, _ in inner):
            return inner
    elif node.op == "**" and (power := rational(node.args[1])) is not None:
        return multiply(constant(power), _real(logarithm(node.args[0])))
    elif node.op in ("*", "/") and rational(node) is None:
        sign = 1 if node.op == "*" else -1
        return add(_real(logarithm(node.args[0])), _real(logarithm(node.args[1])), sign)
    else:
        value = expand(node)
        if len(value) == 1:
            (((monomial, roots, constants), c),) = value.items()
            if not monomial and not constants and -1 not in roots:
                size = abs(c) ** 2  # log |value| is half the logarithm of its square
                for root in roots:
                    size *= root
                found: Exponent = dict(TURN) if c < 0 else {}
                for part, sign in ((size.numerator, 1), (size.denominator, -1)):
                    for p, times in prime_factors(part).items():
                        found = add(found, {((), (), ((f"log{p}", 1),)): Fraction(sign * times, 2)})
                return found
    raise ValueError("the logarithm is not that of a constant of the class")


def _real(exponent: Exponent) -> Exponent:
    if any(-1 in roots for _, roots, _ in exponent):
        raise ValueError("a power of a negative number")
    return exponent


def in_class(exponent: Exponent) -> Exponent:
    """The exponent itself; ValueError when a coefficient is outside the span."""
    for _, _, constants in exponent:
        if len(constants) > 1 or any(power != 1 for _, power in constants):
            raise ValueError(f"an exponent with a coefficient {constants} is outside the class")
    return exponent


def shift(exponent: Exponent, variable: str, by: Fraction) -> Exponent:
    """P(t + by)."""
    shifted: Exponent = {}
    for (monomial, roots, constants), c in exponent.items():
        powers = dict(monomial)
        degree = powers.pop(variable, 0)
        for i in range(degree + 1):
            term = (_join(tuple(powers.items()), ((variable, i),)), roots, constants)
            shifted[term] = shifted.get(term, Fraction(0)) + c * comb(degree, i) * by ** (degree - i)
    return {term: c for term, c in shifted.items() if c}
