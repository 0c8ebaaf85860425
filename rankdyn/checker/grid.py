"""Upper bounds from evaluations: a polynomial matrix whose rank is at most r on a large enough grid has rank at most r.

Main result: `check_grid`. *Proof.* The matrix has integer polynomials in independent generators as entries. Let m be an
(r+1)-minor. Its coefficients are at most H in absolute value, H the product of the r+1 largest row norms (the norm of a
row is the sum of the absolute values of all its coefficients; so too for columns): expand the determinant over
permutations. Modulo a prime M > H, m vanishes at every grid point, and on each axis there are more values, distinct mod
M, than the degree of m there; hence m is zero mod M (one variable at a time: too many roots over a field). Its
coefficients are divisible by M and smaller: m = 0.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from itertools import product
from math import gcd, lcm, prod
from operator import mul
from typing import Any

from rankdyn.errors import CertificateError

from .constants import Key
from .generators import Generators
from .modular import rank_modulo
from .polynomial import Polynomial
from .quotient import Quotient, clear
from .reading import located, require
from .structure import Matrix, Work

Terms = dict[Key, int]
MERSENNE_EXPONENTS = (521, 607, 1279, 2203, 2281, 3217, 4253, 4423, 9689, 9941, 11213, 19937)


@cache
def is_mersenne_prime(exponent: int) -> bool:
    """Decide by Lucas and Lehmer whether 2**exponent - 1 is prime, for an odd prime exponent."""
    number = 2**exponent - 1
    value = 4
    for _ in range(exponent - 2):
        value = value * value - 2
        for _ in range(2):  # 2**exponent is 1 modulo the number
            value = (value & number) + (value >> exponent)
    return bool(value % number == 0)


def choose_prime(bound: int) -> int:
    """Return a Mersenne prime above the bound."""
    for exponent in MERSENNE_EXPONENTS:
        number: int = 2**exponent - 1
        if number > bound and is_mersenne_prime(exponent):
            return number
    raise CertificateError(
        f"the minors may have coefficients of {bound.bit_length()} bits, beyond the checker's primes "
        f"of at most {MERSENNE_EXPONENTS[-1]} bits; prove the bound by a kernel"
    )


def polynomial_matrix(matrix: Sequence[Sequence[Quotient]], generators: Generators) -> list[list[Terms]]:
    """Return integer polynomials in the generators: D with rows and columns multiplied by non-zero functions.

    Each row is multiplied by its common denominator; then rows and columns are divided by their lowest monomials.
    """
    ring, seen = generators.ring, dict[Key, Key]()
    if generators.algebraic:
        raise CertificateError("a root of unity or a radical is no indeterminate; name others")
    rows = []
    for quotients in matrix:
        row: list[Polynomial] = clear(quotients)[0]
        scale = lcm(*(entry.scale for entry in row))
        content = gcd(*(value * (scale // entry.scale) for entry in row for value in entry.terms.values())) or 1
        for key in {key for entry in row for key in entry.terms}.difference(seen):
            if any(key[len(ring.names) : ring.first]):
                raise CertificateError("the matrix involves a root of unity or a radical; prove the bound by a kernel")
            # Distinct keys stay distinct: each named generator is a root of one generator of the ring.
            seen[key] = generators.powers(key)
        integers = [(entry.terms, scale // entry.scale) for entry in row]
        rows.append(_lowered([{seen[key]: v * s // content for key, v in terms.items()} for terms, s in integers]))
    columns = [_lowered(list(column)) for column in zip(*rows, strict=True)]
    return [list(row) for row in zip(*columns, strict=True)] if columns else rows


def _lowered(line: list[Terms]) -> list[Terms]:
    """Divide a row or column by the greatest common monomial of its terms, which may have negative exponents."""
    lowest = [min(exponents) for exponents in zip(*(key for terms in line for key in terms), strict=True)]
    return [
        {tuple(a - b for a, b in zip(key, lowest, strict=True)): value for key, value in terms.items()}
        for terms in line
    ]


def minor_bound(matrix: Matrix[Terms], size: int, of_line: Callable[[Any], int], combine: Callable[[Any], int]) -> int:
    """Return the lesser of two bounds for the minors of one size: from the largest rows, and the largest columns."""
    sides = (matrix, list(zip(*matrix, strict=True)))
    return min(combine(sorted(map(of_line, side), reverse=True)[:size]) for side in sides)


def degree_bound(matrix: Matrix[Terms], size: int, axis: int) -> int:
    """Return a bound for the degree in one generator of the minors of one size."""
    return minor_bound(matrix, size, lambda line: max((key[axis] for terms in line for key in terms), default=0), sum)


def coefficient_bound(matrix: Matrix[Terms], size: int) -> int:
    """Return H, a bound for the absolute coefficients of the minors of one size."""
    return minor_bound(matrix, size, lambda line: sum(abs(c) for terms in line for c in terms.values()), prod)


def check_grid(matrix: Matrix[Terms], rank: int, values: Sequence[Sequence[int]], work: Work, path: str) -> None:
    """Check that a matrix of polynomials has rank at most `rank`, or raise CertificateError."""
    with located(path):
        prime = choose_prime(coefficient_bound(matrix, rank + 1))
    for axis, numbers in enumerate(values):
        degree, count = degree_bound(matrix, rank + 1, axis), len({number % prime for number in numbers})
        require(count == len(numbers), f"{path}.axes[{axis}].values", "the values are not distinct")
        rule = f"{count} values do not exceed the degree bound {degree} of the minors of size {rank + 1}"
        require(count > degree, f"{path}.axes[{axis}].values", f"{rule}; give at least {degree + 1}")
    keys = sorted({key for row in matrix for terms in row for key in terms})
    place = {key: i for i, key in enumerate(keys)}
    entries = [[(list(terms.values()), [place[key] for key in terms]) for terms in row] for row in matrix]
    width = max((len(row) for row in matrix), default=0)
    terms = sum(len(terms) for row in matrix for terms in row)
    cost = terms + (min(rank, width) + 1) * len(matrix) * width + len(keys) * len(values)
    for point in product(*values):
        work.spend(cost * (1 + prime.bit_length() ** 2 // 2**20))
        powers = [prod(pow(x, e, prime) for x, e in zip(point, key, strict=True)) % prime for key in keys]
        rows = [[sum(map(mul, c, map(powers.__getitem__, at))) for c, at in row] for row in entries]
        rule = f"the rank at the grid point {point} exceeds {rank}"
        require(rank_modulo(rows, prime, rank) <= rank, f"{path}.axes", rule)
