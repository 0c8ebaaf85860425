"""The oracle of the wider class: jets modulo large random primes, sines and powers through their exponentials.

Every exponential is a product of z^n, one z for each (monomial, constant) of the exponents: a random residue, but
the true number where the constant is algebraic (e^{2 pi I/n}, p^{1/d}: see `places`); z^D is E for the constant 1.
pi, log(p), t and the parameters are random residues. d/dt acts through truncated power series, a difference through
values at t + jh. The rank at such a specialisation is at most the generic rank, the largest over a few is equal to it
with overwhelming probability -- provided that constants without a known relation (pi and E, two logarithms) have
none; `digits` looks at their true values.
"""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import pairwise

from .exponents import ONE, TURN, Exponent, Term, logarithm, shift
from .forms import Node, Reader, rational, variables
from .lattice import CIRCULAR, Lattice
from .places import Place

Jet = list[int]
PLACES, POINTS, POLES = 2, 2, 40


class Point:
    """One specialisation: residues for t, the parameters, pi, the logarithms and the z."""

    def __init__(self, lattice: Lattice, place: Place, length: int, rng: random.Random) -> None:
        self.lattice, self.place, self.length, self.prime = lattice, place, length, place.prime
        self.rng, self.values = rng, {"": 0}
        self.z = {term: self._base(term, d) for term, d in sorted(lattice.denominators.items())}

    def value(self, name: str) -> int:
        """The residue that stands for a name: t, a parameter, 'pi', 'log2'."""
        if name not in self.values:
            self.values[name] = self.rng.randrange(1, self.prime)
        return self.values[name]

    def _base(self, term: Term, d: int) -> int:
        if term in TURN:
            return self.place.unity(1, 2 * d)
        monomial, roots, constants = term
        if not monomial and not roots and constants and constants[0][0] != "pi":
            degree, rho = self.place.radicals[int(constants[0][0].removeprefix("log"))]
            return pow(rho, degree // d, self.prime)
        return self.rng.randrange(2, self.prime)

    def constant(self, value: int) -> Jet:
        """A constant jet."""
        return [value % self.prime, *([0] * (self.length - 1))]

    def times(self, a: Jet, b: Jet) -> Jet:
        """Product of power series."""
        return [sum(a[i] * b[k - i] for i in range(k + 1)) % self.prime for k in range(self.length)]

    def inverse(self, a: Jet) -> Jet:
        """1/a; ZeroDivisionError at a pole."""
        if not a[0]:
            raise ZeroDivisionError("a pole")
        unit = pow(a[0], -1, self.prime)
        result = [unit]
        for k in range(1, self.length):
            result.append(-unit * sum(a[i] * result[k - i] for i in range(1, k + 1)) % self.prime)
        return result

    def power(self, a: Jet, n: int) -> Jet:
        """a^n by squaring."""
        if n < 0:
            return self.inverse(self.power(a, -n))
        result = self.constant(1)
        while n:
            if n & 1:
                result = self.times(result, a)
            n >>= 1
            if n:
                a = self.times(a, a)
        return result

    def name(self, name: str, by: Fraction) -> Jet:
        """The jet of t + by or of a parameter."""
        if name != self.lattice.variable:
            return self.constant(self.value("." + name))
        return [(self.value("." + name) + self.ratio(by)) % self.prime, 1, *([0] * self.length)][: self.length]

    def ratio(self, c: Fraction) -> int:
        """A rational as a residue."""
        return c.numerator * pow(c.denominator, -1, self.prime) % self.prime

    def polynomial(self, exponent: Exponent) -> Jet:
        """The jet of P itself."""
        total = self.constant(0)
        for (monomial, roots, constants), c in exponent.items():
            value = self.ratio(c)
            for root in roots:
                value = value * self.place.square_root(root) % self.prime
            for name, power in constants:
                value = value * pow(self.value(name), power, self.prime) % self.prime
            jet = self.constant(value)
            for name, power in monomial:
                jet = self.times(jet, self.power(self.name(name, Fraction(0)), power))
            total = [(a + b) % self.prime for a, b in zip(total, jet, strict=True)]
        return total

    def exponential(self, exponent: Exponent) -> Jet:
        """The jet of e^P."""
        value = 1
        for term, c in exponent.items():
            value = value * pow(self.z[term], int(c * self.lattice.denominators[term]), self.prime) % self.prime
        inner, jet = self.polynomial(exponent), [value]
        for k in range(1, self.length):  # E' = P' E
            total = sum(i * inner[i] * jet[k - i] for i in range(1, k + 1))
            jet.append(total * pow(k, -1, self.prime) % self.prime)
        return jet

    def function(self, node: Node, by: Fraction) -> Jet:
        """The jet of a function of e^P and e^-P, or of a power that is e^P."""
        exponent = shift(self.lattice.exponents[node], self.lattice.variable, by)
        up = self.exponential(exponent)
        if node.op in ("exp", "sqrt", "**"):
            return up
        down = self.exponential({term: -c for term, c in exponent.items()})
        turned = self.place.unity(1, 4) if node.op in CIRCULAR else 1
        half = pow(2, -1, self.prime)
        even = [(a + b) * half % self.prime for a, b in zip(up, down, strict=True)]
        odd = [(a - b) * half * pow(turned, -1, self.prime) % self.prime for a, b in zip(up, down, strict=True)]
        if node.op in ("sin", "sinh", "csc"):
            return odd if node.op != "csc" else self.inverse(odd)
        if node.op in ("cos", "cosh", "sec"):
            return even if node.op != "sec" else self.inverse(even)
        return self.times(even, self.inverse(odd)) if node.op == "cot" else self.times(odd, self.inverse(even))

    def evaluate(self, node: Node, by: Fraction, known: dict[Node, Jet]) -> Jet:
        """The jet at t + by; `known` holds what was found at the same place and shift."""
        if node not in known:
            known[node] = self._evaluate(node, by, known)
        return known[node]

    def _evaluate(self, node: Node, by: Fraction, known: dict[Node, Jet]) -> Jet:
        if node.op == "number":
            return self.constant(self.ratio(node.number))
        if node.op == "name":
            return self.name(node.name, by)
        if node.op == "constant":
            if node.name == "E":
                return self.constant(pow(self.z[ONE], self.lattice.denominators[ONE], self.prime))
            return self.constant(self.place.unity(1, 4) if node.name == "I" else self.value("pi"))
        if node.op == "log":
            return self.polynomial(logarithm(node.args[0]))
        if node in self.lattice.exponents:
            return self.function(node, by)
        left = self.evaluate(node.args[0], by, known)
        if node.op == "**":
            return self.power(left, int(rational(node.args[1]) or 0))
        if node.op == "neg":
            return [-a % self.prime for a in left]
        right = self.evaluate(node.args[1], by, known)
        if node.op == "*":
            return self.times(left, right)
        if node.op == "/":
            return self.times(left, self.inverse(right))
        sign = -1 if node.op == "-" else 1
        return [(a + sign * b) % self.prime for a, b in zip(left, right, strict=True)]


def residue_rank(matrix: list[list[int]], prime: int) -> int:
    """Rank modulo a prime by elimination."""
    rows, rank = [list(row) for row in matrix], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((i for i in range(rank, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        unit = pow(rows[rank][column], -1, prime)
        for i in range(rank + 1, len(rows)):
            if factor := rows[i][column] * unit % prime:
                rows[i] = [(a - factor * b) % prime for a, b in zip(rows[i], rows[rank], strict=True)]
        rank += 1
    return rank


def order_matrices(
    nodes: list[list[Node]], point: Point, max_order: int, kind: str, h: Fraction
) -> list[list[list[int]]]:
    """Matrices of Taylor coefficients (D^(k)/k! has the rank of D^(k)), or of differences."""
    shifts = [j * h for j in range(max_order + 1)] if kind == "difference" else [Fraction(0)]
    memories: list[dict[Node, Jet]] = [{} for _ in shifts]
    values = [
        [[point.evaluate(node, by, known) for node in row] for row in nodes]
        for by, known in zip(shifts, memories, strict=True)
    ]
    if kind == "derivative":
        return [[[jet[k] for jet in row] for row in values[0]] for k in range(max_order + 1)]
    table = [[[jet[0] for jet in row] for row in rows] for rows in values]
    matrices = [table[0]]
    while len(table) > 1:
        table = [
            [[(b - a) % point.prime for a, b in zip(u, v, strict=True)] for u, v in zip(early, late, strict=True)]
            for early, late in pairwise(table)
        ]
        matrices.append(table[0])
    return matrices


def circle_ranks(
    rows: list[list[str]],
    max_order: int,
    kind: str = "derivative",
    h: str = "1",
    variable: str = "t",
    seed: int = 0,
) -> list[int]:
    """Largest rank over `PLACES` primes and `POINTS` points of each, per order; as `symbolic.oracle_ranks`.

    Raises
    ------
    ValueError
        When an entry is outside the class.
    ZeroDivisionError
        When a denominator is zero at every point.
    """
    reader, step = Reader(), Fraction(h)
    nodes = [[reader.read(entry) for entry in row] for row in rows]
    flat = [node for row in nodes for node in row]
    shifts = [j * step for j in range(max_order + 1)] if kind == "difference" else [Fraction(0)]
    lattice = Lattice(flat, variable, shifts)
    best = [0] * (max_order + 1)
    for number in range(PLACES):
        place, rng = lattice.place(1000 * seed + number), random.Random(f"{seed} {number} {sorted(variables(flat))}")
        done = poles = 0
        while done < POINTS:
            point = Point(lattice, place, max_order + 1 if kind == "derivative" else 1, rng)
            try:
                matrices = order_matrices(nodes, point, max_order, kind, step)
            except ZeroDivisionError:
                poles += 1
                if poles > POLES:
                    raise
                continue
            best = [max(b, residue_rank(matrix, place.prime)) for b, matrix in zip(best, matrices, strict=True)]
            done += 1
    return best
