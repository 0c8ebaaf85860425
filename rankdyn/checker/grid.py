"""Upper bounds from evaluations: a polynomial matrix whose rank is at most r on a large enough grid has rank at most r.

Main result: `check_grid`. *Proof.* Rows and columns are multiplied by non-zero functions until the entries are
polynomials with integer coefficients in independent generators; the rank does not change. Let m be an (r+1)-minor. Its
coefficients are at most H in absolute value, H the product of the r+1 largest row norms (the norm of a row is the sum
of the absolute values of all its coefficients; so too for columns): expand the determinant over permutations. Modulo a
prime M > H, m vanishes at every grid point, and on each axis there are more values, distinct mod M, than the degree of
m there; hence m is zero mod M (one variable at a time: too many roots over a field). Its coefficients are divisible by
M and smaller: m = 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import product
from math import gcd, lcm, prod
from operator import itemgetter, mul

from rankdyn.errors import CertificateError

from .document import Evaluations
from .generators import Cover
from .grammar import Call, Expression, Name
from .modular import rank_modulo
from .polynomial import Key, Polynomial, Ring
from .quotient import Exact

MERSENNE_EXPONENTS = (521, 607, 1279, 2203, 2281, 3217, 4253, 4423, 9689, 9941, 11213, 19937)
Terms = dict[Key, int]


@cache
def is_mersenne_prime(exponent: int) -> bool:
    """Decide by Lucas and Lehmer whether 2**exponent - 1 is prime, for an odd prime exponent."""
    number = 2**exponent - 1
    value = 4
    for _ in range(exponent - 2):
        value = value * value - 2
        value = (value & number) + (value >> exponent)
        value = (value & number) + (value >> exponent)
    return bool(value % number == 0)


def check_grid(rows: Sequence[Sequence[Polynomial]], rank: int, evidence: Evaluations, plain: Exact) -> None:
    """Check that a matrix of Laurent polynomials has rank at most `rank`, or raise CertificateError."""
    work, path = plain.ring.work, evidence.path
    for i, values in enumerate(evidence.values):
        if len(set(values)) != len(values):
            raise CertificateError(f"{path}.axes[{i}].values: the values are not distinct")
    matrix = polynomial_matrix(rows, evidence.generators, plain, path)
    for i, degree in enumerate(minor_degrees(matrix, rank + 1, len(evidence.values))):
        if len(evidence.values[i]) <= degree:
            raise CertificateError(
                f"{path}.axes[{i}].values: {len(evidence.values[i])} values do not exceed the degree bound {degree} "
                f"of the minors of size {rank + 1}; give at least {degree + 1}"
            )
    prime = choose_prime(coefficient_bound(matrix, rank + 1), path)
    keys = sorted({key for row in matrix for terms in row for key in terms})
    place = {key: i for i, key in enumerate(keys)}
    # Each entry is a dot product of coefficients with monomial values. The -1, -1 are never multiplied (map stops at
    # the shorter sequence); they make itemgetter return a tuple whatever the number of terms.
    entries = [[(list(terms.values()), itemgetter(*map(place.get, terms), -1, -1)) for terms in row] for row in matrix]
    size = sum(len(terms) for row in matrix for terms in row)
    width = max((len(row) for row in matrix), default=0)
    words = 1 + prime.bit_length() ** 2 // 2**20
    cost = (size + (min(rank, width) + 1) * len(matrix) * width + len(keys) * len(evidence.values)) * words
    for point in product(*evidence.values):
        work.spend(cost)
        powers = [prod(pow(x, e, prime) for x, e in zip(point, key, strict=True)) % prime for key in keys]
        powers.append(0)
        values_at = [[sum(map(mul, coefficients, pick(powers))) for coefficients, pick in row] for row in entries]
        if rank_modulo(values_at, prime, rank) > rank:
            raise CertificateError(f"{path}.axes: the rank at the grid point {point} exceeds {rank}")


def polynomial_matrix(
    rows: Sequence[Sequence[Polynomial]], axes: Sequence[Expression], plain: Exact, path: str
) -> list[list[Terms]]:
    """Return integer polynomials in the named generators, rows and columns divided by their lowest monomials."""
    ring = plain.ring
    names: dict[str, int] = {}
    calls: list[Expression] = []
    numbers: list[int] = []
    for i, axis in enumerate(axes):
        if isinstance(axis.tree, Name) and axis.tree.name not in names:
            names[axis.tree.name] = i
        elif isinstance(axis.tree, Call) and axis.tree.function == "exp":
            calls.append(Expression(axis.tree.argument, axis.path, axis.names))
            numbers.append(i)
        else:
            raise CertificateError(f"{axis.path}: a generator is a name, given once, or exp of one monomial")
    cover = Cover(calls, plain)

    def convert(key: Key, own: Ring) -> Key:
        exponents = [0] * len(axes)
        for name, power in zip(own.names, key, strict=False):
            if power and name not in names:
                raise CertificateError(f"{path}.axes: the generator {name!r} occurs and is not named")
            if power:
                exponents[names[name]] = power
        for count, generator in zip(key[len(own.names) :], own.exponentials, strict=True):
            if count:
                number, power = cover.count(generator.monomial, count * generator.unit, own, f"{path}.axes")
                exponents[numbers[number]] += power
        return tuple(exponents)

    matrix: list[list[Terms]] = []
    seen: dict[Key, Key] = {}
    for row in rows:
        scale = lcm(*(entry.scale for entry in row))
        content = gcd(*(value * (scale // entry.scale) for entry in row for value in entry.terms.values())) or 1
        converted = []
        for entry in row:
            terms: Terms = {}
            for key, value in entry.terms.items():
                if key not in seen:
                    seen[key] = convert(key, entry.ring)
                # Distinct keys stay distinct: each named generator is a root of one generator of the ring.
                terms[seen[key]] = value * (scale // entry.scale) // content
            converted.append(terms)
        matrix.append(_divide(converted))
    ring.work.spend(len(seen))
    columns = [_divide([row[j] for row in matrix]) for j in range(len(matrix[0]) if matrix else 0)]
    return [[column[i] for column in columns] for i in range(len(matrix))]


def _divide(line: list[Terms]) -> list[Terms]:
    """Divide a row or column by the greatest common monomial of its terms, which may have negative exponents."""
    lowest = [min(exponents) for exponents in zip(*(key for terms in line for key in terms), strict=True)]
    return [
        {tuple(a - b for a, b in zip(key, lowest, strict=True)): value for key, value in terms.items()}
        for terms in line
    ]


def minor_degrees(matrix: Sequence[Sequence[Terms]], size: int, axes: int) -> list[int]:
    """Return for each generator a bound on the degree of the minors of one size."""
    bounds = []
    for axis in range(axes):
        table = [[max((key[axis] for key in terms), default=0) for terms in row] for row in matrix]
        bounds.append(min(_largest(lines, size) for lines in (table, list(zip(*table, strict=True)))))
    return bounds


def _largest(lines: Sequence[Sequence[int]], size: int) -> int:
    return sum(sorted((max(line, default=0) for line in lines), reverse=True)[:size])


def coefficient_bound(matrix: Sequence[Sequence[Terms]], size: int) -> int:
    """Return H, a bound on the absolute coefficients of the minors of one size."""
    norms = [[sum(map(abs, terms.values())) for terms in row] for row in matrix]
    return min(prod(sorted(map(sum, lines), reverse=True)[:size]) for lines in (norms, list(zip(*norms, strict=True))))


def choose_prime(bound: int, path: str) -> int:
    """Return a Mersenne prime above the bound."""
    for exponent in MERSENNE_EXPONENTS:
        number: int = 2**exponent - 1
        if number > bound and is_mersenne_prime(exponent):
            return number
    raise CertificateError(
        f"{path}: the minors may have coefficients of {bound.bit_length()} bits, beyond the checker's primes "
        f"of at most {MERSENNE_EXPONENTS[-1]} bits; prove the bound by a kernel"
    )
