"""An oracle that knows only values: is D linearly decomposable, judged from D at exact rational points?

exp(t) is algebraically independent of t, so the letter y stands for it and takes values of its own. D = U diag(g) Vᵀ
with r = rank implies, and values at enough general points imply back: all columns of all values span r dimensions, all
rows too; and with E_i = P D(p_i) Q cut down to r × r the E_0⁻¹E_i commute and are diagonalisable.
"""

from fractions import Fraction
from random import Random

import flint


def value(texts, t, y):
    """The matrix at one point."""
    numbers = [[eval(entry, {"t": t, "y": y}) for entry in row] for row in texts]  # plain Python arithmetic
    return flint.fmpq_mat(
        [[flint.fmpq(Fraction(x).numerator, Fraction(x).denominator) for x in row] for row in numbers]
    )


def span(matrices):
    """Rank of matrices side by side."""
    return flint.fmpq_mat([[x for m in matrices for x in m.tolist()[i]] for i in range(matrices[0].nrows())]).rank()


def is_diagonalisable(matrix):
    p = matrix.charpoly()
    simple = p / p.gcd(p.derivative())
    result = flint.fmpq_mat(matrix.nrows(), matrix.nrows())
    for c in reversed(simple.coeffs()):
        result = result * matrix
        for i in range(matrix.nrows()):
            result[i, i] += c
    return result.rank() == 0


def is_decomposable(texts, seed=0, points=7):
    """The oracle's verdict on a matrix of Python texts in t and y."""
    rng = Random(seed)
    places = [(Fraction(rng.randint(-99, 99), 7), Fraction(rng.randint(1, 99), 11)) for _ in range(points)]
    values = [value(texts, *place) for place in places]
    r = max(v.rank() for v in values)
    if span(values) != r or span([v.transpose() for v in values]) != r:
        return False
    if not r:
        return True
    m, n = values[0].nrows(), values[0].ncols()
    P = flint.fmpq_mat(r, m, [rng.randint(1, 10**6) for _ in range(r * m)])
    Q = flint.fmpq_mat(n, r, [rng.randint(1, 10**6) for _ in range(n * r)])
    small = [P * v * Q for v in values]
    start = next(e for e in small if e.rank() == r).inv()
    family = [start * e for e in small]
    commute = all(a * b == b * a for i, a in enumerate(family) for b in family[:i])
    return commute and all(map(is_diagonalisable, family))
