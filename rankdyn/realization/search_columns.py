"""Column by column: small ranks prescribed at several orders, each column of D_0 solved for linearly.

In c_ij t^{λ_i+μ_j}, and in e^{tA} D_0 e^{tB} with B diagonal, column j of M_k is T_kj d_j, where d_j is column j of D_0
and T_kj is known: diag of falling factorials (λ_i+μ_j)⋯(λ_i+μ_j−k+1), or (A + β_j)^k. That the rank of M_k does not
grow when column j is added is linear in d_j: N T_kj d_j = 0, N the left kernel of the columns before, as many
conditions as n exceeds their rank. An order that needs rank r_k has n − r_k columns at which it does not grow. Which
ones is drawn at random, as are λ, μ, A, β and the choice of d_j among the solutions; conditions that leave no solution
are dropped and left to chance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from flint import fmpz_mat

from rankdyn.functions.constant_class import ConstantClass
from rankdyn.functions.matrix_function import MatrixFunction
from rankdyn.realization.constructions.monomials import quasi_homogeneous
from rankdyn.realization.constructions.shifts import fractions

Ranks = tuple[int, ...]


@dataclass(frozen=True)
class ColumnFamily:
    """The matrices T_kj of one choice of λ, μ or of A, β, and how to write the function down.

    Attributes
    ----------
    operators : list of list of fmpz_mat
        operators[k][j] = T_kj, n × n.
    left, right : rows of int
        A and the diagonal of B as one row, or λ as one row and μ as one row.
    """

    operators: list[list[fmpz_mat]]
    left: list[list[int]]
    right: list[int]
    monomials: bool

    def function(self, columns: list[fmpz_mat]) -> MatrixFunction:
        """Return the function with these columns of D_0."""
        n = len(columns)
        start = [[int(columns[j][i, 0]) for j in range(n)] for i in range(n)]
        if self.monomials:
            return quasi_homogeneous(start, self.left[0], self.right).function
        diagonal = [[b if i == j else 0 for j in range(n)] for i, b in enumerate(self.right)]
        return ConstantClass(fractions(self.left), fractions(start), fractions(diagonal))


def attempt(target: Ranks, n: int, rng: np.random.Generator) -> MatrixFunction | None:
    """Return an n × n function whose matrices have the target's ranks, if this one attempt finds one."""
    family = _family(len(target), n, rng)
    if any(r > n for r in target):
        return None
    # resting[k] holds the columns at which M_k is not to grow; later columns cost fewer conditions
    resting = [
        {int(j) for j in rng.permutation(n)[: n - r]} if rng.integers(3) == 0 else set(range(r, n)) for r in target
    ]
    columns: list[fmpz_mat] = []
    prefixes: list[list[fmpz_mat]] = [[] for _ in target]
    for j in range(n):
        conditions: list[list[int]] = []
        for k in (int(k) for k in rng.permutation(len(target))):
            if j in resting[k]:
                more = _conditions(prefixes[k], family.operators[k][j], n)
                joined = conditions + more
                if more and int(fmpz_mat(joined).rank()) < n:
                    conditions = joined
        column = _solution(conditions, n, rng)
        columns.append(column)
        for k in range(len(target)):
            prefixes[k].append(family.operators[k][j] * column)
    if any(int(_beside(prefix, n).rank()) != r for prefix, r in zip(prefixes, target, strict=True)):
        return None
    return family.function(columns)


def _family(length: int, n: int, rng: np.random.Generator) -> ColumnFamily:
    if rng.integers(2):
        if rng.integers(2):
            offset = int(rng.choice([0, 0, 1, -1]))
            rows, columns = list(range(n)), list(range(offset, n + offset))
        else:
            top = n + int(rng.integers(0, 5))
            rows, columns = (sorted(rng.choice(top, size=n, replace=False).tolist()) for _ in range(2))
        if rng.integers(2):
            rows, columns = rows[::-1], columns[::-1]
        if rng.integers(3) == 0:
            columns = rng.permutation(columns).tolist()
        operators = []
        for k in range(length):
            line = []
            for mu in columns:
                diagonal = [int(np.prod([rate + mu - i for i in range(k)], dtype=object)) for rate in rows]
                line.append(fmpz_mat(n, n, [d if a == b else 0 for a, d in enumerate(diagonal) for b in range(n)]))
            operators.append(line)
        return ColumnFamily(operators, [rows], columns, True)
    kind = int(rng.integers(3))
    left = np.zeros((n, n), dtype=int)
    left[np.arange(1, n), np.arange(n - 1)] = 1
    if kind == 0:
        left[:, n - 1] = rng.integers(-2, 3, size=n) * (rng.random(n) < 0.5)
    elif kind == 1:
        left = np.diag(rng.integers(-3, 4, size=n))
    distinct = bool(rng.integers(2))
    shifts = (rng.permutation(np.arange(n) - n // 2) if distinct else rng.integers(-2, 3, size=n)).tolist()
    eye = np.eye(n, dtype=int)
    steps = [fmpz_mat((left + b * eye).tolist()) for b in shifts]
    operators = [[fmpz_mat(eye.tolist()) for _ in range(n)]]
    for _ in range(length - 1):
        operators.append([step * before for step, before in zip(steps, operators[-1], strict=True)])
    return ColumnFamily(operators, left.tolist(), shifts, False)


def _conditions(prefix: list[fmpz_mat], operator: fmpz_mat, n: int) -> list[list[int]]:
    """Return N T for the left kernel N of the columns before: all of T where there are none, or all are zero."""
    if not prefix:
        return [[int(v) for v in row] for row in operator.tolist() if any(row)]
    kernel, dimension = _beside(prefix, n).transpose().nullspace()
    rows = (kernel.transpose() * operator).tolist()[: int(dimension)]
    return [[int(v) for v in row] for row in rows if any(row)]


def _solution(conditions: list[list[int]], n: int, rng: np.random.Generator) -> fmpz_mat:
    """Return a random small combination of solutions, divided by its content."""
    if not conditions:
        values = rng.integers(-2, 3, size=n)
        while not values.any():
            values = rng.integers(-2, 3, size=n)
        return fmpz_mat(n, 1, values.tolist())
    kernel, dimension = fmpz_mat(conditions).nullspace()
    count = int(dimension)
    basis = [[int(kernel[i, j]) for i in range(n)] for j in range(count)]
    basis = [_primitive(vector) for vector in basis]
    weights = rng.integers(-2, 3, size=count)
    while not weights.any():
        weights = rng.integers(-2, 3, size=count)
    return fmpz_mat(
        n, 1, _primitive([sum(int(w) * v[i] for w, v in zip(weights, basis, strict=True)) for i in range(n)])
    )


def _primitive(vector: list[int]) -> list[int]:
    content = int(np.gcd.reduce(np.array(vector, dtype=object)))
    return [v // content for v in vector] if content else vector


def _beside(columns: list[fmpz_mat], n: int) -> fmpz_mat:
    return fmpz_mat(n, len(columns), [columns[j][i, 0] for i in range(n) for j in range(len(columns))])
