"""The second oracle: exact ranks at random rational points, exponentials standing for random rationals.

t, the parameters and the z_m = e^{m/d} are independent indeterminates, so any values for them give a
specialisation; d/dt acts on it through power series in s: t0 + s, and e^{P(t0+s)} = value(z) e^{P(t0+s) - P(t0)}.
The exact rank at a point is a lower bound of the generic rank and equal to it outside a proper subvariety:
the maximum over a few large random points is the generic rank unless all of them lie on it.
"""

from __future__ import annotations

import ast
import random
from fractions import Fraction
from itertools import pairwise

from .grammar import Exponents, Monomial, Polynomial, integer, names, number, parse, polynomial, shift

Jet = list[Fraction]


def _times(a: Jet, b: Jet) -> Jet:
    return [sum((a[i] * b[k - i] for i in range(k + 1)), Fraction(0)) for k in range(len(a))]


def _inverse(a: Jet) -> Jet:
    inverse = [1 / a[0]]
    for k in range(1, len(a)):
        inverse.append(-sum((a[i] * inverse[k - i] for i in range(1, k + 1)), Fraction(0)) / a[0])
    return inverse


def _power(a: Jet, n: int) -> Jet:
    if n < 0:
        return _inverse(_power(a, -n))
    result = [Fraction(1), *([Fraction(0)] * (len(a) - 1))]
    for _ in range(n):
        result = _times(result, a)
    return result


class Point:
    """One random specialisation: values of t, the parameters and the z_m; evaluates trees to jets."""

    def __init__(self, exponents: Exponents, parameters: list[str], length: int, rng: random.Random) -> None:
        def draw() -> Fraction:
            return Fraction(rng.choice((-1, 1)) * rng.randint(2, 9973), rng.randint(1, 97))

        self.exponents, self.length = exponents, length
        self.t0 = draw()
        self.parameters = {name: draw() for name in parameters}
        self.z: dict[Monomial, Fraction] = {m: draw() for m in sorted(exponents.denominators)}

    def _constant(self, value: Fraction) -> Jet:
        return [value, *([Fraction(0)] * (self.length - 1))]

    def _name(self, name: str, by: Fraction) -> Jet:
        if name != self.exponents.variable:
            return self._constant(self.parameters[name])
        return [self.t0 + by, Fraction(1), *([Fraction(0)] * self.length)][: self.length]

    def _polynomial(self, p: Polynomial) -> Jet:
        total = self._constant(Fraction(0))
        for monomial, c in p.items():
            term = self._constant(c)
            for name, power in monomial:
                term = _times(term, _power(self._name(name, Fraction(0)), power))
            total = [a + b for a, b in zip(total, term, strict=True)]
        return total

    def exponential(self, p: Polynomial, by: Fraction) -> Jet:
        """The jet of e^{P(t + by)}."""
        value = Fraction(1)
        for monomial, n in self.exponents.powers(p, by).items():
            if abs(n) > 10_000:
                raise OverflowError("exponents too large for exact rationals")
            value *= self.z[monomial] ** n
        inner, jet = self._polynomial(shift(p, self.exponents.variable, by)), [value]
        for k in range(1, self.length):  # E' = P' E
            jet.append(sum((i * inner[i] * jet[k - i] for i in range(1, k + 1)), Fraction(0)) / k)
        return jet

    def evaluate(self, node: ast.expr, by: Fraction) -> Jet:
        """The jet at t0 + by of a tree."""
        if isinstance(node, ast.Constant):
            return self._constant(number(node))
        if isinstance(node, ast.Name):
            return self._name(node.id, by)
        if isinstance(node, ast.UnaryOp):
            sign = -1 if isinstance(node.op, ast.USub) else 1
            return [sign * a for a in self.evaluate(node.operand, by)]
        if isinstance(node, ast.Call):
            assert isinstance(node.func, ast.Name)
            p = polynomial(node.args[0])
            up = self.exponential(p, by)
            if node.func.id == "exp":
                return up
            sign = -1 if node.func.id == "sinh" else 1
            down = self.exponential({m: -c for m, c in p.items()}, by)
            return [(a + sign * b) / 2 for a, b in zip(up, down, strict=True)]
        assert isinstance(node, ast.BinOp)
        left = self.evaluate(node.left, by)
        if isinstance(node.op, ast.Pow):
            return _power(left, integer(node.right))
        right = self.evaluate(node.right, by)
        if isinstance(node.op, ast.Mult):
            return _times(left, right)
        if isinstance(node.op, ast.Div):
            return _times(left, _inverse(right))
        sign = -1 if isinstance(node.op, ast.Sub) else 1
        return [a + sign * b for a, b in zip(left, right, strict=True)]


def fraction_rank(matrix: list[list[Fraction]]) -> int:
    """Rank of a rational matrix by Gauss's elimination."""
    rows, rank = [list(row) for row in matrix], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((i for i in range(rank, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        for i in range(rank + 1, len(rows)):
            factor = rows[i][column] / rows[rank][column]
            if factor:
                rows[i] = [a - factor * b for a, b in zip(rows[i], rows[rank], strict=True)]
        rank += 1
    return rank


def _order_matrices(
    trees: list[list[ast.expr]], point: Point, max_order: int, kind: str, h: Fraction
) -> list[list[list[Fraction]]]:
    if kind == "derivative":  # Taylor coefficients: D^(k)/k! has the rank of D^(k)
        jets = [[point.evaluate(tree, Fraction(0)) for tree in row] for row in trees]
        return [[[jet[k] for jet in row] for row in jets] for k in range(max_order + 1)]
    table = [[[point.evaluate(tree, j * h)[0] for tree in row] for row in trees] for j in range(max_order + 1)]
    matrices = [table[0]]
    while len(table) > 1:
        table = [
            [[b - a for a, b in zip(u, v, strict=True)] for u, v in zip(early, late, strict=True)]
            for early, late in pairwise(table)
        ]
        matrices.append(table[0])
    return matrices


def sampled_ranks(
    rows: list[list[str]],
    max_order: int,
    kind: str = "derivative",
    h: str = "1",
    variable: str = "t",
    points: int = 3,
    seed: int = 0,
) -> list[int]:
    """Largest exact rank over random points, per order.

    Parameters
    ----------
    rows, max_order, kind, h, variable
        As for `symbolic.oracle_ranks`.
    points : int
        Number of random points (poles are drawn again).
    seed : int
        Seed of `random.Random`.

    Returns
    -------
    list of int
        Lower bounds of r_0..r_K that are equalities with overwhelming probability.

    Raises
    ------
    OverflowError
        When an exponent is beyond 10,000 times its lattice step.
    """
    trees = [[parse(entry) for entry in row] for row in rows]
    flat = [tree for row in trees for tree in row]
    step, rng = Fraction(h), random.Random(seed)
    shifts = [j * step for j in range(max_order + 1)] if kind == "difference" else [Fraction(0)]
    exponents = Exponents(flat, variable, shifts)
    parameters = sorted(set().union(*(names(tree) for tree in flat)) - {variable}) if flat else []
    best, done, poles = [0] * (max_order + 1), 0, 0
    while done < points:
        point = Point(exponents, parameters, max_order + 1 if kind == "derivative" else 1, rng)
        try:
            matrices = _order_matrices(trees, point, max_order, kind, step)
        except ZeroDivisionError:
            poles += 1
            if poles > 50:
                raise
            continue
        best = [max(b, fraction_rank(matrix)) for b, matrix in zip(best, matrices, strict=True)]
        done += 1
    return best
