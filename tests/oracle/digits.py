"""Ranks at random real points with a hundred digits, constants at their true values: no proof, but nothing assumed.

Elimination with complete pivoting of jets of mpmath numbers; pivots beside the largest entry of all orders must
lie outside the window of a `LEVELS` row: in between is no answer, and more digits are tried. Beyond the exact class:
log, roots, asin, acos, atan of functions (t and the parameters are drawn from (1/10, 9/10)).
"""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import pairwise

import mpmath  # type: ignore[import-untyped]

from .forms import Node, Reader, rational, variables
from .mp_series import FUNCTIONS, Jet, Number, constant, inverse, power, quotient, times

LEVELS = ((100, "1e-15", "1e-45"), (240, "1e-45", "1e-120"))
"""Digits; a pivot above the second number counts, below the third it is zero."""

LARGE = 10_000
"""Arguments of functions beyond this are refused."""


class UndecidedError(ArithmeticError):
    """A pivot lies in the window."""


class Sample:
    """Values of t and the parameters at one point; evaluates nodes to jets."""

    def __init__(self, variable: str, t0: Number, parameters: dict[str, Number], length: int) -> None:
        self.variable, self.t0, self.parameters, self.length = variable, t0, parameters, length
        self.known: dict[Node, Jet] = {}

    def evaluate(self, node: Node) -> Jet:
        """The jet of a node."""
        if node not in self.known:
            self.known[node] = self._evaluate(node)
        return self.known[node]

    def _evaluate(self, node: Node) -> Jet:
        if node.op == "number":
            return constant(mpmath.mpf(node.number.numerator) / node.number.denominator, self.length)
        if node.op == "name" and node.name == self.variable:
            return [self.t0, mpmath.mpf(1), *([mpmath.mpf(0)] * self.length)][: self.length]
        if node.op == "name":
            return constant(self.parameters[node.name], self.length)
        if node.op == "constant":
            return constant({"pi": +mpmath.pi, "E": +mpmath.e, "I": mpmath.mpc(0, 1)}[node.name], self.length)
        if node.op == "**" and (n := rational(node.args[1])) is not None and n.denominator == 1:
            return self._integer_power(self.evaluate(node.args[0]), int(n))
        arguments = [self.evaluate(child) for child in node.args]
        if node.op == "neg":
            return [-x for x in arguments[0]]
        if node.op in ("+", "-"):
            sign = 1 if node.op == "+" else -1
            return [x + sign * y for x, y in zip(*arguments, strict=True)]
        if node.op in ("*", "/", "**"):
            return {"*": times, "/": quotient, "**": power}[node.op](*arguments)
        if node.op not in FUNCTIONS:
            raise ValueError(f"no digits for {node.op}")
        if abs(arguments[0][0]) > LARGE:
            raise OverflowError("an argument is too large for these digits")
        return FUNCTIONS[node.op](arguments[0])

    def _integer_power(self, a: Jet, n: int) -> Jet:
        result = constant(mpmath.mpf(1), self.length)
        for bit in bin(abs(n))[2:]:
            result = times(result, result)
            if bit == "1":
                result = times(result, a)
        return inverse(result) if n < 0 else result


def gap_rank(matrix: list[list[Number]], high: Number, low: Number) -> int:
    """Numerical rank with complete pivoting.

    Raises
    ------
    UndecidedError
        When a pivot lies between `low` and `high`.
    """
    rows, rank = [list(row) for row in matrix], 0
    while rank < min(len(rows), len(rows[0]) if rows else 0):
        size, i, j = max((abs(rows[i][j]), i, j) for i in range(rank, len(rows)) for j in range(rank, len(rows[0])))
        if size < low:
            break
        if size < high:
            raise UndecidedError(f"a pivot of {mpmath.nstr(size, 5)}")
        rows[rank], rows[i] = rows[i], rows[rank]
        for row in rows:
            row[rank], row[j] = row[j], row[rank]
        for row in rows[rank + 1 :]:
            factor = row[rank] / rows[rank][rank]
            row[rank:] = [a - factor * b for a, b in zip(row[rank:], rows[rank][rank:], strict=True)]
        rank += 1
    return rank


def _matrices(
    nodes: list[list[Node]], variable: str, values: dict[str, Number], max_order: int, kind: str, h: Fraction
) -> list[list[list[Number]]]:
    parameters = {name: value for name, value in values.items() if name != variable}
    if kind == "derivative":
        sample = Sample(variable, values[variable], parameters, max_order + 1)
        jets = [[sample.evaluate(node) for node in row] for row in nodes]
        return [[[jet[k] for jet in row] for row in jets] for k in range(max_order + 1)]
    table: list[list[list[Number]]] = []
    for j in range(max_order + 1):
        sample = Sample(variable, values[variable] + mpmath.mpf(h.numerator) * j / h.denominator, parameters, 1)
        table.append([[sample.evaluate(node)[0] for node in row] for row in nodes])
    matrices = [table[0]]
    while len(table) > 1:
        table = [
            [[b - a for a, b in zip(u, v, strict=True)] for u, v in zip(early, late, strict=True)]
            for early, late in pairwise(table)
        ]
        matrices.append(table[0])
    return matrices


def digit_ranks(
    rows: list[list[str]],
    max_order: int,
    kind: str = "derivative",
    h: str = "1",
    variable: str = "t",
    points: int = 2,
    seed: int = 0,
) -> list[int]:
    """Largest numerical rank over random points, per order; parameters as for `symbolic.oracle_ranks`.

    Raises
    ------
    UndecidedError
        When there is no gap at any level.
    ZeroDivisionError
        When the points keep hitting poles.
    OverflowError
        When a function has a huge argument.
    """
    reader = Reader()
    nodes = [[reader.read(entry) for entry in row] for row in rows]
    for level in LEVELS:
        try:
            return _ranks(nodes, max_order, kind, Fraction(h), variable, points, random.Random(seed), *level)
        except UndecidedError:
            if level == LEVELS[-1]:
                raise
    raise AssertionError("unreachable")


def _ranks(
    nodes: list[list[Node]],
    max_order: int,
    kind: str,
    h: Fraction,
    variable: str,
    points: int,
    rng: random.Random,
    digits: int,
    high: str,
    low: str,
) -> list[int]:
    names = sorted({variable} | variables([node for row in nodes for node in row]))
    best, done, poles = [0] * (max_order + 1), 0, 0
    with mpmath.workdps(digits):
        while done < points:
            values = {name: mpmath.mpf(rng.randint(10**11, 9 * 10**11)) / 10**12 for name in names}
            try:
                matrices = _matrices(nodes, variable, values, max_order, kind, h)
            except ZeroDivisionError:
                poles += 1
                if poles > 2 * points:
                    raise
                continue
            scale = max([mpmath.mpf(1), *(abs(x) for matrix in matrices for row in matrix for x in row)])
            window = mpmath.mpf(high) * scale, mpmath.mpf(low) * scale
            best = [max(b, gap_rank(matrix, *window)) for b, matrix in zip(best, matrices, strict=True)]
            done += 1
    return best
